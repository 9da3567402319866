//! Documents and variables made to harm, against the real schema, by every kind of requester.

use std::time::Instant;

use serde_json::{Value, json};

use super::{SOON, assert_clean, numbered};
use crate::acceso::servidores;
use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::{Server, send};
use crate::support::token::development;

/// A filter inside itself, `levels` deep.
fn nested_filter(levels: usize) -> Value {
    (0..levels).fold(json!({ "reportaron": true }), |inner, _| json!({ "no": inner }))
}

const WITH_FILTER: &str = "query($f: EntidadFiltro) { entidades(filtro: $f) { totalCount } }";

fn filtered(filter: &Value) -> Value {
    json!({ "query": WITH_FILTER, "variables": { "f": filter } })
}

fn document(text: impl Into<String>) -> Value {
    json!({ "query": text.into() })
}

/// What the limits on documents refuse, and what the rules of the domain do.
fn hostile() -> Vec<(&'static str, Value)> {
    let aliases =
        numbered(31, |number| format!("a{number}: dotacion(dimensiones: [FAMILIA]) {{ total {{ brecha }} }} "));
    let types = (0..5).fold("name".to_owned(), |inner, _| format!("fields {{ type {{ ofType {{ {inner} }} }} }}"));
    let variables = numbered(400, |number| format!("$v{number}: Int "));
    let conditions: Vec<Value> = (0..51).map(|_| json!({ "reportaron": true })).collect();
    let adscritas = (0..18).fold("codigo".to_owned(), |inner, _| format!("adscritaA {{ {inner} }}"));
    let exponential = (0..40).fold("{ entidades { nodes { ...f0 } } }".to_owned(), |text, n| {
        let next = n + 1;
        text + &format!(" fragment f{n} on Entidad {{ a: adscritaA {{ ...f{next} }} b: adscritaA {{ ...f{next} }} }}")
    }) + " fragment f40 on Entidad { codigo }";
    vec![
        ("deep", document("{ entidad(codigo: \"x\") { adscritaA ".to_owned() + &"{ adscritaA ".repeat(5000))),
        ("deep but closed", document(format!("{{ entidad(codigo: \"x\") {{ {adscritas} }} x: entidad }}"))),
        ("wide", document(format!("{{ sectores {{ {} }} }}", "codigo ".repeat(20_000)))),
        ("aliased", document(format!("{{ {aliases} }}"))),
        ("batched", json!([{ "query": "{ sectores { codigo } }" }, { "query": "{ sectores { codigo } }" }])),
        (
            "cyclic fragments",
            document("{ sectores { ...a } } fragment a on Sector { ...b } fragment b on Sector { ...a }"),
        ),
        ("exponential fragments", document(exponential)),
        ("introspection without end", document(format!("{{ __schema {{ types {{ {types} }} }} }}"))),
        ("introspection of one type without end", document(format!("{{ __type(name: \"Query\") {{ {types} }} }}"))),
        ("many variables", document(format!("query({variables}) {{ sectores {{ codigo }} }}"))),
        ("repeated directives", document(format!("{{ sectores {} {{ codigo }} }}", "@include(if: true)".repeat(100)))),
        ("many operations", document("query A { sectores { codigo } } ".repeat(60))),
        ("giant text", document(format!("{{ entidad(codigo: \"{}\") }}", "x".repeat(200_000)))),
        ("giant id", document(format!("{{ node(id: \"{}\") {{ id }} }}", "QUJD".repeat(50_000)))),
        ("giant cursor", document(format!("{{ entidades(after: \"{}\") {{ totalCount }} }}", "QUJD".repeat(50_000)))),
        ("giant integer", document(format!("{{ entidades(first: {}) {{ totalCount }} }}", "9".repeat(100_000)))),
        ("giant exponent", document("{ entidades(first: 1e999999999) { totalCount } }")),
        ("negative page", document("{ entidades(first: -2147483648) { totalCount } }")),
        ("page beyond", document("{ entidades(first: 2147483647) { totalCount } }")),
        (
            "page beyond in a nested list",
            document("{ entidades(first: 200) { nodes { puestos(first: 1000000) { totalCount } } } }"),
        ),
        ("null character", filtered(&json!({ "codigo": { "igual": "a\u{0}b" } }))),
        ("nested filter", filtered(&nested_filter(60))),
        ("nested filter past the reader", filtered(&nested_filter(2000))),
        ("wide filter", filtered(&json!({ "o": conditions }))),
        ("wrong types", filtered(&json!([[[[1]]]]))),
        ("proto", filtered(&json!({ "__proto__": { "reportaron": true } }))),
        ("unknown field", filtered(&json!({ "'; DROP TABLE entidad; --": 1 }))),
        ("lone surrogate", json!({ "query": "{ entidad(codigo: \"\\ud800\") { nombre } }" })),
        (
            "too many dimensions",
            document(
                "{ dotacion(dimensiones: [FAMILIA, ROL, NIVEL, ENTIDAD, SECTOR, ORGANO, UNIDAD]) { total { brecha } } }",
            ),
        ),
        ("mutation that is not there", document("mutation { borrar }")),
        ("subscription", document("subscription { entidades { totalCount } }")),
    ]
}

