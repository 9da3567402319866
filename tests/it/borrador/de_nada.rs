//! A map that begins with nothing: units, puestos, processes and executions through the API, up to its publication.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};
use crate::support::server::send;
use crate::support::token::development;

/// An entity of the catalogue that has reported nothing.
const NUEVA: &str = "01-001-PCM";

async fn empezar(taller: &mut Taller) {
    taller.token =
        development(&taller.server.base, "ana", &["responsable@entidad:01-001-PCM", "lector@entidad:PRUEBA"]);
    let hecho = taller.hacer("crearBorrador", &json!({ "entidad": NUEVA })).await;
    let version = &hecho["version"];
    assert_eq!((&version["numero"], &version["base"], &version["revision"]), (&json!(1), &Value::Null, &json!(1)));
    taller.borrador = texto(&version["id"]);
}

/// Two units and three puestos: the ids of the puestos.
async fn organizar(taller: &mut Taller) -> Vec<String> {
    let version = taller.borrador.clone();
    let alta = json!({ "version": version, "nombre": "Gerencia General", "naturaleza": "ALTA_DIRECCION", "nivelOrganizacional": 1 });
    let alta = taller.id("crearUnidad", &alta).await;
    let linea = json!({ "version": version, "nombre": "Dirección de línea", "padre": alta, "naturaleza": "línea", "nivelOrganizacional": 2 });
    let linea = taller.id("crearUnidad", &linea).await;
    let mut puestos = Vec::new();
    for (correlativo, nombre, unidad, ocupados) in
        [("1", "Gerente General", &alta, 1), ("2", "Analista", &linea, 1), ("3", "Especialista", &linea, 4)]
    {
        let input = json!({ "version": version, "correlativo": correlativo, "nombre": nombre, "unidad": unidad, "ocupados": ocupados,
            "regimen": "DL1057", "remuneracion": "5000" });
        puestos.push(taller.id("crearPuesto", &input).await);
    }
    puestos
}

/// A process with one task, which two of them do.
async fn dibujar(taller: &mut Taller) {
    let version = taller.borrador.clone();
    let macro_ = taller
        .id("crearProceso", &json!({ "version": version, "nombre": "Atender", "codigo": "M01", "tipo": "MISIONAL" }))
        .await;
    let proceso =
        taller.id("crearProceso", &json!({ "version": version, "padre": macro_, "nombre": "Atender consultas" })).await;
    let actividad = taller.id("crearActividad", &json!({ "proceso": proceso, "nombre": "Responder" })).await;
    let tarea = taller.id("crearTarea", &json!({ "actividad": actividad, "nombre": "Redactar" })).await;
    for (correlativo, veces) in [("2", 132), ("3", 400)] {
        let input = json!({ "tarea": tarea, "correlativo": correlativo, "frecuenciaMensual": veces, "duracion": 2, "grupo": "CA",
            "familia": "CA-04", "nivel": "CA2" });
        taller.hacer("crearEjecucion", &input).await;
    }
}

