//! What `MiembroEquipo` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::miembro_equipo;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{Combinable, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre integrantes. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct MiembroEquipoFiltro {
    /// Por el código de la evaluación: uno de estos.
    pub evaluacion: Option<Vec<String>>,
    /// Si coordina el equipo.
    pub coordina: Option<bool>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<MiembroEquipoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<MiembroEquipoFiltro>,
    /// No esta condición.
    pub no: Option<Box<MiembroEquipoFiltro>>,
}

impl Combinable for MiembroEquipoFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.evaluacion {
            por_codigo(sql, "evaluacion", "t.evaluacion_id", codigos);
        }
        if let Some(si) = self.coordina {
            sql.texto(" AND t.coordina = ").valor(si);
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
pub enum MiembroEquipoCampo {
    /// Titular, sin distinguir tildes ni mayúsculas.
    Titular,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for MiembroEquipoCampo {
    type Tabla = miembro_equipo::Entity;

    fn columna(self) -> miembro_equipo::Column {
        match self {
            Self::Titular => miembro_equipo::Column::Clave,
            Self::Creacion => miembro_equipo::Column::Id,
        }
    }
}
