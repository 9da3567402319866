//! A node with all that hangs from it: moved, or taken away.

use std::collections::HashSet;

use super::{Clase, MatrizEditable};
use crate::domain::modelo::NIVEL_MAXIMO;
use crate::domain::registro::Validacion;

/// Ids of all that hangs from a node, itself included.
#[derive(Debug, Clone, Default)]
pub struct Rama {
    procesos: HashSet<i64>,
    actividades: HashSet<i64>,
    tareas: HashSet<i64>,
    pub(super) ejecuciones: HashSet<i64>,
}

impl Rama {
    /// How many rows it has.
    pub fn filas(&self) -> usize {
        self.procesos.len() + self.actividades.len() + self.tareas.len() + self.ejecuciones.len()
    }

    fn describir(&self, clase: Clase) -> String {
        let propio = |de: Clase| usize::from(clase == de);
        let partes = [
            (self.procesos.len() - propio(Clase::Proceso), "subprocesos"),
            (self.actividades.len() - propio(Clase::Actividad), "actividades"),
            (self.tareas.len() - propio(Clase::Tarea), "tareas"),
            (self.ejecuciones.len(), "ejecuciones"),
        ];
        let partes: Vec<String> =
            partes.iter().filter(|(cuantos, _)| *cuantos > 0).map(|(n, que)| format!("{que}: {n}")).collect();
        partes.join(", ")
    }
}

impl MatrizEditable {
    /// A process and those below it.
    pub(super) fn rama_de_procesos(&self, id: i64) -> HashSet<i64> {
        let hijos = super::por_padre(&self.procesos);
        let mut rama = HashSet::new();
        let mut pendientes = vec![id];
        while let Some(id) = pendientes.pop() {
            if rama.insert(id) {
                pendientes.extend(hijos.get(&Some(id)).into_iter().flatten().map(|nodo| nodo.id));
            }
        }
        rama
    }

    /// All that hangs from a node.
    pub fn rama(&self, clase: Clase, id: i64) -> Rama {
        let de = |nodos: &[super::Nodo], padres: &HashSet<i64>| -> HashSet<i64> {
            nodos.iter().filter(|n| n.padre.is_some_and(|p| padres.contains(&p))).map(|n| n.id).collect()
        };
        let mut rama = Rama::default();
        match clase {
            Clase::Proceso => rama.procesos = self.rama_de_procesos(id),
            Clase::Actividad => drop(rama.actividades.insert(id)),
            Clase::Tarea => drop(rama.tareas.insert(id)),
        }
        if clase == Clase::Proceso {
            rama.actividades = de(&self.actividades, &rama.procesos);
        }
        if clase != Clase::Tarea {
            rama.tareas = de(&self.tareas, &rama.actividades);
        }
        let suya = |f: &&super::Fila| match clase {
            Clase::Tarea => f.tarea == Some(id),
            _ => rama.actividades.contains(&f.actividad),
        };
        rama.ejecuciones = self.ejecuciones.iter().filter(suya).map(|f| f.id).collect();
        rama
    }

    /// Puts a node, with all that hangs from it, below another parent or at another place below its own.
    pub fn mover(&mut self, v: &mut Validacion, clase: Clase, id: i64, padre: Option<i64>, en: Option<i32>) {
        let Some(i) = self.nodos(clase).iter().position(|nodo| nodo.id == id) else { return };
        let rama = self.rama(clase, id);
        let mut nodo = self.nodos(clase)[i].clone();
        let otro_padre = nodo.padre != padre;
        nodo.padre = padre;
        if clase == Clase::Proceso {
            if padre.is_some_and(|padre| rama.procesos.contains(&padre)) {
                v.falta("padre", "CICLO", "Un proceso no puede estar debajo de sí mismo.");
                return;
            }
            if otro_padre {
                self.bajar(v, &mut nodo, &rama);
            }
        } else {
            self.exigir_padre(v, clase, padre);
        }
        if otro_padre {
            self.exigir_distinto(v, clase, &nodo);
        }
        if clase == Clase::Tarea {
            let actividad = padre.unwrap_or_default();
            let suyas = self.ejecuciones.iter_mut().filter(|f| rama.ejecuciones.contains(&f.id));
            suyas.for_each(|f| f.actividad = actividad);
        }
        self.nodos_mut(clase).remove(i);
        self.insertar(v, clase, nodo, en);
        if v.limpia() {
            self.reubicar(&rama.ejecuciones);
        }
    }

    /// Levels and type of a process, and of those below it, under its new parent.
    fn bajar(&mut self, v: &mut Validacion, nodo: &mut super::Nodo, rama: &Rama) {
        let arriba = nodo.padre.and_then(|id| self.nodo(Clase::Proceso, id)).cloned();
        if nodo.padre.is_some() && arriba.is_none() {
            v.falta("padre", "REFERENCIA_DESCONOCIDA", "El proceso no existe en esta matriz.");
            return;
        }
        let pasos = arriba.as_ref().map_or(0, |arriba| arriba.nivel + 1) - nodo.nivel;
        let suyos = self.procesos.iter().filter(|p| rama.procesos.contains(&p.id));
        let hondo = suyos.map(|p| p.nivel + pasos).max().unwrap_or(0);
        if hondo > NIVEL_MAXIMO {
            let mensaje =
                format!("El último de sus subprocesos quedaría en el nivel {hondo}; llegan hasta el {NIVEL_MAXIMO}.");
            v.falta("padre", "FUERA_DE_RANGO", mensaje);
            return;
        }
        let tipo = arriba.and_then(|arriba| arriba.tipo);
        for proceso in self.procesos.iter_mut().filter(|p| rama.procesos.contains(&p.id)) {
            proceso.nivel += pasos;
            proceso.tipo = tipo.or(proceso.tipo);
        }
        nodo.nivel += pasos;
        nodo.tipo = tipo.or(nodo.tipo);
    }

    /// Takes a node away; with what hangs from it only when that was asked for. How many rows went.
    pub fn eliminar(&mut self, v: &mut Validacion, clase: Clase, id: i64, con_todo: bool) -> usize {
        let rama = self.rama(clase, id);
        if rama.filas() > 1 && !con_todo {
            let mensaje = format!(
                "Cuelgan de él {}. Para eliminarlo todo, envíe «conDescendientes: true».",
                rama.describir(clase)
            );
            v.falta("conDescendientes", "TIENE_DESCENDIENTES", mensaje);
        }
        self.procesos.retain(|nodo| !rama.procesos.contains(&nodo.id));
        self.actividades.retain(|nodo| !rama.actividades.contains(&nodo.id));
        self.tareas.retain(|nodo| !rama.tareas.contains(&nodo.id));
        self.ejecuciones.retain(|fila| !rama.ejecuciones.contains(&fila.id));
        rama.filas()
    }
}
