//! The clock: the one place that asks the machine for the time.

use chrono::{DateTime, Utc};

/// Now. Commands and requests ask once and pass it on.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
pub fn ahora() -> DateTime<Utc> {
    Utc::now()
}
