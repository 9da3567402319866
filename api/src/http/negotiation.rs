//! Which of the two types of GraphQL over HTTP a client wants, and which body it may send.

use axum::http::{HeaderMap, header};

/// The types that Quipu answers in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/json`: the status tells nothing about the document.
    Json,
    /// `application/graphql-response+json`: a refused document is a 400.
    GraphqlResponse,
}

impl MediaType {
    /// Value of `Content-Type`.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    fn subtype(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GraphqlResponse => "graphql-response+json",
        }
    }
}

/// The type that suits `Accept` best; `None` when none does. Without the header, or with `*/*` alone, it is
/// `application/json`: clients older than the specification send that and expect status 200.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut items: Vec<&str> = Vec::new();
    for value in headers.get_all(header::ACCEPT) {
        items.extend(value.to_str().ok()?.split(',').map(str::trim).filter(|item| !item.is_empty()));
    }
    if items.is_empty() {
        return Some(MediaType::Json);
    }
    let ranges: Vec<Range> = items.into_iter().filter_map(Range::parse).collect();
    let json = Preference::of(MediaType::Json, &ranges);
    let graphql_response = Preference::of(MediaType::GraphqlResponse, &ranges);
    match (json, graphql_response) {
        (None, None) => None,
        (Some(json), Some(other)) if other.is_better_than(&json) => Some(MediaType::GraphqlResponse),
        (Some(_), _) => Some(MediaType::Json),
        (None, Some(_)) => Some(MediaType::GraphqlResponse),
    }
}

/// An item of `Accept`: `type/subtype;parameters;q=0.5`.
struct Range {
    kind: String,
    subtype: String,
    /// Thousandths, so that no binary float is needed.
    quality: u16,
}

impl Range {
    fn parse(item: &str) -> Option<Self> {
        let mut parts = item.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut quality = 1000;
        for parameter in parts {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.trim().to_ascii_lowercase().as_str() {
                "q" => quality = parse_quality(value.trim())?,
                "charset" if !is_utf8(value) => return None,
                _ => {}
            }
        }
        Some(Self { kind: kind.trim().to_ascii_lowercase(), subtype: subtype.trim().to_ascii_lowercase(), quality })
    }

    /// How precisely the range names `media_type`, if it does.
    fn precision(&self, media_type: MediaType) -> Option<u8> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(0),
            ("application", "*") => Some(1),
            ("application", subtype) if subtype == media_type.subtype() => Some(2),
            _ => None,
        }
    }
}

/// How much a client wants a type: the most precise range that names it decides.
struct Preference {
    quality: u16,
    precision: u8,
    position: usize,
}

impl Preference {
    fn of(media_type: MediaType, ranges: &[Range]) -> Option<Self> {
        ranges
            .iter()
            .enumerate()
            .filter_map(|(position, range)| {
                Some(Self { quality: range.quality, precision: range.precision(media_type)?, position })
            })
            .reduce(|best, next| if next.precision > best.precision { next } else { best })
            .filter(|preference| preference.quality > 0)
    }

    /// Of two types wanted alike, the one that is named, then the one named first.
    fn is_better_than(&self, other: &Self) -> bool {
        let rank = |p: &Self| (p.quality, p.precision);
        rank(self) > rank(other) || (rank(self) == rank(other) && self.position < other.position)
    }
}

/// `0`, `1` or a decimal between them with up to three digits; anything else makes the item unusable.
fn parse_quality(value: &str) -> Option<u16> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

/// Whether the body is `application/json` in UTF-8, not encoded. Only that: a form, plain text or multipart could be
/// posted by any page without asking first.
pub(super) fn is_json_body(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or("?"));
    if text(header::CONTENT_ENCODING).is_some_and(|encoding| !encoding.trim().eq_ignore_ascii_case("identity")) {
        return false;
    }
    let mut parts = text(header::CONTENT_TYPE).unwrap_or("").split(';').map(str::trim);
    let essence = parts.next().unwrap_or("");
    essence.eq_ignore_ascii_case("application/json")
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => is_utf8(value),
            _ => true,
        })
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim().trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}
