//! What the operations of a batch do, together and one by one.

use std::collections::BTreeMap;

use quipu::store::escritura::auditoria;
use serde_json::{Value, json};

use super::{ENTIDAD, cuantos, dichos, enviar_como, escribir, huella, lote, rechazo, servicio};
use crate::rdm::{Obra, Taller};
use crate::support::token::development;

/// All or nothing: with two bad operations among good ones nothing is written, and both are told, with their places.
#[tokio::test]
async fn one_bad_operation_and_nothing_is_written() {
    for taller in Taller::en_ambas().await {
        let antes = huella(&taller).await;
        let mut largo = servicio("L-3");
        largo["crearServicio"]["vinculos"] = json!([{ "codigo": "M.01" }, { "codigo": "NO-ESTA" }]);
        let malo = json!({ "crearCliente": { "entidad": ENTIDAD, "codigo": " C", "nombre": "", "tipo": "EXTERNO" } });
        let error = rechazo(&taller, &lote(&[servicio("L-1"), malo, servicio("L-2"), largo], &json!({}))).await;
        assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA", "{error}");
        let mut errores = dichos(&error["extensions"]["errores"]);
        errores.sort_unstable();
        let esperados = [
            ("CODIGO_INVALIDO", "operaciones[1].crearCliente.codigo"),
            ("VACIO", "operaciones[1].crearCliente.nombre"),
            ("VINCULO_DESCONOCIDO", "operaciones[3].crearServicio.vinculos[1].codigo"),
        ];
        assert_eq!(errores, esperados);
        assert!(error["message"].as_str().unwrap().contains("de sus 4 operaciones se rechazan 2"), "{error}");
        assert_eq!(huella(&taller).await, antes);

        let escrito = escribir(&taller, &lote(&[servicio("L-1"), servicio("L-2")], &json!({}))).await;
        assert_eq!((&escrito["hechas"], &escrito["rechazadas"]), (&json!(2), &json!(0)));
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
    }
}

/// Row by row: what is refused leaves nothing, the others are written, each with its own entry in the trail.
#[tokio::test]
async fn row_by_row_each_operation_is_told_of() {
    for taller in Taller::en_ambas().await {
        let vieja = taller.hacer("crearServicio", &servicio("F-0")["crearServicio"]).await;
        let asientos = cuantos(&taller, "auditoria").await;
        let vinculos = cuantos(&taller, "vinculo_mapa").await;
        let cambio =
            |revision: i64| json!({ "cambiarServicio": { "id": vieja.id, "revision": revision, "nombre": "Otro" } });
        let operaciones = [
            servicio("F-1"),
            servicio("F-1"),
            cambio(7),
            cambio(1),
            json!({ "archivarServicio": { "id": vieja.id, "revision": 2 } }),
        ];
        let escrito = escribir(&taller, &lote(&operaciones, &json!({ "modo": "FILA_POR_FILA" }))).await;
        let resultados = escrito["resultados"].as_array().unwrap();
        let estados: Vec<&str> = resultados.iter().map(|r| r["estado"].as_str().unwrap()).collect();
        assert_eq!(estados, ["HECHA", "RECHAZADA", "RECHAZADA", "HECHA", "HECHA"]);
        assert_eq!((&escrito["hechas"], &escrito["rechazadas"]), (&json!(3), &json!(2)));
        assert_eq!(resultados[1]["errores"][0]["regla"], "REPETIDO");
        assert_eq!(dichos(&resultados[1]["errores"]), [("ENTRADA_INVALIDA", "operaciones[1].crearServicio.codigo")]);
        assert_eq!(dichos(&resultados[2]["errores"]), [("CONFLICTO", "operaciones[2].cambiarServicio")]);
        assert_eq!(resultados[2]["errores"][0]["revisionActual"], 1);
        assert_eq!(resultados[1]["errores"][0]["revisionActual"], Value::Null);
        assert_eq!((&resultados[4]["id"], &resultados[4]["revision"]), (&json!(vieja.id), &json!(3)));
        assert_eq!((&resultados[0]["tipo"], &resultados[0]["revision"]), (&json!("Servicio"), &json!(1)));
        assert_eq!(cuantos(&taller, "auditoria").await, asientos + 3);
        assert_eq!(cuantos(&taller, "vinculo_mapa").await, vinculos + 1);
        let nodo = taller.leer(&format!("{{ node(id: {}) {{ ... on Servicio {{ codigo historial {{ nodes {{ operacion sujeto origen }} }} }} }} }}", resultados[0]["id"])).await;
        assert_eq!(
            nodo["node"],
            json!({ "codigo": "F-1", "historial": { "nodes": [{ "operacion": "CREAR", "sujeto": "ana", "origen": "API" }] } })
        );
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
    }
}

