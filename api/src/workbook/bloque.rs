//! Cells filled only on the first row of a block.
//!
//! The columns of a hierarchy are read from left (above) to right (below). For each row and each column:
//!
//! - a value typed in the row is the value; when it differs from the one before, everything below it starts anew;
//! - a merged cell gives its value to all its rows, and to no row after its last;
//! - a blank keeps the value of the row above when nothing was typed further left in this row;
//! - a blank after a typed value that *changed* is a skipped level;
//! - a blank after a typed value that is the same again keeps the value above only when this column is never typed
//!   twice in a row in the sheet (its author writes first rows only) and the codes further right do not deny it, or
//!   when what is typed next to the right is the same again too, or has a code that begins with the one kept.
//!
//! Times, frequencies and findings are never filled. Who does it is filled only from a merged cell, or on a row that
//! goes on with the task of the row above (`matriz::Ejecutantes`).

use super::registro::Dado;
use crate::domain::texto::clave;

/// Code and name in one position of the hierarchy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Etiqueta {
    pub(super) codigo: Option<String>,
    pub(super) nombre: Option<String>,
}

impl Etiqueta {
    /// The same node, as far as both say.
    fn es(&self, otra: &Self) -> bool {
        let iguales = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => clave(a) == clave(b),
            _ => true,
        };
        let comparten =
            (self.codigo.is_some() && otra.codigo.is_some()) || (self.nombre.is_some() && otra.nombre.is_some());
        comparten && iguales(&self.codigo, &otra.codigo) && iguales(&self.nombre, &otra.nombre)
    }
}

/// One position of the hierarchy.
#[derive(Debug, Clone, Default)]
struct Nivel {
    valor: Option<Etiqueta>,
    /// The value lives up to this row.
    hasta: Option<u32>,
    /// A blank after the same value typed again keeps this one.
    hereda: bool,
}

/// What holds at the row being read.
#[derive(Debug, Clone)]
pub(super) struct Bloque {
    niveles: Vec<Nivel>,
}

/// What a row brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Avance {
    /// Some value was taken from the rows above.
    pub(super) completada: bool,
}

impl Bloque {
    /// `heredan` says, for each position, whether a blank after the same value typed again keeps the one above.
    pub(super) fn nuevo(heredan: impl IntoIterator<Item = bool>) -> Self {
        let niveles = heredan.into_iter().map(|hereda| Nivel { hereda, ..Nivel::default() }).collect();
        Self { niveles }
    }

    pub(super) fn valor(&self, i: usize) -> Option<&Etiqueta> {
        self.niveles.get(i).and_then(|n| n.valor.as_ref())
    }

    /// Takes the values of a row, one for each position.
    pub(super) fn avanzar(&mut self, fila: u32, dados: &[Option<Dado<Etiqueta>>]) -> Avance {
        let mut avance = Avance::default();
        let (mut cambio, mut tecleado) = (false, false);
        for i in 0..self.niveles.len() {
            if let Some(dado) = dados.get(i).and_then(Option::as_ref) {
                cambio |= self.poner(i, dado);
                tecleado |= dado.propio;
                continue;
            }
            let vencida = self.niveles.get(i).is_some_and(|n| n.hasta.is_some_and(|h| h < fila));
            let hereda = self.niveles.get(i).is_some_and(|n| n.hereda);
            let desmentida = tecleado && !self.confirman(i, dados) && (!hereda || self.desmienten(i, dados));
            if let Some(nivel) = self.niveles.get_mut(i) {
                if cambio || vencida || desmentida {
                    *nivel = Nivel { hereda: nivel.hereda, ..Nivel::default() };
                } else {
                    avance.completada |= nivel.valor.is_some();
                }
            }
        }
        avance
    }

    /// Whether the value changed.
    fn poner(&mut self, i: usize, dado: &Dado<Etiqueta>) -> bool {
        let Some(nivel) = self.niveles.get_mut(i) else {
            return false;
        };
        nivel.hasta = dado.hasta;
        if let Some(anterior) = &mut nivel.valor
            && anterior.es(&dado.valor)
        {
            if anterior.codigo.is_none() {
                anterior.codigo.clone_from(&dado.valor.codigo);
            }
            if anterior.nombre.is_none() {
                anterior.nombre.clone_from(&dado.valor.nombre);
            }
            return false;
        }
        nivel.valor = Some(dado.valor.clone());
        true
    }

    /// Whether what is typed next to the right is the same as in the row above, or has a code that begins with the
    /// one that `i` would keep: then it hangs from there, whatever the habit of the sheet.
    fn confirman(&self, i: usize, dados: &[Option<Dado<Etiqueta>>]) -> bool {
        let Some((j, debajo)) = dados.iter().enumerate().skip(i + 1).find_map(|(j, d)| Some((j, d.as_ref()?))) else {
            return false;
        };
        let propio = self.valor(i).and_then(|e| e.codigo.as_deref());
        let resto = propio.and_then(|propio| debajo.valor.codigo.as_deref()?.strip_prefix(propio));
        self.valor(j).is_some_and(|anterior| anterior.es(&debajo.valor))
            || resto.is_some_and(|r| r.starts_with(['.', '-', '/', '_']))
    }

    /// Whether a code typed further right belongs to the level above `i` and not to the value that `i` would keep.
    fn desmienten(&self, i: usize, dados: &[Option<Dado<Etiqueta>>]) -> bool {
        let codigo_de = |i: usize| self.valor(i).and_then(|e| e.codigo.as_deref());
        let propio = codigo_de(i);
        let arriba = (0..i).rev().find_map(codigo_de);
        let debajo = dados.iter().skip(i + 1).flatten().find_map(|d| d.valor.codigo.as_deref());
        match (propio, arriba, debajo) {
            (Some(propio), Some(arriba), Some(debajo)) => debajo.starts_with(arriba) && !debajo.starts_with(propio),
            _ => false,
        }
    }
}

/// Splits «M.01 Gestión» into code and name; a text that does not begin with a code is a name.
///
/// A code has a digit, and either a point or hyphen inside, or a letter before the digit, or a mark after it.
pub(super) fn separar(texto: &str) -> Etiqueta {
    let (primera, resto) = texto.split_once(' ').unwrap_or((texto, ""));
    let codigo = primera.trim_end_matches(['.', ':', ')', '-', '–']);
    let marcado = codigo.len() < primera.len() || resto.starts_with("- ") || resto.starts_with("– ");
    let cifras = codigo.bytes().any(|b| b.is_ascii_digit());
    let letras = codigo.chars().take_while(|c| c.is_alphabetic()).count();
    let admitido = codigo.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'));
    let parece = cifras && admitido && letras <= 4 && codigo.len() <= 40;
    let con_forma = codigo.contains(['.', '-']) || letras > 0 || marcado;
    if !parece || !con_forma {
        return Etiqueta { codigo: None, nombre: Some(texto.to_owned()) };
    }
    let nombre = resto.trim_start_matches(['-', '–', '—', ':', ' ']).trim();
    Etiqueta { codigo: Some(codigo.to_owned()), nombre: (!nombre.is_empty()).then(|| nombre.to_owned()) }
}
