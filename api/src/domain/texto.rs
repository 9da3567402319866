//! Names as people type them, and the key under which they are searched and compared.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The search key of a name: no accents, lower case, single blanks. The original is always kept beside it.
///
/// ```
/// use quipu::domain::texto::clave;
/// assert_eq!(clave("  Gestión  de la\nIMPLEMENTACIÓN "), "gestion de la implementacion");
/// assert_eq!(clave("Ñuñoa"), "nunoa");
/// ```
pub fn clave(texto: &str) -> String {
    let mut clave = String::with_capacity(texto.len());
    for palabra in texto.split_whitespace() {
        if !clave.is_empty() {
            clave.push(' ');
        }
        if palabra.is_ascii() {
            clave.extend(palabra.chars().map(|c| c.to_ascii_lowercase()));
            continue;
        }
        clave.extend(palabra.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
    clave
}

/// A cell's text with single blanks and no blanks around; `None` when nothing is left.
pub fn limpio(texto: &str) -> Option<String> {
    let palabras: Vec<&str> = texto.split_whitespace().collect();
    (!palabras.is_empty()).then(|| palabras.join(" "))
}

/// The text of a file. Excel saves «CSV» in the code page of the machine: what is not UTF-8 is read as Latin-1.
///
/// ```
/// use quipu::domain::texto::de_archivo;
/// assert_eq!(de_archivo("año".as_bytes()), de_archivo(b"a\xf1o"));
/// ```
pub fn de_archivo(bytes: &[u8]) -> Cow<'_, str> {
    let utf8 = std::str::from_utf8(bytes).map(Cow::Borrowed);
    utf8.unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect())
}

/// What stands between the cells of a CSV file, by its first line: a comma, or the semicolon of a Spanish Excel.
pub fn separador(csv: &str) -> u8 {
    let titulos = csv.lines().next().unwrap_or_default();
    if titulos.matches(';').count() > titulos.matches(',').count() { b';' } else { b',' }
}
