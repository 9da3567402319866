//! A matrix in several sheets with the same titles, one for each órgano: they are one. A copy of another sheet stays out.

use std::collections::{HashMap, HashSet};

use crate::domain::modelo::{Actividad, Ejecucion, FILAS_POR_HOJA, Matriz, Proceso, Tarea};
use crate::domain::texto::clave;

/// A sheet is a copy when at least one of so many of its rows is already in another.
const UNA_DE: usize = 10;

/// A node: the one above it, its level, code and name.
type Llave = (Option<usize>, i16, String, String);

fn llave(padre: Option<usize>, nivel: i16, codigo: Option<&str>, nombre: &str) -> Llave {
    (padre, nivel, codigo.map(clave).unwrap_or_default(), clave(nombre))
}

/// Whether `parte` says again what `matriz` says: the same task by the same puesto in the same unit. Times may differ,
/// because an older version of a matrix is no part of it.
pub(super) fn es_copia(matriz: &Matriz, parte: &Matriz) -> bool {
    let escritas: HashSet<Vec<String>> = matriz.ejecuciones.iter().map(|e| quien_hace_que(matriz, e)).collect();
    let repetidas = parte.ejecuciones.iter().filter(|e| escritas.contains(&quien_hace_que(parte, e))).count();
    repetidas > 0 && repetidas * UNA_DE >= parte.ejecuciones.len()
}

/// Names from the task up to the macroproceso, with who does it and where.
fn quien_hace_que(matriz: &Matriz, ejecucion: &Ejecucion) -> Vec<String> {
    let quien = ejecucion.correlativo.as_deref().into_iter().chain(ejecucion.ejecutor.as_deref()).map(clave);
    let mut dicho: Vec<String> = quien.collect();
    dicho.push(ejecucion.unidad.map(|u| u.to_string()).unwrap_or_default());
    let tarea = ejecucion.tarea.and_then(|i| matriz.tareas.get(i));
    dicho.push(tarea.map(|t| clave(&t.nombre)).unwrap_or_default());
    let actividad = matriz.actividades.get(ejecucion.actividad);
    dicho.extend(actividad.map(|a| clave(&a.nombre)));
    let mut proceso = actividad.and_then(|a| matriz.procesos.get(a.proceso));
    while let Some(p) = proceso {
        dicho.push(clave(&p.nombre));
        proceso = p.padre.and_then(|i| matriz.procesos.get(i));
    }
    dicho
}

/// Adds a sheet to a matrix: nodes that are the same become one, every row stays.
pub(super) fn unir(matriz: &mut Matriz, parte: Matriz) {
    matriz.otras_hojas.extend(parte.hoja);
    let desde = u32::try_from(matriz.otras_hojas.len()).unwrap_or(0) * FILAS_POR_HOJA;
    let fila = |fila: Option<u32>| fila.map(|f| f + desde);
    let de_proceso = |p: &Proceso| llave(p.padre, p.nivel, p.codigo.as_deref(), &p.nombre);
    let procesos = juntar(&mut matriz.procesos, parte.procesos, de_proceso, |p, nuevos| Proceso {
        padre: p.padre.and_then(|i| nuevos.get(i).copied()),
        fila: fila(p.fila),
        ..p
    });
    let nuevo = |nuevos: &[usize], i: usize| nuevos.get(i).copied().unwrap_or_default();
    let de_actividad = |a: &Actividad| llave(Some(a.proceso), 0, a.codigo.as_deref(), &a.nombre);
    let actividades = juntar(&mut matriz.actividades, parte.actividades, de_actividad, |a, _| Actividad {
        proceso: nuevo(&procesos, a.proceso),
        fila: fila(a.fila),
        ..a
    });
    let de_tarea = |t: &Tarea| llave(Some(t.actividad), 0, t.codigo.as_deref(), &t.nombre);
    let tareas = juntar(&mut matriz.tareas, parte.tareas, de_tarea, |t, _| Tarea {
        actividad: nuevo(&actividades, t.actividad),
        fila: fila(t.fila),
        ..t
    });
    matriz.ejecuciones.extend(parte.ejecuciones.into_iter().map(|e| Ejecucion {
        actividad: nuevo(&actividades, e.actividad),
        tarea: e.tarea.map(|t| nuevo(&tareas, t)),
        fila: fila(e.fila),
        ..e
    }));
}

/// Adds the nodes that are not there yet; where each of them is now. Those above stand before those below.
fn juntar<T>(
    todos: &mut Vec<T>,
    otros: Vec<T>,
    llave: impl Fn(&T) -> Llave,
    traer: impl Fn(T, &[usize]) -> T,
) -> Vec<usize> {
    let mut indice: HashMap<Llave, usize> = HashMap::new();
    for (i, nodo) in todos.iter().enumerate() {
        indice.entry(llave(nodo)).or_insert(i);
    }
    let mut nuevos = Vec::with_capacity(otros.len());
    for otro in otros {
        let traido = traer(otro, &nuevos);
        let i = *indice.entry(llave(&traido)).or_insert(todos.len());
        if i == todos.len() {
            todos.push(traido);
        }
        nuevos.push(i);
    }
    nuevos
}

/// Every row with its number in its own sheet.
pub(super) fn numerar(matriz: &mut Matriz) {
    let filas = matriz.procesos.iter_mut().map(|p| &mut p.fila);
    let filas = filas.chain(matriz.actividades.iter_mut().map(|a| &mut a.fila));
    let filas = filas.chain(matriz.tareas.iter_mut().map(|t| &mut t.fila));
    let filas = filas.chain(matriz.ejecuciones.iter_mut().map(|e| &mut e.fila));
    filas.flatten().for_each(|fila| *fila %= FILAS_POR_HOJA);
}
