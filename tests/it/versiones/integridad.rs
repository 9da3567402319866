//! Foreign keys, uniqueness and checks live in the database: a row that breaks one is refused.

use super::sql::Consola;
use crate::mapa::{borrador, mapa_dificil, publicar};
use crate::support::base::{Contenido, en_ambas};

/// Each change of a draft's rows breaks one rule, and is refused for it.
#[tokio::test]
async fn rows_that_break_a_rule_are_refused() {
    let reglas = [
        // Foreign keys: what a row points at is there, in its own entity and version.
        ("UPDATE tarea SET actividad_id = 999999", "foreign key"),
        ("UPDATE actividad SET proceso_id = 999999", "foreign key"),
        ("UPDATE proceso SET padre_id = 999999", "foreign key"),
        ("UPDATE unidad SET padre_id = 999999", "foreign key"),
        ("UPDATE unidad SET organo_id = 999999", "foreign key"),
        ("UPDATE unidad SET naturaleza_id = 999", "foreign key"),
        ("UPDATE puesto SET unidad_id = 999999", "foreign key"),
        ("UPDATE puesto SET regimen_id = 999", "foreign key"),
        ("UPDATE ejecucion SET puesto_id = 999999", "foreign key"),
        ("UPDATE ejecucion SET unidad_id = 999999", "foreign key"),
        ("UPDATE ejecucion SET tarea_id = 999999", "foreign key"),
        ("UPDATE ejecucion SET puesto_propuesto_id = 999999", "foreign key"),
        ("UPDATE puesto_propuesto SET familia_id = 999", "foreign key"),
        ("UPDATE puesto_propuesto SET rol_id = 999", "foreign key"),
        ("UPDATE puesto_asignado SET puesto_propuesto_id = 999999", "foreign key"),
        ("UPDATE dotacion_resumen SET grupo_id = 999", "foreign key"),
        ("DELETE FROM actividad", "foreign key"),
        ("DELETE FROM unidad", "foreign key"),
        // Uniqueness.
        ("UPDATE puesto SET correlativo = '1'", "unique"),
        ("UPDATE proceso SET orden = 1, fin = 1", "unique"),
        ("UPDATE tarea SET orden = 1", "unique"),
        ("UPDATE puesto_propuesto SET orden = 1", "unique"),
        // Checks.
        ("UPDATE puesto SET ocupados = -1", "check"),
        ("UPDATE puesto SET remuneracion_centimos = -1", "check"),
        ("UPDATE proceso SET fin = orden - 1", "check"),
        ("UPDATE proceso SET tipo = 4", "check"),
        ("UPDATE proceso SET nivel = -1", "check"),
        ("UPDATE hallazgo SET severidad = 9", "check"),
        ("UPDATE ejecucion SET frecuencia_micro = -1, horas_pico = -duracion_micro", "check"),
        ("UPDATE ejecucion SET horas_pico = 1", "check"),
        ("UPDATE puesto_propuesto SET brecha = 7, segun_cargas = 1, actual = 1", "check"),
        ("UPDATE puesto_propuesto SET base = 5", "check"),
        // What must be said.
        ("UPDATE tarea SET nombre = NULL", "null"),
        ("UPDATE puesto SET correlativo = NULL", "null"),
    ];
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "PRUEBA", &mapa_dificil(5)).await;
        borrador(&base, "PRUEBA", &mapa_dificil(6)).await;
        let consola = Consola::abrir(&base).await;
        let entidad = consola.numero("SELECT id FROM entidad WHERE codigo = 'PRUEBA'").await;
        for (cambio, regla) in reglas {
            let motivo = consola.rechazo(&format!("{cambio} WHERE entidad_id = {entidad} AND version = 2")).await;
            assert!(motivo.to_lowercase().contains(regla), "{:?} {cambio}: {motivo}", base.motor);
        }
    }
}

/// Entities and versions.
#[tokio::test]
async fn entities_and_versions_keep_their_rules() {
    let reglas = [
        ("UPDATE entidad SET codigo = '01-001-PCM'", "unique"),
        ("UPDATE entidad SET nivel_gobierno = 4", "check"),
        ("UPDATE entidad SET sector_id = 999", "foreign key"),
        ("UPDATE entidad SET adscrita_a_id = 999999", "foreign key"),
        ("DELETE FROM entidad", "foreign key"),
        ("UPDATE version SET numero = 0 WHERE estado = 1", "check"),
        ("UPDATE version SET estado = 3 WHERE estado = 1", "check"),
        ("UPDATE version SET estado = 2 WHERE estado = 1", "check"),
        ("UPDATE version SET vigente = TRUE WHERE estado = 1", "check"),
        ("UPDATE version SET umbral_micro = 1000001 WHERE estado = 1", "check"),
        ("UPDATE version SET estado = 2, vigente = TRUE, publicada_en = creada_en WHERE estado = 1", "unique"),
        ("INSERT INTO epoca (id, valor) VALUES (2, 1)", "check"),
    ];
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "PRUEBA", &mapa_dificil(5)).await;
        borrador(&base, "PRUEBA", &mapa_dificil(6)).await;
        let consola = Consola::abrir(&base).await;
        for (cambio, regla) in reglas {
            let motivo = consola.rechazo(cambio).await;
            assert!(motivo.to_lowercase().contains(regla), "{:?} {cambio}: {motivo}", base.motor);
        }
    }
}
