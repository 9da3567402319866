//! Reference data. Replaced by loading files; an entry that a figure refers to is never removed, only made inactive.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};

/// Catalogues of sector, grupo, familia, rol, nivel, régimen, naturaleza, and table 4-10.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["epoca", "directivo", "naturaleza", "regimen", "nivel", "rol", "familia", "grupo", "sector"])
            .await
    }
}

const TABLAS: &str = r"
CREATE TABLE sector (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL
);
CREATE TABLE grupo (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL,
    medido BOOLEAN NOT NULL
);
CREATE TABLE familia (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL,
    grupo_id SMALLINT NOT NULL REFERENCES grupo (id),
    no_medida_en_alta_direccion BOOLEAN NOT NULL
);
CREATE TABLE rol (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL,
    familia_id SMALLINT NOT NULL REFERENCES familia (id)
);
CREATE TABLE nivel (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL
);
CREATE TABLE regimen (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL
);
CREATE TABLE naturaleza (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULL
);
-- Table 4-10 of the manual: which grupo the head of a unit belongs to.
CREATE TABLE directivo (
    clasificacion TEXTO NOT NULL,
    nivel_organizacional SMALLINT NOT NULL,
    naturaleza TEXTO NOT NULL,
    grupo_id SMALLINT NOT NULL REFERENCES grupo (id),
    PRIMARY KEY (clasificacion, nivel_organizacional, naturaleza)
);
-- Counts what changes published answers (a publication, a catalogue): a remembered answer is good for its epoch only.
CREATE TABLE epoca (
    id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    valor BIGINT NOT NULL
);
INSERT INTO epoca (id, valor) VALUES (1, 1);
";