/// From nothing to what everyone reads: two units, three puestos of which one is not measured, a process with an activity.
#[tokio::test]
async fn a_map_is_built_from_nothing_and_published() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        empezar(&mut taller).await;
        let version = taller.borrador.clone();
        let vacio =
            taller.de("Version", &version, "unidades { totalCount } puestos { totalCount } matriz { hoja }").await;
        assert_eq!(vacio, json!({ "unidades": { "totalCount": 0 }, "puestos": { "totalCount": 0 }, "matriz": null }));
        let puestos = organizar(&mut taller).await;
        // Nothing is proposed yet: there is no matrix.
        assert_eq!(taller.de("Version", &version, "matriz { hoja }").await["matriz"], Value::Null);
        dibujar(&mut taller).await;
        let ingresada = json!({ "puesto": puestos[0], "posiciones": 1, "grupo": "FP", "nivelOrganizacional": 1, "sustento": "ROF" });
        taller.hacer("ingresarDotacion", &ingresada).await;
        taller.hacer("enviarVersion", &json!({ "id": version })).await;
        let publicada = taller.hacer("publicarVersion", &json!({ "id": version })).await;
        assert_eq!(publicada["version"]["vigente"], true);
        // What a stranger reads: 132 × 2 h × 1.10 ÷ 176 h = 1.65, and 400 × 2 × 1.10 ÷ 176 = 5.
        let documento = "{ entidad(codigo: \"01-001-PCM\") { reporto matriz { numeroTareas puestosPropuestos { nodes { nombre base sustento \
                         dotacionActual segunCargas brecha unidad { nombre } organo { nombre } } } } version { hallazgos { nodes { codigo } } } } }";
        let leido = send(taller.server.post().json(&json!({ "query": documento }))).await.json();
        assert_eq!(leido["errors"], Value::Null, "{leido}");
        let entidad = &leido["data"]["entidad"];
        let fila = |p: &Value| {
            let textos = ["nombre", "base"].map(|campo| texto(&p[campo]));
            let cifras = ["dotacionActual", "segunCargas", "brecha"].map(|campo| p[campo].as_i64());
            (textos, cifras, texto(&p["unidad"]["nombre"]), texto(&p["organo"]["nombre"]))
        };
        let filas: Vec<_> =
            entidad["matriz"]["puestosPropuestos"]["nodes"].as_array().unwrap().iter().map(fila).collect();
        let de = |nombre: &str, base: &str, [actual, cargas, brecha]: [i64; 3], unidad: &str| {
            let textos = [nombre.to_owned(), base.to_owned()];
            (textos, [Some(actual), Some(cargas), Some(brecha)], unidad.to_owned(), unidad.to_owned())
        };
        assert_eq!(
            filas,
            [
                de("Analista", "CARGA", [1, 2, 1], "Dirección de línea"),
                de("Especialista", "CARGA", [4, 5, 1], "Dirección de línea"),
                de("Gerente General", "INGRESADA", [1, 1, 0], "Gerencia General"),
            ]
        );
        assert_eq!(entidad["matriz"]["numeroTareas"], 1);
        assert_eq!(entidad["reporto"], true);
        let catalogo = quipu::store::escritura::auditoria::verificar(&taller.server.app.db).await.unwrap();
        assert!(catalogo.is_ok(), "{catalogo:?}");
    }
}

/// Without a version there is nothing to copy, which need not be said; with one it has to be, and not both.
#[tokio::test]
async fn an_empty_draft_has_to_be_wanted() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        empezar(&mut taller).await;
        let campo = |codigo: &str, campo: &str| [(codigo.to_owned(), format!("input.{campo}"))];
        // It has a draft now, and none that is published.
        let faltas = taller.faltas("crearBorrador", &json!({ "entidad": NUEVA })).await;
        assert_eq!(faltas, campo("REFERENCIA_DESCONOCIDA", "desde"));
        let faltas = taller.faltas("crearBorrador", &json!({ "entidad": NUEVA, "desde": 1, "vacio": true })).await;
        assert_eq!(faltas, campo("INCOHERENTE", "vacio"));
        let otro = taller.hacer("crearBorrador", &json!({ "entidad": NUEVA, "vacio": true })).await;
        assert_eq!(otro["version"]["numero"], 2);
        for borrador in [taller.borrador.clone(), texto(&otro["version"]["id"])] {
            taller.revision = 1;
            taller.hacer("descartarBorrador", &json!({ "id": borrador })).await;
        }
        // What was discarded does not count. A request that is sent again is known again.
        let clave = json!({ "entidad": NUEVA, "claveIdempotencia": "de nada" });
        for repetida in [false, true] {
            let hecho = taller.mutar_como(&taller.token, "crearBorrador", &clave).await.json();
            let hecho = &hecho["data"]["crearBorrador"];
            assert_eq!((&hecho["version"]["numero"], &hecho["repetida"]), (&json!(3), &json!(repetida)), "{hecho}");
        }
    }
}
