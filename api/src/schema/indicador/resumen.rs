//! An indicator over several periods, as a client reads it.

use async_graphql::{Enum, SimpleObject};
use quipu_entities::indicador;

use crate::domain::indicador::{self as domain, Meses};
use crate::error::{ApiError, ErrorCode};
use crate::schema::scalar::Decimal;
use crate::store::ficha::datos;

/// Cómo se agrupan los períodos de un indicador.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Agrupacion")]
pub enum AgrupacionDePeriodos {
    /// Todos juntos.
    Todo,
    /// Por año.
    Anio,
}

/// Un indicador sobre varios períodos.
#[derive(SimpleObject)]
pub struct ResumenDeIndicador {
    /// Año; nulo si no se agrupó por año, o si se midió por proyecto.
    anio: Option<i32>,
    /// Suma de los numeradores.
    numerador: Decimal,
    /// Suma de los denominadores.
    denominador: Decimal,
    /// Numerador ÷ denominador × `por`, a la millonésima; nulo si no hay entre qué dividir.
    valor: Option<Decimal>,
    /// Meta del año; nula si no la hay o no se agrupó por año.
    meta: Option<Decimal>,
    /// Si el valor alcanza la meta; nulo si falta alguno, o el sentido.
    cumple: Option<bool>,
    /// Períodos que se midieron.
    periodos_medidos: u32,
    /// Períodos que había que medir; nulo si se mide por proyecto. Los demás faltan: no son 0.
    periodos_esperados: Option<u32>,
}

/// The months asked for: both, or none.
pub(super) fn rango(desde: Option<&str>, hasta: Option<&str>) -> Result<Option<Meses>, ApiError> {
    let falta = |campo: &str, mensaje: &str| ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", campo);
    let mes = |campo: &str, texto: &str| Meses::mes(texto).ok_or_else(|| falta(campo, "Un mes se escribe «2026-01»."));
    match (desde, hasta) {
        (None, None) => Ok(None),
        (Some(desde), Some(hasta)) => {
            let meses = Meses { desde: mes("desde", desde)?, hasta: mes("hasta", hasta)? };
            if meses.desde > meses.hasta {
                return Err(falta("hasta", "«hasta» no puede ser anterior a «desde»."));
            }
            Ok(Some(meses))
        }
        (Some(_), None) => Err(falta("hasta", "Dé «desde» y «hasta», o ninguno.")),
        (None, Some(_)) => Err(falta("desde", "Dé «desde» y «hasta», o ninguno.")),
    }
}

/// The sums, with their values and targets.
pub(super) fn resumir(
    fila: &indicador::Model,
    medidos: &[domain::Medido],
    rango: Option<Meses>,
    por: AgrupacionDePeriodos,
) -> Result<Vec<ResumenDeIndicador>, ApiError> {
    let frecuencia = domain::Frecuencia::de_codigo(fila.frecuencia).unwrap_or(domain::Frecuencia::PorProyecto);
    let sentido = fila.sentido.and_then(domain::Sentido::de_codigo);
    let metas: Vec<domain::Meta> = datos(&fila.metas)?;
    let sumas = domain::resumir(medidos, frecuencia, rango, por.into());
    let sumas = sumas.ok_or_else(|| ApiError::internal(&"a sum of measurements is out of range"))?;
    let de_suma = |suma: domain::Resumen| {
        let valor = domain::valor(suma.numerador, suma.denominador, fila.por);
        let meta = suma.anio.and_then(|anio| metas.iter().find(|meta| meta.anio == anio)).map(|meta| meta.valor);
        ResumenDeIndicador {
            anio: suma.anio,
            numerador: suma.numerador.into(),
            denominador: suma.denominador.into(),
            valor: valor.map(Decimal::from),
            meta: meta.map(Decimal::from),
            cumple: valor.zip(meta).and_then(|(valor, meta)| domain::cumple(valor, meta, sentido)),
            periodos_medidos: suma.medidos,
            periodos_esperados: suma.esperados,
        }
    };
    Ok(sumas.into_iter().map(de_suma).collect())
}
