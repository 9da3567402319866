//! `quipu send` and `quipu publish`: what becomes of a draft.

use super::output::say;
use crate::config::Config;
use crate::reloj;
use crate::store::{db::conectar, version};

/// Which draft.
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
pub(super) async fn send(config: &Config, args: Args) -> anyhow::Result<()> {
    let db = conectar(config).await?;
    let numero = version::enviar(&db, &args.entidad, args.version, reloj::ahora()).await?;
    say(&format!("Enviada la versión {numero} de {}: los entes rectores pueden leerla.", args.entidad))
}

/// Publishes a draft.
pub(super) async fn publish(config: &Config, args: Args) -> anyhow::Result<()> {
    let db = conectar(config).await?;
    let numero = version::publicar(&db, &args.entidad, args.version, reloj::ahora()).await?;
    say(&format!("Publicada la versión {numero} de {}.", args.entidad))
}
