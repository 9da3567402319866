//! Finds the row of titles of a sheet and says what each column means.

use std::collections::BTreeMap;

use super::columnas;
use super::duracion::unidad_de_tiempo;
use super::hoja::{Celda, Fila, Hoja};
use super::palabra::{DE_UNIDADES, en, palabras, periodo};
use super::titulo::{self, Pista, Titulo};
use crate::domain::carga::{Periodo, UnidadDeTiempo};
use crate::domain::columna::{Campo, Columnas, letra};
use crate::domain::texto::clave;

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contenido {
    Mapeo,
    Matriz,
}

/// A column that the reader uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columna {
    pub(super) indice: u32,
    pub(super) periodo: Option<Periodo>,
    pub(super) unidad: Option<UnidadDeTiempo>,
}

/// A title with its letter: for the report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TituloDeColumna {
    /// Letter of the column.
    pub letra: String,
    /// Title as typed, with single blanks.
    pub titulo: String,
}

/// The titles of a sheet, understood.
#[derive(Debug, Clone)]
pub(super) struct Cabecera {
    /// First and last row of the titles.
    pub(super) filas: (u32, u32),
    pub(super) columnas: BTreeMap<Campo, Columna>,
    /// Further columns of the duration: it stands in «Horas» and «Minutos», to be added.
    pub(super) partes: Vec<Columna>,
    pub(super) no_reconocidas: Vec<TituloDeColumna>,
    /// Columns with data of persons: index and title.
    pub(super) personales: Vec<(u32, TituloDeColumna)>,
    /// Search keys of the titles by column, to know them again when they are repeated.
    pub(super) claves: BTreeMap<u32, String>,
    /// Search keys of what stands above the titles.
    pub(super) encima: Vec<String>,
    /// It is the result of a pivot table.
    pub(super) pivote: bool,
}

/// Rows with data in which titles are looked for.
pub(super) const FILAS_DE_BUSQUEDA: usize = 40;
/// Columns looked at for titles.
const MAX_COLUMNAS: u32 = 256;
/// Fewest columns that make a row of titles.
const MINIMO: usize = 3;
/// A title over more columns than this is the title of the sheet, not of a group of columns.
const MAX_ANCHO_DE_GRUPO: u32 = 8;

/// A column under consideration: index, title typed, what it says.
pub(super) type Candidata = (u32, String, Option<Titulo>);

impl Cabecera {
    /// Letters of the columns, for findings and for the report.
    pub(super) fn letras(&self) -> Columnas {
        Columnas(self.columnas.iter().map(|(campo, c)| (*campo, letra(c.indice))).collect())
    }

    pub(super) fn tiene(&self, campo: Campo) -> bool {
        self.columnas.contains_key(&campo)
    }

    /// What its columns are good for.
    pub(super) fn contenido(&self) -> Option<Contenido> {
        let proceso = self.columnas.keys().any(|c| matches!(c, Campo::Proceso(_) | Campo::CodigoProceso(_)));
        let actividad = self.tiene(Campo::Actividad) || self.tiene(Campo::CodigoActividad) || self.tiene(Campo::Tarea);
        let puesto = self.tiene(Campo::Puesto) || self.tiene(Campo::CargoEstructural);
        let del_mapeo = [Campo::Correlativo, Campo::Ocupados, Campo::Regimen, Campo::Organo, Campo::Unidad];
        if actividad && (proceso || self.tiene(Campo::Ejecutor)) {
            Some(Contenido::Matriz)
        } else if puesto && del_mapeo.iter().filter(|c| self.tiene(**c)).count() >= 2 {
            Some(Contenido::Mapeo)
        } else {
            None
        }
    }

    /// Whether another sheet has the same columns in the same places.
    pub(super) fn igual(&self, otra: &Self) -> bool {
        self.columnas == otra.columnas && self.partes == otra.partes
    }

    /// Whether it has columns for times.
    pub(super) fn con_tiempos(&self) -> bool {
        self.tiene(Campo::Duracion) && self.columnas.keys().any(|c| c.es_frecuencia())
    }
}

