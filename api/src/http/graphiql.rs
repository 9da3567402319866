//! GraphiQL at `/`: the page and its scripts are inside the program, so that it works without the internet.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The document that the explorer shows first.
pub const PRIMERA_CONSULTA: &str = include_str!("primera_consulta.graphql");

/// Everything comes from here; the editor sets styles from its script and draws with images it carries.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

const PAGE: &str = include_str!("../../assets/graphiql/pagina.html");

struct Asset {
    path: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    cache: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// The path has the version: the content never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Ours: changes with the program.
const CHECK: &str = "no-cache";

static ASSETS: [Asset; 5] = [
    Asset {
        path: "/graphiql/react-18.3.1.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/graphiql/react.production.min.js"),
        cache: FOREVER,
    },
    Asset {
        path: "/graphiql/react-dom-18.3.1.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/graphiql/react-dom.production.min.js"),
        cache: FOREVER,
    },
    Asset {
        path: "/graphiql/graphiql-3.9.0.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/graphiql/graphiql.min.js"),
        cache: FOREVER,
    },
    Asset {
        path: "/graphiql/graphiql-3.9.0.css",
        content_type: STYLE,
        bytes: include_bytes!("../../assets/graphiql/graphiql.min.css"),
        cache: FOREVER,
    },
    Asset {
        path: "/graphiql/inicio.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/graphiql/inicio.js"),
        cache: CHECK,
    },
];

/// The page and what it loads.
pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let page = Router::new().route("/", get(async || page()));
    ASSETS.iter().fold(page, |router, asset| router.route(asset.path, get(move || async move { serve(asset) })))
}

fn page() -> Response {
    let body = PAGE.replace("{{consulta}}", &escape(PRIMERA_CONSULTA));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::CACHE_CONTROL, HeaderValue::from_static(CHECK)),
    ];
    (headers, body).into_response()
}

fn serve(asset: &Asset) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(asset.cache)),
    ];
    (headers, asset.bytes).into_response()
}

/// For an attribute between double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
