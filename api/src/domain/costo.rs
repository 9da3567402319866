//! What answering costs, in points: the unit of `extensions.cost` and of the quotas.
//!
//! A statement is 10 points, a row read or an object shown is 1 (whichever there are more of), and ten rows that a sum goes
//! through are 1. The numbers follow the CPU that each takes; every request costs 1 more, for being read at all.

/// Points of a statement.
const POR_SENTENCIA: u64 = 10;
/// Rows that a sum goes through for one point.
const SUMADAS_POR_PUNTO: u64 = 10;

/// What a request makes the program and its database do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gasto {
    /// Statements sent.
    pub sentencias: u64,
    /// Rows that came back.
    pub filas: u64,
    /// Objects of the answer: one row may show in many places.
    pub objetos: u64,
    /// Rows that sums and counts went through.
    pub sumadas: u64,
}

impl Gasto {
    /// The same in points.
    ///
    /// ```
    /// use quipu::domain::costo::Gasto;
    ///
    /// let gasto = Gasto { sentencias: 3, filas: 120, objetos: 118, sumadas: 45 };
    /// assert_eq!(gasto.puntos(), 1 + 3 * 10 + 120 + 5);
    /// ```
    pub const fn puntos(self) -> u64 {
        let mostrado = if self.filas > self.objetos { self.filas } else { self.objetos };
        1_u64
            .saturating_add(self.sentencias.saturating_mul(POR_SENTENCIA))
            .saturating_add(mostrado)
            .saturating_add(self.sumadas.div_ceil(SUMADAS_POR_PUNTO))
    }
}
