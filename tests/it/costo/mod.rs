//! What a query may cost: told before it runs, taken from who asks, given back where it was not used.

pub(crate) mod azar;
mod cota;
mod cuota;
mod documentos;
mod entradas;
mod nombres;
mod por_clase;

use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use crate::support::server::{Answer, Server};

/// `extensions.cost` of an answer.
fn costo(answer: &Answer) -> Value {
    answer.json()["extensions"]["cost"].clone()
}

/// What a document can cost, without running it.
async fn en_seco(server: &Server<QuipuSchema>, documento: &str) -> Value {
    costo(&server.json(&json!({ "query": documento, "extensions": { "dryRun": true } })).await)
}

fn numero(valor: &Value) -> u64 {
    valor.as_u64().unwrap_or_else(|| panic!("{valor} is no number"))
}
