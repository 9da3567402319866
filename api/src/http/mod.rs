//! The HTTP face: routes, and what every answer has whatever its route.
//!
//! The way of a request: `server` accepts the connection, `context` gives it an id and a span, `graphql` reads
//! it as GraphQL over HTTP, `documents` knows those that are named, `limits` refuses those of a shape that costs too much,
//! `execute` takes what the rest can cost and has the schema answer.

pub mod server;
mod peers;
mod context;
mod graphql;
mod negotiation;
mod params;
mod address;
pub mod documents;
pub mod limits;
mod batch;
mod execute;
pub mod cost;
mod cache;
mod answer;
pub mod health;
mod metrics;
mod deprecation;
pub mod graphiql;

use std::time::Duration;

use async_graphql::Executor;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{any, get};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::App;
use crate::error::{ApiError, ErrorCode};

pub use metrics::router as metrics_router;

/// Names the trace of the caller.
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// Every route of the program.
pub fn router<E: Executor>(app: App<E>) -> Router {
    let cors = cors(&app.config.cors_origins);
    let telemetry = app.telemetry.clone();
    let routes = Router::new()
        .route("/graphql", any(graphql::handle::<E>))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready::<E>))
        .merge(graphiql::routes())
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
        .with_state(app);
    // Without origins there is nothing to negotiate: OPTIONS is a method like any other that is not served.
    match cors {
        Some(cors) => routes.layer(cors),
        None => routes,
    }
    .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest))
    .layer(CatchPanicLayer::custom(context::after_panic))
    .layer(default_header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
    .layer(default_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
    .layer(default_header(header::X_FRAME_OPTIONS, "DENY"))
    .layer(default_header(header::REFERRER_POLICY, "no-referrer"))
    .layer(default_header(header::CACHE_CONTROL, "no-store"))
    .layer(middleware::from_fn_with_state(telemetry, context::with_request))
}

/// Pages of these origins may call the API; no other page may read its answers. Credentials travel in `Authorization`,
/// never in cookies.
fn cors(origins: &[HeaderValue]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let cors = CorsLayer::new()
        .allow_origin(origins.to_vec())
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE, context::REQUEST_ID, TRACEPARENT])
        .expose_headers([
            context::REQUEST_ID,
            context::CALLER_ID,
            header::RETRY_AFTER,
            deprecation::DEPRECATION,
            deprecation::DEPRECATED,
        ])
        .max_age(Duration::from_hours(1));
    Some(cors)
}

/// A header for the answers whose route did not set its own.
fn default_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

async fn not_found(uri: Uri) -> Response {
    let message = format!("No hay nada en {}. La API está en /graphql y el explorador en /.", uri.path());
    answer::refusal(ApiError::new(ErrorCode::NoEncontrado, message))
}

async fn method_not_allowed(method: Method) -> Response {
    let message = format!("Esta ruta no admite {method}.");
    answer::refusal(ApiError::new(ErrorCode::MetodoNoPermitido, message))
}
