//! `Actividad`.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::actividad;

use super::ascendencia::ancestros;
use super::calidad::desde_el_mapa::CalidadDelMapa;
use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use super::filtro::{ColumnaTexto, Combinable, EnteroFiltro, TextoFiltro, conectores};
use super::id::{self, Tipo};
use super::matriz::{Matriz, matriz_de};
use super::orden::{CampoDeOrden, Criterio};
use super::proceso::Proceso;
use super::rastro::Rastro;
use super::rdm::desde_el_mapa::RegistrosDelMapa;
use super::tarea::{Tarea, TareaCampo, TareaFiltro};
use super::vinculo::{POR_LLAVE, uno};
use crate::error::ApiError;
use crate::store::ascendencia::Desde;
use crate::store::lista::Relacion;
use crate::store::sql::Sql;

nodo!(Actividad, actividad);

/// Conjunto de tareas que un proceso del último nivel necesita.
#[Object]
impl Actividad {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Actividad, self.0.junto(self.0.id))
    }

    /// Código tal como lo escribió la entidad. Puede faltar o repetirse.
    async fn codigo(&self) -> Option<&str> {
        self.0.codigo.as_deref()
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Posición en el orden de lectura de la matriz.
    async fn orden(&self) -> i32 {
        self.0.orden
    }

    /// Pasos desde el macroproceso, que tiene 0.
    async fn profundidad(&self) -> i16 {
        self.0.profundidad
    }

    /// Fila del libro de donde se leyó.
    async fn fila(&self) -> Option<i32> {
        self.0.fila
    }

    /// Proceso al que pertenece.
    async fn proceso(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        uno(ctx, &self.0, |a| Some(a.junto(a.proceso_id)), &POR_LLAVE).await.transpose()
    }

    /// Procesos que la contienen, desde el macroproceso.
    async fn ancestros(&self, ctx: &Context<'_>) -> Result<Vec<Proceso>, ApiError> {
        ancestros(ctx, &self.0, Desde::Nodos, |a| Some(a.junto(a.proceso_id))).await
    }

    /// Matriz a la que pertenece.
    async fn matriz(&self, ctx: &Context<'_>) -> Option<Result<Matriz, ApiError>> {
        matriz_de(ctx, &self.0).await.transpose()
    }

    /// Tareas de la actividad, en orden de lectura si no se pide otro.
    async fn tareas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las tareas.")] filtro: Option<TareaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<Vec<Criterio<TareaCampo>>>,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Tarea>, ApiError> {
        const TAREAS: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "actividad_id"], ademas: "" };
        hijos(ctx, &self.0, |_, a| Some(a.junto(a.id)), &TAREAS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Ejecuciones de la actividad misma, cuando no tiene tareas. Las de sus tareas están en cada tarea.
    async fn ejecuciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las ejecuciones.")] filtro: Option<EjecucionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EjecucionCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ejecucion>, ApiError> {
        const PROPIAS: Relacion = Relacion {
            columnas: ["entidad_id", "version", "matriz", "actividad_id"],
            ademas: " AND t.tarea_id IS NULL",
        };
        hijos(ctx, &self.0, |_, a| Some(a.junto(a.id)), &PROPIAS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    #[graphql(flatten)]
    async fn registros(&self) -> RegistrosDelMapa<actividad::Model> {
        RegistrosDelMapa(self.0.clone())
    }

    #[graphql(flatten)]
    async fn calidad(&self) -> CalidadDelMapa<actividad::Model> {
        CalidadDelMapa(self.0.clone())
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id))
    }
}

/// Condiciones sobre actividades. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ActividadFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por profundidad: pasos desde el macroproceso.
    pub profundidad: Option<EnteroFiltro>,
    /// `true`: sin tareas; `false`: con tareas.
    pub sin_tareas: Option<bool>,
    /// `true`: nadie la ejecuta, ni a ella ni a sus tareas; `false`: tiene algún ejecutor.
    pub sin_ejecutor: Option<bool>,
    /// `true`: ninguna de sus ejecuciones tiene frecuencia y duración; `false`: alguna las tiene.
    pub sin_tiempos: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<ActividadFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<ActividadFiltro>,
    /// No esta condición.
    pub no: Option<Box<ActividadFiltro>>,
}

/// Executions of an activity and of its tasks.
const SUS_EJECUCIONES: &str = "SELECT 1 FROM ejecucion x WHERE x.entidad_id = t.entidad_id AND x.version = t.version \
     AND x.matriz = t.matriz AND x.actividad_id = t.id";

impl Combinable for ActividadFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(profundidad) = &self.profundidad {
            profundidad.agregar(sql, "t.profundidad");
        }
        if let Some(sin) = self.sin_tareas {
            sql.texto(if sin { " AND t.fin = t.orden" } else { " AND t.fin > t.orden" });
        }
        sql.existe(
            self.sin_ejecutor.map(|sin| !sin),
            &format!("{SUS_EJECUCIONES} AND (x.ejecutor IS NOT NULL OR x.puesto_id IS NOT NULL)"),
        );
        sql.existe(self.sin_tiempos.map(|sin| !sin), &format!("{SUS_EJECUCIONES} AND x.horas_pico IS NOT NULL"));
    }

    conectores!();
}

/// Campo por el que se ordenan actividades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ActividadCampo {
    /// Orden de lectura de la matriz.
    Orden,
    /// Código.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
}

impl CampoDeOrden for ActividadCampo {
    type Tabla = actividad::Entity;

    fn columna(self) -> actividad::Column {
        match self {
            Self::Orden => actividad::Column::Orden,
            Self::Codigo => actividad::Column::Codigo,
            Self::Nombre => actividad::Column::Clave,
        }
    }
}
