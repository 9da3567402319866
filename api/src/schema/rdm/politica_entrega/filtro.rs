//! What `PoliticaEntrega` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::politica_entrega;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre políticas de entrega y despliegue. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PoliticaEntregaFiltro {
    /// Por el código de servicio: uno de estos.
    pub servicio: Option<Vec<String>>,
    /// Por el código de cliente: uno de estos.
    pub cliente: Option<Vec<String>>,
    /// Por comienzo de su vigencia.
    pub vigente_desde: Option<FechaFiltro>,
    /// Por fin de su vigencia.
    pub vigente_hasta: Option<FechaFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<PoliticaEntregaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<PoliticaEntregaFiltro>,
    /// No esta condición.
    pub no: Option<Box<PoliticaEntregaFiltro>>,
}

impl Combinable for PoliticaEntregaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.servicio {
            por_codigo(sql, "servicio", "t.servicio_id", codigos);
        }
        if let Some(codigos) = &self.cliente {
            por_codigo(sql, "cliente", "t.cliente_id", codigos);
        }
        if let Some(fecha) = &self.vigente_desde {
            fecha.agregar(sql, "t.vigente_desde");
        }
        if let Some(fecha) = &self.vigente_hasta {
            fecha.agregar(sql, "t.vigente_hasta");
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PoliticaEntregaCampo {
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for PoliticaEntregaCampo {
    type Tabla = politica_entrega::Entity;

    fn columna(self) -> politica_entrega::Column {
        match self {
            Self::Creacion => politica_entrega::Column::Id,
        }
    }
}
