//! When records of release and deployment may change: each depends on the state of the one it belongs to.

use quipu_entities::{despliegue, entrega, mejora, paquete};

use crate::domain::entrega::estado::{EstadoDespliegue, EstadoEntrega, EstadoMejora, MomentoLineaBase};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::store::StoreError;
use crate::store::entrega::{es_emergencia, estado, omitidos};
use crate::store::escritura::Escritura;

fn cerrado(mensaje: &str) -> StoreError {
    StoreError::RegistroCerrado(mensaje.to_owned())
}

/// A release is taken out of use while it is a draft: from then on it takes a way out, and counts.
pub fn exigir_borrador(entrega: &entrega::Model) -> Result<(), StoreError> {
    if estado(entrega) == EstadoEntrega::Borrador {
        return Ok(());
    }
    Err(cerrado("Una entrega se archiva mientras es borrador; después se rechaza, se cancela o se revierte."))
}

/// The plan of a release changes while it is open; past the draft its type stays, and its package from its tests on.
pub fn exigir_plan_abierto(antes: &entrega::Model, despues: &entrega::Model) -> Result<(), StoreError> {
    let estado = estado(antes);
    if !estado.abre_el_plan(es_emergencia(antes)) {
        return Err(cerrado("El plan de una entrega cambia mientras es borrador."));
    }
    if antes.tipo != despues.tipo && estado != EstadoEntrega::Borrador {
        return Err(cerrado("El tipo de una entrega cambia mientras es borrador."));
    }
    if antes.paquete_id != despues.paquete_id && estado.fija_el_paquete() {
        return Err(cerrado("El paquete de una entrega no cambia desde que se prueba."));
    }
    Ok(())
}

/// What the change authority said was said of the plan as it was: another plan asks for another word.
pub fn borrar_autorizacion(antes: &entrega::Model, despues: &mut entrega::Model) {
    let plan = |e: &entrega::Model| {
        let cuando = (e.plan_inicio.clone(), e.plan_fin.clone());
        let que = (e.tipo, e.paquete_id, e.contenido.clone(), e.criterios.clone(), e.justificacion_emergencia.clone());
        let de_donde = (e.sdp.clone(), e.rfc.clone(), e.errores_conocidos.clone(), e.problemas.clone());
        (cuando, que, de_donde)
    };
    if estado(antes).espera_autorizacion() && plan(antes) != plan(despues) {
        despues.autorizacion = None;
    }
}

/// A release that is in use.
pub async fn en_uso(escritura: &Escritura, id: i64) -> Result<entrega::Model, StoreError> {
    let entrega = escritura.leer::<entrega::Entity>(id).await?;
    if entrega.archivado_en.is_some() { Err(cerrado("La entrega está archivada.")) } else { Ok(entrega) }
}

/// The release, when its tests may still be written: before it is accepted, or, an emergency, before it ends.
pub async fn entrega_en_pruebas(escritura: &Escritura, id: i64) -> Result<entrega::Model, StoreError> {
    let entrega = en_uso(escritura, id).await?;
    let estado = estado(&entrega);
    let abierta = estado <= EstadoEntrega::EnPrueba || (es_emergencia(&entrega) && !estado.es_final());
    if abierta { Ok(entrega) } else { Err(cerrado("Las pruebas se escriben antes de que la entrega se acepte.")) }
}

/// The release, when deployments of it may still be planned.
pub async fn entrega_por_desplegar(escritura: &Escritura, id: i64) -> Result<entrega::Model, StoreError> {
    let entrega = en_uso(escritura, id).await?;
    if estado(&entrega) <= EstadoEntrega::EnDespliegue {
        return Ok(entrega);
    }
    Err(cerrado("Los despliegues se planifican antes de que la entrega esté desplegada."))
}

/// A deployment changes while it is planned.
pub async fn exigir_planificado(escritura: &Escritura, despliegue: &despliegue::Model) -> Result<(), StoreError> {
    entrega_por_desplegar(escritura, despliegue.entrega_id).await?;
    if despliegue.estado == EstadoDespliegue::Planificado.codigo() {
        return Ok(());
    }
    Err(cerrado("Un despliegue cambia mientras está planificado."))
}

/// The release, when what verifies its deployments may still be written.
pub async fn entrega_por_verificar(escritura: &Escritura, id: i64) -> Result<entrega::Model, StoreError> {
    let entrega = en_uso(escritura, id).await?;
    if estado(&entrega).abre_la_verificacion(&omitidos(&entrega.pasos)) {
        return Ok(entrega);
    }
    Err(cerrado("Las líneas base y la verificación se escriben antes de que la entrega se verifique."))
}

/// The deployment, when its baseline of that moment may be written.
pub async fn despliegue_abierto(
    escritura: &Escritura,
    id: i64,
    momento: MomentoLineaBase,
) -> Result<despliegue::Model, StoreError> {
    let despliegue = escritura.leer::<despliegue::Entity>(id).await?;
    entrega_por_verificar(escritura, despliegue.entrega_id).await?;
    if despliegue.archivado_en.is_some() {
        return Err(cerrado("El despliegue está archivado."));
    }
    if EstadoDespliegue::de_codigo(despliegue.estado).is_some_and(|estado| momento.se_toma(estado)) {
        return Ok(despliegue);
    }
    Err(cerrado(match momento {
        MomentoLineaBase::Antes => "La línea base anterior se escribe antes de que el despliegue comience.",
        MomentoLineaBase::Despues => "La línea base posterior se escribe cuando el despliegue está hecho.",
    }))
}

