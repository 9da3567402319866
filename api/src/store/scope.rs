//! What the caller may read. Every store function asks for it.

use super::sql::Sql;

/// The rows a request may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scope {
    borradores: bool,
}

impl Scope {
    /// Published versions only: what any stranger may see.
    pub const fn publico() -> Self {
        Self { borradores: false }
    }

    /// Drafts as well: the operator's own machine.
    pub const fn local() -> Self {
        Self { borradores: true }
    }

    /// Whether drafts, and what only the entity itself should see, are visible.
    pub const fn ve_borradores(self) -> bool {
        self.borradores
    }

    /// Restricts rows known as `alias`, whose version is in the column `version`, to versions that may be seen.
    pub fn filas(self, sql: &mut Sql, alias: &str, version: &str) {
        if !self.borradores {
            sql.texto(&format!(
                " AND EXISTS (SELECT 1 FROM version vs WHERE vs.entidad_id = {alias}.entidad_id \
                 AND vs.numero = {alias}.{version} AND vs.estado = 2)"
            ));
        }
    }
}
