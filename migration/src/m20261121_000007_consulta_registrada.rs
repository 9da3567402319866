//! Who read, across entities, what was sent and not published.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialecto::{borrar, ejecutar};

/// The record of such readings, which is only ever added to.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let id = if sqlite { "INTEGER PRIMARY KEY" } else { "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY" };
        ejecutar(manager, &TABLA.replace("{id}", id)).await?;
        let db = manager.get_connection();
        db.execute_unprepared(if sqlite { SOLO_AGREGAR_SQLITE } else { SOLO_AGREGAR_POSTGRES }).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["consulta_registrada"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION solo_agregar").await?;
        }
        Ok(())
    }
}

const TABLA: &str = "
CREATE TABLE consulta_registrada (
    id {id},
    momento INSTANTE NOT NULL,
    -- The token's subject.
    sujeto TEXTO NOT NULL,
    -- Id of the request, as in the log and in the answer.
    solicitud TEXTO NOT NULL,
    operacion TEXTO,
    documento TEXTO NOT NULL,
    -- As JSON.
    variables TEXTO NOT NULL
);
CREATE INDEX consulta_registrada_sujeto ON consulta_registrada (sujeto, momento);
";

const SOLO_AGREGAR_SQLITE: &str = "
CREATE TRIGGER consulta_registrada_update BEFORE UPDATE ON consulta_registrada
BEGIN SELECT RAISE(ABORT, 'SOLO_AGREGAR'); END;
CREATE TRIGGER consulta_registrada_delete BEFORE DELETE ON consulta_registrada
BEGIN SELECT RAISE(ABORT, 'SOLO_AGREGAR'); END;
";

const SOLO_AGREGAR_POSTGRES: &str = "
CREATE FUNCTION solo_agregar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'SOLO_AGREGAR';
END $$;
CREATE TRIGGER consulta_registrada_fija BEFORE UPDATE OR DELETE OR TRUNCATE ON consulta_registrada
FOR EACH STATEMENT EXECUTE FUNCTION solo_agregar();
";
