//! Exact numbers and instants at the edge.

use std::ops::RangeInclusive;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::decimal::leer;

/// An exact decimal as clients send and receive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub rust_decimal::Decimal);

/// Digits that a number keeps through a JSON parser.
const CIFRAS_DE_UN_NUMERO: usize = 15;

/// Número decimal exacto, como texto: `"2.78125"`. Al enviarlo use texto; también se admite un número de GraphQL o JSON
/// de hasta 15 cifras. No se redondea nunca: lo que no se puede guardar con exactitud se rechaza.
#[Scalar(name = "Decimal")]
impl ScalarType for Decimal {
    fn parse(valor: Value) -> InputValueResult<Self> {
        let texto = match valor {
            Value::String(texto) => texto,
            Value::Number(numero) => {
                let texto = numero.to_string();
                if texto.bytes().filter(u8::is_ascii_digit).count() > CIFRAS_DE_UN_NUMERO {
                    return Err(InputValueError::custom("Envíe como texto un decimal de más de 15 cifras."));
                }
                texto
            }
            otro => return Err(InputValueError::expected_type(otro)),
        };
        leer(&texto).map(Self).map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(valor: rust_decimal::Decimal) -> Self {
        Self(valor.normalize())
    }
}

/// An instant as clients send and receive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instante(pub DateTime<Utc>);

/// Instante, como texto en el formato RFC 3339: `"2026-11-21T15:04:05Z"`.
#[Scalar(name = "DateTime")]
impl ScalarType for Instante {
    fn parse(valor: Value) -> InputValueResult<Self> {
        match valor {
            Value::String(texto) => DateTime::parse_from_rfc3339(&texto)
                .map(|instante| Self(instante.to_utc()))
                .map_err(|_| InputValueError::custom("Envíe el instante como «2026-11-21T15:04:05Z» (RFC 3339).")),
            otro => Err(InputValueError::expected_type(otro)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339())
    }
}

/// A calendar day as clients send and receive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fecha(pub NaiveDate);

/// Years that a date may have: as text they sort as dates do.
const ANOS: RangeInclusive<i32> = 1900..=2999;

impl Fecha {
    /// The date that a column holds.
    pub fn leer(texto: &str) -> Option<Self> {
        let fecha = NaiveDate::parse_from_str(texto, "%Y-%m-%d").ok()?;
        (ANOS.contains(&fecha.year()) && fecha.to_string() == texto).then_some(Self(fecha))
    }
}

impl From<Fecha> for String {
    fn from(Fecha(fecha): Fecha) -> Self {
        fecha.to_string()
    }
}

/// Fecha, como texto: `"2026-11-21"`. Del año 1900 al 2999.
#[Scalar(name = "Date")]
impl ScalarType for Fecha {
    fn parse(valor: Value) -> InputValueResult<Self> {
        match valor {
            Value::String(texto) => {
                Self::leer(&texto).ok_or_else(|| InputValueError::custom("Envíe la fecha como «2026-11-21»."))
            }
            otro => Err(InputValueError::expected_type(otro)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
