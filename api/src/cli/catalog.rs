//! `quipu catalog`

use std::path::PathBuf;

use super::output::say;
use crate::carga;
use crate::catalogo::de_carpeta;
use crate::config::Config;
use crate::store::{catalogo, db::conectar};

/// Which catalogues to load.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder with the CSV files; a file that is not there is taken from the built-in copy.
    folder: PathBuf,
}

/// Loads catalogue files, all or nothing.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    let archivos = de_carpeta(&args.folder)?;
    let db = conectar(config).await?;
    carga::preparar(&db, config).await?;
    let c = catalogo::cargar(&db, &archivos).await?;
    say(&format!(
        "Catálogos cargados: {} sectores, {} entidades, {} familias, {} roles.",
        c.sectores, c.entidades, c.familias, c.roles
    ))
}
