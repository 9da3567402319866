//! How often: times a month as typed, or times in a period, in figures or in words.

use rust_decimal::{Decimal, dec};

use super::cabecera::Columna;
use super::numero::{Separador, de_texto};
use super::palabra::{palabras, periodo};
use super::registro::{Libreta, Registro, Tabla};
use super::tiempos::{cuerdo, difieren};
use crate::domain::carga::{self, FRECUENCIA_MAXIMA, Periodo};
use crate::domain::columna::Campo;
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::Ejecucion;

/// The monthly frequency as typed, or from times in a period.
pub(super) fn leer(registro: &Registro<'_>, ejecucion: &mut Ejecucion, libreta: &mut Libreta) {
    let mensual = registro.numero(Campo::FrecuenciaMensual, Separador::Miles, libreta);
    let mensual = mensual.and_then(|v| cuerdo(registro, Campo::FrecuenciaMensual, v, FRECUENCIA_MAXIMA, libreta));
    let por_columnas = registro.tabla.cabecera.columnas.keys().any(|c| matches!(c, Campo::FrecuenciaDe(_)));
    let dicha = if por_columnas { de_columnas(registro, libreta) } else { veces_y_periodo(registro, libreta) };
    let calculada = dicha.and_then(|(veces, periodo)| {
        let al_mes = redondear(carga::frecuencia_mensual(veces, periodo), MICRO).normalize();
        let al_mes = cuerdo(registro, Campo::Frecuencia, al_mes, FRECUENCIA_MAXIMA, libreta)?;
        if periodo != Periodo::Mensual {
            ejecucion.periodo = Some(periodo);
            ejecucion.veces = Some(veces);
        }
        Some(al_mes)
    });
    if let (Some(mensual), Some(calculada)) = (mensual, calculada)
        && difieren(mensual, calculada)
    {
        let mensaje =
            format!("La frecuencia mensual dice {mensual} y la periodicidad da {calculada}; se usa {mensual}.");
        libreta.anotar(
            registro.hallazgo(Campo::FrecuenciaMensual, "FRECUENCIA_DISCREPANTE", mensaje).con(mensual.to_string()),
        );
        (ejecucion.periodo, ejecucion.veces) = (None, None);
    }
    ejecucion.frecuencia = mensual.or(calculada);
}

