//! `quipu send`

use super::output::say;
use crate::config::Config;
use crate::reloj;
use crate::store::{db::conectar, version};

/// What to send.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code of the entity, as in the catalogue.
    #[arg(long, value_name = "CODE")]
    entidad: String,
    /// Number of the draft; the latest one if it is not given.
    #[arg(long, value_name = "N")]
    version: Option<i32>,
}

/// Sends a draft to the rector bodies.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    let db = conectar(config).await?;
    let numero = version::enviar(&db, &args.entidad, args.version, reloj::ahora()).await?;
    say(&format!("Enviada la versión {numero} de {}: los entes rectores pueden leerla.", args.entidad))
}
