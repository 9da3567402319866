//! Files of the operator: one that cannot be read is refused as every file is, with its name, a code and a sentence.

use std::io::{Error, ErrorKind};
use std::path::Path;

/// A file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{archivo}: {codigo}: {motivo}")]
pub struct ArchivoError {
    archivo: String,
    codigo: &'static str,
    motivo: String,
}

impl ArchivoError {
    /// What the system said of a file, in our words.
    pub fn nuevo(archivo: &Path, causa: &Error) -> Self {
        let (codigo, motivo) = match causa.kind() {
            ErrorKind::NotFound => ("ARCHIVO_INEXISTENTE", "No existe."),
            ErrorKind::PermissionDenied => ("ARCHIVO_SIN_PERMISO", "No hay permiso para leerlo."),
            ErrorKind::IsADirectory => ("ARCHIVO_ES_CARPETA", "Es una carpeta y se esperaba un archivo."),
            ErrorKind::NotADirectory => ("ARCHIVO_INEXISTENTE", "Una parte de su ruta no es una carpeta."),
            ErrorKind::InvalidData => ("ARCHIVO_ILEGIBLE", "No es texto en UTF-8."),
            _ => ("ARCHIVO_ILEGIBLE", "No se puede leer"),
        };
        let sistema = causa.raw_os_error().map(|numero| format!(" (error {numero} del sistema)")).unwrap_or_default();
        let motivo = if motivo.ends_with('.') { motivo.to_owned() } else { format!("{motivo}{sistema}.") };
        Self { archivo: archivo.display().to_string(), codigo, motivo }
    }
}

/// The text of a file.
pub fn leer_texto(archivo: &Path) -> Result<String, ArchivoError> {
    std::fs::read_to_string(archivo).map_err(|causa| ArchivoError::nuevo(archivo, &causa))
}

/// The bytes of a file; of one with more than its reader accepts, as many as it needs to refuse it.
pub fn leer_bytes(archivo: &Path, maximo: usize) -> Result<Vec<u8>, ArchivoError> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let leido =
        std::fs::File::open(archivo).and_then(|abierto| abierto.take(maximo as u64 + 1).read_to_end(&mut bytes));
    leido.map(|_| bytes).map_err(|causa| ArchivoError::nuevo(archivo, &causa))
}