/// Looks for the titles among the first rows: a row, or two together, with the most columns understood.
pub(super) fn buscar(hoja: &Hoja<'_>, como: Option<Contenido>) -> Option<Cabecera> {
    let filas = hoja.filas.get(..FILAS_DE_BUSQUEDA).unwrap_or(&hoja.filas);
    let mut mejor: Option<(usize, usize, Vec<Candidata>, bool)> = None;
    for (i, fila) in filas.iter().enumerate() {
        let sola = candidatas(hoja, fila, None);
        let puntos = puntaje(&sola);
        let una = mejor.as_ref().map_or(0, |m| m.0);
        if puntos >= MINIMO && puntos > una {
            mejor = Some((puntos, i, sola, false));
        }
        let debajo = filas.get(i + 1).filter(|f| f.numero == fila.numero + 1);
        if let Some(doble) = debajo.map(|f| candidatas(hoja, f, Some(fila)))
            && puntaje(&doble) >= MINIMO.max(mejor.as_ref().map_or(0, |m| m.0 + 2))
        {
            mejor = Some((puntaje(&doble), i, doble, true));
        }
    }
    let (_, i, mut candidatas, doble) = mejor?;
    let primera = filas.get(i)?;
    let mut ultima = filas.get(i + usize::from(doble))?;
    let debajo = filas.get(i + usize::from(doble) + 1).filter(|f| f.numero == ultima.numero + 1);
    if let Some(unidades) = debajo.filter(|f| es_de_unidades(f)) {
        con_unidades(&mut candidatas, unidades);
        ultima = unidades;
    }
    let mut cabecera = columnas::resolver(candidatas, como);
    cabecera.filas = (primera.numero, ultima.numero.max(fin_combinado(hoja, primera.numero, ultima.numero)));
    cabecera.claves = ultima.celdas.iter().filter_map(|(c, celda)| Some((*c, clave(&celda.titulo()?)))).collect();
    cabecera.encima = filas
        .get(..i)?
        .iter()
        .flat_map(|f| f.celdas.iter().filter_map(|(_, c)| c.titulo()))
        .map(|t| clave(&t))
        .collect();
    Some(cabecera)
}

/// «(veces al mes)», «(minutos)» under the titles: a row that says nothing else.
fn es_de_unidades(fila: &Fila<'_>) -> bool {
    let es_unidad = |texto: String| {
        let todas = palabras(&texto);
        let mide = todas.iter().any(|p| unidad_de_tiempo(p).is_some() || periodo(p).is_some());
        mide && todas.iter().all(|p| en(DE_UNIDADES, p) || unidad_de_tiempo(p).is_some() || periodo(p).is_some())
    };
    let mut llenas = fila.celdas.iter().filter(|(_, c)| !c.es_vacia()).peekable();
    llenas.peek().is_some() && llenas.all(|(_, c)| c.titulo().is_some_and(es_unidad))
}

/// The titles with the units that stand below them.
fn con_unidades(candidatas: &mut [Candidata], unidades: &Fila<'_>) {
    let escritos: Vec<String> = candidatas.iter().map(|(_, texto, _)| texto.clone()).collect();
    for (columna, texto, titulo) in candidatas {
        let repartido = escritos.iter().filter(|t| *t == texto).count() > 1;
        if let Some(unidad) = unidades.celda(*columna).and_then(Celda::titulo) {
            let junto = format!("{texto} ({})", unidad.trim_matches(['(', ')', '[', ']']));
            *titulo = titulo::leer(&junto).or(*titulo).map(|t| Titulo { parte: repartido, ..t });
            *texto = junto;
        }
    }
}

/// Titles merged downwards take more rows than the one they are typed in.
fn fin_combinado(hoja: &Hoja<'_>, primera: u32, ultima: u32) -> u32 {
    let con_datos = |fila: u32| hoja.filas.iter().any(|f| f.numero == fila);
    let fin = hoja.combinadas.iter().filter(|c| c.filas.0 == primera && c.filas.1 > ultima && c.filas.1 <= ultima + 3);
    fin.map(|c| c.filas.1).filter(|fin| !(ultima + 1..=*fin).any(con_datos)).max().unwrap_or(ultima)
}

/// Different columns understood with all their words known.
fn puntaje(candidatas: &[Candidata]) -> usize {
    let mut vistas: Vec<Pista> =
        candidatas.iter().filter_map(|(_, _, t)| t.filter(|t| t.estricto).map(|t| t.pista)).collect();
    let sueltas = vistas.iter().filter(|p| **p == Pista::SoloCodigo).count();
    vistas.retain(|p| *p != Pista::SoloCodigo);
    let total = vistas.len();
    let mut distintas: Vec<Pista> = Vec::new();
    for pista in vistas {
        if !distintas.contains(&pista) {
            distintas.push(pista);
        }
    }
    // A row in which the same title stands again and again is data.
    if total > 2 * distintas.len() { 0 } else { distintas.len() + sueltas.min(distintas.len()) / 2 }
}

