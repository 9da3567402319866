//! Workload and staffing: the arithmetic of Anexo 2 and of section 3 of the manual (SERVIR, RPE 200-2015).
//!
//! Every function is pure and exact. Nothing is rounded before [`posiciones`], and that only once per proposed
//! puesto in its unidad.

use rust_decimal::Decimal;
use rust_decimal::dec;

use super::decimal::redondear;
use super::error::Error;

/// Working days of a month.
pub const DIAS_POR_MES: Decimal = dec!(22);
/// Hours of a working day.
pub const HORAS_POR_DIA: Decimal = dec!(8);
/// Hours a month of one worker: 8 h × 22 days. Fixed by the workbook, not editable.
pub const HORAS_POR_TRABAJADOR: Decimal = dec!(176);
/// Tiempo suplementario: 10 %, fixed by the workbook (Anexo 2: at most 10 %).
pub const TIEMPO_SUPLEMENTARIO: Decimal = dec!(0.10);
/// Decimal part from which one position more is added. The manual's text of this step is missing, so it is
/// configuration; this is its default.
pub const UMBRAL_DE_REDONDEO: Decimal = dec!(0.55);
/// Times a month beyond which nobody does anything.
pub const FRECUENCIA_MAXIMA: Decimal = dec!(1_000_000);
/// Hours that no single task takes.
pub const DURACION_MAXIMA: Decimal = dec!(100_000);
/// Hours a month of one row that can still be kept to `10⁻¹²` (an `i64`) with room to spare.
pub const HORAS_MAXIMAS: Decimal = dec!(9_000_000);

/// The period in which an entity counts how often a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Periodo {
    /// Times a day (22 working days a month).
    Diario,
    /// Times a week (4 a month).
    Semanal,
    /// Times a fortnight (2 a month).
    Quincenal,
    /// Times a month.
    Mensual,
    /// Times every two months.
    Bimestral,
    /// Times a quarter.
    Trimestral,
    /// Times every four months.
    Cuatrimestral,
    /// Times a half-year.
    Semestral,
    /// Times a year.
    Anual,
}

impl Periodo {
    /// Every period, in the order of its number.
    pub const TODOS: [Self; 9] = [
        Self::Diario,
        Self::Semanal,
        Self::Quincenal,
        Self::Mensual,
        Self::Bimestral,
        Self::Trimestral,
        Self::Cuatrimestral,
        Self::Semestral,
        Self::Anual,
    ];

    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        self as i16 + 1
    }

    /// The period of that number.
    pub fn de_codigo(codigo: i16) -> Option<Self> {
        Self::TODOS.into_iter().find(|periodo| periodo.codigo() == codigo)
    }

    /// What multiplies (`true`) or divides (`false`) a count to make it monthly.
    fn factor(self) -> (Decimal, bool) {
        match self {
            Self::Diario => (DIAS_POR_MES, true),
            Self::Semanal => (dec!(4), true),
            Self::Quincenal => (dec!(2), true),
            Self::Mensual => (dec!(1), true),
            Self::Bimestral => (dec!(2), false),
            Self::Trimestral => (dec!(3), false),
            Self::Cuatrimestral => (dec!(4), false),
            Self::Semestral => (dec!(6), false),
            Self::Anual => (dec!(12), false),
        }
    }
}

/// Unit in which a duration was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnidadDeTiempo {
    /// Seconds, 3600 to the hour.
    Segundo,
    /// Minutes, 60 to the hour.
    Minuto,
    /// Hours.
    Hora,
}

/// Frecuencia mensual: times a month from a count in a period.
///
/// The manual: 35 calls a day are 770 a month; 540 a year are 45 a month.
///
/// ```
/// use quipu::domain::carga::{frecuencia_mensual, Periodo};
/// use rust_decimal::dec;
/// assert_eq!(frecuencia_mensual(dec!(35), Periodo::Diario), dec!(770));
/// assert_eq!(frecuencia_mensual(dec!(540), Periodo::Anual), dec!(45));
/// assert_eq!(frecuencia_mensual(dec!(3), Periodo::Semanal), dec!(12));
/// assert_eq!(frecuencia_mensual(dec!(5), Periodo::Bimestral), dec!(2.5));
/// ```
pub fn frecuencia_mensual(veces: Decimal, periodo: Periodo) -> Decimal {
    match periodo.factor() {
        (factor, true) => veces * factor,
        (factor, false) => veces / factor,
    }
}

