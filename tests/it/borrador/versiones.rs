//! Versions: made from one another, edited, published; and what the trail says of all that.

use quipu::importacion::{self, Forma};
use quipu::store::{self, version};
use rust_decimal::dec;
use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{ENTIDAD, Taller, texto};
use crate::support::base::ahora;

const HISTORIAL: &str = "historial { nodes { operacion sujeto origen solicitud tipo revision campos antes despues } }";

/// The entries of a version, with what they hold as JSON.
async fn historial(taller: &Taller, id: &str) -> Vec<Value> {
    let mut datos = taller.de("Version", id, HISTORIAL).await;
    let mut nodos = datos["historial"]["nodes"].take();
    for nodo in nodos.as_array_mut().unwrap() {
        for lado in ["antes", "despues"] {
            if let Some(texto) = nodo[lado].as_str() {
                nodo[lado] = serde_json::from_str(texto).unwrap();
            }
        }
    }
    nodos.as_array().unwrap().clone()
}

/// An edited draft is published with the figures it had, and is what the entity's questions read from then on.
#[tokio::test]
async fn an_edited_draft_is_published() {
    const DOTACION: &str = "{ dotacion(dimensiones: [GRUPO, FAMILIA, ROL], entidades: {codigo: {igual: \"PRUEBA\"}} V) { \
                            filas { servidores segunCargas brecha } } }";
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let vigente = DOTACION.replace(" V", "");
        let antes = taller.leer(&vigente).await;
        let tarea = taller.llamado("Tarea", "tareas", "S.01.A.1").await;
        let mas = json!({ "tarea": tarea, "correlativo": "2", "frecuenciaMensual": 300, "duracion": 2, "grupo": "CA", "familia": "CA-04", "nivel": "CA3" });
        taller.hacer("crearEjecucion", &mas).await;
        let borrador = taller.leer(&DOTACION.replace('V', ", version: {ultimoBorrador: true}")).await;
        assert_ne!(borrador, antes);
        assert_eq!(taller.leer(&vigente).await, antes);
        let id = taller.borrador.clone();
        taller.hacer("publicarVersion", &json!({ "id": id })).await;
        assert_eq!(taller.leer(&vigente).await, borrador);
        let versiones =
            taller.leer("{ entidad(codigo: \"PRUEBA\") { versiones { nodes { numero vigente estado } } } }").await;
        assert_eq!(
            versiones["entidad"]["versiones"]["nodes"],
            json!([{ "numero": 1, "vigente": false, "estado": "PUBLICADA" }, { "numero": 2, "vigente": true, "estado": "PUBLICADA" }])
        );
    }
}

/// A draft that is older than what is published is not published over it; but it goes on as the base of another.
#[tokio::test]
async fn a_draft_that_was_overtaken_is_not_published() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let viejo = taller.borrador.clone();
        let nuevo = taller.hacer("crearBorrador", &json!({ "entidad": ENTIDAD, "desde": 2 })).await;
        assert_eq!((&nuevo["version"]["numero"], &nuevo["version"]["base"]), (&json!(3), &json!(2)));
        taller.hacer("publicarVersion", &json!({ "id": nuevo["version"]["id"] })).await;
        let error = taller.rechazo("publicarVersion", &json!({ "id": viejo, "revision": 1 })).await;
        assert_eq!(error["extensions"]["code"], "VERSION_PUBLICADA");
    }
}

/// Of two copies of one version the second is not published over the first, whose changes it does not have; a copy of an
/// earlier version that is made knowing the current one is.
#[tokio::test]
async fn what_was_published_meanwhile_is_not_lost() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let primera = taller.borrador.clone();
        let segunda = taller.hacer("crearBorrador", &json!({ "entidad": ENTIDAD })).await;
        assert_eq!((&segunda["version"]["numero"], &segunda["version"]["base"]), (&json!(3), &json!(1)));
        taller.revision = 1;
        taller.hacer("publicarVersion", &json!({ "id": primera })).await;
        let error = taller.rechazo("publicarVersion", &json!({ "id": segunda["version"]["id"], "revision": 1 })).await;
        assert_eq!(error["extensions"]["code"], "VERSION_PUBLICADA");
        assert!(texto(&error["message"]).contains("después se publicó la 2"), "{error}");
        let vuelta = taller.hacer("crearBorrador", &json!({ "entidad": ENTIDAD, "desde": 1 })).await;
        let hecha = taller.hacer("publicarVersion", &json!({ "id": vuelta["version"]["id"] })).await;
        assert_eq!((&hecha["version"]["numero"], &hecha["version"]["vigente"]), (&json!(4), &json!(true)));
    }
}

/// The chains verify while others write: they are looked at as they stand at one moment.
#[tokio::test]
async fn chains_verify_while_they_grow() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let escribir = async {
            for i in 0..60 {
                let documento = format!(
                    "mutation {{ crearCliente(input: {{ entidad: \"{ENTIDAD}\", codigo: \"C-{i}\", nombre: \"Cliente\", \
                     tipo: EXTERNO }}) {{ repetida }} }}"
                );
                let hecho = taller.server.graphql_as(&taller.token, &documento).await;
                assert_eq!(hecho.json()["errors"], Value::Null, "{}", hecho.text);
            }
        };
        let verificar = async {
            let mut vistas = 0;
            for _ in 0..150 {
                let cadenas = quipu::store::escritura::auditoria::verificar(&taller.server.app.db).await.unwrap();
                vistas = vistas.max(cadenas.unwrap().asientos);
            }
            vistas
        };
        let ((), vistas) = tokio::join!(escribir, verificar);
        assert!(vistas > 2, "{vistas}");
    }
}

