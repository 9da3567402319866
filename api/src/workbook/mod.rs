//! Reads the official workbook, however it was filled: `quipu import` without its database half.
//!
//! A workbook passes through these doors, each a file:
//!
//! 1. `paquete`: the zip is measured while it is unpacked; bombs, passwords and other formats stop here.
//! 2. `hoja`: the cells of one sheet, as a stream, within limits.
//! 3. `pestana`, `palabra`, `titulo`, `eleccion`, `columnas`, `cabecera`: which tab is which, where its titles are, what each column means;
//!    `personal`: the columns about persons, dropped before anything else looks at them.
//! 4. `filas`, `pie`: which rows are data. `registro`, `numero`, `duracion`: values of a row, with a finding for each one lost.
//! 5. `bloque`: cells filled only on the first row of a block. `banda`: processes named by a row across the table.
//! 6. `mapeo`, `unidades`, `matriz` (`codigo`, `arbol`, `ejecutante`, `clasificacion`, `tiempos`, `frecuencia`; `parte`): the map.
//! 7. `informe`, `sobrante`, `texto`: what was done with every row. [`crate::domain::revision`] then looks at the whole.
//!
//! Nothing here touches a database, and a refused workbook leaves nothing behind.

mod error;
mod paquete;
mod hoja;
mod pestana;
mod palabra;
mod titulo;
mod personal;
mod eleccion;
mod columnas;
mod cabecera;
mod filas;
mod pie;
mod registro;
mod numero;
mod duracion;
mod bloque;
mod banda;
mod unidades;
mod mapeo;
mod matriz;
mod codigo;
mod arbol;
mod parte;
mod ejecutante;
mod clasificacion;
mod tiempos;
mod frecuencia;
mod informe;
mod sobrante;
mod texto;
mod libro;
mod no_medido;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::catalogo::Catalogo;
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::Mapa;

pub use cabecera::TituloDeColumna;
pub use error::LibroError;
pub use informe::{ConteoHallazgo, Informe, InformeHoja, Omision, Totales, TotalesDeMatriz};
pub use no_medido::leer_no_medidos;

/// How much a workbook may ask for. The defaults hold a ministry's workbook three times over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limites {
    /// Bytes of the file as sent. 25 MiB.
    pub bytes: usize,
    /// Bytes of its XML when unpacked, all parts together. 128 MiB.
    pub bytes_descomprimidos: usize,
    /// How many times larger than its packed size a part may grow, beyond its first 16 MiB. 200.
    pub razon_de_compresion: u64,
    /// Parts inside the file. 10,000.
    pub partes: usize,
    /// Rows with data in one sheet. Blank rows do not count. 200,000.
    pub filas_por_hoja: usize,
    /// Cells read in the whole workbook, blank ones with format included. 5,000,000.
    pub celdas: usize,
    /// Bytes of text in cells, each repetition counted. 256 MiB.
    pub texto: usize,
    /// Findings kept. 100,000.
    pub hallazgos: usize,
}

impl Default for Limites {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self {
            bytes: 25 * MIB,
            bytes_descomprimidos: 128 * MIB,
            razon_de_compresion: 200,
            partes: 10_000,
            filas_por_hoja: 200_000,
            celdas: 5_000_000,
            texto: 256 * MIB,
            hallazgos: 100_000,
        }
    }
}

/// A workbook read.
#[derive(Debug, Clone, Default)]
pub struct Lectura {
    /// What it says.
    pub mapa: Mapa,
    /// What was done with its sheets, columns and rows.
    pub informe: Informe,
    /// What does not fit, cell by cell.
    pub hallazgos: Vec<Hallazgo>,
}

/// Reads a workbook.
///
/// A workbook with any of the three tabs is read; what does not fit is a finding. Only a file that is no workbook, is
/// larger than `limites` or has none of the tabs is refused.
pub fn leer(bytes: Vec<u8>, catalogo: &Catalogo, limites: &Limites) -> Result<Lectura, LibroError> {
    leer_con(bytes, None, catalogo, limites)
}

/// Reads a workbook with the file of numbers entered for puestos that are not measured (see [`leer_no_medidos`]).
pub fn leer_con(
    bytes: Vec<u8>,
    no_medidos: Option<&[u8]>,
    catalogo: &Catalogo,
    limites: &Limites,
) -> Result<Lectura, LibroError> {
    let csv = no_medidos.map(|csv| no_medido::texto(csv, limites)).transpose()?;
    let copia = paquete::reempacar(&bytes, limites)?;
    drop(bytes);
    // The XML reader overflows on some malicious cell references, and a panic must not take the server down.
    catch_unwind(AssertUnwindSafe(|| libro::leer(copia, csv.as_deref(), catalogo, limites)))
        .unwrap_or_else(|_| Err(LibroError::ilegible("contiene referencias de celda imposibles")))
}
