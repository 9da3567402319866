//! Whether the program is alive, and whether it can serve.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::Executor;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sea_orm::{DatabaseConnection, DbBackend};
use serde::Serialize;
use tokio::sync::Mutex;

use crate::app::App;
use crate::error::ErrorCode;

/// Time for which what is known of the database is not asked again.
const FRESH: Duration = Duration::from_secs(1);

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
    if app.readiness.of(&app.db).await {
        return Json(Health { estado: "ok", base_de_datos, seguridad_por_filas, codigo: None }).into_response();
    }
    let codigo = Some(ErrorCode::BaseDeDatosNoDisponible.info().name);
    let body = Health { estado: "no disponible", base_de_datos, seguridad_por_filas, codigo };
    (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
}

/// Whether the database answered lately. However many ask, it is asked once at a time: whoever may connect may ask this.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<Mutex<Option<(Instant, bool)>>>);

impl Readiness {
    async fn of(&self, db: &DatabaseConnection) -> bool {
        let mut last = self.0.lock().await;
        if let Some((_, answers)) = last.filter(|(when, _)| when.elapsed() < FRESH) {
            return answers;
        }
        let ping = tokio::time::timeout(PING_TIMEOUT, db.ping()).await;
        let answers = matches!(ping, Ok(Ok(())));
        if !answers {
            tracing::warn!(error.cause = ?ping, "database not available");
        }
        *last = Some((Instant::now(), answers));
        answers
    }
}
