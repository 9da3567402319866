//! Changes of a draft: of one matrix, its nodes and rows known by their ids and siblings in order; and of its organisation.
//!
//! Pure. Each change says all that is wrong with it in a [`Validacion`]; with a fault the matrix is to be thrown away. What
//! follows from a change (places, figures, findings) is computed afterwards from the whole matrix, as for a new one.

mod organizacion;
mod unidad;
mod puesto;
mod nodo;
mod rama;
mod fila;
mod ejecucion;

use std::collections::HashMap;

use super::modelo::{Actividad, Ejecucion, Matriz, Proceso, Tarea, TipoMatriz, TipoProceso};
use super::registro::Validacion;

pub use ejecucion::{Cambio, CambiosDeEjecucion, Organizacion};
pub use organizacion::{OrganizacionEditable, Reordenada};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clase {
    /// A process of any level.
    Proceso,
    /// An activity.
    Actividad,
    /// A task.
    Tarea,
}

/// A process, an activity or a task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nodo {
    /// Its id.
    pub id: i64,
    /// The process above a process (none for a macroproceso) or an activity; the activity of a task.
    pub padre: Option<i64>,
    /// Level of a process.
    pub nivel: i16,
    /// Type of a process.
    pub tipo: Option<TipoProceso>,
    /// Code.
    pub codigo: Option<String>,
    /// Name.
    pub nombre: String,
    /// Row of the workbook that it was read from.
    pub fila: Option<u32>,
}

/// An execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fila {
    /// Its id.
    pub id: i64,
    /// Its activity.
    pub actividad: i64,
    /// Its task.
    pub tarea: Option<i64>,
    /// Who, how often, how long. Its own activity and task are not used; unit and puesto are positions in the map.
    pub dato: Ejecucion,
}

/// A matrix that can be changed.
#[derive(Debug, Clone)]
pub struct MatrizEditable {
    /// Actual or ajustada.
    pub tipo: TipoMatriz,
    /// Sheet that it was read from.
    pub hoja: Option<String>,
    /// Processes: those of one parent in order.
    pub procesos: Vec<Nodo>,
    /// Activities, so too.
    pub actividades: Vec<Nodo>,
    /// Tasks, so too.
    pub tareas: Vec<Nodo>,
    /// Executions, in the order of the matrix.
    pub ejecuciones: Vec<Fila>,
}

/// The same matrix in reading order, as the rest of the program knows it, and the ids of its vectors.
#[derive(Debug, Clone)]
pub struct Ordenada {
    /// Processes, activities and tasks in reading order.
    pub matriz: Matriz,
    /// Ids of the processes.
    pub procesos: Vec<i64>,
    /// Ids of the activities.
    pub actividades: Vec<i64>,
    /// Ids of the tasks.
    pub tareas: Vec<i64>,
    /// Ids of the executions.
    pub ejecuciones: Vec<i64>,
}

impl Ordenada {
    /// The same, with units and puestos where they stand now.
    #[must_use]
    pub fn en(mut self, organizacion: &Reordenada) -> Self {
        for ejecucion in &mut self.matriz.ejecuciones {
            ejecucion.unidad = organizacion.unidad(ejecucion.unidad);
            ejecucion.puesto = organizacion.puesto(ejecucion.puesto);
        }
        self
    }
}

impl Nodo {
    fn proceso(&self, padre: Option<usize>) -> Proceso {
        Proceso {
            padre,
            nivel: self.nivel,
            codigo: self.codigo.clone(),
            nombre: self.nombre.clone(),
            tipo: self.tipo,
            fila: self.fila,
        }
    }

    fn actividad(&self, proceso: Option<usize>) -> Actividad {
        let proceso = proceso.unwrap_or_default();
        Actividad { proceso, codigo: self.codigo.clone(), nombre: self.nombre.clone(), fila: self.fila }
    }

    fn tarea(&self, actividad: Option<usize>) -> Tarea {
        let actividad = actividad.unwrap_or_default();
        Tarea { actividad, codigo: self.codigo.clone(), nombre: self.nombre.clone(), fila: self.fila }
    }
}

/// Children of each parent, in order.
fn por_padre(nodos: &[Nodo]) -> HashMap<Option<i64>, Vec<&Nodo>> {
    let mut grupos: HashMap<Option<i64>, Vec<&Nodo>> = HashMap::new();
    for nodo in nodos {
        grupos.entry(nodo.padre).or_default().push(nodo);
    }
    grupos
}

