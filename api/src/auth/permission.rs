//! Named actions that a role allows.

use std::str::FromStr;

/// An action that is not everyone's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Read drafts of the entity.
    LeerBorradores,
    /// Read drafts that the entity sent to the rector bodies; each such request is recorded.
    LeerEnviados,
    /// Read what each post is paid.
    LeerRemuneraciones,
    /// Change drafts and records.
    Editar,
    /// Publish drafts.
    Publicar,
    /// Run the service: its records of who read what.
    Operar,
}

impl Permission {
    /// Whether all it allows is to read maps and records.
    pub const fn only_reads(self) -> bool {
        match self {
            Self::LeerBorradores | Self::LeerEnviados | Self::LeerRemuneraciones => true,
            Self::Editar | Self::Publicar | Self::Operar => false,
        }
    }
}

/// Every permission with the name that role files use.
pub const PERMISSIONS: [(Permission, &str); 6] = [
    (Permission::LeerBorradores, "leer_borradores"),
    (Permission::LeerEnviados, "leer_enviados"),
    (Permission::LeerRemuneraciones, "leer_remuneraciones"),
    (Permission::Editar, "editar"),
    (Permission::Publicar, "publicar"),
    (Permission::Operar, "operar"),
];

impl FromStr for Permission {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = PERMISSIONS.iter().find(|(_, known)| *known == name);
        found.map(|(permission, _)| *permission).ok_or_else(|| format!("«{name}» is not a permission"))
    }
}
