//! The matriz actual: the map before the improvements that led to the ajustada.

use rust_decimal::Decimal;

use super::azar::Azar;
use super::medidas::Actual;
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::modelo::{Ejecucion, Matriz, Propuesto, Tarea, TipoMatriz};

/// The matriz actual of an ajustada: tasks that were dropped still stand, new ones do not yet, new puestos neither,
/// and what was measured took longer.
pub(super) fn matriz(azar: &mut Azar, ajustada: &Matriz, actual: Actual) -> Matriz {
    let mut antes = Matriz {
        procesos: ajustada.procesos.clone(),
        actividades: ajustada.actividades.clone(),
        tareas: Vec::with_capacity(ajustada.tareas.len()),
        ejecuciones: Vec::with_capacity(ajustada.ejecuciones.len()),
        ..Matriz::vacia(TipoMatriz::Actual)
    };
    let mut anterior: Option<(usize, Option<usize>)> = None;
    let mut de_antes = None;
    let mut filas = ajustada.ejecuciones.iter().peekable();
    while let Some(fila) = filas.next() {
        let clave = (fila.actividad, fila.tarea);
        let primera = anterior != Some(clave);
        anterior = Some(clave);
        de_antes = if fila.puesto.is_some() { Some(fila) } else { de_antes };
        let Some(tarea) = fila.tarea else {
            antes.ejecuciones.push(deshacer(azar, fila, de_antes, None, actual));
            continue;
        };
        if primera && es_nueva(azar, tarea, ajustada) {
            // The other rows of a new task are not there either.
            while filas.next_if(|otra| otra.tarea == Some(tarea)).is_some() {}
            continue;
        }
        if primera {
            antes.tareas.push(ajustada.tareas[tarea].clone());
        }
        let ultima = antes.tareas.len() - 1;
        antes.ejecuciones.push(deshacer(azar, fila, de_antes, Some(ultima), actual));
        if filas.peek().is_none_or(|otra| otra.tarea != Some(tarea)) && azar.de_mil(50) {
            antes.tareas.push(duplicada(&ajustada.tareas[tarea]));
            antes.ejecuciones.push(deshacer(azar, fila, de_antes, Some(ultima + 1), actual));
        }
    }
    antes
}

/// One task in thirty is new, but never the first of its activity.
fn es_nueva(azar: &mut Azar, tarea: usize, ajustada: &Matriz) -> bool {
    tarea > 0 && ajustada.tareas[tarea - 1].actividad == ajustada.tareas[tarea].actividad && azar.de_mil(33)
}

/// A step that the improvements took away.
fn duplicada(tarea: &Tarea) -> Tarea {
    Tarea { nombre: format!("{} (segunda revisión)", tarea.nombre), ..tarea.clone() }
}

/// The row as it stood before: no classification, someone of today (`de_antes`) in the place of a new puesto, and times
/// only when they were measured.
fn deshacer(
    azar: &mut Azar,
    fila: &Ejecucion,
    de_antes: Option<&Ejecucion>,
    tarea: Option<usize>,
    actual: Actual,
) -> Ejecucion {
    let nuevo = fila.ejecutor.is_some() && fila.correlativo.is_none();
    let quien = de_antes.filter(|_| nuevo).unwrap_or(fila);
    let mut antes = Ejecucion {
        tarea,
        unidad: quien.unidad,
        puesto: quien.puesto,
        correlativo: quien.correlativo.clone(),
        ejecutor: quien.ejecutor.clone(),
        propuesto: Propuesto::default(),
        servidores_declarados: None,
        ..fila.clone()
    };
    if actual == Actual::ConTiempos {
        let de_mas = if azar.de_mil(350) { azar.entero(5, 40) } else { 0 };
        let factor = Decimal::new(100 + de_mas, 2);
        antes.duracion = antes.duracion.map(|duracion| redondear(duracion * factor, MICRO).normalize());
    } else {
        (antes.periodo, antes.veces, antes.frecuencia, antes.duracion) = (None, None, None, None);
    }
    antes
}
