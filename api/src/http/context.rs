//! What surrounds every request: its id, its record, what its answer's headers say of it, and the answer when its code
//! panics.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, MakeRequestUuid};
use tracing::Instrument;

use super::{answer, deprecation};
use crate::error::ApiError;
use crate::telemetry::{Telemetry, record};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id that the caller sent as its own.
pub(super) const CALLER_ID: HeaderName = HeaderName::from_static("x-caller-request-id");

/// Runs a request under its id and tells the operator how it ended.
pub(super) async fn with_request(State(telemetry): State<Telemetry>, request: Request, next: Next) -> Response {
    let caller_id = caller_id(request.headers()).cloned();
    let shown = caller_id.as_ref().and_then(|id| id.to_str().ok());
    let served = telemetry.begin(new_id(&request), shown, method(request.method()), route(&request), request.headers());
    let work = next.run(request).instrument(served.span());
    let mut response = record::scope(Arc::clone(served.record()), work).await;
    if let Ok(value) = HeaderValue::from_str(served.record().id()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if let Some(value) = caller_id {
        response.headers_mut().insert(CALLER_ID, value);
    }
    if let Some(deprecated) = served.record().learnt().deprecated {
        deprecation::announce(&deprecated, response.headers_mut());
    }
    served.end(response.status().as_u16());
    response
}

/// The methods that a client may make up are all one.
fn method(method: &Method) -> &'static str {
    const KNOWN: [Method; 7] =
        [Method::GET, Method::POST, Method::OPTIONS, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH];
    const NAMES: [&str; KNOWN.len()] = ["GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"];
    KNOWN.iter().position(|known| known == method).map_or("OTHER", |place| NAMES[place])
}

/// The route that serves a request: one of a few, whatever path the client asked for.
fn route(request: &Request) -> &'static str {
    match request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) {
        Some("/graphql") => "/graphql",
        Some("/health/live") => "/health/live",
        Some("/health/ready") => "/health/ready",
        Some(_) => "/",
        None => "none",
    }
}

/// The caller's id when it is short and plain, so that it can follow a request through several services. Nothing is recorded
/// under it: a caller may send that of another request.
fn caller_id(headers: &HeaderMap) -> Option<&HeaderValue> {
    let plain = |id: &[u8]| {
        (1..=64).contains(&id.len()) && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
    };
    headers.get(REQUEST_ID).filter(|value| plain(value.as_bytes()))
}

/// An id that no other request has.
fn new_id(request: &Request) -> String {
    let id = MakeRequestUuid.make_request_id(request);
    id.and_then(|id| id.header_value().to_str().ok().map(ToOwned::to_owned)).unwrap_or_default()
}

/// The answer to a request whose code panicked; without it the connection would just close.
#[expect(clippy::needless_pass_by_value, reason = "the signature that the layer asks for")]
pub(super) fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let cause = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("panic without a message");
    answer::refusal(ApiError::internal(&format_args!("panic: {cause}")))
}
