//! Writing `Prueba`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{entrega, prueba};

use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::enums::{ResultadoPrueba, TipoPrueba};
use crate::schema::rdm::prueba::Prueba;
use crate::schema::rdm::reglas::entrega_en_pruebas;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Prueba que se registra.
#[derive(Debug, InputObject)]
pub struct CrearPruebaInput {
    /// Entrega que se prueba.
    pub entrega: ID,
    /// Para qué es.
    pub tipo: TipoPrueba,
    /// Ambiente.
    pub ambiente: String,
    /// Quién responde por ella.
    pub responsable: String,
    /// Representante del cliente, que aprueba el resultado de la prueba de aceptación.
    pub representante: Option<String>,
    /// Cuándo se ejecutó.
    pub fecha: Option<Fecha>,
    /// Cómo terminó.
    pub resultado: ResultadoPrueba,
    /// Dónde está la evidencia.
    pub evidencia: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una prueba. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarPruebaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Para qué es.
    pub tipo: MaybeUndefined<TipoPrueba>,
    /// Ambiente.
    pub ambiente: MaybeUndefined<String>,
    /// Quién responde por ella.
    pub responsable: MaybeUndefined<String>,
    /// Representante del cliente, que aprueba el resultado de la prueba de aceptación.
    pub representante: MaybeUndefined<String>,
    /// Cuándo se ejecutó.
    pub fecha: MaybeUndefined<Fecha>,
    /// Cómo terminó.
    pub resultado: MaybeUndefined<ResultadoPrueba>,
    /// Dónde está la evidencia.
    pub evidencia: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una prueba.
#[derive(SimpleObject)]
pub struct PruebaPayload {
    /// La prueba.
    pub prueba: Prueba,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<prueba::Model>> for PruebaPayload {
    fn from(escrita: Escrita<prueba::Model>) -> Self {
        Self { prueba: Prueba(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a test as it would be written.
fn revisar(mut v: Validacion, fila: &prueba::Model) -> Result<(), StoreError> {
    v.texto("ambiente", &fila.ambiente, datos::NOMBRE);
    v.texto("responsable", &fila.responsable, datos::NOMBRE);
    v.opcional("representante", fila.representante.as_deref(), datos::NOMBRE);
    v.opcional("evidencia", fila.evidencia.as_deref(), datos::TEXTO);
    let terminada = fila.resultado != estado::ResultadoPrueba::Pendiente.codigo();
    v.exigir(
        terminada == fila.fecha.is_some(),
        "fecha",
        "INCOHERENTE",
        "Una prueba ejecutada dice cuándo, y solo ella.",
    );
    let de_aceptacion = fila.tipo == estado::TipoPrueba::Aceptacion.codigo();
    let falta_representante = terminada && de_aceptacion && fila.representante.is_none();
    v.exigir(
        !falta_representante,
        "representante",
        "VACIO",
        "El resultado de una prueba de aceptación lo da un representante del cliente.",
    );
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct PruebaMutation;

#[Object]
impl PruebaMutation {
    /// Registra una prueba de una entrega.
    async fn crear_prueba(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearPruebaInput,
    ) -> Result<PruebaPayload, ApiError> {
        let (entidad, padre) = registro_editable::<entrega::Entity>(ctx, &input.entrega, Tipo::Entrega).await?;
        let v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let padre = entrega_en_pruebas(escritura, padre).await?;
            let fila = prueba::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                entrega_id: padre.id,
                tipo: estado::TipoPrueba::from(input.tipo).codigo(),
                ambiente: input.ambiente,
                responsable: input.responsable,
                representante: input.representante,
                fecha: input.fecha.map(String::from),
                resultado: estado::ResultadoPrueba::from(input.resultado).codigo(),
                evidencia: input.evidencia,
            };
            revisar(v, &fila)?;
            escritura.crear::<prueba::Entity>(fila).await
        };
        Ok(escribir::<prueba::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una prueba.
    async fn cambiar_prueba(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarPruebaInput,
    ) -> Result<PruebaPayload, ApiError> {
        let (entidad, id) = registro_editable::<prueba::Entity>(ctx, &input.id, Tipo::Prueba).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<prueba::Entity>(id, input.revision).await?;
            entrega_en_pruebas(escritura, antes.entrega_id).await?;
            let mut fila = antes.clone();
            poner(&mut v, "tipo", &mut fila.tipo, input.tipo.map_value(|x| estado::TipoPrueba::from(x).codigo()));
            poner(&mut v, "ambiente", &mut fila.ambiente, input.ambiente);
            poner(&mut v, "responsable", &mut fila.responsable, input.responsable);
            poner_o_quitar(&mut fila.representante, input.representante);
            poner_o_quitar(&mut fila.fecha, input.fecha.map_value(String::from));
            poner(
                &mut v,
                "resultado",
                &mut fila.resultado,
                input.resultado.map_value(|x| estado::ResultadoPrueba::from(x).codigo()),
            );
            poner_o_quitar(&mut fila.evidencia, input.evidencia);
            revisar(v, &fila)?;
            escritura.cambiar::<prueba::Entity>(antes, fila).await
        };
        Ok(escribir::<prueba::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una prueba.
    async fn archivar_prueba(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<PruebaPayload, ApiError> {
        let (entidad, id) = registro_editable::<prueba::Entity>(ctx, &input.id, Tipo::Prueba).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<prueba::Entity>(id, input.revision).await?;
            entrega_en_pruebas(escritura, antes.entrega_id).await?;
            escritura.archivar::<prueba::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<prueba::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
