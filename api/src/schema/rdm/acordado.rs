//! What a service and a client both have: the policies agreed for them, and the releases.

use std::borrow::Cow;

use async_graphql::{Context, Object, TypeName};
use quipu_entities::{cliente, servicio};

use super::entrega::{Entrega, EntregaCampo, EntregaFiltro};
use super::politica_entrega::{PoliticaEntrega, PoliticaEntregaCampo, PoliticaEntregaFiltro};
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::registro::clave;
use crate::store::escritura::registro::Registro;
use crate::store::lista::Relacion;

/// A side of the agreement that a policy is.
pub trait Parte: Registro {
    /// Policies and releases of this side.
    const SUYAS: Relacion;
}

impl Parte for servicio::Entity {
    const SUYAS: Relacion = Relacion { columnas: ["entidad_id", "", "", "servicio_id"], ademas: "" };
}

impl Parte for cliente::Entity {
    const SUYAS: Relacion = Relacion { columnas: ["entidad_id", "", "", "cliente_id"], ademas: "" };
}

/// The policies and releases of one side.
pub struct Acordado<R: Parte>(Fila<R::Model>);

impl<R: Parte> From<&Fila<R::Model>> for Acordado<R> {
    fn from(fila: &Fila<R::Model>) -> Self {
        Self(fila.clone())
    }
}

impl<R: Parte> TypeName for Acordado<R> {
    fn type_name() -> Cow<'static, str> {
        format!("Acordado{}", R::TIPO.nombre()).into()
    }
}

/// Lo que un servicio y un cliente tienen por igual.
#[Object(name_type)]
impl<R: Parte> Acordado<R> {
    /// Políticas de entrega y despliegue, una por cada servicio y cliente.
    async fn politicas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<PoliticaEntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PoliticaEntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<PoliticaEntrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<R>(f)), &R::SUYAS, pagina).await
    }

    /// Entregas.
    async fn entregas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<R>(f)), &R::SUYAS, pagina).await
    }
}
