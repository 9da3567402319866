//! What `LineaBase` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::linea_base;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::MomentoLineaBase;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre líneas base. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LineaBaseFiltro {
    /// Por el código de entrega: uno de estos.
    pub entrega: Option<Vec<String>>,
    /// Por momento: uno de estos.
    pub momento: Option<Vec<MomentoLineaBase>>,
    /// Por fecha.
    pub fecha: Option<FechaFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<LineaBaseFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<LineaBaseFiltro>,
    /// No esta condición.
    pub no: Option<Box<LineaBaseFiltro>>,
}

impl Combinable for LineaBaseFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.entrega {
            por_codigo(sql, "entrega", "t.entrega_id", codigos);
        }
        if let Some(lista) = &self.momento {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::MomentoLineaBase::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.momento", &codigos);
        }
        if let Some(fecha) = &self.fecha {
            fecha.agregar(sql, "t.fecha");
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
pub enum LineaBaseCampo {
    /// Cuándo se tomó.
    Fecha,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for LineaBaseCampo {
    type Tabla = linea_base::Entity;

    fn columna(self) -> linea_base::Column {
        match self {
            Self::Fecha => linea_base::Column::Fecha,
            Self::Creacion => linea_base::Column::Id,
        }
    }
}
