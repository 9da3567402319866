//! Nullable fields that can fail.

use crate::error::ApiError;

/// What such a field answers: where it fails, it alone is null, as the specification says. For a `Result` around an
/// `Option` the engine would take away everything above it, up to the next place that may be null.
pub async fn o_nulo<T>(trabajo: impl Future<Output = Result<Option<T>, ApiError>>) -> Option<Result<T, ApiError>> {
    trabajo.await.transpose()
}
