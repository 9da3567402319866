//! What is learnt of a request while it is served. Its log line, its figures and its trace are made of it at the end.
//!
//! Whoever learns something notes it here, from anywhere below the HTTP face; outside of a request nothing is noted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Selection};

use crate::schema::deprecation::Deprecated;

tokio::task_local! {
    static RECORD: Arc<Record>;
}

/// A name may be as long as the document; a log line may not.
const MAX_NAME: usize = 100;

/// The record of one request.
#[derive(Debug)]
pub struct Record {
    id: String,
    /// The trace that it belongs to, when there is one.
    trace: Option<opentelemetry::Context>,
    statements: AtomicU64,
    learnt: Mutex<Learnt>,
}

/// What becomes known on the way.
#[derive(Debug, Default, Clone)]
pub struct Learnt {
    /// Who asks.
    pub requester: Option<String>,
    /// How many documents came, when they came as a list: the rest is of all of them.
    pub documents: Option<usize>,
    /// Name that the client gave to its operation.
    pub operation: Option<String>,
    /// What the operation asks for at the root, in the words of the client.
    pub root_field: Option<String>,
    /// Codes of its errors, each once.
    pub codes: Vec<&'static str>,
    /// What it costs.
    pub cost: Option<Cost>,
    /// Deprecated parts of the schema that it uses.
    pub deprecated: Option<Deprecated>,
}

/// Cost of an operation, in the unit of the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Computed before it runs.
    pub requested: u64,
    /// Of what it read.
    pub actual: u64,
}

impl Record {
    /// An empty record.
    pub fn new(id: String, trace: Option<opentelemetry::Context>) -> Self {
        Self { id, trace, statements: AtomicU64::new(0), learnt: Mutex::default() }
    }

    /// Id of the request.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The trace that it belongs to.
    pub const fn trace(&self) -> Option<&opentelemetry::Context> {
        self.trace.as_ref()
    }

    /// Counts a statement sent to the database.
    pub fn count_statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    /// Statements so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// What is known so far.
    pub fn learnt(&self) -> Learnt {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Runs `work` as part of a request.
pub async fn scope<F: Future>(record: Arc<Record>, work: F) -> F::Output {
    RECORD.scope(record, work).await
}

/// Does something with the record of the request being served, if one is.
pub fn with(action: impl FnOnce(&Arc<Record>)) {
    // Outside of a request there is nothing to do.
    let _ = RECORD.try_with(action);
}

/// Notes what was learnt of the request being served.
pub fn note(write: impl FnOnce(&mut Learnt)) {
    with(|record| write(&mut record.learnt.lock().unwrap_or_else(PoisonError::into_inner)));
}

/// Id of the request being served; empty outside of one.
pub fn id() -> String {
    RECORD.try_with(|record| record.id.clone()).unwrap_or_default()
}

impl Learnt {
    /// Takes down what a document uses that is deprecated, beside what those before it in a list do.
    pub fn uses(&mut self, deprecated: Option<Deprecated>) {
        self.deprecated = match (self.deprecated.take(), deprecated) {
            (Some(mut before), Some(more)) => {
                before.since = before.since.min(more.since);
                before.names.extend(more.names);
                before.names.sort();
                before.names.dedup();
                Some(before)
            }
            (before, more) => before.or(more),
        };
    }

    /// Takes down what `document` is: the name of its operation, and the one field that it asks for at the root.
    pub fn read_document(&mut self, document: &ExecutableDocument, name: Option<&str>) {
        let before = self.operation.take().filter(|_| self.documents.is_some());
        let names: Vec<&str> = before.as_deref().into_iter().chain(name).collect();
        self.operation = (!names.is_empty()).then(|| names.join(",").chars().take(MAX_NAME).collect());
        let mut operations = document.operations.iter();
        let chosen = operations.find(|(own, _)| name.is_none() || own.map(Name::as_str) == name);
        self.root_field = chosen.map(|(_, operation)| match operation.node.selection_set.node.items.as_slice() {
            [only] => match &only.node {
                Selection::Field(field) => field.node.name.node.to_string(),
                _ => SEVERAL.to_owned(),
            },
            _ => SEVERAL.to_owned(),
        });
        if self.documents.is_some() {
            self.root_field = Some(SEVERAL.to_owned());
        }
    }
}

/// Stands for operations that ask for more than one thing.
pub const SEVERAL: &str = "several";
