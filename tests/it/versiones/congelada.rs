//! A published version is frozen by the database itself, whoever asks.

use quipu::domain::modelo::NoMedido;

use super::sql::Consola;
use crate::mapa::{borrador, mapa_dificil, publicar};
use crate::support::base::{Base, Contenido, Motor, en_ambas};

const CODIGO: &str = "PRUEBA";
const REGLA: &str = "VERSION_PUBLICADA";

/// A database with version 1 published and version 2 a draft of the same map, with rows in every table.
async fn publicada_y_borrador(base: &Base) -> (Consola, i64) {
    let mut mapa = mapa_dificil(5);
    if mapa.no_medidos.is_empty() {
        let entrada = NoMedido { puesto: 0, grupo: None, nivel_organizacional: None, posiciones: 1, sustento: None };
        mapa.no_medidos.push(entrada);
    }
    publicar(base, CODIGO, &mapa).await;
    assert_eq!(borrador(base, CODIGO, &mapa).await, 2);
    let consola = Consola::abrir(base).await;
    let entidad = consola.numero(&format!("SELECT id FROM entidad WHERE codigo = '{CODIGO}'")).await;
    (consola, entidad)
}

/// The tables whose rows belong to a version: all that have its number.
async fn tablas_de_version(consola: &Consola) -> Vec<String> {
    let mut tablas = Vec::new();
    for tabla in consola.tablas().await {
        if consola.columnas(&tabla).await.iter().any(|columna| columna == "version") {
            tablas.push(tabla);
        }
    }
    assert!(tablas.len() >= 13, "{tablas:?}");
    tablas
}

/// No row of a published version is changed or taken away; those of a draft are.
#[tokio::test]
async fn rows_of_a_published_version_are_neither_changed_nor_deleted() {
    for base in en_ambas(Contenido::Catalogos).await {
        let (consola, entidad) = publicada_y_borrador(&base).await;
        for tabla in tablas_de_version(&consola).await {
            let de = |version: i32| format!("entidad_id = {entidad} AND version = {version}");
            let filas = consola.numero(&format!("SELECT COUNT(*) FROM {tabla} WHERE {}", de(1))).await;
            assert!(filas > 0, "{tabla} has no rows to freeze");
            for columna in consola.columnas(&tabla).await {
                let cambio = format!("UPDATE {tabla} SET {columna} = {columna} WHERE {}", de(1));
                assert!(consola.rechazo(&cambio).await.contains(REGLA), "{cambio}");
            }
            let borrado = format!("DELETE FROM {tabla} WHERE {}", de(1));
            let motivo = consola.rechazo(&borrado).await.to_lowercase();
            // Rows below a row hold it as well.
            assert!(motivo.contains(&REGLA.to_lowercase()) || motivo.contains("foreign key"), "{borrado}: {motivo}");
            consola.hacer(&format!("UPDATE {tabla} SET version = version WHERE {}", de(2))).await;
            let quedan = consola.numero(&format!("SELECT COUNT(*) FROM {tabla} WHERE {}", de(1))).await;
            assert_eq!(quedan, filas, "{tabla}");
        }
    }
}

/// No row is added to a published version, be it new or moved there from a draft.
#[tokio::test]
async fn rows_are_not_added_to_a_published_version() {
    for base in en_ambas(Contenido::Catalogos).await {
        let (consola, entidad) = publicada_y_borrador(&base).await;
        for tabla in tablas_de_version(&consola).await {
            let columnas = consola.columnas(&tabla).await;
            let valores: Vec<String> = columnas.iter().map(|columna| nuevo(&tabla, columna)).collect();
            let alta = |version: i32| {
                format!(
                    "INSERT INTO {tabla} ({}) SELECT {} FROM {tabla} t WHERE t.entidad_id = {entidad} \
                     AND t.version = {version} ORDER BY 1 LIMIT 1",
                    columnas.join(", "),
                    valores.join(", "),
                )
            };
            let motivo = consola.rechazo(&alta(1)).await;
            let ocupada = tabla == "puesto_asignado" && motivo.to_lowercase().contains("unique");
            assert!(motivo.contains(REGLA) || ocupada, "{tabla}: {motivo}");
        }
        // Findings hang from nothing but their version: nothing else would stop this one.
        let mudanza =
            format!("UPDATE hallazgo SET version = 1, id = id + 1000000 WHERE entidad_id = {entidad} AND version = 2");
        assert!(consola.rechazo(&mudanza).await.contains(REGLA));
    }
}

