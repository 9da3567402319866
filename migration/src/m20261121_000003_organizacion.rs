//! What exists today: organs, units and the Mapeo de Puestos.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};

/// Units, puestos and numbers entered for puestos that are not measured.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["dotacion_no_medida", "puesto", "unidad"]).await
    }
}

const TABLAS: &str = r"
CREATE TABLE unidad (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    id BIGINT NOT NULL,
    padre_id BIGINT,
    -- The órgano it belongs to, or itself.
    organo_id BIGINT NOT NULL,
    -- Reading order, and the order of the last unit below it: a subtree is one range.
    orden INTEGER NOT NULL,
    fin INTEGER NOT NULL CHECK (fin >= orden),
    sigla TEXTO,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    naturaleza_id SMALLINT REFERENCES naturaleza (id),
    nivel_organizacional SMALLINT CHECK (nivel_organizacional BETWEEN 1 AND 9),
    PRIMARY KEY (entidad_id, version, id),
    UNIQUE (entidad_id, version, orden),
    FOREIGN KEY (entidad_id, version) REFERENCES version (entidad_id, numero),
    FOREIGN KEY (entidad_id, version, padre_id) REFERENCES unidad (entidad_id, version, id),
    FOREIGN KEY (entidad_id, version, organo_id) REFERENCES unidad (entidad_id, version, id)
);
CREATE INDEX unidad_padre ON unidad (entidad_id, version, padre_id, orden);

CREATE TABLE puesto (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    id BIGINT NOT NULL,
    orden INTEGER NOT NULL,
    correlativo TEXTO NOT NULL,
    unidad_id BIGINT,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    regimen_id SMALLINT REFERENCES regimen (id),
    regimen_texto TEXTO,
    cargo_estructural TEXTO,
    clasificacion_cargo TEXTO,
    confianza BOOLEAN,
    -- Dotación actual: 0 is a vacant puesto, NULL was not said.
    ocupados INTEGER CHECK (ocupados >= 0),
    superior TEXTO,
    remuneracion_centimos BIGINT CHECK (remuneracion_centimos >= 0),
    funciones TEXTO,
    nombre_ajustado TEXTO,
    fila INTEGER,
    PRIMARY KEY (entidad_id, version, id),
    UNIQUE (entidad_id, version, correlativo),
    UNIQUE (entidad_id, version, orden),
    FOREIGN KEY (entidad_id, version) REFERENCES version (entidad_id, numero),
    FOREIGN KEY (entidad_id, version, unidad_id) REFERENCES unidad (entidad_id, version, id)
);
CREATE INDEX puesto_unidad ON puesto (entidad_id, version, unidad_id, orden);

-- FP, DP and advisers of alta dirección are not measured: their number is entered, with its ground.
CREATE TABLE dotacion_no_medida (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    puesto_id BIGINT NOT NULL,
    grupo_id SMALLINT REFERENCES grupo (id),
    nivel_organizacional SMALLINT,
    posiciones INTEGER NOT NULL CHECK (posiciones >= 0),
    sustento TEXTO,
    PRIMARY KEY (entidad_id, version, puesto_id),
    FOREIGN KEY (entidad_id, version, puesto_id) REFERENCES puesto (entidad_id, version, id)
);
";
