//! Writing `Despliegue`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{despliegue, entrega};

use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::despliegue::Despliegue;
use crate::schema::rdm::reglas::{entrega_por_desplegar, exigir_planificado};
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Despliegue que se planifica.
#[derive(Debug, InputObject)]
pub struct CrearDespliegueInput {
    /// Entrega que se despliega.
    pub entrega: ID,
    /// Ambiente.
    pub ambiente: String,
    /// Quién lo ejecuta.
    pub ejecutor: Option<String>,
    /// Comienzo planificado.
    pub plan_inicio: Option<Fecha>,
    /// Fin planificado.
    pub plan_fin: Option<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un despliegue. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarDespliegueInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Ambiente.
    pub ambiente: MaybeUndefined<String>,
    /// Quién lo ejecuta.
    pub ejecutor: MaybeUndefined<String>,
    /// Comienzo planificado.
    pub plan_inicio: MaybeUndefined<Fecha>,
    /// Fin planificado.
    pub plan_fin: MaybeUndefined<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un despliegue.
#[derive(SimpleObject)]
pub struct DesplieguePayload {
    /// El despliegue.
    pub despliegue: Despliegue,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<despliegue::Model>> for DesplieguePayload {
    fn from(escrita: Escrita<despliegue::Model>) -> Self {
        Self { despliegue: Despliegue(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a deployment as it would be written.
fn revisar(mut v: Validacion, fila: &despliegue::Model) -> Result<(), StoreError> {
    v.texto("ambiente", &fila.ambiente, datos::NOMBRE);
    v.opcional("ejecutor", fila.ejecutor.as_deref(), datos::NOMBRE);
    v.en_orden("planFin", fila.plan_inicio.as_deref(), fila.plan_fin.as_deref());
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct DespliegueMutation;

#[Object]
impl DespliegueMutation {
    /// Planifica un despliegue de una entrega.
    async fn crear_despliegue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearDespliegueInput,
    ) -> Result<DesplieguePayload, ApiError> {
        let (entidad, padre) = registro_editable::<entrega::Entity>(ctx, &input.entrega, Tipo::Entrega).await?;
        let v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let padre = entrega_por_desplegar(escritura, padre).await?;
            let fila = despliegue::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                entrega_id: padre.id,
                ambiente: input.ambiente,
                ejecutor: input.ejecutor,
                estado: estado::EstadoDespliegue::Planificado.codigo(),
                plan_inicio: input.plan_inicio.map(String::from),
                plan_fin: input.plan_fin.map(String::from),
                inicio_s: None,
                fin_s: None,
                autorizacion: None,
                verificacion: serde_json::json!([]),
                verificado_s: None,
                pasos: serde_json::json!([]),
            };
            revisar(v, &fila)?;
            escritura.crear::<despliegue::Entity>(fila).await
        };
        Ok(escribir::<despliegue::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un despliegue mientras está planificado. Con otro ambiente, ejecutor o fechas se borra lo que dijo la Autoridad
    /// de Cambio.
    async fn cambiar_despliegue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarDespliegueInput,
    ) -> Result<DesplieguePayload, ApiError> {
        let (entidad, id) = registro_editable::<despliegue::Entity>(ctx, &input.id, Tipo::Despliegue).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<despliegue::Entity>(id, input.revision).await?;
            exigir_planificado(escritura, &antes).await?;
            let mut fila = antes.clone();
            poner(&mut v, "ambiente", &mut fila.ambiente, input.ambiente);
            poner_o_quitar(&mut fila.ejecutor, input.ejecutor);
            poner_o_quitar(&mut fila.plan_inicio, input.plan_inicio.map_value(String::from));
            poner_o_quitar(&mut fila.plan_fin, input.plan_fin.map_value(String::from));
            if fila != antes {
                fila.autorizacion = None;
            }
            revisar(v, &fila)?;
            escritura.cambiar::<despliegue::Entity>(antes, fila).await
        };
        Ok(escribir::<despliegue::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un despliegue.
    async fn archivar_despliegue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<DesplieguePayload, ApiError> {
        let (entidad, id) = registro_editable::<despliegue::Entity>(ctx, &input.id, Tipo::Despliegue).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<despliegue::Entity>(id, input.revision).await?;
            exigir_planificado(escritura, &antes).await?;
            escritura.archivar::<despliegue::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<despliegue::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
