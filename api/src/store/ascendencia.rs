//! What stands above a node.

use quipu_entities::{proceso, unidad};
use sea_orm::FromQueryResult;

use super::lista::{Clave, claves};
use super::orden::Tabla;
use super::sql::Sql;
use super::{Lectura, StoreError};

/// What the keys are of, from which paths lead up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desde {
    /// Nodes of the tree: their paths begin at themselves.
    Nodos,
    /// Activities: their paths begin at their processes.
    Actividades,
}

/// Where the paths of these keys begin and everything above, in one statement. Each row where a path begins comes with
/// its key, and comes again when it begins another path or stands above one.
pub async fn hacia_arriba<E: Arbolada>(
    lectura: &Lectura,
    mut de: Vec<Clave>,
    desde: Desde,
) -> Result<Vec<(Option<Clave>, E::Model)>, StoreError> {
    de.sort_unstable();
    de.dedup();
    if de.is_empty() {
        return Ok(Vec::new());
    }
    let filas = lectura.filas(sentencia::<E>(lectura, &de, desde)).await?;
    let leer = |fila: &sea_orm::QueryResult| {
        let k: i64 = fila.try_get("", "k")?;
        let comienzo = usize::try_from(k - 1).ok().and_then(|k| de.get(k)).copied();
        Ok((comienzo, E::Model::from_query_result(fila, "")?))
    };
    filas.iter().map(leer).collect()
}

/// Rows `t` with `k`: the position of the key whose path begins there, or 0.
fn sentencia<E: Arbolada>(lectura: &Lectura, de: &[Clave], desde: Desde) -> Sql {
    let entidad = E::default();
    let tabla = entidad.table_name();
    let matriz = |alias: &str| if E::DE_MATRIZ { format!("{alias}.matriz") } else { "0".to_owned() };
    let mut sql = lectura.sql();
    sql.texto("WITH RECURSIVE arriba (entidad_id, version, matriz, id, k) AS (SELECT p.e, p.v, p.m, ");
    sql.texto(if desde == Desde::Nodos { "p.id, p.k FROM " } else { "c.proceso_id, p.k FROM " });
    claves(&mut sql, de);
    if desde == Desde::Actividades {
        sql.texto(
            " JOIN actividad c ON c.entidad_id = p.e AND c.version = p.v AND c.matriz = p.m AND c.id = p.id WHERE 1 = 1",
        );
        lectura.scope().filas(&mut sql, "c", "version");
    }
    sql.texto(&format!(
        " UNION SELECT CAST(h.entidad_id AS BIGINT), CAST(h.version AS BIGINT), CAST({} AS BIGINT), h.padre_id, \
         CAST(0 AS BIGINT) FROM arriba a JOIN {tabla} h ON h.entidad_id = a.entidad_id AND h.version = a.version \
         AND {} = a.matriz AND h.id = a.id WHERE h.padre_id IS NOT NULL) \
         SELECT t.*, a.k FROM arriba a JOIN {tabla} t ON t.entidad_id = a.entidad_id AND t.version = a.version \
         AND {} = a.matriz AND t.id = a.id WHERE 1 = 1",
        matriz("h"),
        matriz("h"),
        matriz("t"),
    ));
    lectura.scope().filas(&mut sql, "t", "version");
    sql
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
