//! Maps and flows as texts for a program that draws.

use std::collections::HashMap;

use async_graphql::{Context, Enum};
use quipu_entities::{actividad, matriz, proceso, tarea};

use super::clave::Ubicada;
use super::context::ContextExt;
use super::lote::Fila;
use super::matriz::MACROPROCESOS;
use crate::diagrama::{self, Clase, Flujo, Macroproceso, NODOS_MAXIMOS, PasoDado};
use crate::domain::modelo::TipoProceso;
use crate::error::ApiError;
use crate::store::flujo::{self, Pasos};
use crate::store::lista::{Clave, Hijos, Peticion, por_padres};
use crate::store::orden::Orden;

/// Formato de un flujo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum FormatoDeFlujo {
    /// Texto de Mermaid (`flowchart`), que se dibuja en páginas y documentos.
    Mermaid,
    /// XML de BPMN 2.0 con la posición de cada figura, que se abre en un modelador.
    Bpmn,
}

/// Hasta dónde llega el detalle de un flujo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DetalleDeFlujo {
    /// Un paso por actividad.
    Actividad,
    /// Un paso por tarea; una actividad sin tareas es un paso.
    Tarea,
}

/// One more than a diagram may have: enough to know that it has too many.
const LIMITE: usize = NODOS_MAXIMOS + 1;

/// The map of level 0 of a matrix, as Mermaid.
pub async fn mapa(ctx: &Context<'_>, fila: &Fila<matriz::Model>) -> Result<String, ApiError> {
    let leer = Box::pin(async {
        let matrices: Vec<Clave> = fila.lote.filas.iter().map(|matriz| matriz.junto(0)).collect();
        let orden = Orden::<proceso::Entity>::nuevo(Vec::new());
        let peticion = Peticion { filtro: None, orden: &orden, primeros: LIMITE, despues: None, contar: false };
        Ok(por_padres(ctx.lectura(), &matrices, &MACROPROCESOS, &peticion).await?)
    });
    let leidos = fila.lote.recordar(ctx, "mapa", leer).await?;
    let procesos = parte(&leidos, fila.i);
    diagrama::comprobar(procesos.len())?;
    let macroprocesos: Vec<Macroproceso> = procesos
        .iter()
        .map(|p| Macroproceso {
            tipo: p.tipo.and_then(TipoProceso::de_codigo),
            codigo: p.codigo.clone(),
            nombre: p.nombre.clone(),
        })
        .collect();
    Ok(diagrama::mapa_mermaid(&macroprocesos))
}

/// The flow of a process.
pub async fn flujo(
    ctx: &Context<'_>,
    fila: &Fila<proceso::Model>,
    formato: FormatoDeFlujo,
    detalle: DetalleDeFlujo,
) -> Result<String, ApiError> {
    let leer = Box::pin(async {
        let procesos: Vec<Clave> = fila.lote.filas.iter().map(|proceso| proceso.junto(proceso.id)).collect();
        Ok(flujo::leer(ctx.lectura(), &procesos, LIMITE).await?)
    });
    let pasos = fila.lote.recordar(ctx, "flujo", leer).await?;
    let flujo = Flujo::nuevo(fila.codigo.as_deref(), &fila.nombre, dados(&pasos, fila.i, detalle))?;
    match formato {
        FormatoDeFlujo::Mermaid => Ok(diagrama::flujo_mermaid(&flujo)),
        FormatoDeFlujo::Bpmn => diagrama::bpmn(&flujo).map_err(|error| ApiError::internal(&error)),
    }
}

fn parte<M>(hijos: &Hijos<M>, i: usize) -> &[M] {
    let tramo = hijos.tramos[i];
    &hijos.filas[tramo.desde..tramo.hasta]
}

/// The steps of the process at `i`, in reading order.
fn dados(pasos: &Pasos, i: usize, detalle: DetalleDeFlujo) -> Vec<PasoDado> {
    let mut de_quien: HashMap<(i64, Option<i64>), Vec<String>> = HashMap::new();
    for ejecutor in pasos.ejecutores.iter().filter(|ejecutor| ejecutor.proceso == i) {
        let tarea = ejecutor.tarea.filter(|_| detalle == DetalleDeFlujo::Tarea);
        let nombres = de_quien.entry((ejecutor.actividad, tarea)).or_default();
        if !nombres.contains(&ejecutor.nombre) {
            nombres.push(ejecutor.nombre.clone());
        }
    }
    let (actividades, tareas) = (parte(&pasos.actividades, i), parte(&pasos.tareas, i));
    let nombres: HashMap<i64, &str> = actividades.iter().map(|a| (a.id, a.nombre.as_str())).collect();
    let mut por_orden: Vec<(i32, PasoDado)> = parte(&pasos.subprocesos, i).iter().map(de_subproceso).collect();
    if detalle == DetalleDeFlujo::Tarea {
        por_orden.extend(tareas.iter().map(|t| de_tarea(t, nombres.get(&t.actividad_id).copied())));
    }
    let abierta = |a: &actividad::Model| detalle == DetalleDeFlujo::Tarea && a.fin > a.orden;
    por_orden.extend(actividades.iter().filter(|a| !abierta(a)).map(de_actividad));
    por_orden.sort_by_key(|(orden, _)| *orden);
    let con_ejecutores = por_orden.into_iter().map(|(_, mut paso)| {
        let clave = match paso.clase {
            Clase::Tarea => tareas.iter().find(|t| t.id == paso.id).map(|t| (t.actividad_id, Some(t.id))),
            Clase::Actividad => Some((paso.id, None)),
            Clase::Subproceso => None,
        };
        paso.ejecutores = clave.and_then(|clave| de_quien.remove(&clave)).unwrap_or_default();
        paso
    });
    con_ejecutores.collect()
}

fn de_subproceso(p: &proceso::Model) -> (i32, PasoDado) {
    (p.orden, paso(Clase::Subproceso, p.id, p.codigo.as_ref(), &p.nombre))
}

fn de_actividad(a: &actividad::Model) -> (i32, PasoDado) {
    (a.orden, paso(Clase::Actividad, a.id, a.codigo.as_ref(), &a.nombre))
}

fn de_tarea(t: &tarea::Model, actividad: Option<&str>) -> (i32, PasoDado) {
    let paso = paso(Clase::Tarea, t.id, t.codigo.as_ref(), &t.nombre);
    (t.orden, PasoDado { actividad: actividad.map(str::to_owned), ..paso })
}

fn paso(clase: Clase, id: i64, codigo: Option<&String>, nombre: &str) -> PasoDado {
    PasoDado { clase, id, codigo: codigo.cloned(), nombre: nombre.to_owned(), actividad: None, ejecutores: Vec::new() }
}
