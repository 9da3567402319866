//! What a document can cost at most, told before it runs from its fields, its variables and what the versions hold.
//!
//! The walk (`recorrido`) goes down the document once, with the lot of nodes that each place can have at most: a page
//! of 200 below each of 200 nodes is 40,000 rows, unless the versions that are asked for hold fewer ([`Tamanos`]). What is
//! nested by level (processes below processes) shares what there is: no activity hangs from two of them (`cota`).
//! [`regla`] lists what each field of the map reads, and a test compares it with the schema; what is not there is a record
//! or hangs from one, and its types tell what it reads (`registro`).
//!
//! [`Tamanos`]: crate::store::tamano::Tamanos

mod conexion;
mod cota;
mod criterio;
mod documento;
mod dotacion;
mod esquema;
mod introspeccion;
mod listas;
mod memoria;
mod mutacion;
mod raiz;
mod recorrido;
mod registro;
pub mod regla;

use async_graphql::Variables;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType};

use self::documento::Documento;
use self::recorrido::Recorrido;
use crate::domain::costo::Gasto;
use crate::error::ApiError;
use crate::store::Scope;
use crate::store::referencia::Referencia;

/// Most rows of a page that the requester may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Topes {
    /// Of a list.
    pub lista: u64,
    /// Of a tree.
    pub arbol: u64,
    /// Of groups of an aggregate.
    pub grupos: u64,
}

/// What a document is asked of.
#[derive(Debug, Clone, Copy)]
pub struct Mundo<'a> {
    /// What is in memory.
    pub referencia: &'a Referencia,
    /// What the requester may see.
    pub scope: &'a Scope,
    /// How long the requester's pages may be.
    pub topes: Topes,
}

/// What a document is told to cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Presupuesto {
    /// The most that its operation can cost.
    pub gasto: Gasto,
    /// Whether it writes: then it costs that, for nobody counts what is written.
    pub escribe: bool,
}

/// What the operation of that name is to cost. Fails where a page or a list is longer than it may be.
pub fn estimar(
    documento: &ExecutableDocument,
    operacion: Option<&str>,
    variables: &Variables,
    mundo: Mundo<'_>,
) -> Result<Presupuesto, ApiError> {
    // What has no operation to run is refused by the engine.
    let Some(operacion) = elegir(&documento.operations, operacion) else { return Ok(Presupuesto::default()) };
    let documento = Documento { fragmentos: &documento.fragments, operacion, variables };
    listas::revisar(&documento)?;
    let estimado = Recorrido { documento, mundo }.raiz(&operacion.selection_set.node)?;
    Ok(Presupuesto { gasto: estimado.gasto(), escribe: operacion.ty == OperationType::Mutation })
}

fn elegir<'a>(operaciones: &'a DocumentOperations, nombre: Option<&str>) -> Option<&'a OperationDefinition> {
    let elegida = match (operaciones, nombre) {
        (DocumentOperations::Single(operacion), None) => Some(operacion),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(operaciones), Some(nombre)) => operaciones.get(nombre),
        (DocumentOperations::Multiple(operaciones), None) => operaciones.values().next(),
    };
    elegida.map(|operacion| &operacion.node)
}
