//! What is refused: every fault of an input at once, each with its code and its place, and nothing changes.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::Taller;

fn par(codigo: &str, campo: &str) -> (String, String) {
    (codigo.to_owned(), format!("input.{campo}"))
}

/// A mutation, an input of it, and the faults that it has.
type Malo = (&'static str, Value, Vec<(String, String)>);

/// Everything that a draft holds, to see that a refusal left it alone.
async fn todo(taller: &Taller) -> Value {
    let campos = "revision hallazgos { nodes { codigo mensaje } } matriz { numeroProcesos numeroActividades numeroTareas \
                  arbol { nodes { orden profundidad } } ejecuciones { nodes { id horas ejecutor } } }";
    taller.de("Version", &taller.borrador, campos).await
}

/// Nodes with faults.
fn malos_nodos([version, m01, m010101, a, tarea]: [&str; 5]) -> Vec<Malo> {
    let largo = "x".repeat(1001);
    vec![
        (
            "crearProceso",
            json!({ "version": version, "nombre": " ", "codigo": largo, "nivel": 20, "posicion": 9 }),
            vec![
                par("VACIO", "nombre"),
                par("LARGO", "codigo"),
                par("FUERA_DE_RANGO", "nivel"),
                par("FUERA_DE_RANGO", "posicion"),
            ],
        ),
        (
            "crearProceso",
            json!({ "version": version, "nombre": "x", "padre": m01, "nivel": 0, "tipo": "SOPORTE", "posicion": 0 }),
            vec![
                par("FUERA_DE_RANGO", "nivel"),
                par("TIPO_DEL_MACROPROCESO", "tipo"),
                par("FUERA_DE_RANGO", "posicion"),
            ],
        ),
        (
            "crearProceso",
            json!({ "version": version, "nombre": "x", "padre": a }),
            vec![par("REFERENCIA_DESCONOCIDA", "padre")],
        ),
        (
            "crearProceso",
            json!({ "version": version, "nombre": "m.01", "codigo": "M.01" }),
            vec![par("REPETIDO", "nombre")],
        ),
        ("crearActividad", json!({ "proceso": m01, "nombre": "" }), vec![par("VACIO", "nombre")]),
        (
            "crearTarea",
            json!({ "actividad": a, "nombre": "S.01.A.1", "codigo": "s.01.a.1" }),
            vec![par("REPETIDO", "nombre")],
        ),
        (
            "cambiarProceso",
            json!({ "id": m010101, "tipo": "ESTRATEGICO", "nombre": null, "codigo": "" }),
            vec![par("NULO", "nombre"), par("VACIO", "codigo"), par("TIPO_DEL_MACROPROCESO", "tipo")],
        ),
        ("cambiarTarea", json!({ "id": tarea, "nombre": "\u{0}" }), vec![par("CARACTER_NO_ADMITIDO", "nombre")]),
        ("moverProceso", json!({ "id": m01, "padre": m010101 }), vec![par("CICLO", "padre")]),
        ("moverProceso", json!({ "id": m01, "padre": m01 }), vec![par("CICLO", "padre")]),
        ("moverActividad", json!({ "id": a, "proceso": tarea }), vec![par("REFERENCIA_DESCONOCIDA", "proceso")]),
        ("moverTarea", json!({ "id": tarea, "posicion": 2 }), vec![par("FUERA_DE_RANGO", "posicion")]),
    ]
}

/// Faults of nodes.
#[tokio::test]
async fn faults_of_nodes_come_all_at_once() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let antes = todo(&taller).await;
        let version = taller.borrador.as_str();
        let m01 = taller.llamado("Proceso", "procesos", "M.01").await;
        let m010101 = taller.llamado("Proceso", "procesos", "M.01.01.01").await;
        let a = taller.llamado("Actividad", "actividades", "S.01.A").await;
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        for (mutacion, input, esperadas) in malos_nodos([version, &m01, &m010101, &a, &tarea]) {
            assert_eq!(taller.faltas(mutacion, &input).await, esperadas, "{mutacion} {input}");
        }
        assert_eq!(todo(&taller).await, antes);
    }
}

/// A branch does not go deeper than a workbook can say.
#[tokio::test]
async fn a_branch_does_not_go_too_deep() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let s01 = taller.llamado("Proceso", "procesos", "S.01").await;
        let m0101 = taller.llamado("Proceso", "procesos", "M.01.01").await;
        let hondo = json!({ "version": taller.borrador, "padre": s01, "nombre": "Hondo", "nivel": 18 });
        let hondo = taller.id("crearProceso", &hondo).await;
        let faltas = taller.faltas("moverProceso", &json!({ "id": m0101, "padre": hondo })).await;
        assert_eq!(faltas, [par("FUERA_DE_RANGO", "padre")]);
        let ultimo = json!({ "version": taller.borrador, "padre": hondo, "nombre": "Último" });
        let ultimo = taller.id("crearProceso", &ultimo).await;
        assert_eq!(taller.de("Proceso", &ultimo, "nivel").await, json!({ "nivel": 19 }));
        let faltas = json!({ "version": taller.borrador, "padre": ultimo, "nombre": "Demasiado" });
        assert_eq!(taller.faltas("crearProceso", &faltas).await, [par("FUERA_DE_RANGO", "nivel")]);
    }
}

