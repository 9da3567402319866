//! Kinds of record that figures are counted over, and what each can be grouped by.

use std::sync::Arc;

use super::indicadores::desde;
use crate::store::Scope;
use crate::store::grupos::{Columna, Valor, en_el_grupo};
use crate::store::lista::Filtro;
use crate::store::sql::Sql;

/// What records are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Sector of the entity.
    Sector,
    /// Entity.
    Entidad,
    /// Channel of the service, or of the measurement.
    Canal,
    /// Component that is rated, or that has the gap.
    Componente,
    /// Conductor that was measured.
    Conductor,
    /// Stage of the evaluation.
    Etapa,
    /// Month in which a service was prioritised, an evaluation or a measurement begins, an improvement is to end.
    Mes,
}

impl Dimension {
    /// Whether every entity has one, with records or without.
    pub const fn es_de_entidad(self) -> bool {
        matches!(self, Self::Sector | Self::Entidad)
    }
}

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hecho {
    /// Prioritised services.
    Servicios,
    /// Evaluations.
    Evaluaciones,
    /// Components in force of each evaluation, rated or not.
    Componentes,
    /// Ratings.
    Calificaciones,
    /// Gaps.
    Brechas,
    /// Improvements that close gaps.
    Acciones,
    /// Measurements of conductors.
    Mediciones,
    /// Reports.
    Informes,
    /// Lessons.
    Lecciones,
}

