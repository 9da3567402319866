//! Sheets of processes, their indicators and what was measured.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};
use crate::muro::de_registros;

/// Records of an entity, each with its revision and its visibility: 0 draft, 1 under way, 2 settled. Indicators and
/// measurements are seen with their sheet.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, &TABLAS.replace("REGISTRO", REGISTRO)).await?;
        de_registros(manager, &["ficha", "indicador", "medicion"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["medicion", "indicador", "ficha"]).await
    }
}

/// What every record begins with.
const REGISTRO: &str = "entidad_id INTEGER NOT NULL REFERENCES entidad (id),
    id BIGINT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    creado_en INSTANTE NOT NULL,
    cambiado_en INSTANTE NOT NULL,
    archivado_en INSTANTE,
    visibilidad SMALLINT NOT NULL CHECK (visibilidad BETWEEN 0 AND 2),
    PRIMARY KEY (entidad_id, id)";

const TABLAS: &str = "
-- The link to the process is its official code: versions of the map come and go.
CREATE TABLE ficha (
    matriz SMALLINT NOT NULL CHECK (matriz IN (1, 2)),
    codigo TEXTO NOT NULL,
    edicion INTEGER NOT NULL CHECK (edicion > 0),
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    sistema TEXTO,
    titulo TEXTO,
    -- YYYY-MM-DD
    aprobada_en TEXTO CHECK (LENGTH(aprobada_en) = 10),
    responsable TEXTO,
    objetivo TEXTO,
    elaborado_por DATOS NOT NULL,
    revisado_por DATOS NOT NULL,
    aprobado_por DATOS NOT NULL,
    autoridad DATOS NOT NULL,
    alcance DATOS NOT NULL,
    -- The rows of the table, each with its own cells.
    filas DATOS NOT NULL,
    recursos DATOS NOT NULL,
    documentos DATOS NOT NULL,
    riesgos DATOS NOT NULL,
    REGISTRO
);
CREATE UNIQUE INDEX ficha_codigo ON ficha (entidad_id, matriz, codigo, edicion);

CREATE TABLE indicador (
    ficha_id BIGINT NOT NULL,
    orden INTEGER NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    numerador TEXTO NOT NULL,
    denominador TEXTO NOT NULL,
    unidad TEXTO,
    -- The ratio is multiplied by it: 100 for a percentage.
    por INTEGER NOT NULL CHECK (por > 0),
    -- 1 the more the better, 2 the less.
    sentido SMALLINT CHECK (sentido IN (1, 2)),
    frecuencia SMALLINT NOT NULL CHECK (frecuencia BETWEEN 1 AND 7),
    responsable TEXTO,
    fuente TEXTO,
    linea_base_micro BIGINT,
    metas DATOS NOT NULL,
    REGISTRO,
    FOREIGN KEY (entidad_id, ficha_id) REFERENCES ficha (entidad_id, id)
);
CREATE INDEX indicador_ficha ON indicador (entidad_id, ficha_id, orden);

CREATE TABLE medicion (
    ficha_id BIGINT NOT NULL,
    indicador_id BIGINT NOT NULL,
    periodo TEXTO NOT NULL,
    -- Months of the period, year x 12 + month - 1; a project has none.
    desde_mes INTEGER,
    hasta_mes INTEGER CHECK (hasta_mes >= desde_mes),
    numerador_micro BIGINT NOT NULL CHECK (numerador_micro >= 0),
    denominador_micro BIGINT NOT NULL CHECK (denominador_micro >= 0),
    nota TEXTO,
    REGISTRO,
    FOREIGN KEY (entidad_id, indicador_id) REFERENCES indicador (entidad_id, id)
);
-- A period is measured once; a measurement that was archived leaves its place.
CREATE UNIQUE INDEX medicion_periodo ON medicion (entidad_id, indicador_id, periodo) WHERE archivado_en IS NULL;
CREATE INDEX medicion_ficha ON medicion (entidad_id, ficha_id);
";
