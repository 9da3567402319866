//! Documents that clients name: trusted ones, and those that clients registered.

use std::path::Path;

use quipu::app::App;
use quipu::schema::QuipuSchema;
use reqwest::RequestBuilder;
use reqwest::header::{ACCEPT, IF_NONE_MATCH};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{costo, numero};
use crate::support::base::{Base, Contenido, Motor, en_ambas};
use crate::support::server::{Answer, Server, send};
use crate::support::token::{SECRET, development};

const NOMBRES: &str = "query Nombres($n: Int = 2) { entidades(first: $n) { nodes { codigo } } }";

/// SHA-256 of a text, as `sha256sum` prints it.
fn hash_de(texto: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, texto.as_bytes());
    digest.as_ref().iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"))
}

fn carpeta(archivos: &[(&str, &str)]) -> TempDir {
    let carpeta = tempfile::tempdir().unwrap();
    for (nombre, texto) in archivos {
        std::fs::write(carpeta.path().join(nombre), texto).unwrap();
    }
    carpeta
}

/// Servers that verify tokens and trust those documents, with other flags.
async fn servidores(carpeta: &Path, flags: &[&str]) -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        let propias = ["--jwt-secret", SECRET, "--trusted-documents", carpeta.to_str().unwrap()];
        servidores.push(Server::quipu_with(base, &[&propias, flags].concat()).await);
    }
    servidores
}

fn nuevo(peticion: RequestBuilder) -> RequestBuilder {
    peticion.header(ACCEPT, "application/graphql-response+json")
}

