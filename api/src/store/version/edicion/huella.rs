//! What was done to a draft, and what the trail keeps of it.

use quipu_entities::{dotacion_no_medida, ejecucion, puesto};
use serde_json::{Value, json};

use super::{DeVersion, diferencia};
use crate::domain::edicion::Clase;
use crate::domain::hallazgo::{DE_CLASIFICACION, DE_TIEMPOS};
use crate::store::StoreError;
use crate::store::escritura::auditoria::en_json;

/// What a change of the map was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objeto {
    /// A node.
    Nodo(Clase, i64),
    /// An execution.
    Ejecucion(i64),
    /// A unit.
    Unidad(i64),
    /// A puesto of the Mapeo.
    Puesto(i64),
    /// A proposed puesto.
    Propuesto(i64),
}

/// What was done, and what of the workbook's complaints it settles.
#[derive(Debug, Clone)]
pub struct Hecha {
    /// What it was about.
    pub objeto: Objeto,
    /// Rows taken away.
    pub eliminadas: usize,
    /// Rows of the sheet whose findings are settled.
    pub filas: Vec<u32>,
    /// Codes of the findings that are.
    pub resueltos: Vec<&'static str>,
}

impl Hecha {
    /// Something done to an object.
    pub const fn a(objeto: Objeto) -> Self {
        Self { objeto, eliminadas: 0, filas: Vec::new(), resueltos: Vec::new() }
    }

    /// The same, which gives times or a classification to these rows of the sheet.
    #[must_use]
    pub fn que_da(mut self, filas: impl IntoIterator<Item = u32>, tiempos: bool, clasificacion: bool) -> Self {
        self.filas.extend(filas);
        self.resueltos.extend(DE_TIEMPOS.iter().filter(|_| tiempos));
        self.resueltos.extend(DE_CLASIFICACION.iter().filter(|_| clasificacion));
        self
    }
}

/// The object of a change, before and after it, as the trail keeps it.
#[derive(Debug)]
pub(in crate::store) struct Huella {
    /// Its id.
    pub(in crate::store) nodo: i64,
    pub(in crate::store) antes: Option<String>,
    pub(in crate::store) despues: Option<String>,
}

/// The object before and after: its row, or all rows that went with it.
pub(super) fn de(hecha: &Hecha, antes: &DeVersion, despues: &DeVersion) -> Result<Huella, StoreError> {
    let (Objeto::Nodo(_, nodo)
    | Objeto::Ejecucion(nodo)
    | Objeto::Unidad(nodo)
    | Objeto::Puesto(nodo)
    | Objeto::Propuesto(nodo)) = hecha.objeto;
    if hecha.eliminadas > 0 {
        let cuantas = json!({ "eliminadas": hecha.eliminadas });
        return Ok(Huella { nodo, antes: Some(idas(hecha, antes, despues)), despues: Some(cuantas.to_string()) });
    }
    let ahora = match hecha.objeto {
        Objeto::Propuesto(id) => sucesor(id, antes, despues).unwrap_or(id),
        _ => nodo,
    };
    Ok(Huella { nodo: ahora, antes: fila(hecha.objeto, nodo, antes)?, despues: fila(hecha.objeto, ahora, despues)? })
}

/// Rows that are no longer there.
fn idas(hecha: &Hecha, antes: &DeVersion, despues: &DeVersion) -> String {
    let (de, a) = (&antes.matriz, &despues.matriz);
    let idas = match hecha.objeto {
        Objeto::Unidad(_) => json!({ "unidades": diferencia::idas(&antes.unidades, &despues.unidades) }),
        Objeto::Puesto(id) => {
            let puestos = diferencia::idas(&antes.puestos, &despues.puestos).into_iter();
            json!({ "puestos": puestos.map(|p| con_dotacion(p, ingresada(antes, id))).collect::<Vec<_>>() })
        }
        _ => json!({
            "procesos": diferencia::idas(&de.procesos, &a.procesos),
            "actividades": diferencia::idas(&de.actividades, &a.actividades),
            "tareas": diferencia::idas(&de.tareas, &a.tareas),
            "ejecuciones": diferencia::idas(&de.dotacion.ejecuciones, &a.dotacion.ejecuciones),
        }),
    };
    idas.to_string()
}

/// The row of an object.
fn fila(objeto: Objeto, id: i64, en: &DeVersion) -> Result<Option<String>, StoreError> {
    let (matriz, dotacion) = (&en.matriz, &en.matriz.dotacion);
    match objeto {
        Objeto::Nodo(Clase::Proceso, _) => matriz.procesos.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Nodo(Clase::Actividad, _) => matriz.actividades.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Nodo(Clase::Tarea, _) => matriz.tareas.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Ejecucion(_) => dotacion.ejecuciones.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Propuesto(_) => dotacion.propuestos.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Unidad(_) => en.unidades.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Puesto(_) => {
            let puesto = en.puestos.iter().find(|f| f.id == id);
            Ok(puesto.map(|puesto| con_dotacion(puesto, ingresada(en, id)).to_string()))
        }
    }
}

fn ingresada(en: &DeVersion, puesto: i64) -> Option<&dotacion_no_medida::Model> {
    en.no_medidos.iter().find(|n| n.puesto_id == puesto)
}

/// A puesto with the number entered for it.
fn con_dotacion(puesto: &puesto::Model, ingresada: Option<&dotacion_no_medida::Model>) -> Value {
    let mut fila = json!(puesto);
    fila["dotacion_ingresada"] = json!(ingresada);
    fila
}

/// The proposed puesto that the executions of one are of now.
fn sucesor(id: i64, antes: &DeVersion, despues: &DeVersion) -> Option<i64> {
    let es_suya = |e: &&ejecucion::Model| e.puesto_propuesto_id == id;
    let suya = antes.matriz.dotacion.ejecuciones.iter().find(es_suya)?;
    let ahora = despues.matriz.dotacion.ejecuciones.iter().find(|e| e.id == suya.id)?;
    Some(ahora.puesto_propuesto_id)
}
