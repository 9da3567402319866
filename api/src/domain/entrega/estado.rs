//! States, and the other closed lists of release and deployment.

use crate::domain::registro::{DeLista, Visibilidad};

/// State of a release. The first eleven follow each other; the last three are the ways out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EstadoEntrega {
    /// Being written.
    Borrador,
    /// Its dates, contents and acceptance criteria are agreed.
    Planificada,
    /// The change authority allowed it.
    Autorizada,
    /// Its package is being built.
    EnConstruccion,
    /// Its package is being tested.
    EnPrueba,
    /// The client accepted it.
    Aceptada,
    /// Being deployed.
    EnDespliegue,
    /// In production.
    Desplegada,
    /// The deployment was verified against the client's policy.
    Verificada,
    /// Being reviewed.
    EnRevision,
    /// Reviewed and closed.
    Cerrada,
    /// The authority or the client refused it.
    Rechazada,
    /// Given up before its deployment.
    Cancelada,
    /// Deployed and taken back.
    Revertida,
}

impl DeLista for EstadoEntrega {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::Borrador, 1, "BORRADOR"),
        (Self::Planificada, 2, "PLANIFICADA"),
        (Self::Autorizada, 3, "AUTORIZADA"),
        (Self::EnConstruccion, 4, "EN_CONSTRUCCION"),
        (Self::EnPrueba, 5, "EN_PRUEBA"),
        (Self::Aceptada, 6, "ACEPTADA"),
        (Self::EnDespliegue, 7, "EN_DESPLIEGUE"),
        (Self::Desplegada, 8, "DESPLEGADA"),
        (Self::Verificada, 9, "VERIFICADA"),
        (Self::EnRevision, 10, "EN_REVISION"),
        (Self::Cerrada, 11, "CERRADA"),
        (Self::Rechazada, 12, "RECHAZADA"),
        (Self::Cancelada, 13, "CANCELADA"),
        (Self::Revertida, 14, "REVERTIDA"),
    ];
}

impl EstadoEntrega {
    /// Whether nothing follows.
    pub const fn es_final(self) -> bool {
        matches!(self, Self::Cerrada | Self::Rechazada | Self::Cancelada | Self::Revertida)
    }

    /// Who sees a release in this state.
    pub const fn visibilidad(self) -> Visibilidad {
        match self {
            Self::Borrador => Visibilidad::Borrador,
            _ if self.es_final() => Visibilidad::Publico,
            _ => Visibilidad::EnCurso,
        }
    }

    /// Whether a policy may let an emergency go past it. Authorisation, deployment and review never.
    pub const fn se_puede_omitir(self) -> bool {
        matches!(self, Self::Planificada | Self::EnConstruccion | Self::EnPrueba | Self::Aceptada | Self::Verificada)
    }
}

/// State of a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EstadoDespliegue {
    /// Has dates and an environment.
    Planificado,
    /// The change authority allowed it.
    Autorizado,
    /// Being done.
    EnCurso,
    /// Done.
    Desplegado,
    /// Did not succeed.
    Fallido,
    /// Taken back.
    Revertido,
    /// Given up before it began.
    Cancelado,
}

impl DeLista for EstadoDespliegue {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::Planificado, 1, "PLANIFICADO"),
        (Self::Autorizado, 2, "AUTORIZADO"),
        (Self::EnCurso, 3, "EN_CURSO"),
        (Self::Desplegado, 4, "DESPLEGADO"),
        (Self::Fallido, 5, "FALLIDO"),
        (Self::Revertido, 6, "REVERTIDO"),
        (Self::Cancelado, 7, "CANCELADO"),
    ];
}

/// Type of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TipoEntrega {
    /// New functions, much changes.
    Mayor,
    /// Small changes.
    Menor,
    /// Restores a service; may go past steps that its policy names.
    Emergencia,
}

impl DeLista for TipoEntrega {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::Mayor, 1, "MAYOR"), (Self::Menor, 2, "MENOR"), (Self::Emergencia, 3, "EMERGENCIA")];
}

/// What a test is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TipoPrueba {
    /// With the client, who approves its result.
    Aceptacion,
    /// Readiness.
    Preparacion,
    /// Operation.
    Operacion,
    /// Service level.
    NivelDeServicio,
    /// Interfaces.
    Interfaz,
    /// Users.
    Usuario,
}

