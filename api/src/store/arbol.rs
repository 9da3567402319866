//! A subtree, flat and in reading order: one range of each table.

use quipu_entities::{actividad, proceso, tarea};
use sea_orm::{EntityTrait, FromQueryResult};

use super::lista::Clave;
use super::orden::Tabla;
use super::{Lectura, StoreError};

/// Which part of a matrix is read.
#[derive(Debug, Clone, Copy)]
pub struct Tramo {
    /// Entity, version and matrix.
    pub matriz: Clave,
    /// First position in reading order.
    pub desde: i32,
    /// Last position.
    pub hasta: i32,
    /// Deepest level.
    pub profundidad: i16,
    /// Most nodes.
    pub limite: usize,
}

/// Nodes of a subtree, kind by kind, each in reading order.
#[derive(Debug)]
pub struct Nodos {
    /// Processes.
    pub procesos: Vec<proceso::Model>,
    /// Activities.
    pub actividades: Vec<actividad::Model>,
    /// Tasks.
    pub tareas: Vec<tarea::Model>,
}

/// At most `limite` nodes of each kind: enough to make the first `limite` of all.
pub async fn leer(lectura: &Lectura, tramo: Tramo) -> Result<Nodos, StoreError> {
    Ok(Nodos {
        procesos: leer_tabla::<proceso::Entity>(lectura, tramo).await?,
        actividades: leer_tabla::<actividad::Entity>(lectura, tramo).await?,
        tareas: leer_tabla::<tarea::Entity>(lectura, tramo).await?,
    })
}

async fn leer_tabla<E>(lectura: &Lectura, tramo: Tramo) -> Result<Vec<E::Model>, StoreError>
where
    E: Tabla,
    <E as EntityTrait>::Model: FromQueryResult,
{
    let Clave([entidad, version, matriz, _]) = tramo.matriz;
    let mut sql = lectura.sql();
    sql.texto("SELECT t.* FROM ").texto(E::default().table_name()).texto(" t WHERE t.entidad_id = ").valor(entidad);
    sql.texto(" AND t.version = ").valor(version).texto(" AND t.matriz = ").valor(matriz);
    sql.texto(" AND t.orden BETWEEN ").valor(tramo.desde).texto(" AND ").valor(tramo.hasta);
    sql.texto(" AND t.profundidad <= ").valor(tramo.profundidad);
    lectura.scope().filas(&mut sql, "t", "version");
    sql.texto(" ORDER BY t.orden LIMIT ").valor(i64::try_from(tramo.limite).unwrap_or(i64::MAX));
    lectura.modelos(sql).await
}
