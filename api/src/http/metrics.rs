//! `/metrics`, for Prometheus. It has a listener of its own: the API may face strangers, this must not.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::answer;
use crate::app::App;
use crate::error::ApiError;
use crate::store::db::Pool;
use crate::telemetry::metrics::Snapshot;

/// The type of the text that Prometheus reads.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The routes of the operator's own listener.
pub fn router<E: Clone + Send + Sync + 'static>(app: App<E>) -> Router {
    Router::new().route("/metrics", get(show::<E>)).with_state(app)
}

async fn show<E>(State(app): State<App<E>>) -> Response {
    let snapshot = Snapshot { pool: Pool::of(&app.db), remembered: app.recuerdos.aciertos() };
    match app.telemetry.metrics().text(snapshot) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => answer::refusal(ApiError::internal(&error)),
    }
}
