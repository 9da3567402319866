//! Dotación summed by any dimensions.
//!
//! A question ([`Consulta`]) reads the coarsest roll-up that still has its dimensions: `dotacion_resumen` (grupo, familia,
//! rol), `puesto_propuesto` (anything about a puesto), `carga_proceso` (anything about a process). One statement sums,
//! one tells the coverage; subtotals are added from the groups, exactly. Answers over published versions are remembered
//! until something is published.

mod consulta;
mod sumas;
mod cobertura;
mod conteos;
mod costos;
mod detalle;
mod respuesta;

use std::sync::Arc;

use crate::domain::medida::Grano;
use crate::domain::modelo::TipoMatriz;
use crate::store::lista::Filtro;
use crate::store::version::eleccion::Eleccion;

pub use cobertura::{abarca_todas, umbrales};
pub use conteos::{Conteos, contar};
pub use costos::{Costo, costear, se_publica};
pub use detalle::{Detalle, detallar};
pub use respuesta::{Aciertos, Cobertura, Grupo, Recuerdos, Respuesta, responder};

/// What groups are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Sector of government.
    Sector,
    /// A ministry with the bodies attached to it.
    GrupoMinisterial,
    /// Entity.
    Entidad,
    /// National, regional, local.
    NivelGobierno,
    /// Class of entity.
    Clasificacion,
    /// Naturaleza of the unit.
    Naturaleza,
    /// Órgano.
    Organo,
    /// Unidad.
    Unidad,
    /// Grupo of servidores civiles.
    Grupo,
    /// Familia.
    Familia,
    /// Rol.
    Rol,
    /// Nivel.
    Nivel,
    /// Régimen.
    Regimen,
    /// Proposed puesto.
    Puesto,
    /// Type of process.
    TipoProceso,
    /// Process of level 0.
    Macroproceso,
    /// Process of level 1.
    ProcesoNivel1,
    /// Process of level 2.
    ProcesoNivel2,
    /// The process that holds the activities.
    Proceso,
}

impl Dimension {
    /// Whether it tells entities apart: such groups exist even for those that have not reported.
    pub const fn es_de_entidad(self) -> bool {
        matches!(
            self,
            Self::Sector | Self::GrupoMinisterial | Self::Entidad | Self::NivelGobierno | Self::Clasificacion
        )
    }

    /// Whether it belongs to processes.
    pub const fn es_de_proceso(self) -> bool {
        matches!(
            self,
            Self::TipoProceso | Self::Macroproceso | Self::ProcesoNivel1 | Self::ProcesoNivel2 | Self::Proceso
        )
    }

    /// Whether its key is a row of one version of one entity.
    pub const fn es_de_version(self) -> bool {
        matches!(self, Self::Organo | Self::Unidad | Self::Puesto)
            || (self.es_de_proceso() && !matches!(self, Self::TipoProceso))
    }
}

/// Value of a dimension in a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Valor {
    /// A number: a code, an id.
    Entero(i64),
    /// A text: the class of an entity.
    Texto(String),
    /// Without value: unclassified, without unit, or not reported.
    Nulo,
}

/// Conditions about puestos and processes, besides those about entities.
pub trait FiltroDeDotacion: Filtro + Send + Sync {
    /// Whether it asks for more than grupo, familia and rol.
    fn pide_puestos(&self) -> bool;
    /// Whether it asks about processes.
    fn pide_procesos(&self) -> bool;
    /// Whether all that it asks can be told of a unit without puestos.
    fn solo_de_unidades(&self) -> bool;
}

/// A question about dotación.
#[derive(Clone)]
pub struct Consulta {
    /// What groups are told apart by; subtotals follow this order.
    pub dimensiones: Vec<Dimension>,
    /// Which matrix.
    pub matriz: TipoMatriz,
    /// Which version of each entity.
    pub eleccion: Eleccion,
    /// Conditions over entities `t`.
    pub entidades: Option<Arc<dyn Filtro + Send>>,
    /// Conditions over proposed puestos `r` and process loads `c`.
    pub filtro: Option<Arc<dyn FiltroDeDotacion>>,
    /// Text that tells this question from any other: the key under which its answer is remembered.
    pub huella: String,
}

/// The roll-up that a question reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fuente {
    Resumen,
    Puestos,
    Procesos,
}

impl Consulta {
    fn fuente(&self) -> Fuente {
        let filtro = self.filtro.as_deref();
        if self.dimensiones.iter().any(|d| d.es_de_proceso()) || filtro.is_some_and(FiltroDeDotacion::pide_procesos) {
            return Fuente::Procesos;
        }
        let resumidas =
            |d: &Dimension| d.es_de_entidad() || matches!(d, Dimension::Grupo | Dimension::Familia | Dimension::Rol);
        if self.dimensiones.iter().all(resumidas) && !filtro.is_some_and(FiltroDeDotacion::pide_puestos) {
            Fuente::Resumen
        } else {
            Fuente::Puestos
        }
    }

    /// The same question told apart by its first `cuantas` dimensions only.
    #[must_use]
    pub fn con_dimensiones(&self, cuantas: usize) -> Self {
        Self { dimensiones: self.dimensiones[..cuantas.min(self.dimensiones.len())].to_vec(), ..self.clone() }
    }

    /// At what grain its groups are summed.
    pub fn grano(&self) -> Grano {
        if self.fuente() == Fuente::Procesos { Grano::Proceso } else { Grano::Puesto }
    }
}