const NUMERO: fn(&'static str) -> Columna = |sql| Columna { sql, es_texto: false };
const TEXTO: fn(&'static str) -> Columna = |sql| Columna { sql, es_texto: true };

impl Hecho {
    /// Its table, as `t`, with those that it hangs from: gap `b`, evaluation `e`, service `s`.
    pub(super) const fn tablas(self) -> &'static str {
        match self {
            Self::Servicios => "servicio_priorizado t",
            Self::Evaluaciones => {
                "evaluacion t JOIN servicio_priorizado s ON s.entidad_id = t.entidad_id AND s.id = t.servicio_priorizado_id"
            }
            Self::Componentes => {
                "evaluacion t JOIN servicio_priorizado s ON s.entidad_id = t.entidad_id AND s.id = t.servicio_priorizado_id \
                 JOIN componente_calidad c ON c.activo LEFT JOIN calificacion q ON q.entidad_id = t.entidad_id \
                 AND q.evaluacion_id = t.id AND q.componente = c.codigo AND q.archivado_en IS NULL"
            }
            Self::Calificaciones => {
                "calificacion t JOIN evaluacion e ON e.entidad_id = t.entidad_id AND e.id = t.evaluacion_id \
                 JOIN servicio_priorizado s ON s.entidad_id = e.entidad_id AND s.id = e.servicio_priorizado_id"
            }
            Self::Brechas => {
                "brecha_calidad t JOIN evaluacion e ON e.entidad_id = t.entidad_id AND e.id = t.evaluacion_id \
                 JOIN servicio_priorizado s ON s.entidad_id = e.entidad_id AND s.id = e.servicio_priorizado_id"
            }
            Self::Acciones => {
                "mejora t JOIN brecha_calidad b ON b.entidad_id = t.entidad_id AND b.id = t.brecha_id \
                 JOIN evaluacion e ON e.entidad_id = b.entidad_id AND e.id = b.evaluacion_id \
                 JOIN servicio_priorizado s ON s.entidad_id = e.entidad_id AND s.id = e.servicio_priorizado_id"
            }
            Self::Mediciones => {
                "medicion_conductor t JOIN servicio_priorizado s ON s.entidad_id = t.entidad_id \
                 AND s.id = t.servicio_priorizado_id LEFT JOIN evaluacion e ON e.entidad_id = t.entidad_id \
                 AND e.id = t.evaluacion_id"
            }
            Self::Informes => {
                "informe_calidad t JOIN evaluacion e ON e.entidad_id = t.entidad_id AND e.id = t.evaluacion_id \
                 JOIN servicio_priorizado s ON s.entidad_id = e.entidad_id AND s.id = e.servicio_priorizado_id"
            }
            Self::Lecciones => {
                "leccion_aprendida t JOIN evaluacion e ON e.entidad_id = t.entidad_id AND e.id = t.evaluacion_id \
                 JOIN servicio_priorizado s ON s.entidad_id = e.entidad_id AND s.id = e.servicio_priorizado_id"
            }
        }
    }

    /// Those of its tables that are records: each must be in use, and visible to who asks.
    pub(super) const fn registros(self) -> &'static [&'static str] {
        match self {
            Self::Servicios => &["t"],
            Self::Evaluaciones | Self::Componentes | Self::Mediciones => &["t", "s"],
            Self::Calificaciones | Self::Brechas | Self::Informes | Self::Lecciones => &["t", "e", "s"],
            Self::Acciones => &["t", "b", "e", "s"],
        }
    }

    /// What else a record must be to count.
    pub(super) const fn condicion(self) -> &'static str {
        match self {
            Self::Servicios | Self::Evaluaciones | Self::Mediciones => "",
            Self::Componentes => " AND t.etapa <> 6",
            Self::Calificaciones | Self::Brechas | Self::Acciones | Self::Informes | Self::Lecciones => {
                " AND e.etapa <> 6"
            }
        }
    }

    /// Its columns for these dimensions; none where it has not all of them.
    pub(super) fn columnas(self, dimensiones: &[Dimension]) -> Option<Vec<Columna>> {
        dimensiones.iter().map(|dimension| self.columna(*dimension)).collect()
    }

    fn columna(self, dimension: Dimension) -> Option<Columna> {
        use Dimension as D;
        Some(match (dimension, self) {
            (D::Sector, _) => NUMERO("en.sector_id"),
            (D::Entidad, _) => NUMERO("t.entidad_id"),
            (D::Canal, Self::Servicios | Self::Mediciones) => TEXTO("t.canal"),
            (D::Canal, _) => TEXTO("s.canal"),
            (D::Componente, Self::Calificaciones | Self::Brechas) => TEXTO("t.componente"),
            (D::Componente, Self::Componentes) => TEXTO("c.codigo"),
            (D::Componente, Self::Acciones) => TEXTO("b.componente"),
            (D::Conductor, Self::Mediciones) => TEXTO("t.conductor"),
            (D::Etapa, Self::Evaluaciones | Self::Componentes) => NUMERO("t.etapa"),
            (D::Etapa, Self::Servicios | Self::Mediciones) | (D::Componente | D::Conductor, _) => return None,
            (D::Etapa, _) => NUMERO("e.etapa"),
            (D::Mes, Self::Servicios) => TEXTO("SUBSTR(t.priorizado_el, 1, 7)"),
            (D::Mes, Self::Evaluaciones | Self::Componentes | Self::Mediciones) => TEXTO("SUBSTR(t.desde, 1, 7)"),
            (D::Mes, Self::Acciones) => TEXTO("SUBSTR(t.plan_fin, 1, 7)"),
            (D::Mes, _) => TEXTO("SUBSTR(e.desde, 1, 7)"),
        })
    }
}

/// The records behind the figures of a group.
pub struct Detras {
    /// What the reader may see.
    pub scope: Scope,
    /// Their kind.
    pub hecho: Hecho,
    /// The group.
    pub clave: Arc<[(Dimension, Valor)]>,
    /// Conditions over entities `t`.
    pub entidades: Arc<dyn Filtro + Send>,
    /// Conditions over the records.
    pub filtro: Box<dyn Filtro + Send>,
}

impl Filtro for Detras {
    fn agregar(&self, sql: &mut Sql) {
        sql.texto(" AND (t.entidad_id, t.id) IN (SELECT t.entidad_id, t.id");
        desde(sql, &self.scope, self.hecho, &*self.entidades);
        for (dimension, valor) in &*self.clave {
            match self.hecho.columna(*dimension) {
                Some(columna) => en_el_grupo(sql, columna.sql, valor),
                None => {
                    sql.texto(" AND 1 = 0");
                }
            }
        }
        sql.texto(")");
        self.filtro.agregar(sql);
    }
}
