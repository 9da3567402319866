//! Who may see what posts cost: those who may read the remunerations of all entities that the question is about.
//!
//! A minimum size of groups would not be enough for the others: two questions that differ by one post tell its pay.

use async_graphql::Context;

use crate::error::{ApiError, ErrorCode};
use crate::schema::context::ContextExt;
use crate::store::dotacion::{self as store, Consulta};

/// Refuses what would tell costs, by value, by order or by bounds.
pub(super) async fn exigir_permiso(ctx: &Context<'_>, consulta: &Consulta) -> Result<(), ApiError> {
    let lectura = ctx.lectura();
    if store::abarca_todas(lectura, consulta, lectura.scope().remuneraciones()).await? {
        return Ok(());
    }
    let mensaje = "El costo de la dotación no es público: se necesita permiso sobre las remuneraciones.";
    Err(ApiError::new(ErrorCode::Prohibido, mensaje))
}
