//! Documents made to exhaust the server: refused at once, each by the limit that it passes.

use std::fmt::Write;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::server::{Server, send};

/// Refused with `code`, and long before the deadline.
async fn refused(server: &Server, document: &str, code: &str) {
    let start = Instant::now();
    let answer = server.graphql(document).await;
    let (status, found) = answer.refusal();
    let beginning: String = document.chars().take(60).collect();
    assert_eq!((status, found.as_str()), (400, code), "{beginning} → {}", answer.text);
    assert!(start.elapsed() < Duration::from_millis(500), "{beginning} took {:?}", start.elapsed());
}

/// `levels` fragments, each with `twice` the next one: 2^levels of them.
fn exponential(levels: usize, twice: &str, last: &str) -> String {
    let mut document = "{ nodo { ...f0 } }".to_owned();
    for level in 0..levels {
        let spreads = twice.replace("NEXT", &format!("...f{}", level + 1));
        write!(document, " fragment f{level} on Nodo {{ {spreads} }}").unwrap();
    }
    write!(document, " fragment f{levels} on Nodo {{ {last} }}").unwrap();
    document
}

/// Fragments that double at each level are counted, not followed; with fields, without levels, without any field.
#[tokio::test]
async fn exponential_fragments_are_refused() {
    let server = Server::start().await;
    let nested = exponential(30, "a: nodo { NEXT } b: nodo { NEXT }", "nombre");
    refused(&server, &nested, "LIMITE_COMPLEJIDAD").await;
    refused(&server, &exponential(60, "NEXT NEXT", "nombre"), "LIMITE_COMPLEJIDAD").await;
    refused(&server, &exponential(60, "... { NEXT } NEXT", "...nada"), "LIMITE_COMPLEJIDAD").await;
}

/// A fragment that reaches itself is refused, even when no operation uses it.
#[tokio::test]
async fn cycles_are_refused() {
    let server = Server::start().await;
    let cycles = [
        "{ nodo { ...f } } fragment f on Nodo { nombre ...f }",
        "{ nodo { ...f } } fragment f on Nodo { nodo { ...g ...g } } fragment g on Nodo { nodo { ...f ...f } }",
        "{ hola } fragment f on Nodo { nodo { ...g ...g } } fragment g on Nodo { nodo { ...f ...f } }",
    ];
    for document in cycles {
        refused(&server, document, "CONSULTA_INVALIDA").await;
    }
}

/// Depth counts fields, through fragments too; brackets alone are counted before the parser follows them.
#[tokio::test]
async fn deep_documents_are_refused() {
    let server = Server::start().await;
    let nested = |levels: usize| format!("{}nombre{}", "{ nodo ".repeat(levels) + "{ ", " }".repeat(levels + 1));
    assert_eq!(server.graphql(&nested(19)).await.status, 200);
    refused(&server, &nested(20), "LIMITE_PROFUNDIDAD").await;
    refused(&server, &nested(500), "LIMITE_PROFUNDIDAD").await;
    refused(&server, &"{".repeat(100_000), "LIMITE_PROFUNDIDAD").await;
    refused(&server, &format!("{{ hola(nombre: {}1{}) }}", "[".repeat(900), "]".repeat(900)), "LIMITE_PROFUNDIDAD")
        .await;
    let in_fragments =
        "{ nodo { ...f } } fragment f on Nodo { ".to_owned() + &"nodo { ".repeat(20) + "nombre" + &" }".repeat(21);
    refused(&server, &in_fragments, "LIMITE_PROFUNDIDAD").await;
}

/// Width is limited in each way that a document can be wide.
#[tokio::test]
async fn wide_documents_are_refused() {
    let server = Server::start().await;
    let mut aliases = String::from("{");
    for number in 0..31 {
        write!(aliases, " a{number}: nodo {{ nombre }}").unwrap();
    }
    refused(&server, &(aliases + " }"), "LIMITE_COMPLEJIDAD").await;
    refused(&server, &format!("{{ {} }}", "hola ".repeat(21)), "LIMITE_COMPLEJIDAD").await;
    refused(&server, &format!("{{ nodo {{ {} }} }}", "nombre ".repeat(1000)), "LIMITE_COMPLEJIDAD").await;
    refused(&server, &format!("{{ hola {} }}", "@skip(if: false) ".repeat(6)), "LIMITE_COMPLEJIDAD").await;
    refused(&server, &format!("{{ hola{} }}", " hola".repeat(2000)), "LIMITE_COMPLEJIDAD").await;
    let mut operations = String::new();
    for number in 0..120 {
        write!(operations, "query Q{number} {{ nodo {{ {} }} }} ", "nombre ".repeat(8)).unwrap();
    }
    refused(&server, &operations, "LIMITE_COMPLEJIDAD").await;
}

/// Comments, commas and the inside of strings are not tokens, however many.
#[tokio::test]
async fn text_that_costs_nothing_is_not_counted() {
    let server = Server::start().await;
    let noise = format!("# {}\n,,, {{ hola(nombre: \"{}\") }}", "{ ".repeat(5000), "{ \\\" ".repeat(5000));
    assert_eq!(server.graphql(&noise).await.status, 200);
    let block = format!("{{ hola(nombre: \"\"\"{} \\\"\"\" \" {{ \"\"\") }}", "[ ".repeat(5000));
    assert_eq!(server.graphql(&block).await.status, 200);
}

