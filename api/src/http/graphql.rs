//! `/graphql`: GraphQL over HTTP, as its specification draft says.
//!
//! | | |
//! |---|---|
//! | GET | queries only; parameters in the query string |
//! | POST | `application/json` only |
//! | answer | `application/json` or `application/graphql-response+json`, by `Accept` |

use std::net::IpAddr;
use std::time::Duration;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Executor, Request as GraphqlRequest, Response as GraphqlResponse, ServerError, Variables};
use axum::body::{Bytes, HttpBody};
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{DefaultBodyLimit, FromRequest, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;

use super::cache::Known;
use super::documents::Document;
use super::execute::{self, Client, Job};
use super::limits::{self, Limits};
use super::negotiation::{MediaType, is_json_body, negotiate};
use super::params::{Params, Sent};
use super::{address, answer, batch};
use crate::app::App;
use crate::error::{ApiError, ErrorCode};
use crate::telemetry::record;

/// Time that a client has to send the body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

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
    let address = address::client(&request, &app.config.trusted_proxies);
    let from_here = address::is_from_here(&request);
    let client = match client(&app, request.headers(), address, from_here).await {
        Ok(client) => client,
        Err(error) => return unauthenticated(error, media_type),
    };
    record::note(|learnt| learnt.requester = Some(client.requester.name().to_owned()));
    let known = (method == Method::GET).then(|| Known::of(request.headers()));
    match read(request, app.config.limits.max_body_bytes.size(client.kind)).await {
        Ok(Sent::One(params)) => serve(&app, params, &method, known, &client, media_type).await,
        Ok(Sent::Many(requests)) => batch::run(&app, requests, &client).await,
        Err(error) => answer::refusal_as(error, media_type),
    }
}

/// Serves one document.
pub(super) async fn serve<E: Executor>(
    app: &App<E>,
    params: Params,
    method: &Method,
    known: Option<Known>,
    client: &Client,
    media_type: MediaType,
) -> Response {
    let Params { source, operation_name, variables, dry_run } = params;
    let document = match app.documents.find(source, client.kind) {
        Ok(document) => document,
        Err(error) => return not_found(error, media_type),
    };
    let known = known.filter(|_| document.named && !dry_run);
    match prepare(&document, operation_name, variables, &Limits::of(&app.config.limits, client.kind)) {
        Err(Unusable::Document(error)) => answer::graphql(GraphqlResponse::from_errors(vec![error]), media_type),
        Err(Unusable::TooCostly(error)) => answer::request_error(error, media_type),
        Ok((_, OperationType::Mutation | OperationType::Subscription)) if *method == Method::GET => {
            not_allowed("Por GET solo se admiten consultas (query); use POST.", "POST", media_type)
        }
        Ok((request, _)) => execute::run(app, Job { request, dry_run, known, media_type }, client).await,
    }
}

/// Who asks, and what that means for limits.
async fn client<E: Executor>(
    app: &App<E>,
    headers: &HeaderMap,
    address: IpAddr,
    from_here: bool,
) -> Result<Client, ApiError> {
    let requester = app.auth.requester(headers, from_here).await?;
    let kind = requester.kind(&app.auth.roles);
    let holder = app.quotas.holder(&requester, address);
    Ok(Client { requester, kind, holder })
}

async fn read(request: Request, max_bytes: usize) -> Result<Sent, ApiError> {
    if request.method() == Method::GET {
        let Query(pairs) = Query::try_from_uri(request.uri())
            .map_err(|_| ApiError::new(ErrorCode::EntradaInvalida, "La cadena de consulta no está bien codificada."))?;
        return Params::from_query_string(pairs).map(Sent::One);
    }
    if !is_json_body(request.headers()) {
        return Err(ApiError::new(
            ErrorCode::TipoDeContenidoNoAdmitido,
            "Envíe el cuerpo con Content-Type: application/json, en UTF-8 y sin comprimir.",
        ));
    }
    Sent::from_json(&read_body(request, max_bytes).await?)
}

async fn read_body(mut request: Request, max_bytes: usize) -> Result<Bytes, ApiError> {
    DefaultBodyLimit::max(max_bytes).apply(&mut request);
    // One that says that it is too large is not waited for.
    if request.body().size_hint().lower() > u64::try_from(max_bytes).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    match tokio::time::timeout(BODY_TIMEOUT, Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)))) => Err(too_large()),
        Ok(Err(_)) | Err(_) => Err(ApiError::new(
            ErrorCode::CuerpoIncompleto,
            "El cuerpo no llegó entero en los 10 segundos que se esperan.",
        )),
    }
}

fn too_large() -> ApiError {
    ApiError::new(
        ErrorCode::CuerpoDemasiadoGrande,
        "El cuerpo pasa el tamaño máximo; envíe los datos en variables más pequeñas o en varias solicitudes.",
    )
}

/// Why a document is not executed.
enum Unusable {
    /// It is not GraphQL.
    Document(ServerError),
    /// It is, and passes a limit.
    TooCostly(ApiError),
}

/// Reads the document once, measures it, and hands it parsed to the engine.
fn prepare(
    document: &Document,
    operation_name: Option<String>,
    variables: Variables,
    limits: &Limits,
) -> Result<(GraphqlRequest, OperationType), Unusable> {
    let Document { text, trusted, .. } = document;
    if !trusted {
        limits::check_text(text, limits).map_err(Unusable::TooCostly)?;
    }
    let document = parse_query(text).map_err(|error| Unusable::Document(syntax(&error)))?;
    if !trusted {
        limits::check_document(&document, limits).map_err(Unusable::TooCostly)?;
    }
    let (name, kind) = operation(&document, operation_name.as_deref());
    record::note(|learnt| learnt.read_document(&document, name.as_deref()));
    let mut request = GraphqlRequest::new(&**text).variables(variables);
    // The engine takes no name for an anonymous operation, and needs none when there is only one.
    request.operation_name = operation_name;
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

/// A document that is named and not there: clients of the protocol send it then, others asked for nothing that is.
fn not_found(error: ApiError, media_type: MediaType) -> Response {
    match error.code() {
        ErrorCode::PersistedQueryNotFound | ErrorCode::PersistedQueryNotSupported => {
            answer::request_error(error, media_type)
        }
        _ => answer::refusal_as(error, media_type),
    }
}

fn not_allowed(message: &str, allowed: &'static str, media_type: MediaType) -> Response {
    let mut response = answer::refusal_as(ApiError::new(ErrorCode::MetodoNoPermitido, message), media_type);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}
