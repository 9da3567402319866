//! Numbers as sheets hold them: doubles, text with a decimal comma, times of day. No arithmetic is done on doubles:
//! each one becomes the decimal that its shortest text says.

use rust_decimal::{Decimal, dec};

use super::hoja::Celda;
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::texto::clave;

/// What a lone separator before three digits means: `1,234` of a frequency is a thousand, of a duration is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separador {
    Miles,
    Decimal,
}

/// A number read, with what the reader should know about how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numero {
    pub(super) valor: Decimal,
    /// The code of a finding that does not stop the value.
    pub(super) aviso: Option<&'static str>,
}

/// Why a cell has no number: the code of its finding.
pub(super) type SinNumero = &'static str;

/// More digits than this before the point are no quantity of anything here.
const MAX_ENTEROS: usize = 15;
/// Digits kept after the point before rounding.
const MAX_DECIMALES: usize = 20;

/// The number of a cell, rounded to 6 decimals, halves away from zero. `Ok(None)` when the cell says nothing.
pub(super) fn leer(celda: &Celda<'_>, separador: Separador) -> Result<Option<Numero>, SinNumero> {
    match celda {
        Celda::Numero(n) => de_doble(*n).map(|valor| Some(exacto(valor))),
        Celda::Texto(_) if celda.texto().is_none() => Ok(None),
        Celda::Texto(texto) => de_texto(texto, separador).map(Some),
        Celda::Momento { .. } => Err("NUMERO_COMO_FECHA"),
        Celda::Logico(_) => Err("NUMERO_ILEGIBLE"),
        Celda::Error(_) => Err("CELDA_CON_ERROR"),
        Celda::FormulaSinValor => Err("FORMULA_SIN_VALOR"),
    }
}

pub(super) fn exacto(valor: Decimal) -> Numero {
    Numero { valor, aviso: None }
}

/// The decimal that a double's shortest text says, rounded to 6 decimals.
pub(super) fn de_doble(numero: f64) -> Result<Decimal, SinNumero> {
    de_doble_sin_redondear(numero).map(|valor| redondear(valor, MICRO).normalize())
}

pub(super) fn de_doble_sin_redondear(numero: f64) -> Result<Decimal, SinNumero> {
    if !numero.is_finite() {
        return Err("NUMERO_ILEGIBLE");
    }
    de_cifras(&numero.to_string())
}

/// A decimal from plain digits with a point; digits beyond the twentieth decimal cannot change a rounding to six.
fn de_cifras(texto: &str) -> Result<Decimal, SinNumero> {
    let (enteros, decimales) = texto.split_once('.').unwrap_or((texto, ""));
    let cifras = enteros.trim_start_matches(['-', '+']).trim_start_matches('0');
    if cifras.len() > MAX_ENTEROS {
        return Err("NUMERO_EXCESIVO");
    }
    let decimales = decimales.get(..MAX_DECIMALES.min(28 - MAX_ENTEROS)).unwrap_or(decimales);
    let plano = if decimales.is_empty() { enteros.to_owned() } else { format!("{enteros}.{decimales}") };
    Decimal::from_str_exact(&plano).map_err(|_| "NUMERO_ILEGIBLE")
}

/// Text with decimal comma or point, separators of thousands, blanks, «S/», «%», «veces».
pub(super) fn de_texto(texto: &str, separador: Separador) -> Result<Numero, SinNumero> {
    let entero = clave(texto);
    let entero = entero.strip_prefix("s/.").or_else(|| entero.strip_prefix("s/")).unwrap_or(&entero);
    let entero = entero.strip_suffix("veces").or_else(|| entero.strip_suffix("vez")).unwrap_or(entero);
    let (entero, porcentaje) = entero.strip_suffix('%').map_or((entero, false), |e| (e, true));
    let entero = entero.trim();
    let sin_signo = entero.strip_prefix(['-', '+', '−']).unwrap_or(entero).trim_start();
    let negativo = entero.starts_with(['-', '−']);
    let cifras = sin_miles(sin_signo).ok_or("NUMERO_ILEGIBLE")?;
    if cifras.is_empty() || !cifras.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return de_cientifico(entero);
    }
    let (plano, ambiguo) = con_punto(&cifras, separador).ok_or("NUMERO_ILEGIBLE")?;
    let valor = redondear(de_cifras(&plano)? / if porcentaje { dec!(100) } else { Decimal::ONE }, MICRO).normalize();
    let aviso = ambiguo.then_some("NUMERO_AMBIGUO");
    Ok(Numero { valor: if negativo { -valor } else { valor }, aviso })
}

/// The digits without the blanks or apostrophes that part thousands; none when they part anything else: «2 30», «15'».
fn sin_miles(cifras: &str) -> Option<String> {
    let grupos: Vec<&str> = cifras.split([' ', '\'', '’']).collect();
    let [primero, resto @ ..] = grupos.as_slice() else { return None };
    let de_tres = |g: &&str| g.split(['.', ',']).next().is_some_and(|e| e.len() == 3);
    let en_orden = primero.len() <= 3 && resto.iter().all(de_tres);
    (resto.is_empty() || en_orden).then(|| grupos.concat())
}

fn de_cientifico(cifras: &str) -> Result<Numero, SinNumero> {
    let parece = cifras.contains(['e', 'E']) && cifras.chars().all(|c| c.is_ascii_digit() || "eE.,+-".contains(c));
    let numero: Option<f64> = if parece { cifras.replace(',', ".").parse().ok() } else { None };
    numero.ok_or("NUMERO_ILEGIBLE").and_then(de_doble).map(exacto)
}

/// The same digits with a point as decimal separator, and whether another reading was as good.
fn con_punto(cifras: &str, separador: Separador) -> Option<(String, bool)> {
    let ultimo = cifras.rfind(['.', ',']);
    let Some(ultimo) = ultimo else {
        return Some((cifras.to_owned(), false));
    };
    let signo = cifras.get(ultimo..=ultimo)?;
    let (antes, despues) = (cifras.get(..ultimo)?, cifras.get(ultimo + 1..)?);
    let otro = if signo == "," { '.' } else { ',' };
    let repetido = antes.contains(signo);
    if repetido && antes.contains(otro) {
        return None;
    }
    if repetido {
        // 1,234,567: only separators of thousands repeat.
        return grupos_de_miles(cifras, signo).then(|| (cifras.replace(signo, ""), false));
    }
    if antes.contains(otro) {
        // 1.234,5: the last one is the decimal separator.
        let de_miles = grupos_de_miles(antes, &otro.to_string());
        return de_miles.then(|| (format!("{}.{despues}", antes.replace(otro, "")), false));
    }
    let dudoso = despues.len() == 3 && (1..=3).contains(&antes.len()) && !antes.starts_with('0');
    let coma_dudosa = dudoso && (signo == "," || separador == Separador::Miles);
    if coma_dudosa && separador == Separador::Miles {
        return Some((format!("{antes}{despues}"), true));
    }
    let antes = if antes.is_empty() { "0" } else { antes };
    Some((format!("{antes}.{despues}").trim_end_matches('.').to_owned(), coma_dudosa))
}

fn grupos_de_miles(cifras: &str, signo: &str) -> bool {
    let mut grupos = cifras.split(signo);
    let primero = grupos.next().is_some_and(|g| (1..=3).contains(&g.len()));
    primero && grupos.all(|g| g.len() == 3)
}
