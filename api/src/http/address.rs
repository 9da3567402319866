//! The address that a request comes from.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;

const FORWARDED: &str = "x-forwarded-for";

/// Address of the client: that of the connection, or what the proxies that are trusted say, read from the last one on.
/// What a client writes into the header itself comes before, and is never reached.
pub(super) fn client(request: &Request, trusted: &[IpAddr]) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(peer)| peer.ip().to_canonical());
    if !trusted.contains(&peer) {
        return peer;
    }
    let mut client = peer;
    for hop in hops(request.headers()).into_iter().rev() {
        let Ok(address) = hop.parse::<IpAddr>() else { break };
        client = address.to_canonical();
        if !trusted.contains(&client) {
            break;
        }
    }
    client
}

fn hops(headers: &HeaderMap) -> Vec<&str> {
    let values = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',').map(str::trim)).collect()
}
