//! The one error that clients see: a stable code, a message in Spanish, and whether to try again.
//!
//! A resolver returns `Result<T, ApiError>`. `?` turns the rules of the domain and the failures of the database
//! into it; there is no way from any other error, so no foreign text can reach a client.

mod code;
mod database;
mod engine;
mod response;
mod registro;

use async_graphql::{ErrorExtensionValues, ServerError, Value};

use crate::domain;

pub use code::{CODES, CodeInfo, ErrorCode};
pub(crate) use registro::{Fault, en_camello};
pub use response::{MAX_ERRORS, finish, forget_suggestions, give_code, keep_first};

/// A refusal or a failure, ready to be shown. It has no `Display` on purpose: async-graphql would take it by its text.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    code: ErrorCode,
    message: String,
    fields: Vec<(&'static str, Value)>,
}

impl ApiError {
    /// An error with its message for the client, in Spanish.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: Vec::new() }
    }

    /// Something of ours broke: the cause is logged here, once, and the client gets a mask.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(error.cause = %cause, "internal error");
        Self::new(ErrorCode::ErrorInterno, "Ocurrió un error interno. Al reportarlo, indique el requestId.")
    }

    /// Adds a field to `extensions`, such as `campo`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// The code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.message
    }

    fn extensions(&self) -> ErrorExtensionValues {
        let info = self.code.info();
        let mut values = ErrorExtensionValues::default();
        for (name, value) in &self.fields {
            values.set(name, value.clone());
        }
        values.set("code", info.name);
        values.set("retryable", info.retryable);
        values
    }
}

impl From<ApiError> for async_graphql::Error {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes a GraphQL error of a resolver")]
    fn from(error: ApiError) -> Self {
        let extensions = Some(error.extensions());
        Self { extensions, ..Self::new(error.message) }
    }
}

impl From<ApiError> for ServerError {
    fn from(error: ApiError) -> Self {
        let extensions = Some(error.extensions());
        let mut server_error = Self::new(error.message, None);
        server_error.extensions = extensions;
        server_error
    }
}

impl From<domain::Error> for ApiError {
    fn from(error: domain::Error) -> Self {
        let code = match error {
            domain::Error::DiagramaDemasiadoGrande { .. } => ErrorCode::LimiteDiagrama,
            _ => ErrorCode::EntradaInvalida,
        };
        let api_error = Self::new(code, error.to_string());
        match error {
            domain::Error::Negativo { campo, .. } | domain::Error::Cero { campo } => api_error.with("campo", campo),
            _ => api_error,
        }
    }
}