/// The one column of «Diaria | Semanal | Mensual | Anual» that is filled; a 0 beside it says nothing.
fn de_columnas(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<(Decimal, Periodo)> {
    let mut dichas: Vec<(Campo, Decimal, Periodo)> = Vec::new();
    for campo in registro.tabla.cabecera.columnas.keys() {
        let Campo::FrecuenciaDe(periodo) = *campo else { continue };
        let veces = registro.numero(*campo, Separador::Miles, libreta);
        let veces = veces.and_then(|v| cuerdo(registro, *campo, v, FRECUENCIA_MAXIMA, libreta));
        dichas.extend(veces.map(|v| (*campo, v, periodo)));
    }
    let llenas: Vec<_> = dichas.iter().filter(|(_, veces, _)| !veces.is_zero()).collect();
    match llenas.as_slice() {
        [] => dichas.first().map(|(_, veces, periodo)| (*veces, *periodo)),
        [(_, veces, periodo)] => Some((*veces, *periodo)),
        [_, (segunda, ..), ..] => {
            let todas =
                llenas.iter().map(|(campo, veces, _)| format!("{campo}: {veces}")).collect::<Vec<_>>().join(", ");
            let mensaje = "La frecuencia está en más de una columna de período; se deja sin valor.";
            libreta.anotar(registro.hallazgo(*segunda, "FRECUENCIA_EN_VARIOS_PERIODOS", mensaje).con(todas));
            None
        }
    }
}

/// Times and period of the row: the period is the row's, or the one in the title, or a month.
fn veces_y_periodo(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<(Decimal, Periodo)> {
    if !registro.hay(Campo::Frecuencia) {
        return None;
    }
    let escrita = registro.texto(Campo::Frecuencia, &mut Libreta::nueva(0));
    if let Some(texto) = escrita.filter(|t| t.contains(char::is_alphabetic) && veces_solas(t).is_none()) {
        return en_palabras(registro, &texto, libreta);
    }
    let dicho = registro.texto(Campo::Periodicidad, libreta);
    let veces = registro.numero(Campo::Frecuencia, Separador::Miles, libreta)?;
    let veces = cuerdo(registro, Campo::Frecuencia, veces, FRECUENCIA_MAXIMA, libreta)?;
    let del_titulo = registro.tabla.cabecera.columnas.get(&Campo::Frecuencia).and_then(|c| c.periodo);
    let periodo = match &dicho {
        Some(texto) => de_periodo(texto),
        None if registro.tabla.cabecera.tiene(Campo::Periodicidad) => del_titulo,
        None => Some(del_titulo.unwrap_or(Periodo::Mensual)),
    };
    if periodo.is_none() && !registro.hay(Campo::FrecuenciaMensual) {
        desconocida(registro, Campo::Periodicidad, &dicho.unwrap_or_default(), libreta);
    }
    periodo.map(|periodo| (veces, periodo))
}

fn desconocida(registro: &Registro<'_>, campo: Campo, valor: &str, libreta: &mut Libreta) {
    let mensaje = "No se sabe cada cuánto se cuenta la frecuencia; se deja sin valor.";
    libreta.anotar(registro.hallazgo(campo, "PERIODICIDAD_DESCONOCIDA", mensaje).con(valor));
}

/// «10 veces»: a number all the same.
fn veces_solas(texto: &str) -> Option<Decimal> {
    de_texto(texto, Separador::Miles).ok().map(|n| n.valor)
}

/// «2 veces al día», «una vez por semana», «Diario». Without a number it is once, and told so.
fn en_palabras(registro: &Registro<'_>, texto: &str, libreta: &mut Libreta) -> Option<(Decimal, Periodo)> {
    let Some((veces, periodo)) = veces_al(texto).filter(|(v, _)| v.is_none_or(|v| !v.is_sign_negative())) else {
        desconocida(registro, Campo::Frecuencia, texto, libreta);
        return None;
    };
    let Some(veces) = veces else {
        let mensaje = "La frecuencia dice cada cuánto y no cuántas veces; se toma una vez.";
        libreta.anotar(registro.hallazgo(Campo::Frecuencia, "NUMERO_AMBIGUO", mensaje).con(texto));
        return Some((Decimal::ONE, periodo));
    };
    Some((veces, periodo))
}

/// Times, when they are said, and the period.
fn veces_al(texto: &str) -> Option<(Option<Decimal>, Periodo)> {
    let (primera, resto) = texto.split_once(char::is_whitespace).unwrap_or((texto, ""));
    let veces = contada(primera).or_else(|| de_texto(primera, Separador::Miles).ok().map(|n| n.valor));
    Some((veces, de_periodo(if veces.is_some() { resto } else { texto })?))
}

/// A small number in words.
fn contada(palabra: &str) -> Option<Decimal> {
    let numeros = ["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"];
    let palabra = palabra.to_lowercase();
    let palabra = if matches!(palabra.as_str(), "una" | "uno") { "un" } else { palabra.as_str() };
    numeros.iter().zip(1..).find(|(n, _)| **n == palabra).map(|(_, valor)| Decimal::from(valor))
}

/// The one period that a short text names: «Diario», «Al mes», «Por semana», «2 = Semanal», «cada 15 días».
fn de_periodo(texto: &str) -> Option<Periodo> {
    let palabras = palabras(texto);
    if let Some(i) = palabras.iter().position(|p| p == "cada") {
        return cada(palabras.get(i + 1..)?);
    }
    if let [unica] = palabras.as_slice() {
        return periodo(unica);
    }
    // A number after the first word is a count that this reader would be guessing at.
    if palabras.iter().skip(1).any(|p| p.bytes().all(|b| b.is_ascii_digit()) || contada(p).is_some_and(|n| n > dec!(1)))
    {
        return None;
    }
    let mut nombrados = palabras.iter().filter(|p| p.len() > 2).filter_map(|p| periodo(p));
    let primero = nombrados.next()?;
    nombrados.all(|otro| otro == primero).then_some(primero)
}

/// «cada mes», «cada 15 días», «cada dos meses».
fn cada(palabras: &[String]) -> Option<Periodo> {
    let [primera, resto @ ..] = palabras else { return None };
    let cuantos = contada(primera).or_else(|| primera.parse().ok());
    let nombre = if cuantos.is_some() { resto.first()? } else { primera };
    let exactos = [
        (Periodo::Diario, dec!(7), Periodo::Semanal),
        (Periodo::Diario, dec!(15), Periodo::Quincenal),
        (Periodo::Diario, dec!(30), Periodo::Mensual),
        (Periodo::Semanal, dec!(2), Periodo::Quincenal),
        (Periodo::Mensual, dec!(2), Periodo::Bimestral),
        (Periodo::Mensual, dec!(3), Periodo::Trimestral),
        (Periodo::Mensual, dec!(4), Periodo::Cuatrimestral),
        (Periodo::Mensual, dec!(6), Periodo::Semestral),
        (Periodo::Mensual, dec!(12), Periodo::Anual),
    ];
    let unidad = periodo(nombre)?;
    match cuantos {
        None => Some(unidad),
        Some(n) if n == Decimal::ONE => Some(unidad),
        Some(n) => exactos.iter().find(|(u, veces, _)| *u == unidad && *veces == n).map(|(_, _, p)| *p),
    }
}

/// What the titles leave unsaid and is taken for granted, told once: times a month, hours.
pub(super) fn supuestos(tabla: &Tabla<'_>, libreta: &mut Libreta) {
    let sin = |campo: Campo, mudo: fn(&Columna) -> bool| {
        tabla
            .cabecera
            .columnas
            .get(&campo)
            .filter(|c| mudo(c))
            .and_then(|_| tabla.letras.celda(campo, Some(tabla.cabecera.filas.1)))
    };
    let hoja = Some(tabla.hoja.nombre.as_str());
    if !tabla.cabecera.tiene(Campo::Periodicidad)
        && let Some(celda) = sin(Campo::Frecuencia, |c| c.periodo.is_none())
    {
        let mensaje = "El título no dice cada cuánto se cuenta la frecuencia; se leyó como veces al mes.";
        libreta.anotar(Hallazgo::nuevo("FRECUENCIA_SIN_PERIODO", mensaje).en(hoja, Some(celda)));
    }
    if !tabla.cabecera.tiene(Campo::UnidadDeTiempo)
        && let Some(celda) = sin(Campo::Duracion, |c| c.unidad.is_none())
    {
        let mensaje = "El título no dice en qué unidad está la duración; se leyó en horas donde la celda no dice otra.";
        libreta.anotar(Hallazgo::nuevo("DURACION_SIN_UNIDAD", mensaje).en(hoja, Some(celda)));
    }
}
