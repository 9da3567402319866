//! Settings of how much a requester may ask for.

use std::time::Duration;

use clap::Args;

use super::value::by_kind;
use crate::auth::{KINDS, Kind};

/// A number for each kind of requester: `20`, or `20,rector=30,operador=30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByKind([u64; KINDS.len()]);

impl ByKind {
    /// The same for all.
    pub const fn all(number: u64) -> Self {
        Self([number; KINDS.len()])
    }

    /// The same, but for one kind.
    #[must_use]
    pub const fn with(mut self, kind: Kind, number: u64) -> Self {
        self.0[kind as usize] = number;
        self
    }

    /// Of that kind.
    pub const fn of(&self, kind: Kind) -> u64 {
        self.0[kind as usize]
    }

    /// The same for a number of things in memory.
    pub fn size(&self, kind: Kind) -> usize {
        usize::try_from(self.of(kind)).unwrap_or(usize::MAX)
    }

    /// The greatest of all kinds.
    pub fn greatest(&self) -> u64 {
        self.0.iter().copied().max().unwrap_or(0)
    }
}

/// How much a requester may ask for. Each number may differ by kind of requester: `20,rector=30`.
#[derive(Debug, Clone, Args)]
pub struct LimitsConfig {
    /// Seconds that one operation may take; then it is cancelled, on PostgreSQL with its SQL.
    #[arg(long, global = true, env = "QUIPU_REQUEST_TIMEOUT_SECONDS", value_name = "QUIPU_REQUEST_TIMEOUT_SECONDS")]
    #[arg(default_value = "10", value_parser = by_kind::<1, 600>)]
    pub request_timeout_seconds: ByKind,

    /// Bytes that the body of a request may have.
    #[arg(long, global = true, env = "QUIPU_MAX_BODY_BYTES", value_name = "QUIPU_MAX_BODY_BYTES")]
    #[arg(default_value = "262144", value_parser = by_kind::<1024, { 64 * 1024 * 1024 }>)]
    pub max_body_bytes: ByKind,

    /// Requests that one body may bring as a list; 1: none but one that is no list.
    #[arg(long, global = true, env = "QUIPU_MAX_BATCH", value_name = "QUIPU_MAX_BATCH")]
    #[arg(default_value = "1", value_parser = by_kind::<1, 100>)]
    pub max_batch: ByKind,

    /// Levels of fields that a document may nest. GraphiQL's introspection needs 15.
    #[arg(long, global = true, env = "QUIPU_MAX_DEPTH", value_name = "QUIPU_MAX_DEPTH")]
    #[arg(default_value = "20", value_parser = by_kind::<1, 30>)]
    pub max_depth: ByKind,

    /// Fields, spreads and inline fragments of a document once every fragment is expanded.
    #[arg(long, global = true, env = "QUIPU_MAX_FIELDS", value_name = "QUIPU_MAX_FIELDS")]
    #[arg(default_value = "1000", value_parser = by_kind::<1, 100_000>)]
    pub max_fields: ByKind,

    /// Aliases of a document once every fragment is expanded.
    #[arg(long, global = true, env = "QUIPU_MAX_ALIASES", value_name = "QUIPU_MAX_ALIASES")]
    #[arg(default_value = "30", value_parser = by_kind::<0, 10_000>)]
    pub max_aliases: ByKind,

    /// Fields at the root of an operation.
    #[arg(long, global = true, env = "QUIPU_MAX_ROOT_FIELDS", value_name = "QUIPU_MAX_ROOT_FIELDS")]
    #[arg(default_value = "20", value_parser = by_kind::<1, 10_000>)]
    pub max_root_fields: ByKind,

    /// Directives on one field, spread or operation.
    #[arg(long, global = true, env = "QUIPU_MAX_DIRECTIVES", value_name = "QUIPU_MAX_DIRECTIVES")]
    #[arg(default_value = "5", value_parser = by_kind::<0, 100>)]
    pub max_directives: ByKind,

    /// Lexical tokens of a document.
    #[arg(long, global = true, env = "QUIPU_MAX_TOKENS", value_name = "QUIPU_MAX_TOKENS")]
    #[arg(default_value = "2000", value_parser = by_kind::<1, 100_000>)]
    pub max_tokens: ByKind,

    /// Rows of a page of a list; never below the 20 of a page that does not say.
    #[arg(long, global = true, env = "QUIPU_MAX_PAGE", value_name = "QUIPU_MAX_PAGE")]
    #[arg(default_value = "200", value_parser = by_kind::<20, 200>)]
    pub max_page: ByKind,

    /// Nodes of a page of `arbol`; never below the 1,000 of a page that does not say.
    #[arg(long, global = true, env = "QUIPU_MAX_TREE_PAGE", value_name = "QUIPU_MAX_TREE_PAGE")]
    #[arg(default_value = "10000", value_parser = by_kind::<1000, 10_000>)]
    pub max_tree_page: ByKind,

    /// Groups of a page of `dotacion`; never below the 100 of a page that does not say.
    #[arg(long, global = true, env = "QUIPU_MAX_GROUP_PAGE", value_name = "QUIPU_MAX_GROUP_PAGE")]
    #[arg(default_value = "1000", value_parser = by_kind::<100, 1000>)]
    pub max_group_page: ByKind,

    /// Rows of the database that one request may read, and objects that its answer may show.
    #[arg(long, global = true, env = "QUIPU_MAX_ROWS", value_name = "QUIPU_MAX_ROWS")]
    #[arg(default_value = "50000", value_parser = by_kind::<1, { u64::MAX }>)]
    pub max_rows: ByKind,

    /// Operations of one batch of changes.
    #[arg(long, global = true, env = "QUIPU_MAX_OPERATIONS", value_name = "QUIPU_MAX_OPERATIONS")]
    #[arg(default_value = "500", value_parser = by_kind::<1, 10_000>)]
    pub max_operations: ByKind,

    /// Points of cost that a requester can save up; no single request may cost more.
    #[arg(long, global = true, env = "QUIPU_COST_CAPACITY", value_name = "QUIPU_COST_CAPACITY")]
    #[arg(default_value = "50000,entidad=200000,rector=500000,operador=10000000")]
    #[arg(value_parser = by_kind::<1, 1_000_000_000_000>)]
    pub cost_capacity: ByKind,

    /// Points of cost that a requester gets back each second.
    #[arg(long, global = true, env = "QUIPU_COST_REFILL", value_name = "QUIPU_COST_REFILL")]
    #[arg(default_value = "500,entidad=2000,rector=5000,operador=1000000")]
    #[arg(value_parser = by_kind::<1, 1_000_000_000_000>)]
    pub cost_refill: ByKind,

    /// Requesters whose points are remembered; who has not asked for longest is forgotten first.
    #[arg(long, global = true, env = "QUIPU_COST_REQUESTERS", value_name = "QUIPU_COST_REQUESTERS")]
    #[arg(default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub cost_requesters: u64,
}

impl LimitsConfig {
    /// Time that one operation of that kind of requester may take.
    pub const fn request_timeout(&self, kind: Kind) -> Duration {
        Duration::from_secs(self.request_timeout_seconds.of(kind))
    }

    /// Time that no operation passes.
    pub fn longest_request(&self) -> Duration {
        Duration::from_secs(self.request_timeout_seconds.greatest())
    }
}
