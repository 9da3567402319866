//! Points: whose they are, how they run out, how they come back.

use std::time::{Duration, Instant};

use quipu::auth::{KINDS, Kind, Requester};
use quipu::config::Config;
use quipu::quota::{Allowance, Quotas};
use serde_json::json;

use super::{costo, numero};
use crate::support::server::{Answer, Server, send};
use crate::support::token::{SECRET, development};

/// Strangers have three points, and get one a second; others have more.
const FLAGS: [&str; 8] = [
    "--jwt-secret",
    SECRET,
    "--cost-capacity",
    "3,entidad=4,operador=1000",
    "--cost-refill",
    "1",
    "--trusted-proxies",
    "127.0.0.1",
];

/// A request of one point, from that address.
async fn from(server: &Server, address: &str) -> Answer {
    send(server.post().header("x-forwarded-for", address).json(&json!({ "query": "{ hola }" }))).await
}

/// Whoever has no points is told when to come back, and then is served.
#[tokio::test]
async fn an_empty_bucket_is_429_until_it_refills() {
    let server = Server::with_flags(&FLAGS).await;
    for left in [2, 1, 0] {
        let cost = costo(&from(&server, "10.0.0.1").await);
        assert_eq!((&cost["requested"], &cost["actual"], &cost["limit"]), (&json!(1), &json!(1), &json!(3)));
        assert!(numero(&cost["remaining"]) >= left, "{cost}");
        let full = chrono::DateTime::parse_from_rfc3339(cost["resetAt"].as_str().unwrap()).unwrap();
        assert!(full.timestamp_millis() > 1_000_000_000_000, "{cost}");
    }
    let mut refused = from(&server, "10.0.0.1").await;
    while refused.status == 200 {
        refused = from(&server, "10.0.0.1").await;
    }
    assert_eq!(refused.refusal(), (429, "CUOTA_AGOTADA".to_owned()));
    let error = refused.json()["errors"][0]["extensions"].clone();
    assert_eq!((&error["retryable"], &error["cost"]["remaining"]), (&json!(true), &json!(0)));
    assert_eq!(refused.json().get("data"), None);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
    tokio::time::sleep(Duration::from_secs(wait)).await;
    assert_eq!(from(&server, "10.0.0.1").await.status, 200);
}

/// Whether asking again and again, each time as `ask` says, ends in a refusal.
async fn runs_out(ask: impl AsyncFn(usize) -> u16) -> bool {
    for n in 0..60 {
        match ask(n).await {
            200 => {}
            status => return status == 429,
        }
    }
    false
}

/// Strangers are told apart by their address, people by their name, and one person by the entity they act for.
#[tokio::test]
async fn nobody_spends_the_points_of_another() {
    let server = Server::with_flags(&FLAGS).await;
    let stranger = async |address: &str| from(&server, address).await.status.as_u16();
    let person = async |subject: &str, role: &str| {
        let token = development(&server.base, subject, &[role]);
        server.graphql_as(&token, "{ hola }").await.status.as_u16()
    };
    assert!(runs_out(async |_| stranger("10.0.0.1").await).await);
    assert_eq!(stranger("10.0.0.2").await, 200);
    assert!(runs_out(async |_| person("ana", "lector@entidad:01-001-PCM").await).await);
    assert_eq!(person("ana", "lector@entidad:DEMO-MANUAL").await, 200);
    assert_eq!(person("eva", "lector@entidad:01-001-PCM").await, 200);
    assert_eq!(person("ana", "operador@*").await, 200);
    // A customer's network of IPv6 is one stranger.
    assert!(runs_out(async |n| stranger(&format!("2001:db8:1:2::{n:x}")).await).await);
    assert_eq!(stranger("2001:db8:1:3::1").await, 200);
}

/// What a client writes into the header of proxies does not make it another stranger.
#[tokio::test]
async fn an_address_cannot_be_invented() {
    let behind = Server::with_flags(&FLAGS).await;
    let invented = async |n: usize| from(&behind, &format!("10.9.9.{n}, 10.0.0.1, 127.0.0.1")).await.status.as_u16();
    assert!(runs_out(invented).await);
    let with_port = async |n: usize| {
        let address = if n.is_multiple_of(2) { format!("10.0.0.3:{}", 4000 + n) } else { "10.0.0.3".to_owned() };
        from(&behind, &address).await.status.as_u16()
    };
    assert!(runs_out(with_port).await);
    assert_eq!(from(&behind, "10.0.0.4:4711").await.status, 200, "a port does not make all strangers one");
    assert!(runs_out(async |n| from(&behind, &format!("[2001:db8:9:9::1]:{}", 4000 + n)).await.status.as_u16()).await);
    assert_eq!(from(&behind, "[2001:db8:9:a::1]").await.status, 200);
    let alone = Server::with_flags(&FLAGS[..6]).await;
    assert!(runs_out(async |n| from(&alone, &format!("10.9.9.{n}")).await.status.as_u16()).await);
}

