//! `quipu backup`

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use sea_orm::{ConnectionTrait, Database as SeaOrm, Statement};

use super::output::say;
use crate::config::{Config, Database};
use crate::store::db::{conectar, primer_dano};

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
    if let Some(damage) = primer_dano(&copy).await.context("the copy cannot be read")? {
        bail!("the copy is damaged: {damage}");
    }
    say(&format!("Copia íntegra en {}.", args.file.display()))
}
