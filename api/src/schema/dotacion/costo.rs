//! Who may see what posts cost: those whose remunerations they may read, and groups large enough to hide a person in.

use async_graphql::Context;

use crate::error::{ApiError, ErrorCode};
use crate::schema::context::ContextExt;
use crate::store::dotacion::{self as store, Consulta};

/// Posts with a known remuneration that a group needs for its cost to be everyone's.
pub(super) const GRUPO_MINIMO: i64 = 10;

/// Refuses what would tell the cost of small groups, unless the remunerations of all entities asked for may be read.
pub(super) async fn exigir_permiso(ctx: &Context<'_>, consulta: &Consulta) -> Result<(), ApiError> {
    let lectura = ctx.lectura();
    if store::abarca_todas(lectura, consulta, lectura.scope().remuneraciones()).await? {
        return Ok(());
    }
    let mensaje = "El costo de grupos pequeños no es público: se necesita permiso sobre las remuneraciones.";
    Err(ApiError::new(ErrorCode::Prohibido, mensaje).with("minimo", GRUPO_MINIMO))
}
