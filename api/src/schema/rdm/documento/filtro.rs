//! What `Documento` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::documento;

use crate::domain::entrega::control;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::{Confidencialidad, EstadoDocumento};
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_entidad, vivos};
use crate::schema::scalar::Fecha;
use crate::store::entrega::control::sin_revisar;
use crate::store::sql::Sql;

/// Condiciones sobre documentos. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DocumentoFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por título.
    pub nombre: Option<TextoFiltro>,
    /// Por estado: uno de estos.
    pub estado: Option<Vec<EstadoDocumento>>,
    /// Por confidencialidad: una de estas.
    pub confidencialidad: Option<Vec<Confidencialidad>>,
    /// Por el último día que vale.
    pub vigente_hasta: Option<FechaFiltro>,
    /// Aprobado y sin revisar en el año anterior a ese día.
    pub sin_revisar_al: Option<Fecha>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<DocumentoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<DocumentoFiltro>,
    /// No esta condición.
    pub no: Option<Box<DocumentoFiltro>>,
}

impl Combinable for DocumentoFiltro {
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
        if let Some(lista) = &self.estado {
            let codigos: Vec<i64> = lista.iter().map(|x| control::EstadoDocumento::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.estado", &codigos);
        }
        if let Some(lista) = &self.confidencialidad {
            let codigos: Vec<i64> = lista.iter().map(|x| control::Confidencialidad::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.confidencialidad", &codigos);
        }
        if let Some(fecha) = &self.vigente_hasta {
            fecha.agregar(sql, "t.vigente_hasta");
        }
        if let Some(Fecha(dia)) = self.sin_revisar_al {
            sql.texto(" AND ").texto(&sin_revisar(dia));
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
pub enum DocumentoCampo {
    /// Código.
    Codigo,
    /// Título, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Edición.
    Edicion,
    /// Fecha de la edición.
    Fecha,
    /// Último día para revisarlo.
    RevisarHasta,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for DocumentoCampo {
    type Tabla = documento::Entity;

    fn columna(self) -> documento::Column {
        match self {
            Self::Codigo => documento::Column::Codigo,
            Self::Nombre => documento::Column::Clave,
            Self::Edicion => documento::Column::Edicion,
            Self::Fecha => documento::Column::Fecha,
            Self::RevisarHasta => documento::Column::RevisarHasta,
            Self::Creacion => documento::Column::Id,
        }
    }
}
