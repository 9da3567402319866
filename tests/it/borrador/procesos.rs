//! Processes, activities and tasks: made, changed, moved, taken away.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};

/// Reading order of the draft: depth and name of each node.
async fn leido(taller: &Taller) -> Vec<String> {
    let campos = "matriz { arbol { nodes { orden profundidad nodo { ... on Proceso { nombre } ... on Actividad { nombre } \
                  ... on Tarea { nombre } } } } }";
    let datos = taller.de("Version", &taller.borrador, campos).await;
    let nodos = datos["matriz"]["arbol"]["nodes"].as_array().unwrap().clone();
    // Dense and unique.
    let lugares: Vec<i64> = nodos.iter().map(|n| n["orden"].as_i64().unwrap()).collect();
    assert_eq!(lugares, (1..=i64::try_from(lugares.len()).unwrap()).collect::<Vec<_>>());
    nodos.iter().map(|n| format!("{} {}", n["profundidad"], n["nodo"]["nombre"].as_str().unwrap())).collect()
}

/// A copy holds the same rows, under the same ids but for the version, and says what it was made from.
#[tokio::test]
async fn a_draft_begins_as_what_is_published() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let version = taller.de("Version", &taller.borrador, "numero estado base revision informe").await;
        assert_eq!(version, json!({ "numero": 2, "estado": "BORRADOR", "base": 1, "revision": 1, "informe": null }));
        let todo = "{ entidad(codigo: \"PRUEBA\") { version(version: V) { unidades { nodes { nombre naturaleza { codigo } } } \
                    puestos { nodes { nombre correlativo ocupados } } hallazgos { nodes { codigo celda mensaje } } matriz { \
                    numeroProcesos numeroActividades numeroTareas arbol { nodes { orden profundidad } } ejecuciones { nodes { ejecutor \
                    horas puestoPropuesto { nombre segunCargas brecha puestos { nodes { correlativo } } } } } } } } \
                    dotacion(dimensiones: [FAMILIA, PROCESO], entidades: {codigo: {igual: \"PRUEBA\"}}, version: V) { filas { servidores } } }";
        let leer = async |version: &str| taller.leer(&todo.replace('V', version)).await;
        let mut publicada = leer("{numero: 1}").await;
        // The answer has names with a V in them: only the choice differs.
        let mut borrador = leer("{ultimoBorrador: true}").await;
        assert_eq!(publicada.take(), borrador.take());
    }
}

/// A process with three levels below another one goes to the root and back, in order, with its levels and its type.
#[tokio::test]
async fn a_whole_branch_is_moved() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let antes = leido(&taller).await;
        assert_eq!(
            antes,
            [
                "0 M.01",
                "1 M.01.01",
                "2 M.01.01.01",
                "3 M.01.01.01.A",
                "4 M.01.01.01.A.1",
                "4 M.01.01.01.A.2",
                "3 M.01.01.01.B",
                "0 S.01",
                "1 S.01.A",
                "2 S.01.A.1"
            ]
        );
        let [m01, m0101, s01] = {
            let mut ids = Vec::new();
            for nombre in ["M.01", "M.01.01", "S.01"] {
                ids.push(taller.llamado("Proceso", "procesos", nombre).await);
            }
            ids.try_into().unwrap()
        };
        let bajo_s = taller.id("moverProceso", &json!({ "id": m0101, "padre": s01 })).await;
        assert_eq!(bajo_s, m0101);
        assert_eq!(
            leido(&taller).await,
            [
                "0 M.01",
                "0 S.01",
                "1 S.01.A",
                "2 S.01.A.1",
                "1 M.01.01",
                "2 M.01.01.01",
                "3 M.01.01.01.A",
                "4 M.01.01.01.A.1",
                "4 M.01.01.01.A.2",
                "3 M.01.01.01.B"
            ]
        );
        let campos = "nivel tipo padre { nombre } descendientes subprocesos { nodes { nivel tipo } }";
        let movido = taller.de("Proceso", &m0101, campos).await;
        assert_eq!(
            movido,
            json!({ "nivel": 1, "tipo": "SOPORTE", "padre": { "nombre": "S.01" }, "descendientes": 5,
                "subprocesos": { "nodes": [{ "nivel": 2, "tipo": "SOPORTE" }] } })
        );
        taller.hacer("moverProceso", &json!({ "id": m0101, "padre": null, "posicion": 1 })).await;
        assert_eq!(leido(&taller).await[..2], ["0 M.01.01", "1 M.01.01.01"]);
        let raiz = taller.de("Proceso", &m0101, "nivel padre { id } subprocesos { nodes { nivel } }").await;
        assert_eq!(raiz, json!({ "nivel": 0, "padre": null, "subprocesos": { "nodes": [{ "nivel": 1 }] } }));
        taller.hacer("moverProceso", &json!({ "id": m0101, "padre": m01 })).await;
        assert_eq!(leido(&taller).await, antes);
    }
}

