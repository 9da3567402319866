//! Exact numbers at the edge.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

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
