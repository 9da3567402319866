//! The steps of an evaluation.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::SubsecRound;
use quipu_entities::{
    brecha_calidad, calificacion, evaluacion, informe_calidad, leccion_aprendida, medicion_conductor, miembro_equipo,
};

use super::EvaluacionPayload;
use crate::domain::calidad::etapa::Etapa;
use crate::domain::calidad::maquina;
use crate::domain::entrega::datos::TEXTO;
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::calidad::enums::EtapaEvaluacion;
use crate::schema::calidad::tipos::PasoDeEvaluacion;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::registro::datos::{guardar, leer};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Instante;
use crate::store::StoreError;
use crate::store::calidad::{Expediente, etapa};
use crate::store::escritura::Escritura;

/// Un paso de una evaluación.
#[derive(Debug, InputObject)]
pub struct AvanzarEvaluacionInput {
    /// Identificador de la evaluación.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Etapa a la que pasa.
    pub hasta: EtapaEvaluacion,
    /// Por qué; cancelar lo pide.
    pub motivo: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// The steps of evaluations.
#[derive(Default)]
pub struct PasoEvaluacionMutation;

#[Object]
impl PasoEvaluacionMutation {
    /// Cierra la etapa en que está una evaluación y comienza la siguiente. Si le faltan condiciones se rechaza con
    /// `PASO_NO_PERMITIDO`, y `faltan` las dice todas.
    async fn avanzar_evaluacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El paso.")] input: AvanzarEvaluacionInput,
    ) -> Result<EvaluacionPayload, ApiError> {
        let (entidad, id) = registro_editable::<evaluacion::Entity>(ctx, &input.id, Tipo::Evaluacion).await?;
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<evaluacion::Entity>(id, input.revision).await?;
            let mut v = Validacion::default();
            v.opcional("motivo", input.motivo.as_deref(), TEXTO);
            v.terminar()?;
            let expediente = Expediente::leer(escritura, &antes).await?;
            let hechos = expediente.hechos(&antes, listas, input.motivo.is_some());
            avanzar(escritura, antes, input.hasta.into(), &hechos, input.motivo).await
        };
        Ok(escribir::<evaluacion::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}

async fn avanzar(
    escritura: &mut Escritura,
    antes: evaluacion::Model,
    hasta: Etapa,
    hechos: &maquina::Hechos,
    motivo: Option<String>,
) -> Result<evaluacion::Model, StoreError> {
    let desde = etapa(&antes);
    maquina::avanzar(desde, hasta, hechos)?;
    let mut pasos: Vec<PasoDeEvaluacion> = leer(&antes.pasos).unwrap_or_default();
    pasos.push(PasoDeEvaluacion {
        desde: desde.nombre().to_owned(),
        hasta: hasta.nombre().to_owned(),
        momento: Instante(escritura.ahora().trunc_subsecs(0)),
        sujeto: escritura.sujeto().to_owned(),
        motivo,
    });
    let visibilidad = hasta.visibilidad();
    let fila = evaluacion::Model {
        etapa: hasta.codigo(),
        visibilidad: visibilidad.codigo(),
        pasos: guardar(&pasos),
        ..antes.clone()
    };
    let fila = escritura.sustituir::<evaluacion::Entity>(hasta.nombre(), antes, fila).await?;
    // What belongs to an evaluation is seen by whom sees it.
    escritura.mostrar_con::<miembro_equipo::Entity>("evaluacion_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<calificacion::Entity>("evaluacion_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<brecha_calidad::Entity>("evaluacion_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<medicion_conductor::Entity>("evaluacion_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<informe_calidad::Entity>("evaluacion_id", fila.id, visibilidad).await?;
    escritura.mostrar_con::<leccion_aprendida::Entity>("evaluacion_id", fila.id, visibilidad).await?;
    Ok(fila)
}
