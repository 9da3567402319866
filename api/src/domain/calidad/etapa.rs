//! Stages, and the other closed lists of the quality of services.

use crate::domain::registro::{DeLista, Visibilidad};

/// Where an evaluation stands. The first five follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Etapa {
    /// I: the team is named, the days are set.
    CondicionesPrevias,
    /// II: components are rated, gaps found, improvements planned.
    Planificacion,
    /// III: improvements are made.
    Ejecucion,
    /// IV: what came of it is measured, lessons are kept.
    Seguimiento,
    /// Ended.
    Cerrada,
    /// Given up.
    Cancelada,
}

impl DeLista for Etapa {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::CondicionesPrevias, 1, "CONDICIONES_PREVIAS"),
        (Self::Planificacion, 2, "PLANIFICACION"),
        (Self::Ejecucion, 3, "EJECUCION"),
        (Self::Seguimiento, 4, "SEGUIMIENTO"),
        (Self::Cerrada, 5, "CERRADA"),
        (Self::Cancelada, 6, "CANCELADA"),
    ];
}

impl Etapa {
    /// Whether nothing follows.
    pub const fn es_final(self) -> bool {
        matches!(self, Self::Cerrada | Self::Cancelada)
    }

    /// Whether what belongs to an evaluation in this stage counts.
    pub const fn cuenta(self) -> bool {
        !matches!(self, Self::Cancelada)
    }

    /// Who sees an evaluation in this stage, and what belongs to it.
    pub const fn visibilidad(self) -> Visibilidad {
        match self {
            Self::CondicionesPrevias => Visibilidad::Borrador,
            Self::Cerrada | Self::Cancelada => Visibilidad::Publico,
            Self::Planificacion | Self::Ejecucion | Self::Seguimiento => Visibilidad::EnCurso,
        }
    }
}

/// What belongs to an evaluation and is written in some of its stages only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parte {
    /// Who evaluates.
    Equipo,
    /// Ratings of components.
    Calificacion,
    /// Gaps.
    Brecha,
    /// An improvement is tied to a gap.
    Accion,
    /// An improvement is taken from a gap: what was planned is done, or given up.
    AccionRetirada,
    /// Report of the evaluation.
    InformeDeEvaluacion,
    /// Report of the improvements.
    InformeDeMejora,
    /// Measurements of conductors that the evaluation made.
    Medicion,
    /// Lessons.
    Leccion,
}

impl Parte {
    /// In which stages it is written.
    ///
    /// ```
    /// use quipu::domain::calidad::etapa::{Etapa, Parte};
    /// assert_eq!(Parte::Calificacion.etapas(), [Etapa::Planificacion]);
    /// assert!(!Parte::Leccion.etapas().contains(&Etapa::Cerrada));
    /// ```
    pub const fn etapas(self) -> &'static [Etapa] {
        use Etapa::{CondicionesPrevias, Ejecucion, Planificacion, Seguimiento};
        match self {
            Self::Equipo | Self::Medicion => &[CondicionesPrevias, Planificacion, Ejecucion, Seguimiento],
            Self::Calificacion | Self::Brecha | Self::AccionRetirada | Self::InformeDeEvaluacion => &[Planificacion],
            Self::Accion => &[Planificacion, Ejecucion],
            Self::InformeDeMejora => &[Ejecucion],
            Self::Leccion => &[Ejecucion, Seguimiento],
        }
    }
}

/// What is prioritised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TipoPriorizado {
    /// A good.
    Bien,
    /// A service.
    Servicio,
}

impl DeLista for TipoPriorizado {
    const TODOS: &'static [(Self, i16, &'static str)] = &[(Self::Bien, 1, "BIEN"), (Self::Servicio, 2, "SERVICIO")];
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TipoInforme {
    /// How the service stands; written by the team that evaluates.
    Evaluacion,
    /// What was improved; written by who answers for the improvements.
    Mejora,
}

impl DeLista for TipoInforme {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::Evaluacion, 1, "EVALUACION"), (Self::Mejora, 2, "MEJORA")];
}

impl TipoInforme {
    /// The part of an evaluation that it is.
    pub const fn parte(self) -> Parte {
        match self {
            Self::Evaluacion => Parte::InformeDeEvaluacion,
            Self::Mejora => Parte::InformeDeMejora,
        }
    }
}