/// Each change leaves one entry with what was before and after, chained to the others; what was taken away stays in it.
#[tokio::test]
async fn each_change_leaves_its_entry() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let id = taller.borrador.clone();
        let m01 = taller.llamado("Proceso", "procesos", "M.01").await;
        let m0101 = taller.llamado("Proceso", "procesos", "M.01.01").await;
        taller.hacer("cambiarProceso", &json!({ "id": m01, "nombre": "Otro" })).await;
        taller.hacer("eliminarProceso", &json!({ "id": m0101, "conDescendientes": true })).await;
        taller.hacer("crearProceso", &json!({ "version": id, "nombre": "Nuevo" })).await;
        taller.hacer("publicarVersion", &json!({ "id": id })).await;
        let historial = historial(&taller, &id).await;
        let operaciones: Vec<&str> = historial.iter().map(|h| h["operacion"].as_str().unwrap()).collect();
        assert_eq!(operaciones, ["COPIAR", "CAMBIAR_PROCESO", "ELIMINAR_PROCESO", "CREAR_PROCESO", "PUBLICAR"]);
        for (i, entrada) in historial.iter().enumerate() {
            assert_eq!(entrada["revision"], i + 1);
            assert_eq!(
                (&entrada["sujeto"], &entrada["origen"], &entrada["tipo"]),
                (&json!("ana"), &json!("API"), &json!("Version"))
            );
        }
        let copiar = &historial[0]["despues"];
        assert_eq!(
            (&copiar["base"], &copiar["matrices"][0]["tareas"], &copiar["puestos"]),
            (&json!(1), &json!(3), &json!(2))
        );
        let cambio = &historial[1];
        assert_eq!((&cambio["antes"]["nombre"], &cambio["despues"]["nombre"]), (&json!("M.01"), &json!("Otro")));
        assert_eq!(cambio["campos"], json!(["nombre"]));
        let idas = &historial[2]["antes"];
        let cuantas = ["procesos", "actividades", "tareas", "ejecuciones"].map(|t| idas[t].as_array().unwrap().len());
        assert_eq!(cuantas, [2, 2, 2, 3]);
        assert_eq!(historial[2]["despues"], json!({ "eliminadas": 9 }));
        assert_eq!((&historial[4]["antes"]["estado"], &historial[4]["despues"]["estado"]), (&json!(1), &json!(2)));
        let cadenas = quipu::store::escritura::auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
        // Two of the version that was published first.
        assert_eq!(cadenas.asientos, 7);
        let ajeno = crate::support::token::development(&taller.server.base, "eva", &["lector@entidad:01-001-PCM"]);
        let documento = format!("{{ node(id: \"{id}\") {{ ... on Version {{ {HISTORIAL} }} }} }}");
        assert_eq!(taller.server.graphql_as(&ajeno, &documento).await.refusal().1, "PROHIBIDO");
    }
}

/// A workbook leaves one entry with the counts of its rows and the digest of its file, a command one for what it did.
#[tokio::test]
async fn workbooks_and_commands_are_in_the_trail() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let db = taller.server.base.conectar().await;
        let catalogo = store::catalogo::leer(&db).await.unwrap();
        let libro = include_bytes!("../../../api/demo/matriz_dimensionamiento.xlsx");
        let leida = importacion::leer("matriz.xlsx", libro.to_vec(), None, &catalogo).unwrap();
        let forma = Forma { umbral: dec!(0.55), ahora: ahora() };
        let numero = importacion::guardar(&db, ENTIDAD, &leida, &catalogo, forma).await.unwrap();
        assert_eq!(numero, 3);
        assert_eq!(version::enviar(&db, ENTIDAD, Some(3), ahora()).await.unwrap(), 3);
        // Sent again, nothing changes and nothing is written down.
        assert_eq!(version::enviar(&db, ENTIDAD, Some(3), ahora()).await.unwrap(), 3);
        assert_eq!(version::publicar(&db, ENTIDAD, Some(3), ahora()).await.unwrap(), 3);
        let id = taller
            .leer("{ entidad(codigo: \"PRUEBA\") { version(version: {numero: 3}) { id revision archivoSha256 } } }")
            .await;
        let version = &id["entidad"]["version"];
        assert_eq!(version["revision"], 3);
        let historial = historial(&taller, &texto(&version["id"])).await;
        let dichas: Vec<[&str; 4]> = historial
            .iter()
            .map(|h| ["operacion", "origen", "sujeto", "solicitud"].map(|campo| h[campo].as_str().unwrap()))
            .collect();
        assert_eq!(
            dichas,
            [
                ["CREAR", "IMPORTACION", "operador", "quipu import"],
                ["ENVIAR", "OPERADOR", "operador", "quipu send"],
                ["PUBLICAR", "OPERADOR", "operador", "quipu publish"]
            ]
        );
        let despues = &historial[0]["despues"];
        assert_eq!(
            (&despues["archivo"], &despues["archivo_sha256"]),
            (&json!("matriz.xlsx"), &version["archivoSha256"])
        );
        assert!(
            despues["matrices"].as_array().unwrap().len() == 2 && despues["hallazgos"].as_i64().unwrap() > 0,
            "{despues}"
        );
        assert!(historial[1]["antes"]["enviada_en"].is_null() && !historial[1]["despues"]["enviada_en"].is_null());
        db.close().await.unwrap();
    }
}
