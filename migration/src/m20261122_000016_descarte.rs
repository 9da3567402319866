//! Drafts are discarded, and made from nothing; and an entry of the trail tells which node of the map it is about.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialecto::ejecutar;

/// When a draft was discarded, the origin of those that an editor began, and the node of an entry.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, COLUMNAS).await?;
        origenes(manager, 4).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        origenes(manager, 3).await?;
        manager.get_connection().execute_unprepared(QUITAR).await.map(|_| ())
    }
}

const COLUMNAS: &str = "
-- A draft that nobody wants: it leaves lists and stays readable. It is neither edited, nor sent, nor published.
ALTER TABLE version ADD COLUMN descartada_en INSTANTE CHECK (descartada_en IS NULL OR estado = 1);
-- The id of the row of the map that a change of a version is about. Ids are unique among all rows of an entity's map.
ALTER TABLE auditoria ADD COLUMN nodo BIGINT;
CREATE INDEX auditoria_nodo ON auditoria (entidad_id, registro_id, nodo) WHERE nodo IS NOT NULL;
";

const QUITAR: &str = "
DROP INDEX auditoria_nodo;
ALTER TABLE auditoria DROP COLUMN nodo;
ALTER TABLE version DROP COLUMN descartada_en;
";

/// Admits origins up to that number. SQLite cannot change the check of a column: there the column is made anew, without the
/// trigger that names it meanwhile.
async fn origenes(manager: &SchemaManager<'_>, maximo: i16) -> Result<(), DbErr> {
    let check = format!("CHECK (origen BETWEEN 1 AND {maximo})");
    let sql = if manager.get_database_backend() == DbBackend::Sqlite {
        format!(
            "DROP TRIGGER version_update_publicada;
             ALTER TABLE version RENAME COLUMN origen TO de_antes;
             ALTER TABLE version ADD COLUMN origen SMALLINT NOT NULL DEFAULT 1 {check};
             UPDATE version SET origen = de_antes;
             ALTER TABLE version DROP COLUMN de_antes;
             {CONGELAR}"
        )
    } else {
        format!(
            "ALTER TABLE version DROP CONSTRAINT version_origen_check;
             ALTER TABLE version ADD CONSTRAINT version_origen_check {check}"
        )
    };
    manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
}

/// The same as before.
const CONGELAR: &str = "CREATE TRIGGER version_update_publicada BEFORE UPDATE ON version
WHEN OLD.estado = 2 AND (NEW.estado, NEW.numero, NEW.entidad_id, NEW.creada_en, NEW.enviada_en, NEW.publicada_en, NEW.origen,
    NEW.archivo, NEW.archivo_sha256, NEW.informe, NEW.umbral_micro, NEW.revision, NEW.base)
    IS NOT (OLD.estado, OLD.numero, OLD.entidad_id, OLD.creada_en, OLD.enviada_en, OLD.publicada_en, OLD.origen,
    OLD.archivo, OLD.archivo_sha256, OLD.informe, OLD.umbral_micro, OLD.revision, OLD.base)
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END";
