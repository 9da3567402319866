//! Rows that are not data, and why: blank, «(...)», titles again, totals.

use super::cabecera::Cabecera;
use super::hoja::{Celda, Fila};
use super::numero::Separador;
use super::registro::{Libreta, Registro};
use crate::domain::columna::Campo;
use crate::domain::texto::clave;

/// Why a row was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Motivo {
    EnBlanco,
    Puntos,
    TituloRepetido,
    Numeracion,
    Total,
    SoloNumeros,
    SinDatos,
    SoloCorrelativo,
    SinLugar,
    Pie,
}

impl Motivo {
    pub(super) fn texto(self) -> &'static str {
        match self {
            Self::EnBlanco => "fila en blanco",
            Self::Puntos => "fila «(...)»",
            Self::TituloRepetido => "título repetido",
            Self::Numeracion => "numeración de las columnas",
            Self::Total => "fila de total",
            Self::SoloNumeros => "fila solo con números (subtotal)",
            Self::SinDatos => "sin datos en las columnas reconocidas",
            Self::SinLugar => "título de un proceso de un nivel entre los que tienen columna",
            Self::Pie => "pie de página, notas o firmas",
            Self::SoloCorrelativo => "solo correlativo, sin puesto",
        }
    }
}

/// Columns that a formula fills: they alone make no row.
const CALCULADAS: [Campo; 4] = [Campo::Suplementario, Campo::TotalTiempo, Campo::HorasPorTrabajador, Campo::Servidores];

/// Where a table ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fin {
    /// Last row of the table.
    pub(super) ultima: u32,
    /// First row of what stands below it, when something does.
    pub(super) pie: Option<u32>,
}

/// Why this row is not data; `None` when it is.
pub(super) fn motivo(registro: &Registro<'_>, fin: Fin) -> Option<Motivo> {
    let cabecera = registro.tabla.cabecera;
    let fila = registro.fila;
    let llenas: Vec<&(u32, Celda<'_>)> = fila.celdas.iter().filter(|(_, c)| !c.es_vacia()).collect();
    if llenas.is_empty() {
        return Some(if fila.celdas.iter().any(|(_, c)| c.es_puntos()) { Motivo::Puntos } else { Motivo::EnBlanco });
    }
    if titulo_repetido(&llenas, cabecera) {
        return Some(Motivo::TituloRepetido);
    }
    if fila.numero == cabecera.filas.1 + 1 && numeracion(&llenas) {
        return Some(Motivo::Numeracion);
    }
    if es_total(registro, &llenas) {
        return Some(Motivo::Total);
    }
    if fin.pie.is_some_and(|pie| fila.numero >= pie) {
        return Some(Motivo::Pie);
    }
    sin_sustancia(registro, fila, fin.ultima)
}

fn sin_sustancia(registro: &Registro<'_>, fila: &Fila<'_>, ultima: u32) -> Option<Motivo> {
    let campos = registro.tabla.cabecera.columnas.keys().copied();
    let presentes: Vec<Campo> = campos.filter(|c| registro.hay(*c)).collect();
    let cubierta = || registro.tabla.cabecera.columnas.keys().any(|c| registro.tabla.rango(*c, fila.numero).is_some());
    let suma_algo = || [Campo::TotalTiempo, Campo::Servidores].iter().any(|c| registro.es_positivo(*c));
    let calculada = presentes.iter().all(|c| CALCULADAS.contains(c));
    if presentes.is_empty() || (calculada && (cubierta() || !suma_algo())) {
        let puntos = fila.celdas.iter().any(|(_, c)| c.es_puntos());
        return Some(if puntos && presentes.is_empty() { Motivo::Puntos } else { Motivo::SinDatos });
    }
    if presentes == [Campo::Correlativo] && registro.tabla.cabecera.tiene(Campo::Puesto) {
        return Some(Motivo::SoloCorrelativo);
    }
    let medidas = |c: &Campo| {
        CALCULADAS.contains(c)
            || c.es_frecuencia()
            || matches!(c, Campo::Duracion | Campo::Ocupados | Campo::Remuneracion)
    };
    if presentes.iter().all(medidas) && !cubierta() {
        return Some(if fila.numero >= ultima { Motivo::Total } else { Motivo::SoloNumeros });
    }
    None
}

/// Most of its cells say again what the titles say, or what stands above them.
fn titulo_repetido(llenas: &[&(u32, Celda<'_>)], cabecera: &Cabecera) -> bool {
    let dice = |(columna, celda): &&&(u32, Celda<'_>)| {
        let texto = celda.texto().map(|t| clave(&t));
        texto.is_some() && texto.as_ref() == cabecera.claves.get(columna)
    };
    let iguales = if llenas.iter().take(3).any(|c| dice(&c)) { llenas.iter().filter(dice).count() } else { 0 };
    if iguales >= 3 && iguales * 2 > llenas.len() {
        return true;
    }
    let [(_, unica)] = llenas else { return false };
    unica.texto().is_some_and(|t| cabecera.encima.contains(&clave(&t)) && t.chars().count() > 3)
}

/// 1, 2, 3 … or (1), (2), (3) … under the titles.
fn numeracion(llenas: &[&(u32, Celda<'_>)]) -> bool {
    let numeros: Option<Vec<i64>> = llenas
        .iter()
        .map(|(_, celda)| celda.texto()?.trim_matches(|c: char| "()[] ".contains(c)).parse().ok())
        .collect();
    numeros.is_some_and(|n| n.len() >= 5 && n.windows(2).all(|par| par[1] == par[0] + 1))
}

/// «TOTAL», «Subtotal» anywhere, or «Total M.01», «Subtotal de horas» as its first text; without anybody who does it.
fn es_total(registro: &Registro<'_>, llenas: &[&(u32, Celda<'_>)]) -> bool {
    const EXACTOS: [&str; 12] = [
        "total",
        "totales",
        "total general",
        "subtotal",
        "subtotales",
        "sub total",
        "sub-total",
        "suma",
        "suma total",
        "sumatoria",
        "gran total",
        "total servidores",
    ];
    let textos = llenas.iter().filter(|(_, c)| matches!(c, Celda::Texto(_))).filter_map(|(_, c)| c.texto());
    let textos: Vec<String> = textos.map(|t| clave(&t).trim_end_matches([':', '.', ' ']).to_owned()).collect();
    let empieza =
        |t: &&String| ["total ", "totales ", "subtotal ", "sub total ", "suma "].iter().any(|p| t.starts_with(p));
    let Some(dicho) = textos.first().filter(empieza).or_else(|| textos.iter().find(|t| EXACTOS.contains(&t.as_str())))
    else {
        return false;
    };
    ![Campo::Ejecutor, Campo::Correlativo, Campo::Puesto, Campo::CodigoTarea]
        .iter()
        .any(|c| registro.hay(*c) && registro.dice_otra_cosa(*c, dicho))
}

impl Registro<'_> {
    fn es_positivo(&self, campo: Campo) -> bool {
        let numero = self.numero(campo, Separador::Decimal, &mut Libreta::nueva(0));
        numero.is_some_and(|n| !n.is_zero())
    }

    /// Whether that cell has something else than `texto`.
    fn dice_otra_cosa(&self, campo: Campo, texto: &str) -> bool {
        let dado = self.texto(campo, &mut Libreta::nueva(0));
        dado.is_some_and(|t| clave(&t).trim_end_matches([':', '.', ' ']) != texto)
    }
}
