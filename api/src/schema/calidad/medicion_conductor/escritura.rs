//! Writing `MedicionConductor`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{medicion_conductor, servicio_priorizado};

use crate::domain::calidad::catalogo::Listas;
use crate::domain::calidad::datos::{casos, de_lista, en_la_escala, escala_conocida, media};
use crate::domain::decimal::{MICRO, de_entero};
use crate::domain::entrega::datos;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::calidad::medicion_conductor::MedicionConductor;
use crate::schema::calidad::reglas::{
    de_la_evaluacion, exigir_medicion_abierta, exigir_medicion_retirable, servicio_en_uso,
};
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::del_registro;
use crate::schema::registro::clave;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::{Decimal, Fecha};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Medición que se registra.
#[derive(Debug, InputObject)]
pub struct CrearMedicionConductorInput {
    /// Bien o servicio que se midió.
    pub servicio_priorizado: ID,
    /// Evaluación que la hizo, si alguna. No cambia.
    pub evaluacion: Option<ID>,
    /// Conductor que se midió. Código del catálogo. No cambia.
    pub conductor: String,
    /// Canal. Código del catálogo. No cambia.
    pub canal: String,
    /// Primer día del período.
    pub desde: Fecha,
    /// Último día del período.
    pub hasta: Fecha,
    /// Cuántas personas respondieron.
    pub casos: i64,
    /// Escala de las respuestas. Código del catálogo. No cambia.
    pub escala: String,
    /// Media de las respuestas, con 6 decimales como máximo.
    pub media: Decimal,
    /// Con qué se midió: encuesta, entrevista …
    pub instrumento: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una medición. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarMedicionConductorInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Primer día del período.
    pub desde: MaybeUndefined<Fecha>,
    /// Último día del período.
    pub hasta: MaybeUndefined<Fecha>,
    /// Cuántas personas respondieron.
    pub casos: MaybeUndefined<i64>,
    /// Media de las respuestas, con 6 decimales como máximo.
    pub media: MaybeUndefined<Decimal>,
    /// Con qué se midió: encuesta, entrevista …
    pub instrumento: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct MedicionConductorPayload {
    /// La medición.
    pub medicion_conductor: MedicionConductor,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<medicion_conductor::Model>> for MedicionConductorPayload {
    fn from(escrita: Escrita<medicion_conductor::Model>) -> Self {
        Self { medicion_conductor: MedicionConductor(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    fila: &medicion_conductor::Model,
    listas: &Listas,
) -> Result<(), StoreError> {
    de_lista(&mut v, "conductor", &listas.conductores, &fila.conductor);
    de_lista(&mut v, "canal", &listas.canales, &fila.canal);
    v.en_orden("hasta", Some(&fila.desde), Some(&fila.hasta));
    casos(&mut v, "casos", fila.casos);
    escala_conocida(&mut v, "escala", listas.escala(&fila.escala));
    en_la_escala(&mut v, "media", listas.escala(&fila.escala), de_entero(fila.media, MICRO));
    v.opcional("instrumento", fila.instrumento.as_deref(), datos::NOMBRE);
    sin_superponerse(escritura, &mut v, fila).await?;
    Ok(v.terminar()?)
}

/// Nobody is counted twice: sums are over all measurements of a scale.
async fn sin_superponerse(
    escritura: &Escritura,
    v: &mut Validacion,
    fila: &medicion_conductor::Model,
) -> Result<(), StoreError> {
    let mismas = [
        ("servicio_priorizado_id", fila.servicio_priorizado_id.into()),
        ("conductor", fila.conductor.clone().into()),
        ("canal", fila.canal.clone().into()),
    ];
    let mut otras = escritura.con::<medicion_conductor::Entity>(&mismas).await?;
    otras.retain(|otra| otra.id != fila.id);
    let repetida = otras.iter().any(|otra| (&otra.desde, &otra.hasta) == (&fila.desde, &fila.hasta));
    v.exigir(!repetida, "desde", "REPETIDO", "Ese conductor ya se midió en ese canal y en ese período.");
    let a_la_vez = |otra: &&medicion_conductor::Model| {
        otra.escala == fila.escala && otra.desde <= fila.hasta && fila.desde <= otra.hasta
    };
    if let Some(otra) = otras.iter().find(a_la_vez).filter(|_| !repetida && fila.desde <= fila.hasta) {
        let id = id::escribir(Tipo::MedicionConductor, clave::<medicion_conductor::Entity>(otra));
        let mensaje = format!(
            "El período se superpone con el de otra medición de ese conductor en ese canal y esa escala: del {} al {}, id {}.",
            otra.desde, otra.hasta, *id
        );
        v.falta("desde", "SUPERPUESTO", &mensaje);
    }
    Ok(())
}

/// Mutations.
#[derive(Default)]
pub struct MedicionConductorMutation;

#[Object]
impl MedicionConductorMutation {
    /// Registra una medición de un conductor.
    async fn crear_medicion_conductor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearMedicionConductorInput,
    ) -> Result<MedicionConductorPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<servicio_priorizado::Entity>(ctx, &input.servicio_priorizado, Tipo::ServicioPriorizado)
                .await?;
        let mut v = Validacion::default();
        let evaluacion_id = input
            .evaluacion
            .as_ref()
            .map(|id| del_registro(&mut v, "evaluacion", entidad, id, Tipo::Evaluacion))
            .unwrap_or_default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let padre = servicio_en_uso(escritura, padre).await?;
            let visibilidad = de_la_evaluacion(escritura, &mut v, &padre, evaluacion_id).await?;
            let fila = medicion_conductor::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad,
                servicio_priorizado_id: padre.id,
                evaluacion_id,
                conductor: input.conductor,
                canal: input.canal,
                desde: input.desde.into(),
                hasta: input.hasta.into(),
                casos: input.casos,
                escala: input.escala,
                media: media(&mut v, "media", input.media.0),
                instrumento: input.instrumento,
            };
            revisar(escritura, v, &fila, listas).await?;
            escritura.crear::<medicion_conductor::Entity>(fila).await
        };
        Ok(escribir::<medicion_conductor::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una medición.
    async fn cambiar_medicion_conductor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarMedicionConductorInput,
    ) -> Result<MedicionConductorPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<medicion_conductor::Entity>(ctx, &input.id, Tipo::MedicionConductor).await?;
        let mut v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<medicion_conductor::Entity>(id, input.revision).await?;
            exigir_medicion_abierta(escritura, &antes).await?;
            let mut fila = antes.clone();
            poner(&mut v, "desde", &mut fila.desde, input.desde.map_value(String::from));
            poner(&mut v, "hasta", &mut fila.hasta, input.hasta.map_value(String::from));
            poner(&mut v, "casos", &mut fila.casos, input.casos);
            let valor = input.media.map_value(|x| media(&mut v, "media", x.0));
            poner(&mut v, "media", &mut fila.media, valor);
            poner_o_quitar(&mut fila.instrumento, input.instrumento);
            revisar(escritura, v, &fila, listas).await?;
            escritura.cambiar::<medicion_conductor::Entity>(antes, fila).await
        };
        Ok(escribir::<medicion_conductor::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una medición: mientras su evaluación no termine, o si se canceló o se archivó.
    async fn archivar_medicion_conductor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<MedicionConductorPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<medicion_conductor::Entity>(ctx, &input.id, Tipo::MedicionConductor).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<medicion_conductor::Entity>(id, input.revision).await?;
            exigir_medicion_retirable(escritura, &antes).await?;
            escritura.archivar::<medicion_conductor::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<medicion_conductor::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
