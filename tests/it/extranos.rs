//! What strangers get: pages of other origins, and those who look for the schema.

use reqwest::header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use serde_json::Value;

use crate::support::server::{Answer, Server, send};
use crate::support::token::{SECRET, development};

const ALLOWED: &str = "https://tablero.gob.pe";

async fn preflight(server: &Server, origin: &str) -> Answer {
    let request = server.request("OPTIONS", "/graphql").header(ORIGIN, origin);
    let request = request.header(ACCESS_CONTROL_REQUEST_METHOD, "POST");
    send(request.header(ACCESS_CONTROL_REQUEST_HEADERS, "authorization,content-type")).await
}

/// Only pages of the origins in the list may call from a browser; by default none.
#[tokio::test]
async fn origins_are_allowed_by_list() {
    let server = Server::with_flags(&["--cors-origins", ALLOWED]).await;
    let answer = preflight(&server, ALLOWED).await;
    assert_eq!(answer.header("access-control-allow-origin"), ALLOWED);
    assert!(answer.header("access-control-allow-headers").contains("authorization"));
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    for (server, origin) in [(&server, "https://tablero.gob.pe.otro.pe"), (&Server::start().await, ALLOWED)] {
        assert_eq!(preflight(server, origin).await.header("access-control-allow-origin"), "", "{origin}");
    }
    let simple = send(server.get_graphql(&[("query", "{ hola }")]).header(ORIGIN, ALLOWED)).await;
    assert_eq!(simple.header("access-control-allow-origin"), ALLOWED);
    assert!(simple.header("access-control-expose-headers").contains("x-request-id"));
}

/// Where the schema is not open, a stranger learns nothing of it, by introspection or by mistyping; a requester does.
#[tokio::test]
async fn the_schema_is_open_to_whom_the_settings_say() {
    const LOOK: &str = "{ __schema { queryType { name } } }";
    let server = Server::with_flags(&["--introspection", "identificados", "--jwt-secret", SECRET]).await;
    let seen = server.graphql(LOOK).await.json();
    assert_eq!(seen["data"]["__schema"], Value::Null, "{seen}");
    let mistyped = server.graphql("{ holas }").await.text;
    assert!(mistyped.contains("CONSULTA_INVALIDA") && !mistyped.contains("Quiso decir"), "{mistyped}");
    let token = development(&server.base, "ana", &[]);
    assert_eq!(server.graphql_as(&token, LOOK).await.json()["data"]["__schema"]["queryType"]["name"], "Query");
    assert!(server.graphql_as(&token, "{ holas }").await.text.contains("¿Quiso decir"));
    let open = Server::with_flags(&["--jwt-secret", SECRET]).await;
    assert_eq!(open.graphql(LOOK).await.json()["data"]["__schema"]["queryType"]["name"], "Query");
}
