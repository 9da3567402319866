//! Dates of records: kept as `YYYY-MM-DD`, which sorts like the calendar on both databases.

use chrono::{Days, Months, NaiveDate};

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

/// The day so many months after another; the last of its month where that one is shorter.
///
/// ```
/// use quipu::domain::fecha::mas_meses;
/// assert_eq!(mas_meses("2024-02-29", 12).as_deref(), Some("2025-02-28"));
/// assert_eq!(mas_meses("2026-11-21", 36).as_deref(), Some("2029-11-21"));
/// assert_eq!(mas_meses("2023-02-29", 1), None);
/// ```
pub fn mas_meses(dia: &str, meses: i32) -> Option<String> {
    let dia = NaiveDate::parse_from_str(dia, "%Y-%m-%d").ok()?;
    Some(dia.checked_add_months(Months::new(u32::try_from(meses).ok()?))?.to_string())
}

/// The second of the epoch at which a day ends in Peru, which keeps UTC − 5 all year.
///
/// ```
/// let dia = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
/// assert_eq!(quipu::domain::fecha::fin_en_el_peru(dia), 1_795_237_200);
/// ```
pub fn fin_en_el_peru(dia: NaiveDate) -> i64 {
    let siguiente = dia.checked_add_days(Days::new(1)).unwrap_or(dia);
    siguiente.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() + 5 * 3_600
}
