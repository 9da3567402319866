//! Our own accept loop: unlike `axum::serve`, it does not wait for ever for a slow client, and it counts them.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
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

use super::peers::{Peers, Place};
use crate::config::Config;

/// How patient the server is.
#[derive(Debug, Clone)]
pub struct Patience {
    /// For the headers of a request to arrive; also for an idle connection's next request.
    pub headers: Duration,
    /// For a client to take some more of its answer.
    pub writes: Duration,
    /// For requests in progress to end once the server is told to stop.
    pub drain: Duration,
    /// Connections open at once; further ones wait in the system's queue.
    pub connections: usize,
    /// Connections that one address may have open; further ones are closed at once.
    pub connections_of_one: usize,
    /// Addresses that may have any number: this machine, and proxies, who bring the requests of many.
    pub of_many: Arc<[IpAddr]>,
}

impl From<&Config> for Patience {
    fn from(config: &Config) -> Self {
        let here = [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)];
        let of_many = here.into_iter().chain(config.trusted_proxies.iter().copied()).collect();
        let config = &config.service;
        Self {
            headers: Duration::from_secs(10),
            writes: Duration::from_secs(30),
            drain: Duration::from_secs(config.stop_seconds),
            connections: config.max_connections,
            connections_of_one: config.max_connections_per_address,
            of_many,
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
    let peers = Peers::default();
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer, slot) = tokio::select! {
            next = accept(&listener, &slots) => next?,
            () = &mut stop => break,
        };
        let address = peer.ip().to_canonical();
        let most = if patience.of_many.contains(&address) { usize::MAX } else { patience.connections_of_one };
        let Some(place) = peers.place(address, most) else {
            tracing::debug!(client.address = %address, "connection refused: its address has too many");
            continue;
        };
        handle((stream, peer), (slot, place), &router, &patience, &graceful);
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
    places: (OwnedSemaphorePermit, Place),
    router: &Router,
    patience: &Patience,
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
        drop(places);
    });
}
