//! What does not fit in a map as a whole: names, codes, people and times that contradict each other.
//!
//! Pure, and the same for a map that was read from a workbook and for one made otherwise. A finding never changes the
//! map: two rows that disagree both stay.

mod arbol;
mod ejecucion;
mod norma;

use super::columna::Campo;
use super::hallazgo::Hallazgo;
use super::modelo::{Mapa, Matriz};

/// Every inconsistency of a map, matrix by matrix, in the order of its rows.
pub fn revisar(mapa: &Mapa) -> Vec<Hallazgo> {
    let mut hallazgos = Vec::new();
    for matriz in &mapa.matrices {
        arbol::revisar(matriz, &mut hallazgos);
        ejecucion::revisar(mapa, matriz, &mut hallazgos);
    }
    norma::revisar(mapa, &mut hallazgos);
    hallazgos
}

/// A finding in a matrix, at the column of `campo`.
fn en(matriz: &Matriz, campo: Campo, fila: Option<u32>, codigo: &'static str, mensaje: String) -> Hallazgo {
    let (hoja, fila) = match fila.map(|f| matriz.lugar(f)) {
        Some((hoja, fila)) => (hoja, Some(fila)),
        None => (matriz.hoja.as_deref(), None),
    };
    Hallazgo::nuevo(codigo, mensaje).en(hoja, matriz.columnas.celda(campo, fila))
}
