//! Findings follow the edits.

use quipu::importacion::{self, Forma};
use quipu::store;
use rust_decimal::dec;
use serde_json::json;

use super::modelo::pequeno;
use super::taller::{ENTIDAD, Taller, texto};
use crate::support::base::ahora;

async fn hallazgos(taller: &Taller, id: &str) -> Vec<[String; 2]> {
    let datos = taller.de("Version", id, "hallazgos(first: 200) { nodes { codigo celda } }").await;
    let nodos = datos["hallazgos"]["nodes"].as_array().unwrap();
    nodos.iter().map(|h| [texto(&h["codigo"]), h["celda"].as_str().unwrap_or_default().to_owned()]).collect()
}

/// What an edit breaks is found, and what it mends is found no longer.
#[tokio::test]
async fn findings_come_and_go_with_the_edits() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let id = taller.borrador.clone();
        let antes = hallazgos(&taller, &id).await;
        let b = taller.llamado("Actividad", "actividades", "M.01.01.01.B").await;
        let suyas = taller.de("Actividad", &b, "ejecuciones { nodes { id } }").await;
        taller
            .hacer("cambiarEjecucion", &json!({ "id": suyas["ejecuciones"]["nodes"][0]["id"], "duracion": null }))
            .await;
        let mut con_falta = antes.clone();
        con_falta.push(["TIEMPOS_AUSENTES".to_owned(), "12".to_owned()]);
        assert_eq!(hallazgos(&taller, &id).await, con_falta);
        taller.hacer("eliminarEjecucion", &json!({ "id": suyas["ejecuciones"]["nodes"][0]["id"] })).await;
        let mut sin_ejecutor = antes.clone();
        sin_ejecutor.push(["ACTIVIDAD_SIN_EJECUTOR".to_owned(), String::new()]);
        assert_eq!(hallazgos(&taller, &id).await, sin_ejecutor);
        taller.hacer("eliminarActividad", &json!({ "id": b })).await;
        assert_eq!(hallazgos(&taller, &id).await, antes);
        // The published version has its own.
        let uno = taller.leer("{ entidad(codigo: \"PRUEBA\") { version { hallazgos { totalCount } } } }").await;
        assert_eq!(uno["entidad"]["version"]["hallazgos"]["totalCount"], antes.len());
    }
}

/// Over a workbook's draft: the cells of its findings stay, and those about times go when the times are given.
#[tokio::test]
async fn findings_of_a_workbook_keep_their_cells() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let db = taller.server.base.conectar().await;
        let catalogo = store::catalogo::leer(&db).await.unwrap();
        let libro = include_bytes!("../../../api/demo/matriz_dimensionamiento.xlsx");
        let leida = importacion::leer("matriz.xlsx", libro.to_vec(), None, &catalogo).unwrap();
        importacion::guardar(&db, ENTIDAD, &leida, &catalogo, Forma { umbral: dec!(0.55), ahora: ahora() })
            .await
            .unwrap();
        db.close().await.unwrap();
        let id = taller.leer("{ entidad(codigo: \"PRUEBA\") { version(version: {numero: 3}) { id } } }").await;
        let id = texto(&id["entidad"]["version"]["id"]);
        (taller.borrador, taller.revision) = (id.clone(), 1);
        let antes = hallazgos(&taller, &id).await;
        assert!(antes.iter().any(|[_, celda]| celda.starts_with(|c: char| c.is_ascii_alphabetic())), "{antes:?}");
        let macro_ = taller.de("Version", &id, "matriz { macroprocesos(first: 1) { nodes { id nombre } } }").await;
        let macro_ = &macro_["matriz"]["macroprocesos"]["nodes"][0];
        taller.hacer("cambiarProceso", &json!({ "id": macro_["id"], "nombre": "Otro nombre" })).await;
        taller.hacer("cambiarProceso", &json!({ "id": macro_["id"], "nombre": macro_["nombre"] })).await;
        let despues = hallazgos(&taller, &id).await;
        assert_eq!(ordenados(&despues), ordenados(&antes));
        let discrepante =
            antes.iter().find(|[codigo, _]| codigo == "SERVIDORES_DISCREPANTES" || codigo == "TIEMPOS_AUSENTES");
        let Some([codigo, celda]) = discrepante else { continue };
        let fila: i64 = celda.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap();
        let filas = taller.de("Version", &id, "matriz { ejecuciones(first: 200) { nodes { id fila } } }").await;
        let filas = filas["matriz"]["ejecuciones"]["nodes"].as_array().unwrap().clone();
        let suya = filas.iter().find(|e| e["fila"] == fila).unwrap();
        taller.hacer("cambiarEjecucion", &json!({ "id": suya["id"], "frecuenciaMensual": 5, "duracion": 1 })).await;
        assert!(!hallazgos(&taller, &id).await.contains(&[codigo.clone(), celda.clone()]));
    }
}

fn ordenados(hallazgos: &[[String; 2]]) -> Vec<[String; 2]> {
    let mut ordenados = hallazgos.to_vec();
    ordenados.sort();
    ordenados
}
