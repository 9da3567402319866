//! What a request has made the database do so far.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::costo::Gasto;

/// A tally that the reader of a request keeps, and that outlives it.
#[derive(Debug, Default)]
pub struct Cuenta {
    sentencias: AtomicU64,
    filas: AtomicU64,
    objetos: AtomicU64,
    sumadas: AtomicU64,
}

impl Cuenta {
    /// All of it.
    pub fn gasto(&self) -> Gasto {
        Gasto {
            sentencias: self.sentencias.load(Ordering::Relaxed),
            filas: self.filas.load(Ordering::Relaxed),
            objetos: self.objetos.load(Ordering::Relaxed),
            sumadas: self.sumadas.load(Ordering::Relaxed),
        }
    }

    pub(super) fn sentencia(&self, filas: usize) {
        self.sentencias.fetch_add(1, Ordering::Relaxed);
        self.filas.fetch_add(numero(filas), Ordering::Relaxed);
    }

    pub(super) fn sumar(&self, filas: u64) {
        self.sumadas.fetch_add(filas, Ordering::Relaxed);
    }

    /// Adds objects of the answer and tells how many there are now.
    pub(super) fn mostrar(&self, objetos: usize) -> u64 {
        self.objetos.fetch_add(numero(objetos), Ordering::Relaxed).saturating_add(numero(objetos))
    }
}

fn numero(cuantos: usize) -> u64 {
    u64::try_from(cuantos).unwrap_or(u64::MAX)
}
