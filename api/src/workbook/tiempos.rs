//! Frequency and duration of a row, and what the entity computed from them.

use rust_decimal::{Decimal, dec};

use super::numero::{self, Separador};
use super::palabra::{palabras, periodo};
use super::registro::{Libreta, Registro};
use crate::domain::carga::{self, Periodo, UnidadDeTiempo};
use crate::domain::columna::Campo;
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::modelo::Ejecucion;

/// Times a month beyond which nobody does anything.
const MAX_FRECUENCIA: Decimal = dec!(1_000_000);
/// Hours that no single task takes.
const MAX_DURACION: Decimal = dec!(100_000);
/// Hours a month of one row that can still be kept to `10⁻¹²` (an `i64`) with room to spare.
const MAX_HORAS: Decimal = dec!(9_000_000);
/// Two figures differ when they are apart by more than this …
const TOLERANCIA: Decimal = dec!(0.01);
/// … and also by more than this part of the computed one.
const TOLERANCIA_RELATIVA: Decimal = dec!(0.01);

/// Columns of times: a row with one of them has something to say.
pub(super) const CAMPOS: [Campo; 4] = [Campo::FrecuenciaMensual, Campo::Frecuencia, Campo::Duracion, Campo::Servidores];

/// Fills frequency, duration and declared servidores of an execution.
pub(super) fn leer(registro: &Registro<'_>, ejecucion: &mut Ejecucion, libreta: &mut Libreta) {
    frecuencia(registro, ejecucion, libreta);
    let unidad = registro.texto(Campo::UnidadDeTiempo, libreta).and_then(|t| de_palabra(&t));
    ejecucion.duracion = registro
        .horas(Campo::Duracion, unidad, libreta)
        .and_then(|v| cuerdo(registro, Campo::Duracion, v, MAX_DURACION, libreta));
    let horas = horas(ejecucion);
    if horas.is_some_and(|h| h > MAX_HORAS) {
        ejecucion.duracion = None;
        let mensaje = format!("Frecuencia × duración pasa de {MAX_HORAS} horas al mes; se deja la duración sin valor.");
        libreta.anotar(registro.hallazgo(Campo::Duracion, "NUMERO_EXCESIVO", mensaje));
    }
    constantes(registro, libreta);
    ejecucion.servidores_declarados = declarados(registro, ejecucion, libreta);
}

fn horas(ejecucion: &Ejecucion) -> Option<Decimal> {
    ejecucion.frecuencia.zip(ejecucion.duracion).and_then(|(f, d)| f.checked_mul(d))
}

fn de_palabra(texto: &str) -> Option<UnidadDeTiempo> {
    palabras(texto).iter().find_map(|p| numero::unidad_de_tiempo(p))
}

/// A value that can be; beyond the maximum it is left out.
fn cuerdo(
    registro: &Registro<'_>,
    campo: Campo,
    valor: Decimal,
    maximo: Decimal,
    libreta: &mut Libreta,
) -> Option<Decimal> {
    if valor <= maximo {
        return Some(valor);
    }
    let mensaje = format!("{campo}: {valor} pasa del máximo creíble ({maximo}); se deja sin valor.");
    libreta.anotar(registro.hallazgo(campo, "NUMERO_EXCESIVO", mensaje).con(valor.to_string()));
    None
}

