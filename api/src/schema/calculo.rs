//! Explanations: a figure with its formula, its inputs and its steps.

use async_graphql::SimpleObject;

use super::scalar::Decimal;
use crate::domain::carga::{self, HORAS_POR_TRABAJADOR, TIEMPO_SUPLEMENTARIO};
use crate::domain::decimal::{MICRO, PICO, de_entero};

/// Cómo se obtienen los servidores de una ejecución (Anexo 2).
#[derive(Debug, SimpleObject)]
pub struct CalculoDeEjecucion {
    /// Veces al mes.
    pub frecuencia_mensual: Decimal,
    /// Horas que demora cada vez.
    pub duracion_horas: Decimal,
    /// Frecuencia mensual × duración.
    pub horas: Decimal,
    /// Tiempo suplementario, fijo: 0.10.
    pub tiempo_suplementario: Decimal,
    /// Horas × (1 + tiempo suplementario).
    pub total_tiempo: Decimal,
    /// Horas al mes de un trabajador, fijas: 176.
    pub horas_por_trabajador: Decimal,
    /// Total tiempo ÷ horas por trabajador, sin redondear.
    pub servidores: Decimal,
    /// La cuenta escrita.
    pub formula: String,
}

impl CalculoDeEjecucion {
    /// The calculation of one execution, from what its row keeps.
    pub fn nuevo(frecuencia_micro: i64, duracion_micro: i64, horas_pico: i64) -> Self {
        let frecuencia = de_entero(frecuencia_micro, MICRO);
        let duracion = de_entero(duracion_micro, MICRO);
        let horas = de_entero(horas_pico, PICO);
        let servidores = carga::servidores(horas);
        Self {
            formula: format!("{frecuencia} × {duracion} h × 1.10 ÷ 176 h = {servidores}"),
            frecuencia_mensual: frecuencia.into(),
            duracion_horas: duracion.into(),
            horas: horas.into(),
            tiempo_suplementario: TIEMPO_SUPLEMENTARIO.into(),
            total_tiempo: carga::total_tiempo(horas).into(),
            horas_por_trabajador: HORAS_POR_TRABAJADOR.into(),
            servidores: servidores.into(),
        }
    }
}

/// Cómo se obtiene la dotación según cargas de un puesto propuesto.
#[derive(Debug, SimpleObject)]
pub struct CalculoDePuesto {
    /// Suma de las horas de sus ejecuciones con tiempos.
    pub horas: Option<Decimal>,
    /// Suma de los servidores de sus ejecuciones, sin redondear.
    pub servidores: Option<Decimal>,
    /// Parte decimal desde la que se agrega una posición.
    pub umbral_de_redondeo: Decimal,
    /// La regla de redondeo, escrita.
    pub regla: String,
    /// Dotación según cargas de trabajo; nula si falta el dato.
    pub segun_cargas: Option<i32>,
    /// Dotación actual; nula si falta el dato.
    pub dotacion_actual: Option<i32>,
    /// Según cargas − actual.
    pub brecha: Option<i32>,
    /// La cuenta escrita.
    pub formula: String,
}
