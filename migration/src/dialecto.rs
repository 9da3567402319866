//! The few words that SQLite and PostgreSQL spell differently.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Runs SQL in which `TEXTO` is a text compared byte by byte (the same order on both databases), `INSTANTE` a point in
/// time and `DATOS` a JSON value.
pub(crate) async fn ejecutar(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let (texto, instante, datos) = match manager.get_database_backend() {
        DbBackend::Postgres => ("TEXT COLLATE \"C\"", "TIMESTAMPTZ", "JSONB"),
        _ => ("TEXT", "TEXT", "TEXT"),
    };
    let sql = sql.replace("TEXTO", texto).replace("INSTANTE", instante).replace("DATOS", datos);
    manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
}

/// Drops tables, last made first.
pub(crate) async fn borrar(manager: &SchemaManager<'_>, tablas: &[&str]) -> Result<(), DbErr> {
    for tabla in tablas {
        manager.get_connection().execute_unprepared(&format!("DROP TABLE {tabla}")).await?;
    }
    Ok(())
}
