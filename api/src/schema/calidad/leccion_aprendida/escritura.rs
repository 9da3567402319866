//! Writing `LeccionAprendida`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{evaluacion, leccion_aprendida};

use crate::domain::calidad::etapa::Parte;
use crate::domain::entrega::datos;
use crate::domain::registro::Validacion;
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::calidad::leccion_aprendida::LeccionAprendida;
use crate::schema::calidad::reglas::evaluacion_en;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Lección que se registra.
#[derive(Debug, InputObject)]
pub struct CrearLeccionAprendidaInput {
    /// Evaluación que la dejó.
    pub evaluacion: ID,
    /// Título.
    pub titulo: String,
    /// Qué pasó.
    pub situacion: String,
    /// Qué se aprendió.
    pub leccion: String,
    /// Qué se recomienda.
    pub recomendacion: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una lección. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarLeccionAprendidaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Título.
    pub titulo: MaybeUndefined<String>,
    /// Qué pasó.
    pub situacion: MaybeUndefined<String>,
    /// Qué se aprendió.
    pub leccion: MaybeUndefined<String>,
    /// Qué se recomienda.
    pub recomendacion: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct LeccionAprendidaPayload {
    /// La lección.
    pub leccion_aprendida: LeccionAprendida,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<leccion_aprendida::Model>> for LeccionAprendidaPayload {
    fn from(escrita: Escrita<leccion_aprendida::Model>) -> Self {
        Self { leccion_aprendida: LeccionAprendida(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written.
fn revisar(mut v: Validacion, fila: &leccion_aprendida::Model) -> Result<(), StoreError> {
    v.texto("titulo", &fila.titulo, datos::NOMBRE);
    v.texto("situacion", &fila.situacion, datos::TEXTO);
    v.texto("leccion", &fila.leccion, datos::TEXTO);
    v.opcional("recomendacion", fila.recomendacion.as_deref(), datos::TEXTO);
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct LeccionAprendidaMutation;

#[Object]
impl LeccionAprendidaMutation {
    /// Registra una lección. Se registra en las etapas de ejecución y seguimiento.
    async fn crear_leccion_aprendida(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearLeccionAprendidaInput,
    ) -> Result<LeccionAprendidaPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<evaluacion::Entity>(ctx, &input.evaluacion, Tipo::Evaluacion).await?;
        let v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let padre = evaluacion_en(escritura, padre, Parte::Leccion).await?;
            let fila = leccion_aprendida::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                evaluacion_id: padre.id,
                clave: texto::clave(&input.titulo),
                titulo: input.titulo,
                situacion: input.situacion,
                leccion: input.leccion,
                recomendacion: input.recomendacion,
            };
            revisar(v, &fila)?;
            escritura.crear::<leccion_aprendida::Entity>(fila).await
        };
        Ok(escribir::<leccion_aprendida::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una lección.
    async fn cambiar_leccion_aprendida(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarLeccionAprendidaInput,
    ) -> Result<LeccionAprendidaPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<leccion_aprendida::Entity>(ctx, &input.id, Tipo::LeccionAprendida).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<leccion_aprendida::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Leccion).await?;
            let mut fila = antes.clone();
            poner(&mut v, "titulo", &mut fila.titulo, input.titulo);
            fila.clave = texto::clave(&fila.titulo);
            poner(&mut v, "situacion", &mut fila.situacion, input.situacion);
            poner(&mut v, "leccion", &mut fila.leccion, input.leccion);
            poner_o_quitar(&mut fila.recomendacion, input.recomendacion);
            revisar(v, &fila)?;
            escritura.cambiar::<leccion_aprendida::Entity>(antes, fila).await
        };
        Ok(escribir::<leccion_aprendida::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una lección.
    async fn archivar_leccion_aprendida(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<LeccionAprendidaPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<leccion_aprendida::Entity>(ctx, &input.id, Tipo::LeccionAprendida).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<leccion_aprendida::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Leccion).await?;
            escritura.archivar::<leccion_aprendida::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<leccion_aprendida::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
