//! Dates of records: kept as `YYYY-MM-DD`, which sorts like the calendar on both databases.

use chrono::NaiveDate;

/// Whether a text is a date of the calendar, written `YYYY-MM-DD`.
///
/// ```
/// use quipu::domain::fecha::es_fecha;
/// assert!(es_fecha("2024-02-29"));
/// assert!(!es_fecha("2023-02-29") && !es_fecha("2024-2-9") && !es_fecha("16/02/2022"));
/// ```
pub fn es_fecha(texto: &str) -> bool {
    texto.len() == 10 && NaiveDate::parse_from_str(texto, "%Y-%m-%d").is_ok()
}
