//! What the caller may read. Every store function asks for it.

use std::sync::Arc;

use super::sql::Sql;

/// Entities over which something is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Alcance {
    /// These, by their numbers, sorted.
    Entidades(Arc<[i64]>),
    /// All of them.
    Todas,
}

impl Alcance {
    /// None at all.
    pub fn ninguna() -> Self {
        Self::Entidades(Arc::default())
    }

    /// These as well.
    #[must_use]
    pub fn con(self, otras: &[i32]) -> Self {
        match self {
            Self::Todas => Self::Todas,
            Self::Entidades(propias) => {
                let mut todas: Vec<i64> = propias.iter().copied().chain(otras.iter().map(|id| (*id).into())).collect();
                todas.sort_unstable();
                todas.dedup();
                Self::Entidades(todas.into())
            }
        }
    }

    /// Whether it reaches this entity.
    pub fn abarca(&self, entidad: i32) -> bool {
        match self {
            Self::Todas => true,
            Self::Entidades(propias) => propias.binary_search(&entidad.into()).is_ok(),
        }
    }

    /// Whether it reaches no entity.
    pub fn es_nulo(&self) -> bool {
        matches!(self, Self::Entidades(propias) if propias.is_empty())
    }
}

/// The rows a request may see. What is published is for everyone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    borradores: Alcance,
    enviados: Alcance,
    remuneraciones: Alcance,
}

impl Scope {
    /// Drafts, drafts that were sent, and remunerations, of the entities that each reaches.
    pub const fn nuevo(borradores: Alcance, enviados: Alcance, remuneraciones: Alcance) -> Self {
        Self { borradores, enviados, remuneraciones }
    }

    /// Published versions only: what any stranger may see.
    pub fn publico() -> Self {
        Self::nuevo(Alcance::ninguna(), Alcance::ninguna(), Alcance::ninguna())
    }

    /// Everything: the operator's own machine.
    pub const fn local() -> Self {
        Self::nuevo(Alcance::Todas, Alcance::Todas, Alcance::Todas)
    }

    /// Entities whose remunerations are visible.
    pub const fn remuneraciones(&self) -> &Alcance {
        &self.remuneraciones
    }

    /// Whether it reads what others sent and did not publish.
    pub fn lee_enviados(&self) -> bool {
        self.borradores != Alcance::Todas && !self.enviados.es_nulo()
    }

    /// Restricts rows known as `alias`, whose version is in the column `version`, to versions that may be seen.
    pub fn filas(&self, sql: &mut Sql, alias: &str, version: &str) {
        if self.borradores == Alcance::Todas {
            return;
        }
        sql.texto(&format!(
            " AND EXISTS (SELECT 1 FROM version vs WHERE vs.entidad_id = {alias}.entidad_id \
             AND vs.numero = {alias}.{version}"
        ));
        self.versiones(sql, "vs");
        sql.texto(")");
    }

    /// Restricts rows of `version`, known as `alias`, to those that may be seen.
    pub fn versiones(&self, sql: &mut Sql, alias: &str) {
        let Alcance::Entidades(propias) = &self.borradores else { return };
        sql.texto(&format!(" AND ({alias}.estado = 2"));
        if !propias.is_empty() {
            sql.texto(" OR ").en_enteros(&format!("{alias}.entidad_id"), propias);
        }
        match &self.enviados {
            Alcance::Todas => {
                sql.texto(&format!(" OR {alias}.enviada_en IS NOT NULL"));
            }
            Alcance::Entidades(de) if !de.is_empty() => {
                sql.texto(&format!(" OR ({alias}.enviada_en IS NOT NULL AND "));
                sql.en_enteros(&format!("{alias}.entidad_id"), de).texto(")");
            }
            Alcance::Entidades(_) => {}
        }
        sql.texto(")");
    }
}
