//! Figures for Prometheus: they count what happened, and no client can add series to them.

use std::time::{Duration, Instant};

use quipu::http::metrics_router;
use quipu::store::db::Pool;
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::base::{Base, Contenido, Motor, en_ambas};
use crate::support::server::{Server, send};

/// The figures of a server, as its operator's listener gives them.
async fn figures<E: Clone + Send + Sync + 'static>(server: &Server<E>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = metrics_router(server.app.clone());
    let serving = tokio::spawn(async move { axum::serve(listener, routes).await });
    let response = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    let text = response.text().await.unwrap();
    serving.abort();
    text
}

/// Value of a series.
fn value(text: &str, series: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.strip_prefix(series).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// Latency by operation, errors by code, statements, pool and memory of answers.
#[tokio::test]
async fn figures_tell_what_happened() {
    const DOTACION: &str = "{ dotacion(dimensiones: [FAMILIA]) { total { brecha } } }";
    for base in en_ambas(Contenido::Demostracion).await {
        let server = Server::quipu(base).await;
        for document in
            [DOTACION, DOTACION, "query Nombre { sectores { codigo } }", "{ node(id: \"x\") { id } }", "{ nada }"]
        {
            server.graphql(document).await;
        }
        let text = figures(&server).await;
        let expected = [
            ("quipu_http_requests_total{route=\"/graphql\",status=\"200\"}", 4.0),
            ("quipu_http_requests_total{route=\"/graphql\",status=\"400\"}", 1.0),
            ("quipu_http_requests_in_progress", 0.0),
            ("quipu_graphql_duration_seconds_count{operation=\"dotacion\"}", 2.0),
            ("quipu_graphql_duration_seconds_count{operation=\"sectores\"}", 1.0),
            ("quipu_graphql_duration_seconds_count{operation=\"none\"}", 1.0),
            ("quipu_graphql_errors_total{code=\"ID_INVALIDO\"}", 1.0),
            ("quipu_graphql_errors_total{code=\"CONSULTA_INVALIDA\"}", 1.0),
            ("quipu_db_connections{state=\"max\"}", 10.0),
            ("quipu_dotacion_memory_total{result=\"hit\"}", 1.0),
            ("quipu_dotacion_memory_total{result=\"miss\"}", 1.0),
        ];
        for (series, count) in expected {
            assert_eq!(value(&text, series), Some(count), "{series}\n{text}");
        }
        assert!(value(&text, "quipu_sql_duration_seconds_count").unwrap() >= 3.0, "{text}");
        assert!(text.ends_with("# EOF\n"));
    }
}

/// Names that clients make up do not become series.
#[tokio::test]
async fn clients_cannot_add_series() {
    let server = Server::start().await;
    let series = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
    let hostile = async |server: &Server, number: u32| {
        server.graphql(&format!("query Q{number} {{ hola }}")).await;
        server.graphql(&format!("query Q{number} {{ a{number}: hola }}")).await;
        server.graphql(&format!("{{ campo{number} }}")).await;
        for document in
            [format!("{{ a{number}__ninguna }}"), format!("{{ _{number} }}"), format!("{{ hola _{number} }}")]
        {
            server.json(&json!({ "query": document, "extensions": { "dryRun": true } })).await;
        }
        send(server.get(&format!("/ruta{number}"))).await;
        send(server.request(&format!("METODO{number}"), "/graphql")).await;
        send(server.get("/health/live").header("x-request-id", format!("id-{number}"))).await;
    };
    hostile(&server, 0).await;
    let before = figures(&server).await;
    for number in 1..5 {
        hostile(&server, number).await;
    }
    let after = figures(&server).await;
    assert_eq!(series(&before), series(&after), "{after}");
    assert!(!after.contains("campo4") && !after.contains("METODO4"), "{after}");
}

/// The API itself does not show the figures to anyone.
#[tokio::test]
async fn the_api_has_no_figures() {
    assert_eq!(send(Server::start().await.get("/metrics")).await.status, 404);
}

/// A statement that fails is counted, and the pool says how many connections are in use.
#[tokio::test]
async fn failures_and_the_pool_are_seen() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
    let server = Server::with(base, &["--db-max-connections", "3"]).await;
    server.graphql("{ sqlRoto }").await;
    let taken = server.app.db.get_sqlite_connection_pool().acquire().await.unwrap();
    // The connection of the request goes back by itself, a moment after its answer.
    let start = Instant::now();
    while Pool::of(&server.app.db).busy != 1 && start.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let pool = Pool::of(&server.app.db);
    assert_eq!((pool.busy, pool.limit), (1, 3));
    drop(taken);
    let text = figures(&server).await;
    assert_eq!(value(&text, "quipu_sql_failures_total"), Some(1.0), "{text}");
}
