//! What an operator sees of the running program: one log line for each request, figures, and traces.
//!
//! [`record`] gathers what is learnt of a request on its way; when it ends, [`Served`] tells it to all three. Tokens,
//! variables and bound values reach none of them.

pub mod log;
pub mod record;
pub mod metrics;
mod trace;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use axum::http::HeaderMap;
use sea_orm::metric::Info;

use self::metrics::Metrics;
use self::record::Record;
use self::trace::Traces;
use crate::config::Config;

/// Where what is learnt of requests goes. Clones share it.
#[derive(Debug, Clone)]
pub struct Telemetry(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    metrics: Metrics,
    traces: Option<Traces>,
}

impl Telemetry {
    /// What `config` asks for; `operations` are the root fields that figures may name. Logs are of the whole program:
    /// [`log::init`] starts them.
    pub fn new(config: &Config, operations: BTreeSet<String>) -> anyhow::Result<Self> {
        let endpoint = config.service.otlp_endpoint.as_deref();
        let traces = endpoint.map(|endpoint| Traces::new(endpoint, config.database_url.database())).transpose()?;
        Ok(Self(Arc::new(Inner { metrics: Metrics::new(operations), traces })))
    }

    /// The figures.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Begins to watch a request. `route` is one of the program's, `caller_id` what its caller knows it by.
    pub fn begin(
        &self,
        id: String,
        caller_id: Option<&str>,
        method: &str,
        route: &'static str,
        headers: &HeaderMap,
    ) -> Served {
        let trace = self.0.traces.as_ref().map(|traces| traces.begin(headers, method, route));
        self.0.metrics.begin();
        Served {
            telemetry: self.clone(),
            // At the highest level, so that no filter takes the id away from the lines inside.
            span: tracing::error_span!(
                "request",
                request.id = %id,
                request.caller_id = caller_id,
                http.method = method,
                http.route = route
            ),
            record: Arc::new(Record::new(id, trace)),
            route,
            start: Instant::now(),
            status: None,
        }
    }

    /// Takes down a statement that has just ended.
    pub fn statement(&self, info: &Info<'_>) {
        self.0.metrics.statement(info.elapsed, info.failed);
        record::with(|record| {
            record.count_statement();
            if let (Some(traces), Some(trace)) = (&self.0.traces, record.trace()) {
                traces.statement(trace, info);
            }
        });
    }

    /// Sends the traces that wait to be sent. Blocks: call it where blocking is allowed.
    pub fn flush(&self) {
        if let Some(traces) = &self.0.traces {
            traces.flush();
        }
    }
}

/// A request being served. What is known of it is told when this is dropped: at its end, or when its client leaves.
#[derive(Debug)]
pub struct Served {
    telemetry: Telemetry,
    span: tracing::Span,
    record: Arc<Record>,
    route: &'static str,
    start: Instant,
    status: Option<u16>,
}

impl Served {
    /// The span of its log lines.
    pub fn span(&self) -> tracing::Span {
        self.span.clone()
    }

    /// What is learnt of it.
    pub const fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// Ends it with the status of its answer.
    pub fn end(mut self, status: u16) {
        self.status = Some(status);
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let duration = self.start.elapsed();
        let learnt = self.record.learnt();
        self.telemetry.0.metrics.end(self.route, self.status, &learnt, duration);
        if let Some(trace) = self.record.trace() {
            Traces::end(trace, self.record.id(), self.status, &learnt);
        }
        let codes = (!learnt.codes.is_empty()).then(|| learnt.codes.join(","));
        self.span.in_scope(|| {
            tracing::info!(
                http.status = self.status,
                duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
                requester = learnt.requester,
                graphql.documents = learnt.documents,
                graphql.operation = learnt.operation,
                codes,
                cost.requested = learnt.cost.map(|cost| cost.requested),
                cost.actual = learnt.cost.map(|cost| cost.actual),
                statements = self.record.statements(),
                "{}",
                if self.status.is_some() { "request served" } else { "request left by its client" }
            );
        });
    }
}