/// A value for a column of a row that is copied within its version, so that only the version's state can refuse it.
fn nuevo(tabla: &str, columna: &str) -> String {
    let misma = "x.entidad_id = t.entidad_id AND x.version = t.version";
    match (tabla, columna) {
        ("matriz", "tipo") => "3 - t.tipo".to_owned(),
        ("dotacion_no_medida", "puesto_id") => format!(
            "(SELECT MAX(x.id) FROM puesto x WHERE {misma} AND x.id NOT IN (SELECT y.puesto_id FROM dotacion_no_medida y))"
        ),
        ("carga_proceso", "proceso_id") => format!(
            "(SELECT MAX(x.id) FROM proceso x WHERE {misma} AND x.id NOT IN (SELECT y.proceso_id FROM carga_proceso y))"
        ),
        (_, "id" | "orden" | "fin") => format!("t.{columna} + 1000000"),
        ("puesto", "correlativo") => "t.correlativo || 'x'".to_owned(),
        _ => format!("t.{columna}"),
    }
}

/// The version itself: only whether it is the current one may change.
#[tokio::test]
async fn a_published_version_is_not_edited_unpublished_or_deleted() {
    for base in en_ambas(Contenido::Catalogos).await {
        let (consola, entidad) = publicada_y_borrador(&base).await;
        let cambios = [
            "estado = 1, publicada_en = NULL, vigente = FALSE",
            "numero = 7",
            "publicada_en = creada_en, creada_en = '2020-01-01 00:00:00+00'",
            "archivo = 'otro.xlsx'",
            "archivo_sha256 = 'abc'",
            "informe = '{}'",
            "origen = 2",
            "umbral_micro = 1",
            "revision = 9",
            "base = 7",
        ];
        for cambio in cambios {
            let sql = format!("UPDATE version SET {cambio} WHERE entidad_id = {entidad} AND numero = 1");
            let motivo = consola.rechazo(&sql).await;
            assert!(motivo.contains(REGLA), "{cambio}: {motivo}");
        }
        consola.rechazo(&format!("DELETE FROM version WHERE entidad_id = {entidad} AND numero = 1")).await;
        consola.hacer(&format!("UPDATE version SET vigente = FALSE WHERE entidad_id = {entidad} AND numero = 1")).await;
        consola.hacer(&format!("UPDATE version SET archivo = 'a' WHERE entidad_id = {entidad} AND numero = 2")).await;
    }
}

/// Ways around the triggers that one engine has and the other has not.
#[tokio::test]
async fn neither_truncate_nor_replace_goes_around() {
    for base in en_ambas(Contenido::Catalogos).await {
        let (consola, entidad) = publicada_y_borrador(&base).await;
        if base.motor == Motor::Postgres {
            for tabla in tablas_de_version(&consola).await.iter().map(String::as_str).chain(["version", "entidad"]) {
                let motivo = consola.rechazo(&format!("TRUNCATE {tabla} CASCADE")).await;
                assert!(motivo.contains(REGLA), "{tabla}: {motivo}");
            }
        } else {
            let sustituta = format!(
                "INSERT OR REPLACE INTO version (entidad_id, numero, estado, vigente, creada_en, origen, umbral_micro) SELECT \
                 entidad_id, numero, 1, FALSE, creada_en, origen, umbral_micro FROM version WHERE entidad_id = {entidad} AND numero = 1"
            );
            assert!(consola.rechazo(&sustituta).await.contains(REGLA));
            let fila = format!(
                "INSERT OR REPLACE INTO tarea SELECT * FROM tarea WHERE entidad_id = {entidad} AND version = 1"
            );
            assert!(consola.rechazo(&fila).await.contains(REGLA));
        }
    }
}
