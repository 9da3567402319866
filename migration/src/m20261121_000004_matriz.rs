//! Process matrices: processes of any depth, activities, tasks.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};

/// Matrices, processes, activities and tasks.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, TABLAS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &["tarea", "actividad", "proceso", "matriz"]).await
    }
}

const TABLAS: &str = r"
CREATE TABLE matriz (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    tipo SMALLINT NOT NULL CHECK (tipo IN (1, 2)),
    hoja TEXTO,
    procesos INTEGER NOT NULL,
    actividades INTEGER NOT NULL,
    tareas INTEGER NOT NULL,
    ejecuciones INTEGER NOT NULL,
    ejecuciones_con_tiempo INTEGER NOT NULL,
    PRIMARY KEY (entidad_id, version, tipo),
    FOREIGN KEY (entidad_id, version) REFERENCES version (entidad_id, numero)
);

-- One numbering in reading order runs through processes, activities and tasks of a matrix: a node's subtree is what
-- stands between its `orden` and its `fin`.
CREATE TABLE proceso (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    id BIGINT NOT NULL,
    padre_id BIGINT,
    nivel SMALLINT NOT NULL CHECK (nivel >= 0),
    profundidad SMALLINT NOT NULL CHECK (profundidad >= 0),
    orden INTEGER NOT NULL,
    fin INTEGER NOT NULL CHECK (fin >= orden),
    tipo SMALLINT CHECK (tipo BETWEEN 1 AND 3),
    codigo TEXTO,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    fila INTEGER,
    PRIMARY KEY (entidad_id, version, matriz, id),
    UNIQUE (entidad_id, version, matriz, orden),
    FOREIGN KEY (entidad_id, version, matriz) REFERENCES matriz (entidad_id, version, tipo),
    FOREIGN KEY (entidad_id, version, matriz, padre_id) REFERENCES proceso (entidad_id, version, matriz, id)
);
CREATE INDEX proceso_padre ON proceso (entidad_id, version, matriz, padre_id, orden);

CREATE TABLE actividad (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    id BIGINT NOT NULL,
    proceso_id BIGINT NOT NULL,
    profundidad SMALLINT NOT NULL CHECK (profundidad > 0),
    orden INTEGER NOT NULL,
    fin INTEGER NOT NULL CHECK (fin >= orden),
    codigo TEXTO,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    fila INTEGER,
    PRIMARY KEY (entidad_id, version, matriz, id),
    UNIQUE (entidad_id, version, matriz, orden),
    FOREIGN KEY (entidad_id, version, matriz, proceso_id) REFERENCES proceso (entidad_id, version, matriz, id)
);
CREATE INDEX actividad_proceso ON actividad (entidad_id, version, matriz, proceso_id, orden);

CREATE TABLE tarea (
    entidad_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    matriz SMALLINT NOT NULL,
    id BIGINT NOT NULL,
    actividad_id BIGINT NOT NULL,
    profundidad SMALLINT NOT NULL CHECK (profundidad > 0),
    orden INTEGER NOT NULL,
    codigo TEXTO,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    fila INTEGER,
    PRIMARY KEY (entidad_id, version, matriz, id),
    UNIQUE (entidad_id, version, matriz, orden),
    FOREIGN KEY (entidad_id, version, matriz, actividad_id) REFERENCES actividad (entidad_id, version, matriz, id)
);
CREATE INDEX tarea_actividad ON tarea (entidad_id, version, matriz, actividad_id, orden);
";
