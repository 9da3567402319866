//! The zip around a workbook: recognised, measured while it is really unpacked, and packed again without what is
//! not needed. The XML reader only ever sees the copy made here, so no declared size and no second reading of the
//! same zip can surprise it.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{LibroError, Limites};

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const ZIP: &[u8] = b"PK";
const ENTRADA: &[u8] = b"PK\x01\x02";
/// Parts of a workbook that hold no cell: they are not unpacked at all.
const SIN_CELDAS: [&str; 9] = [
    "pivotcache",
    "pivottables",
    "calcchain",
    "drawings",
    "comments",
    "externallinks",
    "customxml",
    "printersettings",
    "theme/",
];
/// Up to here a high compression ratio is not suspicious.
const HOLGURA: u64 = 16 * 1024 * 1024;
/// Elements of `styles.xml`: each becomes a style in memory. Excel itself stops at 64,000 formats.
const MAX_ESTILOS: usize = 600_000;

/// Where a definition of entities can stand: before the first element. (The XML reader expands none, wherever it is.)
const PROLOGO: usize = 64 * 1024;

/// The same workbook, stored without compression and with its XML parts only.
pub(super) fn reempacar(bytes: &[u8], limites: &Limites) -> Result<Vec<u8>, LibroError> {
    reconocer(bytes, limites)?;
    let mut origen = ZipArchive::new(Cursor::new(bytes)).map_err(|e| match e {
        ZipError::InvalidArchive(_) => LibroError::Truncado,
        otro => zip_ilegible(&otro),
    })?;
    otro_formato(&origen)?;
    let mut destino = ZipWriter::new(Cursor::new(Vec::new()));
    let opciones = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut contado = 0;
    for i in 0..origen.len() {
        let parte = origen.by_index(i).map_err(|e| zip_ilegible(&e))?;
        let nombre = parte.name().to_owned();
        if !tiene_celdas(&nombre) {
            continue;
        }
        let comprimido = parte.compressed_size();
        let contenido = desinflar(parte, &nombre, comprimido, &mut contado, limites)?;
        revisar_xml(&nombre, &contenido)?;
        destino.start_file(nombre, opciones).map_err(|e| zip_ilegible(&e))?;
        destino.write_all(&contenido).map_err(|e| LibroError::ilegible(e.to_string()))?;
    }
    destino.finish().map(Cursor::into_inner).map_err(|e| zip_ilegible(&e))
}

/// Refuses by its first bytes what is not a zip.
fn reconocer(bytes: &[u8], limites: &Limites) -> Result<(), LibroError> {
    if bytes.len() > limites.bytes {
        return Err(demasiado_grande("el archivo", limites.bytes as u64));
    }
    if bytes.is_empty() {
        return Err(LibroError::ilegible("está vacío"));
    }
    if bytes.starts_with(OLE) {
        let cifrado: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let protegido = bytes.windows(cifrado.len()).any(|v| v == cifrado.as_slice());
        return Err(if protegido {
            LibroError::Protegido
        } else {
            LibroError::OtroFormato { formato: "un libro antiguo (.xls)" }
        });
    }
    if !bytes.starts_with(ZIP) {
        let es_texto = bytes.iter().take(512).all(|b| *b >= 0x20 || matches!(b, b'\t' | b'\n' | b'\r'));
        return Err(if es_texto {
            LibroError::OtroFormato { formato: "un archivo de texto (.csv u otro)" }
        } else {
            LibroError::ilegible("su contenido no es el de un libro")
        });
    }
    let entradas = bytes.windows(ENTRADA.len()).filter(|v| *v == ENTRADA).count();
    if entradas > limites.partes {
        return Err(LibroError::DemasiadoGrande {
            que: "el número de partes del archivo".to_owned(),
            limite: limites.partes.to_string(),
        });
    }
    Ok(())
}

fn otro_formato(zip: &ZipArchive<Cursor<&[u8]>>) -> Result<(), LibroError> {
    let hay = |nombre: &str| zip.file_names().any(|n| n.trim_start_matches('/').eq_ignore_ascii_case(nombre));
    if hay("xl/workbook.bin") {
        return Err(LibroError::OtroFormato { formato: "un libro binario (.xlsb)" });
    }
    if hay("content.xml") {
        return Err(LibroError::OtroFormato { formato: "un libro de LibreOffice (.ods)" });
    }
    if hay("word/document.xml") || hay("ppt/presentation.xml") {
        return Err(LibroError::OtroFormato { formato: "otro documento de Office" });
    }
    Ok(())
}

