//! What every record shares: the audit chain, the keys of repeated requests, the links to the process map.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialecto::{borrar, ejecutar};
use crate::muro::{de_nadie, de_registros};

/// The chain is only ever added to: the database refuses anything else.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await?;
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let db = manager.get_connection();
        db.execute_unprepared(if sqlite { SOLO_AGREGAR_SQLITE } else { SOLO_AGREGAR_POSTGRES }).await?;
        de_registros(manager, &["auditoria", "vinculo_mapa"]).await?;
        de_nadie(manager, &["auditoria_cabeza", "idempotencia"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["vinculo_mapa", "idempotencia", "auditoria", "auditoria_cabeza"]).await
    }
}

const TABLAS: &str = "
-- The end of each entity's chain. Whoever writes records of the entity holds this row until the end of its transaction.
CREATE TABLE auditoria_cabeza (
    entidad_id INTEGER NOT NULL PRIMARY KEY REFERENCES entidad (id),
    numero BIGINT NOT NULL,
    huella TEXTO NOT NULL,
    -- The last id that a record of the entity was given.
    ultimo_id BIGINT NOT NULL
);

CREATE TABLE auditoria (
    entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    -- 1, 2, 3 … within the entity.
    numero BIGINT NOT NULL CHECK (numero > 0),
    momento INSTANTE NOT NULL,
    sujeto TEXTO NOT NULL,
    -- 1 API, 2 import, 3 operator.
    origen SMALLINT NOT NULL CHECK (origen BETWEEN 1 AND 3),
    -- Id of the request, as in the log and in the answer.
    solicitud TEXTO NOT NULL,
    operacion TEXTO NOT NULL,
    -- Kind of record, and which one.
    registro SMALLINT NOT NULL,
    registro_id BIGINT NOT NULL,
    revision INTEGER NOT NULL,
    -- The row, as JSON; the digest covers this very text.
    antes TEXTO,
    despues TEXTO,
    -- SHA-256 over the digest of the entry before and the content of this one.
    huella TEXTO NOT NULL,
    -- What a record was before is never everyone's.
    visibilidad SMALLINT NOT NULL CHECK (visibilidad = 0),
    PRIMARY KEY (entidad_id, numero)
);
CREATE INDEX auditoria_registro ON auditoria (entidad_id, registro, registro_id, revision);

-- Keys of requests that may be sent again, and the record and revision that the first one reached.
CREATE TABLE idempotencia (
    sujeto TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    -- SHA-256 of what was asked.
    pedido TEXTO NOT NULL,
    registro SMALLINT NOT NULL,
    registro_id BIGINT NOT NULL,
    revision INTEGER NOT NULL,
    creado_en INSTANTE NOT NULL,
    PRIMARY KEY (sujeto, clave)
);

-- The links of a record to the process map, by official code: what the record's own column `vinculos` says, in a form
-- that can be asked from the map.
CREATE TABLE vinculo_mapa (
    entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    registro SMALLINT NOT NULL,
    registro_id BIGINT NOT NULL,
    matriz SMALLINT NOT NULL CHECK (matriz IN (1, 2)),
    -- 1 proceso, 2 actividad, 3 tarea.
    nivel SMALLINT NOT NULL CHECK (nivel BETWEEN 1 AND 3),
    codigo TEXTO NOT NULL,
    visibilidad SMALLINT NOT NULL CHECK (visibilidad BETWEEN 0 AND 2),
    PRIMARY KEY (entidad_id, registro, registro_id, matriz, nivel, codigo)
);
CREATE INDEX vinculo_mapa_codigo ON vinculo_mapa (entidad_id, matriz, nivel, codigo, registro);
";

const SOLO_AGREGAR_SQLITE: &str = "
CREATE TRIGGER auditoria_update BEFORE UPDATE ON auditoria
BEGIN SELECT RAISE(ABORT, 'SOLO_AGREGAR'); END;
CREATE TRIGGER auditoria_delete BEFORE DELETE ON auditoria
BEGIN SELECT RAISE(ABORT, 'SOLO_AGREGAR'); END;
-- INSERT OR REPLACE deletes without telling the trigger above.
CREATE TRIGGER auditoria_insert BEFORE INSERT ON auditoria
WHEN EXISTS (SELECT 1 FROM auditoria a WHERE a.entidad_id = NEW.entidad_id AND a.numero = NEW.numero)
BEGIN SELECT RAISE(ABORT, 'SOLO_AGREGAR'); END;
CREATE TRIGGER auditoria_cabeza_delete BEFORE DELETE ON auditoria_cabeza
BEGIN SELECT RAISE(ABORT, 'SOLO_AGREGAR'); END;
";

// The function was made for consulta_registrada.
const SOLO_AGREGAR_POSTGRES: &str = "
CREATE TRIGGER auditoria_fija BEFORE UPDATE OR DELETE OR TRUNCATE ON auditoria
FOR EACH STATEMENT EXECUTE FUNCTION solo_agregar();
CREATE TRIGGER auditoria_cabeza_fija BEFORE DELETE OR TRUNCATE ON auditoria_cabeza
FOR EACH STATEMENT EXECUTE FUNCTION solo_agregar();
";
