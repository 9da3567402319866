//! The links of records to the process map, in the form that can be asked from the map.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::registro::{Cabecera, Registro};
use crate::domain::registro::{DeLista, Vinculo};
use crate::store::StoreError;
use crate::store::sql::Sql;

/// Keeps the links to the map that can be asked for equal to those that the record says.
pub(super) async fn vincular<R: Registro>(
    txn: &DatabaseTransaction,
    entidad: i32,
    antes: Option<&R::Model>,
    despues: &R::Model,
) -> Result<(), StoreError> {
    let de = |fila: &R::Model| R::vinculos(fila).map(|v| (Vinculo::leer(v), Cabecera::de::<R>(fila).visibilidad));
    let (anteriores, nuevos) = (antes.and_then(de), de(despues));
    let Some((vinculos, visibilidad)) = nuevos.filter(|nuevos| anteriores.as_ref() != Some(nuevos)) else {
        return Ok(());
    };
    let id = Cabecera::de::<R>(despues).id;
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("DELETE FROM vinculo_mapa WHERE entidad_id = ").valor(entidad);
    sql.texto(" AND registro = ").valor(R::TIPO.codigo()).texto(" AND registro_id = ").valor(id);
    txn.execute_raw(sql.sentencia()).await?;
    let filas: Vec<Fila> = vinculos.into_iter().map(|vinculo| (id, vinculo, visibilidad)).collect();
    insertar::<R>(txn, entidad, &filas).await
}

/// Writes the links of records that are new.
pub(super) async fn vincular_nuevos<R: Registro>(
    txn: &DatabaseTransaction,
    entidad: i32,
    nuevos: &[R::Model],
) -> Result<(), StoreError> {
    let mut filas: Vec<Fila> = Vec::new();
    for nuevo in nuevos {
        let Cabecera { id, visibilidad, .. } = Cabecera::de::<R>(nuevo);
        let vinculos = R::vinculos(nuevo).map(Vinculo::leer).unwrap_or_default();
        filas.extend(vinculos.into_iter().map(|vinculo| (id, vinculo, visibilidad)));
    }
    for grupo in filas.chunks(FILAS) {
        insertar::<R>(txn, entidad, grupo).await?;
    }
    Ok(())
}

/// A link of a record: its id, the link, who sees it.
type Fila = (i64, Vinculo, i16);
/// Most rows of a statement.
const FILAS: usize = 500;

async fn insertar<R: Registro>(txn: &DatabaseTransaction, entidad: i32, filas: &[Fila]) -> Result<(), StoreError> {
    if filas.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto(
        "INSERT INTO vinculo_mapa (entidad_id, registro, registro_id, matriz, nivel, codigo, visibilidad) VALUES ",
    );
    for (i, (id, vinculo, visibilidad)) in filas.iter().enumerate() {
        sql.texto(if i == 0 { "(" } else { ", (" }).valor(entidad).texto(", ").valor(R::TIPO.codigo());
        sql.texto(", ").valor(*id).texto(", ").valor(vinculo.matriz).texto(", ").valor(vinculo.nivel);
        sql.texto(", ").valor(vinculo.codigo.clone()).texto(", ").valor(*visibilidad).texto(")");
    }
    txn.execute_raw(sql.comprobada()?).await?;
    Ok(())
}
