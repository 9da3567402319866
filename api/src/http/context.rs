//! What surrounds every request: its id, its span, its one log line, and the answer when its code panics.

use std::any::Any;
use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, MakeRequestUuid};
use tracing::Instrument;
use tracing::field::Empty;

use super::answer;
use crate::error::{ApiError, request_id};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs a request under its id and logs how it ended. Variables never reach the log, nor does the query string.
pub(super) async fn with_request(request: Request, next: Next) -> Response {
    let id = id_of(&request);
    // At the highest level, so that no filter takes the id away from the lines inside.
    let span = tracing::error_span!(
        "request",
        request.id = %id,
        http.method = %request.method(),
        http.path = request.uri().path(),
        graphql.operation = Empty,
        requester = Empty,
    );
    let work = async {
        let start = Instant::now();
        let response = next.run(request).await;
        let duration_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(http.status = response.status().as_u16(), duration_ms, "request served");
        response
    };
    let mut response = request_id::scope(id.clone(), work.instrument(span)).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The caller's id when it is short and plain, so that it can follow a request through several services; else a new one.
fn id_of(request: &Request) -> String {
    let plain = |id: &&str| {
        (1..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(plain);
    match given {
        Some(id) => id.to_owned(),
        None => MakeRequestUuid
            .make_request_id(request)
            .and_then(|id| id.header_value().to_str().ok().map(ToOwned::to_owned))
            .unwrap_or_default(),
    }
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
