//! The `quipu` program. Exit status: 0 done, 1 failed, 2 wrong usage.

// The mutations are many, and each is a future that waits for others.
#![recursion_limit = "512"]

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use quipu::cli::Cli;
use quipu::telemetry;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    telemetry::log::init(cli.config())?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(cli.run())
}
