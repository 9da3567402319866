//! Chance that repeats: the same seed gives the same data on every machine and with every later version.

use std::ops::RangeInclusive;

use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of chance. Numbers are drawn here and not by `rand`'s distributions, whose values may change between
/// versions and with the width of `usize`.
pub(super) struct Azar(ChaCha8Rng);

impl Azar {
    /// The stream `flujo` of a seed. Each part of a map has its own, so that a change in one leaves the others alone.
    pub(super) fn nuevo(semilla: u64, flujo: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&semilla.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(bytes);
        rng.set_stream(flujo);
        Self(rng)
    }

    /// A number below `n`; 0 when there is none.
    pub(super) fn menor_que(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).min(u64::from(u32::MAX));
        usize::try_from((u64::from(self.0.next_u32()) * n) >> 32).unwrap_or(0)
    }

    /// A number of the range; its start when the range is empty.
    pub(super) fn entre(&mut self, rango: &RangeInclusive<usize>) -> usize {
        let ancho = rango.end().saturating_sub(*rango.start());
        rango.start() + self.menor_que(ancho + 1)
    }

    /// A whole number between both ends.
    pub(super) fn entero(&mut self, desde: i64, hasta: i64) -> i64 {
        let ancho = usize::try_from(hasta - desde).unwrap_or(0);
        desde + i64::try_from(self.menor_que(ancho + 1)).unwrap_or(0)
    }

    /// True `partes` times in a thousand.
    pub(super) fn de_mil(&mut self, partes: usize) -> bool {
        self.menor_que(1000) < partes
    }

    /// One of a list that is never empty (a list of the vocabulary).
    pub(super) fn uno<T: Copy>(&mut self, lista: &[T]) -> T {
        lista[self.menor_que(lista.len())]
    }

    /// Position of a part, each as likely as its weight.
    pub(super) fn segun_peso(&mut self, pesos: &[usize]) -> usize {
        let mut punto = self.menor_que(pesos.iter().sum());
        for (i, peso) in pesos.iter().enumerate() {
            if punto < *peso {
                return i;
            }
            punto -= peso;
        }
        0
    }

    /// The list in another order.
    pub(super) fn barajar<T>(&mut self, lista: &mut [T]) {
        for i in (1..lista.len()).rev() {
            lista.swap(i, self.menor_que(i + 1));
        }
    }

    /// `total` in uneven parts that add up to it; none is 0 while there is enough for all.
    pub(super) fn reparto(&mut self, total: usize, partes: usize) -> Vec<usize> {
        let mut queda = total;
        let mut parte = |faltan: usize| {
            let media = queda / faltan;
            let parte = if faltan == 1 {
                queda
            } else {
                self.entre(&(media.min(1)..=(2 * media).saturating_sub(1))).min(queda)
            };
            queda -= parte;
            parte
        };
        (1..=partes).rev().map(&mut parte).collect()
    }
}

/// `total` shared out by weight, at least 1 each. Each part ends where its share of the whole ends, so that rounding
/// never adds up.
pub(super) fn por_peso(total: usize, pesos: &[usize]) -> Vec<usize> {
    let suma = pesos.iter().sum::<usize>().max(1);
    let mut acumulado = 0;
    let mut parte = |peso: &usize| {
        let desde = total * acumulado / suma;
        acumulado += peso;
        (total * acumulado / suma - desde).max(1)
    };
    pesos.iter().map(&mut parte).collect()
}
