//! What an entity prioritises, and what people say of it.

use chrono::NaiveDate;
use serde_json::json;

use super::calendario::{despues, hace};
use super::evaluacion::evaluar;
use super::obra::{Hecho, Obra};
use super::servicio::Acuerdo;
use crate::domain::calidad::catalogo::{Entrada, Escala};
use crate::domain::calidad::etapa::TipoPriorizado;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::generate::azar::Azar;

/// Releases for each prioritised service, at the least.
const POR_PRIORIZADO: usize = 50;
/// Days that a measurement is of.
const DIAS: usize = 60;

/// A prioritised service.
#[derive(Debug, Clone)]
pub(super) struct Priorizado<'a> {
    pub(super) id: i64,
    pub(super) canal: &'a str,
    pub(super) escala: &'a Escala,
    /// Links to the map.
    pub(super) vinculos: serde_json::Value,
}

/// Codes of a list in force.
pub(super) fn codigos(lista: &[Entrada]) -> Vec<&str> {
    lista.iter().filter(|entrada| entrada.activo).map(|entrada| entrada.item.codigo.as_str()).collect()
}

/// Prioritises services, evaluates and measures them; without a channel or a scale in the catalogue there are none.
pub(super) fn priorizar(obra: &mut Obra<'_>, azar: &mut Azar, oferta: &[Acuerdo], entregas: usize) -> Hecho<()> {
    let listas = &obra.lugar.catalogo.calidad;
    let canales = codigos(&listas.canales);
    let Some(escala) = listas.escalas.iter().find(|escala| escala.activo).filter(|_| !canales.is_empty()) else {
        return Ok(());
    };
    for _ in 0..=entregas / POR_PRIORIZADO {
        let (canal, vinculos) = (azar.uno(&canales), obra.vinculos(azar, 2));
        let desde = hace(azar.entre(&(700..=1_000)));
        let dice = json!({ "codigo": obra.codigo("BS"), "nombre": "Atención de solicitudes", "tipo": TipoPriorizado::Servicio.codigo(),
            "canal": canal, "demanda_anual": azar.entero(500, 200_000), "priorizado_el": desde, "responsable": obra.unidad(azar),
            "servicio_id": azar.uno(oferta).servicio, "vinculos": vinculos });
        let id = obra.hacer(|r| &mut r.priorizados, Visibilidad::Publico, dice)?;
        let priorizado = Priorizado { id, canal, escala, vinculos };
        medir(obra, azar, (&priorizado, None, Visibilidad::Publico), desde)?;
        for i in 0..azar.entre(&(1..=2)) {
            evaluar(obra, azar, &priorizado, i)?;
        }
    }
    Ok(())
}

/// Measures some conductors from a day on.
pub(super) fn medir(
    obra: &mut Obra<'_>,
    azar: &mut Azar,
    (de, evaluacion, ve): (&Priorizado<'_>, Option<i64>, Visibilidad),
    desde: NaiveDate,
) -> Hecho<()> {
    for conductor in codigos(&obra.lugar.catalogo.calidad.conductores) {
        if azar.de_mil(300) {
            continue;
        }
        let milesimas = azar.entero(i64::from(de.escala.minimo) * 1_000, i64::from(de.escala.maximo) * 1_000);
        let dice = json!({ "servicio_priorizado_id": de.id, "evaluacion_id": evaluacion, "conductor": conductor, "canal": de.canal,
            "desde": desde, "hasta": despues(desde, DIAS), "casos": azar.entero(30, 2_000), "escala": de.escala.item.codigo,
            "media": milesimas * 1_000, "instrumento": "Encuesta al terminar la atención" });
        obra.hacer(|r| &mut r.mediciones, ve, dice)?;
    }
    Ok(())
}
