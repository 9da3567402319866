//! Figures for Prometheus. Every label takes its values from a closed set, so that no client can make series without end.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::record::{self, Learnt};
use crate::store::db::Pool;
use crate::store::dotacion::Aciertos;

/// Labels by name.
type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

/// A histogram for each value of a label.
type Histograms = Family<Labels<1>, Histogram, fn() -> Histogram>;

/// Operation of documents that ask for what is not there.
const UNKNOWN: &str = "none";

/// All figures of the program.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    /// Names that may label an operation.
    operations: BTreeSet<String>,
    requests: Family<Labels<2>, Counter>,
    in_progress: Gauge,
    durations: Histograms,
    errors: Family<Labels<1>, Counter>,
    statements: Histogram,
    failed_statements: Counter,
    costs: Histograms,
    pool: Family<Labels<1>, Gauge>,
    remembered: Family<Labels<1>, Counter>,
}

/// State of what is not counted on the way, read when the figures are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot {
    /// Connections to the database.
    pub pool: Pool,
    /// The memory of answers.
    pub remembered: Aciertos,
}

impl Metrics {
    /// Nothing counted yet. `operations`: what can be asked for at the root.
    pub fn new(mut operations: BTreeSet<String>) -> Self {
        operations.insert(record::SEVERAL.to_owned());
        let metrics = Self {
            registry: Registry::with_prefix("quipu"),
            operations,
            requests: Family::default(),
            in_progress: Gauge::default(),
            durations: Histograms::new_with_constructor(seconds),
            errors: Family::default(),
            statements: seconds(),
            failed_statements: Counter::default(),
            costs: Histograms::new_with_constructor(costs),
            pool: Family::default(),
            remembered: Family::default(),
        };
        metrics.registered()
    }

    fn registered(mut self) -> Self {
        let all = &mut self.registry;
        all.register("http_requests", "Requests answered, by route and status", self.requests.clone());
        all.register("http_requests_in_progress", "Requests being served", self.in_progress.clone());
        all.register_with_unit(
            "graphql_duration",
            "Time of a GraphQL request, by the field that it asks for at the root",
            Unit::Seconds,
            self.durations.clone(),
        );
        all.register("graphql_errors", "Requests with an error, by its code", self.errors.clone());
        all.register("graphql_cost", "Cost of operations, as computed before and as counted after", self.costs.clone());
        all.register_with_unit("sql_duration", "Time of a statement", Unit::Seconds, self.statements.clone());
        all.register("sql_failures", "Statements that failed", self.failed_statements.clone());
        all.register("db_connections", "Connections of the pool, by state; max is its limit", self.pool.clone());
        all.register("dotacion_memory", "Answers about dotación asked of the memory", self.remembered.clone());
        self
    }

    pub(super) fn begin(&self) {
        self.in_progress.inc();
    }

    /// Counts a request that has ended; without a status its client left before.
    pub(super) fn end(&self, route: &'static str, status: Option<u16>, learnt: &Learnt, duration: Duration) {
        self.in_progress.dec();
        let status = status.map_or(Cow::Borrowed("left"), |status| Cow::Owned(status.to_string()));
        self.requests.get_or_create(&[("route", Cow::Borrowed(route)), ("status", status)]).inc();
        for code in &learnt.codes {
            self.errors.get_or_create(&[("code", Cow::Borrowed(*code))]).inc();
        }
        if let Some(field) = &learnt.root_field {
            let known = self.operations.contains(field);
            let operation = if known { Cow::Owned(field.clone()) } else { Cow::Borrowed(UNKNOWN) };
            self.durations.get_or_create(&[("operation", operation)]).observe(duration.as_secs_f64());
        }
        if let Some(cost) = learnt.cost {
            self.cost("requested", cost.requested);
            self.cost("actual", cost.actual);
        }
    }

    fn cost(&self, kind: &'static str, units: u64) {
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        self.costs.get_or_create(&[("kind", Cow::Borrowed(kind))]).observe(f64::from(units));
    }

    pub(super) fn statement(&self, duration: Duration, failed: bool) {
        self.statements.observe(duration.as_secs_f64());
        if failed {
            self.failed_statements.inc();
        }
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self, snapshot: Snapshot) -> Result<String, std::fmt::Error> {
        let Snapshot { pool, remembered } = snapshot;
        for (state, connections) in [("busy", pool.busy), ("idle", pool.idle), ("max", pool.limit)] {
            self.pool.get_or_create(&[("state", Cow::Borrowed(state))]).set(i64::from(connections));
        }
        for (result, count) in [("hit", remembered.aciertos), ("miss", remembered.fallos)] {
            let counter = self.remembered.get_or_create_owned(&[("result", Cow::Borrowed(result))]);
            counter.inner().store(count, Ordering::Relaxed);
        }
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

fn seconds() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
}

fn costs() -> Histogram {
    Histogram::new([1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0])
}
