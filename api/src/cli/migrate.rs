//! `quipu migrate`

use super::output::say;
use crate::carga;
use crate::config::Config;
use crate::store::db::conectar;

/// Creates or updates the schema.
pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    let nueva = carga::preparar(&conectar(config).await?, config).await?;
    say(if nueva { "Base de datos creada, con sus catálogos." } else { "Base de datos al día." })
}
