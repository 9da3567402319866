//! Subtrees, flat and in reading order: one range of each table for each root.

use quipu_entities::{actividad, proceso, tarea};

use super::lista::{Clave, Hijos, repartir, tabla};
use super::orden::Tabla;
use super::{Lectura, StoreError};

/// What hangs from a root.
#[derive(Debug, Clone, Copy)]
pub struct Rama {
    /// Entity, version and matrix.
    pub matriz: Clave,
    /// First position in reading order.
    pub desde: i32,
    /// Last position.
    pub hasta: i32,
    /// Deepest level.
    pub fondo: i16,
}

/// Nodes of subtrees, kind by kind, each in reading order.
#[derive(Debug)]
pub struct Nodos {
    /// Processes.
    pub procesos: Hijos<proceso::Model>,
    /// Activities.
    pub actividades: Hijos<actividad::Model>,
    /// Tasks.
    pub tareas: Hijos<tarea::Model>,
}

/// At most `limite` nodes of each kind for each root: enough to make the first `limite` of all. One statement for each
/// kind.
pub async fn leer(lectura: &Lectura, ramas: &[Rama], limite: usize) -> Result<Nodos, StoreError> {
    Ok(Nodos {
        procesos: leer_tabla::<proceso::Entity>(lectura, ramas, limite).await?,
        actividades: leer_tabla::<actividad::Entity>(lectura, ramas, limite).await?,
        tareas: leer_tabla::<tarea::Entity>(lectura, ramas, limite).await?,
    })
}

async fn leer_tabla<E: Tabla>(lectura: &Lectura, ramas: &[Rama], limite: usize) -> Result<Hijos<E::Model>, StoreError> {
    let primeros = i64::try_from(limite).unwrap_or(i64::MAX);
    let entidad = E::default();
    let mut sql = lectura.sql();
    if let [Rama { matriz: Clave([entidad_id, version, matriz, _]), desde, hasta, fondo }] = *ramas {
        sql.texto("SELECT t.*, CAST(1 AS BIGINT) AS k FROM ").texto(entidad.table_name());
        sql.texto(" t WHERE t.entidad_id = ").valor(entidad_id).texto(" AND t.version = ").valor(version);
        sql.texto(" AND t.matriz = ").valor(matriz);
        sql.texto(" AND t.orden BETWEEN ").valor(desde).texto(" AND ").valor(hasta);
        sql.texto(" AND t.profundidad <= ").valor(fondo);
        lectura.scope().filas(&mut sql, "t", "version");
        sql.texto(" ORDER BY t.orden LIMIT ").valor(primeros.min(lectura.tope()));
    } else {
        sql.texto("SELECT * FROM (SELECT t.*, p.k, ROW_NUMBER() OVER (PARTITION BY p.k ORDER BY t.orden) AS n FROM ");
        let filas: Vec<[i64; 6]> = ramas.iter().map(en_fila).collect();
        tabla(&mut sql, ["e", "v", "m", "desde", "hasta", "fondo"], &filas);
        sql.texto(" JOIN ").texto(entidad.table_name());
        sql.texto(
            " t ON t.entidad_id = p.e AND t.version = p.v AND t.matriz = p.m AND t.orden BETWEEN p.desde AND p.hasta \
             WHERE t.profundidad <= p.fondo",
        );
        lectura.scope().filas(&mut sql, "t", "version");
        sql.texto(") s WHERE s.n <= ").valor(primeros).texto(" ORDER BY s.k, s.n LIMIT ").valor(lectura.tope());
    }
    repartir::<E>(&lectura.filas(sql).await?, ramas.len(), limite)
}

fn en_fila(rama: &Rama) -> [i64; 6] {
    let Clave([entidad, version, matriz, _]) = rama.matriz;
    [entidad, version, matriz, rama.desde.into(), rama.hasta.into(), rama.fondo.into()]
}
