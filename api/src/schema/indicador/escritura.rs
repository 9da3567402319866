//! Writing indicators.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{ficha, indicador};

use super::{FrecuenciaDeMedicion, Indicador, SentidoDeIndicador};
use crate::domain::indicador as domain;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::ficha::exigir_abierta;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Decimal;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};
use crate::store::ficha::{self as store, indicador_nuevo};

/// Meta de un año que se escribe.
#[derive(Debug, InputObject)]
pub struct MetaDeIndicadorInput {
    /// Año.
    pub anio: i32,
    /// Valor que se quiere alcanzar, en la unidad del indicador.
    pub valor: Decimal,
}

impl From<MetaDeIndicadorInput> for domain::Meta {
    fn from(MetaDeIndicadorInput { anio, valor: Decimal(valor) }: MetaDeIndicadorInput) -> Self {
        Self { anio, valor }
    }
}

/// Indicador que se crea en una ficha que no está aprobada.
#[derive(Debug, InputObject)]
pub struct CrearIndicadorInput {
    /// Identificador de la ficha.
    pub ficha: ID,
    /// Nombre.
    pub nombre: String,
    /// Lo que se cuenta.
    pub numerador: String,
    /// Entre qué se divide.
    pub denominador: String,
    /// Unidad de su valor, p. ej. `%`.
    pub unidad: Option<String>,
    /// Por cuánto se multiplica la razón: 100 si es un porcentaje.
    #[graphql(default = 1)]
    pub por: i32,
    /// Hacia dónde mejora.
    pub sentido: Option<SentidoDeIndicador>,
    /// Cada cuánto se mide.
    pub frecuencia: FrecuenciaDeMedicion,
    /// Puesto o unidad que lo mide.
    pub responsable: Option<String>,
    /// De dónde salen sus cifras.
    pub fuente: Option<String>,
    /// Valor de antes, en su unidad.
    pub linea_base: Option<Decimal>,
    /// Metas por año.
    #[graphql(default)]
    pub metas: Vec<MetaDeIndicadorInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un indicador de una ficha que no está aprobada. Lo que no se envía queda como está; su frecuencia no
/// cambia, porque sus períodos son de ella.
#[derive(Debug, InputObject)]
pub struct CambiarIndicadorInput {
    /// Identificador del indicador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Lo que se cuenta.
    pub numerador: MaybeUndefined<String>,
    /// Entre qué se divide.
    pub denominador: MaybeUndefined<String>,
    /// Unidad de su valor.
    pub unidad: MaybeUndefined<String>,
    /// Por cuánto se multiplica la razón.
    pub por: MaybeUndefined<i32>,
    /// Hacia dónde mejora.
    pub sentido: MaybeUndefined<SentidoDeIndicador>,
    /// Puesto o unidad que lo mide.
    pub responsable: MaybeUndefined<String>,
    /// De dónde salen sus cifras.
    pub fuente: MaybeUndefined<String>,
    /// Valor de antes, en su unidad.
    pub linea_base: MaybeUndefined<Decimal>,
    /// Todas las metas.
    pub metas: Option<Vec<MetaDeIndicadorInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un indicador.
#[derive(SimpleObject)]
pub struct IndicadorPayload {
    /// El indicador.
    indicador: Indicador,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    repetida: bool,
}

impl From<Escrita<indicador::Model>> for IndicadorPayload {
    fn from(escrita: Escrita<indicador::Model>) -> Self {
        Self { indicador: Indicador(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

impl CrearIndicadorInput {
    fn indicador(self) -> domain::Indicador {
        domain::Indicador {
            nombre: self.nombre,
            numerador: self.numerador,
            denominador: self.denominador,
            unidad: self.unidad,
            por: self.por,
            sentido: self.sentido.map(domain::Sentido::from),
            frecuencia: self.frecuencia.into(),
            responsable: self.responsable,
            fuente: self.fuente,
            linea_base: self.linea_base.map(|Decimal(valor)| valor),
            metas: self.metas.into_iter().map(domain::Meta::from).collect(),
        }
    }
}

impl CambiarIndicadorInput {
    fn aplicar(self, v: &mut Validacion, indicador: domain::Indicador) -> domain::Indicador {
        let metas = self.metas.map(|metas| metas.into_iter().map(domain::Meta::from).collect());
        let mut nuevo = domain::Indicador { metas: metas.unwrap_or(indicador.metas), ..indicador };
        poner(v, "nombre", &mut nuevo.nombre, self.nombre);
        poner(v, "numerador", &mut nuevo.numerador, self.numerador);
        poner(v, "denominador", &mut nuevo.denominador, self.denominador);
        poner(v, "por", &mut nuevo.por, self.por);
        poner_o_quitar(&mut nuevo.unidad, self.unidad);
        poner_o_quitar(&mut nuevo.sentido, self.sentido.map_value(domain::Sentido::from));
        poner_o_quitar(&mut nuevo.responsable, self.responsable);
        poner_o_quitar(&mut nuevo.fuente, self.fuente);
        poner_o_quitar(&mut nuevo.linea_base, self.linea_base.map_value(|Decimal(valor)| valor));
        nuevo
    }
}

/// Refuses to change an indicator of an approved sheet.
async fn exigir_ficha_abierta(escritura: &Escritura, ficha: i64) -> Result<ficha::Model, StoreError> {
    let ficha = escritura.leer::<ficha::Entity>(ficha).await?;
    exigir_abierta(&ficha)?;
    Ok(ficha)
}

/// Mutations of indicators.
#[derive(Default)]
pub struct IndicadorMutation;

#[Object]
impl IndicadorMutation {
    /// Crea un indicador al final de una ficha que no está aprobada.
    async fn crear_indicador(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El indicador.")] input: CrearIndicadorInput,
    ) -> Result<IndicadorPayload, ApiError> {
        let (entidad, ficha) = registro_editable::<ficha::Entity>(ctx, &input.ficha, Tipo::Ficha).await?;
        let clave = input.clave_idempotencia.clone();
        let dice = input.indicador();
        let trabajo = async |escritura: &mut Escritura| {
            let ficha = exigir_ficha_abierta(escritura, ficha).await?;
            let mut v = Validacion::default();
            domain::revisar(&mut v, &dice);
            v.terminar()?;
            let hermanos = escritura.con::<indicador::Entity>(&[("ficha_id", ficha.id.into())]).await?;
            let orden = hermanos.iter().map(|hermano| hermano.orden).max().unwrap_or(0) + 1;
            escritura.crear::<indicador::Entity>(indicador_nuevo(&ficha, orden, &dice)?).await
        };
        Ok(escribir::<indicador::Entity>(ctx, entidad, clave, trabajo).await?.into())
    }

    /// Cambia un indicador de una ficha que no está aprobada.
    async fn cambiar_indicador(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarIndicadorInput,
    ) -> Result<IndicadorPayload, ApiError> {
        let (entidad, id) = registro_editable::<indicador::Entity>(ctx, &input.id, Tipo::Indicador).await?;
        let (revision, clave) = (input.revision, input.clave_idempotencia.clone());
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<indicador::Entity>(id, revision).await?;
            exigir_ficha_abierta(escritura, antes.ficha_id).await?;
            let mut v = Validacion::default();
            let dice = input.aplicar(&mut v, store::leer_indicador(&antes)?);
            domain::revisar(&mut v, &dice);
            v.terminar()?;
            let despues = store::escribir_indicador(&antes, &dice)?;
            escritura.cambiar::<indicador::Entity>(antes, despues).await
        };
        Ok(escribir::<indicador::Entity>(ctx, entidad, clave, trabajo).await?.into())
    }

    /// Archiva un indicador de una ficha que no está aprobada.
    async fn archivar_indicador(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<IndicadorPayload, ApiError> {
        let (entidad, id) = registro_editable::<indicador::Entity>(ctx, &input.id, Tipo::Indicador).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<indicador::Entity>(id, input.revision).await?;
            exigir_ficha_abierta(escritura, antes.ficha_id).await?;
            escritura.archivar::<indicador::Entity>(id, input.revision).await
        };
        Ok(escribir::<indicador::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
