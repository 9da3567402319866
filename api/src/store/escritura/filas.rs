//! The statements that write rows of records.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityName, EntityTrait, FromQueryResult, IdenStatic, Iterable, ModelTrait,
    Value,
};

use super::registro::Registro;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::store::StoreError;
use crate::store::sql::Sql;

type Columna<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

fn tabla<M: ModelTrait>() -> &'static str {
    <M::Entity as Default>::default().table_name()
}

/// Inserts one row.
pub(super) async fn insertar<M: ModelTrait>(txn: &DatabaseTransaction, fila: &M) -> Result<(), StoreError> {
    let columnas: Vec<Columna<M>> = Columna::<M>::iter().collect();
    let nombres = columnas.iter().map(IdenStatic::as_str).collect::<Vec<_>>().join(", ");
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("INSERT INTO ").texto(tabla::<M>()).texto(" (").texto(&nombres).texto(") VALUES (");
    for (i, columna) in columnas.iter().enumerate() {
        sql.texto(if i == 0 { "" } else { ", " }).valor(fila.get(*columna));
    }
    sql.texto(")");
    txn.execute_raw(sql.comprobada()?).await?;
    Ok(())
}

/// Writes all columns of one row but its key.
pub(super) async fn cambiar<M: ModelTrait>(
    txn: &DatabaseTransaction,
    entidad: i32,
    id: i64,
    fila: &M,
) -> Result<(), StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("UPDATE ").texto(tabla::<M>()).texto(" SET ");
    let columnas = Columna::<M>::iter().filter(|c| !["entidad_id", "id"].contains(&c.as_str()));
    for (i, columna) in columnas.enumerate() {
        sql.texto(if i == 0 { "" } else { ", " }).texto(columna.as_str()).texto(" = ").valor(fila.get(columna));
    }
    sql.texto(" WHERE entidad_id = ").valor(entidad).texto(" AND id = ").valor(id);
    txn.execute_raw(sql.comprobada()?).await?;
    Ok(())
}

/// The rows of the entity that have these values, in the order in which they were made.
pub(super) async fn leer<R: Registro>(
    txn: &DatabaseTransaction,
    entidad: i32,
    valores: &[(&'static str, Value)],
) -> Result<Vec<R::Model>, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("SELECT t.* FROM ").texto(R::default().table_name()).texto(" t WHERE t.entidad_id = ").valor(entidad);
    for (columna, valor) in valores {
        sql.texto(" AND t.").texto(columna).texto(" = ").valor(valor.clone());
    }
    sql.texto(" ORDER BY t.id");
    let filas = txn.query_all_raw(sql.comprobada()?).await?;
    Ok(filas.iter().map(|fila| R::Model::from_query_result(fila, "")).collect::<Result<_, _>>()?)
}

/// The rows of the entity whose `columna` is one of these numbers, in the order in which they were made.
pub(super) async fn leer_de_estos<R: Registro>(
    txn: &DatabaseTransaction,
    entidad: i32,
    columna: &'static str,
    numeros: &[i64],
) -> Result<Vec<R::Model>, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("SELECT t.* FROM ").texto(R::default().table_name()).texto(" t WHERE t.entidad_id = ").valor(entidad);
    sql.texto(" AND ").en_enteros(&format!("t.{columna}"), numeros).texto(" ORDER BY t.id");
    let filas = txn.query_all_raw(sql.comprobada()?).await?;
    Ok(filas.iter().map(|fila| R::Model::from_query_result(fila, "")).collect::<Result<_, _>>()?)
}

/// Gives the rows below `padre` a visibility.
pub(super) async fn mostrar<R: Registro>(
    txn: &DatabaseTransaction,
    entidad: i32,
    columna: &'static str,
    padre: i64,
    visibilidad: Visibilidad,
) -> Result<(), StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("UPDATE ").texto(R::default().table_name()).texto(" SET visibilidad = ").valor(visibilidad.codigo());
    sql.texto(" WHERE entidad_id = ").valor(entidad).texto(" AND ").texto(columna).texto(" = ").valor(padre);
    txn.execute_raw(sql.sentencia()).await?;
    Ok(())
}
