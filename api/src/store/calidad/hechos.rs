//! Kinds of record that figures are counted over, and what each can be grouped by.

use super::indicadores::desde;
use crate::store::grupos::{self, Agrupados, Columna, Valor};
use crate::store::lista::{Filtro, Hijos, Peticion};
use crate::store::orden::Tabla;
use crate::store::sql::Sql;
use crate::store::{Lectura, StoreError};

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
            (D::Sector, _) => Columna::numero("en.sector_id"),
            (D::Entidad, _) => Columna::numero("t.entidad_id"),
            (D::Canal, Self::Servicios | Self::Mediciones) => Columna::texto("t.canal"),
            (D::Canal, _) => Columna::texto("s.canal"),
            (D::Componente, Self::Calificaciones | Self::Brechas) => Columna::texto("t.componente"),
            (D::Componente, Self::Componentes) => Columna::texto("c.codigo"),
            (D::Componente, Self::Acciones) => Columna::texto("b.componente"),
            (D::Conductor, Self::Mediciones) => Columna::texto("t.conductor"),
            (D::Etapa, Self::Evaluaciones | Self::Componentes) => Columna::numero("t.etapa"),
            (D::Etapa, Self::Servicios | Self::Mediciones) | (D::Componente | D::Conductor, _) => return None,
            (D::Etapa, _) => Columna::numero("e.etapa"),
            (D::Mes, Self::Servicios) => Columna::texto("SUBSTR(t.priorizado_el, 1, 7)"),
            (D::Mes, Self::Evaluaciones | Self::Componentes | Self::Mediciones) => {
                Columna::texto("SUBSTR(t.desde, 1, 7)")
            }
            (D::Mes, Self::Acciones) => Columna::texto("SUBSTR(t.plan_fin, 1, 7)"),
            (D::Mes, _) => Columna::texto("SUBSTR(e.desde, 1, 7)"),
        })
    }
}

/// The records behind the figures of each of these groups. Without one of their dimensions it has none: `None`.
pub async fn detras<E: Tabla>(
    lectura: &Lectura,
    hecho: Hecho,
    dimensiones: &[Dimension],
    claves: &[Vec<Valor>],
    entidades: &dyn Filtro,
    peticion: &Peticion<'_, E>,
) -> Result<Option<Hijos<E::Model>>, StoreError> {
    let Some(columnas) = hecho.columnas(dimensiones) else { return Ok(None) };
    let desde = |sql: &mut Sql| desde(sql, lectura.scope(), hecho, entidades);
    grupos::detras(lectura, &Agrupados { columnas: &columnas, claves, desde }, peticion).await.map(Some)
}