/// Nodes come at the place that is asked for; the levels and the type of a process follow its parent.
#[tokio::test]
async fn nodes_come_where_they_are_put() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let m01 = taller.llamado("Proceso", "procesos", "M.01").await;
        let version = taller.borrador.clone();
        let raiz = json!({ "version": version, "posicion": 2, "codigo": "E.01", "nombre": "  Dirección   estratégica ", "tipo": "ESTRATEGICO" });
        let nuevo = taller.id("crearProceso", &raiz).await;
        let visto = taller.de("Proceso", &nuevo, "nombre codigo nivel tipo orden").await;
        assert_eq!(
            visto,
            json!({ "nombre": "Dirección estratégica", "codigo": "E.01", "nivel": 0, "tipo": "ESTRATEGICO", "orden": 8 })
        );
        let hijo = json!({ "version": version, "padre": m01, "posicion": 1, "nombre": "Antes", "nivel": 3 });
        let hijo = taller.id("crearProceso", &hijo).await;
        assert_eq!(
            taller.de("Proceso", &hijo, "nivel tipo orden").await,
            json!({ "nivel": 3, "tipo": "MISIONAL", "orden": 2 })
        );
        let actividad = taller.id("crearActividad", &json!({ "proceso": hijo, "nombre": "Hacer" })).await;
        let segunda = taller.id("crearTarea", &json!({ "actividad": actividad, "nombre": "Segunda" })).await;
        let primera =
            taller.id("crearTarea", &json!({ "actividad": actividad, "nombre": "Primera", "posicion": 1 })).await;
        let orden = taller.de("Actividad", &actividad, "orden tareas { nodes { id orden } }").await;
        assert_eq!(
            orden,
            json!({ "orden": 3, "tareas": { "nodes": [{ "id": primera, "orden": 4 }, { "id": segunda, "orden": 5 }] } })
        );
        taller.hacer("moverTarea", &json!({ "id": segunda, "posicion": 1 })).await;
        let orden = taller.de("Actividad", &actividad, "tareas { nodes { id } }").await;
        assert_eq!(orden, json!({ "tareas": { "nodes": [{ "id": segunda }, { "id": primera }] } }));
        let matriz = taller.de("Version", &version, "matriz { numeroProcesos numeroActividades numeroTareas }").await;
        assert_eq!(matriz["matriz"], json!({ "numeroProcesos": 6, "numeroActividades": 4, "numeroTareas": 5 }));
    }
}

/// Names, codes and types change; the type of a macroproceso is that of all below it.
#[tokio::test]
async fn labels_and_types_change() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let m01 = taller.llamado("Proceso", "procesos", "M.01").await;
        taller.hacer("cambiarProceso", &json!({ "id": m01, "tipo": "ESTRATEGICO", "codigo": null })).await;
        let campos = "codigo nombre tipo subprocesos { nodes { tipo subprocesos { nodes { tipo } } } }";
        let visto = taller.de("Proceso", &m01, campos).await;
        assert_eq!(
            visto,
            json!({ "codigo": null, "nombre": "M.01", "tipo": "ESTRATEGICO", "subprocesos": { "nodes": [{
                "tipo": "ESTRATEGICO", "subprocesos": { "nodes": [{ "tipo": "ESTRATEGICO" }] } }] } })
        );
        // The published version is what it was.
        let dotacion = "{ dotacion(dimensiones: [TIPO_PROCESO], entidades: {codigo: {igual: \"PRUEBA\"}} V) { \
                        filas { clave { tipoProceso } } } }";
        let tipos = |datos: &Value| {
            let filas = datos["dotacion"]["filas"].as_array().unwrap().clone();
            filas.iter().map(|f| texto(&f["clave"]["tipoProceso"])).collect::<Vec<_>>()
        };
        assert_eq!(tipos(&taller.leer(&dotacion.replace(" V", "")).await), ["MISIONAL", "SOPORTE"]);
        let borrador = taller.leer(&dotacion.replace('V', ", version: {numero: 2}")).await;
        assert_eq!(tipos(&borrador), ["ESTRATEGICO", "SOPORTE"]);
        let actividad = taller.llamado("Actividad", "actividades", "S.01.A").await;
        taller.hacer("cambiarActividad", &json!({ "id": actividad, "nombre": "Otra", "codigo": "X" })).await;
        assert_eq!(
            taller.de("Actividad", &actividad, "nombre codigo").await,
            json!({ "nombre": "Otra", "codigo": "X" })
        );
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        taller.hacer("cambiarTarea", &json!({ "id": tarea, "nombre": "Ótra" })).await;
        let hallada =
            taller.leer("{ tarea(entidad: \"PRUEBA\", codigo: \"S.01.A.1\", version: {numero: 2}) { nombre } }").await;
        assert_eq!(hallada["tarea"]["nombre"], "Ótra");
    }
}

