//! Filter and order of assignments.

use async_graphql::{Enum, InputObject};
use quipu_entities::asignacion_de_rol;

use crate::error::ApiError;
use crate::schema::catalogo::desconocido;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_entidad, vivos};
use crate::schema::scalar::Fecha;
use crate::store::sql::Sql;

/// Condiciones sobre asignaciones de roles de gobierno. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AsignacionDeRolFiltro {
    /// De uno de estos roles, por sus códigos.
    pub rol: Option<Vec<String>>,
    /// Por nombre del puesto o de la unidad que lo tiene.
    pub titular: Option<TextoFiltro>,
    /// En vigor este día.
    pub en_vigor: Option<Fecha>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también las archivadas. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<AsignacionDeRolFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<AsignacionDeRolFiltro>,
    /// No esta condición.
    pub no: Option<Box<AsignacionDeRolFiltro>>,
}

impl Combinable for AsignacionDeRolFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(roles) = &self.rol {
            sql.texto(" AND ").en_textos("t.rol", roles);
        }
        if let Some(titular) = &self.titular {
            titular.agregar(sql, ColumnaTexto { original: "t.titular", clave: Some("t.clave") });
        }
        if let Some(dia) = self.en_vigor {
            sql.texto(" AND t.desde <= ").valor(String::from(dia));
            sql.texto(" AND (t.hasta IS NULL OR t.hasta >= ").valor(String::from(dia)).texto(")");
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_entidades(solicitud, self.entidad.as_deref())?;
        let hay = |codigo: &String| solicitud.catalogo.roles_de_gobierno.iter().any(|rol| rol.item.codigo == *codigo);
        let ajeno = self.rol.iter().flatten().find(|codigo| !hay(codigo));
        ajeno.map_or(Ok(()), |codigo| Err(desconocido("rol", codigo)))
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AsignacionDeRolCampo {
    /// Código del rol.
    Rol,
    /// Nombre del titular, sin distinguir tildes ni mayúsculas.
    Titular,
    /// Primer día.
    Desde,
    /// Último día; lo que no tiene fin queda al final.
    Hasta,
    /// Orden en que se crearon en la entidad.
    Creacion,
}

impl CampoDeOrden for AsignacionDeRolCampo {
    type Tabla = asignacion_de_rol::Entity;

    fn columna(self) -> asignacion_de_rol::Column {
        match self {
            Self::Rol => asignacion_de_rol::Column::Rol,
            Self::Titular => asignacion_de_rol::Column::Clave,
            Self::Desde => asignacion_de_rol::Column::Desde,
            Self::Hasta => asignacion_de_rol::Column::Hasta,
            Self::Creacion => asignacion_de_rol::Column::Id,
        }
    }
}
