//! What is kept of the management of releases, its controlled documents, and its critical success factors.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};
use crate::muro::de_registros;

/// Records of an entity. An indicator of a critical success factor is one of the sheet of the process, whose formula,
/// target, frequency and measurements it has: the factor names it.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, &TABLAS.replace("REGISTRO", REGISTRO)).await?;
        de_registros(manager, &TABLAS_DE_REGISTROS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &TABLAS_DE_REGISTROS).await
    }
}

const TABLAS_DE_REGISTROS: [&str; 3] = ["factor_critico", "documento", "registro_guardado"];

/// What every record begins with.
const REGISTRO: &str = "
    entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    id BIGINT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    creado_en INSTANTE NOT NULL,
    cambiado_en INSTANTE NOT NULL,
    archivado_en INSTANTE,
    visibilidad SMALLINT NOT NULL CHECK (visibilidad BETWEEN 0 AND 2),
    PRIMARY KEY (entidad_id, id)";

const TABLAS: &str = "
CREATE TABLE registro_guardado (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    clase SMALLINT NOT NULL CHECK (clase BETWEEN 1 AND 3),
    entrega_id BIGINT,
    ubicacion TEXTO NOT NULL,
    responsable TEXTO NOT NULL,
    controles DATOS NOT NULL,
    retencion_meses INTEGER,
    -- YYYY-MM-DD, as all days here.
    desde TEXTO,
    -- desde and retencion_meses added, so that what is past is found by its day.
    vence_el TEXTO,
REGISTRO,
    FOREIGN KEY (entidad_id, entrega_id) REFERENCES entrega (entidad_id, id)
);
CREATE UNIQUE INDEX registro_guardado_codigo ON registro_guardado (entidad_id, codigo);
CREATE INDEX registro_guardado_entrega ON registro_guardado (entidad_id, entrega_id);
CREATE INDEX registro_guardado_vence ON registro_guardado (entidad_id, vence_el);

CREATE TABLE documento (
    codigo TEXTO NOT NULL,
    edicion INTEGER NOT NULL CHECK (edicion > 0),
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    estado SMALLINT NOT NULL CHECK (estado BETWEEN 1 AND 3),
    fecha TEXTO NOT NULL,
    autor TEXTO NOT NULL,
    aprobador TEXTO,
    confidencialidad SMALLINT NOT NULL CHECK (confidencialidad BETWEEN 1 AND 3),
    cambio TEXTO,
    ubicacion TEXTO,
    vigente_hasta TEXTO,
    aprobado_el TEXTO,
    revisado_el TEXTO,
    revisar_hasta TEXTO,
    vinculos DATOS NOT NULL,
REGISTRO
);
-- A draft that was given up leaves its number.
CREATE UNIQUE INDEX documento_edicion ON documento (entidad_id, codigo, edicion) WHERE archivado_en IS NULL;
-- Of a document one edition holds at most.
CREATE UNIQUE INDEX documento_aprobado ON documento (entidad_id, codigo) WHERE archivado_en IS NULL AND estado = 2;
CREATE INDEX documento_revisar ON documento (entidad_id, revisar_hasta);

CREATE TABLE factor_critico (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    objetivo TEXTO NOT NULL,
    descripcion TEXTO,
    responsable TEXTO,
    revisado_el TEXTO,
    -- Ids of indicators.
    indicadores DATOS NOT NULL,
REGISTRO
);
CREATE UNIQUE INDEX factor_critico_codigo ON factor_critico (entidad_id, codigo);
";
