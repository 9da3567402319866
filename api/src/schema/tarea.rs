//! `Tarea`.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::tarea;

use super::actividad::Actividad;
use super::ascendencia::ancestros;
use super::calidad::desde_el_mapa::CalidadDelMapa;
use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use super::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use super::id::{self, Tipo};
use super::matriz::{Matriz, matriz_de};
use super::orden::{CampoDeOrden, Criterio};
use super::proceso::Proceso;
use super::rastro::Rastro;
use super::rdm::desde_el_mapa::RegistrosDelMapa;
use super::vinculo::{POR_LLAVE, uno};
use crate::error::ApiError;
use crate::store::ascendencia::Desde;
use crate::store::lista::Relacion;
use crate::store::sql::Sql;

nodo!(Tarea, tarea);

const EJECUCIONES: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "tarea_id"], ademas: "" };

/// Paso de una actividad.
#[Object]
impl Tarea {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Tarea, self.0.junto(self.0.id))
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

    /// Fila del libro de donde se leyó por primera vez.
    async fn fila(&self) -> Option<i32> {
        self.0.fila
    }

    /// Actividad a la que pertenece.
    async fn actividad(&self, ctx: &Context<'_>) -> Option<Result<Actividad, ApiError>> {
        uno(ctx, &self.0, |t| Some(t.junto(t.actividad_id)), &POR_LLAVE).await.transpose()
    }

    /// Procesos que la contienen, desde el macroproceso.
    async fn ancestros(&self, ctx: &Context<'_>) -> Result<Vec<Proceso>, ApiError> {
        ancestros(ctx, &self.0, Desde::Actividades, |t| Some(t.junto(t.actividad_id))).await
    }

    /// Matriz a la que pertenece.
    async fn matriz(&self, ctx: &Context<'_>) -> Option<Result<Matriz, ApiError>> {
        matriz_de(ctx, &self.0).await.transpose()
    }

    /// Quién la ejecuta, dónde, con qué frecuencia y cuánto demora: puede haber varios ejecutores.
    async fn ejecuciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las ejecuciones.")] filtro: Option<EjecucionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EjecucionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ejecucion>, ApiError> {
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &EJECUCIONES, Pagina::nueva(filtro, orden, first, after)?).await
    }

    #[graphql(flatten)]
    async fn registros(&self) -> RegistrosDelMapa<tarea::Model> {
        RegistrosDelMapa(self.0.clone())
    }

    #[graphql(flatten)]
    async fn calidad(&self) -> CalidadDelMapa<tarea::Model> {
        CalidadDelMapa(self.0.clone())
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id))
    }
}

/// Condiciones sobre tareas. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct TareaFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// `true`: nadie la ejecuta; `false`: tiene algún ejecutor.
    pub sin_ejecutor: Option<bool>,
    /// `true`: ninguna de sus ejecuciones tiene frecuencia y duración; `false`: alguna las tiene.
    pub sin_tiempos: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<TareaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<TareaFiltro>,
    /// No esta condición.
    pub no: Option<Box<TareaFiltro>>,
}

const SUS_EJECUCIONES: &str = "SELECT 1 FROM ejecucion x WHERE x.entidad_id = t.entidad_id AND x.version = t.version \
     AND x.matriz = t.matriz AND x.tarea_id = t.id";

impl Combinable for TareaFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        let con_ejecutor = format!("{SUS_EJECUCIONES} AND (x.ejecutor IS NOT NULL OR x.puesto_id IS NOT NULL)");
        sql.existe(self.sin_ejecutor.map(|sin| !sin), &con_ejecutor);
        sql.existe(self.sin_tiempos.map(|sin| !sin), &format!("{SUS_EJECUCIONES} AND x.horas_pico IS NOT NULL"));
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum TareaCampo {
    /// Orden de lectura de la matriz.
    Orden,
    /// Código.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
}

impl CampoDeOrden for TareaCampo {
    type Tabla = tarea::Entity;

    fn columna(self) -> tarea::Column {
        match self {
            Self::Orden => tarea::Column::Orden,
            Self::Codigo => tarea::Column::Codigo,
            Self::Nombre => tarea::Column::Clave,
        }
    }
}
