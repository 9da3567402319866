//! GraphQL over HTTP, rule by rule.

use reqwest::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::support::server::{Server, send};

const GRAPHQL_RESPONSE: &str = "application/graphql-response+json; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

/// The type of the answer follows `Accept`, with its quality values.
#[tokio::test]
async fn the_type_follows_accept() {
    let server = Server::start().await;
    let cases = [
        ("application/json", JSON),
        ("application/graphql-response+json", GRAPHQL_RESPONSE),
        ("*/*", JSON),
        ("", JSON),
        ("application/*", JSON),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0.4, application/json;q=0.5", JSON),
        ("application/json, application/graphql-response+json", JSON),
        ("*/*, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/json;q=0, */*", GRAPHQL_RESPONSE),
        ("text/html, */*;q=0.1", JSON),
        ("Application/JSON; charset=UTF-8", JSON),
    ];
    for (accept, expected) in cases {
        let answer = send(server.post().header(ACCEPT, accept).json(&json!({ "query": "{ hola }" }))).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, expected), "Accept: {accept}");
    }
}

/// What cannot be produced is refused as 406.
#[tokio::test]
async fn an_accept_without_json_is_406() {
    let server = Server::start().await;
    for accept in ["text/html", "application/json;q=0", "application/json;charset=latin1", "nada"] {
        let answer = send(server.post().header(ACCEPT, accept).json(&json!({ "query": "{ hola }" }))).await;
        assert_eq!(answer.refusal(), (406, "NO_ACEPTABLE".to_owned()), "Accept: {accept}");
    }
}

/// A document that cannot run: 400 for the new type, 200 for the old one, never a `data` key.
#[tokio::test]
async fn request_errors_have_no_data() {
    let server = Server::start().await;
    let bodies = [
        json!({ "query": "{ hola" }),
        json!({ "query": "{ nada }" }),
        json!({ "query": "query A { hola } query B { hola }" }),
        json!({ "query": "query A { hola }", "operationName": "B" }),
        json!({ "query": "query A($n: Int!) { hola }", "variables": {} }),
        json!({ "query": "query A($n: String!) { hola(nombre: $n) }", "variables": { "n": 1 } }),
        json!({ "query": "subscription { hola }" }),
    ];
    for body in bodies {
        let answer = server.json(&body).await;
        assert_eq!(answer.refusal(), (400, "CONSULTA_INVALIDA".to_owned()), "{body}");
        assert_eq!(answer.json().get("data"), None, "{body}");
        let old = send(server.post().header(ACCEPT, "application/json").json(&body)).await;
        assert_eq!((old.status.as_u16(), old.json().get("data")), (200, None), "{body}");
    }
}

/// An error of the engine keeps its locations.
#[tokio::test]
async fn engine_errors_keep_their_locations() {
    let error = Server::start().await.graphql("{ hola nada }").await.json()["errors"][0].clone();
    assert_eq!(error["locations"], json!([{ "line": 1, "column": 8 }]));
    assert_eq!(error["extensions"]["retryable"], json!(false));
}

/// A body that is not a GraphQL request is 400 whatever the type, with a code.
#[tokio::test]
async fn malformed_bodies_are_400_with_a_code() {
    let server = Server::start().await;
    let cases: [(&[u8], &str); 12] = [
        (b"", "JSON_INVALIDO"),
        (b"{", "JSON_INVALIDO"),
        (b"\"{ hola }\"", "JSON_INVALIDO"),
        (b"{\"query\": \"{ hola }\xff\"}", "JSON_INVALIDO"),
        (b"[{\"query\": \"{ hola }\"}]", "LOTE_NO_ADMITIDO"),
        (b"{}", "ENTRADA_INVALIDA"),
        (b"{\"query\": null}", "ENTRADA_INVALIDA"),
        (b"{\"query\": 1}", "ENTRADA_INVALIDA"),
        (b"{\"query\": \"{ hola }\", \"variables\": []}", "ENTRADA_INVALIDA"),
        (b"{\"query\": \"{ hola }\", \"variables\": \"{}\"}", "ENTRADA_INVALIDA"),
        (b"{\"query\": \"{ hola }\", \"operationName\": 1}", "ENTRADA_INVALIDA"),
        (b"{\"query\": \"{ hola }\", \"extensions\": 1}", "ENTRADA_INVALIDA"),
    ];
    for (body, code) in cases {
        let answer = server.raw(body.to_vec()).await;
        assert_eq!(answer.refusal(), (400, code.to_owned()), "{}", String::from_utf8_lossy(body));
        assert_eq!(answer.json().get("data"), None);
    }
}

/// A list of requests, where it is allowed, is a list of what each would get alone: its limits, its refusal, its cost.
#[tokio::test]
async fn a_list_of_requests_is_each_of_them() {
    let server = Server::with_flags(&["--max-batch", "4", "--max-root-fields", "2"]).await;
    let list = json!([
        { "query": "{ hola }" },
        { "query": "{ nada }" },
        { "query": "{ a: hola b: hola c: hola }" },
        "{ hola }",
    ]);
    let answer = send(server.post().json(&list)).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, JSON));
    let answers = answer.json();
    let codes: Vec<&Value> =
        answers.as_array().unwrap().iter().map(|one| &one["errors"][0]["extensions"]["code"]).collect();
    assert_eq!(
        codes,
        [&Value::Null, &json!("CONSULTA_INVALIDA"), &json!("LIMITE_COMPLEJIDAD"), &json!("ENTRADA_INVALIDA")]
    );
    let alone = server.graphql("{ hola }").await.json();
    assert_eq!(answers[0]["data"], alone["data"]);
    assert_eq!(answers[0]["extensions"]["cost"]["requested"], alone["extensions"]["cost"]["requested"]);
    for refused in [json!([]), json!(vec![json!({ "query": "{ hola }" }); 5])] {
        let answer = send(server.post().json(&refused)).await;
        assert_eq!(answer.refusal(), (400, "LOTE_NO_ADMITIDO".to_owned()));
    }
}