/// What changed since it was read says how it is now, in a batch that is refused whole too; its code is that of all its
/// errors, or says only that there are some.
#[tokio::test]
async fn a_conflict_says_how_the_record_is_now() {
    for taller in Taller::en_ambas().await {
        let vieja = taller.hacer("crearServicio", &servicio("C-0")["crearServicio"]).await;
        let cambio = json!({ "cambiarServicio": { "id": vieja.id, "revision": 7, "nombre": "Otro" } });
        let error = rechazo(&taller, &lote(&[servicio("C-1"), cambio.clone()], &json!({}))).await;
        assert_eq!(error["extensions"]["code"], "CONFLICTO", "{error}");
        let conflicto = &error["extensions"]["errores"][0];
        assert_eq!((&conflicto["codigo"], &conflicto["revisionActual"]), (&json!("CONFLICTO"), &json!(1)));
        assert_eq!(conflicto["actual"]["codigo"], "C-0", "{error}");
        let malo = json!({ "crearCliente": { "entidad": ENTIDAD, "codigo": "C", "nombre": "", "tipo": "EXTERNO" } });
        let error = rechazo(&taller, &lote(&[cambio, malo], &json!({}))).await;
        assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA", "{error}");
        let errores = dichos(&error["extensions"]["errores"]);
        assert_eq!(
            errores,
            [("CONFLICTO", "operaciones[0].cambiarServicio"), ("VACIO", "operaciones[1].crearCliente.nombre")]
        );
    }
}

/// An operation sees what the ones before it wrote, and names it by its place; what was not done cannot be named.
#[tokio::test]
async fn operations_build_on_each_other() {
    for taller in Taller::en_ambas().await {
        let unidad = json!({ "crearUnidadEntrega": { "entidad": ENTIDAD, "servicio": "operaciones[0]", "codigo": "U", "nombre": "Formulario" } });
        let paquete = json!({ "crearPaquete": { "entidad": ENTIDAD, "servicio": "operaciones[0]", "codigo": "P", "nombre": "Uno",
            "mayor": 1, "menor": 0, "arreglo": 0, "unidades": ["operaciones[1]"] } });
        let cambio =
            json!({ "cambiarServicio": { "id": "operaciones[0]", "revision": 1, "nombre": "operaciones[0]" } });
        let operaciones = [servicio("B-1"), unidad.clone(), paquete, cambio];
        let escrito = escribir(&taller, &lote(&operaciones, &json!({}))).await;
        assert_eq!(escrito["hechas"], 4, "{escrito}");
        let id = &escrito["resultados"][2]["id"];
        let leido = taller.leer(&format!("{{ node(id: {id}) {{ ... on Paquete {{ servicio {{ codigo nombre revision }} unidades {{ codigo }} }} }} }}")).await;
        // What is no id is left as it was said.
        let servicio_leido = json!({ "codigo": "B-1", "nombre": "operaciones[0]", "revision": 2 });
        assert_eq!(leido["node"], json!({ "servicio": servicio_leido, "unidades": [{ "codigo": "U" }] }));

        let malas = [
            servicio("B-1"),
            unidad.clone(),
            servicio("B-2"),
            json!({ "archivarServicio": { "id": "operaciones[9]", "revision": 1 } }),
        ];
        let escrito = escribir(&taller, &lote(&malas, &json!({ "modo": "FILA_POR_FILA" }))).await;
        let errores: Vec<(&str, &str)> =
            [1, 3].iter().flat_map(|i| dichos(&escrito["resultados"][i]["errores"])).collect();
        assert_eq!(
            errores,
            [
                ("ENTRADA_INVALIDA", "operaciones[1].crearUnidadEntrega.servicio"),
                ("ENTRADA_INVALIDA", "operaciones[3].archivarServicio.id")
            ]
        );
        assert_eq!(escrito["resultados"][1]["errores"][0]["regla"], "OPERACION_SIN_HACER");
        assert_eq!(escrito["hechas"], 1);
    }
}