/// An activity moves with its tasks, a task with its executions.
#[tokio::test]
async fn activities_and_tasks_move_with_what_hangs_from_them() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let s01 = taller.llamado("Proceso", "procesos", "S.01").await;
        let a = taller.llamado("Actividad", "actividades", "M.01.01.01.A").await;
        taller.hacer("moverActividad", &json!({ "id": a, "proceso": s01, "posicion": 1 })).await;
        let campos = "actividades { nodes { nombre tareas { nodes { nombre ejecuciones { nodes { ejecutor actividad { nombre } } } } } } }";
        let visto = taller.de("Proceso", &s01, campos).await;
        let primera = &visto["actividades"]["nodes"][0];
        assert_eq!(primera["nombre"], "M.01.01.01.A");
        assert_eq!(primera["tareas"]["nodes"][1]["ejecuciones"]["nodes"][0]["actividad"]["nombre"], "M.01.01.01.A");
        let b = taller.llamado("Actividad", "actividades", "M.01.01.01.B").await;
        let tarea = taller.llamado("Tarea", "tareas", "M.01.01.01.A.2").await;
        taller.hacer("moverTarea", &json!({ "id": tarea, "actividad": b })).await;
        let visto =
            taller.de("Tarea", &tarea, "actividad { nombre } ejecuciones { nodes { actividad { nombre } } }").await;
        let de_b = json!({ "nombre": "M.01.01.01.B" });
        assert_eq!(visto, json!({ "actividad": de_b, "ejecuciones": { "nodes": [{ "actividad": de_b }] } }));
    }
}

/// What has something below it goes only when that is asked for, and then with all of it.
#[tokio::test]
async fn a_branch_goes_only_when_asked_for() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let m0101 = taller.llamado("Proceso", "procesos", "M.01.01").await;
        let faltas = taller.faltas("eliminarProceso", &json!({ "id": m0101 })).await;
        assert_eq!(faltas, [("TIENE_DESCENDIENTES".to_owned(), "input.conDescendientes".to_owned())]);
        let error = taller.rechazo("eliminarProceso", &json!({ "id": m0101 })).await;
        assert!(
            texto(&error["message"]).contains("subprocesos: 1, actividades: 2, tareas: 2, ejecuciones: 3"),
            "{error}"
        );
        let hecho = taller.hacer("eliminarProceso", &json!({ "id": m0101, "conDescendientes": true })).await;
        assert_eq!(hecho["eliminadas"], 9);
        assert_eq!(leido(&taller).await, ["0 M.01", "0 S.01", "1 S.01.A", "2 S.01.A.1"]);
        let nodo = taller.leer(&format!("{{ node(id: \"{m0101}\") {{ id }} }}")).await;
        assert_eq!(nodo["node"], Value::Null);
        let actividad = taller.llamado("Actividad", "actividades", "S.01.A").await;
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        assert_eq!(taller.faltas("eliminarActividad", &json!({ "id": actividad })).await.len(), 1);
        assert_eq!(taller.faltas("eliminarTarea", &json!({ "id": tarea })).await.len(), 1);
        let hecho = taller.hacer("eliminarTarea", &json!({ "id": tarea, "conDescendientes": true })).await;
        assert_eq!(hecho["eliminadas"], 2);
        let hecho = taller.hacer("eliminarActividad", &json!({ "id": actividad })).await;
        assert_eq!(hecho["eliminadas"], 1);
        let matriz = "matriz { numeroProcesos numeroActividades numeroTareas ejecuciones { totalCount } }";
        let matriz = taller.de("Version", &taller.borrador, matriz).await;
        let nada = json!({ "numeroProcesos": 2, "numeroActividades": 0, "numeroTareas": 0, "ejecuciones": { "totalCount": 0 } });
        assert_eq!(matriz["matriz"], nada);
        // Puestos that nobody names any more stand for themselves.
        let puestos = "matriz { puestosPropuestos { nodes { nombre dotacionActual servidores } } }";
        let puestos = taller.de("Version", &taller.borrador, puestos).await;
        assert_eq!(puestos["matriz"]["puestosPropuestos"]["nodes"].as_array().unwrap().len(), 2);
    }
}

/// A matrix that the entity never sent begins with its first process.
#[tokio::test]
async fn a_matrix_may_begin_in_a_draft() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let antes = taller.de("Version", &taller.borrador, "matriz(tipo: ACTUAL) { id }").await;
        assert_eq!(antes["matriz"], Value::Null);
        let input = json!({ "version": taller.borrador, "matriz": "ACTUAL", "nombre": "Primero" });
        taller.hacer("crearProceso", &input).await;
        let campos = "matriz(tipo: ACTUAL) { numeroProcesos macroprocesos { nodes { nombre } } puestosPropuestos { totalCount } }";
        let despues = taller.de("Version", &taller.borrador, campos).await;
        assert_eq!(
            despues["matriz"],
            json!({ "numeroProcesos": 1, "macroprocesos": { "nodes": [{ "nombre": "Primero" }] },
                "puestosPropuestos": { "totalCount": 2 } })
        );
    }
}
