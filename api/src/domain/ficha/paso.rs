//! The states of a sheet: being written, under revision, approved. Who sees it goes with its state.

use super::Ficha;
use crate::domain::registro::paso::exigir;
use crate::domain::registro::{Faltante, PasoRechazado, Visibilidad};

const FALTA_FECHA: Faltante =
    Faltante { codigo: "FALTA_FECHA_DE_APROBACION", mensaje: "Falta la fecha de aprobación." };
const FALTA_QUIEN: Faltante = Faltante { codigo: "FALTA_QUIEN_APRUEBA", mensaje: "Falta decir quién la aprobó." };

/// Its name for clients.
const fn estado(visibilidad: Visibilidad) -> &'static str {
    match visibilidad {
        Visibilidad::Borrador => "BORRADOR",
        Visibilidad::EnCurso => "EN_REVISION",
        Visibilidad::Publico => "APROBADA",
    }
}

/// Refuses a step that there is not, or that lacks something: from draft to revision, from there to approved or back.
pub fn pasar(ficha: &Ficha, desde: Visibilidad, hacia: Visibilidad) -> Result<(), PasoRechazado> {
    use Visibilidad::{Borrador, EnCurso, Publico};
    let mut faltan = Vec::new();
    match (desde, hacia) {
        (Borrador, EnCurso) | (EnCurso, Borrador) => {}
        (EnCurso, Publico) => {
            faltan.extend(ficha.aprobada_en.is_none().then_some(FALTA_FECHA));
            faltan.extend(ficha.aprobado_por.is_empty().then_some(FALTA_QUIEN));
        }
        _ => faltan.push(Faltante::PASO_INEXISTENTE),
    }
    exigir(estado(desde), estado(hacia), faltan)
}
