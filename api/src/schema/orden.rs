//! Ordering arguments: a list of (field, direction), first one first.

use async_graphql::{Enum, InputObject, InputType};
use sea_orm::EntityTrait;

use super::actividad::ActividadCampo;
use super::ejecucion::EjecucionCampo;
use super::entidad::EntidadCampo;
use super::hallazgo::HallazgoCampo;
use super::proceso::ProcesoCampo;
use super::puesto::PuestoCampo;
use super::puesto_propuesto::PuestoPropuestoCampo;
use super::tarea::TareaCampo;
use super::unidad::UnidadCampo;
use super::version::VersionCampo;
use crate::store::orden as store;
use crate::store::orden::Tabla;

/// Sentido de un orden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Default)]
pub enum Direccion {
    /// De menor a mayor, o de la A a la Z.
    #[default]
    Asc,
    /// De mayor a menor, o de la Z a la A.
    Desc,
}

/// An enum of the fields by which a noun can be sorted.
pub trait CampoDeOrden: Copy {
    /// The noun's table.
    type Tabla: Tabla;
    /// The column of the field.
    fn columna(self) -> <Self::Tabla as EntityTrait>::Column;
}

/// Un campo por el que se ordena y su sentido.
#[derive(Debug, Clone, InputObject)]
#[graphql(concrete(name = "ActividadOrden", params(ActividadCampo)))]
#[graphql(concrete(name = "EjecucionOrden", params(EjecucionCampo)))]
#[graphql(concrete(name = "EntidadOrden", params(EntidadCampo)))]
#[graphql(concrete(name = "HallazgoOrden", params(HallazgoCampo)))]
#[graphql(concrete(name = "ProcesoOrden", params(ProcesoCampo)))]
#[graphql(concrete(name = "PuestoOrden", params(PuestoCampo)))]
#[graphql(concrete(name = "PuestoPropuestoOrden", params(PuestoPropuestoCampo)))]
#[graphql(concrete(name = "TareaOrden", params(TareaCampo)))]
#[graphql(concrete(name = "UnidadOrden", params(UnidadCampo)))]
#[graphql(concrete(name = "VersionOrden", params(VersionCampo)))]
pub struct Criterio<C: InputType> {
    /// Campo por el que se ordena.
    pub campo: C,
    /// Sentido; lo que no tiene valor queda siempre al final.
    #[graphql(default)]
    pub direccion: Direccion,
}

impl<C: CampoDeOrden + InputType> Criterio<C> {
    /// The same, over columns of the table.
    pub fn de_la_tabla(self) -> store::Criterio<<C::Tabla as EntityTrait>::Column> {
        store::Criterio { columna: self.campo.columna(), descendente: self.direccion == Direccion::Desc }
    }
}
