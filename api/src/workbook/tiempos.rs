//! Frequency and duration of a row, and what the entity computed from them.

use rust_decimal::{Decimal, dec};

use super::duracion::unidad_de_tiempo;
use super::frecuencia;
use super::numero::Separador;
use super::palabra::palabras;
use super::registro::{Libreta, Registro};
use crate::domain::carga::{self, DURACION_MAXIMA, FRECUENCIA_MAXIMA, HORAS_MAXIMAS, UnidadDeTiempo};
use crate::domain::columna::Campo;
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::modelo::Ejecucion;

/// Two figures differ when they are apart by more than this …
const TOLERANCIA: Decimal = dec!(0.01);
/// … and also by more than this part of the computed one.
const TOLERANCIA_RELATIVA: Decimal = dec!(0.01);

/// Whether the row has a time: then it has something to say.
pub(super) fn hay(registro: &Registro<'_>) -> bool {
    let de_tiempo = |c: &&Campo| c.es_frecuencia() || **c == Campo::Duracion;
    registro.tabla.cabecera.columnas.keys().filter(de_tiempo).any(|c| registro.hay(*c))
}

/// Fills frequency, duration and declared servidores of an execution.
pub(super) fn leer(registro: &Registro<'_>, ejecucion: &mut Ejecucion, libreta: &mut Libreta) {
    frecuencia::leer(registro, ejecucion, libreta);
    let unidad = registro.texto(Campo::UnidadDeTiempo, libreta).and_then(|t| de_palabra(&t));
    ejecucion.duracion = registro
        .horas(Campo::Duracion, unidad, libreta)
        .and_then(|v| cuerdo(registro, Campo::Duracion, v, DURACION_MAXIMA, libreta));
    let horas = horas(ejecucion);
    if horas.is_some_and(|h| h > HORAS_MAXIMAS) {
        ejecucion.duracion = None;
        let mensaje =
            format!("Frecuencia × duración pasa de {HORAS_MAXIMAS} horas al mes; se deja la duración sin valor.");
        libreta.anotar(registro.hallazgo(Campo::Duracion, "NUMERO_EXCESIVO", mensaje));
    }
    constantes(registro, libreta);
    ejecucion.servidores_declarados = declarados(registro, ejecucion, libreta);
}

fn horas(ejecucion: &Ejecucion) -> Option<Decimal> {
    ejecucion.frecuencia.zip(ejecucion.duracion).and_then(|(f, d)| f.checked_mul(d))
}

fn de_palabra(texto: &str) -> Option<UnidadDeTiempo> {
    palabras(texto).iter().find_map(|p| unidad_de_tiempo(p))
}

/// A value that can be; beyond the maximum it is left out.
pub(super) fn cuerdo(
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
    let declarado = cuerdo(registro, Campo::Servidores, declarado?, FRECUENCIA_MAXIMA, libreta)?;
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
pub(super) fn difieren(declarado: Decimal, calculado: Decimal) -> bool {
    let diferencia = (declarado - calculado).abs();
    diferencia > TOLERANCIA && diferencia > calculado.abs() * TOLERANCIA_RELATIVA
}
