//! Upper bounds that add up, and that share what there is.

use std::ops::AddAssign;

use crate::domain::costo::Gasto;
use crate::store::tamano::{TABLAS, Tabla};

/// A bound on rows.
///
/// Rows of a table whose parents are shared out among levels are bounded twice: by what the pages let through, and by
/// what the table holds, of which each level has a share of its own. `de_tabla` is the second bound, table by table, as if
/// all of it were at this level; the rest is in `fijo`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cota {
    total: u64,
    fijo: u64,
    de_tabla: [u64; TABLAS],
}

impl Cota {
    /// So many, wherever they are.
    pub(super) fn fija(filas: u64) -> Self {
        Self { total: filas, fijo: filas, ..Self::default() }
    }

    /// So many, which are part of the `todas` that the table has.
    pub(super) fn parte(filas: u64, tabla: Tabla, todas: u64) -> Self {
        let mut cota = Self { total: filas.min(todas), ..Self::default() };
        cota.de_tabla[tabla as usize] = todas;
        cota
    }

    fn ajustada(mut self) -> Self {
        let lineal = self.de_tabla.iter().fold(self.fijo, |suma, n| suma.saturating_add(*n));
        self.total = self.total.min(lineal);
        self
    }

    /// With what other levels have of the same tables: no row is at both.
    fn junto_a(mut self, otra: Self) -> Self {
        self.total = self.total.saturating_add(otra.total);
        self.fijo = self.fijo.saturating_add(otra.fijo);
        for (n, otro) in self.de_tabla.iter_mut().zip(otra.de_tabla) {
            *n = (*n).max(otro);
        }
        self.ajustada()
    }
}

impl AddAssign for Cota {
    fn add_assign(&mut self, otra: Self) {
        self.total = self.total.saturating_add(otra.total);
        self.fijo = self.fijo.saturating_add(otra.fijo);
        for (n, otro) in self.de_tabla.iter_mut().zip(otra.de_tabla) {
            *n = n.saturating_add(otro);
        }
    }
}

/// What a part of a document makes the database do, at most.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Estimado {
    pub(super) sentencias: u64,
    /// Rows read or objects shown: the more of both.
    pub(super) filas: Cota,
    /// Rows that sums, counts and cuts go through.
    pub(super) sumadas: Cota,
}

impl Estimado {
    /// So many of each, wherever they are.
    pub(super) fn fijo(sentencias: u64, filas: u64) -> Self {
        Self { sentencias, filas: Cota::fija(filas), sumadas: Cota::default() }
    }

    /// The same as a part that shares with no other.
    pub(super) fn aparte(self) -> Self {
        let fija = |cota: Cota| Cota::fija(cota.ajustada().total);
        Self { sentencias: self.sentencias, filas: fija(self.filas), sumadas: fija(self.sumadas) }
    }

    /// See [`Cota::junto_a`].
    pub(super) fn junto_a(self, otro: Self) -> Self {
        Self {
            sentencias: self.sentencias.saturating_add(otro.sentencias),
            filas: self.filas.junto_a(otro.filas),
            sumadas: self.sumadas.junto_a(otro.sumadas),
        }
    }

    /// What it comes to.
    pub(super) fn gasto(self) -> Gasto {
        let Self { sentencias, filas, sumadas } = self.aparte();
        Gasto { sentencias, filas: filas.total, objetos: 0, sumadas: sumadas.total }
    }
}

impl AddAssign for Estimado {
    fn add_assign(&mut self, otro: Self) {
        self.sentencias = self.sentencias.saturating_add(otro.sentencias);
        self.filas += otro.filas;
        self.sumadas += otro.sumadas;
    }
}
