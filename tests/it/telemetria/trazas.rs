//! Traces for OpenTelemetry: the request, its statements, and nothing of what was bound to them.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use quipu::schema::QuipuSchema;
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::base::{Contenido, Motor, en_ambas};
use crate::support::server::{Server, send};

const TRACE: u128 = 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c;
const CALLER: u64 = 0xb7ad_6b71_6920_3331;

/// A collector that keeps what it is sent.
struct Collector {
    address: String,
    received: Arc<Mutex<Vec<Bytes>>>,
}

impl Collector {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let received: Arc<Mutex<Vec<Bytes>>> = Arc::default();
        let keep = Arc::clone(&received);
        let routes = Router::new().route("/v1/traces", post(async move |body: Bytes| keep.lock().unwrap().push(body)));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, received }
    }

    /// The spans of `server` so far.
    async fn spans(&self, server: &Server<QuipuSchema>) -> Vec<Span> {
        let telemetry = server.app.telemetry.clone();
        tokio::task::spawn_blocking(move || telemetry.flush()).await.unwrap();
        let received = self.received.lock().unwrap();
        let exports = received.iter().map(|body| ExportTraceServiceRequest::decode(body.clone()).unwrap());
        exports.flat_map(|e| e.resource_spans).flat_map(|r| r.scope_spans).flat_map(|s| s.spans).collect()
    }
}

fn attribute(span: &Span, name: &str) -> String {
    let found = span.attributes.iter().find(|attribute| attribute.key == name);
    found.map(|attribute| format!("{:?}", attribute.value)).unwrap_or_default()
}

/// Asks for something with a value that must stay out of the traces, as part of the caller's trace.
async fn ask(server: &Server<QuipuSchema>, sampled: &str) {
    let document = "query Busca($texto: String!) { entidades(filtro: {nombre: {contiene: $texto}}) { totalCount } }";
    let body = json!({ "query": document, "variables": { "texto": "valor-reservado" } });
    let request = server.post().header("traceparent", format!("00-{TRACE:032x}-{CALLER:016x}-{sampled}"));
    assert_eq!(send(request.json(&body)).await.status, 200);
}

/// The request goes on in the caller's trace, and each statement is a part of it.
#[tokio::test]
async fn a_trace_holds_the_request_and_its_statements() {
    let collector = Collector::start().await;
    for base in en_ambas(Contenido::Catalogos).await {
        let motor = base.motor;
        let server = Server::quipu_with(base, &["--otlp-endpoint", &collector.address]).await;
        ask(&server, "01").await;
        let spans = collector.spans(&server).await;
        collector.received.lock().unwrap().clear();
        let request = spans.iter().find(|span| span.name == "POST /graphql").expect("the request");
        assert_eq!(request.trace_id, TRACE.to_be_bytes());
        assert_eq!(request.parent_span_id, CALLER.to_be_bytes());
        assert!(attribute(request, "graphql.operation.name").contains("Busca"));
        assert!(attribute(request, "http.response.status_code").contains("200"));
        let statements: Vec<&Span> = spans.iter().filter(|span| span.name == "SELECT").collect();
        assert!(!statements.is_empty(), "{spans:?}");
        for statement in statements {
            assert_eq!((&statement.trace_id, &statement.parent_span_id), (&request.trace_id, &request.span_id));
            assert!(attribute(statement, "db.query.text").contains("SELECT"), "{statement:?}");
            let system = if motor == Motor::Sqlite { "sqlite" } else { "postgresql" };
            assert!(attribute(statement, "db.system.name").contains(system));
            assert!(statement.start_time_unix_nano <= statement.end_time_unix_nano);
        }
        assert!(!format!("{spans:?}").contains("reservado"), "{spans:?}");
    }
}

/// A caller that does not want its trace recorded is heard.
#[tokio::test]
async fn an_unsampled_trace_is_not_sent() {
    let collector = Collector::start().await;
    for base in en_ambas(Contenido::Catalogos).await {
        let server = Server::quipu_with(base, &["--otlp-endpoint", &collector.address]).await;
        ask(&server, "00").await;
        assert_eq!(collector.spans(&server).await, []);
    }
}

/// A collector that is not there costs spans, and no request any time.
#[tokio::test]
async fn a_lost_collector_delays_no_one() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for base in en_ambas(Contenido::Catalogos).await {
        let server = Server::quipu_with(base, &["--otlp-endpoint", &address]).await;
        let start = Instant::now();
        for _ in 0..20 {
            ask(&server, "01").await;
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
