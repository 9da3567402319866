//! Where log lines go: standard error, as text or as JSON.

use std::io::IsTerminal;

use anyhow::Context;
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, LogFormat};

/// Starts logging for the whole program. Fails when it is called twice.
pub fn init(config: &Config) -> anyhow::Result<()> {
    subscriber(config, std::io::stderr, std::io::stderr().is_terminal())?.try_init().context("logging cannot start")
}

/// What writes the lines that `config` asks for.
pub fn subscriber<W>(config: &Config, writer: W, colours: bool) -> anyhow::Result<Box<dyn Subscriber + Send + Sync>>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(&config.log).context("QUIPU_LOG")?;
    let text = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(colours);
    Ok(match config.log_format {
        LogFormat::Text => Box::new(text.finish()),
        LogFormat::Json => Box::new(text.json().flatten_event(true).finish()),
    })
}
