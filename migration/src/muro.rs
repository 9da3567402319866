//! The second wall, on PostgreSQL: row-level security decides again what a request may read, whatever its statements say.
//!
//! The program reads as a role that owns nothing and may only select (its `store::muro` makes it), in a transaction whose
//! settings carry the reach of who asks: `quipu.borradores` and `quipu.enviados`, multiranges of entity numbers (`{(,)}`
//! is all of them), and `quipu.registros`. A setting that is missing or empty is an error, never a yes. The role is let
//! into every table that has row-level security, and into no other: **a migration that adds a table calls one of these
//! functions**. The owner, who writes, is not behind the wall.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Tables that hold rows of a version, in `entidad_id` and `version`: a row shows when its version does.
pub(crate) async fn de_version(manager: &SchemaManager<'_>, tablas: &[&str]) -> Result<(), DbErr> {
    for tabla in tablas {
        cerrar(manager, tabla, VERSION_VISIBLE).await?;
    }
    Ok(())
}

/// Nearly every row that is read is of a current version or of the reader's own entity: those are told by an array and a
/// range that each statement looks up once, some 40 ns a row. Only the others (superseded, or sent) ask for their version,
/// some 2 µs a row.
///
/// The form is for the planner, which knows nothing of the settings: «a number other than 0» is true for nearly all rows
/// in its eyes, as it is, and costs next to nothing, so that plans stay what they are without the wall. The array is
/// joined with an empty one to have it unpacked once and not for each row.
const VERSION_VISIBLE: &str = "CASE \
    WHEN (SELECT vigentes || '{}'::integer[] FROM muro)[entidad_id] = version THEN 1 \
    WHEN entidad_id <@ (SELECT current_setting('quipu.borradores')::int4multirange) THEN 1 \
    WHEN version_visible(entidad_id, version) THEN 1 \
    ELSE 0 END <> 0";

/// Tables of records, in `entidad_id` and `visibilidad`: what is settled shows to everyone, what is under way to rector
/// bodies, a draft to its entity.
pub(crate) async fn de_registros(manager: &SchemaManager<'_>, tablas: &[&str]) -> Result<(), DbErr> {
    for tabla in tablas {
        cerrar(manager, tabla, REGISTRO_VISIBLE).await?;
    }
    Ok(())
}

const REGISTRO_VISIBLE: &str = "visibilidad = 2 \
    OR entidad_id <@ (SELECT current_setting('quipu.borradores')::int4multirange) \
    OR (visibilidad = 1 AND entidad_id <@ (SELECT current_setting('quipu.enviados')::int4multirange))";

/// Tables that no request reads.
pub(crate) async fn de_nadie(manager: &SchemaManager<'_>, tablas: &[&str]) -> Result<(), DbErr> {
    for tabla in tablas {
        cerrar(manager, tabla, "false").await?;
    }
    Ok(())
}

/// Tables that everyone may read.
pub(crate) async fn de_todos(manager: &SchemaManager<'_>, tablas: &[&str]) -> Result<(), DbErr> {
    for tabla in tablas {
        cerrar(manager, tabla, "true").await?;
    }
    Ok(())
}

/// A table whose rows show where this condition over them holds.
pub(crate) async fn cerrar(manager: &SchemaManager<'_>, tabla: &str, visible: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let sql = format!(
        "ALTER TABLE {tabla} ENABLE ROW LEVEL SECURITY; CREATE POLICY muro ON {tabla} FOR SELECT USING ({visible})"
    );
    manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
}

/// Takes the wall away from tables that stay.
pub(crate) async fn abrir(manager: &SchemaManager<'_>, tablas: &[&str]) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for tabla in tablas {
        let sql = format!("DROP POLICY muro ON {tabla}; ALTER TABLE {tabla} DISABLE ROW LEVEL SECURITY");
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}
