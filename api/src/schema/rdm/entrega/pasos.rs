//! The steps of a release.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, SubsecRound, Utc};
use quipu_entities::{despliegue, entrega, linea_base, paquete, prueba};

use super::EntregaPayload;
use crate::domain::entrega::estado::EstadoEntrega as Estado;
use crate::domain::entrega::maquina::{self, Paso};
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::rdm::comun::revisar_autorizacion;
use crate::schema::rdm::enums::EstadoEntrega;
use crate::schema::rdm::tipos::{Autorizacion, PasoDado, RevisionCierre};
use crate::schema::registro::datos::{guardar, leer};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Instante;
use crate::store::StoreError;
use crate::store::entrega::{Expediente, es_emergencia, estado};
use crate::store::escritura::Escritura;

/// Lo que la Autoridad de Cambio dice de una entrega.
#[derive(Debug, InputObject)]
pub struct AutorizarEntregaInput {
    /// Identificador de la entrega.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Lo que dijo.
    pub autorizacion: Autorizacion,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que dice la revisión de una entrega. Reemplaza a lo que decía antes.
#[derive(Debug, InputObject)]
pub struct RevisarEntregaInput {
    /// Identificador de la entrega.
    pub id: ID,
    /// Revisión (del registro) que se leyó.
    pub revision: i32,
    /// La revisión posterior al despliegue.
    pub revision_cierre: RevisionCierre,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Un paso de una entrega.
#[derive(Debug, InputObject)]
pub struct AvanzarEntregaInput {
    /// Identificador de la entrega.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Estado al que pasa.
    pub hasta: EstadoEntrega,
    /// Por qué; las salidas (rechazada, cancelada, revertida) lo piden.
    pub motivo: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// The steps of releases.
#[derive(Default)]
pub struct PasoEntregaMutation;

#[Object]
impl PasoEntregaMutation {
    /// Registra lo que la Autoridad de Cambio dice de una entrega, antes de que se autorice. Si después cambia su plan, hay que
    /// decirlo otra vez.
    async fn autorizar_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que dijo.")] input: AutorizarEntregaInput,
    ) -> Result<EntregaPayload, ApiError> {
        let (entidad, id) = registro_editable::<entrega::Entity>(ctx, &input.id, Tipo::Entrega).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<entrega::Entity>(id, input.revision).await?;
            let mensaje = "La autorización se registra en borrador o planificada, antes de que la entrega se autorice.";
            exigir_estado(&antes, &[Estado::Borrador, Estado::Planificada], mensaje)?;
            revisar_autorizacion(&input.autorizacion)?;
            let fila = entrega::Model { autorizacion: Some(guardar(&input.autorizacion)), ..antes.clone() };
            escritura.sustituir::<entrega::Entity>("AUTORIZAR", antes, fila).await
        };
        Ok(escribir::<entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Escribe la revisión posterior al despliegue, entera o por partes; el cierre pide que esté entera.
    async fn revisar_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La revisión.")] input: RevisarEntregaInput,
    ) -> Result<EntregaPayload, ApiError> {
        let (entidad, id) = registro_editable::<entrega::Entity>(ctx, &input.id, Tipo::Entrega).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<entrega::Entity>(id, input.revision).await?;
            let mensaje = "La revisión se escribe desde que la entrega está desplegada hasta que se cierra.";
            exigir_estado(&antes, &[Estado::Desplegada, Estado::Verificada, Estado::EnRevision], mensaje)?;
            revisar_revision(&input.revision_cierre)?;
            let fila = entrega::Model { revision_cierre: Some(guardar(&input.revision_cierre)), ..antes.clone() };
            escritura.sustituir::<entrega::Entity>("REVISAR", antes, fila).await
        };
        Ok(escribir::<entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Da un paso de una entrega. Si le faltan condiciones se rechaza con `PASO_NO_PERMITIDO`, y `faltan` las dice todas.
    async fn avanzar_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El paso.")] input: AvanzarEntregaInput,
    ) -> Result<EntregaPayload, ApiError> {
        let (entidad, id) = registro_editable::<entrega::Entity>(ctx, &input.id, Tipo::Entrega).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<entrega::Entity>(id, input.revision).await?;
            avanzar(escritura, antes, Estado::from(input.hasta), input.motivo).await
        };
        Ok(escribir::<entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}

fn exigir_estado(entrega: &entrega::Model, admitidos: &[Estado], mensaje: &str) -> Result<(), StoreError> {
    // An emergency may go past the states in which this is usually done.
    let admite = admitidos.contains(&estado(entrega)) || (es_emergencia(entrega) && !estado(entrega).es_final());
    if admite { Ok(()) } else { Err(StoreError::RegistroCerrado(mensaje.to_owned())) }
}

fn revisar_revision(revision: &RevisionCierre) -> Result<(), StoreError> {
    let mut v = Validacion::default();
    let textos = [
        ("experiencia", &revision.experiencia),
        ("desempeno", &revision.desempeno),
        ("informe", &revision.informe),
        ("regularizacion", &revision.regularizacion),
    ];
    for (campo, texto) in textos {
        v.opcional(&format!("revisionCierre.{campo}"), texto.as_deref(), crate::domain::entrega::datos::TEXTO);
    }
    let listas = [("problemasAbiertos", &revision.problemas_abiertos), ("oportunidades", &revision.oportunidades)];
    for (campo, lista) in listas {
        crate::domain::entrega::datos::textos(&mut v, &format!("revisionCierre.{campo}"), &guardar(lista));
    }
    Ok(v.terminar()?)
}

/// Takes a step, with all that it leads to.
pub(crate) async fn avanzar(
    escritura: &mut Escritura,
    antes: entrega::Model,
    hasta: Estado,
    motivo: Option<String>,
) -> Result<entrega::Model, StoreError> {
    let expediente = Expediente::leer(escritura, &antes).await?;
    let hechos = expediente.hechos(&antes, &escritura.hoy(), motivo.as_deref());
    let desde = estado(&antes);
    let paso = maquina::avanzar(desde, hasta, &hechos)?;
    let mut fila = antes.clone();
    fila.estado = hasta.codigo();
    fila.visibilidad = hasta.visibilidad().codigo();
    fila.politica_id = expediente.politica.as_ref().map(|politica| politica.id);
    fila.pasos = con_paso(&antes, &paso, escritura.sujeto(), escritura.ahora(), motivo);
    marcar(&mut fila, hasta, escritura.ahora(), &escritura.hoy());
    let fila = escritura.sustituir::<entrega::Entity>(hasta.nombre(), antes, fila).await?;
    mostrar(escritura, &fila, expediente.paquete, hasta).await?;
    Ok(fila)
}

fn con_paso(
    antes: &entrega::Model,
    paso: &Paso,
    sujeto: &str,
    ahora: DateTime<Utc>,
    motivo: Option<String>,
) -> serde_json::Value {
    let mut pasos: Vec<PasoDado> = leer(&antes.pasos).unwrap_or_default();
    pasos.push(PasoDado {
        desde: estado(antes).nombre().to_owned(),
        hasta: paso.hasta.nombre().to_owned(),
        momento: Instante(ahora.trunc_subsecs(0)),
        sujeto: sujeto.to_owned(),
        motivo,
        omite: paso.omite.iter().map(|estado| EstadoEntrega::from(*estado)).collect(),
    });
    guardar(&pasos)
}

/// Keeps what the figures ask of a release beside it.
fn marcar(fila: &mut entrega::Model, hasta: Estado, ahora: DateTime<Utc>, hoy: &str) {
    let ahora = Some(ahora.timestamp());
    match hasta {
        Estado::Planificada => fila.planificada_s = ahora,
        Estado::Autorizada => fila.planificada_s = fila.planificada_s.or(ahora),
        Estado::Desplegada => {
            fila.desplegada_s = ahora;
            fila.a_tiempo = fila.plan_fin.as_deref().map(|fin| hoy <= fin);
        }
        Estado::Cerrada => {
            let revision: Option<RevisionCierre> = fila.revision_cierre.as_ref().and_then(leer);
            fila.exitosa = Some(revision.and_then(|revision| revision.exitosa).unwrap_or(true));
            fila.cerrada_s = ahora;
        }
        Estado::Rechazada | Estado::Cancelada | Estado::Revertida => fila.cerrada_s = ahora,
        _ => {}
    }
}

/// What belongs to a release is seen by whom sees it; a package that was closed with success is a baseline.
async fn mostrar(
    escritura: &mut Escritura,
    fila: &entrega::Model,
    paquete: Option<paquete::Model>,
    hasta: Estado,
) -> Result<(), StoreError> {
    let visibilidad = hasta.visibilidad();
    escritura.mostrar_con::<prueba::Entity>("entrega_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<despliegue::Entity>("entrega_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<linea_base::Entity>("entrega_id", fila.id, visibilidad).await?;
    let Some(antes) = paquete else { return Ok(()) };
    let mut despues = antes.clone();
    despues.visibilidad = antes.visibilidad.max(visibilidad.codigo());
    despues.linea_base |= fila.exitosa == Some(true);
    escritura.sustituir::<paquete::Entity>("ENTREGAR", antes, despues).await?;
    Ok(())
}
