//! What `RegistroGuardado` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::registro_guardado;

use crate::domain::entrega::control;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::ClaseRegistroGuardado;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::schema::scalar::Fecha;
use crate::store::entrega::control::vencido;
use crate::store::sql::Sql;

/// Condiciones sobre registros guardados. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct RegistroGuardadoFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por clase: una de estas.
    pub clase: Option<Vec<ClaseRegistroGuardado>>,
    /// Por el código de entrega: uno de estos.
    pub entrega: Option<Vec<String>>,
    /// Por el último día que se guarda.
    pub vence_el: Option<FechaFiltro>,
    /// Con la retención vencida ese día: pasó su último día, o es un plan de una entrega que ya terminó.
    pub vencido_al: Option<Fecha>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<RegistroGuardadoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<RegistroGuardadoFiltro>,
    /// No esta condición.
    pub no: Option<Box<RegistroGuardadoFiltro>>,
}

impl Combinable for RegistroGuardadoFiltro {
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
        if let Some(lista) = &self.clase {
            let codigos: Vec<i64> =
                lista.iter().map(|x| control::ClaseRegistroGuardado::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.clase", &codigos);
        }
        if let Some(codigos) = &self.entrega {
            por_codigo(sql, "entrega", "t.entrega_id", codigos);
        }
        if let Some(fecha) = &self.vence_el {
            fecha.agregar(sql, "t.vence_el");
        }
        if let Some(Fecha(dia)) = self.vencido_al {
            sql.texto(" AND ").texto(&vencido(dia));
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
pub enum RegistroGuardadoCampo {
    /// Código.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Último día que se guarda.
    VenceEl,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for RegistroGuardadoCampo {
    type Tabla = registro_guardado::Entity;

    fn columna(self) -> registro_guardado::Column {
        match self {
            Self::Codigo => registro_guardado::Column::Codigo,
            Self::Nombre => registro_guardado::Column::Clave,
            Self::VenceEl => registro_guardado::Column::VenceEl,
            Self::Creacion => registro_guardado::Column::Id,
        }
    }
}
