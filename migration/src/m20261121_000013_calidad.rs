//! Quality of services: what an entity prioritises, how it evaluates and measures it, and what it does about the gaps.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};
use crate::muro::{de_registros, de_todos};

/// Four open lists, eight kinds of record; and an improvement may from now on close a gap, with a plan of its own.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for tabla in &LISTAS[1..] {
            ejecutar(manager, &LISTA.replace("LISTA", tabla).replace("MAS", "")).await?;
        }
        ejecutar(manager, &LISTA.replace("LISTA", LISTAS[0]).replace("MAS", EXTREMOS)).await?;
        ejecutar(manager, &TABLAS.replace("REGISTRO", REGISTRO)).await?;
        rehacer_mejora(manager, PLAN, DE_LA_BRECHA).await?;
        ejecutar(manager, "CREATE INDEX mejora_brecha ON mejora (entidad_id, brecha_id)").await?;
        de_todos(manager, &LISTAS).await?;
        de_registros(manager, &REGISTROS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rehacer_mejora(manager, "", "").await?;
        borrar(manager, &REGISTROS).await?;
        borrar(manager, &LISTAS).await
    }
}

/// Open lists, which the catalogue files fill.
const LISTAS: [&str; 4] = ["escala_calidad", "canal_atencion", "conductor_calidad", "componente_calidad"];

/// Tables of records, last made first.
const REGISTROS: [&str; 8] = [
    "leccion_aprendida",
    "informe_calidad",
    "medicion_conductor",
    "brecha_calidad",
    "calificacion",
    "miembro_equipo",
    "evaluacion",
    "servicio_priorizado",
];

const LISTA: &str = "
CREATE TABLE LISTA (
    id SMALLINT NOT NULL PRIMARY KEY,
    codigo TEXTO NOT NULL UNIQUE,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    alias TEXTO NOT NULL,
    orden SMALLINT NOT NULL,
    activo BOOLEAN NOT NULLMAS
);
";

const EXTREMOS: &str = ",
    minimo INTEGER NOT NULL,
    maximo INTEGER NOT NULL CHECK (maximo > minimo)";

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

// Components, conductors, channels and scales are kept by their codes, as roles of governance are: the lists are replaced.
// Dates are YYYY-MM-DD.
const TABLAS: &str = "
CREATE TABLE servicio_priorizado (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    descripcion TEXTO,
    tipo SMALLINT NOT NULL CHECK (tipo BETWEEN 1 AND 2),
    canal TEXTO NOT NULL,
    demanda_anual BIGINT CHECK (demanda_anual >= 0),
    priorizado_el TEXTO NOT NULL CHECK (LENGTH(priorizado_el) = 10),
    responsable TEXTO,
    servicio_id BIGINT,
    vinculos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_id) REFERENCES servicio (entidad_id, id)
);
CREATE UNIQUE INDEX servicio_priorizado_codigo ON servicio_priorizado (entidad_id, codigo);
CREATE INDEX servicio_priorizado_servicio ON servicio_priorizado (entidad_id, servicio_id);

CREATE TABLE evaluacion (
    servicio_priorizado_id BIGINT NOT NULL,
    codigo TEXTO NOT NULL,
    desde TEXTO NOT NULL CHECK (LENGTH(desde) = 10),
    hasta TEXTO NOT NULL CHECK (LENGTH(hasta) = 10 AND hasta >= desde),
    etapa SMALLINT NOT NULL CHECK (etapa BETWEEN 1 AND 6),
    -- All its components are rated on it.
    escala TEXTO NOT NULL,
    -- Day until which each stage is to end.
    plazo_condiciones TEXTO,
    plazo_planificacion TEXTO,
    plazo_ejecucion TEXTO,
    plazo_seguimiento TEXTO,
    pasos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_priorizado_id) REFERENCES servicio_priorizado (entidad_id, id)
);
CREATE UNIQUE INDEX evaluacion_codigo ON evaluacion (entidad_id, codigo);
CREATE INDEX evaluacion_servicio_priorizado ON evaluacion (entidad_id, servicio_priorizado_id);

CREATE TABLE miembro_equipo (
    evaluacion_id BIGINT NOT NULL,
    -- The puesto by its number in the Mapeo de Puestos, or the unit by its name: versions of both come and go.
    correlativo TEXTO,
    unidad TEXTO,
    titular TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    funcion TEXTO NOT NULL,
    coordina BOOLEAN NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, evaluacion_id) REFERENCES evaluacion (entidad_id, id),
    CHECK ((correlativo IS NULL) <> (unidad IS NULL))
);
CREATE INDEX miembro_equipo_evaluacion ON miembro_equipo (entidad_id, evaluacion_id);

CREATE TABLE calificacion (
    evaluacion_id BIGINT NOT NULL,
    componente TEXTO NOT NULL,
    valor INTEGER NOT NULL,
    sustento TEXTO NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, evaluacion_id) REFERENCES evaluacion (entidad_id, id)
);
-- An archived one gives its place to another.
CREATE UNIQUE INDEX calificacion_componente ON calificacion (entidad_id, evaluacion_id, componente)
    WHERE archivado_en IS NULL;