/// `null` stands for an absent parameter, and unknown parameters are left alone.
#[tokio::test]
async fn null_and_unknown_parameters_are_accepted() {
    let body = json!({
        "query": "{ hola }", "operationName": null, "variables": null, "extensions": { "x": 1 }, "otro": true,
    });
    let answer = Server::start().await.json(&body).await;
    assert_eq!(answer.json()["data"], json!({ "hola": "hola quipu" }));
}

/// Only `application/json` in UTF-8, not compressed: other types could be posted by any page.
#[tokio::test]
async fn other_bodies_are_415() {
    let server = Server::start().await;
    let body = r#"{"query": "{ hola }"}"#;
    let types = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=latin1",
        "application/jsonx",
    ];
    for content_type in types {
        let answer = send(server.post().header(CONTENT_TYPE, content_type).body(body)).await;
        assert_eq!(answer.refusal(), (415, "TIPO_DE_CONTENIDO_NO_ADMITIDO".to_owned()), "{content_type}");
    }
    assert_eq!(send(server.post().body(body)).await.status, 415, "without a type");
    let encoded = server.post().header(CONTENT_TYPE, "application/json").header(CONTENT_ENCODING, "gzip").body(body);
    assert_eq!(send(encoded).await.status, 415, "compressed");
    let utf8 = server.post().header(CONTENT_TYPE, "application/json; charset=\"UTF-8\"").body(body);
    assert_eq!(send(utf8).await.status, 200, "UTF-8");
}

/// GET reads, with its parameters in the query string.
#[tokio::test]
async fn get_runs_queries() {
    let server = Server::start().await;
    let document = "query Q($n: String) { hola(nombre: $n) } query R { nodo { nombre } }";
    let variables = r#"{"n": "ñandú & más"}"#;
    let params = [("query", document), ("operationName", "Q"), ("variables", variables)];
    let answer = send(server.get_graphql(&params)).await;
    assert_eq!(answer.json()["data"], json!({ "hola": "hola ñandú & más" }));
}

/// GET never changes anything, however the mutation is chosen.
#[tokio::test]
async fn get_never_runs_mutations() {
    let server = Server::start().await;
    let refused = (405, "METODO_NO_PERMITIDO".to_owned());
    assert_eq!(send(server.get_graphql(&[("query", "mutation { tocar }")])).await.refusal(), refused);
    let both = "query Q { hola } mutation M { tocar }";
    let answer = send(server.get_graphql(&[("query", both), ("operationName", "M")])).await;
    assert_eq!((answer.refusal(), answer.header("allow")), (refused, "POST"));
    let allowed = send(server.get_graphql(&[("query", both), ("operationName", "Q")])).await;
    assert_eq!(allowed.json()["data"], json!({ "hola": "hola quipu" }));
}

/// A GET that does not say what to run is a 400.
#[tokio::test]
async fn malformed_gets_are_400() {
    let server = Server::start().await;
    let cases: [&[(&str, &str)]; 4] = [
        &[("x", "1")],
        &[("query", "{ hola }"), ("variables", "{")],
        &[("query", "{ hola }"), ("variables", "[]")],
        &[("query", "{ hola }"), ("query", "{ nodo { nombre } }")],
    ];
    for params in cases {
        assert_eq!(send(server.get_graphql(params)).await.status, 400, "{params:?}");
    }
}

/// Methods other than GET and POST are refused, and the answer says which ones there are.
#[tokio::test]
async fn other_methods_are_405() {
    let server = Server::start().await;
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS"] {
        let answer = send(server.request(method, "/graphql")).await;
        assert_eq!(answer.refusal(), (405, "METODO_NO_PERMITIDO".to_owned()), "{method}");
        assert_eq!(answer.header("allow"), "GET, POST");
    }
    let health = send(server.request("POST", "/health/live")).await;
    assert_eq!((health.refusal().0, health.header("allow")), (405, "GET,HEAD"));
}

/// Where no queries are persisted, clients of the protocol are told to send the document, and then it runs.
#[tokio::test]
async fn persisted_queries_fall_back() {
    let server = Server::with_flags(&["--apq-bytes", "0"]).await;
    let mut body = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "x" } } });
    let answer = send(server.post().header(ACCEPT, "application/json").json(&body)).await;
    assert_eq!(answer.refusal(), (200, "PERSISTED_QUERY_NOT_SUPPORTED".to_owned()));
    assert_eq!(answer.json()["errors"][0]["message"], json!("PersistedQueryNotSupported"));
    body["query"] = Value::from("{ hola }");
    assert_eq!(server.json(&body).await.json()["data"], json!({ "hola": "hola quipu" }));
}

/// What failed inside a good document leaves the rest: 200, data and errors side by side.
#[tokio::test]
async fn partial_answers_are_200() {
    let answer = Server::start().await.graphql("{ hola nodo { opcional { obligatorio } } }").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["data"], json!({ "hola": "hola quipu", "nodo": { "opcional": null } }));
    assert_eq!(answer.json()["errors"][0]["path"], json!(["nodo", "opcional", "obligatorio"]));
}

/// Execution that nulls the root did begin: 200 with `data: null`.
#[tokio::test]
async fn a_nulled_root_is_not_a_request_error() {
    let answer = Server::start().await.graphql("{ nodo { obligatorio } }").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["data"]), (200, &Value::Null));
    assert!(answer.json().as_object().expect("an object").contains_key("data"));
}
