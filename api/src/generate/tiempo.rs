//! How often and how long: times that add up to the workload meant for a puesto.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::azar::Azar;
use crate::domain::carga::{self, Periodo};
use crate::domain::decimal::{MICRO, a_entero, de_entero, redondear};
use crate::domain::modelo::Ejecucion;

/// Micro-hours a month that a thousandth of a servidor stands for: 176 h ÷ 1.10 = 160 h a servidor.
pub(super) const MICROHORAS_POR_MILESIMA: i64 = 160_000;
const MINUTO: i64 = 60;
const MICROS: i64 = 1_000_000;
/// Seconds that a task may last: from half a minute to two days of work.
const SEGUNDOS: RangeInclusive<i64> = 30..=57_600;

/// Period, most times in it, and how common it is.
const HABITOS: [(Periodo, i64, usize); 9] = [
    (Periodo::Diario, 12, 22),
    (Periodo::Semanal, 8, 14),
    (Periodo::Quincenal, 6, 6),
    (Periodo::Mensual, 40, 34),
    (Periodo::Bimestral, 6, 4),
    (Periodo::Trimestral, 9, 8),
    (Periodo::Cuatrimestral, 6, 2),
    (Periodo::Semestral, 8, 4),
    (Periodo::Anual, 24, 6),
];

/// Gives a row its times, near `microhoras` a month.
pub(super) fn medir(azar: &mut Azar, fila: &mut Ejecucion, microhoras: i64) {
    let (periodo, veces, frecuencia, segundos) = ritmo(azar, microhoras);
    if periodo != Periodo::Mensual && azar.de_mil(400) {
        fila.periodo = Some(periodo);
        fila.veces = Some(Decimal::from(veces));
    }
    fila.frecuencia = Some(de_entero(frecuencia, MICRO));
    fila.duracion = Some(de_entero((segundos * MICROS + 1_800) / 3_600, MICRO));
    declarar(azar, fila);
}

/// A habit whose duration is one that people measure; the frequency gives way when none of four fits.
fn ritmo(azar: &mut Azar, microhoras: i64) -> (Periodo, i64, i64, i64) {
    let pesos = HABITOS.map(|(_, _, peso)| peso);
    for _ in 0..4 {
        let (periodo, hasta, _) = HABITOS[azar.segun_peso(&pesos)];
        let veces = azar.entero(1, hasta);
        let frecuencia = mensual(veces, periodo);
        let segundos = redondos(microhoras * 3_600 / frecuencia.max(1));
        if SEGUNDOS.contains(&segundos) {
            return (periodo, veces, frecuencia, segundos);
        }
    }
    let segundos = azar.entero(1, 24) * 10 * MINUTO;
    let veces = (microhoras * 3_600 / segundos / MICROS).max(1);
    let segundos = redondos(microhoras * 3_600 / (veces * MICROS)).max(*SEGUNDOS.start());
    (Periodo::Mensual, veces, veces * MICROS, segundos)
}

/// Times a month in millionths.
fn mensual(veces: i64, periodo: Periodo) -> i64 {
    let exacta = carga::frecuencia_mensual(Decimal::from(veces), periodo);
    a_entero(exacta, MICRO).unwrap_or(MICROS)
}

/// Whole minutes above ten, whole seconds below.
fn redondos(segundos: i64) -> i64 {
    if segundos > 10 * MINUTO { (segundos + MINUTO / 2) / MINUTO * MINUTO } else { segundos }
}

/// «Servidores públicos» as the entity typed it: mostly what its times give, seldom something else, or nothing.
fn declarar(azar: &mut Azar, fila: &mut Ejecucion) {
    let (Some(frecuencia), Some(duracion)) = (fila.frecuencia, fila.duracion) else { return };
    let propio = carga::servidores(frecuencia * duracion);
    fila.servidores_declarados = match azar.segun_peso(&[870, 115, 15]) {
        0 => Some(redondear(propio, MICRO).normalize()),
        1 => None,
        _ => Some(redondear(propio * Decimal::TWO, 2) + Decimal::ONE),
    };
}