/// A document refused before it runs takes nothing, nor does one that nobody could pay for.
#[tokio::test]
async fn what_does_not_run_is_not_paid() {
    let server = Server::with_flags(&FLAGS).await;
    for _ in 0..20 {
        assert_eq!(server.graphql("{ hola").await.refusal().1, "CONSULTA_INVALIDA");
    }
    assert_eq!(server.graphql("{ hola }").await.status, 200);
}

fn quotas(flags: &[&str]) -> (Quotas, Allowance) {
    let config = Config::from_args(["quipu"].iter().chain(flags)).unwrap();
    (Quotas::new(&config.limits), Allowance::of(&config.limits, Kind::Anonymous))
}

/// Time brings points at the rate that was set, none is lost between, and never more than fit.
#[test]
fn points_come_at_their_rate() {
    let (quotas, allowance) = quotas(&["--cost-capacity", "100", "--cost-refill", "3"]);
    let (holder, start) = (quotas.holder(&Requester::Anonymous, [10, 0, 0, 1].into()), Instant::now());
    assert_eq!(quotas.take(holder, 100, allowance, start).unwrap().remaining, 0);
    let short = quotas.take(holder, 30, allowance, start).unwrap_err();
    assert_eq!((short.wait, short.balance.full_in.as_secs()), (Duration::from_secs(10), 33));
    for step in 1..=100 {
        quotas.balance(holder, allowance, start + Duration::from_millis(step * 100));
    }
    let at_ten = start + Duration::from_secs(10);
    assert_eq!(quotas.take(holder, 30, allowance, at_ten).unwrap().remaining, 0);
    assert_eq!(quotas.settle(holder, 30, 5, allowance, at_ten).remaining, 25);
    assert_eq!(quotas.settle(holder, 0, 90, allowance, at_ten).remaining, 0, "more than there was");
    assert_eq!(quotas.balance(holder, allowance, start + Duration::from_secs(9999)).remaining, 100);
    assert!(quotas.take(holder, 101, allowance, start + Duration::from_secs(99_999)).is_err());
}

/// However many strangers come, only so many are remembered, and newcomers are among them.
#[test]
fn strangers_without_end_are_forgotten() {
    let (quotas, allowance) = quotas(&["--cost-requesters", "500", "--cost-capacity", "10"]);
    let now = Instant::now();
    let stranger = |n: u32| quotas.holder(&Requester::Anonymous, std::net::Ipv4Addr::from(n).into());
    for n in 0..50_000 {
        quotas.take(stranger(n), 10, allowance, now).unwrap();
    }
    assert!(quotas.len() <= 500, "{}", quotas.len());
    assert!(!quotas.is_empty());
    assert!(quotas.take(stranger(49_999), 10, allowance, now).is_err(), "the last one is remembered");
}

/// Strangers without end through the real door: each is served, few are remembered.
#[tokio::test]
async fn strangers_without_end_are_served() {
    let flags = [&FLAGS[..], &["--cost-requesters", "100"]].concat();
    let server = Server::with_flags(&flags).await;
    for n in 0..2_000_u32 {
        let answer = from(&server, &std::net::Ipv4Addr::from(0x0a00_0000 + n).to_string()).await;
        assert_eq!(answer.status, 200, "{n}");
    }
    assert!(server.app.quotas.len() <= 100, "{}", server.app.quotas.len());
}

/// Who has no limit of a kind's own has that of all.
#[test]
fn every_kind_has_its_points() {
    let config = Config::from_args(["quipu"]).unwrap();
    let of = |kind| Allowance::of(&config.limits, kind);
    let capacities: Vec<u64> = KINDS.iter().map(|(kind, _)| of(*kind).capacity).collect();
    assert_eq!(capacities, [50_000, 200_000, 500_000, 10_000_000]);
    assert_eq!(of(Kind::Anonymous).refill, 500);
}
