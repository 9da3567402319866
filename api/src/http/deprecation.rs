//! The headers that tell who uses something that is going away: `Deprecation: @UNIX_TIME` (RFC 9745), of the oldest part
//! used, and `x-deprecated: Entidad.sigla, …`.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::schema::deprecation::Deprecated;

pub(super) const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
pub(super) const DEPRECATED: HeaderName = HeaderName::from_static("x-deprecated");

/// Names that one answer lists; the schema has them all.
const MAX_NAMES: usize = 20;

/// Says in the headers of an answer what its request should stop using.
pub(super) fn announce(deprecated: &Deprecated, headers: &mut HeaderMap) {
    let names = deprecated.names.iter().take(MAX_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    for (name, text) in [(DEPRECATION, format!("@{}", deprecated.since)), (DEPRECATED, names)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
}
