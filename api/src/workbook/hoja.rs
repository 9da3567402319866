//! The cells of one sheet, read as a stream: only cells with something in them are kept, wherever they stand.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Xlsx, XlsxError};

use super::{LibroError, Limites};
use crate::domain::columna::letra;

/// The open workbook.
pub(super) type Libro = Xlsx<Cursor<Vec<u8>>>;

/// What stands in a cell. An empty cell is not kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Celda<'a> {
    Texto(Cow<'a, str>),
    Numero(f64),
    /// A number that the sheet shows as a date or a time, in days.
    Momento {
        dias: f64,
        duracion: bool,
    },
    Logico(bool),
    /// `#REF!` and its sisters.
    Error(String),
    /// A formula that was never calculated.
    FormulaSinValor,
}

/// A row with at least one cell. Cells are in order of column.
#[derive(Debug, Clone)]
pub(super) struct Fila<'a> {
    /// From 1, as the sheet shows it.
    pub(super) numero: u32,
    pub(super) celdas: Vec<(u32, Celda<'a>)>,
}

/// A merged range, all ends included; rows from 1, columns from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Combinada {
    pub(super) filas: (u32, u32),
    pub(super) columnas: (u32, u32),
}

/// A sheet in memory.
#[derive(Debug, Default)]
pub(super) struct Hoja<'a> {
    pub(super) nombre: String,
    pub(super) filas: Vec<Fila<'a>>,
    pub(super) combinadas: Vec<Combinada>,
    /// Cells that could not be read.
    pub(super) ilegibles: Vec<String>,
}

/// What is left to spend of the limits that count over the whole workbook.
pub(super) struct Presupuesto {
    pub(super) celdas: usize,
    pub(super) texto: usize,
}

/// Bytes kept of a cell: more than the 32,767 characters that Excel admits.
const MAX_BYTES: usize = 128 * 1024;
/// Longest text that can be a title.
const MAX_TITULO: usize = 1000;
/// What Excel shows for an error, in English and in Spanish.
const ERRORES: [&str; 14] = [
    "#N/A",
    "#N/D",
    "#REF!",
    "#¡REF!",
    "#VALUE!",
    "#¡VALOR!",
    "#DIV/0!",
    "#¡DIV/0!",
    "#NAME?",
    "#¿NOMBRE?",
    "#NUM!",
    "#¡NUM!",
    "#NULL!",
    "#¡NULO!",
];
/// Unreadable cells of one sheet before it is given up.
const MAX_ILEGIBLES: usize = 1000;

impl Fila<'_> {
    pub(super) fn celda(&self, columna: u32) -> Option<&Celda<'_>> {
        self.celdas.binary_search_by_key(&columna, |(c, _)| *c).ok().map(|i| &self.celdas[i].1)
    }
}

impl Celda<'_> {
    /// Its text with single blanks; `None` when it says nothing («-», «…», «(...)» say nothing).
    pub(super) fn texto(&self) -> Option<String> {
        let texto = match self {
            Self::Texto(texto) => texto.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Numero(numero) => numero.to_string(),
            Self::Logico(valor) => if *valor { "Sí" } else { "No" }.to_owned(),
            Self::Momento { dias, .. } => dias.to_string(),
            Self::Error(_) | Self::FormulaSinValor => return None,
        };
        (!texto.is_empty() && !es_relleno(&texto)).then_some(texto)
    }

    /// Its text when it is short enough for a title.
    pub(super) fn titulo(&self) -> Option<String> {
        matches!(self, Self::Texto(t) if t.len() <= MAX_TITULO).then(|| self.texto()).flatten()
    }

    /// Whether it stands for «and so on»: only dots, with or without brackets.
    pub(super) fn es_puntos(&self) -> bool {
        matches!(self, Self::Texto(t) if t.contains(['.', '…']) && t.trim().chars().all(|c| "().…[] ".contains(c)))
    }

    /// Whether it is text that says nothing.
    pub(super) fn es_vacia(&self) -> bool {
        matches!(self, Self::Texto(t) if t.split_whitespace().next().is_none() || es_relleno(t.trim()))
    }
}

/// «-», «—», «(...)»: typed so that the cell does not look empty.
fn es_relleno(texto: &str) -> bool {
    texto.chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | '.' | '…' | '(' | ')' | '[' | ']' | ' '))
}

/// Merged ranges of a sheet.
pub(super) fn combinadas(libro: &mut Libro, nombre: &str) -> Vec<Combinada> {
    libro.merge_cells_by_sheet_name(nombre).unwrap_or_default().iter().filter_map(combinada).collect()
}

/// Reads up to `maximo` rows with data (all of them when `None`).
///
/// Merged ranges stand behind the cells in the file, so they are asked for apart ([`combinadas`]) and only once.
pub(super) fn leer<'a>(
    libro: &'a mut Libro,
    nombre: &str,
    combinadas: &[Combinada],
    maximo: Option<usize>,
    limites: &Limites,
    presupuesto: &mut Presupuesto,
) -> Result<Hoja<'a>, LibroError> {
    let mut hoja = Hoja { nombre: nombre.to_owned(), combinadas: combinadas.to_vec(), ..Hoja::default() };
    let mut lector = match libro.worksheet_cells_reader(nombre) {
        Ok(lector) => lector,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(hoja),
        Err(error) => return Err(ilegible(nombre, &error)),
    };
    let mut ultima = (0, 0);
    let mut en_orden = true;
    loop {
        let celda = match lector.next_cell_with_formula_metadata() {
            Ok(Some(celda)) => celda,
            Ok(None) => break,
            Err(error) if se_puede_seguir(&error) && hoja.ilegibles.len() < MAX_ILEGIBLES => {
                hoja.ilegibles.push(format!("{}{}", letra(ultima.1), ultima.0));
                continue;
            }
            Err(error) => return Err(ilegible(nombre, &error)),
        };
        let numero = celda.pos.0.saturating_add(1);
        ultima = (numero, celda.pos.1);
        gastar(&celda.value, nombre, limites, presupuesto)?;
        let Some(valor) = valor(celda.value, celda.formula.is_some()) else {
            continue;
        };
        match hoja.filas.last_mut() {
            Some(fila) if fila.numero == numero => fila.celdas.push((celda.pos.1, valor)),
            anterior => {
                en_orden &= anterior.is_none_or(|fila| fila.numero < numero);
                if maximo.is_some_and(|m| hoja.filas.len() >= m) {
                    break;
                }
                if hoja.filas.len() >= limites.filas_por_hoja {
                    return Err(LibroError::DemasiadasFilas {
                        hoja: nombre.to_owned(),
                        limite: limites.filas_por_hoja,
                    });
                }
                hoja.filas.push(Fila { numero, celdas: vec![(celda.pos.1, valor)] });
            }
        }
    }
    hoja.ordenar(en_orden);
    Ok(hoja)
}

