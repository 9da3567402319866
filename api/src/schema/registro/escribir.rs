//! From a mutation to the writing door.

use async_graphql::{Context, ID};

use crate::error::{ApiError, ErrorCode};
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::store::escritura::registro::Registro;
use crate::store::escritura::{Escrita, Escritura, Pedido, exigir_visible};
use crate::store::lista::Clave;
use crate::store::{self, StoreError};

/// Writes, in one transaction, records of one entity; `trabajo` answers the one that the mutation is about.
pub async fn escribir<R: Registro>(
    ctx: &Context<'_>,
    entidad: i32,
    clave: Option<String>,
    trabajo: impl AsyncFnOnce(&mut Escritura) -> Result<R::Model, StoreError>,
) -> Result<Escrita<R::Model>, ApiError> {
    let pedido = Pedido::nuevo(clave, &contenido(ctx)?);
    // A request holds one connection at a time: those that write would else wait for each other's.
    ctx.lectura().mirar_de_nuevo().await;
    let escrita = ctx.solicitud().escritor.escribir::<R>(entidad, &pedido, trabajo).await?;
    // What is read from here on is what was written.
    ctx.lectura().mirar_de_nuevo().await;
    Ok(escrita)
}

/// All that a mutation was asked: its name and its arguments, in one order.
pub(in crate::schema) fn contenido(ctx: &Context<'_>) -> Result<String, ApiError> {
    let campo = ctx.field();
    let argumentos = campo.arguments().map_err(|error| ApiError::internal(&error.message))?;
    let mut contenido = serde_json::Map::new();
    for (nombre, valor) in argumentos {
        contenido.insert(nombre.to_string(), valor.into_json().map_err(|error| ApiError::internal(&error))?);
    }
    Ok(serde_json::json!([campo.name(), contenido]).to_string())
}

/// Number of the entity of that code, over which the requester may write.
pub async fn entidad_editable(ctx: &Context<'_>, codigo: &str) -> Result<i32, ApiError> {
    let entidad = store::entidad::visible(ctx.lectura(), codigo).await?;
    let entidad = entidad.ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))?;
    ctx.solicitud().escritor.exigir(entidad.id)?;
    Ok(entidad.id)
}

/// Entity and id of a record that the requester sees and may change. What is not seen does not exist.
pub async fn registro_editable<R: Registro>(ctx: &Context<'_>, id: &ID, tipo: Tipo) -> Result<(i32, i64), ApiError> {
    let (entidad, id) = llave(id, tipo)?;
    exigir_visible::<R>(ctx.lectura(), entidad, id).await?;
    ctx.solicitud().escritor.exigir(entidad)?;
    Ok((entidad, id))
}

/// Takes a record out of use.
pub async fn archivar<R: Registro>(
    ctx: &Context<'_>,
    input: super::entrada::ArchivarInput,
    tipo: Tipo,
) -> Result<Escrita<R::Model>, ApiError> {
    let (entidad, id) = registro_editable::<R>(ctx, &input.id, tipo).await?;
    let trabajo = async |escritura: &mut Escritura| escritura.archivar::<R>(id, input.revision).await;
    escribir::<R>(ctx, entidad, input.clave_idempotencia, trabajo).await
}

/// Entity and number that an id of a record says.
pub fn llave(id: &ID, tipo: Tipo) -> Result<(i32, i64), ApiError> {
    let Clave([entidad, version, matriz, numero]) = id::leer_como(id, tipo)?;
    match i32::try_from(entidad) {
        Ok(entidad) if version == 0 && matriz == 0 => Ok((entidad, numero)),
        _ => Err(ApiError::new(ErrorCode::NoEncontrado, StoreError::RegistroInexistente.to_string())),
    }
}