/// The monthly frequency as typed, or from times in a period.
fn frecuencia(registro: &Registro<'_>, ejecucion: &mut Ejecucion, libreta: &mut Libreta) {
    let mensual = registro.numero(Campo::FrecuenciaMensual, Separador::Miles, libreta);
    let mensual = mensual.and_then(|v| cuerdo(registro, Campo::FrecuenciaMensual, v, MAX_FRECUENCIA, libreta));
    let calculada = veces_y_periodo(registro, libreta).and_then(|(veces, periodo)| {
        let al_mes = redondear(carga::frecuencia_mensual(veces, periodo), MICRO).normalize();
        let al_mes = cuerdo(registro, Campo::Frecuencia, al_mes, MAX_FRECUENCIA, libreta)?;
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

/// Times and period of the row: the period is the row's, or the one in the title, or a month.
fn veces_y_periodo(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<(Decimal, Periodo)> {
    if !registro.hay(Campo::Frecuencia) {
        return None;
    }
    let dicho = registro.texto(Campo::Periodicidad, libreta);
    let escrita = registro.texto(Campo::Frecuencia, &mut Libreta::nueva(0)).and_then(|t| de_periodo(&t));
    if let Some(periodo) = escrita {
        let mensaje = "La frecuencia dice cada cuánto y no cuántas veces; se toma una vez.";
        libreta.anotar(registro.hallazgo(Campo::Frecuencia, "NUMERO_AMBIGUO", mensaje));
        return Some((Decimal::ONE, periodo));
    }
    let veces = registro.numero(Campo::Frecuencia, Separador::Miles, libreta)?;
    let veces = cuerdo(registro, Campo::Frecuencia, veces, MAX_FRECUENCIA, libreta)?;
    let columna = registro.tabla.cabecera.columnas.get(&Campo::Frecuencia);
    let periodo = match &dicho {
        Some(texto) => de_periodo(texto),
        None if registro.tabla.cabecera.tiene(Campo::Periodicidad) => columna.and_then(|c| c.periodo),
        None => Some(columna.and_then(|c| c.periodo).unwrap_or(Periodo::Mensual)),
    };
    if periodo.is_none() && !registro.hay(Campo::FrecuenciaMensual) {
        let mensaje = "No se sabe cada cuánto se cuenta la frecuencia; se deja sin valor.";
        let hallazgo = registro.hallazgo(Campo::Periodicidad, "PERIODICIDAD_DESCONOCIDA", mensaje);
        libreta.anotar(hallazgo.con(dicho.unwrap_or_default()));
    }
    periodo.map(|periodo| (veces, periodo))
}

/// The period that a short text names: «Diario», «Al mes», «Por semana», «2 = Semanal».
fn de_periodo(texto: &str) -> Option<Periodo> {
    let palabras = palabras(texto);
    let [unica] = palabras.as_slice() else {
        return palabras.iter().filter(|p| p.len() > 2).find_map(|p| periodo(p));
    };
    periodo(unica)
}

/// Tiempo suplementario and horas por trabajador are fixed: another value is told and not used.
fn constantes(registro: &Registro<'_>, libreta: &mut Libreta) {
    let suplementario = registro.numero(Campo::Suplementario, Separador::Decimal, &mut Libreta::nueva(0));
    let admitidos = [carga::TIEMPO_SUPLEMENTARIO, carga::TIEMPO_SUPLEMENTARIO * dec!(100), Decimal::ZERO];
    if let Some(otro) = suplementario.filter(|s| !admitidos.contains(s)) {
        let mensaje = format!("El tiempo suplementario es {} y no {otro}.", carga::TIEMPO_SUPLEMENTARIO);
        libreta
            .anotar(registro.hallazgo(Campo::Suplementario, "SUPLEMENTARIO_DISTINTO", mensaje).con(otro.to_string()));
    }
    let horas = registro.numero(Campo::HorasPorTrabajador, Separador::Decimal, &mut Libreta::nueva(0));
    if let Some(otras) = horas.filter(|h| *h != carga::HORAS_POR_TRABAJADOR && !h.is_zero()) {
        let mensaje = format!("Las horas por trabajador son {} y no {otras}.", carga::HORAS_POR_TRABAJADOR);
        let hallazgo = registro.hallazgo(Campo::HorasPorTrabajador, "HORAS_POR_TRABAJADOR_DISTINTAS", mensaje);
        libreta.anotar(hallazgo.con(otras.to_string()));
    }
}

/// «Servidores públicos» as the entity has it, compared with frecuencia × duración × 1.10 ÷ 176. An uncalculated
/// formula there is nothing to complain about: the figure is computed anyway.
fn declarados(registro: &Registro<'_>, ejecucion: &Ejecucion, libreta: &mut Libreta) -> Option<Decimal> {
    let mut aparte = Libreta::nueva(1);
    let declarado = registro.numero(Campo::Servidores, Separador::Decimal, &mut aparte);
    aparte.hallazgos.into_iter().filter(|h| h.codigo != "FORMULA_SIN_VALOR").for_each(|h| libreta.anotar(h));
    let declarado = cuerdo(registro, Campo::Servidores, declarado?, MAX_FRECUENCIA, libreta)?;
    match horas(ejecucion).map(carga::servidores) {
        Some(calculado) if difieren(declarado, calculado) => {
            let mensaje = format!(
                "Se declaran {declarado} servidores y frecuencia × duración × 1.10 ÷ 176 da {}; se usa lo calculado.",
                redondear(calculado, MICRO).normalize()
            );
            libreta.anotar(
                registro.hallazgo(Campo::Servidores, "SERVIDORES_DISCREPANTES", mensaje).con(declarado.to_string()),
            );
        }
        None if !declarado.is_zero() => {
            let mensaje = format!("Se declaran {declarado} servidores sin frecuencia o sin duración; no se cuentan.");
            libreta.anotar(
                registro.hallazgo(Campo::Servidores, "SERVIDORES_SIN_TIEMPOS", mensaje).con(declarado.to_string()),
            );
        }
        _ => {}
    }
    Some(declarado)
}

/// Apart by more than a hundredth and by more than 1 %: rounding in the sheet is not a contradiction.
fn difieren(declarado: Decimal, calculado: Decimal) -> bool {
    let diferencia = (declarado - calculado).abs();
    diferencia > TOLERANCIA && diferencia > calculado.abs() * TOLERANCIA_RELATIVA
}
