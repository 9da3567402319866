//! Enums of the quality of services as clients see them.

use async_graphql::Enum;

use crate::domain::calidad::etapa;

/// Etapa de una evaluación, o cómo terminó.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "etapa::Etapa")]
pub enum EtapaEvaluacion {
    /// Etapa I: se designa al equipo evaluador y se fijan los plazos.
    CondicionesPrevias,
    /// Etapa II: se califican los componentes, se encuentran las brechas y se planifican las mejoras.
    Planificacion,
    /// Etapa III: se implementan las mejoras.
    Ejecucion,
    /// Etapa IV: se mide lo que se logró y se recogen las lecciones.
    Seguimiento,
    /// Terminó.
    Cerrada,
    /// Se dejó antes de terminar.
    Cancelada,
}

/// Qué se priorizó.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "etapa::TipoPriorizado")]
pub enum TipoPriorizado {
    /// Un bien.
    Bien,
    /// Un servicio.
    Servicio,
}

/// De qué trata un informe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "etapa::TipoInforme")]
pub enum TipoInforme {
    /// De evaluación: cómo está el bien o servicio. Lo elabora el equipo evaluador.
    Evaluacion,
    /// De mejora: qué se mejoró. Lo elabora el responsable de mejoras.
    Mejora,
}
