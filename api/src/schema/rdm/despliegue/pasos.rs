//! The steps of a deployment.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::SubsecRound;
use quipu_entities::{despliegue, entrega};

use super::DesplieguePayload;
use crate::domain::entrega::datos::NOMBRE;
use crate::domain::entrega::despliegue as maquina;
use crate::domain::entrega::estado::EstadoDespliegue as Estado;
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::rdm::comun::revisar_autorizacion;
use crate::schema::rdm::enums::EstadoDespliegue;
use crate::schema::rdm::reglas::{en_uso, entrega_por_desplegar, entrega_por_verificar};
use crate::schema::rdm::tipos::{Autorizacion, ItemVerificado, PasoDado};
use crate::schema::registro::datos::{guardar, leer};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Instante;
use crate::store::StoreError;
use crate::store::entrega::{Expediente, por_verificar};
use crate::store::escritura::Escritura;

/// Lo que la Autoridad de Cambio dice de un despliegue.
#[derive(Debug, InputObject)]
pub struct AutorizarDespliegueInput {
    /// Identificador del despliegue.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Lo que dijo.
    pub autorizacion: Autorizacion,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lista de verificación de un despliegue. Reemplaza a la que había.
#[derive(Debug, InputObject)]
pub struct VerificarDespliegueInput {
    /// Identificador del despliegue.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Cada cosa que se verificó.
    pub verificacion: Vec<ItemVerificado>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Un paso de un despliegue.
#[derive(Debug, InputObject)]
pub struct AvanzarDespliegueInput {
    /// Identificador del despliegue.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Estado al que pasa.
    pub hasta: EstadoDespliegue,
    /// Por qué; fallido, revertido y cancelado lo piden.
    pub motivo: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// The steps of deployments.
#[derive(Default)]
pub struct PasoDespliegueMutation;

#[Object]
impl PasoDespliegueMutation {
    /// Registra lo que la Autoridad de Cambio dice de un despliegue planificado. Si después cambia, hay que decirlo otra vez.
    async fn autorizar_despliegue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que dijo.")] input: AutorizarDespliegueInput,
    ) -> Result<DesplieguePayload, ApiError> {
        let (entidad, id) = registro_editable::<despliegue::Entity>(ctx, &input.id, Tipo::Despliegue).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<despliegue::Entity>(id, input.revision).await?;
            entrega_por_desplegar(escritura, antes.entrega_id).await?;
            exigir_estado(&antes, Estado::Planificado, "La autorización se registra mientras está planificado.")?;
            revisar_autorizacion(&input.autorizacion)?;
            let fila = despliegue::Model { autorizacion: Some(guardar(&input.autorizacion)), ..antes.clone() };
            escritura.sustituir::<despliegue::Entity>("AUTORIZAR", antes, fila).await
        };
        Ok(escribir::<despliegue::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Registra la lista de verificación de un despliegue hecho, antes de que la entrega se verifique.
    async fn verificar_despliegue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La lista.")] input: VerificarDespliegueInput,
    ) -> Result<DesplieguePayload, ApiError> {
        let (entidad, id) = registro_editable::<despliegue::Entity>(ctx, &input.id, Tipo::Despliegue).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<despliegue::Entity>(id, input.revision).await?;
            exigir_estado(&antes, Estado::Desplegado, "La verificación se hace cuando está desplegado.")?;
            entrega_por_verificar(escritura, antes.entrega_id).await?;
            verificar(escritura, antes, &input.verificacion).await
        };
        Ok(escribir::<despliegue::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Da un paso de un despliegue. Si le faltan condiciones se rechaza con `PASO_NO_PERMITIDO`, y `faltan` las dice todas.
    async fn avanzar_despliegue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El paso.")] input: AvanzarDespliegueInput,
    ) -> Result<DesplieguePayload, ApiError> {
        let (entidad, id) = registro_editable::<despliegue::Entity>(ctx, &input.id, Tipo::Despliegue).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<despliegue::Entity>(id, input.revision).await?;
            avanzar(escritura, antes, Estado::from(input.hasta), input.motivo).await
        };
        Ok(escribir::<despliegue::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}

fn exigir_estado(despliegue: &despliegue::Model, admitido: Estado, mensaje: &str) -> Result<(), StoreError> {
    if despliegue.estado == admitido.codigo() { Ok(()) } else { Err(StoreError::RegistroCerrado(mensaje.to_owned())) }
}

/// Writes the checklist; the deployment is verified when everything that the policy asks for is fulfilled.
pub(crate) async fn verificar(
    escritura: &mut Escritura,
    antes: despliegue::Model,
    lista: &[ItemVerificado],
) -> Result<despliegue::Model, StoreError> {
    let entrega = escritura.leer::<entrega::Entity>(antes.entrega_id).await?;
    let pedidos = por_verificar(Expediente::leer(escritura, &entrega).await?.politica.as_ref());
    let mut v = Validacion::default();
    for (i, item) in lista.iter().enumerate() {
        let campo = format!("verificacion.{i}.codigo");
        v.exigir(pedidos.contains(&item.codigo), &campo, "DESCONOCIDO", "La política no pide verificar eso.");
        let repetido = lista[..i].iter().any(|otro| otro.codigo == item.codigo);
        v.exigir(!repetido, &campo, "REPETIDO", "La lista ya tiene ese código.");
        v.opcional(&format!("verificacion.{i}.nota"), item.nota.as_deref(), NOMBRE);
    }
    v.terminar()?;
    let completa = pedidos.iter().all(|codigo| lista.iter().any(|item| item.cumple && item.codigo == *codigo));
    let fila = despliegue::Model {
        verificacion: guardar(&lista),
        verificado_s: completa.then(|| escritura.ahora().timestamp()),
        ..antes.clone()
    };
    escritura.sustituir::<despliegue::Entity>("VERIFICAR", antes, fila).await
}

/// Takes a step.
pub(crate) async fn avanzar(
    escritura: &mut Escritura,
    antes: despliegue::Model,
    hasta: Estado,
    motivo: Option<String>,
) -> Result<despliegue::Model, StoreError> {
    let entrega = en_uso(escritura, antes.entrega_id).await?;
    let expediente = Expediente::leer(escritura, &entrega).await?;
    let hechos = expediente.hechos_del_despliegue(&entrega, &antes, &escritura.hoy(), motivo.as_deref());
    maquina::avanzar(hasta, &hechos)?;
    let mut fila = antes.clone();
    let mut pasos: Vec<PasoDado> = leer(&antes.pasos).unwrap_or_default();
    pasos.push(PasoDado {
        desde: hechos.estado.nombre().to_owned(),
        hasta: hasta.nombre().to_owned(),
        momento: Instante(escritura.ahora().trunc_subsecs(0)),
        sujeto: escritura.sujeto().to_owned(),
        motivo,
        omite: Vec::new(),
    });
    fila.pasos = guardar(&pasos);
    fila.estado = hasta.codigo();
    let ahora = Some(escritura.ahora().timestamp());
    match hasta {
        Estado::EnCurso => fila.inicio_s = ahora,
        Estado::Desplegado | Estado::Fallido => fila.fin_s = ahora,
        _ => {}
    }
    escritura.sustituir::<despliegue::Entity>(hasta.nombre(), antes, fila).await
}
