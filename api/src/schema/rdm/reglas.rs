//! When records of release and deployment may change: each depends on the state of the one it belongs to.

use quipu_entities::{despliegue, entrega, mejora, paquete};

use crate::domain::entrega::estado::{EstadoDespliegue, EstadoEntrega, EstadoMejora};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::store::StoreError;
use crate::store::entrega::{es_emergencia, estado};
use crate::store::escritura::Escritura;

fn cerrado(mensaje: &str) -> StoreError {
    StoreError::RegistroCerrado(mensaje.to_owned())
}

/// The plan of a release changes while it is a draft; that of an emergency, which may have gone past planning, until it ends.
pub fn exigir_plan_abierto(entrega: &entrega::Model) -> Result<(), StoreError> {
    let estado = estado(entrega);
    let abierto = estado == EstadoEntrega::Borrador || (es_emergencia(entrega) && !estado.es_final());
    if abierto { Ok(()) } else { Err(cerrado("El plan de una entrega cambia mientras es borrador.")) }
}

async fn en_uso(escritura: &Escritura, id: i64) -> Result<entrega::Model, StoreError> {
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

/// The deployment, when its baselines may still be written: until its release is verified, or, of an emergency, ends.
pub async fn despliegue_abierto(escritura: &Escritura, id: i64) -> Result<despliegue::Model, StoreError> {
    let despliegue = escritura.leer::<despliegue::Entity>(id).await?;
    let entrega = en_uso(escritura, despliegue.entrega_id).await?;
    let estado = estado(&entrega);
    let abierta = estado < EstadoEntrega::Verificada || (es_emergencia(&entrega) && !estado.es_final());
    if abierta && despliegue.archivado_en.is_none() {
        return Ok(despliegue);
    }
    Err(cerrado("Las líneas base se escriben antes de que la entrega se verifique."))
}

/// A package that became a baseline stays as it was delivered.
pub fn exigir_que_no_sea_linea_base(paquete: &paquete::Model) -> Result<(), StoreError> {
    if paquete.linea_base { Err(cerrado("El paquete es línea base y no cambia: haga otro.")) } else { Ok(()) }
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