/// The machine of states is the same one: a step that lacks something is refused with all that it lacks, and one that does not
/// is taken, with what belongs to it.
#[tokio::test]
async fn steps_are_those_of_their_mutations() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        let paso = |revision: i64| json!({ "avanzarEntrega": { "id": obra.entrega.id, "revision": revision, "hasta": "PLANIFICADA" } });
        let error = rechazo(&taller, &lote(&[paso(1)], &json!({}))).await;
        assert_eq!(error["extensions"]["code"], "PASO_NO_PERMITIDO");
        let suelta = obra.rechazo("PLANIFICADA", None).await;
        let faltan = |lista: &Value| -> Vec<(Value, Value)> {
            lista.as_array().unwrap().iter().map(|f| (f["codigo"].clone(), f["mensaje"].clone())).collect()
        };
        assert_eq!(faltan(&error["extensions"]["errores"]), faltan(&suelta["extensions"]["faltan"]));
        assert_eq!(error["extensions"]["errores"][0]["campo"], "operaciones[0].avanzarEntrega");
        obra.planificar().await;
        let paso = json!({ "avanzarEntrega": { "id": obra.entrega.id, "revision": obra.entrega.revision, "hasta": "PLANIFICADA" } });
        assert_eq!(escribir(&taller, &lote(&[paso], &json!({}))).await["hechas"], 1);
    }
}

/// A trial does everything and leaves nothing: neither rows nor entries nor its key.
#[tokio::test]
async fn a_trial_leaves_nothing() {
    for taller in Taller::en_ambas().await {
        let antes = huella(&taller).await;
        let ensayo = lote(
            &[servicio("S-1"), servicio("S-1")],
            &json!({ "modo": "FILA_POR_FILA", "simulacion": true, "claveIdempotencia": "k" }),
        );
        let dicho = escribir(&taller, &ensayo).await;
        assert_eq!(
            (&dicho["simulacion"], &dicho["hechas"], &dicho["rechazadas"]),
            (&json!(true), &json!(1), &json!(1))
        );
        assert_eq!((&dicho["resultados"][0]["estado"], &dicho["resultados"][0]["id"]), (&json!("HECHA"), &Value::Null));
        let error = rechazo(&taller, &lote(&[servicio("S-1"), servicio("S-1")], &json!({ "simulacion": true }))).await;
        assert_eq!(dichos(&error["extensions"]["errores"]), [("REPETIDO", "operaciones[1].crearServicio.codigo")]);
        assert_eq!(huella(&taller).await, antes);
        let en_serio = escribir(&taller, &lote(&[servicio("S-1")], &json!({ "claveIdempotencia": "k" }))).await;
        assert_eq!(
            (&en_serio["simulacion"], &en_serio["repetida"], &en_serio["hechas"]),
            (&json!(false), &json!(false), &json!(1))
        );
    }
}

