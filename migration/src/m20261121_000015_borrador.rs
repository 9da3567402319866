//! Drafts are edited: a version tells how often it changed, and which one it was made from.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Revision and base of a version, frozen with the rest of it; and the way from a code to its row.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(COLUMNAS).await?;
        for tabla in CODIFICADAS {
            let indice = format!("CREATE INDEX {tabla}_codigo ON {tabla} (entidad_id, version, matriz, codigo)");
            db.execute_unprepared(&indice).await?;
        }
        // PostgreSQL's trigger compares whole rows.
        if manager.get_database_backend() == DbBackend::Sqlite {
            db.execute_unprepared(&congelar(", revision, base")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for tabla in CODIFICADAS {
            db.execute_unprepared(&format!("DROP INDEX {tabla}_codigo")).await?;
        }
        if manager.get_database_backend() == DbBackend::Sqlite {
            db.execute_unprepared(&congelar("")).await?;
        }
        db.execute_unprepared("ALTER TABLE version DROP COLUMN base; ALTER TABLE version DROP COLUMN revision").await?;
        Ok(())
    }
}

/// What records name by its code in the version in force.
const CODIFICADAS: [&str; 3] = ["proceso", "actividad", "tarea"];

const COLUMNAS: &str = "
-- 1, 2, 3 …: raised by every change of the draft and of its rows, and by its sending and publication.
ALTER TABLE version ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
-- Number of the version that a draft was copied from.
ALTER TABLE version ADD COLUMN base INTEGER;
";

/// The trigger of SQLite that names what does not change, with more columns.
fn congelar(mas: &str) -> String {
    let columnas = format!(
        "estado, numero, entidad_id, creada_en, enviada_en, publicada_en, origen, archivo, archivo_sha256, informe, \
         umbral_micro{mas}"
    );
    let de =
        |fila: &str| columnas.split(", ").map(|columna| format!("{fila}.{columna}")).collect::<Vec<_>>().join(", ");
    format!(
        "DROP TRIGGER version_update_publicada;
         CREATE TRIGGER version_update_publicada BEFORE UPDATE ON version
         WHEN OLD.estado = 2 AND ({}) IS NOT ({})
         BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;",
        de("NEW"),
        de("OLD")
    )
}
