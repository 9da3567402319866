//! What is known of a release and of a deployment when a step is asked for.

use super::estado::{EstadoDespliegue, EstadoEntrega, ResultadoPrueba, TipoPrueba};

/// What the change authority said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It may go on.
    Aprobada,
    /// It may not.
    Rechazada,
}

/// Facts about a release.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact that a condition asks for")]
pub struct HechosEntrega {
    /// Steps that its policy lets an emergency go past; `None`: it is no emergency.
    pub emergencia: Option<Vec<EstadoEntrega>>,
    /// Why it is an emergency was written.
    pub emergencia_justificada: bool,
    /// The client's policy for the service is approved and in force.
    pub politica_vigente: bool,
    /// Its type is one of those that the policy admits.
    pub tipo_admitido: bool,
    /// It has a package with units in it.
    pub paquete: bool,
    /// The package was built.
    pub paquete_construido: bool,
    /// It has planned dates.
    pub fechas: bool,
    /// Its contents are written.
    pub contenido: bool,
    /// It has acceptance criteria.
    pub criterios: bool,
    /// The client agreed to them.
    pub criterios_acordados: bool,
    /// What the change authority said of it.
    pub autorizacion: Option<Decision>,
    /// Its tests, in the order in which they were written.
    pub pruebas: Vec<(TipoPrueba, ResultadoPrueba)>,
    /// Its deployments.
    pub despliegues: Vec<HechosDespliegue>,
    /// Its review.
    pub revision: Option<HechosRevision>,
    /// Steps that it went past.
    pub omitidos: Vec<EstadoEntrega>,
    /// The step says why it is taken.
    pub motivo: bool,
}

/// Facts about a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact that a condition asks for")]
pub struct HechosDespliegue {
    /// Its state.
    pub estado: EstadoDespliegue,
    /// State of its release.
    pub entrega: EstadoEntrega,
    /// Its release is an emergency.
    pub emergencia: bool,
    /// It has planned dates.
    pub fechas: bool,
    /// Who does it is written.
    pub ejecutor: bool,
    /// What the change authority said of it.
    pub autorizacion: Option<Decision>,
    /// The baseline before it was taken.
    pub linea_base_antes: bool,
    /// The baseline after it was taken.
    pub linea_base_despues: bool,
    /// Every item of the policy's checklist is fulfilled.
    pub verificacion_completa: bool,
    /// Today is in a freeze window of the policy.
    pub congelado: bool,
    /// The step says why it is taken.
    pub motivo: bool,
}

/// Facts about the review of a release.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one point of the checklist of the review")]
pub struct HechosRevision {
    /// The client's experience is known.
    pub experiencia: bool,
    /// The changes were implemented.
    pub cambios: bool,
    /// The performance reached was reviewed.
    pub desempeno: bool,
    /// Performance problems that are still open.
    pub problemas_abiertos: usize,
    /// The post-implementation report is written.
    pub informe: bool,
    /// What was left out by emergency was made good.
    pub regularizacion: bool,
}
