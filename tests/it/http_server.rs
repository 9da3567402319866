//! What every answer has, and what the server does with clients that misbehave.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::base::{Base, Contenido, Motor, en_ambas, motores};
use crate::support::server::{Server, send};

/// After this long, readiness is asked of the database again.
const FRESH: Duration = Duration::from_millis(1_100);

/// The id is in the header and in each error, and is never the caller's; that one is said back when it is plain.
#[tokio::test]
async fn answers_carry_the_request_id() {
    let server = Server::start().await;
    let answer = server.graphql("{ nada }").await;
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 36);
    assert_eq!(answer.json()["errors"][0]["extensions"]["requestId"], json!(id));
    let answer = send(server.get("/health/live").header("x-request-id", "caso-7")).await;
    assert_eq!((answer.header("x-request-id").len(), answer.header("x-caller-request-id")), (36, "caso-7"));
    for dirty in ["", "a b", "<script>", &"x".repeat(65)] {
        let answer = send(server.get("/health/live").header("x-request-id", dirty)).await;
        assert_eq!((answer.header("x-request-id").len(), answer.header("x-caller-request-id")), (36, ""), "{dirty}");
    }
}

/// No answer can be framed, sniffed or kept by a cache, whatever its route.
#[tokio::test]
async fn answers_carry_security_headers() {
    let server = Server::start().await;
    for path in ["/graphql", "/health/ready", "/nada", "/"] {
        let answer = send(server.get(path)).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    }
    assert_eq!(server.graphql("{ hola }").await.header("cache-control"), "no-store");
}

/// Long answers are compressed for who asks.
#[tokio::test]
async fn answers_are_compressed() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let request =
        "GET /graphiql/react-dom-18.3.1.js HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    assert!(String::from_utf8_lossy(&bytes[..600]).contains("content-encoding: gzip"));
    assert!(bytes.len() < 70_000, "{}", bytes.len());
}

/// A panic is one masked answer; the server goes on.
#[tokio::test]
async fn a_panic_is_masked() {
    let server = Server::start().await;
    let answer = server.graphql("{ panico }").await;
    assert_eq!(answer.refusal(), (500, "ERROR_INTERNO".to_owned()));
    assert!(!answer.text.contains("secreto"), "{}", answer.text);
    assert_eq!(answer.json()["errors"][0]["extensions"]["requestId"], json!(answer.header("x-request-id")));
    assert_eq!(server.graphql("{ hola }").await.status, 200);
}

/// An operation that passes its deadline is cancelled, and the client may try again.
#[tokio::test]
async fn the_deadline_cancels() {
    let server = Server::with_flags(&["--request-timeout-seconds", "1"]).await;
    let start = Instant::now();
    let answer = server.graphql("{ nunca }").await;
    assert_eq!(answer.refusal(), (504, "TIEMPO_AGOTADO".to_owned()));
    assert_eq!(answer.json()["errors"][0]["extensions"]["retryable"], json!(true));
    assert!(start.elapsed() < Duration::from_secs(3));
}

/// The database itself stops a statement at the deadline: on the only connection there is, the next request follows it.
#[tokio::test]
async fn the_deadline_reaches_the_database() {
    for motor in motores() {
        let base = Base::nueva(motor, Contenido::Catalogos).await;
        let server = Server::with(base, &["--request-timeout-seconds", "1", "--db-max-connections", "1"]).await;
        for _ in 0..2 {
            let answer = server.graphql("{ dormir }").await;
            assert!(answer.text.contains("TIEMPO_AGOTADO"), "{motor:?} {}", answer.text);
            assert_eq!(server.graphql("{ sql(veces: 3) }").await.json()["data"], json!({ "sql": true }), "{motor:?}");
        }
    }
}

/// The counter of the app counts the statements of a request, on both engines.
#[tokio::test]
async fn statements_are_counted() {
    for base in en_ambas(Contenido::Catalogos).await {
        let server = Server::with(base, &[]).await;
        let one = server.statements("{ sql(veces: 1) }").await;
        assert_eq!(server.statements("{ sql(veces: 4) }").await - one, 3, "{:?}", server.base.motor);
    }
}

/// Ready means that the database answers; alive does not.
#[tokio::test]
async fn health_tells_alive_from_ready() {
    let server = Server::start().await;
    let ready = send(server.get("/health/ready")).await;
    assert_eq!((ready.status.as_u16(), ready.json()), (200, json!({ "estado": "ok", "base_de_datos": "sqlite" })));
    server.app.db.clone().close().await.unwrap();
    tokio::time::sleep(FRESH).await;
    let unready = send(server.get("/health/ready")).await;
    assert_eq!(unready.status, 503);
    assert_eq!(unready.json()["codigo"], json!("BASE_DE_DATOS_NO_DISPONIBLE"));
    assert_eq!(send(server.get("/health/live")).await.json(), json!({ "estado": "ok" }));
}

/// However often readiness is asked, the database is asked once a second: who asks without end takes no connection from
/// others.
#[tokio::test]
async fn readiness_is_remembered_for_a_moment() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
    let server = Server::with(base, &["--db-max-connections", "1"]).await;
    let taken = server.app.db.get_sqlite_connection_pool().acquire().await.unwrap();
    let start = Instant::now();
    let asked: Vec<_> = (0..20).map(|_| tokio::spawn(send(server.get("/health/ready")))).collect();
    for answer in asked {
        assert_eq!(answer.await.unwrap().status, 503);
    }
    // One that waits for a connection waits for a second or more.
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    drop(taken);
    tokio::time::sleep(FRESH).await;
    assert_eq!(send(server.get("/health/ready")).await.status, 200);
}

/// A database that is gone is a failure to try again, without its cause.
#[tokio::test]
async fn a_lost_database_is_retryable() {
    let server = Server::start().await;
    server.app.db.clone().close().await.unwrap();
    let extensions = server.graphql("{ sql(veces: 1) }").await.json()["errors"][0]["extensions"].clone();
    assert_eq!(extensions["code"], json!("BASE_DE_DATOS_NO_DISPONIBLE"));
    assert_eq!(extensions["retryable"], json!(true));
}

/// A route that is not there answers in the shape of all others.
#[tokio::test]
async fn unknown_routes_are_404() {
    assert_eq!(send(Server::start().await.get("/nada")).await.refusal(), (404, "NO_ENCONTRADO".to_owned()));
}

/// A client that does not finish its headers, or never begins them, is let go.
#[tokio::test]
async fn slow_headers_are_cut() {
    let server = Server::hurried(&[], |patience| patience.headers = Duration::from_millis(300)).await;
    for sent in ["", "POST /graphql HTTP/1.1\r\nhost: x\r\n"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        let end = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
        assert!(end.is_ok(), "still open after {sent:?}");
    }
}

/// A connection that idles after its answer is let go too, and its slot serves the next client.
#[tokio::test]
async fn idle_connections_give_their_slot_back() {
    let one = ["--max-connections", "1"];
    let server = Server::hurried(&one, |patience| patience.headers = Duration::from_millis(300)).await;
    let idle = TcpStream::connect(server.address).await.unwrap();
    assert_eq!(server.graphql("{ hola }").await.status, 200);
    drop(idle);
}