/// The limits say what they are.
#[tokio::test]
async fn a_limit_says_its_number() {
    let server = Server::with_flags(&["--max-root-fields", "2"]).await;
    let error = server.graphql("{ a: hola b: hola c: hola }").await.json()["errors"][0].clone();
    assert_eq!(error["extensions"]["limite"], json!(2));
    assert_eq!(error["extensions"]["medida"], json!("campos raíz"));
}

/// A document with more errors than anyone reads gets the first of them, and how many more there are.
#[tokio::test]
async fn the_errors_of_a_document_are_cut() {
    let server = Server::start().await;
    let unknown = |fields: usize| {
        let fields: Vec<String> = (0..fields).map(|number| format!("x{number}")).collect();
        let fields = fields.join(" ");
        format!("{{ nodo {{ {fields} }} }}")
    };
    let whole = server.graphql(&unknown(50)).await.json();
    assert_eq!(whole["errors"].as_array().unwrap().len(), 50);
    assert!(whole["errors"].as_array().unwrap().iter().all(|e| e["extensions"]["code"] == "CONSULTA_INVALIDA"));
    for by_get in [false, true] {
        let document = unknown(700);
        let answer = if by_get {
            send(server.get_graphql(&[("query", &document)])).await
        } else {
            server.graphql(&document).await
        };
        assert!(answer.text.len() < 20_000, "{} bytes", answer.text.len());
        let errors = answer.json()["errors"].as_array().unwrap().clone();
        assert_eq!(errors.len(), 51);
        let (last, first) = errors.split_last().unwrap();
        assert!(first.iter().all(|error| error["extensions"]["code"] == "CONSULTA_INVALIDA"));
        assert!(first[49]["message"].as_str().unwrap().contains("x49"), "{}", first[49]);
        assert_eq!(
            (&last["extensions"]["code"], &last["extensions"]["omitidos"]),
            (&json!("MAS_ERRORES"), &json!(650))
        );
        assert!(last["message"].as_str().unwrap().contains("650"), "{last}");
    }
    let dry = json!({ "query": unknown(60), "extensions": { "dryRun": true } });
    assert_eq!(server.json(&dry).await.json()["errors"][50]["extensions"]["omitidos"], json!(10));
    let arguments: Vec<String> = (0..600).map(|number| format!("x{number}: 1")).collect();
    let arguments = arguments.join(" ");
    let errors = server.graphql(&format!("{{ hola({arguments}) }}")).await.json()["errors"].as_array().unwrap().len();
    assert_eq!(errors, 51);
}

/// A body past its limit is refused without being kept, with a length or without.
#[tokio::test]
async fn large_bodies_are_413() {
    let server = Server::start().await;
    let large = "x".repeat(1024 * 1024);
    assert_eq!(server.json(&json!({ "query": large })).await.refusal(), (413, "CUERPO_DEMASIADO_GRANDE".to_owned()));
}

/// Broken bytes and broken documents of any kind are refused, none breaks the server.
#[tokio::test]
async fn broken_documents_are_refused() {
    let server = Server::start().await;
    for document in [
        "\u{0}",
        "{ hola(nombre: \"abierta",
        "\"\"\"",
        "{ hola(nombre: \"\\",
        "}",
        "#",
        "",
        "…",
        "{ \u{feff}hola } }",
        "..",
        "-",
    ] {
        refused(&server, document, "CONSULTA_INVALIDA").await;
    }
    assert_eq!(server.raw(vec![0xff; 1000]).await.refusal(), (400, "JSON_INVALIDO".to_owned()));
    assert_eq!(server.raw("[".repeat(200_000)).await.refusal().0, 400);
    let deep =
        format!(r#"{{"query":"{{ hola }}","variables":{}}}"#, "{\"a\":".repeat(20_000) + "1" + &"}".repeat(20_000));
    assert_eq!(server.raw(deep).await.refusal(), (400, "JSON_INVALIDO".to_owned()));
}

/// The introspection that GraphiQL sends passes the default limits.
#[tokio::test]
async fn introspection_passes() {
    let mut of_type = "kind name".to_owned();
    for _ in 0..9 {
        of_type = format!("kind name ofType {{ {of_type} }}");
    }
    let document = format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} mutationType {{ name kind }}
           subscriptionType {{ name kind }} types {{ ...FullType }}
           directives {{ name description isRepeatable locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description specifiedByURL
           fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ ...InputValue }}
             type {{ ...TypeRef }} isDeprecated deprecationReason }}
           inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }}
           enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
           possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue isDeprecated deprecationReason }}
         fragment TypeRef on __Type {{ {of_type} }}"
    );
    let server = Server::start().await;
    let answer = server.graphql(&document).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json().get("errors"), None);
    assert_eq!(send(server.get_graphql(&[("query", &document)])).await.status, 200, "by GET");
}
