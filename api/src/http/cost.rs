//! `extensions.cost`: what a request could cost, what it did, and what its requester has left.

use std::time::Duration;

use async_graphql::{Value, value};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use chrono::SecondsFormat;

use super::answer;
use super::negotiation::MediaType;
use crate::error::{ApiError, ErrorCode};
use crate::quota::{Allowance, Balance, Short};
use crate::reloj;

/// What a request cost, in points. The answer carries it in its extensions too, for logs and metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The most that it could cost, told before it ran.
    pub requested: u64,
    /// What it did cost.
    pub actual: u64,
    /// Most points that the requester can have.
    pub limit: u64,
    /// Points that the requester has left.
    pub remaining: u64,
    /// Time until it has all of them again.
    pub full_in: Duration,
}

impl Cost {
    /// Of a request, and what is left after it.
    pub(super) fn new(requested: u64, actual: u64, allowance: Allowance, balance: Balance) -> Self {
        let Balance { remaining, full_in } = balance;
        Self { requested, actual, limit: allowance.capacity, remaining, full_in }
    }

    /// As `extensions.cost` says it.
    pub(super) fn to_value(self) -> Value {
        let full =
            chrono::Duration::from_std(self.full_in).ok().and_then(|full| reloj::ahora().checked_add_signed(full));
        let reset_at = full.map(|full| full.to_rfc3339_opts(SecondsFormat::Millis, true));
        value!({
            "requested": self.requested,
            "actual": self.actual,
            "limit": self.limit,
            "remaining": self.remaining,
            "resetAt": reset_at,
        })
    }

    /// The same without what is the requester's own, for an answer that others get from a cache.
    pub(super) fn to_public_value(self) -> Value {
        value!({ "requested": self.requested, "actual": self.actual })
    }
}

/// The refusal of a document that no requester of that kind could ever pay for.
pub(super) fn too_costly(cost: Cost) -> ApiError {
    let Cost { requested, limit, .. } = cost;
    let message = format!(
        "La consulta puede costar {requested} puntos y una solicitud admite {limit}. Pida páginas más pequeñas, menos \
         niveles o menos entidades por vez."
    );
    ApiError::new(ErrorCode::CostoExcesivo, message).with("cost", cost.to_value())
}

/// The answer to a requester who has to wait.
pub(super) fn exhausted(requested: u64, allowance: Allowance, short: Short, media_type: MediaType) -> Response {
    let cost = Cost::new(requested, 0, allowance, short.balance);
    // A second more than none, so that asking again then is never too early.
    let seconds = short.wait.as_secs().saturating_add(1);
    let message = format!(
        "La consulta puede costar {requested} puntos y quedan {}. Intente de nuevo en {seconds} s.",
        short.balance.remaining
    );
    let error = ApiError::new(ErrorCode::CuotaAgotada, message).with("cost", cost.to_value());
    let mut response = answer::refusal_as(error, media_type);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response.extensions_mut().insert(cost);
    response
}
