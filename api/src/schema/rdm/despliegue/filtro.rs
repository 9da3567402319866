//! What `Despliegue` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::despliegue;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::EstadoDespliegue;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre despliegues. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DespliegueFiltro {
    /// Por el código de entrega: uno de estos.
    pub entrega: Option<Vec<String>>,
    /// Por ambiente.
    pub ambiente: Option<TextoFiltro>,
    /// Por estado: uno de estos.
    pub estado: Option<Vec<EstadoDespliegue>>,
    /// Por comienzo planificado.
    pub plan_inicio: Option<FechaFiltro>,
    /// Por fin planificado.
    pub plan_fin: Option<FechaFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<DespliegueFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<DespliegueFiltro>,
    /// No esta condición.
    pub no: Option<Box<DespliegueFiltro>>,
}

impl Combinable for DespliegueFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.entrega {
            por_codigo(sql, "entrega", "t.entrega_id", codigos);
        }
        if let Some(ambiente) = &self.ambiente {
            ambiente.agregar(sql, ColumnaTexto { original: "t.ambiente", clave: None });
        }
        if let Some(lista) = &self.estado {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::EstadoDespliegue::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.estado", &codigos);
        }
        if let Some(fecha) = &self.plan_inicio {
            fecha.agregar(sql, "t.plan_inicio");
        }
        if let Some(fecha) = &self.plan_fin {
            fecha.agregar(sql, "t.plan_fin");
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
pub enum DespliegueCampo {
    /// Estado.
    Estado,
    /// Comienzo planificado.
    PlanInicio,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for DespliegueCampo {
    type Tabla = despliegue::Entity;

    fn columna(self) -> despliegue::Column {
        match self {
            Self::Estado => despliegue::Column::Estado,
            Self::PlanInicio => despliegue::Column::PlanInicio,
            Self::Creacion => despliegue::Column::Id,
        }
    }
}
