//! When records of the quality of services may change: each depends on the stage of its evaluation.

use quipu_entities::{brecha_calidad, evaluacion, informe_calidad, medicion_conductor, mejora, servicio_priorizado};

use crate::domain::calidad::etapa::{Parte, TipoInforme};
use crate::domain::calidad::plazo::accion_firme;
use crate::domain::entrega::estado::EstadoMejora;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::store::StoreError;
use crate::store::calidad::etapa;
use crate::store::escritura::Escritura;

fn cerrado(mensaje: impl Into<String>) -> StoreError {
    StoreError::RegistroCerrado(mensaje.into())
}

/// A prioritised service that is in use.
pub async fn servicio_en_uso(escritura: &Escritura, id: i64) -> Result<servicio_priorizado::Model, StoreError> {
    let servicio = escritura.leer::<servicio_priorizado::Entity>(id).await?;
    if servicio.archivado_en.is_some() {
        return Err(cerrado("El bien o servicio priorizado está archivado."));
    }
    Ok(servicio)
}

/// The evaluation, when that part of it may be written in the stage it is in.
pub async fn evaluacion_en(escritura: &Escritura, id: i64, parte: Parte) -> Result<evaluacion::Model, StoreError> {
    let evaluacion = escritura.leer::<evaluacion::Entity>(id).await?;
    if evaluacion.archivado_en.is_some() {
        return Err(cerrado("La evaluación está archivada."));
    }
    exigir_etapa(&evaluacion, parte)?;
    Ok(evaluacion)
}

fn exigir_etapa(evaluacion: &evaluacion::Model, parte: Parte) -> Result<(), StoreError> {
    let (esta, admitidas) = (etapa(evaluacion), parte.etapas());
    if admitidas.contains(&esta) {
        return Ok(());
    }
    let nombres: Vec<&str> = admitidas.iter().map(|etapa| etapa.nombre()).collect();
    let (esta, nombres) = (esta.nombre(), nombres.join(", "));
    Err(cerrado(format!("La evaluación está en {esta}, y esto se escribe en {nombres}.")))
}

/// What belongs to an evaluation counts until it is given up or archived.
fn cuenta(evaluacion: &evaluacion::Model) -> bool {
    evaluacion.archivado_en.is_none() && etapa(evaluacion).cuenta()
}

/// An evaluation changes until it ends.
pub fn exigir_sin_terminar(evaluacion: &evaluacion::Model) -> Result<(), StoreError> {
    if etapa(evaluacion).es_final() { Err(cerrado("La evaluación terminó y no cambia.")) } else { Ok(()) }
}

/// A report changes until it is approved, in the stage in which it is written.
pub async fn exigir_abierto(escritura: &Escritura, informe: &informe_calidad::Model) -> Result<(), StoreError> {
    if informe.aprobado_el.is_some() {
        return Err(cerrado("El informe está aprobado y no cambia."));
    }
    let tipo = TipoInforme::de_codigo(informe.tipo).unwrap_or(TipoInforme::Evaluacion);
    evaluacion_en(escritura, informe.evaluacion_id, tipo.parte()).await.map(|_| ())
}

/// Who sees a measurement: who sees the evaluation that made it, which must be of the same service; otherwise everyone.
pub async fn de_la_evaluacion(
    escritura: &Escritura,
    v: &mut Validacion,
    servicio: &servicio_priorizado::Model,
    evaluacion: Option<i64>,
) -> Result<i16, StoreError> {
    let Some(id) = evaluacion else { return Ok(Visibilidad::Publico.codigo()) };
    let evaluacion = match escritura.buscar::<evaluacion::Entity>(id).await? {
        Some(evaluacion) if evaluacion.servicio_priorizado_id == servicio.id => evaluacion,
        _ => {
            v.falta("evaluacion", "REFERENCIA_DESCONOCIDA", "No es una evaluación de ese bien o servicio.");
            return Ok(Visibilidad::Borrador.codigo());
        }
    };
    evaluacion_en(escritura, evaluacion.id, Parte::Medicion).await?;
    Ok(evaluacion.visibilidad)
}

