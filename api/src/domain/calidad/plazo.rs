//! Who is late on a day. Days are texts `YYYY-MM-DD`, which sort like the calendar.

use super::etapa::Etapa;
use crate::domain::entrega::estado::EstadoMejora;

/// Days until which the stages of an evaluation are to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plazos<'a> {
    /// Of the first stage.
    pub condiciones: Option<&'a str>,
    /// Of the second.
    pub planificacion: Option<&'a str>,
    /// Of the third.
    pub ejecucion: Option<&'a str>,
    /// Of the fourth.
    pub seguimiento: Option<&'a str>,
}

impl<'a> Plazos<'a> {
    /// The day of a stage.
    pub const fn de(&self, etapa: Etapa) -> Option<&'a str> {
        match etapa {
            Etapa::CondicionesPrevias => self.condiciones,
            Etapa::Planificacion => self.planificacion,
            Etapa::Ejecucion => self.ejecucion,
            Etapa::Seguimiento => self.seguimiento,
            Etapa::Cerrada | Etapa::Cancelada => None,
        }
    }

    /// Whether every stage has one.
    pub const fn completos(&self) -> bool {
        self.condiciones.is_some()
            && self.planificacion.is_some()
            && self.ejecucion.is_some()
            && self.seguimiento.is_some()
    }
}

/// Whether an evaluation is still, on that day, in a stage that was to end before it.
///
/// ```
/// use quipu::domain::calidad::etapa::Etapa;
/// use quipu::domain::calidad::plazo::{Plazos, evaluacion_atrasada};
/// let plazos = Plazos { planificacion: Some("2026-05-31"), ..Plazos::default() };
/// assert!(!evaluacion_atrasada(Etapa::Planificacion, &plazos, "2026-05-31"));
/// assert!(evaluacion_atrasada(Etapa::Planificacion, &plazos, "2026-06-01"));
/// // Without a day nothing is late, nor is what ended.
/// assert!(!evaluacion_atrasada(Etapa::Ejecucion, &plazos, "2030-01-01"));
/// assert!(!evaluacion_atrasada(Etapa::Cerrada, &plazos, "2030-01-01"));
/// ```
pub fn evaluacion_atrasada(etapa: Etapa, plazos: &Plazos<'_>, dia: &str) -> bool {
    plazos.de(etapa).is_some_and(|plazo| plazo < dia)
}

/// Whether nothing is left to do of an improvement: it was made, or given up.
pub const fn accion_terminada(estado: EstadoMejora) -> bool {
    matches!(estado, EstadoMejora::Implantada | EstadoMejora::Verificada | EstadoMejora::Descartada)
}

/// Whether an improvement may go from one state to another once the evaluation that found its gap is closed: it stays as it
/// was counted; that it had its effect may be seen later.
///
/// ```
/// use quipu::domain::calidad::plazo::accion_firme;
/// use quipu::domain::entrega::estado::EstadoMejora::*;
/// assert!(accion_firme(Implantada, Verificada) && accion_firme(Descartada, Descartada));
/// assert!(!accion_firme(Implantada, Propuesta) && !accion_firme(Descartada, Implantada));
/// ```
pub fn accion_firme(antes: EstadoMejora, despues: EstadoMejora) -> bool {
    antes == despues || (antes, despues) == (EstadoMejora::Implantada, EstadoMejora::Verificada)
}

/// Whether an improvement is past its planned end on that day and not done.
///
/// ```
/// use quipu::domain::calidad::plazo::accion_atrasada;
/// use quipu::domain::entrega::estado::EstadoMejora::*;
/// assert!(accion_atrasada(EnCurso, Some("2026-10-31"), "2026-11-01"));
/// assert!(!accion_atrasada(EnCurso, Some("2026-10-31"), "2026-10-31"));
/// assert!(!accion_atrasada(Implantada, Some("2026-10-31"), "2026-11-01"));
/// assert!(!accion_atrasada(Propuesta, None, "2026-11-01"));
/// ```
pub fn accion_atrasada(estado: EstadoMejora, plan_fin: Option<&str>, dia: &str) -> bool {
    !accion_terminada(estado) && plan_fin.is_some_and(|fin| fin < dia)
}
