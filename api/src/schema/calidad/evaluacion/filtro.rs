//! What `Evaluacion` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::evaluacion;

use crate::domain::calidad::etapa;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::enums::EtapaEvaluacion;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::schema::scalar::Fecha;
use crate::store::calidad::EVALUACION_ATRASADA;
use crate::store::sql::Sql;

/// Condiciones sobre evaluaciones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EvaluacionFiltro {
    /// Por el código del bien o servicio priorizado: uno de estos.
    pub servicio_priorizado: Option<Vec<String>>,
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Primer día del período que se evalúa.
    pub desde: Option<FechaFiltro>,
    /// Último día del período que se evalúa.
    pub hasta: Option<FechaFiltro>,
    /// Por etapa: una de estas.
    pub etapa: Option<Vec<EtapaEvaluacion>>,
    /// Las que ese día están en una etapa cuyo plazo ya pasó.
    pub atrasada_al: Option<Fecha>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<EvaluacionFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<EvaluacionFiltro>,
    /// No esta condición.
    pub no: Option<Box<EvaluacionFiltro>>,
}

impl Combinable for EvaluacionFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.servicio_priorizado {
            por_codigo(sql, "servicio_priorizado", "t.servicio_priorizado_id", codigos);
        }
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(fecha) = &self.desde {
            fecha.agregar(sql, "t.desde");
        }
        if let Some(fecha) = &self.hasta {
            fecha.agregar(sql, "t.hasta");
        }
        if let Some(lista) = &self.etapa {
            let codigos: Vec<i64> = lista.iter().map(|x| etapa::Etapa::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.etapa", &codigos);
        }
        if let Some(dia) = self.atrasada_al {
            sql.texto(" AND ").texto(EVALUACION_ATRASADA).valor(String::from(dia));
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
pub enum EvaluacionCampo {
    /// Código, único entre las evaluaciones de la entidad.
    Codigo,
    /// Primer día del período que se evalúa.
    Desde,
    /// Último día del período que se evalúa.
    Hasta,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for EvaluacionCampo {
    type Tabla = evaluacion::Entity;

    fn columna(self) -> evaluacion::Column {
        match self {
            Self::Codigo => evaluacion::Column::Codigo,
            Self::Desde => evaluacion::Column::Desde,
            Self::Hasta => evaluacion::Column::Hasta,
            Self::Creacion => evaluacion::Column::Id,
        }
    }
}
