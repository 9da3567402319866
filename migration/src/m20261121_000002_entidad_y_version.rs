//! Entities, and the versions of what each one sent.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};

/// Entities, versions and findings.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["hallazgo", "version", "entidad"]).await
    }
}

const TABLAS: &str = r"
CREATE TABLE entidad (
    id INTEGER NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    ruc TEXTO,
    sigla TEXTO,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    clasificacion TEXTO NOT NULL,
    nivel_gobierno SMALLINT NOT NULL CHECK (nivel_gobierno BETWEEN 1 AND 3),
    sector_id SMALLINT NOT NULL REFERENCES sector (id),
    adscrita_a_id INTEGER REFERENCES entidad (id),
    en_alcance_ley_30057 BOOLEAN,
    demostracion BOOLEAN NOT NULL,
    -- Next free id of this entity's rows, and its last version number.
    siguiente_id BIGINT NOT NULL DEFAULT 1,
    ultima_version INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entidad_clave ON entidad (clave);
CREATE INDEX entidad_sector ON entidad (sector_id);

-- A version is a snapshot: units, puestos, both matrices, entered numbers. Draft, then published; published, frozen.
CREATE TABLE version (
    entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    numero INTEGER NOT NULL CHECK (numero > 0),
    estado SMALLINT NOT NULL CHECK (estado IN (1, 2)),
    -- The latest published one of its entity.
    vigente BOOLEAN NOT NULL,
    creada_en INSTANTE NOT NULL,
    -- When a draft was sent to the rector bodies, which read it from then on.
    enviada_en INSTANTE,
    publicada_en INSTANTE,
    origen SMALLINT NOT NULL CHECK (origen BETWEEN 1 AND 3),
    archivo TEXTO,
    archivo_sha256 TEXTO,
    -- The import's report, as JSON.
    informe TEXTO,
    -- Rounding threshold its figures were made with, in millionths.
    umbral_micro BIGINT NOT NULL CHECK (umbral_micro > 0 AND umbral_micro <= 1000000),
    PRIMARY KEY (entidad_id, numero),
    CHECK ((estado = 2 AND publicada_en IS NOT NULL) OR (estado = 1 AND publicada_en IS NULL)),
    CHECK (estado = 2 OR NOT vigente)
);
CREATE UNIQUE INDEX version_vigente ON version (entidad_id) WHERE vigente;

CREATE TABLE hallazgo (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    id BIGINT NOT NULL,
    codigo TEXTO NOT NULL,
    severidad SMALLINT NOT NULL CHECK (severidad BETWEEN 1 AND 3),
    hoja TEXTO,
    celda TEXTO,
    mensaje TEXTO NOT NULL,
    valor TEXTO,
    PRIMARY KEY (entidad_id, version, id),
    FOREIGN KEY (entidad_id, version) REFERENCES version (entidad_id, numero)
);
CREATE INDEX hallazgo_codigo ON hallazgo (entidad_id, version, codigo);
";
