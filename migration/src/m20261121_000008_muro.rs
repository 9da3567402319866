//! What a request may read is decided again by the database.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::muro::{abrir, cerrar, de_todos, de_version};

/// Row-level security over every table, on PostgreSQL.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables whose rows belong to a version.
const DE_VERSION: [&str; 13] = [
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

/// Reference data, the catalogue of entities, the epoch.
const DE_TODOS: [&str; 10] =
    ["sector", "grupo", "familia", "rol", "nivel", "regimen", "naturaleza", "directivo", "entidad", "epoca"];

/// Published for everyone; a draft for those who may read the entity's; a sent one for its rector bodies too.
const VERSION: &str = "estado = 2 \
    OR entidad_id <@ (SELECT current_setting('quipu.borradores')::int4multirange) \
    OR (enviada_en IS NOT NULL AND entidad_id <@ (SELECT current_setting('quipu.enviados')::int4multirange))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        manager.get_connection().execute_unprepared(VIGENTES).await?;
        de_todos(manager, &["muro"]).await?;
        cerrar(manager, "version", VERSION).await?;
        cerrar(manager, "consulta_registrada", "current_setting('quipu.registros') = 'si'").await?;
        de_version(manager, &DE_VERSION).await?;
        de_todos(manager, &DE_TODOS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        abrir(manager, &DE_TODOS).await?;
        abrir(manager, &DE_VERSION).await?;
        abrir(manager, &["consulta_registrada", "version"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let quitar = "DROP TRIGGER muro_vigente ON version; DROP FUNCTION muro_vigente; DROP FUNCTION version_visible; DROP TABLE muro";
            manager.get_connection().execute_unprepared(quitar).await?;
        }
        Ok(())
    }
}

const VIGENTES: &str = "
-- What the wall looks up: the number of each entity's current version, 0 where it has none, at the place of its number.
-- Without gaps or nulls, so that a place is found without walking to it.
CREATE TABLE muro (
    id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    vigentes INTEGER[] NOT NULL
);
INSERT INTO muro (id, vigentes) SELECT 1, COALESCE((
    SELECT array_agg(COALESCE(v.numero, 0) ORDER BY g.id)
    FROM generate_series(1, (SELECT MAX(id) FROM entidad WHERE id <= 100000)) AS g (id)
    LEFT JOIN version v ON v.entidad_id = g.id AND v.vigente
), '{}');

CREATE FUNCTION muro_vigente() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.vigente THEN
        UPDATE muro SET vigentes[OLD.entidad_id] = 0 WHERE OLD.entidad_id BETWEEN 1 AND cardinality(vigentes);
    END IF;
    -- An entity of a number beyond all measure is asked for row by row.
    IF TG_OP <> 'DELETE' AND NEW.vigente AND NEW.estado = 2 AND NEW.entidad_id BETWEEN 1 AND 100000 THEN
        UPDATE muro SET vigentes = vigentes || array_fill(0, ARRAY[NEW.entidad_id - cardinality(vigentes)])
        WHERE cardinality(vigentes) < NEW.entidad_id;
        UPDATE muro SET vigentes[NEW.entidad_id] = NEW.numero;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER muro_vigente AFTER INSERT OR DELETE OR UPDATE OF entidad_id, numero, estado, vigente ON version
FOR EACH ROW EXECUTE FUNCTION muro_vigente();

-- Whether a version shows, by its own policy. Not inlined, and cheap in the planner's eyes: it is seldom reached.
CREATE FUNCTION version_visible(entidad integer, cual integer) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 AS $$
BEGIN
    RETURN EXISTS (SELECT FROM version WHERE entidad_id = entidad AND numero = cual);
END $$;
";
