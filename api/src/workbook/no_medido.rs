//! Numbers entered for puestos that are not measured: `dotacion_no_medida.csv`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use super::ejecutante::por_correlativo;
use super::informe::InformeHoja;
use super::mapeo::normalizar;
use super::{LibroError, Limites, filas::Motivo};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{Mapa, NoMedido};
use crate::domain::texto::{clave, de_archivo, limpio, separador};

const ARCHIVO: &str = "dotacion_no_medida.csv";
const COLUMNAS: [&str; 5] = ["numero_correlativo", "grupo", "nivel_organizacional", "posiciones", "sustento"];
const GRUPOS: [&str; 4] = ["FP", "DP", "CA", "CO"];
/// Rows read.
const MAX_FILAS: usize = 100_000;
/// More positions than this for one puesto is a typing error.
const MAX_POSICIONES: i32 = 100_000;

/// The file with its columns found.
struct Archivo {
    indices: [Option<usize>; 5],
    filas: Vec<(u32, StringRecord)>,
}

/// A row of the file, with its findings.
struct Fila<'f> {
    numero: u32,
    celdas: &'f StringRecord,
    indices: &'f [Option<usize>; 5],
    hallazgos: &'f mut Vec<Hallazgo>,
}

impl Fila<'_> {
    fn campo(&self, columna: usize) -> Option<String> {
        self.indices[columna].and_then(|i| self.celdas.get(i)).and_then(limpio)
    }

    fn anotar(&mut self, columna: usize, codigo: &'static str, mensaje: &str) {
        let celda = format!("{} {}", COLUMNAS[columna], self.numero);
        let hallazgo = Hallazgo::nuevo(codigo, mensaje).en(Some(ARCHIVO), Some(celda));
        self.hallazgos.push(match self.campo(columna) {
            Some(valor) => hallazgo.con(valor),
            None => hallazgo,
        });
    }

    /// The number entered; none when the row has no puesto or no whole number, or repeats a puesto.
    fn leer(&mut self, puestos: &HashMap<String, Vec<usize>>, vistos: &mut HashSet<usize>) -> Option<NoMedido> {
        let correlativo = self.campo(0).and_then(|c| normalizar(&c));
        let Some(puesto) = correlativo.and_then(|c| puestos.get(&c)).and_then(|p| p.first()).copied() else {
            self.anotar(0, "NO_MEDIDO_SIN_PUESTO", "El correlativo no está en el mapeo de puestos.");
            return None;
        };
        let Some(posiciones) = self.campo(3).and_then(|p| entero(&p)) else {
            self.anotar(3, "NO_MEDIDO_ILEGIBLE", "Las posiciones deben ser un número entero, cero o más.");
            return None;
        };
        if !vistos.insert(puesto) {
            self.anotar(0, "NO_MEDIDO_REPETIDO", "El puesto ya tiene una dotación ingresada; se deja la primera.");
            return None;
        }
        let dicho = self.campo(1).map(|g| g.to_uppercase());
        let grupo = dicho.clone().filter(|g| GRUPOS.contains(&g.as_str()));
        if dicho.is_some() && grupo.is_none() {
            self.anotar(1, "GRUPO_DESCONOCIDO", "El grupo no es FP, DP, CA ni CO; se deja sin valor.");
        }
        let nivel = self.campo(2).and_then(|n| normalizar(&n)).and_then(|n| n.parse().ok());
        let nivel_organizacional = nivel.filter(|n| (1..=9).contains(n));
        Some(NoMedido { puesto, grupo, nivel_organizacional, posiciones, sustento: self.campo(4) })
    }
}

/// The text of the file.
pub(super) fn texto<'b>(bytes: &'b [u8], limites: &Limites) -> Result<Cow<'b, str>, LibroError> {
    if bytes.len() > limites.bytes {
        let limite = format!("{} MiB", limites.bytes / (1024 * 1024));
        return Err(LibroError::DemasiadoGrande { que: format!("el archivo {ARCHIVO}"), limite });
    }
    Ok(de_archivo(bytes))
}

/// Reads the numbers entered into `mapa.no_medidos`. Columns by name, in any order; comma or semicolon.
pub fn leer_no_medidos(csv: &str, mapa: &mut Mapa) -> Result<(InformeHoja, Vec<Hallazgo>), LibroError> {
    let archivo = abrir(csv)?;
    let mut informe = InformeHoja::nuevo(ARCHIVO, "dotación no medida");
    informe.fila_de_titulos = Some(1);
    let mut hallazgos = Vec::new();
    let puestos = por_correlativo(&mapa.puestos);
    let mut vistos: HashSet<usize> = mapa.no_medidos.iter().map(|n| n.puesto).collect();
    for (numero, celdas) in &archivo.filas {
        let mut fila = Fila { numero: *numero, celdas, indices: &archivo.indices, hallazgos: &mut hallazgos };
        if (0..COLUMNAS.len()).all(|i| fila.campo(i).is_none()) {
            informe.omitir(Motivo::EnBlanco, *numero);
            continue;
        }
        informe.usar();
        mapa.no_medidos.extend(fila.leer(&puestos, &mut vistos));
    }
    Ok((informe, hallazgos))
}

/// A whole number of positions.
fn entero(texto: &str) -> Option<i32> {
    let cifras = texto.strip_suffix(".0").or_else(|| texto.strip_suffix(",0")).unwrap_or(texto);
    cifras.parse().ok().filter(|n| (0..=MAX_POSICIONES).contains(n))
}

fn abrir(texto: &str) -> Result<Archivo, LibroError> {
    let texto = texto.trim_start_matches('\u{feff}');
    let mut lector = csv::ReaderBuilder::new().delimiter(separador(texto)).flexible(true).from_reader(texto.as_bytes());
    let ilegible = |e: &csv::Error| LibroError::ilegible(format!("{ARCHIVO}: {e}"));
    let cabecera = lector.headers().map_err(|e| ilegible(&e))?.clone();
    let nombre = |t: &str| clave(t).replace([' ', '-'], "_");
    let indices = COLUMNAS.map(|columna| cabecera.iter().position(|t| nombre(t) == columna));
    for obligatoria in [0, 3] {
        if indices[obligatoria].is_none() {
            return Err(LibroError::SinColumna { archivo: ARCHIVO, columna: COLUMNAS[obligatoria] });
        }
    }
    let mut filas = Vec::new();
    for registro in lector.records() {
        let registro = registro.map_err(|e| ilegible(&e))?;
        if filas.len() >= MAX_FILAS {
            return Err(LibroError::DemasiadasFilas { hoja: ARCHIVO.to_owned(), limite: MAX_FILAS });
        }
        let fila = registro.position().and_then(|p| u32::try_from(p.line()).ok()).unwrap_or_default();
        filas.push((fila, registro));
    }
    Ok(Archivo { indices, filas })
}
