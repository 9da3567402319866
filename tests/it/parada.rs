//! The end of the program, and the end of what it depends on.

use std::io;
use std::time::{Duration, Instant};

use quipu::http::router;
use quipu::http::server::{Patience, serve};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::support::base::{Base, Contenido, Motor, motores};
use crate::support::server::{Server, send};

/// A second listener of a server, that the test can stop and wait for.
async fn stoppable(server: &Server, drain: Duration) -> (String, oneshot::Sender<()>, JoinHandle<io::Result<()>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel();
    let patience = Patience { drain, ..Patience::from(&*server.app.config) };
    let serving = tokio::spawn(serve(patience, listener, router(server.app.clone()), async {
        let _ = stopped.await;
    }));
    (address, stop, serving)
}

async fn begin(address: &str, document: &str) -> TcpStream {
    let body = json!({ "query": document }).to_string();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length";
    stream.write_all(format!("{head}: {}\r\n\r\n{body}", body.len()).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stream
}

/// A request that does not end holds the program no longer than it was told to wait.
#[tokio::test]
async fn the_wait_has_an_end() {
    let server = Server::start().await;
    let (address, stop, serving) = stoppable(&server, Duration::from_millis(500)).await;
    let _endless = begin(&address, "{ nunca }").await;
    let start = Instant::now();
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    let waited = start.elapsed();
    assert!(waited >= Duration::from_millis(400) && waited < Duration::from_secs(3), "{waited:?}");
}

/// Without requests in progress the program ends at once; connections that wait for their next request do not hold it.
#[tokio::test]
async fn idle_connections_do_not_hold_the_program() {
    let server = Server::start().await;
    let (address, stop, serving) = stoppable(&server, Duration::from_secs(10)).await;
    let mut idle = begin(&address, "{ hola }").await;
    let never_began = TcpStream::connect(&address).await.unwrap();
    let start = Instant::now();
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    let mut answer = String::new();
    idle.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("hola quipu"), "{answer}");
    drop(never_began);
}

/// While a request ends, new connections are refused.
#[tokio::test]
async fn new_requests_are_refused_while_old_ones_end() {
    let server = Server::start().await;
    let (address, stop, serving) = stoppable(&server, Duration::from_secs(10)).await;
    let mut old = begin(&address, "{ lento }").await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(&address).await.is_err());
    let mut answer = String::new();
    old.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains(r#""lento":true"#), "{answer}");
    serving.await.unwrap().unwrap();
}

/// A door to PostgreSQL that the test can shut, with all that pass through it.
async fn door(target: String) -> (u16, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (open, is_open) = watch::channel(true);
    tokio::spawn(async move {
        loop {
            let (mut inside, _) = listener.accept().await.unwrap();
            let (target, mut is_open) = (target.clone(), is_open.clone());
            if !*is_open.borrow() {
                continue;
            }
            tokio::spawn(async move {
                let mut outside = TcpStream::connect(target).await.unwrap();
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut inside, &mut outside) => {}
                    _ = is_open.wait_for(|open| !open) => {}
                }
            });
        }
    });
    (port, open)
}

/// After this long, readiness is asked of the database again.
const FRESH: Duration = Duration::from_millis(1_100);

/// PostgreSQL goes and comes back: readiness tells, requests say to try again, and the process needs nothing.
#[tokio::test]
async fn an_outage_of_postgres_is_told_and_survived() {
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let mut base = Base::nueva(Motor::Postgres, Contenido::Catalogos).await;
    let mut url = reqwest::Url::parse(&base.url).unwrap();
    let (port, open) = door(format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432))).await;
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(port)).unwrap();
    base.url = url.to_string();
    let server = Server::with(base, &[]).await;
    let ready = async || send(server.get("/health/ready")).await.status.as_u16();
    assert_eq!(ready().await, 200);
    open.send(false).unwrap();
    let answer = server.graphql("{ sql(veces: 1) }").await;
    let extensions = answer.json()["errors"][0]["extensions"].clone();
    assert_eq!((&extensions["code"], &extensions["retryable"]), (&json!("BASE_DE_DATOS_NO_DISPONIBLE"), &json!(true)));
    tokio::time::sleep(FRESH).await;
    assert_eq!(ready().await, 503);
    assert_eq!(send(server.get("/health/live")).await.status, 200);
    open.send(true).unwrap();
    tokio::time::sleep(FRESH).await;
    assert_eq!(ready().await, 200);
    assert_eq!(server.graphql("{ sql(veces: 1) }").await.json()["data"], json!({ "sql": true }));
}
