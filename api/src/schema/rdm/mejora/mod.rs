//! `Mejora`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::mejora;

use crate::domain::calidad::plazo::accion_atrasada;
use crate::domain::decimal::{PICO, de_entero};
use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::brecha_calidad::BrechaCalidad;
use crate::schema::calidad::tipos::dia_o_hoy;
use crate::schema::conexion::{Conexion, Pagina, nodo, raiz};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::entrega::Entrega;
use crate::schema::rdm::enums::EstadoMejora;
use crate::schema::registro::vinculo::{Vinculo, vinculos};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::{Decimal, Fecha};
use crate::schema::vinculo::uno;

pub use escritura::{CambiarMejoraInput, CrearMejoraInput, MejoraMutation, MejoraPayload};
pub use filtro::{MejoraCampo, MejoraFiltro};

nodo!(Mejora, mejora);

/// Mejora de procesos: qué cambia, cuántas horas libera, qué entrega la trae y si se verificó.
#[Object]
impl Mejora {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Mejora, clave::<mejora::Entity>(&self.0))
    }

    /// Código, único entre las mejoras de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// En qué consiste.
    async fn descripcion(&self) -> Option<&str> {
        self.0.descripcion.as_deref()
    }

    /// Estado.
    async fn estado(&self) -> Option<EstadoMejora> {
        estado::EstadoMejora::de_codigo(self.0.estado).map(EstadoMejora::from)
    }

    /// Entrega cuya revisión la abrió.
    async fn origen(&self, ctx: &Context<'_>) -> Option<Result<Entrega, ApiError>> {
        uno(ctx, &self.0, |f| f.origen_id.map(|id| junto::<mejora::Entity>(f, id)), &POR_REGISTRO).await.transpose()
    }

    /// Entrega que la trae.
    async fn entrega(&self, ctx: &Context<'_>) -> Option<Result<Entrega, ApiError>> {
        uno(ctx, &self.0, |f| f.entrega_id.map(|id| junto::<mejora::Entity>(f, id)), &POR_REGISTRO).await.transpose()
    }

    /// Horas que libera al mes.
    async fn horas_liberadas(&self) -> Option<Decimal> {
        self.0.horas_liberadas.map(|horas| Decimal::from(de_entero(horas, PICO)))
    }

    /// Cuándo se vio que tuvo su efecto.
    async fn verificada_el(&self) -> Option<Fecha> {
        self.0.verificada_el.as_deref().and_then(Fecha::leer)
    }

    /// Brecha de calidad de un bien o servicio que cierra, si es una acción de mejora de la calidad.
    async fn brecha(&self, ctx: &Context<'_>) -> Option<Result<BrechaCalidad, ApiError>> {
        uno(ctx, &self.0, |f| f.brecha_id.map(|id| junto::<mejora::Entity>(f, id)), &POR_REGISTRO).await.transpose()
    }

    /// Quién responde de hacerla.
    async fn responsable(&self) -> Option<&str> {
        self.0.responsable.as_deref()
    }

    /// Comienzo planificado.
    async fn plan_inicio(&self) -> Option<Fecha> {
        self.0.plan_inicio.as_deref().and_then(Fecha::leer)
    }

    /// Fin planificado.
    async fn plan_fin(&self) -> Option<Fecha> {
        self.0.plan_fin.as_deref().and_then(Fecha::leer)
    }

    /// Cuándo quedó hecha.
    async fn terminada_el(&self) -> Option<Fecha> {
        self.0.terminada_el.as_deref().and_then(Fecha::leer)
    }

    /// Avance, en por ciento.
    async fn avance(&self) -> Option<i16> {
        self.0.avance
    }

    /// Dónde está la evidencia.
    async fn evidencia(&self) -> Option<&str> {
        self.0.evidencia.as_deref()
    }

    /// Si ese día su fin planificado ya pasó y no está hecha ni descartada.
    async fn atrasada(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Día del que se pregunta; hoy si no se dice.")] dia: Option<Fecha>,
    ) -> bool {
        let estado = estado::EstadoMejora::de_codigo(self.0.estado).unwrap_or(estado::EstadoMejora::Propuesta);
        accion_atrasada(estado, self.0.plan_fin.as_deref(), &dia_o_hoy(ctx, dia))
    }

    /// Procesos, actividades y tareas que cambia.
    async fn vinculos(&self, ctx: &Context<'_>) -> Result<Vec<Vinculo>, ApiError> {
        vinculos::<mejora::Entity>(ctx, &self.0).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<mejora::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct MejoraQuery;

#[Object]
impl MejoraQuery {
    /// Mejoras de todas las entidades, hasta donde quien pregunta puede ver.
    async fn mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
