//! `MedicionConductor`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::medicion_conductor;

use crate::domain::decimal::{MICRO, de_entero};
use crate::error::ApiError;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::calidad::listas::{Escala, entrada};
use crate::schema::calidad::servicio_priorizado::ServicioPriorizado;
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::conexion::nodo;
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::{Decimal, Fecha};
use crate::schema::vinculo::uno;

pub use escritura::{
    CambiarMedicionConductorInput, CrearMedicionConductorInput, MedicionConductorMutation, MedicionConductorPayload,
};
pub use filtro::{MedicionConductorCampo, MedicionConductorFiltro};

nodo!(MedicionConductor, medicion_conductor);

/// Lo que las personas dijeron de un bien o servicio, según un conductor, en un período y por un canal.
#[Object]
impl MedicionConductor {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::MedicionConductor, clave::<medicion_conductor::Entity>(&self.0))
    }

    /// Bien o servicio que se midió.
    async fn servicio_priorizado(&self, ctx: &Context<'_>) -> Option<Result<ServicioPriorizado, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<medicion_conductor::Entity>(f, f.servicio_priorizado_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Evaluación que la hizo, si alguna.
    async fn evaluacion(&self, ctx: &Context<'_>) -> Option<Result<Evaluacion, ApiError>> {
        uno(ctx, &self.0, |f| f.evaluacion_id.map(|id| junto::<medicion_conductor::Entity>(f, id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Conductor que se midió. Nulo si el catálogo ya no lo tiene.
    async fn conductor(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        entrada(&ctx.catalogo().calidad.conductores, &self.0.conductor)
    }

    /// Canal. Nulo si el catálogo ya no lo tiene.
    async fn canal(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        entrada(&ctx.catalogo().calidad.canales, &self.0.canal)
    }

    /// Primer día del período.
    async fn desde(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.desde)
    }

    /// Último día del período.
    async fn hasta(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.hasta)
    }

    /// Cuántas personas respondieron.
    async fn casos(&self) -> i64 {
        self.0.casos
    }

    /// Escala de las respuestas. Nula si el catálogo ya no la tiene.
    async fn escala(&self, ctx: &Context<'_>) -> Option<Escala> {
        Escala::de_codigo(ctx, &self.0.escala)
    }

    /// Media de las respuestas, con 6 decimales como máximo.
    async fn media(&self) -> Decimal {
        Decimal::from(de_entero(self.0.media, MICRO))
    }

    /// Con qué se midió: encuesta, entrevista …
    async fn instrumento(&self) -> Option<&str> {
        self.0.instrumento.as_deref()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<medicion_conductor::Entity> {
        Registrado::from(&self.0)
    }
}