/// A trusted document answers by its name and by its hash, by POST and by GET, with variables.
#[tokio::test]
async fn a_trusted_document_is_served_by_id() {
    let carpeta = carpeta(&[("nombres.graphql", NOMBRES), ("leame.txt", "no es un documento")]);
    for servidor in servidores(carpeta.path(), &[]).await {
        let esperado = servidor.data("{ entidades(first: 2) { nodes { codigo } } }").await;
        let hash = format!("sha256:{}", hash_de(NOMBRES));
        for id in ["nombres", &hash] {
            assert_eq!(servidor.json(&json!({ "documentId": id })).await.json()["data"], esperado);
            assert_eq!(send(servidor.get_graphql(&[("documentId", id)])).await.json()["data"], esperado);
            let una = [("documentId", id), ("variables", r#"{"n": 1}"#)];
            let datos = send(servidor.get_graphql(&una)).await.json();
            assert_eq!(datos["data"]["entidades"]["nodes"].as_array().unwrap().len(), 1);
        }
        let ninguno = servidor.json(&json!({ "documentId": "otros" })).await;
        assert_eq!(ninguno.refusal(), (404, "DOCUMENTO_DESCONOCIDO".to_owned()));
        let ambos = servidor.json(&json!({ "documentId": "nombres", "query": NOMBRES })).await;
        assert_eq!(ambos.refusal(), (400, "ENTRADA_INVALIDA".to_owned()));
    }
}

/// A stranger's answer to a document named in a GET can be kept, and is not sent again while it holds; nobody else's can.
#[tokio::test]
async fn a_strangers_named_get_can_be_kept() {
    let carpeta = carpeta(&[("nombres.graphql", NOMBRES), ("malo.graphql", "{ entidad { codigo } }")]);
    for servidor in servidores(carpeta.path(), &[]).await {
        let pedir = || servidor.get_graphql(&[("documentId", "nombres")]);
        let primera = send(pedir()).await;
        let tag = primera.header("etag").to_owned();
        assert_eq!(primera.header("cache-control"), "public, max-age=60");
        assert!(tag.starts_with("W/\"") && primera.header("vary").contains("authorization"), "{tag}");
        assert_eq!(costo(&primera)["remaining"], Value::Null, "what is left is the requester's own");
        let segunda = send(pedir().header(IF_NONE_MATCH, format!("\"otro\", {tag}"))).await;
        assert_eq!((segunda.status.as_u16(), segunda.text.as_str(), segunda.header("etag")), (304, "", &*tag));
        assert_eq!(send(pedir().header(IF_NONE_MATCH, "\"otro\"")).await.status, 200);
        let otra = send(servidor.get_graphql(&[("documentId", "nombres"), ("variables", r#"{"n": 1}"#)])).await;
        assert_ne!(otra.header("etag"), tag);
        let sin_guardar = |answer: &Answer| {
            assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""), "{}", answer.text);
            assert!(answer.json()["data"].is_object(), "{}", answer.text);
        };
        let ana = development(&servidor.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
        sin_guardar(&send(pedir().bearer_auth(ana)).await);
        sin_guardar(&servidor.json(&json!({ "documentId": "nombres" })).await);
        sin_guardar(&send(servidor.get_graphql(&[("query", NOMBRES)])).await);
        sin_guardar(&send(servidor.get_graphql(&[("documentId", "malo")])).await);
    }
}

/// Strangers can be held to the trusted documents; who has a token asks what they like.
#[tokio::test]
async fn strangers_can_be_held_to_trusted_documents() {
    let carpeta = carpeta(&[("nombres.graphql", NOMBRES)]);
    for servidor in servidores(carpeta.path(), &["--trusted-only", "anonimo"]).await {
        let suyo = "{ entidades(first: 1) { nodes { nombre } } }";
        assert_eq!(servidor.graphql(suyo).await.refusal(), (403, "SOLO_DOCUMENTOS".to_owned()));
        assert_eq!(servidor.graphql("{ __typename }").await.refusal().0, 403);
        assert_eq!(servidor.json(&registrar(suyo)).await.refusal(), (403, "SOLO_DOCUMENTOS".to_owned()));
        assert_eq!(servidor.json(&json!({ "documentId": "nombres" })).await.status, 200);
        assert_eq!(servidor.json(&json!({ "extensions": por_hash(NOMBRES) })).await.status, 200);
        let ana = development(&servidor.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
        assert_eq!(servidor.graphql_as(&ana, suyo).await.status, 200);
    }
}

/// A file that is no document, or does not fit the schema, stops the program and is named.
#[tokio::test]
async fn a_bad_trusted_document_is_named() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
    let ciclo = "{ catalogos { ...f } } fragment f on Catalogos { ...f }";
    for (texto, dice) in
        [("{ entidades", "expected"), ("{ entidades { nada } }", "nada"), (ciclo, "se incluye a sí mismo")]
    {
        let carpeta = carpeta(&[("nombres.graphql", NOMBRES), ("roto.graphql", texto)]);
        let config = base.config(&["--trusted-documents", carpeta.path().to_str().unwrap()]);
        let Err(error) = App::init(config).await else { panic!("{texto} is trusted") };
        let error = format!("{error:#}");
        assert!(error.contains("roto.graphql") && error.contains(dice), "{error}");
    }
    let config = base.config(&["--trusted-documents", "/no/hay/tal/carpeta"]);
    let Err(error) = App::init(config).await else { panic!("a folder that is not there") };
    assert!(format!("{error:#}").contains("QUIPU_TRUSTED_DOCUMENTS"));
    let carpeta = carpeta(&[("nombres.graphql", NOMBRES)]);
    assert!(App::init(base.config(&["--trusted-documents", carpeta.path().to_str().unwrap()])).await.is_ok());
}

fn por_hash(texto: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash_de(texto) } })
}

fn registrar(texto: &str) -> Value {
    json!({ "query": texto, "extensions": por_hash(texto) })
}

/// The protocol of automatic persisted queries: not known, sent with its hash, known from then on, by GET too.
#[tokio::test]
async fn a_client_registers_a_document_by_its_hash() {
    let servidor = Server::start().await;
    let documento = "query H($n: String) { hola(nombre: $n) }";
    let extensiones = por_hash(documento);
    let nadie = send(servidor.post().json(&json!({ "extensions": extensiones }))).await;
    assert_eq!(nadie.refusal(), (200, "PERSISTED_QUERY_NOT_FOUND".to_owned()));
    assert_eq!(nadie.json()["errors"][0]["message"], "PersistedQueryNotFound");
    assert_eq!(servidor.json(&json!({ "extensions": extensiones })).await.refusal().0, 400);
    let hola = json!({ "hola": "hola quipu" });
    assert_eq!(servidor.json(&registrar(documento)).await.json()["data"], hola);
    assert_eq!(servidor.json(&json!({ "extensions": extensiones })).await.json()["data"], hola);
    let por_get = [("extensions", &*extensiones.to_string()), ("variables", r#"{"n": "ana"}"#)];
    assert_eq!(send(nuevo(servidor.get_graphql(&por_get))).await.json()["data"]["hola"], "hola ana");
}

/// A hash that is not the document's is refused: nobody puts another document in its place.
#[tokio::test]
async fn a_wrong_hash_registers_nothing() {
    let servidor = Server::start().await;
    let mut cuerpo = registrar("{ hola }");
    cuerpo["query"] = json!("{ nodo { nombre } }");
    assert_eq!(servidor.json(&cuerpo).await.refusal(), (400, "ENTRADA_INVALIDA".to_owned()));
    let solo = json!({ "extensions": por_hash("{ hola }") });
    assert_eq!(servidor.json(&solo).await.refusal().1, "PERSISTED_QUERY_NOT_FOUND");
    for mala in [json!({ "version": 2, "sha256Hash": "x" }), json!({ "version": 1 }), json!(true)] {
        let cuerpo = json!({ "query": "{ hola }", "extensions": { "persistedQuery": mala } });
        assert_eq!(servidor.json(&cuerpo).await.refusal(), (400, "ENTRADA_INVALIDA".to_owned()), "{mala}");
    }
}

/// Documents without end are forgotten, the oldest first: memory is bounded.
#[tokio::test]
async fn registered_documents_are_bounded() {
    let servidor = Server::with_flags(&["--apq-bytes", "20000"]).await;
    for n in 0..300 {
        let documento = format!("{{ hola(nombre: \"{n:0>500}\") }}");
        assert_eq!(servidor.json(&registrar(&documento)).await.status, 200);
    }
    let bytes = servidor.app.documents.registered_bytes();
    assert!((1..=20_000).contains(&bytes), "{bytes}");
    assert!(numero(&costo(&servidor.graphql("{ hola }").await)["actual"]) > 0);
}