/// A measurement that an evaluation made changes until the evaluation ends.
pub async fn exigir_medicion_abierta(
    escritura: &Escritura,
    medicion: &medicion_conductor::Model,
) -> Result<(), StoreError> {
    match medicion.evaluacion_id {
        Some(id) => evaluacion_en(escritura, id, Parte::Medicion).await.map(|_| ()),
        None => Ok(()),
    }
}

/// A measurement is archived while it changes, and when its evaluation no longer counts: another may then take its place.
pub async fn exigir_medicion_retirable(
    escritura: &Escritura,
    medicion: &medicion_conductor::Model,
) -> Result<(), StoreError> {
    let Some(id) = medicion.evaluacion_id else { return Ok(()) };
    let evaluacion = escritura.leer::<evaluacion::Entity>(id).await?;
    if cuenta(&evaluacion) { exigir_etapa(&evaluacion, Parte::Medicion) } else { Ok(()) }
}

/// An improvement is tied to a gap that is in use, in the stages in which improvements are planned and made; and is taken
/// from it while they are planned.
pub async fn exigir_brecha(
    escritura: &Escritura,
    v: &mut Validacion,
    antes: Option<&mejora::Model>,
    despues: &mejora::Model,
) -> Result<(), StoreError> {
    let anterior = antes.and_then(|mejora| mejora.brecha_id);
    if anterior == despues.brecha_id {
        return Ok(());
    }
    if let Some(antes) = antes {
        exigir_accion_retirable(escritura, antes).await?;
    }
    // 0 was said already not to be one.
    let Some(id) = despues.brecha_id.filter(|id| *id != 0) else { return Ok(()) };
    match escritura.buscar::<brecha_calidad::Entity>(id).await? {
        Some(brecha) if brecha.archivado_en.is_none() => {
            evaluacion_en(escritura, brecha.evaluacion_id, Parte::Accion).await?;
        }
        _ => {
            v.falta("brecha", "REFERENCIA_DESCONOCIDA", "No existe en la entidad o está archivada.");
        }
    }
    Ok(())
}

/// The evaluation in which an improvement counts: that of the gap that it closes.
async fn en_que_cuenta(escritura: &Escritura, mejora: &mejora::Model) -> Result<Option<evaluacion::Model>, StoreError> {
    let Some(id) = mejora.brecha_id else { return Ok(None) };
    let brecha = escritura.leer::<brecha_calidad::Entity>(id).await?;
    let evaluacion = escritura.leer::<evaluacion::Entity>(brecha.evaluacion_id).await?;
    Ok((brecha.archivado_en.is_none() && cuenta(&evaluacion)).then_some(evaluacion))
}

/// An improvement that closes a gap is taken from it, or archived, while improvements are planned.
pub async fn exigir_accion_retirable(escritura: &Escritura, mejora: &mejora::Model) -> Result<(), StoreError> {
    match en_que_cuenta(escritura, mejora).await? {
        Some(evaluacion) => exigir_etapa(&evaluacion, Parte::AccionRetirada),
        None => Ok(()),
    }
}

/// Once the evaluation is closed, what was counted of an improvement stays.
pub async fn exigir_accion_firme(
    escritura: &Escritura,
    antes: &mejora::Model,
    despues: &mejora::Model,
) -> Result<(), StoreError> {
    let estado = |mejora: &mejora::Model| EstadoMejora::de_codigo(mejora.estado);
    let pasa = estado(antes).zip(estado(despues)).is_some_and(|(antes, despues)| accion_firme(antes, despues));
    let contado = |m: &mejora::Model| (m.avance, m.plan_fin.clone(), m.terminada_el.clone());
    if pasa && contado(antes) == contado(despues) {
        return Ok(());
    }
    match en_que_cuenta(escritura, antes).await? {
        Some(evaluacion) if etapa(&evaluacion).es_final() => Err(cerrado(
            "La evaluación se cerró: el estado, el plazo y el avance de sus acciones de mejora no cambian.",
        )),
        _ => Ok(()),
    }
}
