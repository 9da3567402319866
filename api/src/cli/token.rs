//! `quipu token`

use anyhow::ensure;

use super::output::say;
use crate::auth::{Development, Grant};
use crate::config::Config;
use crate::reloj;

/// Whom the token is for.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Who asks (`sub`).
    #[arg(long, value_name = "NAME")]
    sub: String,
    /// What is granted: ROLE@entidad:CODE, ROLE@sector:CODE or ROLE@*. May be given several times.
    #[arg(long = "role", value_name = "ROLE@SCOPE")]
    roles: Vec<Grant>,
    /// How long it is good for; a negative number makes one that has expired.
    #[arg(long, value_name = "N", default_value_t = 480, allow_hyphen_values = true)]
    minutes: i64,
}

/// Prints a token for development, made with the secret of the settings.
pub(super) fn run(config: &Config, args: &Args) -> anyhow::Result<()> {
    const YEAR: i64 = 366 * 24 * 60;
    ensure!(args.minutes.abs() <= YEAR, "--minutes: a year at most");
    let now = reloj::ahora().timestamp();
    let until = now + args.minutes * 60;
    let token = Development { subject: &args.sub, grants: &args.roles, from: now.min(until), until };
    say(&token.sign(config)?)
}
