//! Our own accept loop: unlike `axum::serve`, it does not wait for ever for a slow client, and it counts them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

use crate::config::ServiceConfig;

/// How patient the server is.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the headers of a request to arrive; also for an idle connection's next request.
    pub headers: Duration,
    /// For a client to take some more of its answer.
    pub writes: Duration,
    /// For requests in progress to end once the server is told to stop.
    pub drain: Duration,
    /// Connections open at once; further ones wait in the system's queue.
    pub connections: usize,
}

impl From<&ServiceConfig> for Patience {
    fn from(config: &ServiceConfig) -> Self {
        Self {
            headers: Duration::from_secs(10),
            writes: Duration::from_secs(30),
            drain: Duration::from_secs(config.stop_seconds),
            connections: config.max_connections,
        }
    }
}

/// Serves `router` on `listener` until `stop` ends, then lets the requests in progress end.
pub async fn serve(
    patience: Patience,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let slots = Arc::new(Semaphore::new(patience.connections));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer, slot) = tokio::select! {
            next = accept(&listener, &slots) => next?,
            () = &mut stop => break,
        };
        handle((stream, peer), slot, &router, patience, &graceful);
    }
    drop(listener);
    if tokio::time::timeout(patience.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests in progress");
    }
    Ok(())
}

/// The next connection, once there is a slot for it.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return Ok((stream, peer, slot)),
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                // Out of file descriptors, most likely: some connection has to close first.
                tracing::error!(error.cause = %error, "cannot accept connections");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn handle(
    (stream, peer): (TcpStream, SocketAddr),
    slot: OwnedSemaphorePermit,
    router: &Router,
    patience: Patience,
    graceful: &GracefulShutdown,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error.cause = %error, "connection lost at once");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience.writes));
    let routes = TowerToHyperService::new(router.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.headers)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(error.cause = %error, "connection ended early");
        }
        drop(slot);
    });
}
