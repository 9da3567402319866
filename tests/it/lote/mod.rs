//! Many records at once: batches of operations, and files of records.

mod escribir;
mod limites;
mod repetir;
mod importar;
mod viaje;

use reqwest::header::ACCEPT;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::rdm::Taller;
use crate::support::server::{Answer, send};

/// The entity whose records the tests write.
pub(crate) const ENTIDAD: &str = "DEMO-MANUAL";

const DOCUMENTO: &str = "mutation Lote($input: EscribirLoteInput!) { escribirLote(input: $input) { simulacion repetida hechas \
    rechazadas resultados { indice operacion estado tipo id revision errores { codigo regla campo mensaje revisionActual } } } }";

/// A batch of [`ENTIDAD`], with what else is said of it.
fn lote(operaciones: &[Value], resto: &Value) -> Value {
    let mut input = json!({ "entidad": ENTIDAD, "operaciones": operaciones });
    for (campo, valor) in resto.as_object().unwrap() {
        input[campo] = valor.clone();
    }
    input
}

/// Sends a batch as whoever has this token.
async fn enviar_como(taller: &Taller, token: &str, input: &Value) -> Answer {
    let request = taller.server.post().header(ACCEPT, "application/graphql-response+json").bearer_auth(token);
    send(request.json(&json!({ "query": DOCUMENTO, "variables": { "input": input } }))).await
}

/// The payload of a batch of the editor, which must be answered without errors.
async fn escribir(taller: &Taller, input: &Value) -> Value {
    let mut json = enviar_como(taller, &taller.token, input).await.json();
    assert_eq!(json["errors"], Value::Null, "{input}");
    json["data"]["escribirLote"].take()
}

/// The first error of a batch of the editor, which must be refused.
async fn rechazo(taller: &Taller, input: &Value) -> Value {
    let mut json = enviar_como(taller, &taller.token, input).await.json();
    assert_ne!(json["errors"], Value::Null, "{input}");
    json["errors"][0].take()
}

fn servicio(codigo: &str) -> Value {
    json!({ "crearServicio": { "entidad": ENTIDAD, "codigo": codigo, "nombre": "Mesa de partes", "vinculos": [{ "codigo": "M.01" }] } })
}

/// How many there are.
async fn cuantos(taller: &Taller, desde: &str) -> i64 {
    let db = &taller.server.app.db;
    let sql = format!("SELECT COUNT(*) AS n FROM {desde}");
    let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    fila.try_get("", "n").unwrap()
}

/// Rows of every table that a batch writes into.
async fn huella(taller: &Taller) -> Vec<i64> {
    let mut filas = Vec::new();
    for tabla in ["servicio", "cliente", "unidad_entrega", "paquete", "vinculo_mapa", "auditoria", "idempotencia"] {
        filas.push(cuantos(taller, tabla).await);
    }
    filas
}

/// Codes, rules and places of errors.
fn dichos(errores: &Value) -> Vec<(&str, &str)> {
    let errores = errores.as_array().unwrap().iter();
    errores.map(|error| (error["codigo"].as_str().unwrap(), error["campo"].as_str().unwrap())).collect()
}
