//! The party behind a request.

use super::grant::{Grant, Over};
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
    }
}
