//! Who executes what: the rules of the workbook, and what follows from a change in the figures.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::Taller;

const DATOS: &str = "ejecutor correlativo puesto { correlativo } unidad { nombre } periodo veces frecuenciaMensual duracionHoras \
                     horas servidores puestoPropuesto { nombre grupo { codigo } familia { codigo } nivel { codigo } segunCargas dotacionActual }";

/// Times come by the month or by their period, durations in any unit, and the figures of the puesto follow at once.
#[tokio::test]
async fn an_execution_comes_with_its_figures() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        let nueva = json!({ "tarea": tarea, "correlativo": "01", "ejecutor": "Analista", "veces": "35", "periodo": "DIARIO",
            "duracion": "90", "unidadDeDuracion": "MINUTO", "grupo": "CA", "familia": "CA-04", "nivel": "CA2" });
        let id = taller.id("crearEjecucion", &nueva).await;
        let visto = taller.de("Ejecucion", &id, DATOS).await;
        // (44 + 88) × 2 h before, and 35 × 22 × 1.5 h now: 1419 h × 1.1 ÷ 176 = 8.86875.
        assert_eq!(
            visto,
            json!({
                "ejecutor": "Analista", "correlativo": "1", "puesto": { "correlativo": "1" },
                "unidad": { "nombre": "Dirección de línea" }, "periodo": "DIARIO", "veces": "35",
                "frecuenciaMensual": "770", "duracionHoras": "1.5", "horas": "1155", "servidores": "7.21875",
                "puestoPropuesto": { "nombre": "Analista", "grupo": { "codigo": "CA" }, "familia": { "codigo": "CA-04" },
                    "nivel": { "codigo": "CA2" }, "segunCargas": 9, "dotacionActual": 1 },
            })
        );
        let dotacion = "{ dotacion(dimensiones: [PUESTO], entidades: {codigo: {igual: \"PRUEBA\"}}, version: {numero: 2}) \
                        { filas { servidores segunCargas brecha } total { servidores } } }";
        let dotacion = taller.leer(dotacion).await;
        assert_eq!(
            dotacion["dotacion"],
            json!({ "filas": [{ "servidores": "8.86875", "segunCargas": 9, "brecha": 8 },
                { "servidores": "1.1", "segunCargas": 1, "brecha": -1 }], "total": { "servidores": "9.96875" } })
        );
        let matriz = "matriz { ejecuciones { totalCount nodes { id } } }";
        let matriz = taller.de("Version", &taller.borrador, matriz).await;
        assert_eq!(matriz["matriz"]["ejecuciones"]["totalCount"], 5);
        assert_eq!(matriz["matriz"]["ejecuciones"]["nodes"][4], json!({ "id": id }));
    }
}

