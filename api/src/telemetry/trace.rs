//! Traces for OpenTelemetry: a span for each request and, below it, one for each statement. The text of a statement has
//! placeholders; its values are never sent.

use std::time::SystemTime;

use anyhow::Context as _;
use axum::http::HeaderMap;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{Span, SpanKind, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use sea_orm::metric::Info;

use super::record::Learnt;
use crate::config::Database;

/// Sends traces to one address. Spans wait in a queue with an end: a slow collector loses spans, not requests.
#[derive(Debug)]
pub(super) struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    system: &'static str,
}

impl Traces {
    /// Sampling follows the standard variables `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`; by default, all.
    pub(super) fn new(endpoint: &str, database: Database) -> anyhow::Result<Self> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{endpoint}/v1/traces"))
            .build()
            .context("traces cannot be sent (QUIPU_OTLP_ENDPOINT)")?;
        let resource = Resource::builder()
            .with_service_name("quipu")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        let system = match database {
            Database::Sqlite => "sqlite",
            Database::Postgres => "postgresql",
        };
        Ok(Self { tracer: provider.tracer("quipu"), provider, system })
    }

    /// Begins the span of a request, in the caller's trace if it brings one (`traceparent`).
    pub(super) fn begin(&self, headers: &HeaderMap, method: &str, route: &'static str) -> Context {
        let caller = TraceContextPropagator::new().extract_with_context(&Context::new(), &HeaderExtractor(headers));
        let span = self
            .tracer
            .span_builder(format!("{method} {route}"))
            .with_kind(SpanKind::Server)
            .with_attributes([
                KeyValue::new("http.request.method", method.to_owned()),
                KeyValue::new("http.route", route),
            ])
            .start_with_context(&self.tracer, &caller);
        caller.with_span(span)
    }

    /// Ends the span of a request.
    pub(super) fn end(trace: &Context, id: &str, status: Option<u16>, learnt: &Learnt) {
        let span = trace.span();
        span.set_attribute(KeyValue::new("quipu.request.id", id.to_owned()));
        if let Some(status) = status {
            span.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
        }
        if let Some(operation) = &learnt.operation {
            span.set_attribute(KeyValue::new("graphql.operation.name", operation.clone()));
        }
        if !learnt.codes.is_empty() {
            span.set_attribute(KeyValue::new("quipu.codes", learnt.codes.join(",")));
        }
        if status.is_none_or(|status| status >= 500) {
            span.set_status(Status::error(""));
        }
        span.end();
    }

    /// Adds a statement that has just ended.
    pub(super) fn statement(&self, trace: &Context, info: &Info<'_>) {
        if !trace.span().span_context().is_sampled() {
            return;
        }
        let end = SystemTime::now();
        let start = end.checked_sub(info.elapsed).unwrap_or(end);
        let text = info.statement.sql.clone();
        let verb = text.split_whitespace().next().unwrap_or("SQL").to_owned();
        let mut span = self
            .tracer
            .span_builder(verb)
            .with_kind(SpanKind::Client)
            .with_start_time(start)
            .with_attributes([KeyValue::new("db.system.name", self.system), KeyValue::new("db.query.text", text)])
            .start_with_context(&self.tracer, trace);
        if info.failed {
            span.set_status(Status::error(""));
        }
        span.end_with_timestamp(end);
    }

    /// Sends what waits in the queue. Blocks.
    pub(super) fn flush(&self) {
        if let Err(error) = self.provider.force_flush() {
            tracing::warn!(error.cause = %error, "traces cannot be sent");
        }
    }
}
