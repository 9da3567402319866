//! Paths: what stands above each node of a lot, read at once.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;

use super::clave::Ubicada;
use super::conexion::{FilaDe, Nodo};
use super::context::ContextExt;
use super::lote::{Fila, Lote};
use crate::error::ApiError;
use crate::store::ascendencia::{Arbolada, Desde, hacia_arriba};
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
    /// Where the path of each key begins.
    comienzos: HashMap<Clave, usize>,
}

/// The nodes above each node of a lot, from the root to the nearest one. `clave` tells the key from which the path leads
/// up, and `desde` what it is of.
pub async fn ancestros<M, N>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    desde: Desde,
    clave: impl Fn(&M) -> Option<Clave>,
) -> Result<Vec<N>, ApiError>
where
    M: Send + Sync + 'static,
    N: Nodo + 'static,
    N::Tabla: Arbolada,
    FilaDe<N>: Rama,
{
    let leer = Box::pin(async {
        let claves = fila.lote.filas.iter().filter_map(&clave).collect();
        let leidas = hacia_arriba::<N::Tabla>(ctx.lectura(), claves, desde).await?;
        let (mut filas, mut por_clave, mut comienzos) = (Vec::new(), HashMap::new(), HashMap::new());
        for (comienzo, fila) in leidas {
            let i = *por_clave.entry(fila.junto(fila.rama().0)).or_insert(filas.len());
            if i == filas.len() {
                filas.push(fila);
            }
            comienzos.extend(comienzo.map(|clave| (clave, i)));
        }
        Ok(Ascendencia::<N> { lote: Lote::nuevo(filas), por_clave, comienzos })
    });
    let ascendencia = fila.lote.recordar(ctx, "ancestros", leer).await?;
    let mut cadena = Vec::new();
    let mut siguiente = clave(fila).and_then(|clave| ascendencia.comienzos.get(&clave)).copied();
    while let Some(i) = siguiente {
        let fila = Fila { lote: Arc::clone(&ascendencia.lote), i };
        siguiente = fila.rama().1.and_then(|padre| ascendencia.por_clave.get(&fila.junto(padre))).copied();
        cadena.push(N::from(fila));
    }
    ctx.lectura().mostrar(cadena.len())?;
    cadena.reverse();
    Ok(cadena)
}
