//! What stands above a node.

use std::collections::HashMap;

use quipu_entities::{proceso, unidad};

use super::lista::{Clave, claves};
use super::orden::Tabla;
use super::{Lectura, StoreError};

/// The nodes of these keys and everything above them, each once, in one statement.
pub async fn hacia_arriba<E: Arbolada>(lectura: &Lectura, desde: Vec<Clave>) -> Result<Vec<E::Model>, StoreError> {
    let distintas = distintas(desde);
    if distintas.is_empty() {
        return Ok(Vec::new());
    }
    let entidad = E::default();
    let tabla = entidad.table_name();
    let matriz = |alias: &str| if E::DE_MATRIZ { format!("{alias}.matriz") } else { "0".to_owned() };
    let mut sql = lectura.sql();
    sql.texto("WITH RECURSIVE arriba (entidad_id, version, matriz, id) AS (SELECT p.e, p.v, p.m, p.id FROM ");
    claves(&mut sql, &distintas);
    sql.texto(&format!(
        " UNION SELECT CAST(h.entidad_id AS BIGINT), CAST(h.version AS BIGINT), CAST({} AS BIGINT), h.padre_id \
         FROM arriba a JOIN {tabla} h ON h.entidad_id = a.entidad_id AND h.version = a.version AND {} = a.matriz \
         AND h.id = a.id WHERE h.padre_id IS NOT NULL) \
         SELECT t.* FROM arriba a JOIN {tabla} t ON t.entidad_id = a.entidad_id AND t.version = a.version \
         AND {} = a.matriz AND t.id = a.id WHERE 1 = 1",
        matriz("h"),
        matriz("h"),
        matriz("t"),
    ));
    lectura.scope().filas(&mut sql, "t", "version");
    lectura.modelos(sql).await
}

/// A table whose rows hang from each other by `padre_id`.
pub trait Arbolada: Tabla {
    /// Whether its rows belong to a matrix.
    const DE_MATRIZ: bool;
}

impl Arbolada for proceso::Entity {
    const DE_MATRIZ: bool = true;
}

impl Arbolada for unidad::Entity {
    const DE_MATRIZ: bool = false;
}

/// The process of each of these activities.
pub async fn de_actividades(lectura: &Lectura, actividades: Vec<Clave>) -> Result<HashMap<Clave, Clave>, StoreError> {
    let distintas = distintas(actividades);
    let mut sql = lectura.sql();
    sql.texto("SELECT p.k, t.proceso_id FROM ");
    claves(&mut sql, &distintas);
    sql.texto(
        " JOIN actividad t ON t.entidad_id = p.e AND t.version = p.v AND t.matriz = p.m AND t.id = p.id WHERE 1 = 1",
    );
    lectura.scope().filas(&mut sql, "t", "version");
    let mut procesos = HashMap::with_capacity(distintas.len());
    for fila in lectura.filas(sql).await? {
        let k: i64 = fila.try_get("", "k")?;
        let proceso: i64 = fila.try_get("", "proceso_id")?;
        if let Some(Clave([e, v, m, id])) = usize::try_from(k - 1).ok().and_then(|k| distintas.get(k)).copied() {
            procesos.insert(Clave([e, v, m, id]), Clave([e, v, m, proceso]));
        }
    }
    Ok(procesos)
}

fn distintas(mut claves: Vec<Clave>) -> Vec<Clave> {
    claves.sort_unstable();
    claves.dedup();
    claves
}
