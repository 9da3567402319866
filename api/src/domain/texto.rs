//! Names as people type them, and the key under which they are searched and compared.

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
