//! What `Mejora` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::mejora;

use crate::domain::entrega::estado;
use crate::domain::registro::{DeLista, TipoRegistro};
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::EstadoMejora;
use crate::schema::registro::filtro::{
    FechaFiltro, comprobar_entidades, por_codigo, por_deficit, por_entidad, por_proceso, vivos,
};
use crate::schema::scalar::Fecha;
use crate::store::calidad::ACCION_ATRASADA;
use crate::store::sql::Sql;

/// Condiciones sobre mejoras. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct MejoraFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por estado: uno de estos.
    pub estado: Option<Vec<EstadoMejora>>,
    /// Por el código de la entrega cuya revisión la abrió: uno de estos.
    pub origen: Option<Vec<String>>,
    /// Por el código de la entrega que la trae: uno de estos.
    pub entrega: Option<Vec<String>>,
    /// Por el código de la brecha de calidad que cierra: uno de estos.
    pub brecha: Option<Vec<String>>,
    /// `true`: cierra una brecha de calidad de un bien o servicio; `false`: no.
    pub de_calidad: Option<bool>,
    /// Por quien responde de hacerla.
    pub responsable: Option<TextoFiltro>,
    /// Por fin planificado.
    pub plan_fin: Option<FechaFiltro>,
    /// Las que ese día tienen su fin planificado pasado, y no están hechas ni descartadas.
    pub atrasada_al: Option<Fecha>,
    /// Por fecha en que se verificó.
    pub verificada_el: Option<FechaFiltro>,
    /// Cambia algún proceso con uno de estos códigos, directamente o por una actividad o tarea suya, en la última versión
    /// publicada del mapa.
    pub proceso: Option<Vec<String>>,
    /// `true`: cambia un proceso en el que falta gente (algo de él lo ejecuta un puesto con déficit en la última versión
    /// publicada del mapa); `false`: no.
    pub con_deficit: Option<bool>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<MejoraFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<MejoraFiltro>,
    /// No esta condición.
    pub no: Option<Box<MejoraFiltro>>,
}

impl Combinable for MejoraFiltro {
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
            let codigos: Vec<i64> = lista.iter().map(|x| estado::EstadoMejora::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.estado", &codigos);
        }
        if let Some(codigos) = &self.origen {
            por_codigo(sql, "entrega", "t.origen_id", codigos);
        }
        if let Some(codigos) = &self.entrega {
            por_codigo(sql, "entrega", "t.entrega_id", codigos);
        }
        if let Some(codigos) = &self.brecha {
            por_codigo(sql, "brecha_calidad", "t.brecha_id", codigos);
        }
        if let Some(si) = self.de_calidad {
            sql.texto(if si { " AND t.brecha_id IS NOT NULL" } else { " AND t.brecha_id IS NULL" });
        }
        if let Some(responsable) = &self.responsable {
            responsable.agregar(sql, ColumnaTexto { original: "t.responsable", clave: None });
        }
        if let Some(fecha) = &self.plan_fin {
            fecha.agregar(sql, "t.plan_fin");
        }
        if let Some(dia) = self.atrasada_al {
            sql.texto(" AND ").texto(ACCION_ATRASADA).valor(String::from(dia));
        }
        if let Some(fecha) = &self.verificada_el {
            fecha.agregar(sql, "t.verificada_el");
        }
        if let Some(codigos) = &self.proceso {
            por_proceso(sql, TipoRegistro::Mejora, codigos);
        }
        if let Some(si) = self.con_deficit {
            por_deficit(sql, TipoRegistro::Mejora, si);
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
pub enum MejoraCampo {
    /// Código, único entre las mejoras de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Estado.
    Estado,
    /// Fin planificado.
    PlanFin,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for MejoraCampo {
    type Tabla = mejora::Entity;

    fn columna(self) -> mejora::Column {
        match self {
            Self::Codigo => mejora::Column::Codigo,
            Self::Nombre => mejora::Column::Clave,
            Self::Estado => mejora::Column::Estado,
            Self::PlanFin => mejora::Column::PlanFin,
            Self::Creacion => mejora::Column::Id,
        }
    }
}
