//! The list of the releases of all entities.

use async_graphql::{Context, Object};

use super::{Entrega, EntregaCampo, EntregaFiltro};
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, raiz};
use crate::schema::orden::Criterio;

/// Root fields.
#[derive(Default)]
pub struct EntregaQuery;

#[Object]
impl EntregaQuery {
    /// Entregas de todas las entidades, hasta donde quien pregunta puede ver.
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
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
