//! Titles that say the same: which of them is meant, by the words around it and by its neighbours.

use super::cabecera::{Candidata, Contenido};
use super::palabra::{en, palabras, periodo};
use super::titulo::{Pista, Titulo};
use crate::domain::carga::Periodo;
use crate::domain::columna::Campo;

/// Words of whoever answers for a process, not of who does the row.
const DE_OTROS: &str = " responsable responsables dueno duena participante participantes involucrado involucrada ";

/// «Nombre» alone beside a column for the puesto, in a mapeo, is the name of who sits in it.
pub(super) fn personales(mut candidatas: Vec<Candidata>, contenido: Contenido) -> Vec<Candidata> {
    let de_puesto = |t: &Titulo| {
        matches!(
            t.pista,
            Pista::Quien | Pista::Campo(Campo::NombrePropuesto | Campo::Ejecutor | Campo::CargoEstructural)
        )
    };
    if contenido == Contenido::Mapeo && candidatas.iter().any(|(_, _, t)| t.as_ref().is_some_and(de_puesto)) {
        let nombres = candidatas.iter_mut().filter(|(_, texto, t)| {
            t.is_some_and(|t| t.pista == Pista::SoloNombre) && palabras(texto).iter().any(|p| p == "nombre")
        });
        for (_, _, titulo) in nombres {
            *titulo = titulo.map(|t| Titulo { pista: Pista::Personal, ..t });
        }
    }
    candidatas
}

/// The candidates, those meant less after the others: the first to claim a meaning gets it.
pub(super) fn ordenar(mut candidatas: Vec<Candidata>, contenido: Contenido) -> Vec<Candidata> {
    if contenido == Contenido::Mapeo {
        return candidatas;
    }
    una_por_periodo(&mut candidatas);
    periodicidad_en_palabras(&mut candidatas);
    let ejecutores: Vec<u32> =
        candidatas.iter().filter(|(_, _, t)| es(t.as_ref(), Campo::Ejecutor)).map(|(i, _, _)| *i).collect();
    let de_sobra = |(indice, texto, titulo): &Candidata| {
        let palabras = palabras(texto);
        if es(titulo.as_ref(), Campo::Correlativo) {
            let del_puesto = palabras.iter().any(|p| matches!(p.as_str(), "mapeo" | "puesto" | "puestos" | "ejecutor"));
            return !del_puesto && !ejecutores.contains(&(indice + 1));
        }
        let lugar = es(titulo.as_ref(), Campo::Organo) || es(titulo.as_ref(), Campo::Unidad);
        lugar && palabras.iter().any(|p| en(DE_OTROS, p))
    };
    candidatas.sort_by_key(de_sobra);
    candidatas
}

/// «Diaria | Semanal | Mensual | Anual», with «Frecuencia» above them or without it: one column for each period. Two
/// of which one is the monthly frequency are that frequency and what it was computed from.
fn una_por_periodo(candidatas: &mut [Candidata]) {
    let periodo_de = |(_, texto, titulo): &Candidata| match titulo {
        Some(t) if es(Some(t), Campo::Frecuencia) || es(Some(t), Campo::Periodicidad) => t.periodo,
        Some(t) if es(Some(t), Campo::FrecuenciaMensual) => Some(Periodo::Mensual),
        Some(_) => None,
        None => match palabras(texto).as_slice() {
            [unica] if unica.len() > 2 => periodo(unica),
            _ => None,
        },
    };
    let mut vistos: Vec<(usize, Periodo)> = Vec::new();
    for (i, candidata) in candidatas.iter().enumerate() {
        if let Some(periodo) = periodo_de(candidata).filter(|p| vistos.iter().all(|(_, v)| v != p)) {
            vistos.push((i, periodo));
        }
    }
    let sueltas = vistos.iter().any(|(i, _)| candidatas[*i].2.is_none());
    let con_mensual = vistos.iter().any(|(_, p)| *p == Periodo::Mensual);
    if vistos.len() < 2 || (vistos.len() == 2 && con_mensual && !sueltas) {
        return;
    }
    for (i, periodo) in vistos {
        let pista = Pista::Campo(Campo::FrecuenciaDe(periodo));
        candidatas[i].2 = Some(Titulo { pista, estricto: true, periodo: Some(periodo), unidad: None, parte: false });
    }
}

/// «Frecuencia» beside «N° de veces»: the first says the period, in words.
fn periodicidad_en_palabras(candidatas: &mut [Candidata]) {
    let sin_periodo = |t: Option<&Titulo>| t.is_some_and(|t| t.periodo.is_none());
    let hay_periodicidad = candidatas.iter().any(|(_, _, t)| es(t.as_ref(), Campo::Periodicidad));
    let dice = |texto: &str, buscadas: &[&str]| palabras(texto).iter().any(|p| buscadas.contains(&p.as_str()));
    let de_veces = |(_, texto, t): &Candidata| {
        es(t.as_ref(), Campo::Frecuencia) && dice(texto, &["veces", "volumen"]) && !dice(texto, &["frecuencia"])
    };
    if hay_periodicidad || !candidatas.iter().any(de_veces) {
        return;
    }
    let frecuencia = candidatas.iter_mut().find(|(_, texto, t)| {
        es(t.as_ref(), Campo::Frecuencia)
            && sin_periodo(t.as_ref())
            && dice(texto, &["frecuencia"])
            && !dice(texto, &["veces", "volumen"])
    });
    if let Some((_, _, titulo)) = frecuencia {
        *titulo = titulo.map(|t| Titulo { pista: Pista::Campo(Campo::Periodicidad), ..t });
    }
}

fn es(titulo: Option<&Titulo>, campo: Campo) -> bool {
    titulo.is_some_and(|t| t.pista == Pista::Campo(campo))
}
