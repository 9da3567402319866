//! Who governs the improvement of processes: the catalogue of roles, and who holds each in each entity.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};
use crate::muro::{de_registros, de_todos};

/// The catalogue is replaced as the others are; the assignments are records of an entity.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await?;
        de_todos(manager, &["rol_de_gobierno", "responsabilidad"]).await?;
        de_registros(manager, &["asignacion_de_rol"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["asignacion_de_rol", "responsabilidad", "rol_de_gobierno"]).await
    }
}

const TABLAS: &str = "
CREATE TABLE rol_de_gobierno (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL,
    -- Those that it is made of, between bars.
    integrantes TEXTO NOT NULL
);

CREATE TABLE responsabilidad (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL,
    rol_de_gobierno_id SMALLINT NOT NULL REFERENCES rol_de_gobierno (id)
);

CREATE TABLE asignacion_de_rol (
    entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    id BIGINT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    creado_en INSTANTE NOT NULL,
    cambiado_en INSTANTE NOT NULL,
    archivado_en INSTANTE,
    visibilidad SMALLINT NOT NULL CHECK (visibilidad BETWEEN 0 AND 2),
    -- Code of the catalogue.
    rol TEXTO NOT NULL,
    integrante TEXTO,
    -- The puesto by its number in the Mapeo de Puestos, or the unit by its name: versions of both come and go.
    correlativo TEXTO,
    unidad TEXTO,
    titular TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    -- YYYY-MM-DD
    desde TEXTO NOT NULL CHECK (LENGTH(desde) = 10),
    hasta TEXTO CHECK (hasta >= desde),
    -- Codes; none is all of them.
    responsabilidades DATOS NOT NULL,
    -- Processes that it is for; none is all of them.
    vinculos DATOS NOT NULL,
    PRIMARY KEY (entidad_id, id),
    CHECK ((correlativo IS NULL) <> (unidad IS NULL))
);
CREATE INDEX asignacion_de_rol_rol ON asignacion_de_rol (entidad_id, rol, desde);
";
