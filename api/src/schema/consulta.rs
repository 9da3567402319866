//! Root fields of the process map.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::catalogo::Catalogos;
use super::conexion::{Conexion, Pagina, raiz};
use super::context::ContextExt;
use super::entidad::{Entidad, EntidadCampo, EntidadFiltro, Sector};
use super::id::{self, Tipo};
use super::lote::Fila;
use super::nodo::{self, NodoConId};
use super::orden::Criterio;
use crate::error::{ApiError, ErrorCode};
use crate::schema::nulo::o_nulo;
use crate::store;
use crate::store::lista::Relacion;

/// Root fields of the process map.
#[derive(Default)]
pub struct MapaQuery;

#[Object]
impl MapaQuery {
    /// Entidades del catálogo. Las que no han reportado también están: sus cifras faltan, no son 0.
    async fn entidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las entidades.")] filtro: Option<EntidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntidadCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entidad>, ApiError> {
        raiz(ctx, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Una entidad, por su código o por su id.
    async fn entidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código estable, p. ej. `01-001-PCM`.")] codigo: Option<String>,
        #[graphql(desc = "Identificador opaco.")] id: Option<ID>,
    ) -> Option<Result<Entidad, ApiError>> {
        o_nulo(async {
            const POR_ID: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };
            match (codigo, id) {
                (Some(codigo), None) => {
                    let fila = store::entidad::visible(ctx.lectura(), &codigo).await?;
                    Ok(fila.map(|fila| Entidad(Fila::sola(fila))))
                }
                (None, Some(id)) => nodo::solo(ctx, id::leer_como(&id, Tipo::Entidad)?, &POR_ID).await,
                _ => Err(ApiError::new(ErrorCode::EntradaInvalida, "Dé «codigo» o «id», uno de los dos.")),
            }
        })
        .await
    }

    /// Cualquier objeto por su id; nulo si no existe o no es visible para quien pregunta.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identificador opaco.")] id: ID,
    ) -> Option<Result<NodoConId, ApiError>> {
        nodo::buscar(ctx, &id).await.transpose()
    }

    /// Sectores del Estado.
    async fn sectores(&self, ctx: &Context<'_>) -> Vec<Sector> {
        Sector::todos(ctx)
    }

    /// Catálogos con los que se clasifican puestos y unidades.
    async fn catalogos(&self, ctx: &Context<'_>) -> Catalogos {
        Catalogos(Arc::clone(ctx.catalogo()))
    }
}
