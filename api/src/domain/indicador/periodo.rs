//! Periods: how each frequency writes them, and the months they take.

use super::Frecuencia;

/// Years that a period may be of.
const ANIOS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A run of months, counted from year 0: `year × 12 + month − 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meses {
    /// First month.
    pub desde: i32,
    /// Last month.
    pub hasta: i32,
}

impl Meses {
    /// The month of a text `YYYY-MM`.
    pub fn mes(texto: &str) -> Option<i32> {
        let (anio, mes) = texto.split_once('-')?;
        let mes = cifras(mes, 2)?;
        let anio = cifras(anio, 4).filter(|anio| ANIOS.contains(anio))?;
        (1..=12).contains(&mes).then_some(anio * 12 + mes - 1)
    }
}

/// The months of a period, which has one spelling: `2026-01`, `2026-B1`, `2026-T1`, `2026-C1`, `2026-S1`, `2026`. A
/// project has no months. `None` when it is not a period of that frequency.
///
/// ```
/// use quipu::domain::indicador::{Frecuencia, meses_de};
/// let abril = 2026 * 12 + 3;
/// assert_eq!(meses_de(Frecuencia::Trimestral, "2026-T2").map(|m| (m.desde, m.hasta)), Some((abril, abril + 2)));
/// assert_eq!(meses_de(Frecuencia::Mensual, "2026-T2"), None);
/// assert_eq!(meses_de(Frecuencia::Trimestral, "2026-T5"), None);
/// ```
pub fn meses_de(frecuencia: Frecuencia, texto: &str) -> Option<Meses> {
    let largo = frecuencia.meses()?;
    let (anio, numero) = match letra(frecuencia) {
        None => (cifras(texto, 4)?, 1),
        Some(letra) => {
            let (anio, resto) = texto.split_once('-')?;
            let numero = if letra.is_empty() { cifras(resto, 2)? } else { cifras(resto.strip_prefix(letra)?, 1)? };
            (cifras(anio, 4)?, numero)
        }
    };
    let existe = ANIOS.contains(&anio) && (1..=12 / largo).contains(&numero);
    let desde = anio * 12 + (numero - 1) * largo;
    existe.then_some(Meses { desde, hasta: desde + largo - 1 })
}

/// How a period of that frequency is written.
pub const fn ejemplo(frecuencia: Frecuencia) -> &'static str {
    match frecuencia {
        Frecuencia::Mensual => "2026-01",
        Frecuencia::Bimestral => "2026-B1",
        Frecuencia::Trimestral => "2026-T1",
        Frecuencia::Cuatrimestral => "2026-C1",
        Frecuencia::Semestral => "2026-S1",
        Frecuencia::Anual => "2026",
        Frecuencia::PorProyecto => "el nombre del proyecto",
    }
}

/// What stands before the number of a period within its year; `None` where there is no number.
const fn letra(frecuencia: Frecuencia) -> Option<&'static str> {
    match frecuencia {
        Frecuencia::Mensual => Some(""),
        Frecuencia::Bimestral => Some("B"),
        Frecuencia::Trimestral => Some("T"),
        Frecuencia::Cuatrimestral => Some("C"),
        Frecuencia::Semestral => Some("S"),
        Frecuencia::Anual | Frecuencia::PorProyecto => None,
    }
}

/// A number of exactly so many digits.
fn cifras(texto: &str, cuantas: usize) -> Option<i32> {
    let son = texto.len() == cuantas && texto.bytes().all(|b| b.is_ascii_digit());
    if son { texto.parse().ok() } else { None }
}
