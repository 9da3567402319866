//! What an answer costs: Quipu beside hand-written SQL that makes the same JSON, in CPU of server and database.
//!
//! `cargo bench -p quipu-tests --bench workloads -- --help`
//!
//! Reading order: [`trabajo`] (what is asked), [`sql`] (the same by hand), [`servidor`] (two servers, a process each, so
//! that their CPU can be told apart), [`medir`], [`tabla`].

// The mutations are many, and each is a future that waits for others.
#![recursion_limit = "512"]

mod datos;
mod igualdad;
mod medir;
mod referencia;
mod servidor;
mod sql;
mod tabla;
mod trabajo;

use std::io::Write;

use clap::Parser;
use mimalloc::MiMalloc;
use quipu::config::Config;

use self::servidor::{Papel, Servidor};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Measures the workloads on generated data, which are made if the database does not hold them.
#[derive(Debug, Parser)]
struct Args {
    /// Database to fill and to ask; a SQLite file of its own when it is not said.
    #[arg(long, default_value = concat!("sqlite://", env!("CARGO_TARGET_TMPDIR"), "/workloads.db"))]
    database_url: String,
    /// Entities to generate.
    #[arg(long, default_value_t = 500)]
    entidades: usize,
    /// Tasks of each.
    #[arg(long, default_value_t = 4_000)]
    tareas: usize,
    /// Seconds that each server is asked each workload.
    #[arg(long, default_value_t = 3)]
    segundos: u64,
    /// Serve as one of the two, as a child of the benchmark.
    #[arg(long, hide = true)]
    servir: Option<Papel>,
    /// Given by Cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(args))
}

/// The settings of a public server: only what is published can be read. What requests cost is counted, and nobody runs out.
fn config(args: &Args) -> Result<Config, clap::Error> {
    const SIN_FIN: &str = "1000000000000";
    let de_siempre = ["quipu", "--database-url", &args.database_url, "--bind", "127.0.0.1:0", "--show-drafts", "no"];
    Config::from_args(de_siempre.into_iter().chain(["--cost-capacity", SIN_FIN, "--cost-refill", SIN_FIN]))
}

async fn run(args: Args) -> anyhow::Result<()> {
    if let Some(papel) = args.servir {
        return servidor::servir(papel, config(&args)?).await;
    }
    let control = datos::preparar(&args).await?;
    let quipu = Servidor::iniciar(Papel::Quipu, &args)?;
    let a_mano = Servidor::iniciar(Papel::Sql, &args)?;
    let mut filas = Vec::new();
    for trabajo in trabajo::todos(&control, i64::try_from(args.tareas)?).await? {
        igualdad::comprobar(&trabajo, &quipu, &a_mano).await?;
        filas.push(medir::medir(&trabajo, &quipu, &a_mano, &control, args.segundos).await?);
    }
    std::io::stdout().write_all(tabla::escribir(&filas).as_bytes())?;
    Ok(())
}
