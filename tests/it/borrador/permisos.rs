//! Who may change a draft: not who reads it only, not of another entity, not what is published, not what is not seen.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};
use crate::support::token::development;

/// Every mutation, over the draft, with an input that only its permission and its revision keep from being done.
pub(super) async fn mutaciones(taller: &Taller, revision: i64) -> Vec<(&'static str, Value)> {
    let version = &taller.borrador;
    let proceso = taller.llamado("Proceso", "procesos", "M.01.01").await;
    let actividad = taller.llamado("Actividad", "actividades", "S.01.A").await;
    let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
    let suyas = taller.de("Tarea", &tarea, "ejecuciones { nodes { id puestoPropuesto { id } } }").await;
    let ejecucion = texto(&suyas["ejecuciones"]["nodes"][0]["id"]);
    let organizacion = taller.de("Version", version, "unidades { nodes { id } } puestos { nodes { id } }").await;
    let unidad = texto(&organizacion["unidades"]["nodes"][0]["id"]);
    let puesto = texto(&organizacion["puestos"]["nodes"][0]["id"]);
    let propuesto = texto(&suyas["ejecuciones"]["nodes"][0]["puestoPropuesto"]["id"]);
    let sobre = |id: &str, resto: Value| {
        let mut input = json!({ "id": id, "revision": revision });
        input.as_object_mut().unwrap().extend(resto.as_object().unwrap().clone());
        input
    };
    vec![
        ("crearProceso", json!({ "version": version, "revision": revision, "nombre": "Nuevo" })),
        ("cambiarProceso", sobre(&proceso, json!({ "nombre": "Nuevo" }))),
        ("moverProceso", sobre(&proceso, json!({ "padre": null }))),
        ("eliminarProceso", sobre(&proceso, json!({ "conDescendientes": true }))),
        ("crearActividad", json!({ "proceso": proceso, "revision": revision, "nombre": "Nueva" })),
        ("cambiarActividad", sobre(&actividad, json!({ "nombre": "Nueva" }))),
        ("moverActividad", sobre(&actividad, json!({ "proceso": proceso }))),
        ("eliminarActividad", sobre(&actividad, json!({ "conDescendientes": true }))),
        ("crearTarea", json!({ "actividad": actividad, "revision": revision, "nombre": "Nueva" })),
        ("cambiarTarea", sobre(&tarea, json!({ "nombre": "Nueva" }))),
        ("moverTarea", sobre(&tarea, json!({ "posicion": 1 }))),
        ("eliminarTarea", sobre(&tarea, json!({ "conDescendientes": true }))),
        ("crearEjecucion", json!({ "tarea": tarea, "revision": revision, "ejecutor": "Nuevo" })),
        ("cambiarEjecucion", sobre(&ejecucion, json!({ "ejecutor": "Nuevo" }))),
        ("moverEjecucion", sobre(&ejecucion, json!({ "actividad": actividad }))),
        ("eliminarEjecucion", sobre(&ejecucion, json!({}))),
        ("crearUnidad", json!({ "version": version, "revision": revision, "nombre": "Nueva" })),
        ("cambiarUnidad", sobre(&unidad, json!({ "nombre": "Nueva" }))),
        ("moverUnidad", sobre(&unidad, json!({ "posicion": 1 }))),
        ("eliminarUnidad", sobre(&unidad, json!({}))),
        ("crearPuesto", json!({ "version": version, "revision": revision, "correlativo": "9", "nombre": "Nuevo" })),
        ("cambiarPuesto", sobre(&puesto, json!({ "nombre": "Nuevo" }))),
        ("eliminarPuesto", sobre(&puesto, json!({}))),
        ("ingresarDotacion", json!({ "puesto": puesto, "revision": revision, "posiciones": 1 })),
        ("retirarDotacion", json!({ "puesto": puesto, "revision": revision })),
        ("cambiarPuestoPropuesto", sobre(&propuesto, json!({ "nombre": "Nuevo" }))),
        ("enviarVersion", sobre(version, json!({}))),
        ("descartarBorrador", sobre(version, json!({}))),
        ("publicarVersion", sobre(version, json!({}))),
    ]
}

