//! What an operator can set. Every value is a flag and an environment variable; the flag wins.
//!
//! A wrong value stops the program with an error that names the variable and says what is accepted.

mod auth;
mod documents;
mod limits;
mod service;
mod value;

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use axum::http::HeaderValue;
use clap::{Args, Parser, ValueEnum};
use rust_decimal::Decimal;

pub use auth::{AuthConfig, Secret};
pub use documents::DocumentsConfig;
pub use limits::{ByKind, LimitsConfig};
pub use service::ServiceConfig;
pub use value::{Database, DatabaseUrl, ReaderRole};

/// Settings of the program; the first lines of each field are its documentation, shown by `--help`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Configuration (flag or environment variable)")]
pub struct Config {
    /// Database: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST:PORT/NAME`. Never printed.
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "DATABASE_URL", hide_env_values = true)]
    #[arg(default_value = "sqlite://quipu.db?mode=rwc", value_parser = value::DatabaseUrlParser)]
    pub database_url: DatabaseUrl,

    /// Connections that the pool may open.
    #[arg(long, global = true, env = "QUIPU_DB_MAX_CONNECTIONS", value_name = "QUIPU_DB_MAX_CONNECTIONS")]
    #[arg(default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub db_max_connections: u32,

    /// Role as which requests read on PostgreSQL, so that row-level security holds; `no`: as the connection's own user,
    /// without it. The role is made when it is missing and the user may.
    #[arg(long, global = true, env = "QUIPU_DB_READER_ROLE", value_name = "QUIPU_DB_READER_ROLE")]
    #[arg(default_value = "quipu_lector", value_parser = value::reader_role)]
    pub db_reader_role: ReaderRole,

    /// Address and port to listen on. The default is reachable only from this machine.
    #[arg(long, global = true, env = "QUIPU_BIND", value_name = "QUIPU_BIND")]
    #[arg(default_value = "127.0.0.1:8000", value_parser = value::bind)]
    pub bind: SocketAddr,

    /// Log filter: a level (`info`) or directives (`quipu=debug,sea_orm=warn`).
    #[arg(long, global = true, env = "QUIPU_LOG", value_name = "QUIPU_LOG")]
    #[arg(default_value = "info", value_parser = value::log_filter)]
    pub log: String,

    /// Form of a log line.
    #[arg(long, global = true, env = "QUIPU_LOG_FORMAT", value_name = "QUIPU_LOG_FORMAT")]
    #[arg(default_value = "text")]
    pub log_format: LogFormat,

    /// Whether everyone may read what is not published; `auto`: who asks from this very machine, on a loopback address
    /// where no tokens are verified and no proxies are trusted. Such a requester may also write, unless this is `no`.
    #[arg(long, global = true, env = "QUIPU_SHOW_DRAFTS", value_name = "QUIPU_SHOW_DRAFTS")]
    #[arg(default_value = "auto")]
    pub show_drafts: ShowDrafts,

    /// Who may read the schema by introspection; `auto`: everyone on a loopback address, elsewhere who has a token.
    #[arg(long, global = true, env = "QUIPU_INTROSPECTION", value_name = "QUIPU_INTROSPECTION")]
    #[arg(default_value = "auto")]
    pub introspection: Introspection,

    /// Origins whose pages may call the API from a browser, as `https://tablero.gob.pe`, separated by commas.
    #[arg(long, global = true, env = "QUIPU_CORS_ORIGINS", value_name = "QUIPU_CORS_ORIGINS")]
    #[arg(value_delimiter = ',', value_parser = value::origin)]
    pub cors_origins: Vec<HeaderValue>,

    /// Fraction of a position, above 0 and up to 1, from which a required staff rounds up.
    #[arg(long, global = true, env = "QUIPU_ROUNDING_THRESHOLD", value_name = "QUIPU_ROUNDING_THRESHOLD")]
    #[arg(default_value = "0.55", value_parser = value::rounding_threshold)]
    pub rounding_threshold: Decimal,

    /// Puestos with remuneration that a group needs for everyone to see what it costs.
    #[arg(long, global = true, env = "QUIPU_MIN_COST_GROUP", value_name = "QUIPU_MIN_COST_GROUP")]
    #[arg(default_value_t = 10, value_parser = clap::value_parser!(i64).range(3..=1_000_000))]
    pub min_cost_group: i64,

    /// Whether `serve` loads the demonstration data into an empty database.
    #[arg(long, global = true, env = "QUIPU_DEMO", value_name = "QUIPU_DEMO")]
    #[arg(default_value = "si")]
    pub demo: YesNo,

    /// Folder with catalogues (CSV) that replace the ones built into the program.
    #[arg(long, global = true, env = "QUIPU_CATALOGS", value_name = "QUIPU_CATALOGS")]
    pub catalogs: Option<PathBuf>,

    /// Proxies whose `X-Forwarded-For` tells the address of a stranger, separated by commas.
    #[arg(long, global = true, env = "QUIPU_TRUSTED_PROXIES", value_name = "QUIPU_TRUSTED_PROXIES")]
    #[arg(value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,

    /// How much a requester may ask for.
    #[command(flatten)]
    pub limits: LimitsConfig,

    /// Documents that clients name instead of sending.
    #[command(flatten)]
    pub documents: DocumentsConfig,

    /// How it serves and what it tells about it.
    #[command(flatten)]
    pub service: ServiceConfig,

    /// How tokens are verified.
    #[command(flatten)]
    pub auth: AuthConfig,
}

/// Form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Who may read what is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowDrafts {
    /// Whoever asks from this machine, when only it can connect and no tokens are verified.
    Auto,
    /// Everyone.
    Si,
    /// No one.
    No,
}

/// Who may ask for the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Introspection {
    /// Everyone on a loopback address; elsewhere requesters with a token.
    Auto,
    /// Everyone.
    Si,
    /// Requesters with a token.
    Identificados,
}

/// A yes or a no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Si,
    /// No.
    No,
}

impl Config {
    /// Reads flags, the environment and the defaults, in that order. The first item is the program's name.
    pub fn from_args<I, T>(args: I) -> Result<Self, clap::Error>
    where
        I: IntoIterator<Item = T>,
        T: Into<OsString> + Clone,
    {
        Alone::try_parse_from(args).map(|alone| alone.config)
    }

    /// Whether everyone may read what is not published.
    pub fn drafts_for_everyone(&self) -> bool {
        self.show_drafts == ShowDrafts::Si
    }

    /// Whether a request without token that comes from this machine is of who runs the program. `no_keys`: there is no way
    /// to have a token. A proxy that is trusted brings requests of others.
    pub fn at_home(&self, no_keys: bool) -> bool {
        let alone = self.bind.ip().is_loopback() && self.trusted_proxies.is_empty();
        alone && no_keys && self.show_drafts != ShowDrafts::No
    }

    /// Whether strangers may ask for the schema, and are told names that are like the one they mistyped.
    pub fn open_schema(&self) -> bool {
        match self.introspection {
            Introspection::Auto => self.bind.ip().is_loopback(),
            Introspection::Si => true,
            Introspection::Identificados => false,
        }
    }

    /// Whether an empty database gets the demonstration data.
    pub fn demo_wanted(&self) -> bool {
        self.demo == YesNo::Si
    }
}

/// The settings without the subcommands around them.
#[derive(Debug, Parser)]
#[command(name = "quipu")]
struct Alone {
    #[command(flatten)]
    config: Config,
}
