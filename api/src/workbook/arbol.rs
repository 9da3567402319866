//! The tree of processes, activities and tasks, made by the path of parents: codes need not agree with it.

use std::collections::HashMap;

use super::bloque::Etiqueta;
use crate::domain::columna::Columnas;
use crate::domain::modelo::{Actividad, Matriz, Proceso, Tarea, TipoMatriz, TipoProceso};
use crate::domain::texto::clave;

/// Under what a node stands: a process (or none), an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bajo {
    Raiz,
    Proceso(usize),
    ActividadDe(usize),
    TareaDe(usize),
}

/// A node by its parent, its level and what is said of it (search keys; blank when not said).
type Clave = (Bajo, i16, String, String);

/// A matrix being made.
pub(super) struct Arbol {
    pub(super) matriz: Matriz,
    nodos: HashMap<Clave, usize>,
}

impl Arbol {
    pub(super) fn nuevo(tipo: TipoMatriz, hoja: &str, columnas: Columnas) -> Self {
        let matriz = Matriz { hoja: Some(hoja.to_owned()), columnas, ..Matriz::vacia(tipo) };
        Self { matriz, nodos: HashMap::new() }
    }

    /// The process of that level under that parent, made when it is new. Same code and name: same process.
    pub(super) fn proceso(&mut self, padre: Option<usize>, nivel: i16, dicho: &Etiqueta, fila: u32) -> usize {
        let bajo = padre.map_or(Bajo::Raiz, Bajo::Proceso);
        let nuevo = self.matriz.procesos.len();
        let i = self.nodo(bajo, nivel, dicho, nuevo);
        if i == nuevo {
            let (codigo, nombre) = partes(dicho);
            self.matriz.procesos.push(Proceso { padre, nivel, codigo, nombre, tipo: None, fila: Some(fila) });
        }
        i
    }

    pub(super) fn actividad(&mut self, proceso: usize, dicho: &Etiqueta, fila: u32) -> usize {
        let nuevo = self.matriz.actividades.len();
        let i = self.nodo(Bajo::ActividadDe(proceso), 0, dicho, nuevo);
        if i == nuevo {
            let (codigo, nombre) = partes(dicho);
            self.matriz.actividades.push(Actividad { proceso, codigo, nombre, fila: Some(fila) });
        }
        i
    }

    pub(super) fn tarea(&mut self, actividad: usize, dicho: &Etiqueta, fila: u32) -> usize {
        let nuevo = self.matriz.tareas.len();
        let i = self.nodo(Bajo::TareaDe(actividad), 0, dicho, nuevo);
        if i == nuevo {
            let (codigo, nombre) = partes(dicho);
            self.matriz.tareas.push(Tarea { actividad, codigo, nombre, fila: Some(fila) });
        }
        i
    }

    /// Gives a macroproceso and what is below it its type, the first time; the one it has already otherwise.
    pub(super) fn con_tipo(&mut self, proceso: usize, tipo: TipoProceso) -> TipoProceso {
        match self.matriz.procesos.get_mut(proceso) {
            Some(p) => *p.tipo.get_or_insert(tipo),
            None => tipo,
        }
    }

    /// The node that was said so, or `nuevo`. Only a code, or only a name, is the last sibling that has it.
    fn nodo(&mut self, bajo: Bajo, nivel: i16, dicho: &Etiqueta, nuevo: usize) -> usize {
        let codigo = dicho.codigo.as_deref().map(clave).unwrap_or_default();
        let nombre = dicho.nombre.as_deref().map(clave).unwrap_or_default();
        let llave = (bajo, nivel, codigo.clone(), nombre.clone());
        if let Some(i) = self.nodos.get(&llave) {
            return *i;
        }
        self.nodos.insert(llave, nuevo);
        if !codigo.is_empty() && !nombre.is_empty() {
            self.nodos.insert((bajo, nivel, codigo, String::new()), nuevo);
            self.nodos.insert((bajo, nivel, String::new(), nombre), nuevo);
        }
        nuevo
    }
}

/// Code and name; a node without a name is called by its code.
fn partes(dicho: &Etiqueta) -> (Option<String>, String) {
    let nombre = dicho.nombre.clone().or_else(|| dicho.codigo.clone()).unwrap_or_default();
    (dicho.codigo.clone(), nombre)
}
