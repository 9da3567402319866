//! The address that a request comes from, and whether that is this machine.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::Authority;

const FORWARDED: &str = "x-forwarded-for";

/// What proxies add to what they pass on; also every `x-forwarded-…`.
const OF_PROXIES: [&str; 3] = ["forwarded", "x-real-ip", "via"];

/// Address of the client: that of the connection, or what the proxies that are trusted say, read from the last one on.
/// What a client writes into the header itself comes before, and is never reached.
pub(super) fn client(request: &Request, trusted: &[IpAddr]) -> IpAddr {
    let peer = peer(request).unwrap_or(IpAddr::from([0, 0, 0, 0]));
    if !trusted.contains(&peer) {
        return peer;
    }
    let mut client = peer;
    for hop in hops(request.headers()).into_iter().rev() {
        let Some(address) = address(hop) else { break };
        client = address;
        if !trusted.contains(&client) {
            break;
        }
    }
    client
}

/// Whether a request was made on this machine: nobody passed it on, and it asks for this machine by a name that only means
/// it here. The page of a name that was made to lead here (DNS rebinding) asks for that name.
pub(super) fn is_from_here(request: &Request) -> bool {
    let headers = request.headers();
    let passed_on =
        headers.keys().any(|name| OF_PROXIES.contains(&name.as_str()) || name.as_str().starts_with("x-forwarded-"));
    let mut hosts = headers.get_all(HOST).iter();
    let asks_here = match (hosts.next(), hosts.next()) {
        (Some(host), None) => Authority::try_from(host.as_bytes()).is_ok_and(|host| is_this_machine(host.host())),
        _ => false,
    };
    !passed_on && asks_here && peer(request).is_some_and(|peer| peer.is_loopback())
}

fn is_this_machine(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost") || address(&host).is_some_and(|address| address.is_loopback())
}

fn peer(request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| peer.ip().to_canonical())
}

fn hops(headers: &HeaderMap) -> Vec<&str> {
    let values = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',').map(str::trim)).collect()
}

/// An address as proxies write it: `10.0.0.1`, `10.0.0.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    bare.parse::<IpAddr>().or_else(|_| with_port()).ok().map(|address| address.to_canonical())
}
