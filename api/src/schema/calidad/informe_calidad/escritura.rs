//! Writing `InformeCalidad`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{evaluacion, informe_calidad};

use crate::domain::calidad::etapa;
use crate::domain::entrega::datos;
use crate::domain::registro::{DeLista, Validacion};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::calidad::enums::TipoInforme;
use crate::schema::calidad::informe_calidad::InformeCalidad;
use crate::schema::calidad::reglas::{evaluacion_en, exigir_abierto};
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Informe que se registra.
#[derive(Debug, InputObject)]
pub struct CrearInformeCalidadInput {
    /// Evaluación a la que pertenece.
    pub evaluacion: ID,
    /// De qué trata. No cambia.
    pub tipo: TipoInforme,
    /// Título.
    pub titulo: String,
    /// Fecha.
    pub fecha: Fecha,
    /// Quién lo elaboró: el equipo evaluador o la unidad responsable.
    pub elaborado_por: String,
    /// Dónde está: código de documento, expediente o dirección.
    pub documento: String,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un informe. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarInformeCalidadInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Título.
    pub titulo: MaybeUndefined<String>,
    /// Fecha.
    pub fecha: MaybeUndefined<Fecha>,
    /// Quién lo elaboró: el equipo evaluador o la unidad responsable.
    pub elaborado_por: MaybeUndefined<String>,
    /// Dónde está: código de documento, expediente o dirección.
    pub documento: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct InformeCalidadPayload {
    /// El informe.
    pub informe_calidad: InformeCalidad,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<informe_calidad::Model>> for InformeCalidadPayload {
    fn from(escrita: Escrita<informe_calidad::Model>) -> Self {
        Self { informe_calidad: InformeCalidad(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written.
fn revisar(mut v: Validacion, fila: &informe_calidad::Model) -> Result<(), StoreError> {
    v.texto("titulo", &fila.titulo, datos::NOMBRE);
    v.texto("elaboradoPor", &fila.elaborado_por, datos::NOMBRE);
    v.texto("documento", &fila.documento, datos::TEXTO);
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct InformeCalidadMutation;

#[Object]
impl InformeCalidadMutation {
    /// Registra un informe: el de evaluación en la etapa de planificación, el de mejora en la de ejecución.
    async fn crear_informe_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearInformeCalidadInput,
    ) -> Result<InformeCalidadPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<evaluacion::Entity>(ctx, &input.evaluacion, Tipo::Evaluacion).await?;
        let v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let padre = evaluacion_en(escritura, padre, etapa::TipoInforme::from(input.tipo).parte()).await?;
            let fila = informe_calidad::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                evaluacion_id: padre.id,
                tipo: etapa::TipoInforme::from(input.tipo).codigo(),
                clave: texto::clave(&input.titulo),
                titulo: input.titulo,
                fecha: input.fecha.into(),
                elaborado_por: input.elaborado_por,
                documento: input.documento,
                aprobado_el: None,
                aprobado_por: None,
            };
            revisar(v, &fila)?;
            escritura.crear::<informe_calidad::Entity>(fila).await
        };
        Ok(escribir::<informe_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un informe que no está aprobado.
    async fn cambiar_informe_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarInformeCalidadInput,
    ) -> Result<InformeCalidadPayload, ApiError> {
        let (entidad, id) = registro_editable::<informe_calidad::Entity>(ctx, &input.id, Tipo::InformeCalidad).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<informe_calidad::Entity>(id, input.revision).await?;
            exigir_abierto(escritura, &antes).await?;
            let mut fila = antes.clone();
            poner(&mut v, "titulo", &mut fila.titulo, input.titulo);
            fila.clave = texto::clave(&fila.titulo);
            poner(&mut v, "fecha", &mut fila.fecha, input.fecha.map_value(String::from));
            poner(&mut v, "elaboradoPor", &mut fila.elaborado_por, input.elaborado_por);
            poner(&mut v, "documento", &mut fila.documento, input.documento);
            revisar(v, &fila)?;
            escritura.cambiar::<informe_calidad::Entity>(antes, fila).await
        };
        Ok(escribir::<informe_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un informe que no está aprobado.
    async fn archivar_informe_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<InformeCalidadPayload, ApiError> {
        let (entidad, id) = registro_editable::<informe_calidad::Entity>(ctx, &input.id, Tipo::InformeCalidad).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<informe_calidad::Entity>(id, input.revision).await?;
            exigir_abierto(escritura, &antes).await?;
            escritura.archivar::<informe_calidad::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<informe_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
