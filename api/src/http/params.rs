//! The four parameters of a GraphQL request, from a JSON body or from a query string.

use async_graphql::Variables;
use serde_json::{Map, Value};

use crate::error::{ApiError, ErrorCode};

/// A GraphQL request as it came, before its document is read.
#[derive(Debug)]
pub(super) struct Params {
    /// The document.
    pub(super) query: String,
    /// Which of its operations to run.
    pub(super) operation_name: Option<String>,
    /// Values of its variables.
    pub(super) variables: Variables,
}

impl Params {
    /// Reads the body of a POST.
    pub(super) fn from_json(body: &[u8]) -> Result<Self, ApiError> {
        let text = std::str::from_utf8(body)
            .map_err(|error| json_error(format!("El cuerpo no es UTF-8 desde el byte {}.", error.valid_up_to())))?;
        let value = serde_json::from_str(text).map_err(|error| {
            json_error(format!("El cuerpo no es JSON válido (línea {}, columna {}).", error.line(), error.column()))
        })?;
        match value {
            Value::Object(object) => Self::from_object(object),
            Value::Array(_) => {
                Err(ApiError::new(ErrorCode::LoteNoAdmitido, "Quipu no admite lotes: envíe una solicitud por vez."))
            }
            _ => Err(json_error("El cuerpo debe ser un objeto JSON con el campo «query».".to_owned())),
        }
    }

    /// Reads the query string of a GET; `variables` and `extensions` are JSON inside it.
    pub(super) fn from_query_string(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        let mut object = Map::new();
        for (name, value) in pairs {
            let value = match name.as_str() {
                "query" | "operationName" => Value::String(value),
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

    fn from_object(mut object: Map<String, Value>) -> Result<Self, ApiError> {
        let extensions = optional_object(&mut object, "extensions")?;
        let operation_name = optional_string(&mut object, "operationName")?.filter(|name| !name.is_empty());
        let variables = optional_object(&mut object, "variables")?;
        let Some(query) = optional_string(&mut object, "query")? else {
            return Err(if extensions.contains_key("persistedQuery") { not_persisted() } else { missing_query() });
        };
        Ok(Self { query, operation_name, variables: Variables::from_json(Value::Object(variables)) })
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
    ApiError::new(ErrorCode::EntradaInvalida, "Falta el parámetro «query» con el documento GraphQL.")
        .with("campo", "query")
}

/// The message, too, is one that clients compare.
fn not_persisted() -> ApiError {
    ApiError::new(ErrorCode::PersistedQueryNotSupported, "PersistedQueryNotSupported")
}
