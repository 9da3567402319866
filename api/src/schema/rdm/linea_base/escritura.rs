//! Writing `LineaBase`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{despliegue, linea_base};

use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::enums::MomentoLineaBase;
use crate::schema::rdm::linea_base::LineaBase;
use crate::schema::rdm::reglas::despliegue_abierto;
use crate::schema::rdm::tipos::ElementoConfiguracion;
use crate::schema::registro::datos::guardar;
use crate::schema::registro::entrada::{ArchivarInput, poner};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Línea base que se toma.
#[derive(Debug, InputObject)]
pub struct CrearLineaBaseInput {
    /// Despliegue del que se toma.
    pub despliegue: ID,
    /// Antes o después del despliegue. No cambia.
    pub momento: MomentoLineaBase,
    /// Cuándo se tomó.
    pub fecha: Fecha,
    /// Dónde está guardada.
    pub ubicacion: String,
    /// Elementos de configuración.
    #[graphql(default)]
    pub elementos: Vec<ElementoConfiguracion>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una línea base. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarLineaBaseInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Cuándo se tomó.
    pub fecha: MaybeUndefined<Fecha>,
    /// Dónde está guardada.
    pub ubicacion: MaybeUndefined<String>,
    /// Elementos de configuración.
    pub elementos: Option<Vec<ElementoConfiguracion>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una línea base.
#[derive(SimpleObject)]
pub struct LineaBasePayload {
    /// La línea base.
    pub linea_base: LineaBase,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<linea_base::Model>> for LineaBasePayload {
    fn from(escrita: Escrita<linea_base::Model>) -> Self {
        Self { linea_base: LineaBase(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a baseline as it would be written.
fn revisar(mut v: Validacion, fila: &linea_base::Model) -> Result<(), StoreError> {
    v.texto("ubicacion", &fila.ubicacion, datos::NOMBRE);
    datos::elementos(&mut v, "elementos", &fila.elementos);
    Ok(v.terminar()?)
}

/// A baseline changes while one of its moment may be taken.
async fn exigir_abierta(escritura: &Escritura, linea: &linea_base::Model) -> Result<(), StoreError> {
    let momento = estado::MomentoLineaBase::de_codigo(linea.momento).unwrap_or(estado::MomentoLineaBase::Antes);
    despliegue_abierto(escritura, linea.despliegue_id, momento).await.map(|_| ())
}

/// Mutations.
#[derive(Default)]
pub struct LineaBaseMutation;

#[Object]
impl LineaBaseMutation {
    /// Registra una línea base de un despliegue: la anterior hasta que comienza, la posterior cuando está hecho.
    async fn crear_linea_base(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearLineaBaseInput,
    ) -> Result<LineaBasePayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<despliegue::Entity>(ctx, &input.despliegue, Tipo::Despliegue).await?;
        let v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let momento = estado::MomentoLineaBase::from(input.momento);
            let padre = despliegue_abierto(escritura, padre, momento).await?;
            let fila = linea_base::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                despliegue_id: padre.id,
                entrega_id: padre.entrega_id,
                momento: momento.codigo(),
                fecha: input.fecha.into(),
                ubicacion: input.ubicacion,
                elementos: guardar(&input.elementos),
            };
            revisar(v, &fila)?;
            escritura.crear::<linea_base::Entity>(fila).await
        };
        Ok(escribir::<linea_base::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una línea base: la anterior hasta que su despliegue comienza, la posterior hasta que la entrega se verifica.
    async fn cambiar_linea_base(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarLineaBaseInput,
    ) -> Result<LineaBasePayload, ApiError> {
        let (entidad, id) = registro_editable::<linea_base::Entity>(ctx, &input.id, Tipo::LineaBase).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<linea_base::Entity>(id, input.revision).await?;
            exigir_abierta(escritura, &antes).await?;
            let mut fila = antes.clone();
            poner(&mut v, "fecha", &mut fila.fecha, input.fecha.map_value(String::from));
            poner(&mut v, "ubicacion", &mut fila.ubicacion, input.ubicacion);
            if let Some(lista) = input.elementos {
                fila.elementos = guardar(&lista);
            }
            revisar(v, &fila)?;
            escritura.cambiar::<linea_base::Entity>(antes, fila).await
        };
        Ok(escribir::<linea_base::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una línea base, mientras pueda cambiar.
    async fn archivar_linea_base(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<LineaBasePayload, ApiError> {
        let (entidad, id) = registro_editable::<linea_base::Entity>(ctx, &input.id, Tipo::LineaBase).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<linea_base::Entity>(id, input.revision).await?;
            exigir_abierta(escritura, &antes).await?;
            escritura.archivar::<linea_base::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<linea_base::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
