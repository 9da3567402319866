//! An indicator over several periods.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Frecuencia, Meses};

/// A measurement, as a sum needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Medido {
    /// Its months; a project has none.
    pub meses: Option<Meses>,
    /// What was counted.
    pub numerador: Decimal,
    /// What it is divided by.
    pub denominador: Decimal,
}

/// By what measurements are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agrupacion {
    /// All of them.
    Todo,
    /// Those of each year.
    Anio,
}

/// Sums of measurements, with what they cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumen {
    /// The year, where years are told apart.
    pub anio: Option<i32>,
    /// Sum of the numerators.
    pub numerador: Decimal,
    /// Sum of the denominators.
    pub denominador: Decimal,
    /// Periods that were measured.
    pub medidos: u32,
    /// Periods that there were to measure; `None` for projects, which nobody can count from the calendar.
    pub esperados: Option<u32>,
}

/// The measurements that lie whole within `rango`, added; without a range, from the first period measured to the last.
/// A year is there when a period of it was to be measured. `None` when a sum is larger than is kept exactly.
///
/// ```
/// use quipu::domain::indicador::{Agrupacion, Frecuencia, Medido, meses_de, resumir};
/// use rust_decimal::dec;
/// let mes = |periodo, numerador, denominador| Medido {
///     meses: meses_de(Frecuencia::Mensual, periodo), numerador, denominador,
/// };
/// // January was measured, February not, March was: 2 of 3.
/// let medidos = [mes("2026-01", dec!(1), dec!(2)), mes("2026-03", dec!(9), dec!(10))];
/// let todo = resumir(&medidos, Frecuencia::Mensual, None, Agrupacion::Todo).unwrap();
/// assert_eq!((todo[0].numerador, todo[0].denominador), (dec!(10), dec!(12)));
/// assert_eq!((todo[0].medidos, todo[0].esperados), (2, Some(3)));
/// ```
pub fn resumir(
    medidos: &[Medido],
    frecuencia: Frecuencia,
    rango: Option<Meses>,
    agrupacion: Agrupacion,
) -> Option<Vec<Resumen>> {
    let dentro = |m: &&Medido| match (rango, m.meses) {
        (Some(rango), Some(meses)) => rango.desde <= meses.desde && meses.hasta <= rango.hasta,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let contados: Vec<&Medido> = medidos.iter().filter(dentro).collect();
    let largo = frecuencia.meses();
    let rango = rango.or_else(|| {
        let meses = || contados.iter().filter_map(|m| m.meses);
        Some(Meses { desde: meses().map(|m| m.desde).min()?, hasta: meses().map(|m| m.hasta).max()? })
    });
    let mut grupos: BTreeMap<Option<i32>, Resumen> = BTreeMap::new();
    let de_anio = |desde: i32| (agrupacion == Agrupacion::Anio).then_some(desde.div_euclid(12));
    if let (Some(largo), Some(rango)) = (largo, rango) {
        let primero = -(-rango.desde).div_euclid(largo) * largo;
        let mut desde = primero;
        while desde + largo - 1 <= rango.hasta {
            let grupo = grupos.entry(de_anio(desde)).or_insert_with_key(|anio| vacio(*anio, Some(0)));
            grupo.esperados = grupo.esperados.map(|n| n + 1);
            desde += largo;
        }
    }
    if agrupacion == Agrupacion::Todo {
        grupos.entry(None).or_insert_with(|| vacio(None, largo.map(|_| 0)));
    }
    for medido in contados {
        let anio = medido.meses.and_then(|meses| de_anio(meses.desde));
        let grupo = grupos.entry(anio).or_insert_with(|| vacio(anio, largo.map(|_| 0)));
        grupo.numerador = grupo.numerador.checked_add(medido.numerador)?;
        grupo.denominador = grupo.denominador.checked_add(medido.denominador)?;
        grupo.medidos += 1;
    }
    Some(grupos.into_values().collect())
}

const fn vacio(anio: Option<i32>, esperados: Option<u32>) -> Resumen {
    Resumen { anio, numerador: Decimal::ZERO, denominador: Decimal::ZERO, medidos: 0, esperados }
}
