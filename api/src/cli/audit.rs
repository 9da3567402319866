//! `quipu audit`

use anyhow::bail;

use super::output::say;
use crate::config::Config;
use crate::store::db::conectar;
use crate::store::escritura::auditoria;

/// Verifies all audit chains, and fails at the first entry that is not what it was.
pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    let db = conectar(config).await?;
    match auditoria::verificar(&db).await? {
        Ok(v) => say(&format!("Auditoría íntegra: {} asientos de {} entidades.", v.asientos, v.cadenas)),
        Err(rotura) => bail!(rotura),
    }
}
