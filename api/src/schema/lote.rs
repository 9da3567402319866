//! Lots: the nodes of one level, read by one statement and kept together.
//!
//! Every node knows its lot. When a field of a node needs rows below it, the *lot* reads them for all of its nodes in
//! one statement and remembers the answer under the field's place in the document (equal for all nodes of the level, and
//! so are its arguments). The number of statements is therefore the depth of the query, without timers or task per
//! batch, aliases and fragments included.

use std::any::Any;
use std::collections::HashMap;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, Pos};
use tokio::sync::OnceCell;

use crate::error::ApiError;

type Recuerdo = Result<Arc<dyn Any + Send + Sync>, ApiError>;

/// Line and column of a field in the document, and what of it is remembered.
type Lugar = (usize, usize, &'static str);

/// What a lot remembers: one answer for each place of the document that asked.
#[derive(Debug, Default)]
struct Memoria(Mutex<HashMap<Lugar, Arc<OnceCell<Recuerdo>>>>);

/// Nodes that were read together.
#[derive(Debug)]
pub struct Lote<M> {
    /// Their rows.
    pub filas: Vec<M>,
    memoria: Memoria,
}

impl<M> Lote<M> {
    /// A lot of these rows.
    pub fn nuevo(filas: Vec<M>) -> Arc<Self> {
        Arc::new(Self { filas, memoria: Memoria::default() })
    }

    /// A node from each row.
    pub fn nodos<N: From<Fila<M>>>(self: &Arc<Self>) -> Vec<N> {
        (0..self.filas.len()).map(|i| N::from(Fila { lote: Arc::clone(self), i })).collect()
    }

    /// The answer of `leer` for this lot, read once for each place of the document. `paso` tells apart what one place
    /// reads in several steps.
    ///
    /// `leer` comes in a box: async-graphql gives every field of an object a future with room for its largest field, so
    /// that a scalar would pay for the list beside it.
    pub async fn recordar<T, F>(
        &self,
        ctx: &Context<'_>,
        paso: &'static str,
        leer: Pin<Box<F>>,
    ) -> Result<Arc<T>, ApiError>
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>>,
    {
        let Pos { line, column } = ctx.item.pos;
        let celda = {
            let mut memoria = self.memoria.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(memoria.entry((line, column, paso)).or_default())
        };
        let recuerdo =
            celda.get_or_init(|| async { leer.await.map(|valor| Arc::new(valor) as Arc<dyn Any + Send + Sync>) }).await;
        let valor = Arc::clone(recuerdo.as_ref().map_err(Clone::clone)?);
        valor.downcast::<T>().map_err(|_| ApiError::internal(&"a lot remembered another type"))
    }
}

/// A row of a lot.
#[derive(Debug)]
pub struct Fila<M> {
    /// Its lot.
    pub lote: Arc<Lote<M>>,
    /// Its place in it.
    pub i: usize,
}

impl<M> Fila<M> {
    /// A row that was read alone.
    pub fn sola(fila: M) -> Self {
        Self { lote: Lote::nuevo(vec![fila]), i: 0 }
    }
}

impl<M> Clone for Fila<M> {
    fn clone(&self) -> Self {
        Self { lote: Arc::clone(&self.lote), i: self.i }
    }
}

impl<M> Deref for Fila<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.lote.filas[self.i]
    }
}