/// Executions with faults.
fn malas_ejecuciones(tarea: &str, actividad: &str) -> Vec<Malo> {
    vec![
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "unidad": actividad, "correlativo": "99", "ejecutor": " ", "grupo": "ZZ", "nivel": "CA9",
                "nivelOrganizacional": 10, "frecuenciaMensual": "-1", "duracion": "0.1234567", "posicion": 5 }),
            vec![
                par("REFERENCIA_DESCONOCIDA", "unidad"),
                par("VACIO", "ejecutor"),
                par("CORRELATIVO_INEXISTENTE", "correlativo"),
                par("FUERA_DE_CATALOGO", "grupo"),
                par("FUERA_DE_CATALOGO", "nivel"),
                par("FUERA_DE_RANGO", "nivelOrganizacional"),
                par("NUMERO_NEGATIVO", "frecuenciaMensual"),
                par("DECIMALES", "duracion"),
                par("FUERA_DE_RANGO", "posicion"),
            ],
        ),
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "veces": 1, "frecuenciaMensual": 1, "periodo": "ANUAL" }),
            vec![par("INCOHERENTE", "frecuenciaMensual")],
        ),
        ("crearEjecucion", json!({ "tarea": tarea, "periodo": "ANUAL" }), vec![par("INCOHERENTE", "veces")]),
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "veces": "1000001", "periodo": "ANUAL" }),
            vec![par("NUMERO_EXCESIVO", "veces")],
        ),
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "veces": "900000", "periodo": "DIARIO" }),
            vec![par("NUMERO_EXCESIVO", "veces")],
        ),
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "frecuenciaMensual": 1_000_000, "duracion": 10 }),
            vec![par("NUMERO_EXCESIVO", "duracion")],
        ),
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "familia": "CO-01", "grupo": "CA" }),
            vec![par("FUERA_DE_CATALOGO", "familia")],
        ),
        (
            "crearEjecucion",
            json!({ "tarea": tarea, "grupo": "DP", "nivel": "CA1" }),
            vec![par("NIVEL_FUERA_DE_GRUPO", "nivel")],
        ),
        ("crearEjecucion", json!({ "tarea": tarea, "actividad": actividad }), vec![par("INCOHERENTE", "tarea")]),
        ("crearEjecucion", json!({}), vec![par("INCOHERENTE", "tarea")]),
    ]
}

/// Changes and moves of an execution with faults.
fn malos_cambios(tarea: &str, actividad: &str, id: &Value) -> Vec<Malo> {
    vec![
        (
            "cambiarEjecucion",
            json!({ "id": id, "grupo": "CO" }),
            vec![par("INCOHERENTE", "familia"), par("NIVEL_FUERA_DE_GRUPO", "nivel")],
        ),
        (
            "moverEjecucion",
            json!({ "id": id, "tarea": tarea, "actividad": actividad }),
            vec![par("INCOHERENTE", "tarea")],
        ),
        ("moverEjecucion", json!({ "id": id, "tarea": actividad }), vec![par("REFERENCIA_DESCONOCIDA", "tarea")]),
    ]
}

/// Faults of executions.
#[tokio::test]
async fn faults_of_executions_come_all_at_once() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let antes = todo(&taller).await;
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        let actividad = taller.llamado("Actividad", "actividades", "S.01.A").await;
        let suyas = taller.de("Tarea", &tarea, "ejecuciones { nodes { id } }").await;
        let id = suyas["ejecuciones"]["nodes"][0]["id"].clone();
        for (mutacion, input, esperadas) in
            malas_ejecuciones(&tarea, &actividad).into_iter().chain(malos_cambios(&tarea, &actividad, &id))
        {
            assert_eq!(taller.faltas(mutacion, &input).await, esperadas, "{mutacion} {input}");
        }
        assert_eq!(todo(&taller).await, antes);
    }
}

/// An id of another kind, or of something that is not there, is told apart; and what is there no longer does not exist.
#[tokio::test]
async fn what_is_not_there_does_not_exist() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        let otra = taller.rechazo("cambiarProceso", &json!({ "id": tarea, "nombre": "x" })).await;
        assert_eq!(otra["extensions"]["code"], "ID_INVALIDO");
        taller.hacer("eliminarTarea", &json!({ "id": tarea, "conDescendientes": true })).await;
        for (mutacion, input) in [
            ("cambiarTarea", json!({ "id": tarea, "nombre": "x" })),
            ("moverTarea", json!({ "id": tarea })),
            ("eliminarTarea", json!({ "id": tarea })),
            ("crearEjecucion", json!({ "tarea": tarea })),
        ] {
            let error = taller.rechazo(mutacion, &input).await;
            assert_eq!(error["extensions"]["code"], "NO_ENCONTRADO", "{mutacion}");
        }
        let error = taller.faltas("crearBorrador", &json!({ "entidad": "PRUEBA", "desde": 99 })).await;
        assert_eq!(error, [par("REFERENCIA_DESCONOCIDA", "desde")]);
        let error = taller.rechazo("crearBorrador", &json!({ "entidad": "NADIE" })).await;
        assert_eq!(error["extensions"]["code"], "NO_ENCONTRADO");
    }
}
