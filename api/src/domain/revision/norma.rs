//! Warnings of later norms about the present puestos. They inform; they never block.

use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::Mapa;

/// With fewer positions a percentage says nothing.
const MINIMO: i64 = 20;
const LINEA_MINIMA: i64 = 60;
const APOYO_MAXIMO: i64 = 30;
const CONFIANZA_MAXIMA: i64 = 5;
/// Least and most cargos de confianza admitted whatever the size.
const CONFIANZA: (i64, i64) = (2, 50);

pub(super) fn revisar(mapa: &Mapa, hallazgos: &mut Vec<Hallazgo>) {
    let (mut total, mut linea, mut apoyo, mut confianza, mut sin_naturaleza) = (0_i64, 0_i64, 0_i64, 0_i64, 0_i64);
    for puesto in &mapa.puestos {
        let plazas = i64::from(puesto.ocupados.unwrap_or(0));
        total += plazas;
        confianza += if puesto.confianza == Some(true) { plazas.max(1) } else { 0 };
        match puesto.unidad.and_then(|i| mapa.unidades.get(i)).and_then(|u| u.naturaleza.as_deref()) {
            Some("LINEA" | "RESOLUTIVO" | "DESCONCENTRADO" | "ACADEMICO") => linea += plazas,
            Some("APOYO" | "ASESORAMIENTO") => apoyo += plazas,
            Some(_) => {}
            None => sin_naturaleza += plazas,
        }
    }
    if total < MINIMO {
        return;
    }
    let mut avisar = |codigo: &'static str, mensaje: String| {
        hallazgos.push(Hallazgo::nuevo(codigo, mensaje).en(mapa.mapeo.hoja.as_deref(), None));
    };
    if sin_naturaleza == 0 && linea * 100 < total * LINEA_MINIMA {
        avisar(
            "NORMA_LINEA_MINIMA",
            format!("Órganos de línea: {linea} de {total} ocupados, menos del {LINEA_MINIMA} %."),
        );
    }
    if apoyo * 100 > total * APOYO_MAXIMO {
        avisar(
            "NORMA_APOYO_MAXIMO",
            format!("Apoyo y asesoramiento: {apoyo} de {total} ocupados, más del {APOYO_MAXIMO} %."),
        );
    }
    let maximo = (total * CONFIANZA_MAXIMA / 100).clamp(CONFIANZA.0, CONFIANZA.1);
    if confianza > maximo {
        avisar(
            "NORMA_CONFIANZA_MAXIMA",
            format!("Cargos de confianza: {confianza}, más de los {maximo} que admite la norma."),
        );
    }
}
