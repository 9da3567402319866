//! Links to one row: the parent, the unit, the puesto of a node, read for its whole lot.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;

use super::conexion::{FilaDe, Nodo};
use super::context::ContextExt;
use super::lote::{Fila, Lote};
use crate::error::ApiError;
use crate::store::lista::{self, Clave, Relacion};

/// The rows that a lot points at.
struct Vinculos<N: Nodo> {
    lote: Arc<Lote<FilaDe<N>>>,
    por_clave: HashMap<Clave, usize>,
}

/// Rows found by their whole key.
pub const POR_LLAVE: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "id"], ademas: "" };
/// Rows of a version found by their key.
pub const POR_LLAVE_DE_VERSION: Relacion = Relacion { columnas: ["entidad_id", "version", "", "id"], ademas: "" };

/// The row of `N` that one node points at, read for its whole lot.
pub async fn uno<M, N>(
    ctx: &Context<'_>,
    desde: &Fila<M>,
    clave: impl Fn(&M) -> Option<Clave>,
    relacion: &Relacion,
) -> Result<Option<N>, ApiError>
where
    M: Send + Sync + 'static,
    N: Nodo + 'static,
{
    let Some(propia) = clave(desde) else { return Ok(None) };
    let leer =
        Box::pin(async { vinculos::<N>(ctx, desde.lote.filas.iter().filter_map(&clave).collect(), relacion).await });
    let vinculos = desde.lote.recordar(ctx, "vinculo", leer).await?;
    let Some(i) = vinculos.por_clave.get(&propia).copied() else { return Ok(None) };
    ctx.lectura().mostrar(1)?;
    Ok(Some(N::from(Fila { lote: Arc::clone(&vinculos.lote), i })))
}

/// The rows of `N` that one node points at, in its order, read for its whole lot. What is not there is left out.
pub async fn varios<M, N>(
    ctx: &Context<'_>,
    desde: &Fila<M>,
    claves: impl Fn(&M) -> Vec<Clave>,
    relacion: &Relacion,
) -> Result<Vec<N>, ApiError>
where
    M: Send + Sync + 'static,
    N: Nodo + 'static,
{
    let leer =
        Box::pin(async { vinculos::<N>(ctx, desde.lote.filas.iter().flat_map(&claves).collect(), relacion).await });
    let vinculos = desde.lote.recordar(ctx, "vinculos", leer).await?;
    let encontrados: Vec<&usize> =
        claves(desde).into_iter().filter_map(|clave| vinculos.por_clave.get(&clave)).collect();
    ctx.lectura().mostrar(encontrados.len())?;
    Ok(encontrados.into_iter().map(|i| N::from(Fila { lote: Arc::clone(&vinculos.lote), i: *i })).collect())
}

async fn vinculos<N: Nodo>(
    ctx: &Context<'_>,
    mut claves: Vec<Clave>,
    relacion: &Relacion,
) -> Result<Vinculos<N>, ApiError> {
    claves.sort_unstable();
    claves.dedup();
    let pares = lista::por_claves::<N::Tabla>(ctx.lectura(), &claves, relacion).await?;
    let (mut filas, mut por_clave) = (Vec::with_capacity(pares.len()), HashMap::with_capacity(pares.len()));
    for (k, fila) in pares {
        por_clave.insert(claves[k], filas.len());
        filas.push(fila);
    }
    Ok(Vinculos { lote: Lote::nuevo(filas), por_clave })
}
