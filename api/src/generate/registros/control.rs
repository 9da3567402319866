//! What comes of releases: improvements, what is kept of them, and the documents that govern them.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::calendario::{despues, hace};
use super::entrega::Hecha;
use super::obra::{Hecho, Obra};
use crate::domain::decimal::{PICO, a_entero};
use crate::domain::entrega::control::{
    ClaseRegistroGuardado, Confidencialidad, EstadoDocumento, MESES_DE_INFORME, revisar_hasta, vence_el, visibilidad,
};
use crate::domain::entrega::estado::EstadoEntrega::{Borrador, Cerrada};
use crate::domain::entrega::estado::EstadoMejora;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::generate::azar::Azar;
use crate::reloj::dia_en_el_peru;

/// Releases for each controlled document, at the least.
const POR_DOCUMENTO: usize = 20;
const DOCUMENTOS: [&str; 5] = [
    "Política de entregas y despliegues",
    "Procedimiento de despliegue",
    "Plan de pruebas tipo",
    "Manual de operación",
    "Guía de reversión",
];
/// Quarters of an hour that an improvement frees each month, at the most.
const CUARTOS: i64 = 400;

/// Makes what comes of these releases.
pub(super) fn controlar(obra: &mut Obra<'_>, azar: &mut Azar, entregas: &[Hecha]) -> Hecho<()> {
    for hecha in entregas {
        if hecha.camino.estado != Borrador && azar.de_mil(300) {
            mejora(obra, azar, hecha)?;
        }
        guardar(obra, azar, hecha)?;
    }
    for i in 0..DOCUMENTOS.len() + entregas.len() / POR_DOCUMENTO {
        documento(obra, azar, DOCUMENTOS[i % DOCUMENTOS.len()])?;
    }
    Ok(())
}

/// Who sees an improvement: everyone once nothing follows.
pub(super) const fn visible(estado: EstadoMejora) -> Visibilidad {
    match estado {
        EstadoMejora::Verificada | EstadoMejora::Descartada => Visibilidad::Publico,
        _ => Visibilidad::EnCurso,
    }
}

/// Hours that an improvement frees, as records keep them; some do not say.
pub(super) fn horas(azar: &mut Azar) -> Option<i64> {
    let horas = Decimal::from(azar.entero(1, CUARTOS)) / Decimal::from(4);
    if azar.de_mil(850) { a_entero(horas, PICO).ok() } else { None }
}

/// An improvement that a release delivers, or that its review asked for.
fn mejora(obra: &mut Obra<'_>, azar: &mut Azar, hecha: &Hecha) -> Hecho {
    use EstadoMejora::{Descartada, EnCurso, Implantada, Propuesta, Verificada};
    let terminada = hecha.camino.cuando(Cerrada);
    let la_pidio = terminada.is_some() && azar.de_mil(250);
    let estado = match terminada {
        Some(_) if !la_pidio => [Verificada, Implantada, EnCurso, Descartada][azar.segun_peso(&[55, 25, 15, 5])],
        _ => [Propuesta, EnCurso, Descartada][azar.segun_peso(&[50, 45, 5])],
    };
    let verificada = terminada.filter(|_| estado == Verificada);
    let dice = json!({ "codigo": obra.codigo("MEJ"), "nombre": "Menos pasos y menos espera", "estado": estado.codigo(),
        "origen_id": la_pidio.then_some(hecha.id), "entrega_id": (!la_pidio).then_some(hecha.id), "horas_liberadas": horas(azar),
        "verificada_el": verificada.map(dia_en_el_peru), "vinculos": obra.vinculos(azar, 3) });
    obra.hacer(|r| &mut r.mejoras, visible(estado), dice)
}

/// The plan of some releases, and the report of some that were closed.
fn guardar(obra: &mut Obra<'_>, azar: &mut Azar, hecha: &Hecha) -> Hecho<()> {
    if hecha.camino.estado != Borrador && azar.de_mil(400) {
        guardado(obra, ClaseRegistroGuardado::Plan, "Plan de entrega", hecha.id, None)?;
    }
    if let Some(cuando) = hecha.camino.cuando(Cerrada).filter(|_| azar.de_mil(500)) {
        let dia = dia_en_el_peru(cuando);
        guardado(obra, ClaseRegistroGuardado::Informe, "Informe post-implementación", hecha.id, Some(&dia))?;
    }
    Ok(())
}

fn guardado(
    obra: &mut Obra<'_>,
    clase: ClaseRegistroGuardado,
    nombre: &str,
    entrega: i64,
    desde: Option<&str>,
) -> Hecho {
    let meses = desde.map(|_| MESES_DE_INFORME);
    let dice = json!({ "codigo": obra.codigo("RG"), "nombre": nombre, "clase": clase.codigo(), "entrega_id": entrega,
        "ubicacion": "Archivo digital de entregas", "responsable": "Gerente de Entrega y Despliegue",
        "controles": ["Solo el responsable escribe", "Copia diaria"], "retencion_meses": meses, "desde": desde,
        "vence_el": vence_el(desde, meses) });
    obra.hacer(|r| &mut r.guardados, Visibilidad::Publico, dice)
}

/// A document with its editions: the last one holds, or is being written.
fn documento(obra: &mut Obra<'_>, azar: &mut Azar, nombre: &str) -> Hecho<()> {
    let codigo = obra.codigo("DOC");
    let confidencialidad = [Confidencialidad::Publico, Confidencialidad::Interno][azar.menor_que(2)];
    let ediciones = azar.entre(&(1..=3));
    let se_escribe = ediciones > 1 && azar.de_mil(200);
    let vinculos = obra.vinculos(azar, 2);
    for edicion in 1..=ediciones {
        let estado = match ediciones - edicion {
            0 if se_escribe => EstadoDocumento::Borrador,
            0 => EstadoDocumento::Aprobado,
            1 if se_escribe => EstadoDocumento::Aprobado,
            _ => EstadoDocumento::Obsoleto,
        };
        let fecha = hace(350 * (ediciones - edicion) + azar.entre(&(1..=340)));
        let aprobado = (estado != EstadoDocumento::Borrador).then(|| despues(fecha, 1).to_string());
        let dice = json!({ "codigo": codigo, "edicion": edicion, "nombre": nombre, "estado": estado.codigo(), "fecha": fecha,
            "autor": "Gerente de Entrega y Despliegue", "aprobador": "Autoridad de Cambio", "confidencialidad": confidencialidad.codigo(),
            "cambio": (edicion > 1).then_some("Se ajusta a lo aprendido en el año."), "ubicacion": "Archivo digital de documentos",
            "revisar_hasta": aprobado.as_deref().and_then(revisar_hasta), "aprobado_el": aprobado,
            "vinculos": Value::clone(&vinculos) });
        obra.hacer(|r| &mut r.documentos, visibilidad(estado, confidencialidad), dice)?;
    }
    Ok(())
}
