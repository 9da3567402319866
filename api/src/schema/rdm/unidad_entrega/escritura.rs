//! Writing `UnidadEntrega`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{servicio, unidad_entrega};

use crate::domain::entrega::datos;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{cambio_del_registro, del_registro, exigir_en_uso};
use crate::schema::rdm::unidad_entrega::UnidadEntrega;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Unidad de entrega que se crea.
#[derive(Debug, InputObject)]
pub struct CrearUnidadEntregaInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Servicio del que es parte.
    pub servicio: ID,
    /// Código, único entre las unidades de entrega de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// En qué consiste.
    pub descripcion: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una unidad de entrega. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarUnidadEntregaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Servicio del que es parte.
    pub servicio: MaybeUndefined<ID>,
    /// Código, único entre las unidades de entrega de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// En qué consiste.
    pub descripcion: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una unidad de entrega.
#[derive(SimpleObject)]
pub struct UnidadEntregaPayload {
    /// La unidad de entrega.
    pub unidad_entrega: UnidadEntrega,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<unidad_entrega::Model>> for UnidadEntregaPayload {
    fn from(escrita: Escrita<unidad_entrega::Model>) -> Self {
        Self { unidad_entrega: UnidadEntrega(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a release unit as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&unidad_entrega::Model>,
    fila: &unidad_entrega::Model,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("descripcion", fila.descripcion.as_deref(), datos::TEXTO);
    exigir_en_uso::<servicio::Entity>(
        escritura,
        &mut v,
        "servicio",
        antes.map(|a| a.servicio_id),
        Some(fila.servicio_id),
    )
    .await?;
    if escritura.hay_otro::<unidad_entrega::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene una unidad de entrega con ese código.");
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct UnidadEntregaMutation;

#[Object]
impl UnidadEntregaMutation {
    /// Crea una unidad de entrega.
    async fn crear_unidad_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearUnidadEntregaInput,
    ) -> Result<UnidadEntregaPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let servicio_id =
            del_registro(&mut v, "servicio", entidad, &input.servicio, Tipo::Servicio).unwrap_or_default();
        let trabajo = async |escritura: &mut Escritura| {
            let fila = unidad_entrega::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Publico.codigo(),
                servicio_id,
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                descripcion: input.descripcion,
            };
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<unidad_entrega::Entity>(fila).await
        };
        Ok(escribir::<unidad_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una unidad de entrega.
    async fn cambiar_unidad_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarUnidadEntregaInput,
    ) -> Result<UnidadEntregaPayload, ApiError> {
        let (entidad, id) = registro_editable::<unidad_entrega::Entity>(ctx, &input.id, Tipo::UnidadEntrega).await?;
        let mut v = Validacion::default();
        let servicio_id = cambio_del_registro(&mut v, "servicio", entidad, input.servicio, Tipo::Servicio);
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<unidad_entrega::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "servicio", &mut fila.servicio_id, servicio_id);
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner_o_quitar(&mut fila.descripcion, input.descripcion);
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<unidad_entrega::Entity>(antes, fila).await
        };
        Ok(escribir::<unidad_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una unidad de entrega.
    async fn archivar_unidad_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<UnidadEntregaPayload, ApiError> {
        Ok(archivar::<unidad_entrega::Entity>(ctx, input, Tipo::UnidadEntrega).await?.into())
    }
}
