//! Tokens: good ones are taken, all others are 401 with a reason, and keys rotate while the server runs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::get;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use quipu::auth::Authenticator;
use reqwest::header::AUTHORIZATION;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::{Answer, Server, send};
use crate::support::token::{Issuer, SECRET, WITH_SECRET, claims, development, jwks, now};

const DOCUMENT: &str = "{ hola }";

/// A server that verifies with the set in a file.
async fn with_set(set: &str) -> (Server, tempfile::NamedTempFile) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), set).unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    let server = Server::with_flags(&["--jwt-jwks", &path, "--jwt-issuer", "emisor"]).await;
    (server, file)
}

/// What is wrong, as the client is told.
fn reason(answer: &Answer) -> String {
    assert_eq!(answer.refusal(), (401, "NO_AUTORIZADO".to_owned()), "{}", answer.text);
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"quipu\", error=\"invalid_token\"");
    let body = answer.json();
    assert_eq!(body.get("data"), None);
    body["errors"][0]["extensions"]["motivo"].as_str().unwrap().to_owned()
}

/// A token of the issuer is taken; without a token one is anonymous.
#[tokio::test]
async fn a_good_token_is_taken() {
    let issuer = Issuer::new("una");
    let (server, _file) = with_set(&jwks(&[&issuer])).await;
    assert_eq!(server.graphql_as(&issuer.sign(&claims()), DOCUMENT).await.status, 200);
    let unnamed = issuer.sign_with(&Header::new(Algorithm::EdDSA), &claims());
    assert_eq!(server.graphql_as(&unnamed, DOCUMENT).await.status, 200, "the only key needs no name");
    assert_eq!(server.graphql(DOCUMENT).await.status, 200);
}

/// Each claim is checked, and each refusal names what is wrong.
#[tokio::test]
async fn wrong_claims_are_refused() {
    let issuer = Issuer::new("una");
    let (server, _file) = with_set(&jwks(&[&issuer])).await;
    let cases = [
        ("exp", json!(now() - 60), "exp"),
        ("exp", Value::Null, "formato"),
        ("nbf", json!(now() + 600), "nbf"),
        ("iss", json!("otro"), "iss"),
        ("iss", Value::Null, "formato"),
        ("aud", json!("otro"), "aud"),
        ("aud", Value::Null, "formato"),
        ("sub", Value::Null, "formato"),
        ("sub", json!(""), "sub"),
        ("sub", json!("x".repeat(201)), "sub"),
    ];
    for (claim, value, expected) in cases {
        let mut changed = claims();
        if value.is_null() {
            changed.as_object_mut().unwrap().remove(claim);
        } else {
            changed[claim] = value.clone();
        }
        let answer = server.graphql_as(&issuer.sign(&changed), DOCUMENT).await;
        assert_eq!(reason(&answer), expected, "{claim} = {value}");
    }
    let mut late = claims();
    late["exp"] = json!(now() - 10);
    assert_eq!(server.graphql_as(&issuer.sign(&late), DOCUMENT).await.status, 200, "clocks may differ by 30 s");
}

/// No token chooses its own algorithm or key.
#[tokio::test]
async fn forged_tokens_are_refused() {
    let issuer = Issuer::new("una");
    let set = jwks(&[&issuer]);
    let (server, _file) = with_set(&set).await;
    let named = |algorithm| Header { kid: Some("una".to_owned()), ..Header::new(algorithm) };
    let by_secret = |secret: &str| {
        encode(&named(Algorithm::HS256), &claims(), &EncodingKey::from_secret(secret.as_bytes())).unwrap()
    };
    let public = serde_json::from_str::<Value>(&set).unwrap()["keys"][0]["x"].as_str().unwrap().to_owned();
    let stranger = Issuer::new("una");
    let unknown = Issuer::new("../../etc/passwd");
    let good = issuer.sign(&claims());
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.";
    let mut critical = named(Algorithm::EdDSA);
    critical.crit = Some(vec!["exp".to_owned()]);
    let cases = [
        (by_secret(&public), "algoritmo"),
        (by_secret(SECRET), "algoritmo"),
        (stranger.sign(&claims()), "firma"),
        (unknown.sign(&claims()), "llave"),
        (issuer.sign_with(&critical, &claims()), "formato"),
        (unsigned.to_owned(), "formato"),
        (good[..good.len() - 2].to_owned(), "firma"),
        (good.replace('.', ""), "formato"),
        ("x".repeat(8 * 1024 + 1), "tamano"),
        ("ñ".to_owned(), "formato"),
    ];
    for (token, expected) in cases {
        assert_eq!(reason(&server.graphql_as(&token, DOCUMENT).await), expected, "{token:.60}");
    }
}

/// A header of another scheme, or two headers, are no anonymous request.
#[tokio::test]
async fn other_credentials_are_refused() {
    let server = Server::with_flags(&WITH_SECRET).await;
    let good = development(&server.base, "ana", &[]);
    for value in ["Basic YTpi", "Bearer", "", &good] {
        let answer = send(server.post().header(AUTHORIZATION, value).json(&json!({ "query": DOCUMENT }))).await;
        assert_eq!(reason(&answer), "formato", "{value:.20}");
    }
    let twice = server.post().bearer_auth(&good).bearer_auth(&good).json(&json!({ "query": DOCUMENT }));
    assert_eq!(reason(&send(twice).await), "formato");
}