/// Whoever sends them, on both engines, by POST.
#[tokio::test]
async fn hostile_documents_are_refused_cleanly() {
    for server in servidores().await {
        let ana = development(&server.base, "ana", &["editor@entidad:DEMO-MANUAL"]);
        let rector = development(&server.base, "sgp", &["rector@*"]);
        for token in [None, Some(&ana), Some(&rector)] {
            for (what, body) in hostile() {
                let start = Instant::now();
                let request = server.post().header("accept", "application/graphql-response+json").json(&body);
                let request = if let Some(token) = token { request.bearer_auth(token) } else { request };
                let answer = send(request).await;
                assert_clean(&answer, what);
                assert!(start.elapsed() < SOON, "{what} took {:?}", start.elapsed());
            }
        }
        assert_eq!(server.graphql("{ sectores { codigo } }").await.status, 200, "it goes on");
    }
}

/// What passes every limit still ends soon: the most that an introspection may ask for.
#[tokio::test]
async fn the_widest_introspection_ends_soon() {
    let server = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    let look = "__schema { types { fields { type { ofType { fields { name } } } } } } ";
    let all = numbered(19, |number| format!("a{number}: {look}"));
    let start = Instant::now();
    let answer = server.graphql(&format!("{{ {all} }}")).await;
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert!(answer.status.is_success() && answer.text.len() < 16 * 1024 * 1024, "{} bytes", answer.text.len());
}

/// Bodies that are no request: broken bytes, broken JSON, and JSON that is deep.
#[tokio::test]
async fn hostile_bodies_are_refused_cleanly() {
    let server = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    let cases: [(&str, Vec<u8>); 8] = [
        ("invalid UTF-8", b"{\"query\": \"{ sectores { codigo } }\xc3\x28\"}".to_vec()),
        ("UTF-16", "{\"query\": \"{ a }\"}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("overlong", b"{\"query\": \"\xc0\xaf\"}".to_vec()),
        ("zeros", vec![0; 200_000]),
        ("open brackets", b"[".repeat(200_000)),
        ("open objects", b"{\"a\":".repeat(40_000)),
        ("many keys", format!("{{{}\"query\":1}}", "\"a\":1,".repeat(30_000)).into_bytes()),
        ("a bomb", [&[0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3][..], &vec![0; 100_000]].concat()),
    ];
    for (what, body) in cases {
        let start = Instant::now();
        assert_clean(&server.raw(body.clone()).await, what);
        let compressed = server.post().header("content-type", "application/json");
        for encoding in ["gzip", "deflate", "br", "zstd", "gzip, gzip, gzip"] {
            let request = compressed.try_clone().unwrap().header("content-encoding", encoding).body(body.clone());
            let answer = send(request).await;
            assert_clean(&answer, what);
            assert_eq!(answer.status, 415, "{what} as {encoding}");
        }
        assert!(start.elapsed() < SOON, "{what} took {:?}", start.elapsed());
    }
}
