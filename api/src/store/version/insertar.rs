//! Rows in bulk: statements whose text never changes, so that each database prepares them once.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::store::StoreError;
use crate::store::sql::Sql;

/// Rows in one statement of PostgreSQL, which unpacks them from one JSON text.
const FILAS_EN_JSON: usize = 4_000;
/// Rows in one statement of SQLite, each value bound; what is left over goes row by row.
const FILAS_ENLAZADAS: usize = 64;

/// Inserts rows of one table.
pub(in crate::store) async fn insertar<M: ModelTrait>(
    txn: &impl ConnectionTrait,
    filas: impl IntoIterator<Item = M>,
) -> Result<(), StoreError> {
    let columnas: Vec<Columna<M>> = Columna::<M>::iter().collect();
    let mut filas = filas.into_iter().peekable();
    if filas.peek().is_none() {
        return Ok(());
    }
    if txn.get_database_backend() != DbBackend::Postgres {
        return enlazar(txn, &columnas, filas).await;
    }
    while filas.peek().is_some() {
        let grupo: Vec<M> = filas.by_ref().take(FILAS_EN_JSON).collect();
        txn.execute_raw(en_json(txn, &columnas, &grupo)?.sentencia()).await?;
    }
    conocer(txn, tabla::<M>()).await
}

async fn enlazar<M: ModelTrait>(
    txn: &impl ConnectionTrait,
    columnas: &[Columna<M>],
    mut filas: impl Iterator<Item = M>,
) -> Result<(), StoreError> {
    loop {
        let grupo: Vec<M> = filas.by_ref().take(FILAS_ENLAZADAS).collect();
        if grupo.is_empty() {
            return Ok(());
        }
        let por_sentencia = if grupo.len() == FILAS_ENLAZADAS { FILAS_ENLAZADAS } else { 1 };
        for parte in grupo.chunks(por_sentencia) {
            txn.execute_raw(enlazadas(txn, columnas, parte).sentencia()).await?;
        }
    }
}

/// Has PostgreSQL look at the first rows of a table. Until it has, it takes any index that begins with the entity for as
/// good as the primary key, and each reference to a row of the table is checked by reading the whole version.
async fn conocer(txn: &impl ConnectionTrait, tabla: &str) -> Result<(), StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("SELECT 1 FROM pg_stats WHERE schemaname = current_schema() AND tablename = ").valor(tabla.to_owned());
    sql.texto(" LIMIT 1");
    if txn.query_one_raw(sql.sentencia()).await?.is_none() {
        txn.execute_unprepared(&format!("ANALYZE {tabla}")).await?;
    }
    Ok(())
}

fn tabla<M: ModelTrait>() -> &'static str {
    <M::Entity as Default>::default().table_name()
}

type Columna<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

/// `INSERT INTO tabla (a, b)`.
fn encabezar<M: ModelTrait>(sql: &mut Sql, columnas: &[Columna<M>]) -> String {
    let nombres = columnas.iter().map(IdenStatic::as_str).collect::<Vec<_>>().join(", ");
    sql.texto("INSERT INTO ").texto(tabla::<M>()).texto(" (").texto(&nombres).texto(") ");
    nombres
}

fn en_json<M: ModelTrait>(txn: &impl ConnectionTrait, columnas: &[Columna<M>], filas: &[M]) -> Result<Sql, StoreError> {
    let filas: Vec<EnJson<'_, M>> = filas.iter().map(|fila| EnJson { columnas, fila }).collect();
    let texto = serde_json::to_string(&filas).map_err(|error| DbErr::Json(error.to_string()))?;
    let mut sql = Sql::nueva(txn.get_database_backend());
    let nombres = encabezar::<M>(&mut sql, columnas);
    sql.texto("SELECT ").texto(&nombres).texto(" FROM json_populate_recordset(NULL::");
    sql.texto(tabla::<M>()).texto(", ").valor(texto).texto("::json)");
    Ok(sql)
}

fn enlazadas<M: ModelTrait>(txn: &impl ConnectionTrait, columnas: &[Columna<M>], filas: &[M]) -> Sql {
    let mut sql = Sql::nueva(txn.get_database_backend());
    encabezar::<M>(&mut sql, columnas);
    for (i, fila) in filas.iter().enumerate() {
        sql.texto(if i == 0 { "VALUES (" } else { "), (" });
        for (j, columna) in columnas.iter().enumerate() {
            sql.texto(if j == 0 { "" } else { ", " }).valor(fila.get(*columna));
        }
    }
    sql.texto(")");
    sql
}

/// A row as a JSON object: its columns by name.
struct EnJson<'a, M: ModelTrait> {
    columnas: &'a [Columna<M>],
    fila: &'a M,
}

