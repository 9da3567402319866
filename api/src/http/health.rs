//! Whether the program is alive, and whether it can serve.

use std::time::Duration;

use async_graphql::Executor;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sea_orm::DbBackend;
use serde::Serialize;

use crate::app::App;
use crate::error::ErrorCode;

/// Time that the database has to answer a ping.
const PING_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Health {
    estado: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_de_datos: Option<&'static str>,
    /// On PostgreSQL: whether row-level security stands behind the statements.
    #[serde(skip_serializing_if = "Option::is_none")]
    seguridad_por_filas: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    codigo: Option<&'static str>,
}

/// The process answers: do not restart it.
pub(super) async fn live() -> Response {
    Json(Health { estado: "ok", base_de_datos: None, seguridad_por_filas: None, codigo: None }).into_response()
}

/// The database answers too: send it requests.
pub(super) async fn ready<E: Executor>(State(app): State<App<E>>) -> Response {
    let base_de_datos = Some(app.config.database_url.database().name());
    let seguridad_por_filas = (app.db.get_database_backend() == DbBackend::Postgres)
        .then(|| if app.config.db_reader_role.name().is_some() { "activa" } else { "inactiva" });
    match tokio::time::timeout(PING_TIMEOUT, app.db.ping()).await {
        Ok(Ok(())) => Json(Health { estado: "ok", base_de_datos, seguridad_por_filas, codigo: None }).into_response(),
        failure => {
            tracing::warn!(error.cause = ?failure, "database not available");
            let codigo = Some(ErrorCode::BaseDeDatosNoDisponible.info().name);
            let body = Health { estado: "no disponible", base_de_datos, seguridad_por_filas, codigo };
            (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
        }
    }
}
