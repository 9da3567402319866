//! The steps of an evaluation: one table, each with what it asks for. A stage begins when the one before it is closed.

use super::etapa::Etapa::{self, Cancelada, Cerrada, CondicionesPrevias, Ejecucion, Planificacion, Seguimiento};
use crate::domain::registro::{DeLista, Faltante, PasoRechazado};

/// What is known of an evaluation when a step is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact that a condition asks for")]
pub struct Hechos {
    /// Someone is in its team, and one of them coordinates it.
    pub equipo: bool,
    /// Every stage has a day until which it is to end.
    pub plazos: bool,
    /// Components in force that are not rated.
    pub sin_calificar: usize,
    /// Its report of evaluation is approved.
    pub informe_de_evaluacion: bool,
    /// Gaps that no improvement closes.
    pub brechas_sin_accion: usize,
    /// Improvements without someone who answers for them, or without planned days.
    pub acciones_sin_plan: usize,
    /// Improvements that are neither made nor given up.
    pub acciones_pendientes: usize,
    /// Its report of improvements is approved.
    pub informe_de_mejora: bool,
    /// Measurements of conductors that it made.
    pub mediciones: usize,
    /// Lessons.
    pub lecciones: usize,
    /// The step says why it is taken.
    pub motivo: bool,
}

/// Something that a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condicion {
    PasoInexistente,
    EquipoDesignado,
    PlazosFijados,
    ComponentesCalificados,
    InformeDeEvaluacion,
    BrechasConAccion,
    AccionesPlanificadas,
    AccionesTerminadas,
    InformeDeMejora,
    ConductoresMedidos,
    LeccionesRegistradas,
    Motivo,
}

use Condicion as C;

/// Every condition: its code, which never changes, and what is missing where it does not hold.
pub const CONDICIONES: [(Condicion, &str, &str); 12] = [
    (C::PasoInexistente, "PASO_INEXISTENTE", "Desde esa etapa no se pasa a esa otra."),
    (C::EquipoDesignado, "EQUIPO_DESIGNADO", "Falta designar al equipo evaluador, con alguien que lo coordine."),
    (C::PlazosFijados, "PLAZOS_FIJADOS", "Falta fijar el plazo de alguna etapa."),
    (C::ComponentesCalificados, "COMPONENTES_CALIFICADOS", "Falta calificar algún componente del catálogo."),
    (C::InformeDeEvaluacion, "INFORME_DE_EVALUACION", "Falta el informe de evaluación, aprobado."),
    (C::BrechasConAccion, "BRECHAS_CON_ACCION", "Alguna brecha no tiene ninguna acción de mejora."),
    (C::AccionesPlanificadas, "ACCIONES_PLANIFICADAS", "A alguna acción de mejora le falta responsable o plazo."),
    (C::AccionesTerminadas, "ACCIONES_TERMINADAS", "Alguna acción de mejora no está implantada ni descartada."),
    (C::InformeDeMejora, "INFORME_DE_MEJORA", "Falta el informe de mejora, aprobado."),
    (C::ConductoresMedidos, "CONDUCTORES_MEDIDOS", "La evaluación no tiene ninguna medición de conductores."),
    (C::LeccionesRegistradas, "LECCIONES_REGISTRADAS", "Faltan las lecciones aprendidas."),
    (C::Motivo, "MOTIVO", "Falta el motivo."),
];

/// A condition is known by its code.
impl PartialEq<Condicion> for Faltante {
    fn eq(&self, condicion: &Condicion) -> bool {
        *self == condicion.faltante()
    }
}

impl Condicion {
    /// What is missing where it does not hold.
    pub const fn faltante(self) -> Faltante {
        let (_, codigo, mensaje) = CONDICIONES[self as usize];
        Faltante { codigo, mensaje }
    }