CREATE TABLE brecha_calidad (
    evaluacion_id BIGINT NOT NULL,
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    descripcion TEXTO,
    componente TEXTO NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, evaluacion_id) REFERENCES evaluacion (entidad_id, id)
);
CREATE UNIQUE INDEX brecha_calidad_codigo ON brecha_calidad (entidad_id, codigo);
CREATE INDEX brecha_calidad_evaluacion ON brecha_calidad (entidad_id, evaluacion_id);

CREATE TABLE medicion_conductor (
    servicio_priorizado_id BIGINT NOT NULL,
    evaluacion_id BIGINT,
    conductor TEXTO NOT NULL,
    canal TEXTO NOT NULL,
    desde TEXTO NOT NULL CHECK (LENGTH(desde) = 10),
    hasta TEXTO NOT NULL CHECK (LENGTH(hasta) = 10 AND hasta >= desde),
    casos BIGINT NOT NULL CHECK (casos BETWEEN 1 AND 10000000),
    escala TEXTO NOT NULL,
    -- Of the answers, in millionths.
    media BIGINT NOT NULL,
    instrumento TEXTO,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_priorizado_id) REFERENCES servicio_priorizado (entidad_id, id),
    FOREIGN KEY (entidad_id, evaluacion_id) REFERENCES evaluacion (entidad_id, id)
);
-- Nothing is measured twice: sums are over all of them.
CREATE UNIQUE INDEX medicion_conductor_periodo
    ON medicion_conductor (entidad_id, servicio_priorizado_id, conductor, canal, desde, hasta)
    WHERE archivado_en IS NULL;
CREATE INDEX medicion_conductor_evaluacion ON medicion_conductor (entidad_id, evaluacion_id);

CREATE TABLE informe_calidad (
    evaluacion_id BIGINT NOT NULL,
    tipo SMALLINT NOT NULL CHECK (tipo BETWEEN 1 AND 2),
    titulo TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    fecha TEXTO NOT NULL CHECK (LENGTH(fecha) = 10),
    elaborado_por TEXTO NOT NULL,
    documento TEXTO NOT NULL,
    aprobado_el TEXTO CHECK (aprobado_el >= fecha),
    aprobado_por TEXTO,
REGISTRO,
    FOREIGN KEY (entidad_id, evaluacion_id) REFERENCES evaluacion (entidad_id, id),
    CHECK ((aprobado_el IS NULL) = (aprobado_por IS NULL))
);
CREATE INDEX informe_calidad_evaluacion ON informe_calidad (entidad_id, evaluacion_id);

CREATE TABLE leccion_aprendida (
    evaluacion_id BIGINT NOT NULL,
    titulo TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    situacion TEXTO NOT NULL,
    leccion TEXTO NOT NULL,
    recomendacion TEXTO,
REGISTRO,
    FOREIGN KEY (entidad_id, evaluacion_id) REFERENCES evaluacion (entidad_id, id)
);
CREATE INDEX leccion_aprendida_evaluacion ON leccion_aprendida (entidad_id, evaluacion_id);
";

/// What an improvement says of a gap of quality, and of how it is being made.
const PLAN: &str = "
    brecha_id BIGINT,
    responsable TEXTO,
    plan_inicio TEXTO CHECK (LENGTH(plan_inicio) = 10),
    plan_fin TEXTO CHECK (plan_fin >= plan_inicio),
    terminada_el TEXTO CHECK (LENGTH(terminada_el) = 10),
    avance SMALLINT CHECK (avance BETWEEN 0 AND 100),
    evidencia TEXTO,";

const DE_LA_BRECHA: &str = ",
    FOREIGN KEY (entidad_id, brecha_id) REFERENCES brecha_calidad (entidad_id, id)";

/// Makes the table of improvements anew with these columns and keys besides: SQLite adds no key of several columns to a
/// table that is there.
async fn rehacer_mejora(manager: &SchemaManager<'_>, columnas: &str, llaves: &str) -> Result<(), DbErr> {
    let sql = MEJORA.replace("REGISTRO", REGISTRO).replace("PLAN", columnas).replace("LLAVES", llaves);
    ejecutar(manager, &sql.replace("COLUMNAS", COLUMNAS)).await?;
    de_registros(manager, &["mejora"]).await
}

const COLUMNAS: &str = "entidad_id, id, revision, creado_en, cambiado_en, archivado_en, visibilidad, codigo, nombre, \
    clave, descripcion, estado, origen_id, entrega_id, horas_liberadas, verificada_el, vinculos";

const MEJORA: &str = "
CREATE TABLE mejora_nueva (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    descripcion TEXTO,
    estado SMALLINT NOT NULL CHECK (estado BETWEEN 1 AND 5),
    origen_id BIGINT,
    entrega_id BIGINT,
    horas_liberadas BIGINT,
    verificada_el TEXTO,PLAN
    vinculos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, origen_id) REFERENCES entrega (entidad_id, id),
    FOREIGN KEY (entidad_id, entrega_id) REFERENCES entrega (entidad_id, id)LLAVES
);
INSERT INTO mejora_nueva (COLUMNAS) SELECT COLUMNAS FROM mejora;
DROP TABLE mejora;
ALTER TABLE mejora_nueva RENAME TO mejora;
CREATE UNIQUE INDEX mejora_codigo ON mejora (entidad_id, codigo);
CREATE INDEX mejora_origen ON mejora (entidad_id, origen_id);
CREATE INDEX mejora_entrega ON mejora (entidad_id, entrega_id);
";
