//! The command line: one file for each command.

mod serve;
mod migrate;
mod import;
mod import_records;
mod draft;
mod catalog;
mod generate;
mod schema;
mod backup;
mod audit;
mod token;
mod output;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// Process maps and staffing gaps of public entities behind one GraphQL API.
#[derive(Debug, Parser)]
#[command(name = "quipu", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    config: Config,
}

/// Without a command, `serve`.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the explorer (default).
    Serve,
    /// Create the database or bring its schema up to date, and load the catalogues if it is new.
    Migrate,
    /// Read a workbook into a new draft version of an entity. A refused one changes nothing.
    Import(import::Args),
    /// Read a file of records (JSON or CSV) into the database, whole or row by row. A refused one changes nothing.
    ImportRecords(import_records::Args),
    /// Send a draft to the rector bodies, which may read it from then on.
    Send(draft::Args),
    /// Publish a draft version: from then on it never changes.
    Publish(draft::Args),
    /// Load catalogues from a folder of CSV files over the ones in the database.
    Catalog(catalog::Args),
    /// Fill the database with synthetic entities.
    Generate(generate::Args),
    /// Copy a SQLite database into a file while it is being served.
    Backup(backup::Args),
    /// Verify the audit trail of the records: every entry of every entity, from the first to the last.
    Audit,
    /// Print the GraphQL schema (SDL).
    Schema,
    /// Print a token for development, signed with `QUIPU_JWT_SECRET`.
    Token(token::Args),
}

impl Cli {
    /// The settings.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Runs the command that was asked for.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command.unwrap_or(Command::Serve) {
            Command::Serve => serve::run(self.config).await,
            Command::Migrate => migrate::run(&self.config).await,
            Command::Import(args) => import::run(&self.config, args).await,
            Command::ImportRecords(args) => import_records::run(&self.config, args).await,
            Command::Send(args) => draft::send(&self.config, args).await,
            Command::Publish(args) => draft::publish(&self.config, args).await,
            Command::Catalog(args) => catalog::run(&self.config, args).await,
            Command::Generate(args) => generate::run(&self.config, args).await,
            Command::Backup(args) => backup::run(&self.config, args).await,
            Command::Audit => audit::run(&self.config).await,
            Command::Schema => schema::run(),
            Command::Token(args) => token::run(&self.config, &args),
        }
    }
}
