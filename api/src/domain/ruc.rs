//! RUC: 11 digits, the last one checks the others.

use super::error::Error;

const PESOS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// Checks a RUC: weights 5 4 3 2 7 6 5 4 3 2, digit = 11 − Σ mod 11, where 10 is 0 and 11 is 1.
///
/// ```
/// use quipu::domain::ruc;
/// assert!(ruc::comprobar("20168999926").is_ok(), "Presidencia del Consejo de Ministros");
/// assert!(ruc::comprobar("20168999927").is_err());
/// assert!(ruc::comprobar("2016899992").is_err());
/// ```
pub fn comprobar(ruc: &str) -> Result<(), Error> {
    let digitos: Option<Vec<u32>> = ruc.chars().map(|c| c.to_digit(10)).collect();
    let valido = digitos.filter(|digitos| digitos.len() == 11).is_some_and(|digitos| {
        let suma: u32 = digitos.iter().zip(PESOS).map(|(digito, peso)| digito * peso).sum();
        (11 - suma % 11) % 10 == digitos[10]
    });
    if valido { Ok(()) } else { Err(Error::RucInvalido(ruc.to_owned())) }
}
