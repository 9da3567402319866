//! The party behind a request.

use super::grant::{Grant, Over};
use super::kind::Kind;
use super::permission::Permission;
use super::role::Roles;
use crate::store::referencia::Directorio;
use crate::store::{Alcance, Scope};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requester {
    /// No token.
    Anonymous,
    /// No token, on a machine of one's own: no keys are configured and only this machine can connect.
    Local,
    /// A person or service with a verified token.
    Identified {
        /// The token's `sub`.
        subject: String,
        /// What it was granted.
        grants: Vec<Grant>,
    },
}

impl Requester {
    /// Name in logs and records.
    pub fn name(&self) -> &str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Local => "local",
            Self::Identified { subject, .. } => subject,
        }
    }

    /// Whether a token says who it is, or it sits at the machine.
    pub fn is_known(&self) -> bool {
        *self != Self::Anonymous
    }

    /// What it is, for its limits. `at_home`: a request without token comes from the machine itself.
    pub fn kind(&self, roles: &Roles, at_home: bool) -> Kind {
        match self {
            Self::Local if at_home => Kind::Operator,
            Self::Anonymous | Self::Local => Kind::Anonymous,
            Self::Identified { grants, .. } => {
                let granted = || grants.iter().flat_map(|grant| roles.permissions(&grant.role));
                if granted().any(|permission| *permission == Permission::Operar) {
                    Kind::Operator
                } else if granted().any(|permission| *permission == Permission::LeerEnviados) {
                    Kind::Rector
                } else if granted().next().is_some() {
                    Kind::Entity
                } else {
                    Kind::Anonymous
                }
            }
        }
    }

    /// The entities over which it has a permission.
    pub fn over(&self, permission: Permission, roles: &Roles, directorio: &Directorio) -> Alcance {
        match self {
            Self::Anonymous => Alcance::ninguna(),
            Self::Local => Alcance::Todas,
            Self::Identified { grants, .. } => {
                let granted = grants.iter().filter(|grant| roles.permissions(&grant.role).contains(&permission));
                granted.fold(Alcance::ninguna(), |alcance, grant| match &grant.over {
                    Over::All => Alcance::Todas,
                    Over::Entidad(codigo) => alcance.con(directorio.entidad(codigo)),
                    Over::Sector(codigo) => alcance.con(directorio.del_sector(codigo)),
                })
            }
        }
    }

    /// What it may read.
    pub fn scope(&self, roles: &Roles, directorio: &Directorio) -> Scope {
        let over = |permission| self.over(permission, roles, directorio);
        Scope::nuevo(
            over(Permission::LeerBorradores),
            over(Permission::LeerEnviados),
            over(Permission::LeerRemuneraciones),
        )
        .con_registros(over(Permission::Operar) == Alcance::Todas)
    }
}
