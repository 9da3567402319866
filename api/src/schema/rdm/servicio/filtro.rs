//! What `Servicio` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::servicio;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre servicios. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ServicioFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<ServicioFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<ServicioFiltro>,
    /// No esta condición.
    pub no: Option<Box<ServicioFiltro>>,
}

impl Combinable for ServicioFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
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
pub enum ServicioCampo {
    /// Código, único entre los servicios de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for ServicioCampo {
    type Tabla = servicio::Entity;

    fn columna(self) -> servicio::Column {
        match self {
            Self::Codigo => servicio::Column::Codigo,
            Self::Nombre => servicio::Column::Clave,
            Self::Creacion => servicio::Column::Id,
        }
    }
}
