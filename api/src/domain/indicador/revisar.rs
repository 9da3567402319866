//! Everything that is wrong with an indicator or a measurement, at once.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Frecuencia, Indicador, Medicion, ejemplo, meses_de};
use crate::domain::decimal::{MICRO, a_entero, de_entero};
use crate::domain::registro::Validacion;

const TEXTO_MAXIMO: usize = 2_000;
const METAS_MAXIMAS: usize = 50;
/// Largest `por`: per hundred thousand inhabitants.
const POR_MAXIMO: i32 = 1_000_000;

/// Notes the broken rules of an indicator.
pub fn revisar(v: &mut Validacion, indicador: &Indicador) {
    v.texto("nombre", &indicador.nombre, TEXTO_MAXIMO);
    v.texto("numerador", &indicador.numerador, TEXTO_MAXIMO);
    v.texto("denominador", &indicador.denominador, TEXTO_MAXIMO);
    let opcionales =
        [("unidad", &indicador.unidad), ("responsable", &indicador.responsable), ("fuente", &indicador.fuente)];
    for (campo, texto) in opcionales {
        v.opcional(campo, texto.as_deref(), TEXTO_MAXIMO);
    }
    let en_rango = (1..=POR_MAXIMO).contains(&indicador.por);
    v.exigir(en_rango, "por", "FUERA_DE_RANGO", &format!("Va de 1 a {POR_MAXIMO}."));
    if let Some(linea_base) = indicador.linea_base {
        exacto(v, "lineaBase", linea_base);
    }
    v.cuantos("metas", indicador.metas.len(), METAS_MAXIMAS);
    let mut anios = BTreeSet::new();
    for (i, meta) in indicador.metas.iter().enumerate().take(METAS_MAXIMAS) {
        let campo = format!("metas.{i}.anio");
        v.exigir(anios.insert(meta.anio), &campo, "REPETIDO", "Cada año tiene una meta.");
        let existe = meses_de(Frecuencia::Anual, &meta.anio.to_string()).is_some();
        v.exigir(existe, &campo, "FUERA_DE_RANGO", "El año va de 1990 a 2100.");
        exacto(v, &format!("metas.{i}.valor"), meta.valor);
    }
}

/// Notes the broken rules of a measurement of an indicator of that frequency.
pub fn revisar_medicion(v: &mut Validacion, medicion: &Medicion, frecuencia: Frecuencia) {
    if frecuencia == Frecuencia::PorProyecto {
        v.texto("periodo", &medicion.periodo, TEXTO_MAXIMO);
    } else {
        let mensaje = format!("Un período de este indicador se escribe «{}».", ejemplo(frecuencia));
        v.exigir(meses_de(frecuencia, &medicion.periodo).is_some(), "periodo", "PERIODO_INVALIDO", &mensaje);
    }
    for (campo, valor) in [("numerador", medicion.numerador), ("denominador", medicion.denominador)] {
        exacto(v, campo, valor);
        v.exigir(!valor.is_sign_negative() || valor.is_zero(), campo, "NEGATIVO", "No puede ser negativo.");
    }
    v.opcional("nota", medicion.nota.as_deref(), TEXTO_MAXIMO);
}

/// A number is kept in millionths: what has more decimals, or does not fit, is refused, never rounded.
fn exacto(v: &mut Validacion, campo: &str, valor: Decimal) {
    let cabe = a_entero(valor, MICRO).is_ok_and(|entero| de_entero(entero, MICRO) == valor.normalize());
    v.exigir(cabe, campo, "NUMERO_INEXACTO", "Se guarda con 6 decimales y hasta 9 billones, sin redondear.");
}
