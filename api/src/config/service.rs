//! Settings of how the program serves and what it tells about it.

use std::net::SocketAddr;

use clap::Args;

use super::value;

/// Connections, the end of the program, figures and traces.
#[derive(Debug, Clone, Args)]
pub struct ServiceConfig {
    /// Client connections open at once; further ones wait in the system's queue.
    #[arg(long, global = true, env = "QUIPU_MAX_CONNECTIONS", value_name = "QUIPU_MAX_CONNECTIONS")]
    #[arg(default_value_t = 1024, value_parser = value::within::<1, 1_000_000>)]
    pub max_connections: usize,

    /// Client connections that one address (one /64 network of IPv6) may have open; further ones are closed.
    /// This machine and the trusted proxies may have any number.
    #[arg(
        long,
        global = true,
        env = "QUIPU_MAX_CONNECTIONS_PER_ADDRESS",
        value_name = "QUIPU_MAX_CONNECTIONS_PER_ADDRESS"
    )]
    #[arg(default_value_t = 64, value_parser = value::within::<1, 1_000_000>)]
    pub max_connections_per_address: usize,

    /// Seconds that requests in progress have to end once the program is told to stop.
    #[arg(long, global = true, env = "QUIPU_STOP_SECONDS", value_name = "QUIPU_STOP_SECONDS")]
    #[arg(default_value_t = 15, value_parser = clap::value_parser!(u64).range(0..=600))]
    pub stop_seconds: u64,

    /// Address and port where `/metrics` is served for Prometheus, apart from the API; not served if not set.
    #[arg(long, global = true, env = "QUIPU_METRICS_BIND", value_name = "QUIPU_METRICS_BIND")]
    #[arg(value_parser = value::bind)]
    pub metrics_bind: Option<SocketAddr>,

    /// OTLP address (HTTP) that traces are sent to, as `http://127.0.0.1:4318`; no traces if not set.
    #[arg(long, global = true, env = "QUIPU_OTLP_ENDPOINT", value_name = "QUIPU_OTLP_ENDPOINT")]
    #[arg(value_parser = value::otlp_endpoint)]
    pub otlp_endpoint: Option<String>,
}