fn tiene_celdas(nombre: &str) -> bool {
    let nombre = nombre.to_lowercase().replace('\\', "/");
    let es_xml = nombre.rsplit_once('.').is_some_and(|(_, final_)| matches!(final_, "xml" | "rels"));
    es_xml && !SIN_CELDAS.iter().any(|parte| nombre.contains(parte))
}

/// Unpacks one part, counting every byte that comes out: what the zip declares is not believed.
fn desinflar(
    parte: impl Read,
    nombre: &str,
    comprimido: u64,
    contado: &mut u64,
    limites: &Limites,
) -> Result<Vec<u8>, LibroError> {
    let maximo = limites.bytes_descomprimidos as u64;
    let por_razon = HOLGURA.max(comprimido.saturating_mul(limites.razon_de_compresion));
    let queda = maximo.saturating_sub(*contado).min(por_razon);
    let mut contenido = Vec::new();
    let leidos = parte
        .take(queda + 1)
        .read_to_end(&mut contenido)
        .map_err(|e| LibroError::ilegible(format!("la parte «{nombre}» está dañada ({e})")))? as u64;
    if leidos > queda {
        return Err(demasiado_grande(&format!("lo que se desempaqueta de «{nombre}»"), queda.min(maximo)));
    }
    *contado += leidos;
    Ok(contenido)
}

/// Refuses XML that could cost more memory than its own size: entities, false counts, mountains of styles.
fn revisar_xml(nombre: &str, contenido: &[u8]) -> Result<(), LibroError> {
    let prologo = contenido.get(..PROLOGO).unwrap_or(contenido);
    if contiene(prologo, b"<!DOCTYPE") || contiene(prologo, b"<!ENTITY") {
        return Err(LibroError::ilegible(format!("la parte «{nombre}» define entidades XML, que un libro no usa")));
    }
    let nombre = nombre.to_lowercase();
    if nombre.ends_with("styles.xml") && contenido.split(|b| *b == b'<').nth(MAX_ESTILOS).is_some() {
        return Err(LibroError::ilegible("tiene demasiados formatos de celda"));
    }
    if nombre.ends_with("sharedstrings.xml") && !cuentas_creibles(contenido) {
        return Err(LibroError::ilegible("declara más textos de los que caben en él"));
    }
    Ok(())
}

fn contiene(contenido: &[u8], aguja: &[u8]) -> bool {
    contenido.windows(aguja.len()).any(|v| v == aguja)
}

/// The XML reader reserves room for `uniqueCount` texts at once: no more than there are bytes.
fn cuentas_creibles(contenido: &[u8]) -> bool {
    const CUENTA: &[u8] = b"uniqueCount";
    let mut desde = 0;
    while let Some(i) = contenido.get(desde..).and_then(|resto| resto.windows(CUENTA.len()).position(|v| v == CUENTA)) {
        desde += i + CUENTA.len();
        let cifras: String = contenido
            .iter()
            .skip(desde)
            .map(|b| char::from(*b))
            .skip_while(|c| c.is_whitespace() || matches!(c, '=' | '"' | '\'' | '+'))
            .take_while(char::is_ascii_digit)
            .take(21)
            .collect();
        if !cifras.is_empty() && cifras.parse::<usize>().map_or(true, |n| n > contenido.len()) {
            return false;
        }
    }
    true
}

fn demasiado_grande(que: &str, limite: u64) -> LibroError {
    LibroError::DemasiadoGrande { que: que.to_owned(), limite: format!("{} MiB", limite / (1024 * 1024)) }
}

fn zip_ilegible(error: &ZipError) -> LibroError {
    match error {
        ZipError::UnsupportedArchive(motivo) if *motivo == ZipError::PASSWORD_REQUIRED => LibroError::Protegido,
        otro => LibroError::ilegible(format!("su empaquetado está dañado ({otro})")),
    }
}
