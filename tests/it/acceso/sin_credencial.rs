//! Requests without token: what everyone may read when drafts are shown to all, and who sits at the machine.

use quipu::schema::QuipuSchema;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::{CALLADA, servidores};
use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::{Server, send};
use crate::support::token::WITH_SECRET;

const BORRADOR: &str = "{ entidad(codigo: \"DEMO-MDVF\") { version(version: { numero: 2 }) { id numero puestos(first: 1) { nodes { remuneracion } } } } }";

/// Servers with drafts that everyone may read, where tokens are verified and where they are not but anyone may connect.
async fn abiertos() -> Vec<Server<QuipuSchema>> {
    let mut abiertos = Vec::new();
    for server in servidores().await {
        let flags = [&WITH_SECRET[..], &["--show-drafts", "si"]].concat();
        abiertos.push(server.restarted(&flags).await);
    }
    for server in servidores().await {
        abiertos.push(server.restarted(&["--show-drafts", "si", "--bind", "0.0.0.0:1"]).await);
    }
    abiertos
}

/// Showing drafts to everyone lets everyone read, and nobody write, publish, or see who read.
#[tokio::test]
async fn drafts_shown_to_all_are_only_read() {
    for server in abiertos().await {
        let leido = server.data(BORRADOR).await["entidad"]["version"].take();
        assert_eq!((&leido["numero"], leido["puestos"]["nodes"].as_array().map(Vec::len)), (&json!(2), Some(1)));
        let cambios = [
            ("publicarVersion", json!({ "id": leido["id"], "revision": 1 }), "version { numero }"),
            ("crearBorrador", json!({ "entidad": CALLADA }), "version { numero }"),
            ("crearServicio", json!({ "entidad": CALLADA, "codigo": "S", "nombre": "S" }), "servicio { codigo }"),
            ("crearProceso", json!({ "version": leido["id"], "revision": 1, "nombre": "N" }), "proceso { nombre }"),
            ("escribirLote", json!({ "entidad": CALLADA, "operaciones": [] }), "hechas"),
        ];
        for (mutacion, input, campos) in cambios {
            let tipo = format!("{}{}Input", mutacion[..1].to_uppercase(), &mutacion[1..]);
            let documento = format!("mutation M($input: {tipo}!) {{ {mutacion}(input: $input) {{ {campos} }} }}");
            let answer = server.json(&json!({ "query": documento, "variables": { "input": input } })).await;
            assert_eq!(answer.refusal().1, "PROHIBIDO", "{mutacion}: {}", answer.text);
        }
        assert_eq!(server.code("{ lecturasRegistradas { totalCount } }").await, "PROHIBIDO");
        let cost = server.graphql("{ sectores { codigo } }").await.json()["extensions"]["cost"].take();
        assert_eq!(cost["limit"], 50_000, "it has the limits of a stranger");
        assert_eq!(server.data(BORRADOR).await["entidad"]["version"]["numero"], 2, "still a draft");
    }
}

/// What a request without token may do at a machine of one's own.
async fn writes(request: RequestBuilder, codigo: &str) -> bool {
    let documento = format!(
        "mutation {{ crearCliente(input: {{ entidad: \"DEMO-MANUAL\", codigo: \"{codigo}\", nombre: \"C\", tipo: EXTERNO }}) \
         {{ cliente {{ codigo }} }} }}"
    );
    let answer = send(request.json(&json!({ "query": documento }))).await;
    match answer.json()["errors"][0]["extensions"]["code"].as_str() {
        None => true,
        Some("PROHIBIDO") => false,
        Some(_) => panic!("{}", answer.text),
    }
}

/// Only what is asked on the machine itself is its owner's: not what a proxy passed on, not what a page asks of another name
/// that leads here.
#[tokio::test]
async fn only_this_machine_is_at_home() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    let server = Server::quipu_with(base, &[]).await;
    assert!(writes(server.post(), "C-1").await);
    for (n, host) in ["localhost", "LOCALHOST:8000", "quipu.localhost:1", "127.0.0.5", "[::1]:8000"].iter().enumerate()
    {
        assert!(writes(server.post().header("host", *host), &format!("H-{n}")).await, "{host}");
    }
    for host in ["quipu.gob.pe", "localhost.gob.pe", "10.0.0.1:8000", "127.0.0.1.gob.pe", "[2001:db8::1]", ""] {
        assert!(!writes(server.post().header("host", host), "X").await, "{host}");
    }
    let passed_on = [
        ("x-forwarded-for", "10.0.0.1"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "for=127.0.0.1"),
        ("x-real-ip", "127.0.0.1"),
        ("via", "1.1 proxy"),
    ];
    for (name, value) in passed_on {
        assert!(!writes(server.post().header(name, value), "X").await, "{name}: {value}");
    }
    for flags in
        [&["--trusted-proxies", "127.0.0.1"][..], &["--show-drafts", "no"], &WITH_SECRET, &["--bind", "0.0.0.0:1"]]
    {
        let base = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
        let server = Server::quipu_with(base, flags).await;
        assert!(!writes(server.post(), "X").await, "{flags:?}");
        let leido = server.data("{ entidad(codigo: \"DEMO-MANUAL\") { puestos(first: 1) { totalCount } } }").await;
        assert_ne!(leido["entidad"]["puestos"]["totalCount"], Value::Null, "what is published is everyone's");
    }
}
