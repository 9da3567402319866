//! Where the executions stand: their order is the matrix's, and the first row that names a puesto says where it counts.

use std::collections::{HashMap, HashSet};

use super::{Clase, Fila, MatrizEditable, posicion};
use crate::domain::orden;
use crate::domain::registro::Validacion;

impl MatrizEditable {
    /// The execution of that id.
    pub fn ejecucion(&self, id: i64) -> Option<&Fila> {
        self.ejecuciones.iter().find(|fila| fila.id == id)
    }

    /// Adds an execution among those of its task, or of its activity.
    pub fn crear_ejecucion(&mut self, v: &mut Validacion, fila: Fila, en: Option<i32>) {
        self.exigir_lugar(v, &fila);
        self.colocar(v, fila, en);
    }

    /// Puts `despues` in the place of the execution of the same id.
    pub fn cambiar_ejecucion(&mut self, despues: Fila) {
        if let Some(fila) = self.ejecuciones.iter_mut().find(|fila| fila.id == despues.id) {
            *fila = despues;
        }
    }

    /// Puts an execution into another task or activity, or at another place among those of its own.
    pub fn mover_ejecucion(&mut self, v: &mut Validacion, movida: Fila, en: Option<i32>) {
        self.exigir_lugar(v, &movida);
        self.ejecuciones.retain(|fila| fila.id != movida.id);
        self.colocar(v, movida, en);
    }

    /// Takes an execution away.
    pub fn eliminar_ejecucion(&mut self, id: i64) {
        self.ejecuciones.retain(|fila| fila.id != id);
    }

    fn exigir_lugar(&self, v: &mut Validacion, fila: &Fila) {
        let tarea = fila.tarea.map(|id| self.nodo(Clase::Tarea, id));
        let esta = match tarea {
            Some(tarea) => tarea.is_some_and(|tarea| tarea.padre == Some(fila.actividad)),
            None => self.nodo(Clase::Actividad, fila.actividad).is_some(),
        };
        let campo = if fila.tarea.is_some() { "tarea" } else { "actividad" };
        v.exigir(esta, campo, "REFERENCIA_DESCONOCIDA", "No existe en esta matriz.");
    }

    fn colocar(&mut self, v: &mut Validacion, fila: Fila, en: Option<i32>) {
        let hermana = |f: &Fila| (f.actividad, f.tarea) == (fila.actividad, fila.tarea);
        let hermanas: Vec<usize> =
            self.ejecuciones.iter().enumerate().filter(|(_, f)| hermana(f)).map(|(i, _)| i).collect();
        let posicion = posicion(v, en, hermanas.len());
        let lugar = match (posicion.checked_sub(1).and_then(|i| hermanas.get(i)), hermanas.first()) {
            (Some(anterior), _) => anterior + 1,
            (None, Some(primera)) => *primera,
            (None, None) => {
                let sola = HashSet::from([fila.id]);
                self.ejecuciones.push(fila);
                if v.limpia() {
                    self.reubicar(&sola);
                }
                return;
            }
        };
        self.ejecuciones.insert(lugar, fila);
    }

    /// Puts these executions, in the order they have, after the last one that reads before them: where somebody who moves
    /// rows of a sheet would put them.
    pub(super) fn reubicar(&mut self, movidas: &HashSet<i64>) {
        let lugares = self.lugares();
        let lugar = |f: &Fila| lugares.get(&(f.actividad, f.tarea)).copied().unwrap_or(i32::MAX);
        let (bloque, mut resto): (Vec<Fila>, Vec<Fila>) =
            std::mem::take(&mut self.ejecuciones).into_iter().partition(|f| movidas.contains(&f.id));
        let primero = bloque.iter().map(lugar).min().unwrap_or(i32::MAX);
        let antes = resto.iter().enumerate().filter(|(_, f)| lugar(f) < primero);
        let desde = antes.max_by_key(|(i, f)| (lugar(f), *i)).map_or(0, |(i, _)| i + 1);
        resto.splice(desde..desde, bloque);
        self.ejecuciones = resto;
    }

    /// Reading order of activities and tasks.
    fn lugares(&self) -> HashMap<(i64, Option<i64>), i32> {
        let ordenada = self.en_orden();
        let lugares = orden::de_matriz(&ordenada.matriz);
        let actividades = ordenada.actividades.iter().zip(&lugares.actividades).map(|(id, l)| ((*id, None), l.orden));
        let de = |i: usize| ordenada.actividades[ordenada.matriz.tareas[i].actividad];
        let tareas = ordenada.tareas.iter().zip(&lugares.tareas).enumerate();
        actividades.chain(tareas.map(|(i, (id, l))| ((de(i), Some(*id)), l.orden))).collect()
    }
}
