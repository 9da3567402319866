//! `quipu serve`

use anyhow::Context;
use tokio::net::TcpListener;

use super::output::say;
use crate::app::App;
use crate::carga;
use crate::config::Config;
use crate::http::{graphiql, router, server};
use crate::reloj;

/// Serves until the process is told to stop.
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let bind = config.bind;
    let listener = TcpListener::bind(bind).await.with_context(|| format!("cannot listen on {bind} (QUIPU_BIND)"))?;
    let demo = config.demo_wanted();
    let app = App::init(config).await?;
    if carga::preparar(&app.db, &app.config).await? && demo {
        carga::demostracion(&app.db, &app.config, reloj::ahora()).await?;
    }
    welcome(&listener)?;
    server::serve(listener, router(app), stop_signal()).await.context("the server failed")
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
