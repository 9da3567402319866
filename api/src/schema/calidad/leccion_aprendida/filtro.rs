//! What `LeccionAprendida` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::leccion_aprendida;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre lecciones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LeccionAprendidaFiltro {
    /// Por el código de la evaluación: uno de estos.
    pub evaluacion: Option<Vec<String>>,
    /// Por título.
    pub titulo: Option<TextoFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<LeccionAprendidaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<LeccionAprendidaFiltro>,
    /// No esta condición.
    pub no: Option<Box<LeccionAprendidaFiltro>>,
}

impl Combinable for LeccionAprendidaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.evaluacion {
            por_codigo(sql, "evaluacion", "t.evaluacion_id", codigos);
        }
        if let Some(titulo) = &self.titulo {
            titulo.agregar(sql, ColumnaTexto { original: "t.titulo", clave: Some("t.clave") });
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
pub enum LeccionAprendidaCampo {
    /// Título, sin distinguir tildes ni mayúsculas.
    Titulo,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for LeccionAprendidaCampo {
    type Tabla = leccion_aprendida::Entity;

    fn columna(self) -> leccion_aprendida::Column {
        match self {
            Self::Titulo => leccion_aprendida::Column::Clave,
            Self::Creacion => leccion_aprendida::Column::Id,
        }
    }
}
