//! Who does what: puestos, units and times of the rows.

use std::collections::{HashMap, HashSet};

use super::en;
use crate::domain::columna::Campo;
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{Ejecucion, Mapa, Matriz, TipoMatriz};
use crate::domain::texto::clave;

/// Grupos whose number is entered: their rows need no times.
const NO_MEDIDOS: [&str; 2] = ["FP", "DP"];
/// Table 4-11: familias of carrera that each band of naturalezas admits.
const FAMILIAS_DE_LINEA: [&str; 3] = ["CA-04", "CA-05", "CA-06"];
const FAMILIAS_DE_APOYO: [&str; 3] = ["CA-01", "CA-02", "CA-03"];

pub(super) fn revisar(mapa: &Mapa, matriz: &Matriz, hallazgos: &mut Vec<Hallazgo>) {
    for ejecucion in &matriz.ejecuciones {
        ejecutor(mapa, matriz, ejecucion, hallazgos);
        unidad(mapa, matriz, ejecucion, hallazgos);
        familia(mapa, matriz, ejecucion, hallazgos);
        tiempos(mapa, matriz, ejecucion, hallazgos);
    }
    repetidas(matriz, hallazgos);
    actividades(matriz, hallazgos);
}

fn ejecutor(mapa: &Mapa, matriz: &Matriz, fila: &Ejecucion, hallazgos: &mut Vec<Hallazgo>) {
    let puesto = fila.puesto.and_then(|i| mapa.puestos.get(i));
    match (&fila.correlativo, &fila.ejecutor, puesto) {
        (None, None, _) => {
            let mensaje = "La fila no dice quién la ejecuta.".to_owned();
            hallazgos.push(en(matriz, Campo::Ejecutor, fila.fila, "EJECUTOR_AUSENTE", mensaje));
        }
        (Some(correlativo), _, None) if !mapa.puestos.is_empty() => {
            let mensaje = format!("El correlativo {correlativo} no está en el mapeo de puestos.");
            let hallazgo = en(matriz, Campo::Correlativo, fila.fila, "CORRELATIVO_INEXISTENTE", mensaje);
            hallazgos.push(hallazgo.con(correlativo));
        }
        (Some(correlativo), Some(ejecutor), Some(puesto)) => {
            let nombres = [Some(&puesto.nombre), puesto.nombre_ajustado.as_ref(), puesto.cargo_estructural.as_ref()];
            let buscada = clave(ejecutor);
            if !nombres.into_iter().flatten().any(|n| clave(n) == buscada) {
                let mensaje =
                    format!("El correlativo {correlativo} es «{}» en el mapeo y no «{ejecutor}».", puesto.nombre);
                let hallazgo = en(matriz, Campo::Ejecutor, fila.fila, "EJECUTOR_DISTINTO_DEL_PUESTO", mensaje);
                hallazgos.push(hallazgo.con(ejecutor));
            }
        }
        (None, Some(ejecutor), _) => {
            let buscada = clave(ejecutor);
            let igual = mapa.puestos.iter().find(|p| p.unidad == fila.unidad && clave(&p.nombre) == buscada);
            if let Some(igual) = igual {
                let mensaje = format!(
                    "El puesto nuevo se llama como el de correlativo {} en la misma unidad.",
                    igual.correlativo
                );
                let hallazgo = en(matriz, Campo::Ejecutor, fila.fila, "PUESTO_NUEVO_CON_NOMBRE_CONOCIDO", mensaje);
                hallazgos.push(hallazgo.con(ejecutor));
            }
        }
        _ => {}
    }
}

fn nombre_de(mapa: &Mapa, unidad: Option<usize>) -> String {
    let mut nombres = Vec::new();
    let mut siguiente = unidad;
    while let Some(unidad) = siguiente.and_then(|i| mapa.unidades.get(i)) {
        nombres.push(unidad.nombre.as_str());
        siguiente = unidad.padre;
    }
    nombres.reverse();
    if nombres.is_empty() { "(sin unidad)".to_owned() } else { nombres.join(" / ") }
}

fn unidad(mapa: &Mapa, matriz: &Matriz, fila: &Ejecucion, hallazgos: &mut Vec<Hallazgo>) {
    if fila.unidad.is_none() {
        let mensaje = "La fila no dice el órgano ni la unidad que la ejecuta.".to_owned();
        hallazgos.push(en(matriz, Campo::Organo, fila.fila, "UNIDAD_AUSENTE", mensaje));
        return;
    }
    let Some(puesto) = fila.puesto.and_then(|i| mapa.puestos.get(i)) else {
        return;
    };
    if puesto.unidad.is_some() && fila.unidad != puesto.unidad {
        let escrita = nombre_de(mapa, fila.unidad);
        let mensaje = format!(
            "El puesto {} está en {escrita} según la matriz y en {} según el mapeo.",
            puesto.correlativo,
            nombre_de(mapa, puesto.unidad)
        );
        let hallazgo = en(matriz, Campo::Unidad, fila.fila, "UNIDAD_DISTINTA_DEL_MAPEO", mensaje);
        hallazgos.push(hallazgo.con(escrita));
    }
}

