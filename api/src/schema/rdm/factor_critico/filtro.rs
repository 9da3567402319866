//! What `FactorCritico` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::factor_critico;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre factores críticos. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FactorCriticoFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por objetivo.
    pub objetivo: Option<TextoFiltro>,
    /// Por la última revisión.
    pub revisado_el: Option<FechaFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<FactorCriticoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<FactorCriticoFiltro>,
    /// No esta condición.
    pub no: Option<Box<FactorCriticoFiltro>>,
}

impl Combinable for FactorCriticoFiltro {
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
        if let Some(objetivo) = &self.objetivo {
            objetivo.agregar(sql, ColumnaTexto { original: "t.objetivo", clave: None });
        }
        if let Some(fecha) = &self.revisado_el {
            fecha.agregar(sql, "t.revisado_el");
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
pub enum FactorCriticoCampo {
    /// Código.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Última revisión.
    RevisadoEl,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for FactorCriticoCampo {
    type Tabla = factor_critico::Entity;

    fn columna(self) -> factor_critico::Column {
        match self {
            Self::Codigo => factor_critico::Column::Codigo,
            Self::Nombre => factor_critico::Column::Clave,
            Self::RevisadoEl => factor_critico::Column::RevisadoEl,
            Self::Creacion => factor_critico::Column::Id,
        }
    }
}
