//! What a document may cost, checked before the engine sees it.
//!
//! The engine walks fragments again at each spread, so a short document can keep it busy for ever, and its parser
//! follows nested brackets on the stack. Both are refused here in time proportional to the document's length.

mod tokens;
mod cost;
mod introspection;

use async_graphql::parser::types::ExecutableDocument;

use crate::auth::Kind;
use crate::config::LimitsConfig;
use crate::error::{ApiError, ErrorCode};

/// The numbers of the configuration that bound a document.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Levels of nested fields.
    pub depth: usize,
    /// Selections once every fragment is expanded.
    pub fields: usize,
    /// Aliases once every fragment is expanded.
    pub aliases: usize,
    /// Fields at the root of an operation.
    pub root_fields: usize,
    /// Directives on one field, spread or operation.
    pub directives: usize,
    /// Lexical tokens.
    pub tokens: usize,
}

/// Open brackets of any kind: what the parser can follow on its stack, well above any depth that is allowed.
const MAX_NESTING: usize = 64;

impl Limits {
    /// Those of a kind of requester.
    pub fn of(config: &LimitsConfig, kind: Kind) -> Self {
        Self {
            depth: config.max_depth.size(kind),
            fields: config.max_fields.size(kind),
            aliases: config.max_aliases.size(kind),
            root_fields: config.max_root_fields.size(kind),
            directives: config.max_directives.size(kind),
            tokens: config.max_tokens.size(kind),
        }
    }
}

/// Checks what must hold before the document is parsed.
pub fn check_text(document: &str, limits: &Limits) -> Result<(), ApiError> {
    let shape = tokens::measure(document, limits.tokens, MAX_NESTING);
    refuse_above("símbolos", shape.tokens, limits.tokens, ErrorCode::LimiteComplejidad)?;
    refuse_above("niveles", shape.nesting, MAX_NESTING, ErrorCode::LimiteProfundidad)
}

/// Checks what must hold before the document is validated and executed.
pub fn check_document(document: &ExecutableDocument, limits: &Limits) -> Result<(), ApiError> {
    let cost = cost::measure(document)?;
    refuse_above("campos", cost.selections, limits.fields, ErrorCode::LimiteComplejidad)?;
    refuse_above("niveles", cost.depth, limits.depth, ErrorCode::LimiteProfundidad)?;
    refuse_above("alias", cost.aliases, limits.aliases, ErrorCode::LimiteComplejidad)?;
    refuse_above("campos raíz", cost.root_fields, limits.root_fields, ErrorCode::LimiteComplejidad)?;
    refuse_above("directivas por campo", cost.directives, limits.directives, ErrorCode::LimiteComplejidad)?;
    let (lists, most) = (introspection::lists(document), introspection::MAX_LISTS);
    refuse_above("listas anidadas del esquema", lists, most, ErrorCode::LimiteProfundidad)
}

fn refuse_above(what: &'static str, found: usize, limit: usize, code: ErrorCode) -> Result<(), ApiError> {
    if found <= limit {
        return Ok(());
    }
    let message = format!("El documento pasa el máximo de {limit} {what}. Divídalo en varias solicitudes.");
    Err(ApiError::new(code, message).with("limite", limit).with("medida", what))
}
