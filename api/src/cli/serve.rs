//! `quipu serve`

use std::future::pending;
use std::net::SocketAddr;

use anyhow::{Context, bail};
use tokio::net::TcpListener;

use super::output::say;
use crate::app::App;
use crate::carga;
use crate::config::Config;
use crate::http::server::{self, Patience};
use crate::http::{graphiql, metrics_router, router};
use crate::reloj;
use crate::store::db::primer_dano;

/// Serves until the process is told to stop.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let listener = listen(config.bind, "QUIPU_BIND").await?;
    let figures = match config.service.metrics_bind {
        Some(address) => Some(listen(address, "QUIPU_METRICS_BIND").await?),
        None => None,
    };
    let (patience, demo) = (Patience::from(&config), config.demo_wanted());
    let app = App::init(config).await?;
    ensure_whole(&app).await?;
    if carga::preparar(&app.db, &app.config).await? && demo {
        carga::demostracion(&app.db, &app.config, reloj::ahora()).await?;
    }
    app.remember().await?;
    welcome(&listener)?;
    let telemetry = app.telemetry.clone();
    let figures = figures
        .map(|figures| tokio::spawn(server::serve(patience.clone(), figures, metrics_router(app.clone()), pending())));
    let served = server::serve(patience, listener, router(app), stop_signal()).await.context("the server failed");
    if let Some(figures) = figures {
        figures.abort();
    }
    tokio::task::spawn_blocking(move || telemetry.flush()).await?;
    served
}

async fn listen(address: SocketAddr, variable: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address} ({variable})"))
}

/// A file with damaged pages would give wrong figures, or lose more with each write: it is not served.
async fn ensure_whole(app: &App) -> anyhow::Result<()> {
    const REMEDY: &str = "the SQLite file of DATABASE_URL is damaged; restore a `quipu backup` of it";
    match primer_dano(&app.db).await {
        Ok(None) => Ok(()),
        Ok(Some(damage)) => bail!("{REMEDY} ({damage})"),
        Err(error) => Err(error).context(REMEDY),
    }
}

fn welcome(listener: &TcpListener) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let first = graphiql::PRIMERA_CONSULTA.trim();
    say(&format!(
        "Explorador:  http://{address}/\nAPI GraphQL: http://{address}/graphql\n\nPrimera consulta:\n{first}\n"
    ))
}

/// Ends at SIGINT (Ctrl+C) or SIGTERM. Where a signal cannot be listened to, it keeps its default effect.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
    tracing::info!("stopping: no new connections, requests in progress end");
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut stream) => {
            stream.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
