//! Indicators of a process: a numerator over a denominator, measured by period.
//!
//! The value is `por` × numerator ÷ denominator: `por` is 100 for a percentage, 1 for a plain ratio. Over several periods
//! numerators and denominators are added and divided once: a mean of ratios would weigh a small month as a big one.

mod periodo;
mod resumen;
mod revisar;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::decimal::{MICRO, redondear};

pub use periodo::{Meses, ejemplo, meses_de};
pub use resumen::{Agrupacion, Medido, Resumen, resumir};
pub use revisar::{revisar, revisar_medicion};

/// How often an indicator is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Frecuencia {
    /// Every month.
    Mensual,
    /// Every two months.
    Bimestral,
    /// Every quarter.
    Trimestral,
    /// Every four months.
    Cuatrimestral,
    /// Every half-year.
    Semestral,
    /// Every year.
    Anual,
    /// Once for each project.
    PorProyecto,
}

impl Frecuencia {
    /// All, in the order of their numbers.
    pub const TODAS: [Self; 7] = [
        Self::Mensual,
        Self::Bimestral,
        Self::Trimestral,
        Self::Cuatrimestral,
        Self::Semestral,
        Self::Anual,
        Self::PorProyecto,
    ];

    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        self as i16 + 1
    }

    /// The one of that number.
    pub fn de_codigo(codigo: i16) -> Option<Self> {
        Self::TODAS.into_iter().find(|frecuencia| frecuencia.codigo() == codigo)
    }

    /// Months of a period; a project has no length of its own.
    pub const fn meses(self) -> Option<i32> {
        match self {
            Self::Mensual => Some(1),
            Self::Bimestral => Some(2),
            Self::Trimestral => Some(3),
            Self::Cuatrimestral => Some(4),
            Self::Semestral => Some(6),
            Self::Anual => Some(12),
            Self::PorProyecto => None,
        }
    }
}

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Sentido {
    /// The more the better.
    Sube,
    /// The less the better.
    Baja,
}

impl Sentido {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        self as i16 + 1
    }

    /// The one of that number.
    pub const fn de_codigo(codigo: i16) -> Option<Self> {
        match codigo {
            1 => Some(Self::Sube),
            2 => Some(Self::Baja),
            _ => None,
        }
    }
}

/// The target of a year, in the unit of the indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// The year.
    pub anio: i32,
    /// What is to be reached.
    pub valor: Decimal,
}

/// What an indicator says, apart from its measurements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicador {
    /// Its name.
    pub nombre: String,
    /// What is counted.
    pub numerador: String,
    /// What it is divided by.
    pub denominador: String,
    /// Unit of its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unidad: Option<String>,
    /// What the ratio is multiplied by.
    #[serde(default = "uno")]
    pub por: i32,
    /// Which way it is better, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentido: Option<Sentido>,
    /// How often it is measured.
    pub frecuencia: Frecuencia,
    /// Puesto or unit that measures it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsable: Option<String>,
    /// Where its figures come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fuente: Option<String>,
    /// Its value before, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linea_base: Option<Decimal>,
    /// Targets, by year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metas: Vec<Meta>,
}

fn uno() -> i32 {
    1
}

/// What was measured in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medicion {
    /// The period as its frequency writes it, or the name of the project.
    pub periodo: String,
    /// What was counted.
    pub numerador: Decimal,
    /// What it is divided by.
    pub denominador: Decimal,
    /// What should be known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nota: Option<String>,
}

/// `por` × numerator ÷ denominator, to a millionth, halves away from zero; `None` when there is nothing to divide by or
/// the value is larger than is kept exactly.
///
/// ```
/// use quipu::domain::indicador::valor;
/// use rust_decimal::dec;
/// assert_eq!(valor(dec!(19), dec!(20), 100), Some(dec!(95)));
/// assert_eq!(valor(dec!(1), dec!(3), 1), Some(dec!(0.333333)));
/// assert_eq!(valor(dec!(0), dec!(0), 100), None);
/// ```
pub fn valor(numerador: Decimal, denominador: Decimal, por: i32) -> Option<Decimal> {
    let valor = numerador.checked_mul(Decimal::from(por))?.checked_div(denominador)?;
    Some(redondear(valor, MICRO).normalize())
}

/// Whether a value reaches a target; `None` where the direction is not known.
///
/// ```
/// use quipu::domain::indicador::{Sentido, cumple};
/// use rust_decimal::dec;
/// assert_eq!(cumple(dec!(95), dec!(90), Some(Sentido::Sube)), Some(true));
/// assert_eq!(cumple(dec!(95), dec!(90), Some(Sentido::Baja)), Some(false));
/// assert_eq!(cumple(dec!(95), dec!(90), None), None);
/// ```
pub fn cumple(valor: Decimal, meta: Decimal, sentido: Option<Sentido>) -> Option<bool> {
    sentido.map(|sentido| match sentido {
        Sentido::Sube => valor >= meta,
        Sentido::Baja => valor <= meta,
    })
}
