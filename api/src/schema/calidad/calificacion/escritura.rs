//! Writing `Calificacion`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{calificacion, evaluacion};

use crate::domain::calidad::catalogo::Listas;
use crate::domain::calidad::datos::{de_lista, en_la_escala};
use crate::domain::calidad::etapa::Parte;
use crate::domain::entrega::datos;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::calidad::calificacion::Calificacion;
use crate::schema::calidad::reglas::evaluacion_en;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Calificación que se da.
#[derive(Debug, InputObject)]
pub struct CrearCalificacionInput {
    /// Evaluación que la da.
    pub evaluacion: ID,
    /// Componente que se califica. Código del catálogo. No cambia.
    pub componente: String,
    /// Valor en la escala de la evaluación.
    pub valor: i32,
    /// En qué se sustenta.
    pub sustento: String,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una calificación. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarCalificacionInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Valor en la escala de la evaluación.
    pub valor: MaybeUndefined<i32>,
    /// En qué se sustenta.
    pub sustento: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct CalificacionPayload {
    /// La calificación.
    pub calificacion: Calificacion,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<calificacion::Model>> for CalificacionPayload {
    fn from(escrita: Escrita<calificacion::Model>) -> Self {
        Self { calificacion: Calificacion(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    fila: &calificacion::Model,
    listas: &Listas,
    evaluacion: &evaluacion::Model,
) -> Result<(), StoreError> {
    de_lista(&mut v, "componente", &listas.componentes, &fila.componente);
    v.texto("sustento", &fila.sustento, datos::TEXTO);
    en_la_escala(&mut v, "valor", listas.escala(&evaluacion.escala), fila.valor.into());
    let mismas = [("evaluacion_id", fila.evaluacion_id.into()), ("componente", fila.componente.clone().into())];
    let repetida = escritura.con::<calificacion::Entity>(&mismas).await?.iter().any(|otra| otra.id != fila.id);
    v.exigir(!repetida, "componente", "REPETIDO", "La evaluación ya calificó ese componente.");
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct CalificacionMutation;

#[Object]
impl CalificacionMutation {
    /// Califica un componente. Se califica en la etapa de planificación, cada componente una vez.
    async fn crear_calificacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearCalificacionInput,
    ) -> Result<CalificacionPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<evaluacion::Entity>(ctx, &input.evaluacion, Tipo::Evaluacion).await?;
        let v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let padre = evaluacion_en(escritura, padre, Parte::Calificacion).await?;
            let fila = calificacion::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                evaluacion_id: padre.id,
                componente: input.componente,
                valor: input.valor,
                sustento: input.sustento,
            };
            revisar(escritura, v, &fila, listas, &padre).await?;
            escritura.crear::<calificacion::Entity>(fila).await
        };
        Ok(escribir::<calificacion::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una calificación.
    async fn cambiar_calificacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarCalificacionInput,
    ) -> Result<CalificacionPayload, ApiError> {
        let (entidad, id) = registro_editable::<calificacion::Entity>(ctx, &input.id, Tipo::Calificacion).await?;
        let mut v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<calificacion::Entity>(id, input.revision).await?;
            let padre = evaluacion_en(escritura, antes.evaluacion_id, Parte::Calificacion).await?;
            let mut fila = antes.clone();
            poner(&mut v, "valor", &mut fila.valor, input.valor);
            poner(&mut v, "sustento", &mut fila.sustento, input.sustento);
            revisar(escritura, v, &fila, listas, &padre).await?;
            escritura.cambiar::<calificacion::Entity>(antes, fila).await
        };
        Ok(escribir::<calificacion::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una calificación: el componente queda sin calificar.
    async fn archivar_calificacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<CalificacionPayload, ApiError> {
        let (entidad, id) = registro_editable::<calificacion::Entity>(ctx, &input.id, Tipo::Calificacion).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<calificacion::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Calificacion).await?;
            escritura.archivar::<calificacion::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<calificacion::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
