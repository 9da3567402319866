//! Roles: names that a token may carry, each standing for permissions.
//!
//! The default roles suit the usual parties. `QUIPU_JWT_ROLES` names a JSON file that replaces them all:
//! `{"editor": ["leer_borradores", "editar"]}`.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;

use super::permission::Permission::{self, Editar, LeerBorradores, LeerEnviados, LeerRemuneraciones, Operar, Publicar};
use crate::archivo::leer_texto;

/// The roles when no file replaces them.
pub const DEFAULT_ROLES: [(&str, &[Permission]); 5] = [
    ("lector", &[LeerBorradores]),
    ("editor", &[LeerBorradores, LeerRemuneraciones, Editar]),
    ("responsable", &[LeerBorradores, LeerRemuneraciones, Editar, Publicar]),
    ("rector", &[LeerEnviados]),
    ("operador", &[Operar]),
];

/// Permissions by role.
#[derive(Debug, Clone)]
pub struct Roles(HashMap<String, Vec<Permission>>);

impl Default for Roles {
    fn default() -> Self {
        Self(DEFAULT_ROLES.iter().map(|(name, permissions)| ((*name).to_owned(), permissions.to_vec())).collect())
    }
}

impl Roles {
    /// The roles of a file.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let text = leer_texto(path)?;
        Self::from_json(&text).with_context(|| format!("{} is not a file of roles", path.display()))
    }

    fn from_json(text: &str) -> anyhow::Result<Self> {
        let named: HashMap<String, Vec<String>> = serde_json::from_str(text)?;
        let mut roles = HashMap::new();
        for (role, names) in named {
            let permissions: Result<Vec<Permission>, String> = names.iter().map(|name| name.parse()).collect();
            let permissions = permissions.map_err(|error| anyhow::anyhow!("role «{role}»: {error}"))?;
            roles.insert(role, permissions);
        }
        Ok(Self(roles))
    }

    /// What a role allows; nothing when it is unknown.
    pub fn permissions(&self, role: &str) -> &[Permission] {
        self.0.get(role).map_or(&[], Vec::as_slice)
    }
}
