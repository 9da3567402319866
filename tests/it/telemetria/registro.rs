//! One log line for each request, with all that explains it and nothing that is secret.

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use quipu::telemetry::log;
use serde_json::{Value, json};
use tracing::Dispatch;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

use crate::support::base::{Base, Contenido, Motor, en_ambas};
use crate::support::server::{Server, send};
use crate::support::token::{WITH_SECRET, development};

/// What was written to the log of this thread; each test has one of its own.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// While there is one subscriber only, whichever thread comes first to a place that logs decides for all whether it is heard,
/// also a thread of another test, which has no subscriber. So there are always two.
static OTRO: LazyLock<Dispatch> =
    LazyLock::new(|| Dispatch::new(tracing_subscriber::registry().with(LevelFilter::ERROR)));

impl Log {
    /// Begins to write down what this thread logs, as a program with these flags would.
    fn of(flags: &[&str]) -> (Self, DefaultGuard) {
        let config = quipu::config::Config::from_args(["quipu"].iter().chain(flags)).unwrap();
        let log = Self::default();
        LazyLock::force(&OTRO);
        let subscriber = log::subscriber(&config, log.clone(), false).unwrap();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines of requests, in JSON.
    fn requests(&self) -> Vec<Value> {
        let text = self.text();
        let lines = text.lines().map(|line| serde_json::from_str(line).expect("a line is an object"));
        lines.filter(|line: &Value| line["message"].as_str().unwrap().starts_with("request")).collect()
    }
}

/// The line says who asked for what, what came of it, and what it took.
#[tokio::test]
async fn a_request_is_one_line() {
    for base in en_ambas(Contenido::Demostracion).await {
        let server = Server::quipu_with(base, &WITH_SECRET).await;
        let token = development(&server.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
        let (log, _guard) = Log::of(&["--log-format", "json"]);
        let body = json!({ "query": "query Lista { entidades { totalCount } node(id: \"x\") { id } }" });
        let answer = send(server.post().bearer_auth(token).header("x-request-id", "caso-7").json(&body)).await;
        let [line] = &log.requests()[..] else { panic!("{}", log.text()) };
        assert_eq!(line["message"], "request served");
        assert_eq!(line["span"]["request.id"], answer.header("x-request-id"));
        assert_eq!(line["span"]["request.caller_id"], "caso-7");
        assert_eq!((&line["span"]["http.method"], &line["span"]["http.route"]), (&json!("POST"), &json!("/graphql")));
        assert_eq!(line["http.status"], 200);
        assert_eq!((&line["requester"], &line["graphql.operation"]), (&json!("ana"), &json!("Lista")));
        assert_eq!(line["codes"], "ID_INVALIDO");
        assert!(line["statements"].as_u64().unwrap() >= 1, "{line}");
        assert!(line["duration_ms"].is_u64(), "{line}");
    }
}

/// A list of requests is one line too: how many they are, their names and codes, and the sums of what they took.
#[tokio::test]
async fn a_list_of_requests_is_one_line_of_all() {
    for base in en_ambas(Contenido::Demostracion).await {
        let server = Server::quipu_with(base, &["--max-batch", "4"]).await;
        let one = json!({ "query": "query Una { entidades(first: 2) { nodes { codigo } } }" });
        let bad = json!({ "query": "query Mala { nada }" });
        let other = json!({ "query": "{ node(id: \"x\") { id } }" });
        let (alone, _guard) = Log::of(&["--log-format", "json"]);
        for body in [&one, &bad, &other] {
            server.json(body).await;
        }
        let alone = alone.requests();
        assert_eq!(alone.iter().filter(|line| line.get("graphql.documents").is_some()).count(), 0, "{alone:?}");
        let (log, _guard) = Log::of(&["--log-format", "json"]);
        let answer = server.json(&json!([one, bad, other])).await;
        let [line] = &log.requests()[..] else { panic!("{}", log.text()) };
        assert_eq!(line["span"]["request.id"], answer.header("x-request-id"));
        assert_eq!((&line["graphql.documents"], &line["graphql.operation"]), (&json!(3), &json!("Una,Mala")));
        assert_eq!(line["codes"], "CONSULTA_INVALIDA,ID_INVALIDO");
        let sum = |field: &str| alone.iter().map(|line| line[field].as_u64().unwrap()).sum::<u64>();
        for field in ["cost.requested", "cost.actual"] {
            assert_eq!(line[field].as_u64().unwrap(), sum(field), "{field} {line}");
        }
        assert!(line["statements"].as_u64().unwrap() >= 1, "{line}");
    }
}

/// Neither a token nor a value of a variable reaches the log, at any level, in any form, whatever becomes of the request.
#[tokio::test]
async fn secrets_are_never_logged() {
    const SECRET_VALUE: &str = "valor-muy-reservado";
    for format in ["text", "json"] {
        for base in en_ambas(Contenido::Catalogos).await {
            let (log, _guard) = Log::of(&["--log", "trace", "--log-format", format]);
            let server = Server::quipu_with(base, &WITH_SECRET).await;
            let good = development(&server.base, "ana", &["rector@*"]);
            let bad = format!("{good}x");
            let document = "query Q($c: String!) { entidad(codigo: $c) { nombre } entidades(filtro: {nombre: {contiene: $c}}) { totalCount } }";
            for token in [&good, &bad] {
                for query in [document, "query Q($c: String!) { nada }"] {
                    let body = json!({ "query": query, "variables": { "c": SECRET_VALUE } });
                    send(server.post().bearer_auth(token).json(&body)).await;
                    let variables = json!({ "c": SECRET_VALUE }).to_string();
                    send(server.get_graphql(&[("query", query), ("variables", &variables)]).bearer_auth(token)).await;
                }
            }
            let text = log.text();
            assert_eq!(text.matches("request served").count(), 8, "{text}");
            assert!(!text.contains(SECRET_VALUE), "{text}");
            let signature = good.rsplit('.').next().unwrap();
            assert!(!text.contains(signature) && !text.contains(&good[..40]), "{text}");
        }
    }
}

/// Nothing that a client sends can begin a line of its own.
#[tokio::test]
async fn a_client_cannot_write_lines() {
    let server = Server::quipu_with(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await, &WITH_SECRET).await;
    let token = development(&server.base, "ana\nERROR falso", &[]);
    let (log, _guard) = Log::of(&[]);
    server.graphql_as(&token, "{ entidades { totalCount } }").await;
    send(server.get("/nada%0AERROR falso").header("user-agent", "x")).await;
    let text = log.text();
    assert_eq!(text.matches("request served").count(), 2, "{text}");
    assert!(text.lines().all(|line| !line.starts_with("ERROR falso")), "{text}");
}

/// A client that leaves before its answer is seen too.
#[tokio::test]
async fn a_client_that_leaves_is_logged() {
    let server = Server::start().await;
    let (log, _guard) = Log::of(&["--log-format", "json"]);
    let request = server.post().json(&json!({ "query": "query Larga { nunca }" }));
    let request = request.timeout(std::time::Duration::from_millis(300));
    assert!(request.send().await.unwrap_err().is_timeout());
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let [line] = &log.requests()[..] else { panic!("{}", log.text()) };
    assert_eq!((&line["message"], &line["graphql.operation"]), (&json!("request left by its client"), &json!("Larga")));
    assert_eq!(line.get("http.status"), None);
}
