//! The clock: the one place that asks the machine for the time.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// Now. Commands and requests ask once and pass it on.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
pub fn ahora() -> DateTime<Utc> {
    Utc::now()
}

/// The day of an instant in Peru, which keeps UTC − 5 all year.
pub fn fecha_en_el_peru(instante: DateTime<Utc>) -> NaiveDate {
    (instante - TimeDelta::hours(5)).date_naive()
}

/// The same, as records keep it.
pub fn dia_en_el_peru(instante: DateTime<Utc>) -> String {
    fecha_en_el_peru(instante).to_string()
}
