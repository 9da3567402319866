//! What `Prueba` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::prueba;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::{ResultadoPrueba, TipoPrueba};
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre pruebas. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PruebaFiltro {
    /// Por el código de entrega: uno de estos.
    pub entrega: Option<Vec<String>>,
    /// Por tipo: uno de estos.
    pub tipo: Option<Vec<TipoPrueba>>,
    /// Por fecha.
    pub fecha: Option<FechaFiltro>,
    /// Por resultado: uno de estos.
    pub resultado: Option<Vec<ResultadoPrueba>>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<PruebaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<PruebaFiltro>,
    /// No esta condición.
    pub no: Option<Box<PruebaFiltro>>,
}

impl Combinable for PruebaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.entrega {
            por_codigo(sql, "entrega", "t.entrega_id", codigos);
        }
        if let Some(lista) = &self.tipo {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::TipoPrueba::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.tipo", &codigos);
        }
        if let Some(fecha) = &self.fecha {
            fecha.agregar(sql, "t.fecha");
        }
        if let Some(lista) = &self.resultado {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::ResultadoPrueba::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.resultado", &codigos);
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
pub enum PruebaCampo {
    /// Cuándo se ejecutó.
    Fecha,
    /// Cómo terminó.
    Resultado,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for PruebaCampo {
    type Tabla = prueba::Entity;

    fn columna(self) -> prueba::Column {
        match self {
            Self::Fecha => prueba::Column::Fecha,
            Self::Resultado => prueba::Column::Resultado,
            Self::Creacion => prueba::Column::Id,
        }
    }
}
