//! A real server on a free port, and the requests that tests send to it.

use std::net::SocketAddr;

use quipu::app::App;
use quipu::config::Config;
use quipu::http::router;
use quipu::http::server::{Patience, serve_with};
use quipu::store::db;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::schema::{self, TestSchema};

/// The server stops when this is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) app: App<TestSchema>,
    client: Client,
    _stop: oneshot::Sender<()>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Server {
    /// The test schema on SQLite in memory, with the default settings.
    pub(crate) async fn start() -> Self {
        Self::with(&[], Patience::default()).await
    }

    /// The same with other flags.
    pub(crate) async fn with_flags(flags: &[&str]) -> Self {
        Self::with(flags, Patience::default()).await
    }

    pub(crate) async fn with(flags: &[&str], patience: Patience) -> Self {
        let mut args = vec!["quipu", "--database-url", "sqlite::memory:"];
        // A flag given twice is an error: the test's own database wins.
        if flags.contains(&"--database-url") {
            args.truncate(1);
        }
        args.extend(flags);
        let config = Config::from_args(args).expect("valid flags");
        let connection = db::conectar(&config).await.expect("a database");
        let app = App::new(config, connection, schema::build());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let routes = router(app.clone());
        tokio::spawn(serve_with(patience, listener, routes, async {
            let _ = stopped.await;
        }));
        Self { address, app, client: Client::new(), _stop: stop }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) fn post(&self) -> RequestBuilder {
        self.client.post(self.url("/graphql"))
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(method.parse().expect("a method"), self.url(path))
    }

    /// A GET of `/graphql` with these parameters.
    pub(crate) fn get_graphql(&self, params: &[(&str, &str)]) -> RequestBuilder {
        let query: Vec<String> = params.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        self.get(&format!("/graphql?{}", query.join("&")))
    }

    /// The usual request: a document by POST, answered as `application/graphql-response+json`.
    pub(crate) async fn graphql(&self, document: &str) -> Answer {
        self.json(&json!({ "query": document })).await
    }

    pub(crate) async fn json(&self, body: &Value) -> Answer {
        send(self.post().header(ACCEPT, "application/graphql-response+json").json(body)).await
    }

    /// A body that may not be JSON.
    pub(crate) async fn raw(&self, body: impl Into<reqwest::Body>) -> Answer {
        send(self.post().header(CONTENT_TYPE, "application/json").body(body)).await
    }
}

pub(crate) async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, text: response.text().await.expect("a body") }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("plain"))
    }

    /// Status and code of the first error.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let code = self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or("").to_owned();
        (self.status.as_u16(), code)
    }
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
