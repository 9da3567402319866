//! The parameters of a GraphQL request, from a JSON body or from a query string.

use async_graphql::Variables;
use serde_json::{Map, Value};

use crate::error::{ApiError, ErrorCode};

/// Which document is asked for.
#[derive(Debug)]
pub(super) enum Source {
    /// This one.
    Text(String),
    /// The one of this id, which the operator knows.
    Id(String),
    /// The one of this hash, which a client sent before or sends now (automatic persisted queries).
    Hash(String, Option<String>),
}

/// A GraphQL request as it came, before its document is read.
#[derive(Debug)]
pub(super) struct Params {
    /// The document.
    pub(super) source: Source,
    /// Which of its operations to run.
    pub(super) operation_name: Option<String>,
    /// Values of its variables.
    pub(super) variables: Variables,
    /// Only to be told what it costs (`extensions: {"dryRun": true}`).
    pub(super) dry_run: bool,
}

/// What a POST brings.
#[derive(Debug)]
pub(super) enum Sent {
    /// A request.
    One(Params),
    /// A list of what should be requests.
    Many(Vec<Value>),
}

impl Sent {
    /// Reads the body of a POST.
    pub(super) fn from_json(body: &[u8]) -> Result<Self, ApiError> {
        let text = std::str::from_utf8(body)
            .map_err(|error| json_error(format!("El cuerpo no es UTF-8 desde el byte {}.", error.valid_up_to())))?;
        let value = serde_json::from_str(text).map_err(|error| {
            json_error(format!("El cuerpo no es JSON válido (línea {}, columna {}).", error.line(), error.column()))
        })?;
        match value {
            Value::Object(object) => Params::from_object(object).map(Self::One),
            Value::Array(list) => Ok(Self::Many(list)),
            _ => Err(json_error("El cuerpo debe ser un objeto JSON con el campo «query».".to_owned())),
        }
    }
}

impl Params {
    /// Reads the query string of a GET; `variables` and `extensions` are JSON inside it.
    pub(super) fn from_query_string(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        let mut object = Map::new();
        for (name, value) in pairs {
            let value = match name.as_str() {
                "query" | "documentId" | "operationName" => Value::String(value),
                "variables" | "extensions" => serde_json::from_str(&value).map_err(|_| {
                    json_error(format!("El parámetro «{name}» no es JSON válido.")).with("campo", name.as_str())
                })?,
                _ => continue,
            };
            if object.insert(name.clone(), value).is_some() {
                return Err(invalid(&name, "aparece más de una vez"));
            }
        }
        Self::from_object(object)
    }

    /// Reads one request.
    pub(super) fn from_object(mut object: Map<String, Value>) -> Result<Self, ApiError> {
        let extensions = optional_object(&mut object, "extensions")?;
        let operation_name = optional_string(&mut object, "operationName")?.filter(|name| !name.is_empty());
        let variables = Variables::from_json(Value::Object(optional_object(&mut object, "variables")?));
        let query = optional_string(&mut object, "query")?;
        let id = optional_string(&mut object, "documentId")?;
        let source = match (query, id, hash(&extensions)?) {
            (Some(_), Some(_), _) => return Err(invalid("documentId", "va en lugar de «query», no con él")),
            (_, Some(id), _) => Source::Id(id),
            (query, None, Some(hash)) => Source::Hash(hash, query),
            (Some(query), None, None) => Source::Text(query),
            (None, None, None) => return Err(missing_query()),
        };
        let dry_run = match extensions.get("dryRun") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(dry_run)) => *dry_run,
            Some(_) => return Err(invalid("dryRun", "debe ser true o false")),
        };
        Ok(Self { source, operation_name, variables, dry_run })
    }
}

/// Hash of a persisted query, in hexadecimal.
fn hash(extensions: &Map<String, Value>) -> Result<Option<String>, ApiError> {
    let Some(persisted) = extensions.get("persistedQuery").filter(|value| !value.is_null()) else { return Ok(None) };
    let version = persisted.get("version").and_then(Value::as_u64);
    match persisted.get("sha256Hash").and_then(Value::as_str) {
        Some(hash) if version == Some(1) => Ok(Some(hash.to_ascii_lowercase())),
        _ => Err(invalid("persistedQuery", "lleva «version» 1 y «sha256Hash»")),
    }
}

fn optional_string(object: &mut Map<String, Value>, name: &str) -> Result<Option<String>, ApiError> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(invalid(name, "debe ser una cadena")),
    }
}

fn optional_object(object: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, ApiError> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(inner)) => Ok(inner),
        Some(_) => Err(invalid(name, "debe ser un objeto JSON")),
    }
}

fn json_error(message: String) -> ApiError {
    ApiError::new(ErrorCode::JsonInvalido, message)
}

fn invalid(name: &str, rule: &str) -> ApiError {
    ApiError::new(ErrorCode::EntradaInvalida, format!("El parámetro «{name}» {rule}.")).with("campo", name)
}

fn missing_query() -> ApiError {
    ApiError::new(ErrorCode::EntradaInvalida, "Falta el parámetro «query» con el documento GraphQL, o «documentId».")
        .with("campo", "query")
}
