//! What a cache may keep: answers to strangers about documents that are named in a GET.

use async_graphql::Response as GraphqlResponse;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};

/// A publication may show this many seconds late.
const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Tags of the answers that a client has already.
#[derive(Debug, Default)]
pub(super) struct Known(Vec<String>);

impl Known {
    /// Those that a request names.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        Self(values.flat_map(|value| value.split(',')).map(|tag| strong(tag.trim()).to_owned()).collect())
    }

    fn has(&self, tag: &str) -> bool {
        self.0.iter().any(|known| known == "*" || known == strong(tag))
    }
}

/// Tags are compared without the mark of weak ones (RFC 9110, 8.8.3.2).
fn strong(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Tag of an answer: weak, as what it cost differs from one time to the next and its data does not.
pub(super) fn tag(response: &GraphqlResponse) -> Option<String> {
    let bytes = serde_json::to_vec(&response.data).ok()?;
    Some(format!("W/\"{:x}\"", Sha256::digest(bytes)))
}

/// Lets a cache keep an answer; to a client that has it already, says only that it still holds.
pub(super) fn keep(mut response: Response, tag: &str, known: &Known) -> Response {
    if known.has(tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, KEEP);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