/// Table 4-11: a familia outside the row of its naturaleza is worth a look, not an error.
fn familia(mapa: &Mapa, matriz: &Matriz, fila: &Ejecucion, hallazgos: &mut Vec<Hallazgo>) {
    let naturaleza = fila.unidad.and_then(|i| mapa.unidades.get(i)).and_then(|u| u.naturaleza.as_deref());
    let (Some(familia), Some(naturaleza)) = (fila.propuesto.familia.as_deref(), naturaleza) else {
        return;
    };
    let admitidas = match naturaleza {
        "ALTA_DIRECCION" | "LINEA" | "CONSULTIVO" => FAMILIAS_DE_LINEA,
        "APOYO" | "ASESORAMIENTO" | "CONTROL_INSTITUCIONAL" | "DEFENSA_JUDICIAL" => FAMILIAS_DE_APOYO,
        _ => return,
    };
    let de_la_tabla = FAMILIAS_DE_LINEA.contains(&familia) || FAMILIAS_DE_APOYO.contains(&familia);
    if de_la_tabla && !admitidas.contains(&familia) {
        let mensaje = format!("La familia {familia} no es de las que la tabla 4-11 da a la naturaleza {naturaleza}.");
        let hallazgo = en(matriz, Campo::Familia, fila.fila, "FAMILIA_FUERA_DE_NATURALEZA", mensaje);
        hallazgos.push(hallazgo.con(familia));
    }
}

fn tiempos(mapa: &Mapa, matriz: &Matriz, fila: &Ejecucion, hallazgos: &mut Vec<Hallazgo>) {
    let no_medido = fila.propuesto.grupo.as_deref().is_some_and(|g| NO_MEDIDOS.contains(&g))
        || mapa.no_medidos.iter().any(|n| Some(n.puesto) == fila.puesto);
    if matriz.tipo == TipoMatriz::Actual || no_medido {
        return;
    }
    let (campo, falta) = match (fila.frecuencia, fila.duracion) {
        (Some(_), Some(_)) => return,
        (None, Some(_)) => (Campo::FrecuenciaMensual, "frecuencia"),
        (Some(_), None) => (Campo::Duracion, "duración"),
        (None, None) => (Campo::Duracion, "frecuencia ni duración"),
    };
    let mensaje = format!("La fila no tiene {falta}: su carga no se cuenta.");
    hallazgos.push(en(matriz, campo, fila.fila, "TIEMPOS_AUSENTES", mensaje));
}

/// Activity, task, unit, puesto and who, as typed.
type QuienHaceQue = (usize, Option<usize>, Option<usize>, Option<usize>, String);

/// The same task by the same puesto in the same unit, twice.
fn repetidas(matriz: &Matriz, hallazgos: &mut Vec<Hallazgo>) {
    let mut vistas: HashMap<QuienHaceQue, Option<u32>> = HashMap::new();
    for fila in &matriz.ejecuciones {
        let quien = fila.correlativo.as_deref().or(fila.ejecutor.as_deref()).map(clave).unwrap_or_default();
        if quien.is_empty() {
            continue;
        }
        let llave = (fila.actividad, fila.tarea, fila.unidad, fila.puesto, quien);
        if let Some(primera) = vistas.get(&llave) {
            let donde = primera.map(|f| matriz.lugar(f)).map_or(String::new(), |(hoja, f)| {
                let otra = hoja.filter(|_| !matriz.otras_hojas.is_empty());
                format!(" en la fila {f}{}", otra.map_or(String::new(), |h| format!(" de «{h}»")))
            });
            let mensaje = format!("La misma tarea, puesto y unidad ya están{donde}; se cuentan las dos.");
            hallazgos.push(en(matriz, Campo::Correlativo, fila.fila, "EJECUCION_REPETIDA", mensaje));
        } else {
            vistas.insert(llave, fila.fila);
        }
    }
}

/// Activities that nobody does, and activities done both by themselves and through their tasks.
fn actividades(matriz: &Matriz, hallazgos: &mut Vec<Hallazgo>) {
    let ejecutadas: HashSet<usize> = matriz.ejecuciones.iter().map(|e| e.actividad).collect();
    let con_tareas: HashSet<usize> = matriz.tareas.iter().map(|t| t.actividad).collect();
    for (i, actividad) in matriz.actividades.iter().enumerate() {
        if !ejecutadas.contains(&i) {
            let mensaje = format!("La actividad «{}» no tiene ejecutor ni tiempos.", actividad.nombre);
            let hallazgo = en(matriz, Campo::Actividad, actividad.fila, "ACTIVIDAD_SIN_EJECUTOR", mensaje);
            hallazgos.push(hallazgo.con(&actividad.nombre));
        }
    }
    for fila in matriz.ejecuciones.iter().filter(|e| e.tarea.is_none() && con_tareas.contains(&e.actividad)) {
        let mensaje = "La actividad tiene tareas y además esta fila sin tarea: sus tiempos podrían contarse dos veces."
            .to_owned();
        hallazgos.push(en(matriz, Campo::Actividad, fila.fila, "TIEMPOS_EN_ACTIVIDAD_Y_TAREAS", mensaje));
    }
}