/// The nodes that hang from these parents, parent by parent.
fn bajo<'n>(padres: &[i64], nodos: &'n [Nodo]) -> Vec<&'n Nodo> {
    let mut grupos = por_padre(nodos);
    padres.iter().flat_map(|padre| grupos.remove(&Some(*padre)).unwrap_or_default()).collect()
}

fn lugares(ids: &[i64]) -> HashMap<i64, usize> {
    ids.iter().enumerate().map(|(i, id)| (*id, i)).collect()
}

impl MatrizEditable {
    /// A matrix without rows.
    pub const fn vacia(tipo: TipoMatriz) -> Self {
        Self {
            tipo,
            hoja: None,
            procesos: Vec::new(),
            actividades: Vec::new(),
            tareas: Vec::new(),
            ejecuciones: Vec::new(),
        }
    }

    /// Processes in reading order.
    fn procesos_en_orden(&self) -> Vec<&Nodo> {
        let hijos = por_padre(&self.procesos);
        let mut pendientes: Vec<&Nodo> = hijos.get(&None).into_iter().flatten().rev().copied().collect();
        let mut procesos: Vec<&Nodo> = Vec::with_capacity(self.procesos.len());
        while let Some(proceso) = pendientes.pop() {
            procesos.push(proceso);
            pendientes.extend(hijos.get(&Some(proceso.id)).into_iter().flatten().rev().copied());
        }
        procesos
    }

    /// The same in reading order.
    pub fn en_orden(&self) -> Ordenada {
        let ids = |nodos: &[&Nodo]| nodos.iter().map(|nodo| nodo.id).collect::<Vec<i64>>();
        let procesos = self.procesos_en_orden();
        let de_procesos = ids(&procesos);
        let actividades = bajo(&de_procesos, &self.actividades);
        let de_actividades = ids(&actividades);
        let tareas = bajo(&de_actividades, &self.tareas);
        let de_tareas = ids(&tareas);
        let (en_p, en_a, en_t) = (lugares(&de_procesos), lugares(&de_actividades), lugares(&de_tareas));
        let lugar = |en: &HashMap<i64, usize>, id: Option<i64>| id.and_then(|id| en.get(&id).copied());
        let ejecucion = |f: &Fila| Ejecucion {
            actividad: lugar(&en_a, Some(f.actividad)).unwrap_or_default(),
            tarea: lugar(&en_t, f.tarea),
            ..f.dato.clone()
        };
        let matriz = Matriz {
            hoja: self.hoja.clone(),
            procesos: procesos.iter().map(|n| n.proceso(lugar(&en_p, n.padre))).collect(),
            actividades: actividades.iter().map(|n| n.actividad(lugar(&en_p, n.padre))).collect(),
            tareas: tareas.iter().map(|n| n.tarea(lugar(&en_a, n.padre))).collect(),
            ejecuciones: self.ejecuciones.iter().map(ejecucion).collect(),
            ..Matriz::vacia(self.tipo)
        };
        let ejecuciones = self.ejecuciones.iter().map(|f| f.id).collect();
        Ordenada { matriz, procesos: de_procesos, actividades: de_actividades, tareas: de_tareas, ejecuciones }
    }

    /// Nodes of a class.
    pub fn nodos(&self, clase: Clase) -> &[Nodo] {
        match clase {
            Clase::Proceso => &self.procesos,
            Clase::Actividad => &self.actividades,
            Clase::Tarea => &self.tareas,
        }
    }

    fn nodos_mut(&mut self, clase: Clase) -> &mut Vec<Nodo> {
        match clase {
            Clase::Proceso => &mut self.procesos,
            Clase::Actividad => &mut self.actividades,
            Clase::Tarea => &mut self.tareas,
        }
    }

    /// The node of that id.
    pub fn nodo(&self, clase: Clase, id: i64) -> Option<&Nodo> {
        self.nodos(clase).iter().find(|nodo| nodo.id == id)
    }
}

/// A place among so many siblings, counted from 0; a fault when there is no such place. The last one when not said.
fn posicion(v: &mut Validacion, dicha: Option<i32>, hermanos: usize) -> usize {
    let Some(dicha) = dicha else { return hermanos };
    match usize::try_from(dicha) {
        Ok(posicion @ 1..) if posicion <= hermanos + 1 => posicion - 1,
        _ => {
            v.falta("posicion", "FUERA_DE_RANGO", format!("La posición va de 1 a {}.", hermanos + 1));
            hermanos
        }
    }
}
