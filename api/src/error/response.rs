//! The last look at an answer: every error leaves with a code, and nothing internal leaves at all.

use async_graphql::{Response, ServerError};

use super::{ApiError, CODES, ErrorCode, engine};
use crate::telemetry::record;

/// Errors of a document that its answer tells, at most: one document can have thousands.
pub const MAX_ERRORS: usize = 50;

/// Leaves the first errors of a refused document, and says how many more it has.
pub fn keep_first(response: &mut Response) {
    let more = response.errors.len().saturating_sub(MAX_ERRORS);
    if more > 0 {
        response.errors.truncate(MAX_ERRORS);
        let message = format!("Errores que no se muestran: {more}. Corrija los demás y envíe el documento otra vez.");
        response.errors.push(ApiError::new(ErrorCode::MasErrores, message).with("omitidos", more).into());
    }
}

/// Gives every error of `response` its code, `retryable` and `requestId`.
pub fn finish(response: &mut Response) {
    let id = record::id();
    for error in &mut response.errors {
        give_code(error);
        if let Some(extensions) = &mut error.extensions {
            // A scalar gives its own code and nothing else.
            if extensions.get("retryable").is_none() {
                extensions.set("retryable", false);
            }
            extensions.set("requestId", id.as_str());
        }
    }
    note_codes(response);
}

/// Takes down which codes leave; one that a scalar made up is of the input.
fn note_codes(response: &Response) {
    record::note(|learnt| {
        for error in &response.errors {
            let known = CODES.iter().map(|info| info.name).find(|name| is_code(error, name));
            let name = known.unwrap_or(ErrorCode::EntradaInvalida.info().name);
            if !learnt.codes.contains(&name) {
                learnt.codes.push(name);
            }
        }
    });
}

fn is_code(error: &ServerError, name: &str) -> bool {
    matches!(code_of(error), Some(async_graphql::Value::String(code)) if code == name)
}

/// Takes out the names that the engine proposes for a mistyped one: a stranger would learn the schema from them.
pub fn forget_suggestions(response: &mut Response) {
    for error in &mut response.errors {
        if let Some(place) = error.message.find(" Did you mean") {
            error.message.truncate(place);
        }
    }
}

/// Gives an error its code, where it has none.
pub fn give_code(error: &mut ServerError) {
    if code_of(error).is_none() {
        classify(error);
    }
}

/// Errors without a code were not made by us. The engine's own (validation, coercion) carry no source and are
/// written for the client; one with a source is a foreign error that slipped through a `?`.
fn classify(error: &mut ServerError) {
    let substitute = if error.source.is_some() {
        ApiError::internal(&error.message)
    } else {
        ApiError::new(ErrorCode::ConsultaInvalida, engine::in_spanish(&error.message))
    };
    let ServerError { message, extensions, .. } = substitute.into();
    error.message = message;
    error.extensions = extensions;
}

fn code_of(error: &ServerError) -> Option<&async_graphql::Value> {
    error.extensions.as_ref().and_then(|extensions| extensions.get("code"))
}
