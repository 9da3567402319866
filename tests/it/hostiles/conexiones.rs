//! Clients that hold connections, send without end or do not read: they cost little, and the others are served.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{SOON, numbered};
use crate::support::server::Server;

const POST: &str = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";

/// Sends bytes, and reads until the server closes or says nothing for a while.
async fn talk(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may close before it has read all.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(Ok(read @ 1..)) = tokio::time::timeout(Duration::from_secs(2), stream.read(&mut chunk)).await {
        answer.extend_from_slice(&chunk[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

/// Heads that no honest client sends: refused by status, or closed; never a 5xx, never a silence that lasts.
#[tokio::test]
async fn hostile_heads_are_refused() {
    let server = Server::start().await;
    let many = numbered(2000, |number| format!("x-{number}: 1\r\n"));
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("a giant header", format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "x".repeat(300_000)).into_bytes(), ""),
        ("many headers", format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n").into_bytes(), "431"),
        ("a giant address", format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(300_000)).into_bytes(), ""),
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), ""),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), ""),
        ("two lengths", format!("{POST}content-length: 2\r\ncontent-length: 9\r\n\r\n{{}}").into_bytes(), "400"),
        ("a length that is none", format!("{POST}content-length: -1\r\n\r\n{{}}").into_bytes(), "400"),
        ("an encoding that is none", format!("{POST}transfer-encoding: gzip\r\n\r\n{{}}").into_bytes(), "4"),
    ];
    for (what, bytes, status) in cases {
        let start = Instant::now();
        let answer = talk(server.address, &bytes).await;
        let found = answer.split(' ').nth(1).unwrap_or("");
        assert!(found.starts_with(status) && !found.starts_with('5'), "{what}: {answer:.100}");
        assert!(start.elapsed() < SOON, "{what}");
    }
    assert_eq!(server.graphql("{ hola }").await.status, 200);
}

/// A body that never ends is cut at its limit, not read to its end.
#[tokio::test]
async fn an_endless_body_is_cut() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(format!("{POST}transfer-encoding: chunked\r\n\r\n").as_bytes()).await.unwrap();
    let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
    let mut sent = 0;
    while sent < 64 && stream.write_all(&chunk).await.is_ok() {
        sent += 1;
    }
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(SOON, stream.read_to_end(&mut answer)).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 413") || sent < 64, "{sent} {answer:.200}");
    assert_eq!(server.graphql("{ hola }").await.status, 200);
}

/// A length that promises too much is refused before a byte of it has come.
#[tokio::test]
async fn a_promise_of_too_much_is_refused_at_once() {
    let server = Server::start().await;
    let answer = talk(server.address, format!("{POST}content-length: 99999999999\r\n\r\n").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("CUERPO_DEMASIADO_GRANDE"), "{answer:.300}");
}

/// A body that comes drop by drop has ten seconds in all, on a clock that runs ahead while nothing happens.
#[tokio::test]
async fn a_slow_body_is_cut() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(format!("{POST}content-length: 100\r\n\r\n{{").as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    let mut answer = [0; 4096];
    let read = stream.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("CUERPO_INCOMPLETO"), "{answer}");
    assert!(start.elapsed() < Duration::from_secs(11), "{:?}", start.elapsed());
}

/// More connections than there are places, all of them silent: an honest client waits for one of them to be let go.
#[tokio::test]
async fn silent_connections_do_not_keep_others_out() {
    let places = ["--max-connections", "20"];
    let server = Server::hurried(&places, |patience| patience.headers = Duration::from_millis(500)).await;
    let mut silent = Vec::new();
    for number in 0..60 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"POST /graphql HTTP/1.1\r\nx-drop:").await.unwrap();
        }
        silent.push(stream);
    }
    let answer = tokio::time::timeout(SOON, server.graphql("{ hola }")).await;
    assert_eq!(answer.expect("a place").status, 200);
}

/// One address has so many connections and no more, except this machine and the proxies that are trusted; what it lets go
/// it may open again.
#[tokio::test]
async fn one_address_does_not_take_all_places() {
    let flags = ["--max-connections-per-address", "5"];
    let hello = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    let open = async |server: &Server| {
        let mut open = Vec::new();
        for _ in 0..12 {
            let mut stream = TcpStream::connect(server.address).await.unwrap();
            let mut answer = [0; 12];
            if stream.write_all(hello.as_bytes()).await.is_ok() && stream.read_exact(&mut answer).await.is_ok() {
                open.push(stream);
            }
        }
        open
    };
    let anyone = Server::hurried(&flags, |patience| patience.of_many = [].into()).await;
    let mut mine = open(&anyone).await;
    assert_eq!(mine.len(), 5);
    mine.truncate(2);
    let start = Instant::now();
    let mut more = open(&anyone).await.len();
    while more < 3 && start.elapsed() < SOON {
        more = open(&anyone).await.len();
    }
    assert_eq!(more, 3);
    assert_eq!(open(&Server::hurried(&flags, |_| {}).await).await.len(), 12, "this machine");
    let proxies = [&flags[..], &["--trusted-proxies", "10.0.0.1"]].concat();
    let behind = |proxies: &[IpAddr]| proxies.contains(&[10, 0, 0, 1].into());
    Server::hurried(&proxies, |patience| assert!(behind(&patience.of_many))).await;
}

/// A client that asks and does not read loses its place, too.
#[tokio::test]
async fn a_client_that_does_not_read_is_let_go() {
    let server =
        Server::hurried(&["--max-connections", "1"], |patience| patience.writes = Duration::from_millis(300)).await;
    let mut deaf = TcpStream::connect(server.address).await.unwrap();
    let script = "GET /graphiql/graphiql-3.9.0.js HTTP/1.1\r\nhost: x\r\n\r\n";
    deaf.write_all(script.repeat(40).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let answer = tokio::time::timeout(SOON, server.graphql("{ hola }")).await;
    assert_eq!(answer.expect("a place").status, 200);
}

/// Many requests in one go on one connection are answered one after the other.
#[tokio::test]
async fn requests_in_a_row_are_answered_in_a_row() {
    let server = Server::start().await;
    let one = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    let last = "GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = talk(server.address, (one.repeat(199) + last).as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 200);
}
