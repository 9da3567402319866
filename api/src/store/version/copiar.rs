//! A draft made from another version: the same rows under another number, ids included.

use chrono::{DateTime, Utc};
use quipu_entities::{
    actividad, carga_proceso, dotacion_no_medida, dotacion_resumen, ejecucion, hallazgo, matriz, proceso, puesto,
    puesto_asignado, puesto_propuesto, tarea, unidad, version,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, IdenStatic, Iterable};

use super::BORRADOR;
use super::crear::reservar_version;
use super::filas::Llave;
use super::hecho::Hecho;
use super::insertar::insertar;
use crate::store::StoreError;
use crate::store::sql::Sql;

/// Copies a version into a new draft, in a transaction that holds the end of the entity's chain; what was done is to be
/// added to it.
pub(in crate::store) async fn copiar(
    txn: &DatabaseTransaction,
    entidad_id: i32,
    base: i32,
    ahora: DateTime<Utc>,
) -> Result<Option<Hecho>, StoreError> {
    let Some(fila) = version::Entity::find_by_id((entidad_id, base)).one(txn).await? else { return Ok(None) };
    let numero = reservar_version(txn, entidad_id).await?;
    let copia = version::Model {
        numero,
        estado: BORRADOR,
        vigente: false,
        creada_en: ahora,
        enviada_en: None,
        publicada_en: None,
        archivo: None,
        archivo_sha256: None,
        informe: None,
        revision: 1,
        base: Some(base),
        descartada_en: None,
        ..fila
    };
    insertar(txn, [copia]).await?;
    let llave = Llave { entidad_id, version: numero };
    // Each before those that refer to it.
    filas::<hallazgo::Entity>(txn, llave, base).await?;
    filas::<unidad::Entity>(txn, llave, base).await?;
    filas::<puesto::Entity>(txn, llave, base).await?;
    filas::<dotacion_no_medida::Entity>(txn, llave, base).await?;
    filas::<matriz::Entity>(txn, llave, base).await?;
    filas::<proceso::Entity>(txn, llave, base).await?;
    filas::<actividad::Entity>(txn, llave, base).await?;
    filas::<tarea::Entity>(txn, llave, base).await?;
    filas::<puesto_propuesto::Entity>(txn, llave, base).await?;
    filas::<puesto_asignado::Entity>(txn, llave, base).await?;
    filas::<ejecucion::Entity>(txn, llave, base).await?;
    filas::<dotacion_resumen::Entity>(txn, llave, base).await?;
    filas::<carga_proceso::Entity>(txn, llave, base).await?;
    Hecho::nuevo(txn, llave, "COPIAR").await.map(Some)
}

async fn filas<E: EntityTrait>(txn: &DatabaseTransaction, llave: Llave, base: i32) -> Result<(), StoreError> {
    let tabla = E::default();
    let (tabla, columnas) = (tabla.table_name(), E::Column::iter().map(|c| c.as_str()).collect::<Vec<_>>());
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("INSERT INTO ").texto(tabla).texto(" (").texto(&columnas.join(", ")).texto(") SELECT ");
    for (i, columna) in columnas.iter().enumerate() {
        sql.texto(if i == 0 { "" } else { ", " });
        if *columna == "version" {
            sql.texto("CAST(").valor(llave.version).texto(" AS INTEGER)");
        } else {
            sql.texto(columna);
        }
    }
    sql.texto(" FROM ").texto(tabla).texto(" WHERE entidad_id = ").valor(llave.entidad_id);
    sql.texto(" AND version = ").valor(base);
    txn.execute_raw(sql.sentencia()).await?;
    Ok(())
}
