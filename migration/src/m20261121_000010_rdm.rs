//! Release and deployment management: services, their clients, and what is delivered to them.

use sea_orm_migration::prelude::*;

use crate::dialecto::{borrar, ejecutar};
use crate::muro::de_registros;

/// Records of an entity, each with its revision and its visibility: 0 draft, 1 under way, 2 settled.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ejecutar(manager, &TABLAS.replace("REGISTRO", REGISTRO)).await?;
        de_registros(manager, &REGISTROS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        borrar(manager, &REGISTROS).await
    }
}

/// Tables of records, last made first.
const REGISTROS: [&str; 11] = [
    "asignacion_rol_entrega",
    "mejora",
    "linea_base",
    "despliegue",
    "prueba",
    "entrega",
    "paquete",
    "unidad_entrega",
    "politica_entrega",
    "cliente",
    "servicio",
];

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
CREATE TABLE servicio (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    descripcion TEXTO,
    responsable TEXTO,
    vinculos DATOS NOT NULL,
REGISTRO
);
CREATE UNIQUE INDEX servicio_codigo ON servicio (entidad_id, codigo);

CREATE TABLE cliente (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    tipo SMALLINT NOT NULL CHECK (tipo BETWEEN 1 AND 3),
    es_entidad_id INTEGER REFERENCES entidad (id),
    contacto TEXTO,
REGISTRO
);
CREATE UNIQUE INDEX cliente_codigo ON cliente (entidad_id, codigo);

CREATE TABLE politica_entrega (
    servicio_id BIGINT NOT NULL,
    cliente_id BIGINT NOT NULL,
    edicion INTEGER NOT NULL,
    metodo SMALLINT NOT NULL CHECK (metodo BETWEEN 1 AND 2),
    distribucion SMALLINT NOT NULL CHECK (distribucion BETWEEN 1 AND 2),
    modo SMALLINT NOT NULL CHECK (modo BETWEEN 1 AND 2),
    frecuencia TEXTO,
    tipos DATOS NOT NULL,
    emergencia TEXTO,
    omite DATOS NOT NULL,
    verificacion DATOS NOT NULL,
    congelamientos DATOS NOT NULL,
    vigente_desde TEXTO,
    vigente_hasta TEXTO,
    aprobada_s BIGINT,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_id) REFERENCES servicio (entidad_id, id),
    FOREIGN KEY (entidad_id, cliente_id) REFERENCES cliente (entidad_id, id)
);
CREATE INDEX politica_entrega_servicio ON politica_entrega (entidad_id, servicio_id);
CREATE INDEX politica_entrega_cliente ON politica_entrega (entidad_id, cliente_id);

CREATE TABLE unidad_entrega (
    servicio_id BIGINT NOT NULL,
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    descripcion TEXTO,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_id) REFERENCES servicio (entidad_id, id)
);
CREATE UNIQUE INDEX unidad_entrega_codigo ON unidad_entrega (entidad_id, codigo);
CREATE INDEX unidad_entrega_servicio ON unidad_entrega (entidad_id, servicio_id);

CREATE TABLE paquete (
    servicio_id BIGINT NOT NULL,
    cliente_id BIGINT,
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    mayor INTEGER NOT NULL,
    menor INTEGER NOT NULL,
    arreglo INTEGER NOT NULL,
    unidades DATOS NOT NULL,
    construido_el TEXTO,
    construido_por TEXTO,
    linea_base BOOLEAN NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_id) REFERENCES servicio (entidad_id, id),
    FOREIGN KEY (entidad_id, cliente_id) REFERENCES cliente (entidad_id, id)
);
CREATE UNIQUE INDEX paquete_codigo ON paquete (entidad_id, codigo);
CREATE INDEX paquete_servicio ON paquete (entidad_id, servicio_id);
CREATE INDEX paquete_cliente ON paquete (entidad_id, cliente_id);

