//! The files of many releases at once, for questions: one statement for each kind of record.

use std::collections::BTreeMap;

use quipu_entities::{despliegue, entrega, linea_base, paquete, politica_entrega, prueba};

use super::{Expediente, vigente};
use crate::store::escritura::registro::{Cabecera, Registro};
use crate::store::lista::{Clave, Relacion, por_claves};
use crate::store::{Lectura, StoreError};

const POR_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "id"], ademas: "" };
const POR_ENTREGA: Relacion = Relacion { columnas: ["entidad_id", "", "", "entrega_id"], ademas: "" };
const POR_CLIENTE: Relacion = Relacion { columnas: ["entidad_id", "", "", "cliente_id"], ademas: "" };

/// What decides about the steps of each of these releases on a day, as far as the reader sees it.
pub async fn expedientes(
    lectura: &Lectura,
    entregas: &[&entrega::Model],
    hoy: &str,
) -> Result<Vec<Expediente>, StoreError> {
    let mut expedientes: Vec<Expediente> = entregas.iter().map(|_| Expediente::default()).collect();
    let suyas = |e: &entrega::Model| Some(e.id);
    for (i, fila) in de::<prueba::Entity>(lectura, entregas, suyas, &POR_ENTREGA).await? {
        expedientes[i].pruebas.push(fila);
    }
    for (i, fila) in de::<despliegue::Entity>(lectura, entregas, suyas, &POR_ENTREGA).await? {
        expedientes[i].despliegues.push(fila);
    }
    for (i, fila) in de::<linea_base::Entity>(lectura, entregas, suyas, &POR_ENTREGA).await? {
        expedientes[i].lineas.push(fila);
    }
    for (i, fila) in de::<paquete::Entity>(lectura, entregas, |e| e.paquete_id, &POR_ID).await? {
        expedientes[i].paquete = Some(fila);
    }
    let mut politicas: Vec<Vec<politica_entrega::Model>> = entregas.iter().map(|_| Vec::new()).collect();
    for (i, fila) in de::<politica_entrega::Entity>(lectura, entregas, |e| Some(e.cliente_id), &POR_CLIENTE).await? {
        politicas[i].push(fila);
    }
    for ((expediente, entrega), politicas) in expedientes.iter_mut().zip(entregas).zip(politicas) {
        expediente.politica = match entrega.politica_id {
            Some(id) => politicas.into_iter().find(|politica| politica.id == id),
            None => vigente(politicas.into_iter().filter(en_uso::<politica_entrega::Entity>), entrega, hoy),
        };
    }
    Ok(expedientes)
}

fn en_uso<R: Registro>(fila: &R::Model) -> bool {
    Cabecera::de::<R>(fila).archivado_en.is_none()
}

/// The records of a kind that belong to each release, by its place, in the order in which they were made. Those of a
/// release leave out what was archived; what a release points at is shown as it is.
async fn de<R: Registro>(
    lectura: &Lectura,
    entregas: &[&entrega::Model],
    numero: impl Fn(&entrega::Model) -> Option<i64>,
    relacion: &Relacion,
) -> Result<Vec<(usize, R::Model)>, StoreError> {
    // What several releases share is read once.
    let mut lugares: BTreeMap<Clave, Vec<usize>> = BTreeMap::new();
    for (i, entrega) in entregas.iter().enumerate() {
        if let Some(id) = numero(entrega) {
            lugares.entry(Clave([entrega.entidad_id.into(), 0, 0, id])).or_default().push(i);
        }
    }
    let claves: Vec<Clave> = lugares.keys().copied().collect();
    if claves.is_empty() {
        return Ok(Vec::new());
    }
    let mut pares = por_claves::<R>(lectura, &claves, relacion).await?;
    pares.retain(|(_, fila)| relacion.columnas[3] != POR_ENTREGA.columnas[3] || en_uso::<R>(fila));
    pares.sort_by_key(|(_, fila)| Cabecera::de::<R>(fila).id);
    let de_par = |(k, fila): (usize, R::Model)| lugares[&claves[k]].iter().map(move |lugar| (*lugar, fila.clone()));
    Ok(pares.into_iter().flat_map(de_par).collect())
}
