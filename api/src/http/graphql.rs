//! `/graphql`: GraphQL over HTTP, as its specification draft says.
//!
//! | | |
//! |---|---|
//! | GET | queries only; parameters in the query string |
//! | POST | `application/json` only |
//! | answer | `application/json` or `application/graphql-response+json`, by `Accept` |

use std::time::Duration;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Executor, Request as GraphqlRequest, Response as GraphqlResponse, ServerError};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use tracing::Span;

use super::answer;
use super::limits::{self, Limits};
use super::negotiation::{MediaType, is_json_body, negotiate};
use super::params::Params;
use crate::app::App;
use crate::auth::Requester;
use crate::error::{self, ApiError, ErrorCode};

/// Time that a client has to send the body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// A name may be as long as the document; a log line may not.
const MAX_LOGGED_NAME: usize = 100;

/// Serves one request.
pub(super) async fn handle<E: Executor>(State(app): State<App<E>>, request: Request) -> Response {
    let Some(media_type) = negotiate(request.headers()) else {
        return answer::refusal(ApiError::new(
            ErrorCode::NoAceptable,
            "Quipu responde en application/json o application/graphql-response+json.",
        ));
    };
    let method = request.method().clone();
    if method != Method::GET && method != Method::POST {
        return not_allowed("Use POST, o GET para consultas.", "GET, POST", media_type);
    }
    let requester = match app.auth.requester(request.headers()).await {
        Ok(requester) => requester,
        Err(error) => return unauthenticated(error, media_type),
    };
    Span::current().record("requester", requester.name());
    let params = match read(request).await {
        Ok(params) => params,
        Err(error) if error.code() == ErrorCode::PersistedQueryNotSupported => {
            return answer::request_error(error, media_type);
        }
        Err(error) => return answer::refusal_as(error, media_type),
    };
    match prepare(params, &Limits::from(&*app.config)) {
        Err(Unusable::Document(error)) => answer::graphql(GraphqlResponse::from_errors(vec![error]), media_type),
        Err(Unusable::TooCostly(error)) => answer::request_error(error, media_type),
        Ok((_, OperationType::Mutation | OperationType::Subscription)) if method == Method::GET => {
            not_allowed("Por GET solo se admiten consultas (query); use POST.", "POST", media_type)
        }
        Ok((request, _)) => execute(&app, request, &requester, media_type).await,
    }
}

async fn read(request: Request) -> Result<Params, ApiError> {
    if request.method() == Method::GET {
        let Query(pairs) = Query::try_from_uri(request.uri())
            .map_err(|_| ApiError::new(ErrorCode::EntradaInvalida, "La cadena de consulta no está bien codificada."))?;
        return Params::from_query_string(pairs);
    }
    if !is_json_body(request.headers()) {
        return Err(ApiError::new(
            ErrorCode::TipoDeContenidoNoAdmitido,
            "Envíe el cuerpo con Content-Type: application/json, en UTF-8 y sin comprimir.",
        ));
    }
    Params::from_json(&read_body(request).await?)
}

async fn read_body(request: Request) -> Result<Bytes, ApiError> {
    match tokio::time::timeout(BODY_TIMEOUT, Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)))) => Err(ApiError::new(
            ErrorCode::CuerpoDemasiadoGrande,
            "El cuerpo pasa el tamaño máximo; envíe los datos en variables más pequeñas o en varias solicitudes.",
        )),
        Ok(Err(_)) | Err(_) => Err(ApiError::new(
            ErrorCode::CuerpoIncompleto,
            "El cuerpo no llegó entero en los 10 segundos que se esperan.",
        )),
    }
}

/// Why a document is not executed.
enum Unusable {
    /// It is not GraphQL.
    Document(ServerError),
    /// It is, and passes a limit.
    TooCostly(ApiError),
}

/// Reads the document once, measures it, and hands it parsed to the engine.
fn prepare(params: Params, limits: &Limits) -> Result<(GraphqlRequest, OperationType), Unusable> {
    limits::check_text(&params.query, limits).map_err(Unusable::TooCostly)?;
    let document = parse_query(&params.query).map_err(|error| Unusable::Document(syntax(&error)))?;
    limits::check_document(&document, limits).map_err(Unusable::TooCostly)?;
    let (name, kind) = operation(&document, params.operation_name.as_deref());
    if let Some(name) = &name {
        Span::current().record("graphql.operation", name.get(..MAX_LOGGED_NAME).unwrap_or(name));
    }
    let mut request = GraphqlRequest::new(params.query).variables(params.variables);
    // The engine takes no name for an anonymous operation, and needs none when there is only one.
    request.operation_name = params.operation_name;
    request.set_parsed_query(document);
    Ok((request, kind))
}

/// The parser draws the whole line under its message, as long as the document may be: only the message goes out.
fn syntax(error: &async_graphql::parser::Error) -> ServerError {
    let text = error.to_string();
    let reason = text.rsplit("  = ").next().unwrap_or_default().trim();
    let mut server_error = ServerError::new(format!("Error de sintaxis: {reason}"), None);
    server_error.locations = error.positions().collect();
    server_error
}

/// Name and kind of the operation that would run. When none would, the engine says so: the kind does not matter.
fn operation(document: &ExecutableDocument, wanted: Option<&str>) -> (Option<String>, OperationType) {
    let found = match (&document.operations, wanted) {
        (DocumentOperations::Single(operation), None) => Some((None, operation)),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(operations), Some(wanted)) => {
            operations.get_key_value(wanted).map(|(name, operation)| (Some(name), operation))
        }
        (DocumentOperations::Multiple(operations), None) => {
            operations.iter().next().filter(|_| operations.len() == 1).map(|(name, operation)| (Some(name), operation))
        }
    };
    found.map_or((None, OperationType::Query), |(name, operation)| (name.map(ToString::to_string), operation.node.ty))
}

/// Dropping the future at the deadline drops the statement that it waits for.
async fn execute<E: Executor>(
    app: &App<E>,
    request: GraphqlRequest,
    requester: &Requester,
    media_type: MediaType,
) -> Response {
    let may_look = app.config.open_schema() || requester.is_known();
    let request = if may_look { request } else { request.disable_introspection() };
    let work = async { Ok::<_, ApiError>(app.schema.execute(app.prepare(request, requester).await?).await) };
    match tokio::time::timeout(app.config.request_timeout(), work).await {
        Ok(Ok(mut response)) => {
            if !may_look {
                error::forget_suggestions(&mut response);
            }
            answer::graphql(response, media_type)
        }
        Ok(Err(error)) => answer::refusal_as(error, media_type),
        Err(_) => answer::refusal_as(past_deadline(app.config.request_timeout_seconds), media_type),
    }
}

fn past_deadline(seconds: u64) -> ApiError {
    tracing::warn!(timeout_seconds = seconds, "operation cancelled at its deadline");
    let message = format!("La operación pasó el máximo de {seconds} s y fue cancelada. Pida menos datos por vez.");
    ApiError::new(ErrorCode::TiempoAgotado, message)
}

/// A credential that cannot be used is never taken for none.
fn unauthenticated(error: ApiError, media_type: MediaType) -> Response {
    let unauthorized = error.code() == ErrorCode::NoAutorizado;
    let mut response = answer::refusal_as(error, media_type);
    if unauthorized {
        let challenge = HeaderValue::from_static("Bearer realm=\"quipu\", error=\"invalid_token\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

fn not_allowed(message: &str, allowed: &'static str, media_type: MediaType) -> Response {
    let mut response = answer::refusal_as(ApiError::new(ErrorCode::MetodoNoPermitido, message), media_type);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}
