//! Days of invented records, told from a day that never changes: the same data on every machine and on every day.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// The day on which the records are told.
const HOY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 21) {
    Some(dia) => dia,
    None => NaiveDate::MIN,
};

/// So many days before.
pub(super) fn hace(dias: usize) -> NaiveDate {
    HOY.checked_sub_days(Days::new(dias as u64)).unwrap_or(HOY)
}

/// So many days after another.
pub(super) fn despues(dia: NaiveDate, dias: usize) -> NaiveDate {
    dia.checked_add_days(Days::new(dias as u64)).unwrap_or(dia)
}

/// The `i`-th thing that happens on the working hours of a day.
pub(super) fn momento(dia: NaiveDate, i: i32) -> DateTime<Utc> {
    dia.and_hms_opt(14, 0, 0).unwrap_or_default().and_utc() + TimeDelta::minutes(20 * i64::from(i))
}