/// Who may not write the entity is refused before anything else; for a batch there are no records but those of its entity,
/// whatever else its sender may write.
#[tokio::test]
async fn a_batch_is_of_one_entity_and_for_who_may_write_it() {
    for taller in Taller::en_ambas().await {
        let mia = taller.hacer("crearServicio", &servicio("E-1")["crearServicio"]).await;
        let todas = development(&taller.server.base, "eva", &["editor@*"]);
        let ajenas = [
            json!({ "crearServicio": { "entidad": ENTIDAD, "codigo": "E-2", "nombre": "x" } }),
            json!({ "cambiarServicio": { "id": mia.id, "revision": 1, "nombre": "x" } }),
            json!({ "crearServicio": { "entidad": "DEMO-MAI", "codigo": "E-2", "nombre": "x" } }),
        ];
        let mut input = lote(&ajenas, &json!({ "modo": "FILA_POR_FILA" }));
        input["entidad"] = json!("DEMO-MAI");
        let json = enviar_como(&taller, &todas, &input).await.json();
        let resultados = json["data"]["escribirLote"]["resultados"].as_array().unwrap();
        let codigos: Vec<Option<&str>> = resultados.iter().map(|r| r["errores"][0]["codigo"].as_str()).collect();
        assert_eq!(codigos, [Some("NO_ENCONTRADO"), Some("NO_ENCONTRADO"), None], "{json}");

        let antes = huella(&taller).await;
        for (roles, codigo) in [
            (&["editor@entidad:DEMO-MAI"][..], "PROHIBIDO"),
            (&["lector@entidad:DEMO-MANUAL"], "PROHIBIDO"),
            (&["rector@*"], "PROHIBIDO"),
        ] {
            let token = development(&taller.server.base, "x", roles);
            let answer =
                enviar_como(&taller, &token, &lote(&[servicio("E-3")], &json!({ "modo": "FILA_POR_FILA" }))).await;
            assert_eq!(answer.refusal().1, codigo, "{roles:?}: {}", answer.text);
        }
        let mut ninguna = lote(&[servicio("E-3")], &json!({}));
        ninguna["entidad"] = json!("NO-EXISTE");
        assert_eq!(rechazo(&taller, &ninguna).await["extensions"]["code"], "NO_ENCONTRADO");
        assert_eq!(huella(&taller).await, antes);
    }
}

/// Whether a mutation changes a draft of the map, which is no record: it has a transaction and a revision of its own.
fn es_del_mapa(mutacion: &str) -> bool {
    const DE_VERSION: [&str; 6] = [
        "crearBorrador",
        "publicarVersion",
        "enviarVersion",
        "descartarBorrador",
        "ingresarDotacion",
        "retirarDotacion",
    ];
    const FILAS: [&str; 7] = ["Proceso", "Actividad", "Tarea", "Ejecucion", "Unidad", "Puesto", "PuestoPropuesto"];
    let verbos = ["crear", "cambiar", "mover", "eliminar"].iter();
    let mut nodos = verbos.filter_map(|verbo| mutacion.strip_prefix(verbo));
    DE_VERSION.contains(&mutacion) || nodos.any(|nodo| FILAS.contains(&nodo))
}

/// Every mutation of one record is an operation of a batch, with the same input.
#[tokio::test]
async fn every_mutation_is_an_operation() {
    let taller = Taller::en_ambas().await.remove(0);
    let documento = "{ __schema { mutationType { fields { name args { name type { ofType { name } } } } } } \
        __type(name: \"OperacionInput\") { isOneOf inputFields { name description type { name } } } }";
    let leido = taller.leer(documento).await;
    let mutaciones: BTreeMap<String, Value> = leido["__schema"]["mutationType"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|campo| campo["name"] != "escribirLote")
        .map(|campo| (campo["name"].as_str().unwrap().to_owned(), campo["args"][0]["type"]["ofType"]["name"].clone()))
        .filter(|(mutacion, _)| !es_del_mapa(mutacion))
        .collect();
    let operaciones: BTreeMap<String, Value> = leido["__type"]["inputFields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|campo| (campo["name"].as_str().unwrap().to_owned(), campo["type"]["name"].clone()))
        .collect();
    assert_eq!(leido["__type"]["isOneOf"], true);
    assert!(operaciones.len() > 40, "{operaciones:?}");
    assert_eq!(operaciones, mutaciones);
}
