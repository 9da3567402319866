//! Writing measurements.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{ficha, indicador, medicion};

use super::Medicion;
use crate::domain::decimal::{MICRO, de_entero};
use crate::domain::indicador as domain;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, escribir, registro_editable};
use crate::schema::scalar::Decimal;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};
use crate::store::ficha::medicion_nueva;

/// Medición que se crea.
#[derive(Debug, InputObject)]
pub struct CrearMedicionInput {
    /// Identificador del indicador.
    pub indicador: ID,
    /// Período, como lo escribe la frecuencia del indicador, o nombre del proyecto.
    pub periodo: String,
    /// Lo que se contó.
    pub numerador: Decimal,
    /// Entre qué se divide.
    pub denominador: Decimal,
    /// Lo que conviene saber de ella.
    pub nota: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una medición. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarMedicionInput {
    /// Identificador de la medición.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Lo que se contó.
    pub numerador: MaybeUndefined<Decimal>,
    /// Entre qué se divide.
    pub denominador: MaybeUndefined<Decimal>,
    /// Lo que conviene saber de ella.
    pub nota: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una medición.
#[derive(SimpleObject)]
pub struct MedicionPayload {
    /// La medición.
    medicion: Medicion,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    repetida: bool,
}

impl From<Escrita<medicion::Model>> for MedicionPayload {
    fn from(escrita: Escrita<medicion::Model>) -> Self {
        Self { medicion: Medicion(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// The indicator of a measurement that is written: in use, and of a sheet in use.
async fn indicador_en_uso(escritura: &Escritura, id: i64) -> Result<indicador::Model, StoreError> {
    let indicador = escritura.leer::<indicador::Entity>(id).await?;
    let ficha = escritura.leer::<ficha::Entity>(indicador.ficha_id).await?;
    if indicador.archivado_en.is_some() || ficha.archivado_en.is_some() {
        return Err(StoreError::RegistroCerrado("El indicador está archivado y no se mide.".to_owned()));
    }
    Ok(indicador)
}

fn frecuencia(indicador: &indicador::Model) -> domain::Frecuencia {
    domain::Frecuencia::de_codigo(indicador.frecuencia).unwrap_or(domain::Frecuencia::PorProyecto)
}

/// Mutations of measurements.
#[derive(Default)]
pub struct MedicionMutation;

#[Object]
impl MedicionMutation {
    /// Crea una medición. La ficha puede estar aprobada: sus indicadores se miden mientras vale.
    async fn crear_medicion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La medición.")] input: CrearMedicionInput,
    ) -> Result<MedicionPayload, ApiError> {
        let (entidad, id) = registro_editable::<indicador::Entity>(ctx, &input.indicador, Tipo::Indicador).await?;
        let CrearMedicionInput { indicador: _, periodo, numerador, denominador, nota, clave_idempotencia } = input;
        let dice = domain::Medicion { periodo, numerador: numerador.0, denominador: denominador.0, nota };
        let trabajo = async |escritura: &mut Escritura| {
            let indicador = indicador_en_uso(escritura, id).await?;
            let mut v = Validacion::default();
            domain::revisar_medicion(&mut v, &dice, frecuencia(&indicador));
            let mismas = [("indicador_id", id.into()), ("periodo", dice.periodo.clone().into())];
            let repetida = v.limpia() && !escritura.con::<medicion::Entity>(&mismas).await?.is_empty();
            v.exigir(!repetida, "periodo", "REPETIDO", "El indicador ya tiene una medición de ese período.");
            v.terminar()?;
            escritura.crear::<medicion::Entity>(medicion_nueva(&indicador, &dice)?).await
        };
        Ok(escribir::<medicion::Entity>(ctx, entidad, clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una medición.
    async fn cambiar_medicion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarMedicionInput,
    ) -> Result<MedicionPayload, ApiError> {
        let (entidad, id) = registro_editable::<medicion::Entity>(ctx, &input.id, Tipo::Medicion).await?;
        let CambiarMedicionInput { id: _, revision, numerador, denominador, nota, clave_idempotencia } = input;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<medicion::Entity>(id, revision).await?;
            let indicador = indicador_en_uso(escritura, antes.indicador_id).await?;
            let mut v = Validacion::default();
            let mut dice = domain::Medicion {
                periodo: antes.periodo.clone(),
                numerador: de_entero(antes.numerador_micro, MICRO),
                denominador: de_entero(antes.denominador_micro, MICRO),
                nota: antes.nota.clone(),
            };
            poner(&mut v, "numerador", &mut dice.numerador, numerador.map_value(|Decimal(valor)| valor));
            poner(&mut v, "denominador", &mut dice.denominador, denominador.map_value(|Decimal(valor)| valor));
            poner_o_quitar(&mut dice.nota, nota);
            domain::revisar_medicion(&mut v, &dice, frecuencia(&indicador));
            v.terminar()?;
            let nueva = medicion_nueva(&indicador, &dice)?;
            let despues = medicion::Model {
                numerador_micro: nueva.numerador_micro,
                denominador_micro: nueva.denominador_micro,
                nota: nueva.nota,
                ..antes.clone()
            };
            escritura.cambiar::<medicion::Entity>(antes, despues).await
        };
        Ok(escribir::<medicion::Entity>(ctx, entidad, clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una medición: su período puede medirse de nuevo.
    async fn archivar_medicion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<MedicionPayload, ApiError> {
        Ok(archivar::<medicion::Entity>(ctx, input, Tipo::Medicion).await?.into())
    }
}
