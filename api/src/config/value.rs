//! Parsers of single settings; their messages say what is accepted.

use std::ffi::OsStr;
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use axum::http::HeaderValue;
use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use rust_decimal::Decimal;
use tracing_subscriber::EnvFilter;

use super::limits::ByKind;

/// Where the data is. Its password must not reach a log, so neither `Debug` nor `Display` show more than the engine.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

/// The engines that Quipu runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// A file, or memory.
    Sqlite,
    /// A server.
    Postgres,
}

impl DatabaseUrl {
    /// The whole address, for the driver only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The engine that the address names.
    pub fn database(&self) -> Database {
        if self.0.starts_with("sqlite:") { Database::Sqlite } else { Database::Postgres }
    }

    /// The file of a SQLite database on disk.
    pub fn file(&self) -> Option<&Path> {
        let resto = self.0.strip_prefix("sqlite:").filter(|_| !self.in_memory())?;
        let resto = resto.strip_prefix("//").unwrap_or(resto);
        Some(Path::new(resto.split('?').next().unwrap_or(resto)))
    }

    /// The same SQLite database, open for reading only.
    #[must_use]
    pub fn read_only(&self) -> Self {
        self.file().map_or_else(|| self.clone(), |file| Self(format!("sqlite://{}?mode=ro", file.display())))
    }

    /// Whether the data dies with its only connection.
    pub fn in_memory(&self) -> bool {
        self.database() == Database::Sqlite && (self.0.contains(":memory:") || self.0.contains("mode=memory"))
    }
}

/// The role as which requests read on PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderRole(Option<String>);

impl ReaderRole {
    /// Its name; `None`: requests read as the connection's own user.
    pub fn name(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

/// Reads the name of a role, which needs no quotes in SQL.
pub(super) fn reader_role(text: &str) -> Result<ReaderRole, String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    match text {
        "no" => Ok(ReaderRole(None)),
        name if name.len() <= 63 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain) => {
            Ok(ReaderRole(Some(name.to_owned())))
        }
        _ => Err("expected the name of a role, of a-z, 0-9 and _, or «no»".to_owned()),
    }
}

impl Database {
    /// Name shown by `/health/ready`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:***", self.database().name())
    }
}

/// Unlike clap's own parsers, does not repeat the value in the error: it may hold a password.
#[derive(Debug, Clone, Copy)]
pub(super) struct DatabaseUrlParser;

impl TypedValueParser for DatabaseUrlParser {
    type Value = DatabaseUrl;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<DatabaseUrl, clap::Error> {
        const SCHEMES: [&str; 3] = ["sqlite:", "postgres://", "postgresql://"];
        match value.to_str() {
            Some(url) if SCHEMES.iter().any(|scheme| url.starts_with(scheme)) => Ok(DatabaseUrl(url.to_owned())),
            _ => {
                let message = "DATABASE_URL is not usable (its value is not shown, it may hold a password): \
                               expected sqlite://FILE, postgres://… or postgresql://…\n";
                Err(clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command))
            }
        }
    }
}

pub(super) fn bind(value: &str) -> Result<SocketAddr, String> {
    value.parse().map_err(|_| "expected an IP address and a port, as 127.0.0.1:8000 or [::]:8000".to_owned())
}

pub(super) fn log_filter(value: &str) -> Result<String, String> {
    match EnvFilter::try_new(value) {
        Ok(_) => Ok(value.to_owned()),
        Err(error) => Err(format!("expected a level (error, warn, info, debug, trace) or directives: {error}")),
    }
}

pub(super) fn origin(value: &str) -> Result<HeaderValue, String> {
    let wrong = || "expected origins without path, as https://tablero.gob.pe".to_owned();
    let (scheme, host) = value.split_once("://").ok_or_else(wrong)?;
    let plain = !host.is_empty() && !host.contains(['/', '*', ' ', '?', '#', '@']);
    if !plain || !matches!(scheme, "http" | "https") {
        return Err(wrong());
    }
    HeaderValue::from_str(value).map_err(|_| wrong())
}

/// A number for all kinds of requesters, then those of kinds that differ: `20,rector=30`.
pub(super) fn by_kind<const MIN: u64, const MAX: u64>(value: &str) -> Result<ByKind, String> {
    let wrong = || format!("expected a whole number from {MIN} to {MAX}, then others by kind, as {MAX},rector={MIN}");
    let number = |text: &str| text.trim().parse().ok().filter(|number| (MIN..=MAX).contains(number)).ok_or_else(wrong);
    let mut parts = value.split(',');
    let all = ByKind::all(number(parts.next().unwrap_or_default())?);
    parts.try_fold(all, |numbers, part| {
        let (kind, own) = part.split_once('=').ok_or_else(wrong)?;
        Ok(numbers.with(kind.trim().parse()?, number(own)?))
    })
}

/// The path of traces, `/v1/traces`, is added to it.
pub(super) fn otlp_endpoint(value: &str) -> Result<String, String> {
    let wrong = || "expected an address without user or query, as http://127.0.0.1:4318".to_owned();
    let url = reqwest::Url::parse(value).map_err(|_| wrong())?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.has_host();
    if !plain || !matches!(url.scheme(), "http" | "https") {
        return Err(wrong());
    }
    Ok(value.trim_end_matches('/').to_owned())
}

pub(super) fn within<const MIN: usize, const MAX: usize>(value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(number) if (MIN..=MAX).contains(&number) => Ok(number),
        _ => Err(format!("expected a whole number from {MIN} to {MAX}")),
    }
}

pub(super) fn rounding_threshold(value: &str) -> Result<Decimal, String> {
    match Decimal::from_str_exact(value) {
        Ok(threshold) if threshold > Decimal::ZERO && threshold <= Decimal::ONE => Ok(threshold),
        _ => Err("expected a decimal above 0 and up to 1, as 0.55".to_owned()),
    }
}
