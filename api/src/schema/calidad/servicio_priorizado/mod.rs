//! `ServicioPriorizado`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::servicio_priorizado;

use crate::domain::calidad::etapa;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::enums::TipoPriorizado;
use crate::schema::calidad::evaluacion::{Evaluacion, EvaluacionCampo, EvaluacionFiltro};
use crate::schema::calidad::listas::entrada;
use crate::schema::calidad::medicion_conductor::{MedicionConductor, MedicionConductorCampo, MedicionConductorFiltro};
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo, raiz};
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::servicio::Servicio;
use crate::schema::registro::vinculo::{Vinculo, vinculos};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;
use crate::store::lista::Relacion;

pub use escritura::{
    CambiarServicioPriorizadoInput, CrearServicioPriorizadoInput, ServicioPriorizadoMutation, ServicioPriorizadoPayload,
};
pub use filtro::{ServicioPriorizadoCampo, ServicioPriorizadoFiltro};

nodo!(ServicioPriorizado, servicio_priorizado);

const POR_SERVICIO_PRIORIZADO_ID: Relacion =
    Relacion { columnas: ["entidad_id", "", "", "servicio_priorizado_id"], ademas: "" };

/// Bien o servicio que la máxima autoridad administrativa priorizó para evaluarlo y mejorarlo.
#[Object]
impl ServicioPriorizado {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::ServicioPriorizado, clave::<servicio_priorizado::Entity>(&self.0))
    }

    /// Código, único entre los bienes y servicios priorizados de la entidad.
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

    /// Bien o servicio.
    async fn tipo(&self) -> Option<TipoPriorizado> {
        etapa::TipoPriorizado::de_codigo(self.0.tipo).map(TipoPriorizado::from)
    }

    /// Canal principal por el que se entrega. Nulo si el catálogo ya no lo tiene.
    async fn canal(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        entrada(&ctx.catalogo().calidad.canales, &self.0.canal)
    }

    /// Atenciones o entregas en un año.
    async fn demanda_anual(&self) -> Option<i64> {
        self.0.demanda_anual
    }

    /// Cuándo se priorizó.
    async fn priorizado_el(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.priorizado_el)
    }

    /// Unidad que responde de mejorarlo (responsable de mejoras).
    async fn responsable(&self) -> Option<&str> {
        self.0.responsable.as_deref()
    }

    /// El mismo servicio en la gestión de entrega y despliegue.
    async fn servicio(&self, ctx: &Context<'_>) -> Option<Result<Servicio, ApiError>> {
        uno(ctx, &self.0, |f| f.servicio_id.map(|id| junto::<servicio_priorizado::Entity>(f, id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Procesos que lo producen.
    async fn vinculos(&self, ctx: &Context<'_>) -> Result<Vec<Vinculo>, ApiError> {
        vinculos::<servicio_priorizado::Entity>(ctx, &self.0).await
    }

    /// Sus evaluaciones.
    async fn evaluaciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EvaluacionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EvaluacionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Evaluacion>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<servicio_priorizado::Entity>(f)), &POR_SERVICIO_PRIORIZADO_ID, pagina)
            .await
    }

    /// Mediciones de lo que las personas dicen de él.
    async fn mediciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MedicionConductorFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MedicionConductorCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<MedicionConductor>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<servicio_priorizado::Entity>(f)), &POR_SERVICIO_PRIORIZADO_ID, pagina)
            .await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<servicio_priorizado::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct ServicioPriorizadoQuery;

#[Object]
impl ServicioPriorizadoQuery {
    /// Bienes y servicios priorizados de todas las entidades, hasta donde quien pregunta puede ver.
    async fn servicios_priorizados(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ServicioPriorizadoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioPriorizadoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<ServicioPriorizado>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
