//! What `MedicionConductor` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::medicion_conductor;

use crate::error::ApiError;
use crate::schema::catalogo::comprobar_codigos;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, EnteroFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre mediciones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct MedicionConductorFiltro {
    /// Por el código del bien o servicio priorizado: uno de estos.
    pub servicio_priorizado: Option<Vec<String>>,
    /// Por el código de la evaluación: uno de estos.
    pub evaluacion: Option<Vec<String>>,
    /// Por el código de conductor: uno de estos.
    pub conductor: Option<Vec<String>>,
    /// Por el código de canal: uno de estos.
    pub canal: Option<Vec<String>>,
    /// Primer día del período.
    pub desde: Option<FechaFiltro>,
    /// Último día del período.
    pub hasta: Option<FechaFiltro>,
    /// Cuántas personas respondieron.
    pub casos: Option<EnteroFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<MedicionConductorFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<MedicionConductorFiltro>,
    /// No esta condición.
    pub no: Option<Box<MedicionConductorFiltro>>,
}

impl Combinable for MedicionConductorFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.servicio_priorizado {
            por_codigo(sql, "servicio_priorizado", "t.servicio_priorizado_id", codigos);
        }
        if let Some(codigos) = &self.evaluacion {
            por_codigo(sql, "evaluacion", "t.evaluacion_id", codigos);
        }
        if let Some(codigos) = &self.conductor {
            sql.texto(" AND ").en_textos("t.conductor", codigos);
        }
        if let Some(codigos) = &self.canal {
            sql.texto(" AND ").en_textos("t.canal", codigos);
        }
        if let Some(fecha) = &self.desde {
            fecha.agregar(sql, "t.desde");
        }
        if let Some(fecha) = &self.hasta {
            fecha.agregar(sql, "t.hasta");
        }
        if let Some(numero) = &self.casos {
            numero.agregar(sql, "t.casos");
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_codigos(&solicitud.catalogo, &[("conductor", &self.conductor), ("canal", &self.canal)])?;
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MedicionConductorCampo {
    /// Primer día del período.
    Desde,
    /// Último día del período.
    Hasta,
    /// Cuántas personas respondieron.
    Casos,
    /// Media de las respuestas, con 6 decimales como máximo.
    Media,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for MedicionConductorCampo {
    type Tabla = medicion_conductor::Entity;

    fn columna(self) -> medicion_conductor::Column {
        match self {
            Self::Desde => medicion_conductor::Column::Desde,
            Self::Hasta => medicion_conductor::Column::Hasta,
            Self::Casos => medicion_conductor::Column::Casos,
            Self::Media => medicion_conductor::Column::Media,
            Self::Creacion => medicion_conductor::Column::Id,
        }
    }
}
