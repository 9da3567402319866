//! Writing `Evaluacion`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{evaluacion, servicio_priorizado};

use crate::domain::calidad::catalogo::Listas;
use crate::domain::calidad::datos::escala_conocida;
use crate::domain::calidad::etapa::Etapa;
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::calidad::reglas::{exigir_sin_terminar, servicio_en_uso};
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Evaluación que se abre.
#[derive(Debug, InputObject)]
pub struct CrearEvaluacionInput {
    /// Bien o servicio que se evalúa.
    pub servicio_priorizado: ID,
    /// Código, único entre las evaluaciones de la entidad.
    pub codigo: String,
    /// Primer día del período que se evalúa.
    pub desde: Fecha,
    /// Último día del período que se evalúa.
    pub hasta: Fecha,
    /// Escala en que se califican todos sus componentes. Código del catálogo. No cambia.
    pub escala: String,
    /// Día hasta el que debe terminar la etapa de condiciones previas.
    pub plazo_condiciones: Option<Fecha>,
    /// Día hasta el que debe terminar la etapa de planificación.
    pub plazo_planificacion: Option<Fecha>,
    /// Día hasta el que debe terminar la etapa de ejecución.
    pub plazo_ejecucion: Option<Fecha>,
    /// Día hasta el que debe terminar la etapa de seguimiento.
    pub plazo_seguimiento: Option<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una evaluación. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarEvaluacionInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre las evaluaciones de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Primer día del período que se evalúa.
    pub desde: MaybeUndefined<Fecha>,
    /// Último día del período que se evalúa.
    pub hasta: MaybeUndefined<Fecha>,
    /// Día hasta el que debe terminar la etapa de condiciones previas.
    pub plazo_condiciones: MaybeUndefined<Fecha>,
    /// Día hasta el que debe terminar la etapa de planificación.
    pub plazo_planificacion: MaybeUndefined<Fecha>,
    /// Día hasta el que debe terminar la etapa de ejecución.
    pub plazo_ejecucion: MaybeUndefined<Fecha>,
    /// Día hasta el que debe terminar la etapa de seguimiento.
    pub plazo_seguimiento: MaybeUndefined<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct EvaluacionPayload {
    /// La evaluación.
    pub evaluacion: Evaluacion,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<evaluacion::Model>> for EvaluacionPayload {
    fn from(escrita: Escrita<evaluacion::Model>) -> Self {
        Self { evaluacion: Evaluacion(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    fila: &evaluacion::Model,
    listas: &Listas,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.en_orden("hasta", Some(&fila.desde), Some(&fila.hasta));
    escala_conocida(&mut v, "escala", listas.escala(&fila.escala));
    let plazos = [
        ("plazoCondiciones", fila.plazo_condiciones.as_deref()),
        ("plazoPlanificacion", fila.plazo_planificacion.as_deref()),
        ("plazoEjecucion", fila.plazo_ejecucion.as_deref()),
        ("plazoSeguimiento", fila.plazo_seguimiento.as_deref()),
    ];
    let mut anterior = None;
    for (campo, plazo) in plazos {
        v.en_orden(campo, anterior, plazo);
        anterior = plazo.or(anterior);
    }
    if escritura.hay_otro::<evaluacion::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene una evaluación con ese código.");
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct EvaluacionMutation;

#[Object]
impl EvaluacionMutation {
    /// Abre una evaluación, en la etapa de condiciones previas.
    async fn crear_evaluacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearEvaluacionInput,
    ) -> Result<EvaluacionPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<servicio_priorizado::Entity>(ctx, &input.servicio_priorizado, Tipo::ServicioPriorizado)
                .await?;
        let v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let padre = servicio_en_uso(escritura, padre).await?;
            let fila = evaluacion::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Etapa::CondicionesPrevias.visibilidad().codigo(),
                servicio_priorizado_id: padre.id,
                codigo: input.codigo,
                desde: input.desde.into(),
                hasta: input.hasta.into(),
                escala: input.escala,
                plazo_condiciones: input.plazo_condiciones.map(String::from),
                plazo_planificacion: input.plazo_planificacion.map(String::from),
                plazo_ejecucion: input.plazo_ejecucion.map(String::from),
                plazo_seguimiento: input.plazo_seguimiento.map(String::from),
                etapa: Etapa::CondicionesPrevias.codigo(),
                pasos: serde_json::json!([]),
            };
            revisar(escritura, v, &fila, listas).await?;
            escritura.crear::<evaluacion::Entity>(fila).await
        };
        Ok(escribir::<evaluacion::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia el período o los plazos de una evaluación que no terminó.
    async fn cambiar_evaluacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarEvaluacionInput,
    ) -> Result<EvaluacionPayload, ApiError> {
        let (entidad, id) = registro_editable::<evaluacion::Entity>(ctx, &input.id, Tipo::Evaluacion).await?;
        let mut v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<evaluacion::Entity>(id, input.revision).await?;
            exigir_sin_terminar(&antes)?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "desde", &mut fila.desde, input.desde.map_value(String::from));
            poner(&mut v, "hasta", &mut fila.hasta, input.hasta.map_value(String::from));
            poner_o_quitar(&mut fila.plazo_condiciones, input.plazo_condiciones.map_value(String::from));
            poner_o_quitar(&mut fila.plazo_planificacion, input.plazo_planificacion.map_value(String::from));
            poner_o_quitar(&mut fila.plazo_ejecucion, input.plazo_ejecucion.map_value(String::from));
            poner_o_quitar(&mut fila.plazo_seguimiento, input.plazo_seguimiento.map_value(String::from));
            revisar(escritura, v, &fila, listas).await?;
            escritura.cambiar::<evaluacion::Entity>(antes, fila).await
        };
        Ok(escribir::<evaluacion::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una evaluación: lo que cuelga de ella sale de las sumas.
    async fn archivar_evaluacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<EvaluacionPayload, ApiError> {
        Ok(archivar::<evaluacion::Entity>(ctx, input, Tipo::Evaluacion).await?.into())
    }
}
