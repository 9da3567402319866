//! What `BrechaCalidad` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::brecha_calidad;

use crate::error::ApiError;
use crate::schema::catalogo::comprobar_codigos;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre brechas. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct BrechaCalidadFiltro {
    /// Por el código de la evaluación: uno de estos.
    pub evaluacion: Option<Vec<String>>,
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por el código de componente: uno de estos.
    pub componente: Option<Vec<String>>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<BrechaCalidadFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<BrechaCalidadFiltro>,
    /// No esta condición.
    pub no: Option<Box<BrechaCalidadFiltro>>,
}

impl Combinable for BrechaCalidadFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.evaluacion {
            por_codigo(sql, "evaluacion", "t.evaluacion_id", codigos);
        }
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(codigos) = &self.componente {
            sql.texto(" AND ").en_textos("t.componente", codigos);
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
pub enum BrechaCalidadCampo {
    /// Código, único entre las brechas de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for BrechaCalidadCampo {
    type Tabla = brecha_calidad::Entity;

    fn columna(self) -> brecha_calidad::Column {
        match self {
            Self::Codigo => brecha_calidad::Column::Codigo,
            Self::Nombre => brecha_calidad::Column::Clave,
            Self::Creacion => brecha_calidad::Column::Id,
        }
    }
}
