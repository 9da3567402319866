//! Durations as people type them: a number in the unit of the title, a time of day, «2 h 30 min», «1h30», «15'».

use rust_decimal::{Decimal, dec};

use super::hoja::Celda;
use super::numero::{self, Numero, Separador, SinNumero, de_texto, exacto};
use crate::domain::carga::{UnidadDeTiempo, en_horas};
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::texto::clave;

/// A duration in hours. A time of day (`0:15`, typed as time or as text) is hours and minutes whatever the title's
/// unit, and is told apart when that unit is another; text may carry its own unit («15 min»).
pub(super) fn leer(celda: &Celda<'_>, unidad: UnidadDeTiempo) -> Result<Option<Numero>, SinNumero> {
    match celda {
        Celda::Momento { dias, duracion } => {
            let dias = numero::de_doble_sin_redondear(*dias)?;
            if !duracion && dias >= Decimal::ONE {
                return Err("NUMERO_COMO_FECHA");
            }
            Ok(Some(como_hora(dias * dec!(24), unidad)))
        }
        Celda::Texto(_) => celda.texto().map(|texto| escrita(&clave(&texto), unidad)).transpose(),
        Celda::Numero(n) => Ok(Some(en_horas_redondeadas(exacto(numero::de_doble_sin_redondear(*n)?), unidad))),
        otra => numero::leer(otra, Separador::Decimal),
    }
}

/// A duration typed as text, in lower case and with single blanks.
fn escrita(texto: &str, unidad: UnidadDeTiempo) -> Result<Numero, SinNumero> {
    if let Some(numero) = de_reloj(texto, unidad) {
        return Ok(numero);
    }
    let Some(partes) = partes(texto).or_else(|| con_unidad(texto).map(|una| vec![una])) else {
        return de_texto(texto, Separador::Decimal).map(|n| en_horas_redondeadas(n, unidad));
    };
    let mut suma = exacto(Decimal::ZERO);
    for (cifras, unidad) in partes {
        let parte = de_texto(&cifras, Separador::Decimal)?;
        suma.valor += en_horas(parte.valor, unidad);
        suma.aviso = suma.aviso.or(parte.aviso);
    }
    Ok(Numero { valor: redondear(suma.valor, MICRO).normalize(), aviso: suma.aviso })
}

fn en_horas_redondeadas(numero: Numero, unidad: UnidadDeTiempo) -> Numero {
    Numero { valor: redondear(en_horas(numero.valor, unidad), MICRO).normalize(), aviso: numero.aviso }
}

/// Under a title in minutes or seconds a time of day may be minutes and seconds: that is worth a look.
fn como_hora(horas: Decimal, unidad: UnidadDeTiempo) -> Numero {
    let aviso = if unidad == UnidadDeTiempo::Hora { "DURACION_COMO_HORA" } else { "NUMERO_AMBIGUO" };
    Numero { valor: redondear(horas, MICRO).normalize(), aviso: Some(aviso) }
}

/// `0:15`, `1:30:00`, `1:30 h`; `1:30 min` is minutes and seconds.
fn de_reloj(texto: &str, unidad: UnidadDeTiempo) -> Option<Numero> {
    let (reloj, propia) = match texto.split_once(' ') {
        Some((reloj, palabra)) => (reloj, Some(unidad_de_tiempo(palabra.trim_end_matches('.'))?)),
        None => (texto, None),
    };
    let partes: Vec<&str> = reloj.split(':').collect();
    let divisores: &[Decimal] = match (partes.len(), propia) {
        (2, Some(UnidadDeTiempo::Minuto)) => &[dec!(60), dec!(3600)],
        (2 | 3, None | Some(UnidadDeTiempo::Hora)) => &[dec!(1), dec!(60), dec!(3600)],
        _ => return None,
    };
    let mut horas = Decimal::ZERO;
    for (parte, divisor) in partes.iter().zip(divisores) {
        let corta = !parte.is_empty() && parte.len() <= 4 && parte.bytes().all(|b| b.is_ascii_digit());
        let valor: u32 = if corta { parte.parse().ok()? } else { return None };
        horas += Decimal::from(valor) / divisor;
    }
    Some(como_hora(horas, if propia.is_some() { UnidadDeTiempo::Hora } else { unidad }))
}

/// Digits with their unit, each unit smaller than the one before: «2 h 30 min», «1 hora y 15 minutos», «1h30», «15'».
/// None when the text is no such thing: then it may still be a plain number.
fn partes(texto: &str) -> Option<Vec<(String, UnidadDeTiempo)>> {
    let mut partes: Vec<(String, UnidadDeTiempo)> = Vec::new();
    let mut resto = texto.trim();
    while !resto.is_empty() {
        let corte = resto.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(resto.len());
        let (cifras, tras) = resto.split_at(corte);
        let tras = tras.trim_start();
        let fin = tras.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(tras.len());
        let (palabra, siguiente) = tras.split_at(fin);
        let anterior = partes.last().map(|p| p.1);
        let unidad = match (palabra.trim_end_matches(['.', ',']), anterior) {
            ("", Some(anterior)) => menor(anterior)?,
            (palabra, _) => unidad_de_tiempo(palabra)?,
        };
        if cifras.is_empty() || anterior.is_some_and(|a| !es_menor(unidad, a)) {
            return None;
        }
        partes.push((cifras.to_owned(), unidad));
        let siguiente = siguiente.trim_start();
        resto = ["y ", "con ", "e "].iter().find_map(|p| siguiente.strip_prefix(p)).unwrap_or(siguiente).trim_start();
    }
    (!partes.is_empty()).then_some(partes)
}

/// Digits with thousands apart, and their unit: «1 234,5 min».
fn con_unidad(texto: &str) -> Option<(String, UnidadDeTiempo)> {
    let (cifras, palabra) = texto.split_at(texto.find(char::is_alphabetic)?);
    Some((cifras.trim().to_owned(), unidad_de_tiempo(palabra.trim_end_matches('.'))?))
}

fn menor(unidad: UnidadDeTiempo) -> Option<UnidadDeTiempo> {
    match unidad {
        UnidadDeTiempo::Hora => Some(UnidadDeTiempo::Minuto),
        UnidadDeTiempo::Minuto => Some(UnidadDeTiempo::Segundo),
        UnidadDeTiempo::Segundo => None,
    }
}

fn es_menor(una: UnidadDeTiempo, otra: UnidadDeTiempo) -> bool {
    en_horas(Decimal::ONE, una) < en_horas(Decimal::ONE, otra)
}

/// The unit of time that a word names.
pub(super) fn unidad_de_tiempo(palabra: &str) -> Option<UnidadDeTiempo> {
    match palabra {
        "h" | "hr" | "hrs" | "hora" | "horas" | "hh" => Some(UnidadDeTiempo::Hora),
        "m" | "min" | "mins" | "minuto" | "minutos" | "'" | "’" | "´" => Some(UnidadDeTiempo::Minuto),
        "s" | "seg" | "segs" | "segundo" | "segundos" | "''" | "\"" | "”" => Some(UnidadDeTiempo::Segundo),
        _ => None,
    }
}
