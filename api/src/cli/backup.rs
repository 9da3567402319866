//! `quipu backup`

use std::path::PathBuf;

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, Database as SeaOrm, Statement};

use super::output::say;
use crate::config::{Config, Database};
use crate::store::db::conectar;

/// Where the copy goes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// File that is written; it must not be there yet.
    file: PathBuf,
}

/// Copies a SQLite database as it is at one moment, while others read and write it. The copy is checked.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    ensure!(
        config.database_url.database() == Database::Sqlite,
        "backup copies SQLite databases; for PostgreSQL use pg_dump, which comes with it"
    );
    ensure!(!args.file.exists(), "{} is there already", args.file.display());
    let file = args.file.to_str().context("the name of the file is not UTF-8")?;
    let db = conectar(config).await?;
    let sql = Statement::from_sql_and_values(db.get_database_backend(), "VACUUM INTO $1", [file.into()]);
    db.execute_raw(sql).await.context("the database could not be copied")?;
    let copy = SeaOrm::connect(format!("sqlite://{file}?mode=ro")).await.context("the copy cannot be read")?;
    let checked = Statement::from_string(db.get_database_backend(), "PRAGMA quick_check(1)");
    let row = copy.query_one_raw(checked).await?.context("the copy does not answer")?;
    let found: String = row.try_get_by_index(0)?;
    ensure!(found == "ok", "the copy is damaged: {found}");
    say(&format!("Copia íntegra en {}.", args.file.display()))
}
