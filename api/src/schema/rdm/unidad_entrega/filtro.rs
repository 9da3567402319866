//! What `UnidadEntrega` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::unidad_entrega;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre unidades de entrega. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct UnidadEntregaFiltro {
    /// Por el código de servicio: uno de estos.
    pub servicio: Option<Vec<String>>,
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
    pub y: Vec<UnidadEntregaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<UnidadEntregaFiltro>,
    /// No esta condición.
    pub no: Option<Box<UnidadEntregaFiltro>>,
}

impl Combinable for UnidadEntregaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.servicio {
            por_codigo(sql, "servicio", "t.servicio_id", codigos);
        }
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
pub enum UnidadEntregaCampo {
    /// Código, único entre las unidades de entrega de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for UnidadEntregaCampo {
    type Tabla = unidad_entrega::Entity;

    fn columna(self) -> unidad_entrega::Column {
        match self {
            Self::Codigo => unidad_entrega::Column::Codigo,
            Self::Nombre => unidad_entrega::Column::Clave,
            Self::Creacion => unidad_entrega::Column::Id,
        }
    }
}
