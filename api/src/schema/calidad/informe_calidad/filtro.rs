//! What `InformeCalidad` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::informe_calidad;

use crate::domain::calidad::etapa;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::enums::TipoInforme;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre informes. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct InformeCalidadFiltro {
    /// Por el código de la evaluación: uno de estos.
    pub evaluacion: Option<Vec<String>>,
    /// Por tipo: uno de estos.
    pub tipo: Option<Vec<TipoInforme>>,
    /// Fecha.
    pub fecha: Option<FechaFiltro>,
    /// Si está aprobado.
    pub aprobado: Option<bool>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<InformeCalidadFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<InformeCalidadFiltro>,
    /// No esta condición.
    pub no: Option<Box<InformeCalidadFiltro>>,
}

impl Combinable for InformeCalidadFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.evaluacion {
            por_codigo(sql, "evaluacion", "t.evaluacion_id", codigos);
        }
        if let Some(lista) = &self.tipo {
            let codigos: Vec<i64> = lista.iter().map(|x| etapa::TipoInforme::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.tipo", &codigos);
        }
        if let Some(fecha) = &self.fecha {
            fecha.agregar(sql, "t.fecha");
        }
        if let Some(si) = self.aprobado {
            sql.texto(if si { " AND t.aprobado_el IS NOT NULL" } else { " AND t.aprobado_el IS NULL" });
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
pub enum InformeCalidadCampo {
    /// Fecha.
    Fecha,
    /// Título, sin distinguir tildes ni mayúsculas.
    Titulo,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for InformeCalidadCampo {
    type Tabla = informe_calidad::Entity;

    fn columna(self) -> informe_calidad::Column {
        match self {
            Self::Fecha => informe_calidad::Column::Fecha,
            Self::Titulo => informe_calidad::Column::Clave,
            Self::Creacion => informe_calidad::Column::Id,
        }
    }
}