impl DeLista for TipoPrueba {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::Aceptacion, 1, "ACEPTACION"),
        (Self::Preparacion, 2, "PREPARACION"),
        (Self::Operacion, 3, "OPERACION"),
        (Self::NivelDeServicio, 4, "NIVEL_DE_SERVICIO"),
        (Self::Interfaz, 5, "INTERFAZ"),
        (Self::Usuario, 6, "USUARIO"),
    ];
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResultadoPrueba {
    /// Not executed yet.
    Pendiente,
    /// Passed.
    Aprobada,
    /// Not passed.
    Rechazada,
}

impl DeLista for ResultadoPrueba {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::Pendiente, 1, "PENDIENTE"), (Self::Aprobada, 2, "APROBADA"), (Self::Rechazada, 3, "RECHAZADA")];
}

/// Before or after a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MomentoLineaBase {
    /// What there was.
    Antes,
    /// What there is since.
    Despues,
}

impl DeLista for MomentoLineaBase {
    const TODOS: &'static [(Self, i16, &'static str)] = &[(Self::Antes, 1, "ANTES"), (Self::Despues, 2, "DESPUES")];
}

/// What a client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TipoCliente {
    /// Another entity.
    Entidad,
    /// A unit of the entity itself.
    Unidad,
    /// A party that is no entity.
    Externo,
}

impl DeLista for TipoCliente {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::Entidad, 1, "ENTIDAD"), (Self::Unidad, 2, "UNIDAD"), (Self::Externo, 3, "EXTERNO")];
}

/// How a release reaches all its places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetodoDespliegue {
    /// All at once.
    BigBang,
    /// One part after another.
    PorFases,
}

impl DeLista for MetodoDespliegue {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::BigBang, 1, "BIG_BANG"), (Self::PorFases, 2, "POR_FASES")];
}

/// Who begins a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Distribucion {
    /// The centre sends.
    Push,
    /// The place fetches.
    Pull,
}

impl DeLista for Distribucion {
    const TODOS: &'static [(Self, i16, &'static str)] = &[(Self::Push, 1, "PUSH"), (Self::Pull, 2, "PULL")];
}

/// Who does the work of a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModoDespliegue {
    /// A tool.
    Automatizado,
    /// People.
    Manual,
}

impl DeLista for ModoDespliegue {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::Automatizado, 1, "AUTOMATIZADO"), (Self::Manual, 2, "MANUAL")];
}

/// Roles of release and deployment management.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RolRdm {
    /// Answers for the whole of it.
    GerenteDeEntrega,
    /// Builds the package.
    EjecutorDeConstruccion,
    /// Deploys it.
    EjecutorDelDespliegue,
    /// Has it tested.
    GerenteDePrueba,
    /// Keeps the changes, writes the post-implementation report.
    GerenteDeCambios,
    /// Allows releases and deployments.
    AutoridadDeCambio,
}

impl DeLista for RolRdm {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::GerenteDeEntrega, 1, "GERENTE_DE_ENTREGA"),
        (Self::EjecutorDeConstruccion, 2, "EJECUTOR_DE_CONSTRUCCION"),
        (Self::EjecutorDelDespliegue, 3, "EJECUTOR_DEL_DESPLIEGUE"),
        (Self::GerenteDePrueba, 4, "GERENTE_DE_PRUEBA"),
        (Self::GerenteDeCambios, 5, "GERENTE_DE_CAMBIOS"),
        (Self::AutoridadDeCambio, 6, "AUTORIDAD_DE_CAMBIO"),
    ];
}

/// State of an improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EstadoMejora {
    /// Proposed.
    Propuesta,
    /// Being made.
    EnCurso,
    /// Made.
    Implantada,
    /// Made, and seen to have its effect.
    Verificada,
    /// Given up.
    Descartada,
}

impl DeLista for EstadoMejora {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::Propuesta, 1, "PROPUESTA"),
        (Self::EnCurso, 2, "EN_CURSO"),
        (Self::Implantada, 3, "IMPLANTADA"),
        (Self::Verificada, 4, "VERIFICADA"),
        (Self::Descartada, 5, "DESCARTADA"),
    ];
}
