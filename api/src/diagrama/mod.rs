//! Diagrams of the process map, as texts that other programs draw: Mermaid and BPMN 2.0 XML.
//!
//! Pure: what is drawn comes in, the text goes out. Names are written by whoever sent a workbook, so every writer
//! escapes them; none is ever taken as a part of the drawing.

mod bpmn;
mod lienzo;
mod mermaid;
mod xml;

use crate::domain::modelo::TipoProceso;
use crate::domain::{Error, texto};

pub use bpmn::bpmn;
pub use mermaid::{flujo as flujo_mermaid, mapa as mapa_mermaid};

/// Most nodes of a diagram: with more nobody reads it, and it is refused.
pub const NODOS_MAXIMOS: usize = 200;

/// A macroproceso on the map of level 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macroproceso {
    /// What it is for.
    pub tipo: Option<TipoProceso>,
    /// Its code, if it has one.
    pub codigo: Option<String>,
    /// Its name.
    pub nombre: String,
}

/// What a step of a flow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clase {
    /// A process below the one that is drawn; its own flow is another diagram.
    Subproceso,
    /// An activity, with its tasks inside if it has any.
    Actividad,
    /// A task.
    Tarea,
}

/// A step, before it has its lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasoDado {
    /// What it is.
    pub clase: Clase,
    /// Number of its row in the map, unique among the steps of its class.
    pub id: i64,
    /// Its code, if it has one.
    pub codigo: Option<String>,
    /// Its name.
    pub nombre: String,
    /// Activity that the task belongs to.
    pub actividad: Option<String>,
    /// Who executes it, in the order of the matrix; nobody, perhaps.
    pub ejecutores: Vec<String>,
}

/// A step of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paso {
    /// What it is.
    pub clase: Clase,
    /// Number of its row in the map.
    pub id: i64,
    /// Code and name.
    pub rotulo: String,
    /// Activity that the task belongs to.
    pub actividad: Option<String>,
    /// Its lane, in [`Flujo::carriles`].
    pub carril: usize,
}

/// A flow: one step after another, each in the lane of who executes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flujo {
    /// Code and name of the process.
    pub rotulo: String,
    /// Names of the lanes, in the order in which they first act.
    pub carriles: Vec<String>,
    /// The steps, in order.
    pub pasos: Vec<Paso>,
}

/// Lane of what nobody executes.
const SIN_EJECUTOR: &str = "Sin ejecutor";
/// Lane of the processes below.
const SUBPROCESOS: &str = "Subprocesos";

/// Label of what has a name without anything to show.
const SIN_NOMBRE: &str = "(sin nombre)";

impl Flujo {
    /// The flow of a process. A step of several executors is in a lane that names all of them.
    pub fn nuevo(codigo: Option<&str>, nombre: &str, dados: Vec<PasoDado>) -> Result<Self, Error> {
        comprobar(dados.len())?;
        let mut carriles: Vec<String> = Vec::new();
        let mut pasos = Vec::with_capacity(dados.len());
        for dado in dados {
            let nombre = nombre_de_carril(&dado);
            let carril = carriles.iter().position(|c| *c == nombre).unwrap_or_else(|| {
                carriles.push(nombre);
                carriles.len() - 1
            });
            let PasoDado { clase, id, codigo, nombre, actividad, ejecutores: _ } = dado;
            pasos.push(Paso { clase, id, rotulo: rotulo(codigo.as_deref(), &nombre), actividad, carril });
        }
        Ok(Self { rotulo: rotulo(codigo, nombre), carriles, pasos })
    }
}

/// Refuses a diagram of too many nodes.
pub fn comprobar(nodos: usize) -> Result<(), Error> {
    if nodos > NODOS_MAXIMOS { Err(Error::DiagramaDemasiadoGrande { maximo: NODOS_MAXIMOS }) } else { Ok(()) }
}

fn nombre_de_carril(paso: &PasoDado) -> String {
    match (paso.clase, paso.ejecutores.as_slice()) {
        (Clase::Subproceso, _) => SUBPROCESOS.to_owned(),
        (_, []) => SIN_EJECUTOR.to_owned(),
        (_, ejecutores) => ejecutores.join(" · "),
    }
}

/// Code and name in one line, without the characters that no drawing can show.
fn rotulo(codigo: Option<&str>, nombre: &str) -> String {
    let junto = codigo.map_or_else(|| nombre.to_owned(), |codigo| format!("{codigo} {nombre}"));
    let legible: String = junto.chars().map(|c| if se_muestra(c) { c } else { ' ' }).collect();
    texto::limpio(&legible).unwrap_or_else(|| SIN_NOMBRE.to_owned())
}

/// Whether a character has a place in a label: XML 1.0 refuses controls and the two non-characters, and the marks that
/// turn the direction of a text would hide what stands beside them.
fn se_muestra(c: char) -> bool {
    let da_vuelta = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !da_vuelta && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