/// Horas: hours a month before tiempo suplementario, frecuencia mensual × duración.
///
/// ```
/// use quipu::domain::carga::horas;
/// use rust_decimal::dec;
/// assert_eq!(horas(dec!(770), dec!(0.07))?, dec!(53.9));
/// # Ok::<(), quipu::domain::Error>(())
/// ```
pub fn horas(frecuencia_mensual: Decimal, duracion_horas: Decimal) -> Result<Decimal, Error> {
    let horas = frecuencia_mensual.checked_mul(duracion_horas).map(|horas| horas.normalize());
    // What follows multiplies by 1.10 and by 0.00625: three digits more must still fit.
    horas
        .filter(|horas| *horas < dec!(1_000_000_000_000))
        .ok_or_else(|| Error::NumeroFueraDeRango(format!("{frecuencia_mensual} × {duracion_horas}")))
}

/// A duration in hours.
///
/// ```
/// use quipu::domain::carga::{en_horas, UnidadDeTiempo};
/// use rust_decimal::dec;
/// assert_eq!(en_horas(dec!(45), UnidadDeTiempo::Minuto), dec!(0.75));
/// assert_eq!(en_horas(dec!(900), UnidadDeTiempo::Segundo), dec!(0.25));
/// ```
pub fn en_horas(duracion: Decimal, unidad: UnidadDeTiempo) -> Decimal {
    match unidad {
        UnidadDeTiempo::Segundo => duracion / dec!(3600),
        UnidadDeTiempo::Minuto => duracion / dec!(60),
        UnidadDeTiempo::Hora => duracion,
    }
}

/// Tiempo estándar estadístico: the mean of a sample, in the unit of the sample.
///
/// The manual: ten calls that add up to 39 min 42 s (2382 s) take 238.2 s each, 0.07 h.
///
/// ```
/// use quipu::domain::carga::{en_horas, estandar_estadistico, UnidadDeTiempo};
/// use quipu::domain::decimal::redondear;
/// use rust_decimal::dec;
/// let llamadas = [dec!(200), dec!(240), dec!(250), dec!(230), dec!(260), dec!(235), dec!(245), dec!(232), dec!(240), dec!(250)];
/// let media = estandar_estadistico(&llamadas, Some(100))?;
/// assert_eq!(media, dec!(238.2));
/// assert_eq!(redondear(en_horas(media, UnidadDeTiempo::Segundo), 2), dec!(0.07));
/// assert!(estandar_estadistico(&llamadas, Some(101)).is_err(), "10 % of 101 records are more than ten");
/// # Ok::<(), quipu::domain::Error>(())
/// ```
pub fn estandar_estadistico(muestra: &[Decimal], registros: Option<u64>) -> Result<Decimal, Error> {
    if muestra.is_empty() {
        return Err(Error::MuestraVacia);
    }
    if let Some(negativo) = muestra.iter().find(|valor| valor.is_sign_negative() && !valor.is_zero()) {
        return Err(Error::Negativo { campo: "Una medición de la muestra", valor: negativo.to_string() });
    }
    if let Some(registros) = registros {
        let n = u64::try_from(muestra.len()).unwrap_or(u64::MAX);
        if n > registros {
            return Err(Error::MuestraExcesiva { muestra: muestra.len(), registros });
        }
        if n.saturating_mul(10) < registros {
            return Err(Error::MuestraInsuficiente { muestra: muestra.len(), registros });
        }
    }
    let suma = muestra
        .iter()
        .try_fold(Decimal::ZERO, |suma, valor| suma.checked_add(*valor))
        .ok_or_else(|| Error::NumeroFueraDeRango("la suma de la muestra".to_owned()))?;
    Ok(suma / Decimal::from(muestra.len()))
}

/// Tiempo estándar subjetivo: (Tmin + 4·Tprobable + Tmax) ÷ 6, in the unit of its arguments.
///
/// The manual: 1:00, 1:30 and 3:00 give 1:40, that is 100 s or 0.03 h.
///
/// ```
/// use quipu::domain::carga::{en_horas, estandar_subjetivo, UnidadDeTiempo};
/// use quipu::domain::decimal::redondear;
/// use rust_decimal::dec;
/// let segundos = estandar_subjetivo(dec!(60), dec!(90), dec!(180))?;
/// assert_eq!(segundos, dec!(100));
/// assert_eq!(redondear(en_horas(segundos, UnidadDeTiempo::Segundo), 2), dec!(0.03));
/// assert!(estandar_subjetivo(dec!(90), dec!(60), dec!(180)).is_err());
/// # Ok::<(), quipu::domain::Error>(())
/// ```
pub fn estandar_subjetivo(minimo: Decimal, probable: Decimal, maximo: Decimal) -> Result<Decimal, Error> {
    if minimo.is_sign_negative() && !minimo.is_zero() {
        return Err(Error::Negativo { campo: "El tiempo mínimo", valor: minimo.to_string() });
    }
    if minimo > probable || probable > maximo {
        return Err(Error::TiemposDesordenados);
    }
    probable
        .checked_mul(dec!(4))
        .and_then(|cuatro| cuatro.checked_add(minimo))
        .and_then(|suma| suma.checked_add(maximo))
        .map(|suma| suma / dec!(6))
        .ok_or_else(|| Error::NumeroFueraDeRango(maximo.to_string()))
}

