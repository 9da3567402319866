//! A real server on a free port, and the requests that tests send to it.

use std::net::SocketAddr;

use async_graphql::Executor;
use quipu::app::App;
use quipu::http::router;
use quipu::http::server::{Patience, serve};
use quipu::schema::QuipuSchema;
use quipu::schema::deprecation::Contract;
use quipu::store::db;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::base::{Base, Contenido, Motor};
use super::schema::{self, TestSchema};

/// The server stops when this is dropped, and its database is gone.
pub(crate) struct Server<E = TestSchema> {
    pub(crate) address: SocketAddr,
    pub(crate) app: App<E>,
    pub(crate) base: Base,
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
    /// The test schema on SQLite, with the default settings.
    pub(crate) async fn start() -> Self {
        Self::with_flags(&[]).await
    }

    /// The same with other flags.
    pub(crate) async fn with_flags(flags: &[&str]) -> Self {
        let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
        Self::with(base, flags).await
    }

    /// The test schema on this database.
    pub(crate) async fn with(base: Base, flags: &[&str]) -> Self {
        Self::serving(schema::build(), base, flags, |_| {}).await
    }

    /// The same, less patient with its clients.
    pub(crate) async fn hurried(flags: &[&str], hurry: impl FnOnce(&mut Patience)) -> Self {
        let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
        Self::serving(schema::build(), base, flags, hurry).await
    }
}

impl Server<QuipuSchema> {
    /// Quipu itself on this database.
    pub(crate) async fn quipu(base: Base) -> Self {
        Self::quipu_with(base, &[]).await
    }

    /// The same with other flags.
    pub(crate) async fn quipu_with(base: Base, flags: &[&str]) -> Self {
        Self::serving(quipu::schema::build(), base, flags, |_| {}).await
    }

    /// The same database under a program that was started anew, with these flags.
    pub(crate) async fn restarted(self, flags: &[&str]) -> Self {
        let Self { base, app, .. } = self;
        app.db.close().await.expect("a connection to close");
        Self::quipu_with(base, flags).await
    }

    /// What a document answers, which must be without errors.
    pub(crate) async fn data(&self, document: &str) -> Value {
        let mut answer = self.graphql(document).await.json();
        assert_eq!(answer["errors"], Value::Null, "{document}");
        answer["data"].take()
    }

    /// Code of the first error of a document that must fail.
    pub(crate) async fn code(&self, document: &str) -> String {
        let answer = self.graphql(document).await;
        let code = answer.refusal().1;
        assert_ne!(code, "", "{document}: {}", answer.text);
        code
    }
}

impl<E: Executor + Contract> Server<E> {
    async fn serving(schema: E, base: Base, flags: &[&str], hurry: impl FnOnce(&mut Patience)) -> Self {
        let config = base.config(flags);
        let mut patience = Patience::from(&config);
        hurry(&mut patience);
        let connection = db::conectar(&config).await.expect("a database");
        let app = App::new(config, connection, schema).expect("usable settings");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let routes = router(app.clone());
        tokio::spawn(serve(patience, listener, routes, async {
            let _ = stopped.await;
        }));
        Self { address, app, base, client: Client::new(), _stop: stop }
    }

    /// A schema of the test's own, on SQLite.
    pub(crate) async fn of(schema: E) -> Self {
        let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
        Self::serving(schema, base, &[], |_| {}).await
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

    /// Statements that a document sends to the database. Reference data may be refreshed by any request: the least of
    /// three tries is the document's own.
    pub(crate) async fn statements(&self, document: &str) -> u64 {
        self.counted(async || self.graphql(document).await).await
    }

    /// The same with the credential of a requester.
    pub(crate) async fn statements_as(&self, token: &str, document: &str) -> u64 {
        self.counted(async || self.graphql_as(token, document).await).await
    }

    async fn counted(&self, ask: impl AsyncFn() -> Answer) -> u64 {
        let mut least = u64::MAX;
        for _ in 0..3 {
            let before = self.app.statements.sentencias();
            let answer = ask().await;
            assert_eq!(answer.json()["errors"], Value::Null, "{}", answer.text);
            least = least.min(self.app.statements.sentencias() - before);
        }
        least
    }

    /// The same with the credential of a requester.
    pub(crate) async fn graphql_as(&self, token: &str, document: &str) -> Answer {
        let request = self.post().header(ACCEPT, "application/graphql-response+json").bearer_auth(token);
        send(request.json(&json!({ "query": document }))).await
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
