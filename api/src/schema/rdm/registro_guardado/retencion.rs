//! How long what is kept is kept.

use quipu_entities::registro_guardado;

use crate::domain::entrega::control::{ClaseRegistroGuardado as Clase, MESES_DE_INFORME, vence_el};
use crate::domain::registro::{DeLista, Validacion};

/// Most months.
const MESES_MAXIMOS: i32 = 1_200;

fn clase(fila: &registro_guardado::Model) -> Clase {
    Clase::de_codigo(fila.clase).unwrap_or(Clase::Otro)
}

/// Says what was not said of its retention, and until when that is.
pub(super) fn retener(fila: &mut registro_guardado::Model) {
    if clase(fila) == Clase::Informe {
        fila.retencion_meses = fila.retencion_meses.or(Some(MESES_DE_INFORME));
    }
    fila.vence_el = vence_el(fila.desde.as_deref(), fila.retencion_meses);
}

/// Faults of its retention: a plan is kept until its release ends, all else for so many months from a day.
pub(super) fn exigir_retencion(v: &mut Validacion, fila: &registro_guardado::Model) {
    if clase(fila) == Clase::Plan {
        v.exigir(fila.entrega_id.is_some(), "entrega", "VACIO", "Un plan es de una entrega.");
        let mensaje = "Un plan se guarda hasta que su entrega termina: no lleva meses.";
        v.exigir(fila.retencion_meses.is_none(), "retencionMeses", "INCOHERENTE", mensaje);
        return;
    }
    v.exigir(fila.desde.is_some(), "desde", "VACIO", "Falta el día desde el que se cuenta su retención.");
    let meses = fila.retencion_meses.is_some_and(|meses| (1..=MESES_MAXIMOS).contains(&meses));
    v.exigir(meses, "retencionMeses", "FUERA_DE_RANGO", "Los meses de retención van de 1 a 1200.");
}
