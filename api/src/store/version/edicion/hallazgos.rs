//! Findings after an edit: those that the matrix no longer has go, those that it has now come; what a workbook's reader found
//! stays until the value that it complains about is given.

use std::collections::HashMap;

use quipu_entities::hallazgo;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::Hecha;
use crate::domain::hallazgo::{DE_CLASIFICACION, DE_TIEMPOS, Hallazgo};
use crate::domain::modelo::{Mapa, Matriz};
use crate::domain::revision::revisar;
use crate::store::StoreError;
use crate::store::sql::Sql;
use crate::store::version::filas::{self, Llave};
use crate::store::version::insertar::insertar_de_una;

/// What tells a finding from the others: its code, what it says, of what value, in which row of the sheet.
type Clase = (String, String, Option<String>, Option<u32>);

/// The row of a cell: 17 of `N17`, and of `17`.
fn fila(celda: Option<&str>) -> Option<u32> {
    celda.and_then(|celda| celda.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok())
}

fn clase(h: &Hallazgo) -> Clase {
    (h.codigo.to_owned(), h.mensaje.clone(), h.valor.clone(), fila(h.celda.as_deref()))
}

fn guardado(h: &hallazgo::Model) -> Clase {
    (h.codigo.clone(), h.mensaje.clone(), h.valor.clone(), fila(h.celda.as_deref()))
}

/// What is found in the map with only that matrix.
fn hallar(mapa: &mut Mapa, matriz: Matriz) -> Vec<Hallazgo> {
    mapa.matrices = vec![matriz];
    revisar(mapa)
}

/// How many of each kind go, and those that come.
fn comparar(mapa: &mut Mapa, antes: Matriz, despues: Matriz) -> (HashMap<Clase, usize>, Vec<Hallazgo>) {
    let mut idos: HashMap<Clase, usize> = HashMap::new();
    for hallazgo in hallar(mapa, antes) {
        *idos.entry(clase(&hallazgo)).or_default() += 1;
    }
    let mut venidos = Vec::new();
    for hallazgo in hallar(mapa, despues) {
        match idos.get_mut(&clase(&hallazgo)) {
            Some(cuantos) if *cuantos > 0 => *cuantos -= 1,
            _ => venidos.push(hallazgo),
        }
    }
    idos.retain(|_, cuantos| *cuantos > 0);
    (idos, venidos)
}

pub(super) async fn escribir(
    txn: &DatabaseTransaction,
    llave: Llave,
    mapa: &mut Mapa,
    [antes, despues]: [Matriz; 2],
    hecha: &Hecha,
) -> Result<(), StoreError> {
    let hoja = despues.hoja.clone();
    let (mut idos, venidos) = comparar(mapa, antes, despues);
    let resueltos = resueltos(hecha);
    if idos.is_empty() && venidos.is_empty() && resueltos.is_empty() {
        return Ok(());
    }
    let guardados = leer(txn, llave).await?;
    let mut quitar = Vec::new();
    // What is found again with other words in the same row stands in the same cell.
    let mut celdas: HashMap<(&str, Option<u32>), &str> = HashMap::new();
    for h in &guardados {
        let suyo = idos.get_mut(&guardado(h)).filter(|cuantos| **cuantos > 0 && h.hoja == hoja);
        let resuelto = h.hoja == hoja && hecha.fila.is_some() && fila(h.celda.as_deref()) == hecha.fila;
        if let Some(cuantos) = suyo {
            *cuantos -= 1;
            quitar.push(h.id);
            let celda = h.celda.as_deref();
            celdas.extend(celda.map(|celda| ((h.codigo.as_str(), fila(Some(celda))), celda)));
        } else if resuelto && resueltos.contains(&h.codigo.as_str()) {
            quitar.push(h.id);
        }
    }
    if !quitar.is_empty() {
        let mut sql = Sql::nueva(txn.get_database_backend());
        sql.texto("DELETE FROM hallazgo WHERE entidad_id = ").valor(llave.entidad_id).texto(" AND version = ");
        sql.valor(llave.version).texto(" AND ").en_enteros("id", &quitar);
        txn.execute_raw(sql.sentencia()).await?;
    }
    let ultimo = guardados.iter().map(|h| h.id).max().unwrap_or(0);
    let venidos = venidos.into_iter().zip(ultimo + 1..).map(|(mut h, id)| {
        let celda = celdas.get(&(h.codigo, fila(h.celda.as_deref())));
        h.celda = celda.map(|celda| (*celda).to_owned()).or(h.celda);
        filas::hallazgo(llave, id, &h)
    });
    let venidos: Vec<hallazgo::Model> = venidos.collect();
    insertar_de_una(txn, &venidos.iter().collect::<Vec<_>>(), &[]).await
}

/// Codes of the reader's findings that a change settles.
fn resueltos(hecha: &Hecha) -> Vec<&'static str> {
    let tiempos = DE_TIEMPOS.iter().filter(|_| hecha.de_tiempos && hecha.fila.is_some());
    let clasificacion = DE_CLASIFICACION.iter().filter(|_| hecha.de_clasificacion && hecha.fila.is_some());
    tiempos.chain(clasificacion).copied().collect()
}

async fn leer(txn: &DatabaseTransaction, llave: Llave) -> Result<Vec<hallazgo::Model>, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("SELECT t.* FROM hallazgo t WHERE t.entidad_id = ").valor(llave.entidad_id);
    sql.texto(" AND t.version = ").valor(llave.version).texto(" ORDER BY t.id");
    let filas = txn.query_all_raw(sql.sentencia()).await?;
    Ok(filas.iter().map(|fila| hallazgo::Model::from_query_result(fila, "")).collect::<Result<_, _>>()?)
}