/// Requesters by their roles, and the code with which each is refused; publishing has its own.
const QUIENES: [(&[&str], &str, &str); 8] = [
    (&[], "NO_ENCONTRADO", "NO_ENCONTRADO"),
    (&["lector@entidad:PRUEBA"], "PROHIBIDO", "PROHIBIDO"),
    (&["rector@*"], "NO_ENCONTRADO", "NO_ENCONTRADO"),
    (&["editor@entidad:01-001-PCM"], "NO_ENCONTRADO", "NO_ENCONTRADO"),
    (&["editor@entidad:01-001-PCM", "lector@*"], "PROHIBIDO", "PROHIBIDO"),
    (&["editor@entidad:PRUEBA"], "CONFLICTO", "PROHIBIDO"),
    (&["responsable@entidad:PRUEBA"], "CONFLICTO", "CONFLICTO"),
    (&["responsable@*"], "CONFLICTO", "CONFLICTO"),
];

/// Who may not is refused before anything is looked at, and does not learn of a draft that it may not see.
#[tokio::test]
async fn each_change_is_for_who_may() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let mutaciones = mutaciones(&taller, 99).await;
        for (roles, editar, publicar) in QUIENES {
            let token = development(&taller.server.base, "x", roles);
            for (mutacion, input) in &mutaciones {
                let answer = taller.mutar_como(&token, mutacion, input).await;
                let esperado = if *mutacion == "publicarVersion" { publicar } else { editar };
                assert_eq!(answer.refusal().1, esperado, "{roles:?} {mutacion}: {}", answer.text);
                assert_eq!(answer.json()["data"], Value::Null);
            }
        }
        let de_otra = development(&taller.server.base, "x", &["editor@entidad:01-001-PCM"]);
        let answer = taller.mutar_como(&de_otra, "crearBorrador", &json!({ "entidad": "PRUEBA" })).await;
        assert_eq!(answer.refusal().1, "PROHIBIDO");
        let version = taller.de("Version", &taller.borrador, "revision historial { totalCount }").await;
        assert_eq!(version, json!({ "revision": 1, "historial": { "totalCount": 1 } }));
    }
}

/// What is published is refused by every mutation, whatever its revision, and stays what it was.
#[tokio::test]
async fn what_is_published_is_refused_by_every_change() {
    const TODO: &str = "estado revision publicadaEn matriz { numeroProcesos arbol { nodes { orden profundidad } } \
                        ejecuciones { nodes { horas ejecutor } } } hallazgos { nodes { codigo } }";
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let antes_de_publicar = mutaciones(&taller, 2).await;
        let id = taller.borrador.clone();
        let hecho = taller.hacer("publicarVersion", &json!({ "id": id })).await;
        assert_eq!((&hecho["version"]["estado"], &hecho["version"]["vigente"]), (&json!("PUBLICADA"), &json!(true)));
        let antes = taller.de("Version", &id, TODO).await;
        for (mutacion, input) in &antes_de_publicar {
            for revision in [1, 2, 99] {
                let mut input = input.clone();
                input["revision"] = json!(revision);
                let error = taller.rechazo(mutacion, &input).await;
                assert_eq!(error["extensions"]["code"], "VERSION_PUBLICADA", "{mutacion}: {error}");
            }
        }
        assert_eq!(taller.de("Version", &id, TODO).await, antes);
        // Its rows stay what they are whoever asks: the database refuses as well.
        for sentencia in [
            "UPDATE proceso SET nombre = 'x' WHERE version = 2",
            "UPDATE version SET revision = 7 WHERE numero = 2",
            "UPDATE version SET base = NULL WHERE numero = 2",
        ] {
            let error =
                sea_orm::ConnectionTrait::execute_unprepared(&taller.server.app.db, sentencia).await.unwrap_err();
            assert!(error.to_string().contains("VERSION_PUBLICADA"), "{error}");
        }
    }
}
