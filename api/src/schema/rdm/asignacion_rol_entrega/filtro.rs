//! What `AsignacionRolEntrega` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::asignacion_rol_entrega;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::RolRdm;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre asignaciones de rol. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AsignacionRolEntregaFiltro {
    /// Por rol: uno de estos.
    pub rol: Option<Vec<RolRdm>>,
    /// Por correlativo.
    pub correlativo: Option<TextoFiltro>,
    /// Por comienzo.
    pub desde: Option<FechaFiltro>,
    /// Por fin.
    pub hasta: Option<FechaFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<AsignacionRolEntregaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<AsignacionRolEntregaFiltro>,
    /// No esta condición.
    pub no: Option<Box<AsignacionRolEntregaFiltro>>,
}

impl Combinable for AsignacionRolEntregaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(lista) = &self.rol {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::RolRdm::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.rol", &codigos);
        }
        if let Some(correlativo) = &self.correlativo {
            correlativo.agregar(sql, ColumnaTexto { original: "t.correlativo", clave: None });
        }
        if let Some(fecha) = &self.desde {
            fecha.agregar(sql, "t.desde");
        }
        if let Some(fecha) = &self.hasta {
            fecha.agregar(sql, "t.hasta");
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
pub enum AsignacionRolEntregaCampo {
    /// Rol.
    Rol,
    /// Desde cuándo.
    Desde,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for AsignacionRolEntregaCampo {
    type Tabla = asignacion_rol_entrega::Entity;

    fn columna(self) -> asignacion_rol_entrega::Column {
        match self {
            Self::Rol => asignacion_rol_entrega::Column::Rol,
            Self::Desde => asignacion_rol_entrega::Column::Desde,
            Self::Creacion => asignacion_rol_entrega::Column::Id,
        }
    }
}