impl Hoja<'_> {
    /// Rows and cells may come in any order, and a row in two pieces; the first value of a cell stays.
    fn ordenar(&mut self, en_orden: bool) {
        if !en_orden {
            self.filas.sort_by_key(|fila| fila.numero);
            self.filas.dedup_by(|pedazo, fila| {
                let misma = pedazo.numero == fila.numero;
                if misma {
                    fila.celdas.append(&mut pedazo.celdas);
                }
                misma
            });
        }
        for fila in &mut self.filas {
            fila.celdas.sort_by_key(|(columna, _)| *columna);
            fila.celdas.dedup_by_key(|(columna, _)| *columna);
        }
    }

    /// Forgets columns altogether, before anything of them is used.
    pub(super) fn quitar_columnas(&mut self, columnas: &[u32]) {
        if columnas.is_empty() {
            return;
        }
        for fila in &mut self.filas {
            fila.celdas.retain(|(columna, _)| !columnas.contains(columna));
        }
        self.filas.retain(|fila| !fila.celdas.is_empty());
    }
}

fn gastar(valor: &DataRef<'_>, hoja: &str, limites: &Limites, presupuesto: &mut Presupuesto) -> Result<(), LibroError> {
    let texto = match valor {
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.len(),
        DataRef::SharedString(s) => s.len(),
        _ => 0,
    };
    presupuesto.celdas = presupuesto
        .celdas
        .checked_sub(1)
        .ok_or_else(|| LibroError::DemasiadasCeldas { hoja: hoja.to_owned(), limite: limites.celdas })?;
    presupuesto.texto = presupuesto.texto.checked_sub(texto).ok_or_else(|| LibroError::DemasiadoGrande {
        que: format!("el texto de las celdas, en la hoja «{hoja}»,"),
        limite: format!("{} MiB", limites.texto / (1024 * 1024)),
    })?;
    Ok(())
}

fn valor(dato: DataRef<'_>, formula: bool) -> Option<Celda<'_>> {
    let celda = match dato {
        DataRef::Int(n) => Celda::Texto(Cow::Owned(n.to_string())),
        DataRef::Float(n) => Celda::Numero(n),
        DataRef::String(mut s) | DataRef::DateTimeIso(mut s) | DataRef::DurationIso(mut s) => {
            s.truncate(s.floor_char_boundary(MAX_BYTES));
            Celda::Texto(Cow::Owned(visible(&s).into_owned()))
        }
        DataRef::SharedString(s) => Celda::Texto(visible(&s[..s.floor_char_boundary(MAX_BYTES)])),
        DataRef::Bool(b) => Celda::Logico(b),
        DataRef::DateTime(d) => Celda::Momento { dias: d.as_f64(), duracion: d.is_duration() },
        DataRef::Error(e) => Celda::Error(e.to_string()),
        DataRef::Empty => return formula.then_some(Celda::FormulaSinValor),
    };
    match celda {
        Celda::Texto(t) if t.trim().is_empty() => formula.then_some(Celda::FormulaSinValor),
        // Pasted as a value, an error becomes text.
        Celda::Texto(t) if ERRORES.contains(&t.trim()) => Some(Celda::Error(t.trim().to_owned())),
        otra => Some(otra),
    }
}

/// The text without what comes along unseen when it is pasted: soft hyphens, blanks of no width, escaped line ends.
fn visible(texto: &str) -> Cow<'_, str> {
    const INVISIBLES: [char; 8] =
        ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];
    const FIN_DE_LINEA: &str = "_x000D_";
    if !texto.contains(INVISIBLES) && !texto.contains(FIN_DE_LINEA) {
        return Cow::Borrowed(texto);
    }
    Cow::Owned(texto.replace(INVISIBLES, "").replace(FIN_DE_LINEA, " "))
}

fn combinada(rango: &Dimensions) -> Option<Combinada> {
    let (desde, hasta) = (rango.start, rango.end);
    (desde.0 <= hasta.0 && desde.1 <= hasta.1).then(|| Combinada {
        filas: (desde.0.saturating_add(1), hasta.0.saturating_add(1)),
        columnas: (desde.1, hasta.1),
    })
}

/// A badly written cell is left out; broken XML ends the sheet.
fn se_puede_seguir(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::UnexpectedNode(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::Unexpected(_)
    )
}

fn ilegible(hoja: &str, error: &XlsxError) -> LibroError {
    match error {
        XlsxError::XmlEof(_) => LibroError::ilegible(format!("la hoja «{hoja}» está incompleta")),
        _ => LibroError::ilegible(format!("la hoja «{hoja}» está dañada ({error})")),
    }
}