/// Total tiempo: hours a month with tiempo suplementario, from hours without it.
///
/// ```
/// use quipu::domain::carga::total_tiempo;
/// use rust_decimal::dec;
/// assert_eq!(total_tiempo(dec!(40)), dec!(44));
/// ```
pub fn total_tiempo(horas: Decimal) -> Decimal {
    (horas * (Decimal::ONE + TIEMPO_SUPLEMENTARIO)).normalize()
}

/// Servidores públicos: how many workers so many hours a month (without tiempo suplementario) ask for, as a raw decimal.
///
/// The manual: 770 × 0.07 × 1.10 ÷ 176 = 0.336875.
///
/// ```
/// use quipu::domain::carga::servidores;
/// use rust_decimal::dec;
/// assert_eq!(servidores(dec!(770) * dec!(0.07)), dec!(0.336875));
/// assert_eq!(servidores(dec!(445)), dec!(2.78125));
/// ```
pub fn servidores(horas: Decimal) -> Decimal {
    // 1.10 ÷ 176 is exactly 0.00625: multiplying by it keeps every digit, and sums before or after agree.
    (horas * ((Decimal::ONE + TIEMPO_SUPLEMENTARIO) / HORAS_POR_TRABAJADOR)).normalize()
}

/// Dotación según cargas de trabajo: positions that a sum of servidores stands for.
///
/// The sum is rounded to 2 decimals; a decimal part of `umbral` or more adds one position, a smaller one is dropped.
///
/// ```
/// use quipu::domain::carga::{posiciones, UMBRAL_DE_REDONDEO};
/// use rust_decimal::dec;
/// let casos = [
///     (dec!(0.00), 0), (dec!(0.54), 0), (dec!(0.55), 1), (dec!(0.60), 1), (dec!(1.54), 1),
///     (dec!(1.55), 2), (dec!(2.03), 2), (dec!(3.10), 3), (dec!(3.44), 3), (dec!(3.54), 3),
/// ];
/// for (suma, esperado) in casos {
///     assert_eq!(posiciones(suma, UMBRAL_DE_REDONDEO)?, esperado, "{suma}");
/// }
/// // Rows are added first: 0.28 + 0.51 + 0.16 + 0.14 = 1.09 is one position.
/// assert_eq!(posiciones(dec!(0.28) + dec!(0.51) + dec!(0.16) + dec!(0.14), UMBRAL_DE_REDONDEO)?, 1);
/// # Ok::<(), quipu::domain::Error>(())
/// ```
pub fn posiciones(servidores: Decimal, umbral: Decimal) -> Result<i64, Error> {
    let con_dos_decimales = redondear(servidores, 2);
    let enteras = con_dos_decimales.trunc();
    let una_mas = con_dos_decimales - enteras >= umbral;
    i64::try_from(enteras)
        .map(|enteras| enteras + i64::from(una_mas))
        .map_err(|_| Error::NumeroFueraDeRango(servidores.to_string()))
}

/// Brecha (necesidad de dotación): según cargas − actual. Positive: positions missing; negative: positions left over.
///
/// ```
/// use quipu::domain::carga::{brecha, deficit, superavit};
/// assert_eq!((brecha(3, 2), deficit(3, 2), superavit(3, 2)), (1, 1, 0));
/// assert_eq!((brecha(1, 2), deficit(1, 2), superavit(1, 2)), (-1, 0, 1));
/// ```
pub fn brecha(segun_cargas: i64, actual: i64) -> i64 {
    segun_cargas - actual
}

/// Déficit of one puesto: positions missing, never below zero.
pub fn deficit(segun_cargas: i64, actual: i64) -> i64 {
    brecha(segun_cargas, actual).max(0)
}

/// Superávit of one puesto: positions left over, never below zero.
pub fn superavit(segun_cargas: i64, actual: i64) -> i64 {
    (-brecha(segun_cargas, actual)).max(0)
}
