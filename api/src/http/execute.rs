//! Running a document: what it can cost is taken first, what it did not is given back.

use std::sync::Arc;
use std::time::Instant;

use async_graphql::{Executor, Request as GraphqlRequest, Response as GraphqlResponse};
use axum::response::Response;

use super::answer;
use super::cache::{self, Known};
use super::cost::{self, Cost};
use super::documents;
use super::negotiation::MediaType;
use crate::app::App;
use crate::auth::{Kind, Requester};
use crate::error::{self, ApiError, ErrorCode};
use crate::quota::{Allowance, Holder, Short};
use crate::telemetry::record;

/// Who asks, and what that means for limits.
pub(super) struct Client {
    pub(super) requester: Requester,
    pub(super) kind: Kind,
    pub(super) holder: Holder,
}

/// What is to be run, and how it is to be answered.
pub(super) struct Job {
    pub(super) request: GraphqlRequest,
    /// Only to be told what it costs.
    pub(super) dry_run: bool,
    /// Set when a cache may keep the answer: what the client has of it.
    pub(super) known: Option<Known>,
    pub(super) media_type: MediaType,
}

/// Why a document did not run.
enum Refused {
    /// It asks for more than it may.
    Document(ApiError),
    /// The requester has to wait.
    Quota(u64, Short),
    /// The service cannot.
    Service(ApiError),
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        match error.code() {
            ErrorCode::PaginaFueraDeRango | ErrorCode::EntradaInvalida => Self::Document(error),
            _ => Self::Service(error),
        }
    }
}

/// Runs a job within its deadline. What is dropped on the way lets the database stop too.
pub(super) async fn run<E: Executor>(app: &App<E>, mut job: Job, client: &Client) -> Response {
    let may_look = app.config.open_schema() || client.requester.is_known();
    if !may_look {
        job.request = job.request.disable_introspection();
    }
    let deprecated = app.deprecations.used_by(&mut job.request);
    record::note(|learnt| learnt.uses(deprecated));
    let Job { request, dry_run, known, media_type } = job;
    let allowance = Allowance::of(&app.config.limits, client.kind);
    let work = work(app, request, dry_run, client, allowance);
    let deadline = app.config.limits.request_timeout(client.kind);
    match tokio::time::timeout(deadline, work).await {
        Ok(Ok((mut response, cost))) => {
            if !may_look {
                error::forget_suggestions(&mut response);
            }
            answered(response, cost, known.filter(|_| client.requester == Requester::Anonymous), media_type)
        }
        Ok(Err(Refused::Document(error))) => answer::request_error(error, media_type),
        Ok(Err(Refused::Quota(requested, short))) => cost::exhausted(requested, allowance, short, media_type),
        Ok(Err(Refused::Service(error))) => answer::refusal_as(error, media_type),
        Err(_) => answer::refusal_as(past_deadline(deadline.as_secs()), media_type),
    }
}

async fn work<E: Executor>(
    app: &App<E>,
    mut request: GraphqlRequest,
    dry_run: bool,
    client: &Client,
    allowance: Allowance,
) -> Result<(GraphqlResponse, Cost), Refused> {
    let plan = app.plan(&mut request, &client.requester, client.kind).await?;
    let requested = plan.points;
    let take = |points| {
        let taken = app.quotas.take(client.holder, points, allowance, Instant::now());
        taken.map_err(|short| Refused::Quota(requested, short))
    };
    if dry_run {
        // To be told costs what every request does.
        let balance = take(1)?;
        let answer = GraphqlResponse::from_errors(documents::validate(&app.schema, request).await);
        return Ok((answer, Cost::new(requested, 1, allowance, balance)));
    }
    if requested > allowance.capacity {
        let balance = app.quotas.balance(client.holder, allowance, Instant::now());
        return Err(Refused::Document(cost::too_costly(Cost::new(requested, 0, allowance, balance))));
    }
    take(requested)?;
    let (tally, writes) = (Arc::clone(&plan.tally), plan.writes);
    let ended = match app.prepare(request, plan, &client.requester, client.kind).await {
        Ok(request) => Ok(app.schema.execute(request).await),
        Err(error) => Err(error),
    };
    let actual = if writes { requested } else { tally.gasto().puntos() };
    let balance = app.quotas.settle(client.holder, requested, actual, allowance, Instant::now());
    record::note(|learnt| {
        // Those of a list of requests add up.
        let before = learnt.cost.map_or((0, 0), |cost| (cost.requested, cost.actual));
        learnt.cost = Some(record::Cost { requested: before.0 + requested, actual: before.1 + actual });
    });
    Ok((ended?, Cost::new(requested, actual, allowance, balance)))
}

fn answered(mut response: GraphqlResponse, cost: Cost, known: Option<Known>, media_type: MediaType) -> Response {
    let tag = known.filter(|_| response.errors.is_empty()).and_then(|known| Some((cache::tag(&response)?, known)));
    let value = if tag.is_some() { cost.to_public_value() } else { cost.to_value() };
    response.extensions.insert("cost".to_owned(), value);
    let mut response = answer::graphql(response, media_type);
    if let Some((tag, known)) = tag {
        response = cache::keep(response, &tag, &known);
    }
    response.extensions_mut().insert(cost);
    response
}

fn past_deadline(seconds: u64) -> ApiError {
    tracing::warn!(timeout_seconds = seconds, "operation cancelled at its deadline");
    let message = format!("La operación pasó el máximo de {seconds} s y fue cancelada. Pida menos datos por vez.");
    ApiError::new(ErrorCode::TiempoAgotado, message)
}