CREATE TABLE entrega (
    servicio_id BIGINT NOT NULL,
    cliente_id BIGINT NOT NULL,
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    tipo SMALLINT NOT NULL CHECK (tipo BETWEEN 1 AND 3),
    estado SMALLINT NOT NULL CHECK (estado BETWEEN 1 AND 14),
    politica_id BIGINT,
    paquete_id BIGINT,
    plan_inicio TEXTO,
    plan_fin TEXTO,
    contenido TEXTO,
    criterios DATOS NOT NULL,
    criterios_acordados_el TEXTO,
    criterios_acordados_por TEXTO,
    sdp TEXTO,
    rfc TEXTO,
    errores_conocidos DATOS NOT NULL,
    problemas DATOS NOT NULL,
    justificacion_emergencia TEXTO,
    autorizacion DATOS,
    pasos DATOS NOT NULL,
    revision_cierre DATOS,
    exitosa BOOLEAN,
    -- Deployed by the planned day, as people in Peru count days; kept for the figures.
    a_tiempo BOOLEAN,
    planificada_s BIGINT,
    desplegada_s BIGINT,
    cerrada_s BIGINT,
    vinculos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, servicio_id) REFERENCES servicio (entidad_id, id),
    FOREIGN KEY (entidad_id, cliente_id) REFERENCES cliente (entidad_id, id),
    FOREIGN KEY (entidad_id, politica_id) REFERENCES politica_entrega (entidad_id, id),
    FOREIGN KEY (entidad_id, paquete_id) REFERENCES paquete (entidad_id, id)
);
CREATE UNIQUE INDEX entrega_codigo ON entrega (entidad_id, codigo);
CREATE INDEX entrega_servicio ON entrega (entidad_id, servicio_id);
CREATE INDEX entrega_cliente ON entrega (entidad_id, cliente_id);
CREATE INDEX entrega_politica ON entrega (entidad_id, politica_id);
CREATE INDEX entrega_paquete ON entrega (entidad_id, paquete_id);

CREATE TABLE prueba (
    entrega_id BIGINT NOT NULL,
    tipo SMALLINT NOT NULL CHECK (tipo BETWEEN 1 AND 6),
    ambiente TEXTO NOT NULL,
    responsable TEXTO NOT NULL,
    representante TEXTO,
    fecha TEXTO,
    resultado SMALLINT NOT NULL CHECK (resultado BETWEEN 1 AND 3),
    evidencia TEXTO,
REGISTRO,
    FOREIGN KEY (entidad_id, entrega_id) REFERENCES entrega (entidad_id, id)
);
CREATE INDEX prueba_entrega ON prueba (entidad_id, entrega_id);

CREATE TABLE despliegue (
    entrega_id BIGINT NOT NULL,
    ambiente TEXTO NOT NULL,
    ejecutor TEXTO,
    estado SMALLINT NOT NULL CHECK (estado BETWEEN 1 AND 7),
    plan_inicio TEXTO,
    plan_fin TEXTO,
    inicio_s BIGINT,
    fin_s BIGINT,
    autorizacion DATOS,
    verificacion DATOS NOT NULL,
    verificado_s BIGINT,
    pasos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, entrega_id) REFERENCES entrega (entidad_id, id)
);
CREATE INDEX despliegue_entrega ON despliegue (entidad_id, entrega_id);

CREATE TABLE linea_base (
    despliegue_id BIGINT NOT NULL,
    entrega_id BIGINT NOT NULL,
    momento SMALLINT NOT NULL CHECK (momento BETWEEN 1 AND 2),
    fecha TEXTO NOT NULL,
    ubicacion TEXTO NOT NULL,
    elementos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, despliegue_id) REFERENCES despliegue (entidad_id, id),
    FOREIGN KEY (entidad_id, entrega_id) REFERENCES entrega (entidad_id, id)
);
CREATE INDEX linea_base_despliegue ON linea_base (entidad_id, despliegue_id);
CREATE INDEX linea_base_entrega ON linea_base (entidad_id, entrega_id);

CREATE TABLE mejora (
    codigo TEXTO NOT NULL,
    nombre TEXTO NOT NULL,
    clave TEXTO NOT NULL,
    descripcion TEXTO,
    estado SMALLINT NOT NULL CHECK (estado BETWEEN 1 AND 5),
    origen_id BIGINT,
    entrega_id BIGINT,
    horas_liberadas BIGINT,
    verificada_el TEXTO,
    vinculos DATOS NOT NULL,
REGISTRO,
    FOREIGN KEY (entidad_id, origen_id) REFERENCES entrega (entidad_id, id),
    FOREIGN KEY (entidad_id, entrega_id) REFERENCES entrega (entidad_id, id)
);
CREATE UNIQUE INDEX mejora_codigo ON mejora (entidad_id, codigo);
CREATE INDEX mejora_origen ON mejora (entidad_id, origen_id);
CREATE INDEX mejora_entrega ON mejora (entidad_id, entrega_id);

CREATE TABLE asignacion_rol_entrega (
    rol SMALLINT NOT NULL CHECK (rol BETWEEN 1 AND 6),
    correlativo TEXTO NOT NULL,
    desde TEXTO NOT NULL,
    hasta TEXTO,
REGISTRO
);
";
