//! Findings after an edit: those that the draft no longer has go, those that it has now come; what a workbook's reader found
//! stays until the value that it complains about is given.

use std::collections::HashMap;

use quipu_entities::hallazgo;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Hecha, Objeto};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::Mapa;
use crate::domain::revision::revisar;
use crate::store::StoreError;
use crate::store::sql::Sql;
use crate::store::version::filas::{self, Llave};
use crate::store::version::insertar::insertar_de_una;

/// What tells a finding from the others: its code, what it says, of what value, in which row of which sheet.
type Clase = (String, String, Option<String>, Option<u32>, Option<String>);

/// The row of a cell: 17 of `N17`, and of `17`.
fn fila(celda: Option<&str>) -> Option<u32> {
    celda.and_then(|celda| celda.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok())
}

/// The sheet of a finding. What a norm says of all puestos stands where they were read, which a draft does not keep.
fn sede<'a>(codigo: &str, hoja: Option<&'a String>) -> Option<&'a String> {
    hoja.filter(|_| !codigo.starts_with("NORMA_"))
}

fn clase(h: &Hallazgo) -> Clase {
    let hoja = sede(h.codigo, h.hoja.as_ref()).cloned();
    (h.codigo.to_owned(), h.mensaje.clone(), h.valor.clone(), fila(h.celda.as_deref()), hoja)
}

fn guardado(h: &hallazgo::Model) -> Clase {
    let hoja = sede(&h.codigo, h.hoja.as_ref()).cloned();
    (h.codigo.clone(), h.mensaje.clone(), h.valor.clone(), fila(h.celda.as_deref()), hoja)
}

/// How many of each kind go, and those that come.
#[derive(Debug)]
pub(super) struct Comparados {
    idos: HashMap<Clase, usize>,
    venidos: Vec<Hallazgo>,
    /// Sheets of the matrices.
    hojas: Vec<Option<String>>,
}

impl Comparados {
    /// What is found in one map and not in the other.
    pub(super) fn entre(antes: &Mapa, despues: &Mapa) -> Self {
        let mut idos: HashMap<Clase, usize> = HashMap::new();
        for hallazgo in revisar(antes) {
            *idos.entry(clase(&hallazgo)).or_default() += 1;
        }
        let mut venidos = Vec::new();
        for hallazgo in revisar(despues) {
            match idos.get_mut(&clase(&hallazgo)) {
                Some(cuantos) if *cuantos > 0 => *cuantos -= 1,
                _ => venidos.push(hallazgo),
            }
        }
        idos.retain(|_, cuantos| *cuantos > 0);
        Self { idos, venidos, hojas: despues.matrices.iter().map(|matriz| matriz.hoja.clone()).collect() }
    }

    /// Whether a change gave what the reader found missing there.
    fn resuelto(&self, hecha: &Hecha, h: &hallazgo::Model) -> bool {
        let en_la_matriz = self.hojas.contains(&h.hoja);
        let en_su_hoja = if matches!(hecha.objeto, Objeto::Puesto(_)) { !en_la_matriz } else { en_la_matriz };
        let en_su_fila = fila(h.celda.as_deref()).is_some_and(|fila| hecha.filas.contains(&fila));
        en_su_hoja && en_su_fila && hecha.resueltos.contains(&h.codigo.as_str())
    }
}

pub(super) async fn escribir(
    txn: &DatabaseTransaction,
    llave: Llave,
    mut comparados: Comparados,
    hecha: &Hecha,
) -> Result<(), StoreError> {
    let resuelve = !hecha.filas.is_empty() && !hecha.resueltos.is_empty();
    if comparados.idos.is_empty() && comparados.venidos.is_empty() && !resuelve {
        return Ok(());
    }
    let guardados = leer(txn, llave).await?;
    let mut quitar = Vec::new();
    // What is found again with other words in the same row stands in the same cell, or in the same sheet.
    let mut celdas: HashMap<(&str, Option<&String>, Option<u32>), &str> = HashMap::new();
    let mut hojas: HashMap<&str, &String> = HashMap::new();
    for h in &guardados {
        let resuelto = comparados.resuelto(hecha, h);
        if let Some(cuantos) = comparados.idos.get_mut(&guardado(h)).filter(|cuantos| **cuantos > 0) {
            *cuantos -= 1;
            quitar.push(h.id);
            let (celda, hoja) = (h.celda.as_deref(), sede(&h.codigo, h.hoja.as_ref()));
            celdas.extend(celda.map(|celda| ((h.codigo.as_str(), hoja, fila(Some(celda))), celda)));
            hojas.extend(h.hoja.as_ref().filter(|_| hoja.is_none()).map(|hoja| (h.codigo.as_str(), hoja)));
        } else if resuelto {
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
    let venidos = comparados.venidos.into_iter().zip(ultimo + 1..).map(|(mut h, id)| {
        let celda = celdas.get(&(h.codigo, sede(h.codigo, h.hoja.as_ref()), fila(h.celda.as_deref())));
        h.celda = celda.map(|celda| (*celda).to_owned()).or(h.celda);
        h.hoja = h.hoja.or_else(|| hojas.get(h.codigo).map(|hoja| (*hoja).clone()));
        filas::hallazgo(llave, id, &h)
    });
    let venidos: Vec<hallazgo::Model> = venidos.collect();
    insertar_de_una(txn, &venidos.iter().collect::<Vec<_>>(), &[]).await
}

async fn leer(txn: &DatabaseTransaction, llave: Llave) -> Result<Vec<hallazgo::Model>, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("SELECT t.* FROM hallazgo t WHERE t.entidad_id = ").valor(llave.entidad_id);
    sql.texto(" AND t.version = ").valor(llave.version).texto(" ORDER BY t.id");
    let filas = txn.query_all_raw(sql.sentencia()).await?;
    Ok(filas.iter().map(|fila| hallazgo::Model::from_query_result(fila, "")).collect::<Result<_, _>>()?)
}
