//! Workload and staffing: executions, proposed puestos with their figures, and roll-ups.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};

/// Executions, proposed puestos, which puesto counts where, and the roll-ups of a version.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["carga_proceso", "dotacion_resumen", "ejecucion", "puesto_asignado", "puesto_propuesto"])
            .await
    }
}

const TABLAS: &str = r"
-- The grain at which dotación is rounded: a proposed puesto in its unidad. Hours are integers of 10⁻¹² h, exact.
CREATE TABLE puesto_propuesto (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    id BIGINT NOT NULL,
    orden INTEGER NOT NULL,
    organo_id BIGINT,
    unidad_id BIGINT,
    naturaleza_id SMALLINT REFERENCES naturaleza (id),
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    grupo_id SMALLINT REFERENCES grupo (id),
    familia_id SMALLINT REFERENCES familia (id),
    rol_id SMALLINT REFERENCES rol (id),
    nivel_id SMALLINT REFERENCES nivel (id),
    regimen_id SMALLINT REFERENCES regimen (id),
    nivel_organizacional SMALLINT,
    -- How its need is known: 1 by workload, 2 entered, 3 not measured and not entered, 4 nobody executes.
    base SMALLINT NOT NULL CHECK (base BETWEEN 1 AND 4),
    sustento TEXTO,
    actual INTEGER CHECK (actual >= 0),
    horas_pico BIGINT CHECK (horas_pico >= 0),
    con_tiempo INTEGER NOT NULL,
    sin_tiempo INTEGER NOT NULL,
    segun_cargas INTEGER CHECK (segun_cargas >= 0),
    brecha INTEGER,
    costo_centimos BIGINT,
    con_remuneracion INTEGER NOT NULL,
    PRIMARY KEY (entidad_id, version, matriz, id),
    UNIQUE (entidad_id, version, matriz, orden),
    CHECK ((brecha IS NULL) = (segun_cargas IS NULL OR actual IS NULL)),
    CHECK (brecha IS NULL OR brecha = segun_cargas - actual),
    FOREIGN KEY (entidad_id, version, matriz) REFERENCES matriz (entidad_id, version, tipo),
    FOREIGN KEY (entidad_id, version, organo_id) REFERENCES unidad (entidad_id, version, id),
    FOREIGN KEY (entidad_id, version, unidad_id) REFERENCES unidad (entidad_id, version, id)
);

-- Each present puesto counts once in a matrix: on the first proposed puesto that it becomes.
CREATE TABLE puesto_asignado (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    puesto_id BIGINT NOT NULL,
    puesto_propuesto_id BIGINT NOT NULL,
    PRIMARY KEY (entidad_id, version, matriz, puesto_id),
    FOREIGN KEY (entidad_id, version, puesto_id) REFERENCES puesto (entidad_id, version, id),
    FOREIGN KEY (entidad_id, version, matriz, puesto_propuesto_id)
        REFERENCES puesto_propuesto (entidad_id, version, matriz, id)
);
CREATE INDEX puesto_asignado_propuesto ON puesto_asignado (entidad_id, version, matriz, puesto_propuesto_id);

CREATE TABLE ejecucion (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    id BIGINT NOT NULL,
    orden INTEGER NOT NULL,
    actividad_id BIGINT NOT NULL,
    tarea_id BIGINT,
    unidad_id BIGINT,
    puesto_id BIGINT,
    puesto_propuesto_id BIGINT NOT NULL,
    correlativo TEXTO,
    ejecutor TEXTO,
    periodo SMALLINT,
    veces_micro BIGINT,
    frecuencia_micro BIGINT CHECK (frecuencia_micro >= 0),
    duracion_micro BIGINT CHECK (duracion_micro >= 0),
    horas_pico BIGINT,
    declarados_pico BIGINT,
    fila INTEGER,
    PRIMARY KEY (entidad_id, version, matriz, id),
    CHECK ((horas_pico IS NULL) = (frecuencia_micro IS NULL OR duracion_micro IS NULL)),
    CHECK (horas_pico IS NULL OR horas_pico = frecuencia_micro * duracion_micro),
    FOREIGN KEY (entidad_id, version, matriz, actividad_id) REFERENCES actividad (entidad_id, version, matriz, id),
    FOREIGN KEY (entidad_id, version, matriz, tarea_id) REFERENCES tarea (entidad_id, version, matriz, id),
    FOREIGN KEY (entidad_id, version, unidad_id) REFERENCES unidad (entidad_id, version, id),
    FOREIGN KEY (entidad_id, version, puesto_id) REFERENCES puesto (entidad_id, version, id),
    FOREIGN KEY (entidad_id, version, matriz, puesto_propuesto_id)
        REFERENCES puesto_propuesto (entidad_id, version, matriz, id)
);
CREATE INDEX ejecucion_actividad ON ejecucion (entidad_id, version, matriz, actividad_id, orden);
CREATE INDEX ejecucion_tarea ON ejecucion (entidad_id, version, matriz, tarea_id, orden);
CREATE INDEX ejecucion_propuesto ON ejecucion (entidad_id, version, matriz, puesto_propuesto_id, orden);
CREATE INDEX ejecucion_puesto ON ejecucion (entidad_id, version, puesto_id);

-- Roll-up by classification: what national questions by familia and rol read.
CREATE TABLE dotacion_resumen (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    id INTEGER NOT NULL,
    grupo_id SMALLINT REFERENCES grupo (id),
    familia_id SMALLINT REFERENCES familia (id),
    rol_id SMALLINT REFERENCES rol (id),
    puestos INTEGER NOT NULL,
    puestos_sin_actual INTEGER NOT NULL,
    puestos_sin_necesidad INTEGER NOT NULL,
    puestos_sin_dato INTEGER NOT NULL,
    actual BIGINT NOT NULL,
    actual_comparable BIGINT NOT NULL,
    segun_cargas BIGINT NOT NULL,
    deficit BIGINT NOT NULL,
    superavit BIGINT NOT NULL,
    horas_micro BIGINT NOT NULL,
    horas_pico BIGINT NOT NULL,
    con_tiempo BIGINT NOT NULL,
    sin_tiempo BIGINT NOT NULL,
    costo_centimos BIGINT NOT NULL,
    con_remuneracion BIGINT NOT NULL,
    PRIMARY KEY (entidad_id, version, matriz, id),
    FOREIGN KEY (entidad_id, version, matriz) REFERENCES matriz (entidad_id, version, tipo)
);

-- Roll-up by process: hours of each proposed puesto in each process that holds activities.
CREATE TABLE carga_proceso (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    proceso_id BIGINT NOT NULL,
    puesto_propuesto_id BIGINT NOT NULL,
    tipo SMALLINT,
    nivel_0_id BIGINT NOT NULL,
    nivel_1_id BIGINT,
    nivel_2_id BIGINT,
    horas_pico BIGINT NOT NULL,
    con_tiempo INTEGER NOT NULL,
    sin_tiempo INTEGER NOT NULL,
    PRIMARY KEY (entidad_id, version, matriz, proceso_id, puesto_propuesto_id),
    FOREIGN KEY (entidad_id, version, matriz, proceso_id) REFERENCES proceso (entidad_id, version, matriz, id),
    FOREIGN KEY (entidad_id, version, matriz, puesto_propuesto_id)
        REFERENCES puesto_propuesto (entidad_id, version, matriz, id)
);
";