    /// Whether it holds.
    pub const fn cumple(self, h: &Hechos) -> bool {
        match self {
            C::PasoInexistente => false,
            C::EquipoDesignado => h.equipo,
            C::PlazosFijados => h.plazos,
            C::ComponentesCalificados => h.sin_calificar == 0,
            C::InformeDeEvaluacion => h.informe_de_evaluacion,
            C::BrechasConAccion => h.brechas_sin_accion == 0,
            C::AccionesPlanificadas => h.acciones_sin_plan == 0,
            C::AccionesTerminadas => h.acciones_pendientes == 0,
            C::InformeDeMejora => h.informe_de_mejora,
            C::ConductoresMedidos => h.mediciones > 0,
            C::LeccionesRegistradas => h.lecciones > 0,
            C::Motivo => h.motivo,
        }
    }
}

/// From which stage, to which one, and what that asks for: what closes the stage that is left.
pub const PASOS: [(Etapa, Etapa, &[Condicion]); 8] = [
    (CondicionesPrevias, Planificacion, &[C::EquipoDesignado, C::PlazosFijados]),
    (
        Planificacion,
        Ejecucion,
        &[C::ComponentesCalificados, C::InformeDeEvaluacion, C::BrechasConAccion, C::AccionesPlanificadas],
    ),
    (Ejecucion, Seguimiento, &[C::AccionesTerminadas, C::InformeDeMejora]),
    (
        Seguimiento,
        Cerrada,
        // What is rated was settled by its planning: a component that the catalogue has since is for the next evaluation.
        &[C::AccionesTerminadas, C::ConductoresMedidos, C::LeccionesRegistradas],
    ),
    (CondicionesPrevias, Cancelada, &[C::Motivo]),
    (Planificacion, Cancelada, &[C::Motivo]),
    (Ejecucion, Cancelada, &[C::Motivo]),
    (Seguimiento, Cancelada, &[C::Motivo]),
];

/// Takes a step, or tells all that is missing for it.
///
/// ```
/// use quipu::domain::calidad::etapa::Etapa::*;
/// use quipu::domain::calidad::maquina::{Condicion::*, Hechos, avanzar};
/// let mut hechos = Hechos { plazos: true, ..Hechos::default() };
/// assert_eq!(avanzar(CondicionesPrevias, Planificacion, &hechos).unwrap_err().faltan, [EquipoDesignado]);
/// hechos.equipo = true;
/// assert!(avanzar(CondicionesPrevias, Planificacion, &hechos).is_ok());
/// // No stage is left out, and none is gone back to.
/// assert_eq!(avanzar(CondicionesPrevias, Ejecucion, &hechos).unwrap_err().faltan, [PasoInexistente]);
/// assert_eq!(avanzar(Ejecucion, Planificacion, &hechos).unwrap_err().faltan, [PasoInexistente]);
/// // An evaluation that found no gap has nothing to plan; it is reported all the same.
/// assert_eq!(avanzar(Planificacion, Ejecucion, &hechos).unwrap_err().faltan, [InformeDeEvaluacion]);
/// hechos.sin_calificar = 1;
/// assert_eq!(avanzar(Planificacion, Ejecucion, &hechos).unwrap_err().faltan[0], ComponentesCalificados);
/// // A component that the catalogue has since its planning does not keep it open.
/// assert_eq!(avanzar(Seguimiento, Cerrada, &hechos).unwrap_err().faltan, [ConductoresMedidos, LeccionesRegistradas]);
/// ```
pub fn avanzar(desde: Etapa, hasta: Etapa, hechos: &Hechos) -> Result<(), PasoRechazado> {
    let paso = PASOS.iter().find(|(de, a, _)| (*de, *a) == (desde, hasta));
    let faltan: Vec<Faltante> = match paso {
        Some((.., condiciones)) => condiciones.iter().filter(|c| !c.cumple(hechos)).map(|c| c.faltante()).collect(),
        None => vec![C::PasoInexistente.faltante()],
    };
    if faltan.is_empty() {
        return Ok(());
    }
    Err(PasoRechazado { desde: desde.nombre(), hasta: hasta.nombre(), faltan })
}
