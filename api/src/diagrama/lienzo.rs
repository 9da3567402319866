//! Where everything of a flow stands: one column for each step, one row for each lane.

use super::Flujo;

/// Measures in pixels.
const COLUMNA: usize = 160;
const FILA: usize = 120;
const MARGEN: usize = 60;
/// Band at the left with the name of the pool, and beside it those of the lanes.
const BANDA: usize = 30;
const TAREA: (usize, usize) = (120, 80);
const EVENTO: (usize, usize) = (36, 36);

/// A rectangle: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Caja {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) ancho: usize,
    pub(super) alto: usize,
}

/// A point.
pub(super) type Punto = (usize, usize);

/// The places of a flow. Its nodes are the start, the steps and the end, from 0.
pub(super) struct Lienzo<'a> {
    flujo: &'a Flujo,
}

impl<'a> Lienzo<'a> {
    pub(super) fn de(flujo: &'a Flujo) -> Self {
        Self { flujo }
    }

    /// The pool, around everything.
    pub(super) fn piscina(&self) -> Caja {
        let ancho = BANDA * 2 + COLUMNA * (self.flujo.pasos.len() + 2);
        Caja { x: MARGEN, y: MARGEN, ancho, alto: FILA * self.flujo.carriles.len().max(1) }
    }

    /// A lane.
    pub(super) fn carril(&self, carril: usize) -> Caja {
        let piscina = self.piscina();
        Caja { x: piscina.x + BANDA, y: piscina.y + FILA * carril, ancho: piscina.ancho - BANDA, alto: FILA }
    }

    /// A node: the start is the first, the end the one after the last step.
    pub(super) fn nodo(&self, nodo: usize) -> Caja {
        let (ancho, alto) = if nodo == 0 || nodo > self.flujo.pasos.len() { EVENTO } else { TAREA };
        let x = MARGEN + BANDA * 2 + COLUMNA * nodo + (COLUMNA - ancho) / 2;
        let y = MARGEN + FILA * self.carril_de(nodo) + (FILA - alto) / 2;
        Caja { x, y, ancho, alto }
    }

    /// Lane of a node: the start stands beside the first step, the end beside the last.
    pub(super) fn carril_de(&self, nodo: usize) -> usize {
        let paso = nodo.saturating_sub(1).min(self.flujo.pasos.len().saturating_sub(1));
        self.flujo.pasos.get(paso).map_or(0, |paso| paso.carril)
    }

    /// The line from a node to the next: straight in a lane, with two corners between lanes.
    pub(super) fn linea(&self, desde: usize) -> Vec<Punto> {
        let (a, b) = (self.nodo(desde), self.nodo(desde + 1));
        let (salida, llegada) = ((a.x + a.ancho, a.y + a.alto / 2), (b.x, b.y + b.alto / 2));
        if salida.1 == llegada.1 {
            return vec![salida, llegada];
        }
        let medio = usize::midpoint(salida.0, llegada.0);
        vec![salida, (medio, salida.1), (medio, llegada.1), llegada]
    }
}