/// What is sent changes, what is not stays; a name that was the ejecutor's goes on being it.
#[tokio::test]
async fn an_execution_changes_in_part() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        let suyas = taller.de("Tarea", &tarea, "ejecuciones { nodes { id } }").await;
        let id = suyas["ejecuciones"]["nodes"][0]["id"].clone();
        let ver = async |taller: &Taller| taller.de("Ejecucion", id.as_str().unwrap(), DATOS).await;
        let antes = ver(&taller).await;
        taller.hacer("cambiarEjecucion", &json!({ "id": id, "frecuenciaMensual": "10.5" })).await;
        let mut despues = ver(&taller).await;
        assert_eq!((&despues["frecuenciaMensual"], &despues["horas"]), (&json!("10.5"), &json!("21")));
        for campo in ["frecuenciaMensual", "horas", "servidores", "puestoPropuesto"] {
            despues[campo] = antes[campo].clone();
        }
        assert_eq!(despues, antes);
        taller
            .hacer("cambiarEjecucion", &json!({ "id": id, "veces": 6, "periodo": "ANUAL", "ejecutor": "Jefe" }))
            .await;
        let despues = ver(&taller).await;
        assert_eq!(despues["frecuenciaMensual"], "0.5");
        assert_eq!((&despues["ejecutor"], &despues["puestoPropuesto"]["nombre"]), (&json!("Jefe"), &json!("Jefe")));
        taller.hacer("cambiarEjecucion", &json!({ "id": id, "duracion": null, "puestoPropuesto": "Jefa" })).await;
        let despues = ver(&taller).await;
        assert_eq!((&despues["duracionHoras"], &despues["horas"]), (&Value::Null, &Value::Null));
        assert_eq!((&despues["periodo"], &despues["puestoPropuesto"]["nombre"]), (&json!("ANUAL"), &json!("Jefa")));
        taller
            .hacer(
                "cambiarEjecucion",
                &json!({ "id": id, "correlativo": null, "ejecutor": null, "puestoPropuesto": null }),
            )
            .await;
        let despues = ver(&taller).await;
        assert_eq!(
            (&despues["puesto"], &despues["puestoPropuesto"]["nombre"]),
            (&Value::Null, &json!("(sin ejecutor)"))
        );
        taller
            .hacer(
                "cambiarEjecucion",
                &json!({ "id": id, "correlativo": "2", "familia": null, "grupo": "CO", "nivel": null }),
            )
            .await;
        let despues = ver(&taller).await;
        assert_eq!(despues["puesto"]["correlativo"], "2");
        let propuesto = &despues["puestoPropuesto"];
        assert_eq!((&propuesto["nombre"], &propuesto["grupo"]["codigo"]), (&json!("Especialista"), &json!("CO")));
    }
}

/// The order of rows says on which proposed puesto a present one counts: moving a row moves that too.
#[tokio::test]
async fn the_order_of_rows_says_where_a_puesto_counts() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        let como = json!({ "tarea": tarea, "correlativo": "2", "ejecutor": "Especialista", "posicion": 1, "frecuenciaMensual": 1,
            "duracion": 1, "puestoPropuesto": "Coordinador", "grupo": "CA", "familia": "CA-04", "nivel": "CA3" });
        let nueva = taller.id("crearEjecucion", &como).await;
        let propuestos = "matriz { puestosPropuestos { nodes { nombre dotacionActual } } }";
        let ver = async |taller: &Taller| {
            let mut datos = taller.de("Version", &taller.borrador, propuestos).await;
            datos["matriz"]["puestosPropuestos"]["nodes"].take()
        };
        let fila = |nombre: &str, actual: i64| json!({ "nombre": nombre, "dotacionActual": actual });
        assert_eq!(ver(&taller).await, json!([fila("Analista", 1), fila("Especialista", 2), fila("Coordinador", 0)]));
        // Before every other row of the puesto: it counts there now.
        let b = taller.llamado("Actividad", "actividades", "M.01.01.01.B").await;
        taller.hacer("moverEjecucion", &json!({ "id": nueva, "actividad": b, "posicion": 1 })).await;
        assert_eq!(ver(&taller).await, json!([fila("Analista", 1), fila("Coordinador", 2), fila("Especialista", 0)]));
        let visto = taller.de("Ejecucion", &nueva, "actividad { nombre } tarea { nombre }").await;
        assert_eq!(visto, json!({ "actividad": { "nombre": "M.01.01.01.B" }, "tarea": null }));
        let lugar = async |taller: &Taller| {
            let datos = taller.de("Version", &taller.borrador, "matriz { ejecuciones { nodes { id } } }").await;
            let filas = datos["matriz"]["ejecuciones"]["nodes"].as_array().unwrap().clone();
            filas.iter().position(|fila| fila["id"] == nueva.as_str())
        };
        assert_eq!(lugar(&taller).await, Some(2));
        taller.hacer("moverEjecucion", &json!({ "id": nueva })).await;
        assert_eq!(lugar(&taller).await, Some(3));
        let hecho = taller.hacer("eliminarEjecucion", &json!({ "id": nueva })).await;
        assert_eq!(hecho["eliminadas"], 1);
        assert_eq!(ver(&taller).await, json!([fila("Analista", 1), fila("Especialista", 2)]));
    }
}
