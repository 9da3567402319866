//! `Matriz`: the process map of a version, before or after improvements.

use async_graphql::{Context, ID, Object};
use quipu_entities::matriz;

use super::actividad::{Actividad, ActividadCampo, ActividadFiltro};
use super::arbol::{Arbol, Raiz, Recorte, arbol};
use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::diagrama;
use super::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use super::entidad::Entidad;
use super::enums::TipoMatriz;
use super::id::{self, Tipo};
use super::lote::Fila;
use super::orden::Criterio;
use super::proceso::{Proceso, ProcesoCampo, ProcesoFiltro};
use super::puesto_propuesto::{PuestoPropuesto, PuestoPropuestoCampo, PuestoPropuestoFiltro};
use super::tarea::{Tarea, TareaCampo, TareaFiltro};
use super::version::{Version, entidad_de, version_de};
use super::vinculo::uno;
use crate::domain::modelo;
use crate::error::ApiError;
use crate::store::lista::Relacion;

nodo!(Matriz, matriz);

/// A matrix found by its entity, version and type.
pub const POR_TIPO: Relacion = Relacion { columnas: ["entidad_id", "version", "tipo", ""], ademas: "" };
/// Rows of a matrix.
pub const DE_MATRIZ: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", ""], ademas: "" };
/// Processes of level 0.
pub const MACROPROCESOS: Relacion =
    Relacion { columnas: ["entidad_id", "version", "matriz", ""], ademas: " AND t.padre_id IS NULL" };

/// The matrix of a row that belongs to one.
pub async fn matriz_de<M>(ctx: &Context<'_>, fila: &Fila<M>) -> Result<Option<Matriz>, ApiError>
where
    M: Ubicada + Send + Sync + 'static,
{
    uno(ctx, fila, |f| Some(f.junto(0)), &POR_TIPO).await
}

/// Mapa de procesos de una versión: la matriz actual o la ajustada.
#[Object]
impl Matriz {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Matriz, self.0.junto(0))
    }

    /// Actual o ajustada.
    async fn tipo(&self) -> Option<TipoMatriz> {
        modelo::TipoMatriz::de_codigo(self.0.tipo).map(TipoMatriz::from)
    }

    /// Pestaña del libro de donde se leyó.
    async fn hoja(&self) -> Option<&str> {
        self.0.hoja.as_deref()
    }

    /// Cuántos procesos tiene, de todos los niveles.
    async fn numero_procesos(&self) -> i32 {
        self.0.procesos
    }

    /// Cuántas actividades tiene.
    async fn numero_actividades(&self) -> i32 {
        self.0.actividades
    }

    /// Cuántas tareas tiene.
    async fn numero_tareas(&self) -> i32 {
        self.0.tareas
    }

    /// Cuántas ejecuciones tiene.
    async fn numero_ejecuciones(&self) -> i32 {
        self.0.ejecuciones
    }

    /// Cuántas de ellas tienen frecuencia y duración.
    async fn numero_ejecuciones_con_tiempo(&self) -> i32 {
        self.0.ejecuciones_con_tiempo
    }

    /// Versión a la que pertenece.
    async fn version(&self, ctx: &Context<'_>) -> Option<Result<Version, ApiError>> {
        version_de(ctx, &self.0).await.transpose()
    }

    /// Entidad a la que pertenece.
    async fn entidad(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        entidad_de(ctx, &self.0).await.transpose()
    }

    /// Toda la matriz, aplanada en orden de lectura, con su profundidad.
    async fn arbol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hasta qué profundidad: 0 solo macroprocesos; todo si no se dice.")] profundidad: Option<i32>,
        #[graphql(desc = "Cuántos nodos como máximo: 1000 si no se dice, hasta 10 000.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Arbol, ApiError> {
        let raiz = |_: &matriz::Model| Raiz { desde: 1, hasta: i32::MAX, profundidad: 0 };
        arbol(ctx, &self.0, raiz, Recorte::nuevo(profundidad, first, after)?).await
    }

    /// El mapa de procesos de nivel 0, por tipo, como texto de Mermaid (`flowchart`). Nulo, con el código
    /// `LIMITE_DIAGRAMA`, si tuviera más de 200 macroprocesos: nunca se corta.
    async fn mapa_mermaid(&self, ctx: &Context<'_>) -> Option<Result<String, ApiError>> {
        Some(diagrama::mapa(ctx, &self.0).await)
    }

    /// Procesos de nivel 0, de los que cuelgan los demás.
    async fn macroprocesos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los macroprocesos.")] filtro: Option<ProcesoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ProcesoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Proceso>, ApiError> {
        hijos(ctx, &self.0, |_, m| Some(m.junto(0)), &MACROPROCESOS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Procesos de todos los niveles.
    async fn procesos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los procesos.")] filtro: Option<ProcesoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ProcesoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Proceso>, ApiError> {
        hijos(ctx, &self.0, |_, m| Some(m.junto(0)), &DE_MATRIZ, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Actividades de todos los procesos.
    async fn actividades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las actividades.")] filtro: Option<ActividadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ActividadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Actividad>, ApiError> {
        hijos(ctx, &self.0, |_, m| Some(m.junto(0)), &DE_MATRIZ, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Tareas de todas las actividades.
    async fn tareas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las tareas.")] filtro: Option<TareaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<Vec<Criterio<TareaCampo>>>,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Tarea>, ApiError> {
        hijos(ctx, &self.0, |_, m| Some(m.junto(0)), &DE_MATRIZ, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Filas de la matriz.
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
        hijos(ctx, &self.0, |_, m| Some(m.junto(0)), &DE_MATRIZ, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Puestos propuestos, con su dotación y su brecha.
    async fn puestos_propuestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos propuestos.")] filtro: Option<
            PuestoPropuestoFiltro,
        >,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoPropuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<PuestoPropuesto>, ApiError> {
        hijos(ctx, &self.0, |_, m| Some(m.junto(0)), &DE_MATRIZ, Pagina::nueva(filtro, orden, first, after)?).await
    }
}
