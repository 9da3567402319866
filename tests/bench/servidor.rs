//! A server in a process of its own, and what that process and its database connections have cost.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use axum::Router;
use axum::routing::get;
use quipu::app::App;
use quipu::config::Config;
use quipu::http::router;
use quipu::http::server::{Patience, serve};
use serde_json::Value;
use tokio::net::TcpListener;

use super::datos::{Control, conectar};
use super::{Args, referencia};

/// Which of the two servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Papel {
    /// Quipu, as it is.
    Quipu,
    /// One hand-written statement for each workload.
    Sql,
}

impl Papel {
    /// How PostgreSQL knows its connections; Quipu gives itself this name.
    const fn nombre(self) -> &'static str {
        match self {
            Self::Quipu => "quipu",
            Self::Sql => "quipu-bench-sql",
        }
    }
}

/// Serves until standard input is closed; the first line of standard output is the port.
pub(crate) async fn servir(papel: Papel, config: Config) -> anyhow::Result<()> {
    let escucha = TcpListener::bind(config.bind).await?;
    let puerto = escucha.local_addr()?.port();
    let paciencia = Patience::from(&config);
    let rutas = match papel {
        Papel::Quipu => {
            quipu::telemetry::log::init(&config)?;
            let app = App::init(config).await?;
            let sentencias = app.statements.clone();
            let cuenta = get(move || async move { sentencias.sentencias().to_string() });
            Router::new().route("/sentencias", cuenta).merge(router(app))
        }
        Papel::Sql => referencia::rutas(conectar(config.database_url.expose(), papel.nombre()).await?),
    };
    writeln!(io::stdout(), "{puerto}")?;
    let fin = async {
        // Whatever it ends with: the benchmark is gone.
        let _ = tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new())).await;
    };
    Ok(serve(paciencia, escucha, rutas, fin).await?)
}

/// A child that serves; it ends with this value, whose end closes its standard input.
pub(crate) struct Servidor {
    papel: Papel,
    hijo: Child,
    cliente: reqwest::Client,
    raiz: String,
}

impl Servidor {
    /// Starts it and waits until it listens.
    pub(crate) fn iniciar(papel: Papel, args: &Args) -> anyhow::Result<Self> {
        let nombre = if papel == Papel::Quipu { "quipu" } else { "sql" };
        let mut hijo = Command::new(std::env::current_exe()?)
            .args(["--servir", nombre, "--database-url", &args.database_url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // One log line a request is part of its cost, but nobody reads it here.
            .stderr(Stdio::null())
            .spawn()?;
        let salida = hijo.stdout.take().context("the child has an output")?;
        let mut puerto = String::new();
        BufReader::new(salida).read_line(&mut puerto)?;
        let puerto: u16 = puerto.trim().parse().with_context(|| format!("the server {nombre} did not start"))?;
        // Compression is the same work on both sides, and would hide the rest.
        let cliente = reqwest::Client::builder().no_gzip().build()?;
        Ok(Self { papel, hijo, cliente, raiz: format!("http://127.0.0.1:{puerto}") })
    }

    /// Sends a question and reads the whole answer.
    pub(crate) async fn preguntar(&self, cuerpo: &str) -> anyhow::Result<Vec<u8>> {
        let solicitud = self.cliente.post(format!("{}/graphql", self.raiz)).header("content-type", "application/json");
        let respuesta = solicitud.body(cuerpo.to_owned()).send().await?.error_for_status()?;
        Ok(respuesta.bytes().await?.to_vec())
    }

    /// The answer as JSON.
    pub(crate) async fn json(&self, cuerpo: &str) -> anyhow::Result<Value> {
        Ok(serde_json::from_slice(&self.preguntar(cuerpo).await?)?)
    }

    /// Statements that Quipu has sent so far.
    pub(crate) async fn sentencias(&self) -> anyhow::Result<u64> {
        let respuesta = self.cliente.get(format!("{}/sentencias", self.raiz)).send().await?.error_for_status()?;
        Ok(respuesta.text().await?.parse()?)
    }

    /// CPU of the process and of its database connections so far, in hundredths of a second.
    pub(crate) async fn cpu(&self, control: &Control) -> anyhow::Result<u64> {
        let mut suma = ticks(self.hijo.id())?;
        if control.es_postgres() {
            let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1";
            for fila in control.filas(sql, vec![self.papel.nombre().into()]).await? {
                let pid: i32 = fila.try_get("", "pid")?;
                suma += ticks(u32::try_from(pid)?).context("PostgreSQL must run on this machine")?;
            }
        }
        Ok(suma)
    }
}

/// User and system time of a process; Linux counts them in hundredths of a second.
fn ticks(pid: u32) -> anyhow::Result<u64> {
    let texto = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The program's name is in parentheses and may hold anything.
    let (_, resto) = texto.rsplit_once(')').context("/proc/PID/stat has a name")?;
    let campos: Vec<&str> = resto.split_whitespace().collect();
    let campo =
        |i: usize| campos.get(i).context("/proc/PID/stat is short")?.parse::<u64>().map_err(anyhow::Error::from);
    Ok(campo(11)? + campo(12)?)
}
