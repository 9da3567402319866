//! A published version never changes, whoever asks: the database refuses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Triggers that freeze the rows of published versions.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables whose rows belong to a version.
const TABLAS: [&str; 13] = [
    "hallazgo",
    "unidad",
    "puesto",
    "dotacion_no_medida",
    "matriz",
    "proceso",
    "actividad",
    "tarea",
    "puesto_propuesto",
    "puesto_asignado",
    "ejecucion",
    "dotacion_resumen",
    "carga_proceso",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        if !sqlite {
            db.execute_unprepared(FUNCIONES_POSTGRES).await?;
        }
        db.execute_unprepared(if sqlite { VERSION_SQLITE } else { VERSION_POSTGRES }).await?;
        for tabla in TABLAS {
            let plantilla = if sqlite { FILAS_SQLITE } else { FILAS_POSTGRES };
            db.execute_unprepared(&plantilla.replace("{tabla}", tabla)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for tabla in TABLAS.iter().chain(&["version"]) {
            for accion in ["insert", "update", "delete", "move", "truncate"] {
                let sobre = if sqlite { String::new() } else { format!(" ON {tabla}") };
                db.execute_unprepared(&format!("DROP TRIGGER IF EXISTS {tabla}_{accion}_publicada{sobre}")).await?;
            }
        }
        if !sqlite {
            db.execute_unprepared(
                "DROP FUNCTION filas_publicadas; DROP FUNCTION version_publicada; DROP FUNCTION nada_publicado",
            )
            .await?;
        }
        Ok(())
    }
}

const VERSION_SQLITE: &str = "
CREATE TRIGGER version_update_publicada BEFORE UPDATE ON version
WHEN OLD.estado = 2 AND (NEW.estado, NEW.numero, NEW.entidad_id, NEW.creada_en, NEW.enviada_en, NEW.publicada_en, NEW.origen,
    NEW.archivo, NEW.archivo_sha256, NEW.informe, NEW.umbral_micro)
    IS NOT (OLD.estado, OLD.numero, OLD.entidad_id, OLD.creada_en, OLD.enviada_en, OLD.publicada_en, OLD.origen,
    OLD.archivo, OLD.archivo_sha256, OLD.informe, OLD.umbral_micro)
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;
-- INSERT OR REPLACE deletes without telling the trigger above.
CREATE TRIGGER version_insert_publicada BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version v WHERE v.entidad_id = NEW.entidad_id AND v.numero = NEW.numero AND v.estado = 2)
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;
CREATE TRIGGER version_delete_publicada BEFORE DELETE ON version WHEN OLD.estado = 2
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;
";

const FILAS_SQLITE: &str = "
CREATE TRIGGER {tabla}_insert_publicada BEFORE INSERT ON {tabla}
WHEN (SELECT estado FROM version WHERE entidad_id = NEW.entidad_id AND numero = NEW.version) = 2
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;
CREATE TRIGGER {tabla}_update_publicada BEFORE UPDATE ON {tabla}
WHEN 2 IN (SELECT estado FROM version WHERE (entidad_id, numero) IN
    (VALUES (OLD.entidad_id, OLD.version), (NEW.entidad_id, NEW.version)))
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;
CREATE TRIGGER {tabla}_delete_publicada BEFORE DELETE ON {tabla}
WHEN (SELECT estado FROM version WHERE entidad_id = OLD.entidad_id AND numero = OLD.version) = 2
BEGIN SELECT RAISE(ABORT, 'VERSION_PUBLICADA'); END;
";

// Once a statement, not once a row: loading a country stays fast.
const FUNCIONES_POSTGRES: &str = "
CREATE FUNCTION filas_publicadas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT entidad_id, version FROM tocadas) t
        JOIN version v ON v.entidad_id = t.entidad_id AND v.numero = t.version
        WHERE v.estado = 2
    ) THEN
        RAISE EXCEPTION 'VERSION_PUBLICADA';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION version_publicada() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    antes version := OLD;
BEGIN
    IF OLD.estado = 2 AND TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'VERSION_PUBLICADA';
    END IF;
    IF OLD.estado = 2 THEN
        -- Only which one is current may change.
        antes.vigente := NEW.vigente;
        IF NEW IS DISTINCT FROM antes THEN
            RAISE EXCEPTION 'VERSION_PUBLICADA';
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION nada_publicado() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM version WHERE estado = 2) THEN
        RAISE EXCEPTION 'VERSION_PUBLICADA';
    END IF;
    RETURN NULL;
END $$;
";

const VERSION_POSTGRES: &str = "
CREATE TRIGGER version_update_publicada BEFORE UPDATE OR DELETE ON version
FOR EACH ROW EXECUTE FUNCTION version_publicada();
CREATE TRIGGER version_truncate_publicada BEFORE TRUNCATE ON version EXECUTE FUNCTION nada_publicado();
";

const FILAS_POSTGRES: &str = "
CREATE TRIGGER {tabla}_insert_publicada AFTER INSERT ON {tabla}
REFERENCING NEW TABLE AS tocadas FOR EACH STATEMENT EXECUTE FUNCTION filas_publicadas();
CREATE TRIGGER {tabla}_update_publicada AFTER UPDATE ON {tabla}
REFERENCING OLD TABLE AS tocadas FOR EACH STATEMENT EXECUTE FUNCTION filas_publicadas();
CREATE TRIGGER {tabla}_move_publicada AFTER UPDATE ON {tabla}
REFERENCING NEW TABLE AS tocadas FOR EACH STATEMENT EXECUTE FUNCTION filas_publicadas();
CREATE TRIGGER {tabla}_truncate_publicada BEFORE TRUNCATE ON {tabla} EXECUTE FUNCTION nada_publicado();
CREATE TRIGGER {tabla}_delete_publicada AFTER DELETE ON {tabla}
REFERENCING OLD TABLE AS tocadas FOR EACH STATEMENT EXECUTE FUNCTION filas_publicadas();
";
