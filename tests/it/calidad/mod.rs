//! The quality of services, written and read through GraphQL on both databases.

mod obra;
mod vida;
mod rechazos;
mod firme;
mod alcance;
mod historia;
mod recuento;
mod indicadores;
mod escala;

pub(crate) use obra::{mutaciones, uno_de_cada};

/// The types of record that have an id.
pub(crate) const TIPOS: [&str; 8] = [
    "BrechaCalidad",
    "Calificacion",
    "Evaluacion",
    "InformeCalidad",
    "LeccionAprendida",
    "MedicionConductor",
    "MiembroEquipo",
    "ServicioPriorizado",
];
