//! Exact decimals: how a number enters, how it is kept, how it leaves.
//!
//! A figure is a [`Decimal`] in memory and a scaled integer in the database, because integers sum to the same
//! digits on SQLite and on PostgreSQL (the ORM keeps `Decimal` as a binary REAL in SQLite).
//!
//! | quantity | scale | unit of one |
//! |---|---|---|
//! | frecuencia, duración | 6 | a millionth of a time a month, of an hour ([`MICRO`]) |
//! | horas (their product) | 12 | `10⁻¹²` hour ([`PICO`]): the product is exact |
//! | money | 2 | céntimo ([`CENTIMO`]) |

use rust_decimal::{Decimal, RoundingStrategy};

use super::error::Error;

/// Decimal places of a frequency or a duration.
pub const MICRO: u32 = 6;
/// Decimal places of hours: frequency × duration, exactly.
pub const PICO: u32 = 12;
/// Decimal places of money.
pub const CENTIMO: u32 = 2;
/// `10⁻⁶` in units of `10⁻¹²`: splits a sum of hours into two integers that cannot overflow.
pub const PICO_POR_MICRO: i64 = 1_000_000;

/// Longest text accepted as a number.
const MAX_LARGO: usize = 40;

/// Reads a decimal exactly: what does not fit in 28 digits is an error, never a rounded number.
///
/// ```
/// use quipu::domain::decimal::leer;
/// assert_eq!(leer("238.20")?.to_string(), "238.20");
/// assert!(leer("0.33333333333333333333333333333").is_err());
/// assert!(leer("1e3").is_err());
/// # Ok::<(), quipu::domain::Error>(())
/// ```
pub fn leer(texto: &str) -> Result<Decimal, Error> {
    let limpio = texto.trim();
    if limpio.len() > MAX_LARGO {
        return Err(Error::NumeroIlegible(limpio.chars().take(MAX_LARGO).collect()));
    }
    Decimal::from_str_exact(limpio).map_err(|_| Error::NumeroIlegible(limpio.to_owned()))
}

/// The nearest value with `escala` decimals, halves away from zero, as people round.
pub fn redondear(valor: Decimal, escala: u32) -> Decimal {
    valor.round_dp_with_strategy(escala, RoundingStrategy::MidpointAwayFromZero)
}

/// `valor` as an integer of `10^-escala`, rounded to that scale; an error when it does not fit.
///
/// ```
/// use quipu::domain::decimal::{a_entero, de_entero, leer, MICRO};
/// let duracion = leer("0.066166666666")?;
/// assert_eq!(a_entero(duracion, MICRO)?, 66_167);
/// assert_eq!(de_entero(66_167, MICRO).to_string(), "0.066167");
/// # Ok::<(), quipu::domain::Error>(())
/// ```
pub fn a_entero(valor: Decimal, escala: u32) -> Result<i64, Error> {
    let mut escalado = redondear(valor, escala);
    escalado.rescale(escala);
    if escalado.scale() != escala {
        return Err(Error::NumeroFueraDeRango(valor.to_string()));
    }
    i64::try_from(escalado.mantissa()).map_err(|_| Error::NumeroFueraDeRango(valor.to_string()))
}

/// The decimal that `entero` units of `10^-escala` stand for, without trailing zeros.
pub fn de_entero(entero: i64, escala: u32) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(entero), escala).normalize()
}

/// Hours from their two halves (whole micro-hours and the rest in pico-hours): national sums stay exact.
pub fn horas_de_partes(micro: i64, pico: i64) -> Decimal {
    let total = i128::from(micro) * i128::from(PICO_POR_MICRO) + i128::from(pico);
    Decimal::from_i128_with_scale(total, PICO).normalize()
}
