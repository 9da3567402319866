//! Editing drafts of the map: a file per noun, each with its inputs and its mutations.
//!
//! A mutation finds the draft by an id, checks who asks, and has the writing door change the draft in memory
//! (`domain::edicion`) and write what differs (`store::version::edicion`). One revision counts all changes of a draft.

pub mod entrada;
pub mod paso;
pub mod unidad;
pub mod datos_de_puesto;
pub mod puesto;
pub mod puesto_propuesto;
pub mod proceso;
pub mod actividad;
pub mod tarea;
pub mod datos;
pub mod ejecucion;
pub mod version;

use async_graphql::{Context, ID, MergedObject, SimpleObject};
use serde::de::DeserializeOwned;

use super::context::ContextExt;
use super::id::{self, Tipo};
use super::lote::Fila;
use super::nodo::solo;
use super::registro::escribir::pedido;
use super::version::{POR_NUMERO, Version};
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::store::StoreError;
use crate::store::escritura::{Borrador, Edicion, EnMapa, Escrita, Hecha};
use crate::store::lista::Clave;

/// Mutations over drafts.
#[derive(MergedObject, Default)]
pub struct BorradorMutation(
    version::VersionMutation,
    proceso::ProcesoMutation,
    actividad::ActividadMutation,
    tarea::TareaMutation,
    ejecucion::EjecucionMutation,
    unidad::UnidadMutation,
    puesto::PuestoMutation,
    puesto_propuesto::PuestoPropuestoMutation,
);

/// Entity and number that the id of a version says.
fn de_id(id: &ID) -> Result<(i32, i32), ApiError> {
    let Clave([entidad, numero, ..]) = id::leer_como(id, Tipo::Version)?;
    match (i32::try_from(entidad), i32::try_from(numero)) {
        (Ok(entidad), Ok(numero)) => Ok((entidad, numero)),
        _ => Err(StoreError::RegistroInexistente.into()),
    }
}

/// A row of a version.
#[derive(Debug, Clone, Copy)]
struct Donde {
    entidad: i32,
    version: i32,
    /// Its matrix; none for units and puestos.
    matriz: Option<TipoMatriz>,
    id: i64,
}

/// What an id of a row of the map says.
fn donde(id: &ID, tipo: Tipo) -> Result<Donde, ApiError> {
    let Clave([entidad, version, matriz, id]) = id::leer_como(id, tipo)?;
    let de_matriz = !matches!(tipo, Tipo::Unidad | Tipo::Puesto);
    let matriz = i16::try_from(matriz).ok().and_then(TipoMatriz::de_codigo);
    match (i32::try_from(entidad), i32::try_from(version)) {
        (Ok(entidad), Ok(version)) if matriz.is_some() == de_matriz => Ok(Donde { entidad, version, matriz, id }),
        _ => Err(StoreError::RegistroInexistente.into()),
    }
}

impl Donde {
    /// A row that an input points at beside this one; a fault when it is of another matrix.
    fn junto(&self, v: &mut Validacion, campo: &str, id: &ID, tipo: Tipo) -> i64 {
        match donde(id, tipo) {
            Ok(d) if (d.entidad, d.version, d.matriz) == (self.entidad, self.version, self.matriz) => d.id,
            _ => {
                let mensaje = format!("No es el id de un objeto de este borrador y matriz, de tipo {tipo:?}.");
                v.falta(campo, "REFERENCIA_DESCONOCIDA", mensaje);
                0
            }
        }
    }

    /// Id of a unit that an input points at; a fault when it is of another version.
    fn unidad(&self, v: &mut Validacion, id: &ID) -> i64 {
        match id::leer_como(id, Tipo::Unidad) {
            Ok(Clave([entidad, version, 0, id]))
                if (entidad, version) == (self.entidad.into(), self.version.into()) =>
            {
                id
            }
            _ => {
                v.falta("unidad", "REFERENCIA_DESCONOCIDA", "No es el id de una unidad de este borrador.");
                0
            }
        }
    }
}

/// A version that the requester sees and whose entity it may edit. What is not seen does not exist.
async fn exigir_editable(ctx: &Context<'_>, entidad: i32, version: i32) -> Result<(), ApiError> {
    exigir_visible(ctx, entidad, version).await?;
    Ok(ctx.solicitud().escritor.exigir(entidad)?)
}

async fn exigir_visible(ctx: &Context<'_>, entidad: i32, version: i32) -> Result<(), ApiError> {
    let clave = Clave([entidad.into(), version.into(), 0, 0]);
    let visible = solo::<Version>(ctx, clave, &POR_NUMERO).await?;
    visible.map(drop).ok_or_else(|| StoreError::RegistroInexistente.into())
}

/// A change of a draft, as a client asks for it.
struct Pedida {
    operacion: &'static str,
    crea: bool,
    revision: i32,
    clave_idempotencia: Option<String>,
}

/// Edits a draft.
async fn editar(
    ctx: &Context<'_>,
    donde: Donde,
    pedida: Pedida,
    trabajo: impl FnOnce(&mut Borrador) -> Result<Hecha, StoreError> + Send,
) -> Result<Escrita<EnMapa>, ApiError> {
    exigir_editable(ctx, donde.entidad, donde.version).await?;
    let edicion = Edicion {
        entidad: donde.entidad,
        version: donde.version,
        revision: pedida.revision,
        matriz: donde.matriz,
        operacion: pedida.operacion,
        crea: pedida.crea,
    };
    let pedido = pedido(ctx, pedida.clave_idempotencia)?;
    let escritor = &ctx.solicitud().escritor;
    // A request holds one connection at a time.
    ctx.lectura().mirar_de_nuevo().await;
    let escrita = Box::pin(escritor.editar(&edicion, &pedido, ctx.catalogo(), trabajo)).await?;
    mirar_de_nuevo(ctx).await;
    Ok(escrita)
}

/// What is read from here on is what was written, and so is what the next request costs.
async fn mirar_de_nuevo(ctx: &Context<'_>) {
    ctx.lectura().mirar_de_nuevo().await;
    ctx.solicitud().referencia.olvidar();
}

/// The row that a change was about.
fn fila<M: DeserializeOwned>(escrita: &Escrita<EnMapa>) -> Result<Fila<M>, ApiError> {
    let fila = serde_json::from_value(escrita.fila.despues.clone()).map_err(|error| ApiError::internal(&error))?;
    Ok(Fila::sola(fila))
}

fn version(escrita: Escrita<EnMapa>) -> Version {
    Version(Fila::sola(escrita.fila.version))
}

/// Lo que quedó de eliminar algo de un borrador.
#[derive(SimpleObject)]
pub struct EliminarPayload {
    /// Cuántas filas se eliminaron: la pedida y lo que colgaba de ella.
    pub eliminadas: i64,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<EnMapa>> for EliminarPayload {
    fn from(escrita: Escrita<EnMapa>) -> Self {
        let eliminadas = escrita.fila.despues["eliminadas"].as_i64().unwrap_or(0);
        Self { eliminadas, repetida: escrita.repetida, version: version(escrita) }
    }
}
