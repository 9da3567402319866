//! What is kept of the process (retention), and its controlled documents (ISO/IEC 20000-1:2018, 7.5.3).

use chrono::NaiveDate;

use crate::domain::fecha::{fin_en_el_peru, mas_meses};
use crate::domain::registro::paso::exigir;
use crate::domain::registro::{DeLista, Faltante, PasoRechazado, Visibilidad, lista};

lista! {
    /// What is kept: its retention depends on it.
    ClaseRegistroGuardado {
        /// A plan: kept until its release ends, after the post-implementation review.
        Plan = 1, "PLAN";
        /// A report: kept three years unless it says otherwise.
        Informe = 2, "INFORME";
        /// Anything else.
        Otro = 3, "OTRO";
    }
}

lista! {
    /// State of an edition of a document.
    EstadoDocumento {
        /// Being written.
        Borrador = 1, "BORRADOR";
        /// The edition that holds.
        Aprobado = 2, "APROBADO";
        /// Held once.
        Obsoleto = 3, "OBSOLETO";
    }
}

lista! {
    /// Who may read a document since it is approved.
    Confidencialidad {
        /// Everyone.
        Publico = 1, "PUBLICO";
        /// The entity and the rector bodies.
        Interno = 2, "INTERNO";
        /// The entity.
        Reservado = 3, "RESERVADO";
    }
}

/// Months that reports are kept by default: three years.
pub const MESES_DE_INFORME: i32 = 36;
/// Months after which a document that was not reviewed is late: it is reviewed at least yearly.
const MESES_DE_REVISION: i32 = 12;

/// The last day that something is kept: so many months from a day.
pub fn vence_el(desde: Option<&str>, meses: Option<i32>) -> Option<String> {
    mas_meses(desde?, meses?)
}

/// Whether retention is past on a day: its last day is before it, or its plan's release ended (second of the epoch) before
/// the end of it.
///
/// ```
/// use quipu::domain::entrega::control::{vence_el, vencido};
/// let dia = |d| chrono::NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
/// let hasta = vence_el(Some("2023-11-20"), Some(36));
/// assert_eq!(hasta.as_deref(), Some("2026-11-20"));
/// assert!(!vencido(hasta.as_deref(), None, dia(20)) && vencido(hasta.as_deref(), None, dia(21)));
/// // A release that ended on the 20th at 23:00 in Peru.
/// assert!(!vencido(None, Some(1_795_233_600), dia(19)) && vencido(None, Some(1_795_233_600), dia(20)));
/// ```
pub fn vencido(vence_el: Option<&str>, terminada_s: Option<i64>, dia: NaiveDate) -> bool {
    let dicho = dia.to_string();
    vence_el.is_some_and(|hasta| hasta < dicho.as_str()) || terminada_s.is_some_and(|s| s < fin_en_el_peru(dia))
}

/// The last day to review a document that was approved or reviewed on a day.
pub fn revisar_hasta(dia: &str) -> Option<String> {
    mas_meses(dia, MESES_DE_REVISION)
}

/// Who sees an edition: its draft the entity, else whom its confidentiality lets.
pub const fn visibilidad(estado: EstadoDocumento, confidencialidad: Confidencialidad) -> Visibilidad {
    match (estado, confidencialidad) {
        (EstadoDocumento::Borrador, _) | (_, Confidencialidad::Reservado) => Visibilidad::Borrador,
        (_, Confidencialidad::Interno) => Visibilidad::EnCurso,
        (_, Confidencialidad::Publico) => Visibilidad::Publico,
    }
}

/// What is known of an edition when a step is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact that a step asks for")]
pub struct HechosDocumento {
    /// Its state.
    pub estado: EstadoDocumento,
    /// Who approves it is written.
    pub aprobador: bool,
    /// It is not its author.
    pub otro_que_el_autor: bool,
    /// What changed is written, or it is the first edition.
    pub cambio: bool,
    /// Where it is is written.
    pub ubicacion: bool,
    /// Its last day is not past.
    pub vigente: bool,
}

const APROBADOR: Faltante = Faltante { codigo: "APROBADOR", mensaje: "Falta quién lo aprueba." };
const OTRO_APROBADOR: Faltante =
    Faltante { codigo: "OTRO_APROBADOR", mensaje: "Falta que lo apruebe alguien distinto de su autor." };
const CAMBIO: Faltante =
    Faltante { codigo: "CAMBIO", mensaje: "Falta decir qué cambió respecto de la edición anterior." };
const UBICACION: Faltante = Faltante { codigo: "UBICACION", mensaje: "Falta dónde está." };
const VIGENCIA: Faltante = Faltante { codigo: "VIGENCIA", mensaje: "El último día que vale ya pasó." };

/// The steps that there are from the state of an edition, each with what is missing for it.
pub fn pasos(hechos: &HechosDocumento) -> Vec<(EstadoDocumento, Vec<Faltante>)> {
    match hechos.estado {
        EstadoDocumento::Borrador => {
            let condiciones = [
                (hechos.aprobador, APROBADOR),
                (hechos.otro_que_el_autor, OTRO_APROBADOR),
                (hechos.cambio, CAMBIO),
                (hechos.ubicacion, UBICACION),
                (hechos.vigente, VIGENCIA),
            ];
            let faltan = condiciones.into_iter().filter(|(cumple, _)| !cumple).map(|(_, faltante)| faltante);
            vec![(EstadoDocumento::Aprobado, faltan.collect())]
        }
        EstadoDocumento::Aprobado => vec![(EstadoDocumento::Obsoleto, Vec::new())],
        EstadoDocumento::Obsoleto => Vec::new(),
    }
}

/// Takes a step, or tells all that is missing for it.
pub fn avanzar(hasta: EstadoDocumento, hechos: &HechosDocumento) -> Result<(), PasoRechazado> {
    let paso = pasos(hechos).into_iter().find(|(destino, _)| *destino == hasta);
    let faltan = paso.map_or_else(|| vec![Faltante::PASO_INEXISTENTE], |(_, faltan)| faltan);
    exigir(hechos.estado.nombre(), hasta.nombre(), faltan)
}
