//! `Calificacion`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::calificacion;

use crate::error::ApiError;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::calidad::listas::entrada;
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::conexion::nodo;
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::vinculo::uno;

pub use escritura::{CalificacionMutation, CalificacionPayload, CambiarCalificacionInput, CrearCalificacionInput};
pub use filtro::{CalificacionCampo, CalificacionFiltro};

nodo!(Calificacion, calificacion);

/// Estado de un componente del modelo, en la escala de su evaluación.
#[Object]
impl Calificacion {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Calificacion, clave::<calificacion::Entity>(&self.0))
    }

    /// Evaluación que la da.
    async fn evaluacion(&self, ctx: &Context<'_>) -> Option<Result<Evaluacion, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<calificacion::Entity>(f, f.evaluacion_id)), &POR_REGISTRO).await.transpose()
    }

    /// Componente que se califica. Nulo si el catálogo ya no lo tiene.
    async fn componente(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        entrada(&ctx.catalogo().calidad.componentes, &self.0.componente)
    }

    /// Valor en la escala de la evaluación.
    async fn valor(&self) -> i32 {
        self.0.valor
    }

    /// En qué se sustenta.
    async fn sustento(&self) -> &str {
        &self.0.sustento
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<calificacion::Entity> {
        Registrado::from(&self.0)
    }
}
