//! What `ServicioPriorizado` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::servicio_priorizado;

use crate::domain::calidad::etapa;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::enums::TipoPriorizado;
use crate::schema::catalogo::comprobar_codigos;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre bienes y servicios priorizados. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ServicioPriorizadoFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por tipo: uno de estos.
    pub tipo: Option<Vec<TipoPriorizado>>,
    /// Por el código de canal: uno de estos.
    pub canal: Option<Vec<String>>,
    /// Cuándo se priorizó.
    pub priorizado_el: Option<FechaFiltro>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<ServicioPriorizadoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<ServicioPriorizadoFiltro>,
    /// No esta condición.
    pub no: Option<Box<ServicioPriorizadoFiltro>>,
}

impl Combinable for ServicioPriorizadoFiltro {
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
        if let Some(lista) = &self.tipo {
            let codigos: Vec<i64> = lista.iter().map(|x| etapa::TipoPriorizado::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.tipo", &codigos);
        }
        if let Some(codigos) = &self.canal {
            sql.texto(" AND ").en_textos("t.canal", codigos);
        }
        if let Some(fecha) = &self.priorizado_el {
            fecha.agregar(sql, "t.priorizado_el");
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_codigos(&solicitud.catalogo, &[("canal", &self.canal)])?;
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ServicioPriorizadoCampo {
    /// Código, único entre los bienes y servicios priorizados de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Atenciones o entregas en un año.
    DemandaAnual,
    /// Cuándo se priorizó.
    PriorizadoEl,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for ServicioPriorizadoCampo {
    type Tabla = servicio_priorizado::Entity;

    fn columna(self) -> servicio_priorizado::Column {
        match self {
            Self::Codigo => servicio_priorizado::Column::Codigo,
            Self::Nombre => servicio_priorizado::Column::Clave,
            Self::DemandaAnual => servicio_priorizado::Column::DemandaAnual,
            Self::PriorizadoEl => servicio_priorizado::Column::PriorizadoEl,
            Self::Creacion => servicio_priorizado::Column::Id,
        }
    }
}