/// The releases in use that hold a package and have not ended.
async fn pendientes(escritura: &Escritura, paquete: i64) -> Result<Vec<EstadoEntrega>, StoreError> {
    let entregas = escritura.con::<entrega::Entity>(&[("paquete_id", paquete.into())]).await?;
    Ok(entregas.iter().map(estado).filter(|estado| !estado.es_final()).collect())
}

/// A package changes until a release that holds it is tested, and again when that one was refused, or taken back.
pub async fn exigir_paquete_abierto(escritura: &Escritura, paquete: &paquete::Model) -> Result<(), StoreError> {
    exigir_que_no_sea_linea_base(paquete)?;
    if pendientes(escritura, paquete.id).await?.into_iter().any(EstadoEntrega::fija_el_paquete) {
        return Err(cerrado("Una entrega que ya se prueba lleva el paquete: haga otro."));
    }
    Ok(())
}

/// A package is taken out of use while no release that has not ended holds it.
pub async fn exigir_paquete_libre(escritura: &Escritura, paquete: &paquete::Model) -> Result<(), StoreError> {
    exigir_que_no_sea_linea_base(paquete)?;
    if pendientes(escritura, paquete.id).await?.is_empty() {
        return Ok(());
    }
    Err(cerrado("Una entrega que no terminó lleva el paquete."))
}

/// A package that became a baseline stays as it was delivered.
fn exigir_que_no_sea_linea_base(paquete: &paquete::Model) -> Result<(), StoreError> {
    if paquete.linea_base { Err(cerrado("El paquete es línea base y no cambia: haga otro.")) } else { Ok(()) }
}

/// Whether a release may hold a package: one of its service, made for its client or for all.
fn es_suyo(entrega: &entrega::Model, paquete: &paquete::Model) -> bool {
    paquete.servicio_id == entrega.servicio_id && paquete.cliente_id.is_none_or(|cliente| cliente == entrega.cliente_id)
}

/// A fault where a release newly holds a package of another service or client.
pub async fn exigir_paquete_suyo(
    escritura: &Escritura,
    v: &mut Validacion,
    antes: Option<&entrega::Model>,
    fila: &entrega::Model,
) -> Result<(), StoreError> {
    // What is not there was said already.
    let nuevo = fila.paquete_id.filter(|id| *id != 0 && antes.is_none_or(|a| a.paquete_id != Some(*id)));
    let Some(id) = nuevo else { return Ok(()) };
    let suyo = escritura.buscar::<paquete::Entity>(id).await?.is_none_or(|paquete| es_suyo(fila, &paquete));
    v.exigir(suyo, "paquete", "INCOHERENTE", "El paquete es de otro servicio o de otro cliente.");
    Ok(())
}

/// A fault where a package goes over to another service or client than those of a release that holds it.
pub async fn exigir_entregas_suyas(
    escritura: &Escritura,
    v: &mut Validacion,
    antes: Option<&paquete::Model>,
    fila: &paquete::Model,
) -> Result<(), StoreError> {
    let Some(antes) = antes else { return Ok(()) };
    if (antes.servicio_id, antes.cliente_id) == (fila.servicio_id, fila.cliente_id) {
        return Ok(());
    }
    let entregas = escritura.con::<entrega::Entity>(&[("paquete_id", fila.id.into())]).await?;
    let campo = if antes.servicio_id == fila.servicio_id { "cliente" } else { "servicio" };
    let suyas = entregas.iter().all(|entrega| es_suyo(entrega, fila));
    v.exigir(suyas, campo, "INCOHERENTE", "Lleva el paquete una entrega de otro servicio o de otro cliente.");
    Ok(())
}

/// Who sees an improvement in this state.
pub fn visibilidad_de(estado: EstadoMejora) -> i16 {
    let visibilidad = match estado {
        EstadoMejora::Verificada | EstadoMejora::Descartada => Visibilidad::Publico,
        _ => Visibilidad::EnCurso,
    };
    visibilidad.codigo()
}

/// A fault unless the release that delivered an improvement was itself verified.
pub async fn exigir_entrega_verificada(
    escritura: &Escritura,
    v: &mut Validacion,
    mejora: &mejora::Model,
) -> Result<(), StoreError> {
    let entrega = match mejora.entrega_id {
        Some(id) => escritura.buscar::<entrega::Entity>(id).await?,
        None => None,
    };
    let verificada = entrega.is_some_and(|entrega| {
        use EstadoEntrega::{Cerrada, EnRevision, Verificada};
        [Verificada, EnRevision, Cerrada].contains(&estado(&entrega))
    });
    v.exigir(verificada, "entrega", "ENTREGA_SIN_VERIFICAR", "Una mejora verificada la trajo una entrega verificada.");
    Ok(())
}
