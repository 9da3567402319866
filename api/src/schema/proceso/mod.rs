//! `Proceso`.

mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::proceso;

use super::actividad::{Actividad, ActividadCampo, ActividadFiltro};
use super::arbol::{Arbol, Raiz, Recorte, arbol};
use super::ascendencia::{Rama, ancestros};
use super::calidad::desde_el_mapa::CalidadDelMapa;
use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::diagrama::{self, DetalleDeFlujo, FormatoDeFlujo};
use super::enums::TipoProceso;
use super::ficha::ConFichas;
use super::id::{self, Tipo};
use super::matriz::{Matriz, matriz_de};
use super::orden::Criterio;
use super::rastro::Rastro;
use super::rdm::desde_el_mapa::RegistrosDelMapa;
use super::vinculo::{POR_LLAVE, uno};
use crate::domain::modelo;
use crate::error::ApiError;
use crate::store::ascendencia::Desde;
use crate::store::lista::Relacion;

pub use filtro::{ProcesoCampo, ProcesoFiltro};

nodo!(Proceso, proceso);

const SUBPROCESOS: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "padre_id"], ademas: "" };
const ACTIVIDADES: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "proceso_id"], ademas: "" };

/// Proceso de cualquier nivel; el de nivel 0 es un macroproceso. Contiene subprocesos, actividades o ambos.
#[Object]
impl Proceso {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Proceso, self.0.junto(self.0.id))
    }

    /// Código tal como lo escribió la entidad. Puede faltar o repetirse: el árbol lo hace el padre, no el código.
    async fn codigo(&self) -> Option<&str> {
        self.0.codigo.as_deref()
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Nivel: 0 es macroproceso. La entidad puede saltarse niveles.
    async fn nivel(&self) -> i16 {
        self.0.nivel
    }

    /// Estratégico, misional o de soporte.
    async fn tipo(&self) -> Option<TipoProceso> {
        self.0.tipo.and_then(modelo::TipoProceso::de_codigo).map(TipoProceso::from)
    }

    /// Posición en el orden de lectura de la matriz.
    async fn orden(&self) -> i32 {
        self.0.orden
    }

    /// Pasos desde el macroproceso, que tiene 0.
    async fn profundidad(&self) -> i16 {
        self.0.profundidad
    }

    /// Cuántos subprocesos, actividades y tareas cuelgan de él, a cualquier profundidad.
    async fn descendientes(&self) -> i32 {
        self.0.fin - self.0.orden
    }

    /// Fila del libro de donde se leyó por primera vez.
    async fn fila(&self) -> Option<i32> {
        self.0.fila
    }

    /// Proceso del que cuelga; nulo en un macroproceso.
    async fn padre(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        uno(ctx, &self.0, |p| p.padre_id.map(|padre| p.junto(padre)), &POR_LLAVE).await.transpose()
    }

    /// Procesos que lo contienen, desde el macroproceso hasta su padre.
    async fn ancestros(&self, ctx: &Context<'_>) -> Result<Vec<Proceso>, ApiError> {
        ancestros(ctx, &self.0, Desde::Nodos, |p| p.padre_id.map(|padre| p.junto(padre))).await
    }

    /// Matriz a la que pertenece.
    async fn matriz(&self, ctx: &Context<'_>) -> Option<Result<Matriz, ApiError>> {
        matriz_de(ctx, &self.0).await.transpose()
    }

    /// Todo lo que cuelga de él, aplanado en orden de lectura, con su profundidad: sustituye a la recursión que GraphQL no tiene.
    async fn arbol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuántos pasos bajar desde este proceso; todos si no se dice.")] profundidad: Option<i32>,
        #[graphql(desc = "Cuántos nodos como máximo: 1000 si no se dice, hasta 10 000.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Arbol, ApiError> {
        let raiz = |p: &proceso::Model| Raiz { desde: p.orden + 1, hasta: p.fin, profundidad: p.profundidad };
        arbol(ctx, &self.0, raiz, Recorte::nuevo(profundidad, first, after)?).await
    }

    /// Su flujo, dibujado: lo que cuelga de él en orden, cada paso en el carril de quien lo ejecuta. Un paso de varios
    /// ejecutores va en un carril que los nombra a todos. Nulo, con el código `LIMITE_DIAGRAMA`, si tuviera más de 200
    /// pasos: nunca se corta.
    async fn flujo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "En qué formato.")] formato: FormatoDeFlujo,
        #[graphql(desc = "Hasta dónde llega; a las tareas si no se dice.", default_with = "DetalleDeFlujo::Tarea")]
        detalle: DetalleDeFlujo,
    ) -> Option<Result<String, ApiError>> {
        Some(diagrama::flujo(ctx, &self.0, formato, detalle).await)
    }

    #[graphql(flatten)]
    async fn con_fichas(&self) -> ConFichas<proceso::Model> {
        ConFichas::from(&self.0)
    }

    /// Procesos que cuelgan directamente de él.
    async fn subprocesos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los procesos.")] filtro: Option<ProcesoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ProcesoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Proceso>, ApiError> {
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &SUBPROCESOS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Actividades que cuelgan directamente de él.
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
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &ACTIVIDADES, Pagina::nueva(filtro, orden, first, after)?).await
    }

    #[graphql(flatten)]
    async fn registros(&self) -> RegistrosDelMapa<proceso::Model> {
        RegistrosDelMapa(self.0.clone())
    }

    #[graphql(flatten)]
    async fn calidad(&self) -> CalidadDelMapa<proceso::Model> {
        CalidadDelMapa(self.0.clone())
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id))
    }
}

impl Rama for proceso::Model {
    fn rama(&self) -> (i64, Option<i64>) {
        (self.id, self.padre_id)
    }
}
