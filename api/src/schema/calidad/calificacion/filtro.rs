//! What `Calificacion` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::calificacion;

use crate::error::ApiError;
use crate::schema::catalogo::comprobar_codigos;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, EnteroFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre calificaciones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CalificacionFiltro {
    /// Por el código de la evaluación: uno de estos.
    pub evaluacion: Option<Vec<String>>,
    /// Por el código de componente: uno de estos.
    pub componente: Option<Vec<String>>,
    /// Valor en la escala de la evaluación.
    pub valor: Option<EnteroFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<CalificacionFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<CalificacionFiltro>,
    /// No esta condición.
    pub no: Option<Box<CalificacionFiltro>>,
}

impl Combinable for CalificacionFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.evaluacion {
            por_codigo(sql, "evaluacion", "t.evaluacion_id", codigos);
        }
        if let Some(codigos) = &self.componente {
            sql.texto(" AND ").en_textos("t.componente", codigos);
        }
        if let Some(numero) = &self.valor {
            numero.agregar(sql, "t.valor");
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_codigos(&solicitud.catalogo, &[("componente", &self.componente)])?;
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CalificacionCampo {
    /// Valor en la escala de la evaluación.
    Valor,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for CalificacionCampo {
    type Tabla = calificacion::Entity;

    fn columna(self) -> calificacion::Column {
        match self {
            Self::Valor => calificacion::Column::Valor,
            Self::Creacion => calificacion::Column::Id,
        }
    }
}
