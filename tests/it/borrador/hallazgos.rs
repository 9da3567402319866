//! Findings follow the edits.

use quipu::domain::modelo::{Matriz, TipoMatriz};
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

/// A naturaleza that the families of the executions do not go with is found in both matrices, and found no longer when it is
/// what it was.
#[tokio::test]
async fn findings_follow_the_units_in_both_matrices() {
    let mut mapa = pequeno();
    let (actual, hojas) = (mapa.matrices[0].clone(), ["Ajustada", "Actual"].map(|hoja| Some(hoja.to_owned())));
    mapa.matrices.push(Matriz { tipo: TipoMatriz::Actual, ..actual });
    mapa.matrices.iter_mut().zip(hojas).for_each(|(matriz, hoja)| matriz.hoja = hoja);
    for mut taller in Taller::en_ambas(&mapa).await {
        let id = taller.borrador.clone();
        let unidad = taller.de("Version", &id, "unidades { nodes { id } }").await["unidades"]["nodes"][0]["id"].clone();
        let antes = hallazgos(&taller, &id).await;
        taller.hacer("cambiarUnidad", &json!({ "id": unidad, "naturaleza": "APOYO" })).await;
        let ajenas = "hallazgos(filtro: {codigo: {igual: \"FAMILIA_FUERA_DE_NATURALEZA\"}}) { nodes { hoja celda } }";
        let ajenas = taller.de("Version", &id, ajenas).await;
        let mut donde: Vec<[String; 2]> = ajenas["hallazgos"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| ["hoja", "celda"].map(|campo| texto(&h[campo])))
            .collect();
        donde.sort();
        let esperadas = ["Actual", "Ajustada"].map(|hoja| ["10", "11", "12", "13"].map(|fila| [hoja, fila]));
        assert_eq!(donde, esperadas.concat());
        let naturalezas = "actual: matriz(tipo: ACTUAL) { ...F } ajustada: matriz { ...F } } } } fragment F on Matriz { \
                           puestosPropuestos { nodes { naturaleza { codigo } } }";
        let datos = taller.leer(&format!("{{ node(id: \"{id}\") {{ ... on Version {{ {naturalezas} }}")).await;
        for matriz in ["actual", "ajustada"] {
            for puesto in datos["node"][matriz]["puestosPropuestos"]["nodes"].as_array().unwrap() {
                assert_eq!(puesto["naturaleza"]["codigo"], "APOYO", "{matriz}");
            }
        }
        taller.hacer("cambiarUnidad", &json!({ "id": unidad, "naturaleza": "línea" })).await;
        assert_eq!(hallazgos(&taller, &id).await, antes);
    }
}

/// An execution that said a correlativo in vain names the puesto that comes with it: found no longer, and counted there.
#[tokio::test]
async fn executions_find_the_puesto_that_comes() {
    let mut mapa = pequeno();
    (mapa.matrices[0].ejecuciones[3].puesto, mapa.matrices[0].ejecuciones[3].correlativo) =
        (None, Some("9".to_owned()));
    for mut taller in Taller::en_ambas(&mapa).await {
        let id = taller.borrador.clone();
        let en_vano = ["CORRELATIVO_INEXISTENTE".to_owned(), "13".to_owned()];
        let antes = hallazgos(&taller, &id).await;
        assert!(antes.contains(&en_vano), "{antes:?}");
        let unidad = taller.de("Version", &id, "unidades { nodes { id } }").await["unidades"]["nodes"][0]["id"].clone();
        let nuevo =
            json!({ "version": id, "correlativo": "009", "nombre": "Especialista", "unidad": unidad, "ocupados": 3 });
        let nuevo = taller.id("crearPuesto", &nuevo).await;
        let suyo = taller
            .de("Puesto", &nuevo, "correlativo ejecuciones { nodes { puestoPropuesto { dotacionActual } } }")
            .await;
        // With the two of the puesto that was there.
        let cuenta = json!({ "nodes": [{ "puestoPropuesto": { "dotacionActual": 5 } }] });
        assert_eq!(suyo, json!({ "correlativo": "9", "ejecuciones": cuenta }));
        let mut sin_falta = antes.clone();
        sin_falta.retain(|hallado| *hallado != en_vano);
        assert_eq!(hallazgos(&taller, &id).await, sin_falta);
    }
}

/// What the reader found in a row of the Mapeo goes when the value is given, or with the row; what it found elsewhere stays.
#[tokio::test]
async fn findings_of_the_mapeo_are_settled() {
    let mut mapa = pequeno();
    (mapa.puestos[0].fila, mapa.puestos[1].fila) = (Some(7), Some(8));
    mapa.matrices[0].hoja = Some("Matriz".to_owned());
    for mut taller in Taller::en_ambas(&mapa).await {
        let filas = [
            ("Mapeo", "OCUPADOS_AUSENTE", "F7"),
            ("Mapeo", "OCUPADOS_AUSENTE", "F8"),
            ("Matriz", "OCUPADOS_AUSENTE", "F7"),
        ];
        for (i, (hoja, codigo, celda)) in filas.iter().enumerate() {
            let sql = format!(
                "INSERT INTO hallazgo (entidad_id, version, id, codigo, severidad, hoja, celda, mensaje) SELECT entidad_id, numero, {}, \
                 '{codigo}', 2, '{hoja}', '{celda}', 'x' FROM version WHERE numero = 2",
                900 + i
            );
            sea_orm::ConnectionTrait::execute_unprepared(&taller.server.app.db, &sql).await.unwrap();
        }
        let id = taller.borrador.clone();
        let puestos = taller.de("Version", &id, "puestos { nodes { id } }").await;
        let puesto = &puestos["puestos"]["nodes"][0]["id"];
        let ausentes = async |taller: &Taller| {
            let de = "hallazgos(filtro: {codigo: {igual: \"OCUPADOS_AUSENTE\"}}) { nodes { hoja celda } }";
            let datos = taller.de("Version", &id, de).await;
            let nodos = datos["hallazgos"]["nodes"].as_array().unwrap().clone();
            nodos.iter().map(|h| format!("{} {}", texto(&h["hoja"]), texto(&h["celda"]))).collect::<Vec<_>>()
        };
        taller.hacer("cambiarPuesto", &json!({ "id": puesto, "nombre": "Otro" })).await;
        assert_eq!(ausentes(&taller).await.len(), 3);
        taller.hacer("cambiarPuesto", &json!({ "id": puesto, "ocupados": 4 })).await;
        assert_eq!(ausentes(&taller).await, ["Mapeo F8", "Matriz F7"]);
        let filas =
            taller.de("Puesto", &texto(&puestos["puestos"]["nodes"][1]["id"]), "ejecuciones { nodes { id } }").await;
        for fila in filas["ejecuciones"]["nodes"].as_array().unwrap() {
            taller.hacer("eliminarEjecucion", &json!({ "id": fila["id"] })).await;
        }
        taller.hacer("eliminarPuesto", &json!({ "id": puestos["puestos"]["nodes"][1]["id"] })).await;
        assert_eq!(ausentes(&taller).await, ["Matriz F7"]);
    }
}