/// Where no keys are configured, no token is taken.
#[tokio::test]
async fn without_keys_no_token_is_taken() {
    let server = Server::start().await;
    let token = development(&server.base, "ana", &["rector@*"]);
    assert_eq!(reason(&server.graphql_as(&token, DOCUMENT).await), "llave");
}

/// An issuer that counts how often it is asked, and can change its answer.
async fn issuer_at(set: &Arc<Mutex<Option<String>>>) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let (counter, set) = (Arc::clone(&asked), Arc::clone(set));
    let answer = move || {
        counter.fetch_add(1, Ordering::SeqCst);
        let set = set.lock().unwrap().clone();
        async move { set.ok_or(axum::http::StatusCode::SERVICE_UNAVAILABLE) }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/jwks", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/jwks", get(answer))).await });
    (address, asked)
}

/// A key that is new at the issuer is found without a restart, and unknown ones do not make the server ask again and again.
#[tokio::test]
async fn keys_of_an_address_rotate() {
    let (old, new) = (Issuer::new("vieja"), Issuer::new("nueva"));
    let set = Arc::new(Mutex::new(None));
    let (address, asked) = issuer_at(&set).await;
    let server = Server::with_flags(&["--jwt-jwks", &address, "--jwt-issuer", "emisor"]).await;

    let answer = server.graphql_as(&old.sign(&claims()), DOCUMENT).await;
    assert_eq!(answer.refusal(), (503, "LLAVES_NO_DISPONIBLES".to_owned()), "the issuer does not answer");
    assert_eq!(asked.load(Ordering::SeqCst), 1);

    // A new server, for the minute to pass.
    *set.lock().unwrap() = Some(jwks(&[&old]));
    let server = Server::with_flags(&["--jwt-jwks", &address, "--jwt-issuer", "emisor"]).await;
    for _ in 0..3 {
        assert_eq!(server.graphql_as(&old.sign(&claims()), DOCUMENT).await.status, 200);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2, "the set is kept");
    *set.lock().unwrap() = Some(jwks(&[&new]));
    for _ in 0..3 {
        assert_eq!(reason(&server.graphql_as(&new.sign(&claims()), DOCUMENT).await), "llave");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2, "asked less than a minute ago");
}

/// The minute, the ten minutes and the day of a set, on a clock that the test moves.
#[tokio::test(start_paused = true)]
async fn a_set_is_read_again_in_time() {
    let (old, new) = (Issuer::new("vieja"), Issuer::new("nueva"));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), jwks(&[&old])).unwrap();
    let path = file.path().to_str().unwrap();
    let config = quipu::config::Config::from_args(["quipu", "--jwt-jwks", path, "--jwt-issuer", "emisor"]).unwrap();
    let authenticator = Authenticator::new(&config).unwrap();
    let taken = async |issuer: &Issuer| {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert(AUTHORIZATION, format!("Bearer {}", issuer.sign(&claims())).parse().unwrap());
        authenticator.requester(&headers, false).await.is_ok()
    };
    assert!(taken(&old).await);
    std::fs::write(file.path(), jwks(&[&new])).unwrap();
    assert!(!taken(&new).await, "asked less than a minute ago");
    tokio::time::advance(std::time::Duration::from_secs(61)).await;
    assert!(taken(&new).await && !taken(&old).await, "the key was rotated");
    std::fs::write(file.path(), "roto").unwrap();
    tokio::time::advance(std::time::Duration::from_hours(23)).await;
    assert!(taken(&new).await, "the last set goes on");
    tokio::time::advance(std::time::Duration::from_hours(2)).await;
    assert!(!taken(&new).await, "but not for ever");
}

/// Settings that would make verification weaker stop the program, by name.
#[test]
fn weak_settings_are_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), r#"{"keys":[{"kty":"oct","k":"c2VjcmV0bw","alg":"HS256"}]}"#).unwrap();
    let path = file.path().to_str().unwrap();
    let cases: [(&[&str], &str); 7] = [
        (&["--jwt-secret", "corta"], "QUIPU_JWT_SECRET"),
        (&["--jwt-secret", SECRET, "--bind", "0.0.0.0:8000"], "QUIPU_BIND"),
        (&["--jwt-secret", SECRET, "--jwt-jwks", path], "exclude each other"),
        (&["--jwt-jwks", path, "--jwt-issuer", "emisor"], "no key verifies"),
        (&["--jwt-jwks", "http://emisor.pe/jwks", "--jwt-issuer", "emisor"], "not https"),
        (&["--jwt-jwks", "https://emisor.pe/jwks"], "QUIPU_JWT_ISSUER"),
        (&["--jwt-roles", path], "QUIPU_JWT_ROLES"),
    ];
    for (flags, expected) in cases {
        let config = quipu::config::Config::from_args(["quipu"].iter().chain(flags)).unwrap();
        let error = format!("{:#}", Authenticator::new(&config).unwrap_err());
        assert!(error.contains(expected), "{flags:?}: {error}");
        assert!(!error.contains(SECRET) && !format!("{config:?}").contains(SECRET));
    }
    assert!(quipu::config::Config::from_args(["quipu", "--jwt-algorithms", "HS256"]).is_err());
}

/// A development token is not taken by a server with another secret.
#[tokio::test]
async fn each_secret_has_its_tokens() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
    let token = development(&base, "ana", &["lector@*"]);
    let other = Server::with_flags(&["--jwt-secret", "otra-clave-solo-para-pruebas-de-quipu"]).await;
    assert_eq!(reason(&other.graphql_as(&token, DOCUMENT).await), "firma");
}
