//! The records around the map of an entity.

use async_graphql::MergedObject;
use quipu_entities::entidad;

use crate::schema::calidad::desde_el_mapa::CalidadDeEntidad;
use crate::schema::ficha::ConFichas;
use crate::schema::gobierno::ConGobierno;
use crate::schema::lote::Fila;
use crate::schema::rdm::desde_el_mapa::RegistrosDeEntidad;

/// Los registros de una entidad.
#[derive(MergedObject)]
pub struct EntidadConRegistros(ConFichas<entidad::Model>, ConGobierno, RegistrosDeEntidad, CalidadDeEntidad);

impl From<&Fila<entidad::Model>> for EntidadConRegistros {
    fn from(fila: &Fila<entidad::Model>) -> Self {
        Self(fila.into(), fila.into(), RegistrosDeEntidad(fila.clone()), CalidadDeEntidad(fila.clone()))
    }
}
