//! `Servicio`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::servicio;

use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo, raiz};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::acordado::{Acordado, Parte};
use crate::schema::rdm::paquete::{Paquete, PaqueteCampo, PaqueteFiltro};
use crate::schema::rdm::unidad_entrega::{UnidadEntrega, UnidadEntregaCampo, UnidadEntregaFiltro};
use crate::schema::registro::vinculo::{Vinculo, vinculos};
use crate::schema::registro::{Registrado, clave};

pub use escritura::{CambiarServicioInput, CrearServicioInput, ServicioMutation, ServicioPayload};
pub use filtro::{ServicioCampo, ServicioFiltro};

nodo!(Servicio, servicio);

/// Servicio que una entidad brinda, con los procesos que lo sostienen.
#[Object]
impl Servicio {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Servicio, clave::<servicio::Entity>(&self.0))
    }

    /// Código, único entre los servicios de la entidad.
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

    /// Cargo o unidad que responde por él.
    async fn responsable(&self) -> Option<&str> {
        self.0.responsable.as_deref()
    }

    /// Procesos, actividades y tareas que lo sostienen.
    async fn vinculos(&self, ctx: &Context<'_>) -> Result<Vec<Vinculo>, ApiError> {
        vinculos::<servicio::Entity>(ctx, &self.0).await
    }

    /// Partes suyas que se entregan por separado.
    async fn unidades_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<UnidadEntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<UnidadEntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<UnidadEntrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<servicio::Entity>(f)), &servicio::Entity::SUYAS, pagina).await
    }

    /// Paquetes de entrega.
    async fn paquetes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<PaqueteFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PaqueteCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Paquete>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<servicio::Entity>(f)), &servicio::Entity::SUYAS, pagina).await
    }

    #[graphql(flatten)]
    async fn acordado(&self) -> Acordado<servicio::Entity> {
        Acordado::from(&self.0)
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<servicio::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct ServicioQuery;

#[Object]
impl ServicioQuery {
    /// Servicios de todas las entidades, hasta donde quien pregunta puede ver.
    async fn servicios(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ServicioFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Servicio>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
