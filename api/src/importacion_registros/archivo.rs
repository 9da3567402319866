//! A file of records, JSON or CSV, as one value for each row.

use std::collections::HashSet;

use csv::StringRecord;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Rechazo;
use crate::domain::texto::{de_archivo, separador};
use crate::schema::escribir_lote::{EnCelda, FormaDeAlta};

/// Bytes of a file; more are not read.
pub const BYTES_MAXIMOS: usize = 16 * 1024 * 1024;
/// Rows of a file: it is one batch.
pub const FILAS_MAXIMAS: usize = 10_000;

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorDeFila {
    /// Row: in a CSV the line on which it begins, in a JSON its place from 1.
    pub fila: u64,
    /// Column of a CSV, field of a JSON; empty where it is the whole row.
    pub campo: String,
    /// What rule is broken.
    pub codigo: String,
    /// For people.
    pub mensaje: String,
}

/// A row: what it says, and what of it cannot be read.
#[derive(Debug)]
pub(super) struct Fila {
    pub(super) numero: u64,
    pub(super) dice: Map<String, Value>,
    pub(super) errores: Vec<ErrorDeFila>,
}

impl Fila {
    fn falta(&mut self, campo: &str, codigo: &str, mensaje: &str) {
        let (campo, codigo, mensaje) = (campo.to_owned(), codigo.to_owned(), mensaje.to_owned());
        self.errores.push(ErrorDeFila { fila: self.numero, campo, codigo, mensaje });
    }
}

/// The rows of a file: JSON where it begins as a list, else CSV.
pub(super) fn filas(bytes: &[u8], forma: &FormaDeAlta) -> Result<Vec<Fila>, Rechazo> {
    if bytes.len() > BYTES_MAXIMOS {
        return Err(Rechazo::Grande(format!("{} MiB", BYTES_MAXIMOS / (1024 * 1024))));
    }
    let texto = de_archivo(bytes);
    let texto = texto.trim_start_matches('\u{feff}');
    let filas = if texto.trim_start().starts_with('[') { de_json(texto)? } else { de_csv(texto, forma)? };
    match filas.len() {
        0 => Err(Rechazo::Vacio),
        cuantas if cuantas > FILAS_MAXIMAS => Err(Rechazo::Grande(format!("{FILAS_MAXIMAS} filas"))),
        _ => Ok(filas),
    }
}

fn de_json(texto: &str) -> Result<Vec<Fila>, Rechazo> {
    let valores: Vec<Value> =
        serde_json::from_str(texto).map_err(|error| Rechazo::Json(error.line(), error.column()))?;
    let fila = |(valor, numero): (Value, u64)| {
        let Value::Object(dice) = valor else {
            let mut fila = Fila { numero, dice: Map::new(), errores: Vec::new() };
            fila.falta("", "VALOR_INVALIDO", "Debe ser un objeto con los campos del registro.");
            return fila;
        };
        Fila { numero, dice, errores: Vec::new() }
    };
    Ok(valores.into_iter().zip(1..).map(fila).collect())
}

fn de_csv(texto: &str, forma: &FormaDeAlta) -> Result<Vec<Fila>, Rechazo> {
    let mut lector = csv::ReaderBuilder::new().delimiter(separador(texto)).flexible(true).from_reader(texto.as_bytes());
    let cabecera = lector.headers().map_err(|error| Rechazo::Csv(error.to_string()))?;
    let columnas = columnas(cabecera, forma)?;
    let mut filas = Vec::new();
    for registro in lector.records() {
        let registro = registro.map_err(|error| Rechazo::Csv(error.to_string()))?;
        if registro.iter().all(|celda| celda.trim().is_empty()) {
            continue;
        }
        let numero = registro.position().map_or(0, csv::Position::line);
        filas.push(fila(numero, &registro, &columnas));
        // One more than may be is enough to refuse them.
        if filas.len() > FILAS_MAXIMAS {
            break;
        }
    }
    Ok(filas)
}

/// The columns with how their cells say a value; those that are not of the record are all named.
fn columnas(cabecera: &StringRecord, forma: &FormaDeAlta) -> Result<Vec<(String, EnCelda)>, Rechazo> {
    let (mut columnas, mut errores) = (Vec::new(), Vec::new());
    let mut vistas: HashSet<&str> = HashSet::new();
    for columna in cabecera.iter().map(str::trim) {
        let mut falta = |codigo: &str, mensaje: &str| {
            let (campo, codigo, mensaje) = (columna.to_owned(), codigo.to_owned(), mensaje.to_owned());
            errores.push(ErrorDeFila { fila: 1, campo, codigo, mensaje });
        };
        if !vistas.insert(columna) {
            falta("COLUMNA_REPETIDA", "La columna está repetida.");
        }
        match forma.celda(columna) {
            Some(celda) => columnas.push((columna.to_owned(), celda)),
            None => falta("COLUMNA_DESCONOCIDA", "No es un campo de estos registros."),
        }
    }
    if errores.is_empty() { Ok(columnas) } else { Err(Rechazo::Filas(errores)) }
}

/// A row of a CSV. An empty cell says nothing.
fn fila(numero: u64, celdas: &StringRecord, columnas: &[(String, EnCelda)]) -> Fila {
    let mut fila = Fila { numero, dice: Map::new(), errores: Vec::new() };
    if celdas.len() != columnas.len() {
        let mensaje = format!("Tiene {} celdas y la cabecera tiene {}.", celdas.len(), columnas.len());
        fila.falta("", "COLUMNAS", &mensaje);
        return fila;
    }
    for (celda, (columna, forma)) in celdas.iter().zip(columnas) {
        let celda = celda.trim();
        if celda.is_empty() {
            continue;
        }
        match valor(celda, *forma) {
            Ok(valor) => {
                fila.dice.insert(columna.clone(), valor);
            }
            Err(mensaje) => fila.falta(columna, "VALOR_INVALIDO", mensaje),
        }
    }
    fila
}

fn valor(celda: &str, forma: EnCelda) -> Result<Value, &'static str> {
    match forma {
        EnCelda::Texto => Ok(celda.into()),
        EnCelda::Entero => celda.parse::<i64>().map(Value::from).map_err(|_| "Debe ser un número entero."),
        EnCelda::SiONo => match celda.to_lowercase().as_str() {
            "si" | "sí" | "true" => Ok(true.into()),
            "no" | "false" => Ok(false.into()),
            _ => Err("Debe decir «si» o «no»."),
        },
        EnCelda::Lista => Ok(celda.split('|').map(|item| Value::from(item.trim())).collect()),
        EnCelda::Json => serde_json::from_str(celda).map_err(|_| "Debe ser JSON, como lo pide la mutación."),
    }
}
