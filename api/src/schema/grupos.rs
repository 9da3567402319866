//! What the figures of all kinds of record share: the objects that groups are of, and ratios.

use std::sync::Arc;

use async_graphql::{Context, SimpleObject};
use rust_decimal::Decimal as Exacto;

use super::context::ContextExt;
use super::lote::{Fila, Lote};
use super::scalar::Decimal;
use crate::domain::decimal::redondear;
use crate::error::ApiError;
use crate::store::grupos as store;
use crate::store::lista::{Clave, Relacion, por_claves};
use crate::store::orden::Tabla;

/// Rows found by their number.
pub const POR_ID: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };

/// Razón con sus dos partes. Se calcula de nuevo en cada nivel: nunca se promedian razones.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct Razon {
    /// Lo que se cuenta.
    numerador: i64,
    /// Entre qué se cuenta.
    denominador: i64,
    /// Porcentaje, con 2 decimales; nulo si no hay entre qué contar.
    porcentaje: Option<Decimal>,
}

impl From<store::Razon> for Razon {
    fn from(store::Razon { numerador, denominador }: store::Razon) -> Self {
        Self { numerador, denominador, porcentaje: dividir(numerador, denominador, 100) }
    }
}

/// A quotient times `por`, with 2 decimals; none where there is nothing to divide by.
pub fn dividir(dividendo: impl Into<Exacto>, divisor: i64, por: i64) -> Option<Decimal> {
    let cociente = dividendo.into().checked_mul(por.into())?.checked_div(divisor.into())?;
    Some(redondear(cociente, 2).into())
}

/// A percentage with 2 decimals; none where there is nothing to divide by.
pub fn porcentaje(numerador: Exacto, denominador: Exacto) -> Option<Decimal> {
    Some(redondear(numerador.checked_mul(Exacto::ONE_HUNDRED)?.checked_div(denominador)?, 2).into())
}

/// Where a group stands in a dimension, if that is among those of its key.
pub fn valor<'c, D: Copy + PartialEq>(
    dimensiones: &[D],
    clave: &'c [store::Valor],
    buscada: D,
) -> Option<&'c store::Valor> {
    clave.get(dimensiones.iter().position(|dimension| *dimension == buscada)?)
}

/// The row of each key, where there is one.
pub async fn leidos<E: Tabla>(
    ctx: &Context<'_>,
    claves: impl Iterator<Item = Option<Clave>>,
    relacion: &Relacion,
) -> Result<Vec<Option<Fila<E::Model>>>, ApiError> {
    let claves: Vec<Option<Clave>> = claves.collect();
    let mut distintas: Vec<Clave> = claves.iter().flatten().copied().collect();
    distintas.sort_unstable();
    distintas.dedup();
    if distintas.is_empty() {
        return Ok(claves.iter().map(|_| None).collect());
    }
    let pares = por_claves::<E>(ctx.lectura(), &distintas, relacion).await?;
    let (numeros, filas): (Vec<usize>, Vec<E::Model>) = pares.into_iter().unzip();
    let lote = Lote::nuevo(filas);
    let fila = |clave: Clave| {
        let k = distintas.binary_search(&clave).ok()?;
        let i = numeros.iter().position(|n| *n == k)?;
        Some(Fila { lote: Arc::clone(&lote), i })
    };
    Ok(claves.into_iter().map(|clave| clave.and_then(fila)).collect())
}
