//! What the trail says of each row of a draft.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};
use crate::support::token::development;

/// Operations of a row's history, and what it holds as JSON.
async fn historial(taller: &Taller, tipo: &str, id: &str) -> (Vec<String>, Vec<Value>) {
    let campos = "historial(first: 50) { totalCount nodes { operacion campos antes despues } }";
    let datos = taller.de(tipo, id, campos).await;
    let nodos = datos["historial"]["nodes"].as_array().unwrap().clone();
    assert_eq!(datos["historial"]["totalCount"], nodos.len());
    (nodos.iter().map(|n| texto(&n["operacion"])).collect(), nodos)
}

/// Each row tells its own changes and no other's, in this version and in no other; a proposed puesto those of what makes it.
#[tokio::test]
async fn each_row_tells_its_changes() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let version = taller.borrador.clone();
        let datos = taller.de("Version", &version, "unidades { nodes { id } } puestos { nodes { id } }").await;
        let unidad = texto(&datos["unidades"]["nodes"][0]["id"]);
        let [uno, dos] = [0, 1].map(|i| texto(&datos["puestos"]["nodes"][i]["id"]));
        let proceso = taller.llamado("Proceso", "procesos", "M.01").await;
        let otro = taller.llamado("Proceso", "procesos", "S.01").await;
        let actividad = taller.llamado("Actividad", "actividades", "M.01.01.01.B").await;
        let tarea = taller.llamado("Tarea", "tareas", "M.01.01.01.A.1").await;
        let de_tarea = taller.de("Tarea", &tarea, "ejecuciones { nodes { id puestoPropuesto { id } } }").await;
        let fila = &de_tarea["ejecuciones"]["nodes"][0];
        let (ejecucion, propuesto) = (texto(&fila["id"]), texto(&fila["puestoPropuesto"]["id"]));
        taller.hacer("cambiarUnidad", &json!({ "id": unidad, "sigla": "DL" })).await;
        taller.hacer("cambiarPuesto", &json!({ "id": uno, "ocupados": 7, "remuneracion": "1234.50" })).await;
        taller.hacer("cambiarPuesto", &json!({ "id": dos, "ocupados": 8 })).await;
        taller.hacer("cambiarProceso", &json!({ "id": proceso, "nombre": "Otro" })).await;
        taller.hacer("cambiarActividad", &json!({ "id": actividad, "nombre": "Otra" })).await;
        taller.hacer("moverActividad", &json!({ "id": actividad, "proceso": proceso })).await;
        taller.hacer("cambiarTarea", &json!({ "id": tarea, "nombre": "Otra" })).await;
        taller.hacer("cambiarEjecucion", &json!({ "id": ejecucion, "frecuenciaMensual": 3 })).await;
        let llamado = taller.id("cambiarPuestoPropuesto", &json!({ "id": propuesto, "nombre": "Analista II" })).await;
        assert_eq!(llamado, propuesto, "it is the same one, called otherwise");
        for (tipo, id, esperadas) in [
            ("Unidad", &unidad, &["CAMBIAR_UNIDAD"][..]),
            ("Puesto", &uno, &["CAMBIAR_PUESTO"]),
            ("Proceso", &proceso, &["CAMBIAR_PROCESO"]),
            ("Proceso", &otro, &[]),
            ("Actividad", &actividad, &["CAMBIAR_ACTIVIDAD", "MOVER_ACTIVIDAD"]),
            ("Tarea", &tarea, &["CAMBIAR_TAREA"]),
            ("Ejecucion", &ejecucion, &["CAMBIAR_EJECUCION"]),
            ("PuestoPropuesto", &propuesto, &["CAMBIAR_PUESTO", "CAMBIAR_EJECUCION", "CAMBIAR_PUESTO_PROPUESTO"]),
        ] {
            assert_eq!(historial(&taller, tipo, id).await.0, esperadas, "{tipo}");
        }
        let (_, cambios) = historial(&taller, "Puesto", &uno).await;
        assert_eq!(cambios[0]["campos"], json!(["ocupados", "remuneracionCentimos"]));
        // Under the same number in the version that was copied nothing was done.
        let publicados = "{ entidad(codigo: \"PRUEBA\") { version { matriz { procesos { nodes { historial { totalCount } } } } } } }";
        let publicados = taller.leer(publicados).await;
        for nodo in publicados["entidad"]["version"]["matriz"]["procesos"]["nodes"].as_array().unwrap() {
            assert_eq!(nodo["historial"]["totalCount"], 0);
        }
        let cadena = quipu::store::escritura::auditoria::verificar(&taller.server.app.db).await.unwrap();
        assert!(cadena.is_ok(), "{cadena:?}");
    }
}

/// The history is for who reads drafts of the entity; what people earn only for who reads that.
#[tokio::test]
async fn the_history_is_for_who_may() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let datos = taller.de("Version", &taller.borrador, "puestos { nodes { id } }").await;
        let puesto = texto(&datos["puestos"]["nodes"][0]["id"]);
        taller.hacer("cambiarPuesto", &json!({ "id": puesto, "remuneracion": "1234.50" })).await;
        let id = taller.borrador.clone();
        taller.hacer("publicarVersion", &json!({ "id": id })).await;
        let documento = format!(
            "{{ node(id: \"{puesto}\") {{ ... on Puesto {{ nombre historial {{ nodes {{ antes despues }} }} }} }} }}"
        );
        for (roles, ve) in [
            (&["lector@entidad:PRUEBA"][..], Some(false)),
            (&["editor@entidad:PRUEBA"], Some(true)),
            (&["rector@*"], None),
            (&["editor@entidad:01-001-PCM"], None),
        ] {
            let token = development(&taller.server.base, "x", roles);
            let answer = taller.server.graphql_as(&token, &documento).await;
            let node = &answer.json()["data"]["node"];
            assert_eq!(node["nombre"], "Analista", "{roles:?}: {}", answer.text);
            let Some(ve) = ve else {
                assert_eq!((&node["historial"], answer.refusal().1.as_str()), (&Value::Null, "PROHIBIDO"), "{roles:?}");
                continue;
            };
            let despues: Value = serde_json::from_str(&texto(&node["historial"]["nodes"][0]["despues"])).unwrap();
            let esperada = if ve { json!(123_450) } else { Value::Null };
            assert_eq!(
                (&despues["remuneracion_centimos"], &despues["nombre"]),
                (&esperada, &json!("Analista")),
                "{roles:?}"
            );
        }
    }
}