/// The titles of a row, with those of the row above it when there is one. A row of numbers has no titles.
fn candidatas(hoja: &Hoja<'_>, fila: &Fila<'_>, encima: Option<&Fila<'_>>) -> Vec<Candidata> {
    let es_numero = |c: &Celda<'_>| matches!(c, Celda::Numero(_) | Celda::Momento { .. } | Celda::FormulaSinValor);
    if fila.celdas.iter().filter(|(_, c)| es_numero(c)).count() * 6 > fila.celdas.len() {
        return Vec::new();
    }
    let mut indices: Vec<u32> = fila.celdas.iter().map(|(c, _)| *c).collect();
    if let Some(encima) = encima {
        indices.extend(encima.celdas.iter().map(|(c, _)| *c));
        indices.sort_unstable();
        indices.dedup();
    }
    let mut salida = Vec::new();
    for columna in indices.into_iter().take_while(|c| *c < MAX_COLUMNAS) {
        let propio = fila.celda(columna).and_then(Celda::titulo);
        let grupo = encima.and_then(|e| titulo_de_grupo(hoja, e, columna, propio.is_some()));
        let (texto, titulo) = match (grupo, propio) {
            (None, None) => continue,
            (Some(g), None) => (g.clone(), titulo::leer(&g)),
            (None, Some(p)) => (p.clone(), titulo::leer(&p)),
            (Some(g), Some(p)) => juntos(&g, &p),
        };
        salida.push((columna, texto, titulo));
    }
    if encima.is_none() {
        repartir_anchos(hoja, fila, &mut salida);
    }
    salida
}

/// A title merged over a pair of columns names both: code and name.
fn repartir_anchos(hoja: &Hoja<'_>, fila: &Fila<'_>, candidatas: &mut Vec<Candidata>) {
    let pares = hoja.combinadas.iter().filter(|c| c.filas.0 == fila.numero && c.columnas.1 == c.columnas.0 + 1);
    for par in pares {
        let titulo = candidatas.iter().find(|(c, _, _)| *c == par.columnas.0).cloned();
        let libre = !candidatas.iter().any(|(c, _, _)| *c == par.columnas.1);
        if let (Some((_, texto, titulo)), true) = (titulo, libre) {
            candidatas.push((par.columnas.1, texto, titulo));
        }
    }
    candidatas.sort_by_key(|(c, _, _)| *c);
}

/// The title that stands above a column: its own, that of its merged range, or that of the column at its left.
fn titulo_de_grupo(hoja: &Hoja<'_>, encima: &Fila<'_>, columna: u32, con_propio: bool) -> Option<String> {
    let en_rango = |c: &&super::hoja::Combinada| {
        c.filas.0 <= encima.numero && encima.numero <= c.filas.1 && c.columnas.0 <= columna && columna <= c.columnas.1
    };
    let combinada = hoja.combinadas.iter().find(en_rango);
    if let Some(rango) = combinada {
        let ancho = rango.columnas.1 - rango.columnas.0;
        return (ancho < MAX_ANCHO_DE_GRUPO).then(|| encima.celda(rango.columnas.0).and_then(Celda::titulo)).flatten();
    }
    let propio = encima.celda(columna).and_then(Celda::titulo);
    let vecino = || columna.checked_sub(1).and_then(|c| encima.celda(c)).and_then(Celda::titulo);
    propio.or_else(|| con_propio.then(vecino).flatten())
}

/// The lower title when it is clear by itself, otherwise both together.
fn juntos(grupo: &str, propio: &str) -> (String, Option<Titulo>) {
    let solo = titulo::leer(propio);
    let claro = solo.is_some_and(|t| t.estricto && matches!(t.pista, Pista::Campo(_) | Pista::Personal));
    let texto = format!("{grupo} {propio}");
    let juntos = titulo::leer(&texto);
    let titulo = if claro { solo } else { juntos.or(solo).or_else(|| titulo::leer(grupo)) };
    let parte = palabras(propio).iter().all(|p| unidad_de_tiempo(p).is_some());
    (texto, titulo.map(|t| Titulo { parte, ..t }))
}
