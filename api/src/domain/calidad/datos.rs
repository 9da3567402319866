//! What the records of the quality of services must say to be written.

use rust_decimal::Decimal;

use super::catalogo::{Entrada, Escala, tiene};
use crate::domain::decimal::{MICRO, a_entero};
use crate::domain::registro::Validacion;

/// Most answers that one measurement may join: a sum over a nation's measurements stays within 64 bits.
pub const CASOS: i64 = 10_000_000;

/// A code that a list must have.
pub fn de_lista(v: &mut Validacion, campo: &str, lista: &[Entrada], codigo: &str) {
    let mensaje = format!("El catálogo no tiene el código «{codigo}».");
    v.exigir(tiene(lista, codigo), campo, "FUERA_DE_CATALOGO", &mensaje);
}

/// A scale that must be in force.
pub fn escala_conocida(v: &mut Validacion, campo: &str, escala: Option<&Escala>) {
    let en_vigor = escala.is_some_and(|escala| escala.activo);
    v.exigir(en_vigor, campo, "FUERA_DE_CATALOGO", "El catálogo no tiene una escala con ese código.");
}

/// A number that must be on its scale; where there is no scale that was said already.
pub fn en_la_escala(v: &mut Validacion, campo: &str, escala: Option<&Escala>, valor: Decimal) {
    let Some(Escala { minimo, maximo, item, .. }) = escala else { return };
    let cabe = Decimal::from(*minimo) <= valor && valor <= Decimal::from(*maximo);
    let mensaje = format!("La escala «{}» va de {minimo} a {maximo}.", item.nombre);
    v.exigir(cabe, campo, "FUERA_DE_RANGO", &mensaje);
}

/// A mean as it is kept, in millionths.
///
/// ```
/// use quipu::domain::calidad::datos::media;
/// use quipu::domain::registro::Validacion;
/// use rust_decimal::dec;
/// let mut v = Validacion::default();
/// assert_eq!(media(&mut v, "media", dec!(4.25)), 4_250_000);
/// assert!(v.limpia());
/// media(&mut v, "media", dec!(4.2500001));
/// assert_eq!(v.terminar().unwrap_err().0[0].codigo, "DEMASIADOS_DECIMALES");
/// ```
pub fn media(v: &mut Validacion, campo: &str, media: Decimal) -> i64 {
    let mensaje = "Una media tiene hasta 6 decimales.";
    v.exigir(media.normalize().scale() <= MICRO, campo, "DEMASIADOS_DECIMALES", mensaje);
    a_entero(media, MICRO).unwrap_or_else(|_| {
        v.falta(campo, "FUERA_DE_RANGO", "Es demasiado grande.");
        0
    })
}

/// How many answers a mean is of.
pub fn casos(v: &mut Validacion, campo: &str, casos: i64) {
    let mensaje = "Una medición une de 1 a 10 000 000 respuestas.";
    v.exigir((1..=CASOS).contains(&casos), campo, "FUERA_DE_RANGO", mensaje);
}

/// What an improvement says of its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plan<'a> {
    /// It closes a gap.
    pub de_brecha: bool,
    /// It was made: its state is implanted or verified.
    pub hecha: bool,
    /// Planned beginning.
    pub inicio: Option<&'a str>,
    /// Planned end.
    pub fin: Option<&'a str>,
    /// Day on which it was done.
    pub terminada_el: Option<&'a str>,
    /// Per cent.
    pub avance: Option<i16>,
    /// It says where the evidence is.
    pub evidencia: bool,
}

/// Notes the broken rules of a plan. What closes a gap says, once made, when and where that shows.
pub fn revisar_plan(v: &mut Validacion, plan: &Plan<'_>) {
    v.en_orden("planFin", plan.inicio, plan.fin);
    v.exigir(plan.fin.is_none() || plan.inicio.is_some(), "planInicio", "VACIO", "Un plan con fin tiene comienzo.");
    let cabe = plan.avance.is_none_or(|avance| (0..=100).contains(&avance));
    v.exigir(cabe, "avance", "FUERA_DE_RANGO", "El avance va de 0 a 100.");
    let termina = plan.terminada_el.is_none() || plan.hecha;
    v.exigir(termina, "terminadaEl", "INCOHERENTE", "Solo una mejora implantada o verificada dice cuándo terminó.");
    let entera = plan.avance.is_none_or(|avance| (avance == 100) == plan.hecha);
    v.exigir(
        entera,
        "avance",
        "INCOHERENTE",
        "El avance es 100 cuando la mejora está implantada o verificada, y solo entonces.",
    );
    if plan.de_brecha && plan.hecha {
        v.exigir(plan.terminada_el.is_some(), "terminadaEl", "VACIO", "Falta cuándo terminó.");
        v.exigir(plan.avance.is_some(), "avance", "VACIO", "Falta su avance.");
        v.exigir(plan.evidencia, "evidencia", "VACIO", "Falta la evidencia.");
    }
}