impl<M: ModelTrait> Serialize for EnJson<'_, M> {
    fn serialize<S: Serializer>(&self, serializador: S) -> Result<S::Ok, S::Error> {
        let mut objeto = serializador.serialize_map(Some(self.columnas.len()))?;
        for columna in self.columnas {
            let nombre = columna.as_str();
            match self.fila.get(*columna) {
                Value::Bool(valor) => objeto.serialize_entry(nombre, &valor)?,
                Value::SmallInt(valor) => objeto.serialize_entry(nombre, &valor)?,
                Value::Int(valor) => objeto.serialize_entry(nombre, &valor)?,
                Value::BigInt(valor) => objeto.serialize_entry(nombre, &valor)?,
                Value::ChronoDateTimeUtc(valor) => objeto.serialize_entry(nombre, &valor)?,
                Value::String(valor) => objeto.serialize_entry(nombre, &valor)?,
                Value::Json(valor) => objeto.serialize_entry(nombre, &valor)?,
                otro => return Err(serde::ser::Error::custom(format!("{nombre} holds {otro:?}"))),
            }
        }
        objeto.end()
    }
}

/// Inserts all these rows by one statement, whatever their number; the columns `bajo` with the opposite sign.
pub(super) async fn insertar_de_una<M: ModelTrait>(
    txn: &impl ConnectionTrait,
    filas: &[&M],
    bajo: &[&str],
) -> Result<(), StoreError> {
    if filas.is_empty() {
        return Ok(());
    }
    let columnas: Vec<Columna<M>> = Columna::<M>::iter().collect();
    let mut sql = Sql::nueva(txn.get_database_backend());
    encabezar::<M>(&mut sql, &columnas);
    sql.texto("SELECT ").texto(&con_signo::<M>(&columnas, "n.", bajo)).texto(" FROM ");
    desempacar(&mut sql, &columnas, filas)?;
    txn.execute_raw(sql.sentencia()).await?;
    Ok(())
}

/// Writes these columns (all but the key, if none is named) of all these rows by one statement; those of `bajo` with the
/// opposite sign.
pub(super) async fn actualizar<M: ModelTrait>(
    txn: &impl ConnectionTrait,
    filas: &[&M],
    llave: &[&str],
    solo: &[&str],
    bajo: &[&str],
) -> Result<(), StoreError> {
    if filas.is_empty() {
        return Ok(());
    }
    let de_llave = |c: &Columna<M>| llave.contains(&c.as_str());
    let puestas: Vec<Columna<M>> =
        Columna::<M>::iter().filter(|c| !de_llave(c) && (solo.is_empty() || solo.contains(&c.as_str()))).collect();
    let empacadas: Vec<Columna<M>> = Columna::<M>::iter().filter(de_llave).chain(puestas.iter().copied()).collect();
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("UPDATE ").texto(tabla::<M>()).texto(" AS t SET ");
    for (i, columna) in puestas.iter().enumerate() {
        let nombre = columna.as_str();
        let signo = if bajo.contains(&nombre) { "-" } else { "" };
        sql.texto(if i == 0 { "" } else { ", " }).texto(&format!("{nombre} = {signo}n.{nombre}"));
    }
    sql.texto(" FROM ");
    desempacar(&mut sql, &empacadas, filas)?;
    for (i, columna) in llave.iter().enumerate() {
        sql.texto(if i == 0 { " WHERE " } else { " AND " }).texto(&format!("t.{columna} = n.{columna}"));
    }
    txn.execute_raw(sql.sentencia()).await?;
    Ok(())
}

/// Columns of `prefijo`, some with the opposite sign.
fn con_signo<M: ModelTrait>(columnas: &[Columna<M>], prefijo: &str, bajo: &[&str]) -> String {
    let cada = columnas.iter().map(|columna| {
        let nombre = columna.as_str();
        format!("{}{prefijo}{nombre}", if bajo.contains(&nombre) { "-" } else { "" })
    });
    cada.collect::<Vec<_>>().join(", ")
}

/// Rows out of one JSON text, as the table `n`.
fn desempacar<M: ModelTrait>(sql: &mut Sql, columnas: &[Columna<M>], filas: &[&M]) -> Result<(), StoreError> {
    let filas: Vec<EnJson<'_, M>> = filas.iter().map(|fila| EnJson { columnas, fila: *fila }).collect();
    let texto = serde_json::to_string(&filas).map_err(|error| DbErr::Json(error.to_string()))?;
    if sql.es_postgres() {
        sql.texto("json_populate_recordset(NULL::").texto(tabla::<M>()).texto(", ").valor(texto).texto("::json) n");
        return Ok(());
    }
    for (i, columna) in columnas.iter().enumerate() {
        let nombre = columna.as_str();
        sql.texto(if i == 0 { "(SELECT " } else { ", " });
        sql.texto(&format!("json_extract(value, '$.{nombre}') AS {nombre}"));
    }
    sql.texto(" FROM json_each(").valor(texto).texto(")) n");
    Ok(())
}
