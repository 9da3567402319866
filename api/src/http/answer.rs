//! From a GraphQL answer to an HTTP one: body, type and status as GraphQL over HTTP says.

use std::collections::BTreeMap;

use async_graphql::{Response as GraphqlResponse, ServerError, Value};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;

use super::negotiation::MediaType;
use crate::error::{self, ApiError};

/// The answer to a document that was understood well enough to be a GraphQL request.
pub(super) fn graphql(mut response: GraphqlResponse, media_type: MediaType) -> Response {
    let refused = is_request_error(&response);
    if refused {
        error::keep_first(&mut response);
    }
    error::finish(&mut response);
    if refused {
        let status = match media_type {
            MediaType::Json => StatusCode::OK,
            MediaType::GraphqlResponse => StatusCode::BAD_REQUEST,
        };
        let extensions = Some(&response.extensions).filter(|extensions| !extensions.is_empty());
        return encode(&Refused { errors: &response.errors, extensions }, status, media_type);
    }
    encode(&response, StatusCode::OK, media_type)
}

/// A document refused before execution: 200 for `application/json`, as its older clients expect, else 400.
pub(super) fn request_error(error: ApiError, media_type: MediaType) -> Response {
    graphql(GraphqlResponse::from_errors(vec![error.into()]), media_type)
}

/// Not a GraphQL request at all, or one that could not be served: the status says so whatever the type.
pub(super) fn refusal(error: ApiError) -> Response {
    refusal_as(error, MediaType::Json)
}

/// [`refusal`], once the type that the client wants is known.
pub(super) fn refusal_as(error: ApiError, media_type: MediaType) -> Response {
    let status = StatusCode::from_u16(error.code().info().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = GraphqlResponse::from_errors(vec![error.into()]);
    error::finish(&mut response);
    encode(&Refused { errors: &response.errors, extensions: None }, status, media_type)
}

/// A request error has no `data` key; the engine would write `"data": null`, which means that execution began.
#[derive(Serialize)]
struct Refused<'a> {
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<&'a BTreeMap<String, Value>>,
}

/// Execution gives every error a path; the steps before it have none to give.
fn is_request_error(response: &GraphqlResponse) -> bool {
    response.data == Value::Null && !response.errors.is_empty() && response.errors.iter().all(|e| e.path.is_empty())
}

fn encode(body: &impl Serialize, status: StatusCode, media_type: MediaType) -> Response {
    let (bytes, status) = match serde_json::to_vec(body) {
        Ok(bytes) => (bytes, status),
        Err(cause) => {
            let masked: ServerError = ApiError::internal(&cause).into();
            let fallback = serde_json::to_vec(&Refused { errors: &[masked], extensions: None }).unwrap_or_default();
            (fallback, StatusCode::INTERNAL_SERVER_ERROR)
        }
    };
    with_body(Body::from(bytes), status, media_type)
}

/// An answer of that type.
pub(super) fn with_body(body: Body, status: StatusCode, media_type: MediaType) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type.content_type()));
    headers.insert(header::VARY, HeaderValue::from_static("accept, authorization"));
    response
}
