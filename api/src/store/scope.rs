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

    /// The same as a multirange of PostgreSQL.
    fn en_texto(&self) -> String {
        match self {
            Self::Todas => "{(,)}".to_owned(),
            Self::Entidades(propias) => {
                let cada: Vec<String> = propias.iter().map(|id| format!("[{id},{id}]")).collect();
                format!("{{{}}}", cada.join(","))
            }
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
    registros: bool,
}

impl Scope {
    /// Drafts, drafts that were sent, and remunerations, of the entities that each reaches.
    pub const fn nuevo(borradores: Alcance, enviados: Alcance, remuneraciones: Alcance) -> Self {
        Self { borradores, enviados, remuneraciones, registros: false }
    }

    /// The same, and whether the record of readings as well.
    #[must_use]
    pub fn con_registros(self, registros: bool) -> Self {
        Self { registros, ..self }
    }

    /// Published versions only: what any stranger may see.
    pub fn publico() -> Self {
        Self::nuevo(Alcance::ninguna(), Alcance::ninguna(), Alcance::ninguna())
    }

    /// Everything: the operator's own machine.
    pub fn local() -> Self {
        Self::nuevo(Alcance::Todas, Alcance::Todas, Alcance::Todas).con_registros(true)
    }

    /// Entities whose remunerations are visible.
    pub const fn remuneraciones(&self) -> &Alcance {
        &self.remuneraciones
    }

    /// Whether the record of readings is visible.
    pub const fn lee_registro(&self) -> bool {
        self.registros
    }

    /// The same as settings of a transaction, which the second wall reads. Remunerations are a column, not rows: they are
    /// not in it.
    pub(super) fn ajustes(&self) -> String {
        format!(
            "SET LOCAL quipu.borradores = '{}'; SET LOCAL quipu.enviados = '{}'; SET LOCAL quipu.registros = '{}'",
            self.borradores.en_texto(),
            self.enviados.en_texto(),
            if self.registros { "si" } else { "no" },
        )
    }

    /// Whether it reads what others sent and did not publish.
    pub fn lee_enviados(&self) -> bool {
        self.borradores != Alcance::Todas && !self.enviados.es_nulo()
    }

    /// Whether it sees a version of `entidad`.
    pub fn ve_version(&self, entidad: i32, publicada: bool, enviada: bool) -> bool {
        publicada || self.borradores.abarca(entidad) || (enviada && self.enviados.abarca(entidad))
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

    /// Restricts records known as `alias` to those that may be seen, by their `visibilidad`.
    pub fn registros(&self, sql: &mut Sql, alias: &str) {
        let Alcance::Entidades(propias) = &self.borradores else { return };
        sql.texto(&format!(" AND ({alias}.visibilidad = 2"));
        if !propias.is_empty() {
            sql.texto(" OR ").en_enteros(&format!("{alias}.entidad_id"), propias);
        }
        match &self.enviados {
            Alcance::Todas => {
                sql.texto(&format!(" OR {alias}.visibilidad = 1"));
            }
            Alcance::Entidades(de) if !de.is_empty() => {
                sql.texto(&format!(" OR ({alias}.visibilidad = 1 AND "));
                sql.en_enteros(&format!("{alias}.entidad_id"), de).texto(")");
            }
            Alcance::Entidades(_) => {}
        }
        sql.texto(")");
    }

    /// Whether it sees a record of `entidad` with that `visibilidad`.
    pub fn ve_registro(&self, entidad: i32, visibilidad: i16) -> bool {
        match visibilidad {
            2 => true,
            1 => self.borradores.abarca(entidad) || self.enviados.abarca(entidad),
            _ => self.borradores.abarca(entidad),
        }
    }

    /// Whether drafts of this entity's records, and what its records were before, may be seen.
    pub fn lee_borradores_de(&self, entidad: i32) -> bool {
        self.borradores.abarca(entidad)
    }
}
