//! What `Proceso` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::proceso;

use crate::domain::modelo;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::enums::TipoProceso;
use crate::schema::filtro::{ColumnaTexto, Combinable, EnteroFiltro, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_entidad};
use crate::store::sql::Sql;

/// Condiciones sobre procesos. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProcesoFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por nivel: 0 es macroproceso.
    pub nivel: Option<EnteroFiltro>,
    /// De uno de estos tipos.
    pub tipo: Option<Vec<TipoProceso>>,
    /// `true`: sin subprocesos ni actividades; `false`: con algo debajo.
    pub vacio: Option<bool>,
    /// `true`: nadie ejecuta nada de lo que contiene; `false`: algo tiene ejecutor.
    pub sin_ejecutor: Option<bool>,
    /// `true`: contiene alguna actividad que nadie ejecuta; `false`: todas tienen ejecutor.
    pub con_actividades_sin_ejecutor: Option<bool>,
    /// `true`: en él falta gente (algo de lo que contiene lo ejecuta un puesto propuesto con déficit); `false`: no.
    pub con_deficit: Option<bool>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<ProcesoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<ProcesoFiltro>,
    /// No esta condición.
    pub no: Option<Box<ProcesoFiltro>>,
}

/// Activities below the process, at any depth.
const SUS_ACTIVIDADES: &str = "SELECT 1 FROM actividad a WHERE a.entidad_id = t.entidad_id AND a.version = t.version \
     AND a.matriz = t.matriz AND a.orden BETWEEN t.orden AND t.fin";

/// A named executor of activity `a`.
const SU_EJECUTOR: &str = "SELECT 1 FROM ejecucion x WHERE x.entidad_id = a.entidad_id AND x.version = a.version \
     AND x.matriz = a.matriz AND x.actividad_id = a.id AND (x.ejecutor IS NOT NULL OR x.puesto_id IS NOT NULL)";

/// A proposed puesto that does activity `a` with fewer positions occupied than it needs.
const SU_DEFICIT: &str = "SELECT 1 FROM ejecucion x JOIN puesto_propuesto q ON q.entidad_id = x.entidad_id \
     AND q.version = x.version AND q.matriz = x.matriz AND q.id = x.puesto_propuesto_id \
     WHERE x.entidad_id = a.entidad_id AND x.version = a.version AND x.matriz = a.matriz AND x.actividad_id = a.id \
     AND q.brecha > 0";

impl Combinable for ProcesoFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(nivel) = &self.nivel {
            nivel.agregar(sql, "t.nivel");
        }
        if let Some(tipos) = &self.tipo {
            let codigos: Vec<i64> = tipos.iter().map(|t| modelo::TipoProceso::from(*t).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.tipo", &codigos);
        }
        if let Some(vacio) = self.vacio {
            sql.texto(if vacio { " AND t.fin = t.orden" } else { " AND t.fin > t.orden" });
        }
        sql.existe(self.sin_ejecutor.map(|sin| !sin), &format!("{SUS_ACTIVIDADES} AND EXISTS ({SU_EJECUTOR})"));
        let huerfana = format!("{SUS_ACTIVIDADES} AND NOT EXISTS ({SU_EJECUTOR})");
        sql.existe(self.con_actividades_sin_ejecutor, &huerfana);
        let falta = format!("{SUS_ACTIVIDADES} AND EXISTS ({SU_DEFICIT})");
        sql.existe(self.con_deficit, &falta);
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
pub enum ProcesoCampo {
    /// Orden de lectura de la matriz.
    Orden,
    /// Nivel, desde el macroproceso.
    Nivel,
    /// Tipo: estratégico, misional, soporte.
    Tipo,
    /// Código.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
}

impl CampoDeOrden for ProcesoCampo {
    type Tabla = proceso::Entity;

    fn columna(self) -> proceso::Column {
        match self {
            Self::Orden => proceso::Column::Orden,
            Self::Nivel => proceso::Column::Nivel,
            Self::Tipo => proceso::Column::Tipo,
            Self::Codigo => proceso::Column::Codigo,
            Self::Nombre => proceso::Column::Clave,
        }
    }
}
