//! A list of requests in one body: each is read, limited, paid for and answered as if it had come alone, one after the
//! other. It is refused unless the requester may send lists (`QUIPU_MAX_BATCH`).

use async_graphql::Executor;
use axum::body::{Body, to_bytes};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value};

use super::answer;
use super::execute::Client;
use super::graphql::serve;
use super::negotiation::MediaType;
use super::params::Params;
use crate::app::App;
use crate::error::{ApiError, ErrorCode};
use crate::telemetry::record;

/// Answers every request of the list, in its order: a list of what each would have got alone. The status is 200.
pub(super) async fn run<E: Executor>(app: &App<E>, requests: Vec<Value>, client: &Client) -> Response {
    let most = app.config.limits.max_batch.size(client.kind);
    if requests.is_empty() || requests.len() > most || most == 1 {
        return answer::refusal(refused(most));
    }
    record::note(|learnt| learnt.documents = Some(requests.len()));
    let mut bodies = vec![b'['];
    for (i, request) in requests.into_iter().enumerate() {
        let object = if let Value::Object(object) = request { object } else { Map::new() };
        let answer = match Params::from_object(object) {
            Ok(params) => serve(app, params, &Method::POST, None, client, MediaType::Json).await,
            Err(error) => answer::refusal(error),
        };
        if i > 0 {
            bodies.push(b',');
        }
        match to_bytes(answer.into_body(), usize::MAX).await {
            Ok(body) => bodies.extend_from_slice(&body),
            Err(cause) => return answer::refusal(ApiError::internal(&cause)),
        }
    }
    bodies.push(b']');
    answer::with_body(Body::from(bodies), StatusCode::OK, MediaType::Json)
}

fn refused(most: usize) -> ApiError {
    let message = match most {
        1 => "No se admiten listas de solicitudes: envíe una por vez.".to_owned(),
        _ => format!("Una lista lleva de 1 a {most} solicitudes."),
    };
    ApiError::new(ErrorCode::LoteNoAdmitido, message)
}
