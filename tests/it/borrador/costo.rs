//! What an edit costs, and that the bounds of query costs follow the edits.

use serde_json::{Value, json};

use super::modelo::{generado, pequeno};
use super::taller::{Taller, texto};
use crate::support::server::send;

/// Points that a document over the draft can cost at most.
async fn cota(taller: &Taller, documento: &str) -> i64 {
    let cuerpo = json!({ "query": documento, "extensions": { "dryRun": true } });
    let request = taller.server.post().bearer_auth(&taller.token);
    send(request.json(&cuerpo)).await.json()["extensions"]["cost"]["requested"].as_i64().unwrap()
}

/// A draft is counted again when it was edited: what it can cost to read is never less than what it does.
#[tokio::test]
async fn the_bounds_follow_the_edits() {
    const DOCUMENTO: &str = "{ entidad(codigo: \"PRUEBA\") { version(version: {numero: 2}) { matriz { procesos(first: 200) { nodes { \
                             nombre } } } } } }";
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let antes = cota(&taller, DOCUMENTO).await;
        let version = taller.borrador.clone();
        for i in 0..20 {
            taller.hacer("crearProceso", &json!({ "version": version, "nombre": format!("Proceso {i}") })).await;
        }
        let despues = cota(&taller, DOCUMENTO).await;
        assert!(despues >= antes + 20, "{antes} {despues}");
        let hecho = taller.server.graphql_as(&taller.token, DOCUMENTO).await.json();
        let costo = &hecho["extensions"]["cost"];
        assert!(costo["actual"].as_i64().unwrap() <= costo["requested"].as_i64().unwrap(), "{costo}");
    }
}

/// Statements of each kind of edit, over a small draft and over one fifty times as large: bounded.
#[tokio::test]
async fn statements_do_not_follow_the_rows() {
    let (pocas, muchas) = (generado(7, 30), generado(7, 1_500));
    let de_pocas = Taller::en_ambas(&pocas).await;
    let de_muchas = Taller::en_ambas(&muchas).await;
    for (pocas, muchas) in de_pocas.into_iter().zip(de_muchas) {
        let motor = muchas.server.base.motor;
        let (pocas, muchas) = (sentencias(pocas).await, sentencias(muchas).await);
        assert_eq!(pocas.len(), muchas.len());
        for ((mutacion, pocas), (_, muchas)) in pocas.iter().zip(&muchas) {
            // Now and then one of them looks whether reference data changed.
            let maximo = if mutacion.ends_with("Unidad") || mutacion.ends_with("Puesto") { 110 } else { 70 };
            assert!(*muchas <= pocas + 5 && *muchas <= maximo, "{motor:?} {mutacion}: {pocas} and {muchas} statements");
        }
    }
}

/// Statements that each mutation sent.
async fn sentencias(mut taller: Taller) -> Vec<(&'static str, u64)> {
    let version = taller.borrador.clone();
    let campos = "matriz { macroprocesos(first: 2) { nodes { id } } tareas(first: 1) { nodes { id actividad { id } ejecuciones(first: 1) { \
                  nodes { id } } } } }";
    let datos = taller.de("Version", &version, campos).await;
    let id = |lugar: &str| texto(datos["matriz"].pointer(lugar).unwrap_or(&Value::Null));
    let (primero, segundo) = (id("/macroprocesos/nodes/0/id"), id("/macroprocesos/nodes/1/id"));
    let (tarea, actividad) = (id("/tareas/nodes/0/id"), id("/tareas/nodes/0/actividad/id"));
    let ejecucion = id("/tareas/nodes/0/ejecuciones/nodes/0/id");
    let organizacion =
        taller.de("Version", &version, "unidades(first: 1) { nodes { id } } puestos(first: 1) { nodes { id } }").await;
    let [unidad, puesto] = ["unidades", "puestos"].map(|lista| texto(&organizacion[lista]["nodes"][0]["id"]));
    let ediciones = [
        ("crearUnidad", json!({ "version": version, "nombre": "Primera", "posicion": 1 })),
        ("cambiarUnidad", json!({ "id": unidad, "naturaleza": "APOYO", "nivelOrganizacional": 1 })),
        (
            "crearPuesto",
            json!({ "version": version, "correlativo": "999999", "nombre": "Primero", "posicion": 1, "unidad": unidad }),
        ),
        ("cambiarPuesto", json!({ "id": puesto, "correlativo": "888888", "ocupados": 3, "nombre": "Otro" })),
        ("cambiarEjecucion", json!({ "id": ejecucion, "frecuenciaMensual": "3", "duracion": "0.5" })),
        ("crearEjecucion", json!({ "tarea": tarea, "ejecutor": "Otro", "posicion": 1 })),
        ("crearTarea", json!({ "actividad": actividad, "nombre": "Primera", "posicion": 1 })),
        ("crearProceso", json!({ "version": version, "nombre": "Primero", "posicion": 1 })),
        ("moverProceso", json!({ "id": segundo, "padre": primero })),
        ("eliminarProceso", json!({ "id": primero, "conDescendientes": true })),
    ];
    let mut cuentas = Vec::new();
    for (mutacion, input) in ediciones {
        let antes = taller.server.app.statements.sentencias();
        let inicio = std::time::Instant::now();
        taller.hacer(mutacion, &input).await;
        let cuenta = taller.server.app.statements.sentencias() - antes;
        eprintln!("{:?} {mutacion}: {cuenta} statements, {:?}", taller.server.base.motor, inicio.elapsed());
        cuentas.push((mutacion, cuenta));
    }
    cuentas
}
