//! Reading order: one numbering through processes, activities and tasks of a matrix (and one through units).
//!
//! A node's subtree is what stands between its `orden` and its `fin`, so that a whole tree is one range of an index.
//! Under a process its own activities come first, then its subprocesses.

use super::modelo::{Matriz, Unidad};

/// Place of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lugar {
    /// Position in reading order, from 1.
    pub orden: i32,
    /// Position of the last node below it, or its own.
    pub fin: i32,
    /// Steps from the root, which has 0.
    pub profundidad: i16,
}

/// Places of all nodes of a matrix, by their position in its vectors.
#[derive(Debug, Clone, Default)]
pub struct Lugares {
    /// Of the processes.
    pub procesos: Vec<Lugar>,
    /// Of the activities.
    pub actividades: Vec<Lugar>,
    /// Of the tasks.
    pub tareas: Vec<Lugar>,
}

/// Children of each node, in order of appearance.
struct Hijos {
    procesos: Vec<Vec<usize>>,
    actividades: Vec<Vec<usize>>,
    tareas: Vec<Vec<usize>>,
}

/// A node being visited, or left.
enum Paso {
    Entrar(usize, i16),
    Salir(usize),
}

/// Numbers the nodes of a matrix.
pub fn de_matriz(matriz: &Matriz) -> Lugares {
    let hijos = Hijos {
        procesos: agrupar(matriz.procesos.len(), matriz.procesos.iter().map(|p| p.padre)),
        actividades: agrupar(matriz.procesos.len(), matriz.actividades.iter().map(|a| Some(a.proceso))),
        tareas: agrupar(matriz.actividades.len(), matriz.tareas.iter().map(|t| Some(t.actividad))),
    };
    let mut lugares = Lugares {
        procesos: vec![Lugar::default(); matriz.procesos.len()],
        actividades: vec![Lugar::default(); matriz.actividades.len()],
        tareas: vec![Lugar::default(); matriz.tareas.len()],
    };
    let mut siguiente = 0;
    let raices = (0..matriz.procesos.len()).rev().filter(|i| matriz.procesos[*i].padre.is_none());
    let mut pila: Vec<Paso> = raices.map(|i| Paso::Entrar(i, 0)).collect();
    while let Some(paso) = pila.pop() {
        match paso {
            Paso::Salir(i) => lugares.procesos[i].fin = siguiente,
            Paso::Entrar(i, profundidad) => {
                siguiente += 1;
                lugares.procesos[i] = Lugar { orden: siguiente, fin: siguiente, profundidad };
                siguiente = numerar_actividades(i, profundidad + 1, siguiente, &hijos, &mut lugares);
                pila.push(Paso::Salir(i));
                pila.extend(hijos.procesos[i].iter().rev().map(|hijo| Paso::Entrar(*hijo, profundidad + 1)));
            }
        }
    }
    lugares
}

fn numerar_actividades(proceso: usize, profundidad: i16, desde: i32, hijos: &Hijos, lugares: &mut Lugares) -> i32 {
    let mut siguiente = desde;
    for &actividad in &hijos.actividades[proceso] {
        siguiente += 1;
        let orden = siguiente;
        for &tarea in &hijos.tareas[actividad] {
            siguiente += 1;
            lugares.tareas[tarea] = Lugar { orden: siguiente, fin: siguiente, profundidad: profundidad + 1 };
        }
        lugares.actividades[actividad] = Lugar { orden, fin: siguiente, profundidad };
    }
    siguiente
}

/// Numbers the units of an entity.
pub fn de_unidades(unidades: &[Unidad]) -> Vec<Lugar> {
    let hijos = agrupar(unidades.len(), unidades.iter().map(|u| u.padre));
    let mut lugares = vec![Lugar::default(); unidades.len()];
    let mut siguiente = 0;
    let raices = (0..unidades.len()).rev().filter(|i| unidades[*i].padre.is_none());
    let mut pila: Vec<Paso> = raices.map(|i| Paso::Entrar(i, 0)).collect();
    while let Some(paso) = pila.pop() {
        match paso {
            Paso::Salir(i) => lugares[i].fin = siguiente,
            Paso::Entrar(i, profundidad) => {
                siguiente += 1;
                lugares[i] = Lugar { orden: siguiente, fin: siguiente, profundidad };
                pila.push(Paso::Salir(i));
                pila.extend(hijos[i].iter().rev().map(|hijo| Paso::Entrar(*hijo, profundidad + 1)));
            }
        }
    }
    lugares
}

fn agrupar(padres: usize, de_cada_hijo: impl Iterator<Item = Option<usize>>) -> Vec<Vec<usize>> {
    let mut grupos = vec![Vec::new(); padres];
    for (hijo, padre) in de_cada_hijo.enumerate() {
        if let Some(padre) = padre {
            grupos[padre].push(hijo);
        }
    }
    grupos
}
