//! The other server: the same HTTP stack, and for each workload one statement that answers the finished JSON.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, Value as Valor};
use serde::{Deserialize, Serialize};

use super::sql;

/// A question to this server: which statement, with which values.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pregunta {
    /// Name of the statement.
    pub(crate) consulta: String,
    /// Values of its placeholders.
    pub(crate) valores: Vec<Parametro>,
}

/// A value of a placeholder.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Parametro {
    Entero(i64),
    Texto(String),
}

impl From<Parametro> for Valor {
    fn from(parametro: Parametro) -> Self {
        match parametro {
            Parametro::Entero(n) => n.into(),
            Parametro::Texto(texto) => texto.into(),
        }
    }
}

/// Its only route.
pub(crate) fn rutas(db: DatabaseConnection) -> Router {
    Router::new().route("/graphql", post(responder)).with_state(db)
}

async fn responder(State(db): State<DatabaseConnection>, Json(pregunta): Json<Pregunta>) -> Response {
    match consultar(&db, pregunta).await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], Bytes::from(json)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn consultar(db: &DatabaseConnection, pregunta: Pregunta) -> anyhow::Result<String> {
    let backend = db.get_database_backend();
    let texto = sql::de(&pregunta.consulta, backend == DbBackend::Postgres);
    let texto = texto.ok_or_else(|| anyhow::anyhow!("no statement {}", pregunta.consulta))?;
    let valores = pregunta.valores.into_iter().map(Valor::from);
    let fila = db.query_one_raw(Statement::from_sql_and_values(backend, texto, valores)).await?;
    let fila = fila.ok_or_else(|| anyhow::anyhow!("no row"))?;
    Ok(fila.try_get_by_index(0)?)
}
