//! Paths: what stands above each node of a lot, read at once.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;

use super::clave::Ubicada;
use super::conexion::{FilaDe, Nodo};
use super::context::ContextExt;
use super::lote::{Fila, Lote};
use crate::error::ApiError;
use crate::store::ascendencia::{self as store, Arbolada};
use crate::store::lista::Clave;

/// A row of a tree: its own id, and that of the row it hangs from.
pub trait Rama: Ubicada {
    /// Its id, and its parent's.
    fn rama(&self) -> (i64, Option<i64>);
}

/// The rows above a lot.
struct Ascendencia<N: Nodo> {
    lote: Arc<Lote<FilaDe<N>>>,
    por_clave: HashMap<Clave, usize>,
}

/// The nodes above each node of a lot, from the root to the nearest one, whose key `desde` tells.
pub async fn ancestros<M, N>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    desde: impl Fn(&M) -> Option<Clave>,
) -> Result<Vec<N>, ApiError>
where
    M: Send + Sync + 'static,
    N: Nodo + 'static,
    N::Tabla: Arbolada,
    FilaDe<N>: Rama,
{
    let leer = Box::pin(async {
        let claves = fila.lote.filas.iter().filter_map(&desde).collect();
        let filas = store::hacia_arriba::<N::Tabla>(ctx.lectura(), claves).await?;
        let por_clave = filas.iter().enumerate().map(|(i, fila)| (fila.junto(fila.rama().0), i)).collect();
        Ok(Ascendencia::<N> { lote: Lote::nuevo(filas), por_clave })
    });
    let ascendencia = fila.lote.recordar(ctx, "ancestros", leer).await?;
    let mut cadena = Vec::new();
    let mut siguiente = desde(fila);
    while let Some(i) = siguiente.and_then(|clave| ascendencia.por_clave.get(&clave)).copied() {
        let fila = Fila { lote: Arc::clone(&ascendencia.lote), i };
        siguiente = fila.rama().1.map(|padre| fila.junto(padre));
        cadena.push(N::from(fila));
    }
    cadena.reverse();
    Ok(cadena)
}

/// The same for nodes of a lot that belong to an activity.
pub async fn ancestros_de_actividad<M, N>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    actividad: impl Fn(&M) -> Clave,
) -> Result<Vec<N>, ApiError>
where
    M: Send + Sync + 'static,
    N: Nodo + 'static,
    N::Tabla: Arbolada,
    FilaDe<N>: Rama,
{
    let leer = Box::pin(async {
        let claves = fila.lote.filas.iter().map(&actividad).collect();
        Ok(store::de_actividades(ctx.lectura(), claves).await?)
    });
    let procesos = fila.lote.recordar(ctx, "procesos", leer).await?;
    ancestros(ctx, fila, |m| procesos.get(&actividad(m)).copied()).await
}
