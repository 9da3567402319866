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
    /// No token, where the settings show everyone what is not published: it reads, and does nothing else.
    Reader,
    /// No token, on a machine of one's own: no keys are configured and the request comes from the machine itself.
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
            Self::Anonymous | Self::Reader => "anonymous",
            Self::Local => "local",
            Self::Identified { subject, .. } => subject,
        }
    }

    /// Whether a token says who it is, or it sits at the machine.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Anonymous | Self::Reader)
    }

    /// What it is, for its limits.
    pub fn kind(&self, roles: &Roles) -> Kind {
        match self {
            Self::Local => Kind::Operator,
            Self::Anonymous | Self::Reader => Kind::Anonymous,
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
            Self::Reader if !permission.only_reads() => Alcance::ninguna(),
            Self::Reader | Self::Local => Alcance::Todas,
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
