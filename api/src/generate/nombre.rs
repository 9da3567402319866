//! Names of processes, activities and tasks, composed from the vocabulary.

use super::azar::Azar;
use super::vocabulario::{Area, palabras};

/// A name under construction: words with one blank between them.
struct Frase(String);

impl Frase {
    fn nueva(primera: &str) -> Self {
        let mut texto = String::with_capacity(112);
        texto.push_str(primera);
        Self(texto)
    }

    fn con(mut self, palabra: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(palabra);
        self
    }

    /// Followed by a name with its article; «de el» and «a el» contract.
    fn unida(self, enlace: &str, nombre: &str) -> Self {
        let contrae = matches!(enlace.rsplit(' ').next(), Some("de" | "a"));
        match nombre.strip_prefix("el ") {
            Some(resto) if contrae => self.con(enlace).pegada("l").con(resto),
            _ => self.con(enlace).con(nombre),
        }
    }

    fn pegada(mut self, letras: &str) -> Self {
        self.0.push_str(letras);
        self
    }
}

/// A macroproceso of an area; later ones of the same area bear another name.
pub(super) fn macroproceso(azar: &mut Azar, area: &Area, veces: usize) -> String {
    match area.macroprocesos.get(veces) {
        Some(nombre) => (*nombre).to_owned(),
        None => proceso(azar, area, 1),
    }
}

/// A process under a macroproceso: «Evaluación del plan operativo institucional».
pub(super) fn proceso(azar: &mut Azar, area: &Area, nivel: i16) -> String {
    let palabras = palabras();
    let frase = Frase::nueva(azar.uno(&palabras.gestiones)).unida("de", azar.uno(&area.objetos));
    if nivel > 1 && azar.de_mil(550) { frase.con(azar.uno(&palabras.complementos)).0 } else { frase.0 }
}

/// An activity: «Revisión del informe técnico sobre las obras viales».
pub(super) fn actividad(azar: &mut Azar, area: &Area) -> String {
    let palabras = palabras();
    let frase = Frase::nueva(azar.uno(&palabras.acciones));
    let objeto = azar.uno(&area.objetos);
    let frase = if azar.de_mil(700) {
        let enlace = azar.uno(&palabras.enlaces);
        frase.unida("de", azar.uno(&palabras.documentos)).unida(enlace, objeto)
    } else {
        frase.unida("de", objeto)
    };
    if azar.de_mil(250) { frase.con(azar.uno(&palabras.complementos)).0 } else { frase.0 }
}

/// The task `orden` of `total` of an activity: its verb belongs to that stage of the work.
pub(super) fn tarea(azar: &mut Azar, area: &Area, orden: usize, total: usize) -> String {
    let palabras = palabras();
    let etapa = &palabras.etapas[orden * palabras.etapas.len() / total.max(1)];
    let verbo = azar.uno(etapa);
    let frase = Frase::nueva("").unida(verbo, azar.uno(&palabras.documentos));
    let enlace = azar.uno(&palabras.enlaces);
    let frase = frase.unida(enlace, azar.uno(&area.objetos));
    if azar.de_mil(300) { frase.con(azar.uno(&palabras.complementos)).0 } else { frase.0 }
}

/// «Ejecutar el plan de trabajo; Coordinar las cartas fianza.»
pub(super) fn funciones(azar: &mut Azar, area: &Area) -> String {
    let cuantas = azar.entre(&(1..=4));
    let una = |azar: &mut Azar| Frase::nueva(azar.uno(&palabras().funciones)).con(azar.uno(&area.objetos)).0;
    let todas: Vec<String> = (0..cuantas).map(|_| una(azar)).collect();
    format!("{}.", todas.join("; "))
}

/// Initials of the words that begin with a capital.
pub(super) fn sigla(nombre: &str) -> String {
    nombre.split_whitespace().filter_map(|palabra| palabra.chars().next()).filter(|c| c.is_uppercase()).collect()
}
