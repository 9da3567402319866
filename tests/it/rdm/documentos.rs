//! Controlled documents: editions, steps with their conditions, the yearly review, and who reads them.

use serde_json::{Value, json};

use super::Taller;
use super::taller::{ENTIDAD, Ficha, con, faltan};
use crate::support::token::development;

fn borrador(codigo: &str, confidencialidad: &str) -> Value {
    json!({ "entidad": ENTIDAD, "codigo": codigo, "nombre": "Procedimiento de entrega", "fecha": "2026-11-01",
        "autor": "Gerente de Entrega", "confidencialidad": confidencialidad })
}

async fn leido(taller: &Taller, ficha: &Ficha, campos: &str) -> Value {
    taller.leer(&format!("{{ node(id: \"{}\") {{ ... on Documento {{ {campos} }} }} }}", ficha.id)).await["node"].take()
}

/// An edition is approved when nothing is missing; the next one makes it obsolete, and both are read with what changed.
#[tokio::test]
async fn editions_follow_each_other_and_stay_readable() {
    for taller in Taller::en_ambas().await {
        let mut uno = taller.hacer("crearDocumento", &borrador("PR-1", "PUBLICO")).await;
        let aprobar = json!({ "hasta": "APROBADO" });
        let error = taller.rechazo("avanzarDocumento", &con(&uno, &aprobar)).await;
        assert_eq!(faltan(&error), ["APROBADOR", "UBICACION"]);
        assert_eq!(
            (&error["extensions"]["desde"], &error["extensions"]["hasta"]),
            (&json!("BORRADOR"), &json!("APROBADO"))
        );
        let posibles = leido(&taller, &uno, "pasosPosibles { hasta posible faltan { codigo mensaje } }").await;
        assert_eq!(
            posibles["pasosPosibles"],
            json!([{ "hasta": "APROBADO", "posible": false, "faltan": error["extensions"]["faltan"] }])
        );
        let mal = json!({ "aprobador": "Gerente de Entrega", "ubicacion": "Intranet", "vigenteHasta": "2020-01-01" });
        taller.sobre("cambiarDocumento", &mut uno, &mal).await;
        let error = taller.rechazo("avanzarDocumento", &con(&uno, &aprobar)).await;
        assert_eq!(faltan(&error), ["OTRO_APROBADOR", "VIGENCIA"]);
        let bien = json!({ "aprobador": "Titular", "vigenteHasta": null });
        taller.sobre("cambiarDocumento", &mut uno, &bien).await;
        taller.sobre("avanzarDocumento", &mut uno, &aprobar).await;
        let otro = taller.rechazo("avanzarDocumento", &con(&uno, &aprobar)).await;
        assert_eq!(faltan(&otro), ["PASO_INEXISTENTE"]);
        for mutacion in ["cambiarDocumento", "archivarDocumento"] {
            let error = taller.rechazo(mutacion, &con(&uno, &json!({}))).await;
            assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO", "{mutacion}");
        }
        let mut dos = taller.hacer("crearDocumento", &borrador("PR-1", "PUBLICO")).await;
        let repetido = taller.rechazo("crearDocumento", &borrador("PR-1", "PUBLICO")).await;
        assert_eq!(repetido["extensions"]["errores"][0]["codigo"], "REPETIDO");
        taller.sobre("cambiarDocumento", &mut dos, &json!({ "aprobador": "Titular", "ubicacion": "Intranet" })).await;
        assert_eq!(faltan(&taller.rechazo("avanzarDocumento", &con(&dos, &aprobar)).await), ["CAMBIO"]);
        taller.sobre("cambiarDocumento", &mut dos, &json!({ "cambio": "Plazos nuevos" })).await;
        taller.sobre("avanzarDocumento", &mut dos, &aprobar).await;
        let ediciones = leido(&taller, &uno, "estado ediciones { nodes { edicion estado cambio revisarHasta } }").await;
        let hasta = ediciones["ediciones"]["nodes"][1]["revisarHasta"].as_str().unwrap();
        assert_eq!(
            ediciones,
            json!({ "estado": "OBSOLETO", "ediciones": { "nodes": [
                { "edicion": 1, "estado": "OBSOLETO", "cambio": null, "revisarHasta": null },
                { "edicion": 2, "estado": "APROBADO", "cambio": "Plazos nuevos", "revisarHasta": hasta } ] } })
        );
        let historial = leido(&taller, &uno, "historial { nodes { operacion } }").await;
        assert_eq!(historial["historial"]["nodes"][4]["operacion"], "OBSOLETO");
    }
}

/// A draft that was given up leaves its number to the next one.
#[tokio::test]
async fn a_draft_given_up_leaves_its_number() {
    for taller in Taller::en_ambas().await {
        let mut uno = taller.hacer("crearDocumento", &borrador("PR-1", "PUBLICO")).await;
        taller.sobre("archivarDocumento", &mut uno, &json!({})).await;
        let dos = taller.hacer("crearDocumento", &borrador("PR-1", "PUBLICO")).await;
        assert_eq!(leido(&taller, &dos, "edicion").await["edicion"], 1);
        let error = taller.rechazo("revisarDocumento", &con(&dos, &json!({}))).await;
        assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO");
    }
}

/// A draft is its entity's; once approved it is read by whom its confidentiality says.
#[tokio::test]
async fn confidentiality_says_who_reads() {
    for taller in Taller::en_ambas().await {
        for (codigo, confidencialidad, ven) in [
            ("A", "PUBLICO", [true, true, true]),
            ("B", "INTERNO", [false, true, true]),
            ("C", "RESERVADO", [false, false, true]),
        ] {
            let mut documento = taller.hacer("crearDocumento", &borrador(codigo, confidencialidad)).await;
            assert_eq!(quienes(&taller, &documento).await, [false, false, true], "{confidencialidad}");
            let listo = json!({ "aprobador": "Titular", "ubicacion": "Intranet" });
            taller.sobre("cambiarDocumento", &mut documento, &listo).await;
            taller.sobre("avanzarDocumento", &mut documento, &json!({ "hasta": "APROBADO" })).await;
            assert_eq!(quienes(&taller, &documento).await, ven, "{confidencialidad}");
            taller.sobre("revisarDocumento", &mut documento, &json!({})).await;
            taller.sobre("avanzarDocumento", &mut documento, &json!({ "hasta": "OBSOLETO" })).await;
            assert_eq!(quienes(&taller, &documento).await, ven, "{confidencialidad}");
        }
    }
}

/// Whether anyone, a rector body and the entity read it.
async fn quienes(taller: &Taller, documento: &Ficha) -> [bool; 3] {
    let mut ven = [false; 3];
    for (ve, rol) in ven.iter_mut().zip(["", "rector@*", "lector@entidad:DEMO-MANUAL"]) {
        let pregunta = format!("{{ node(id: \"{}\") {{ id }} }}", documento.id);
        let json = if rol.is_empty() {
            taller.server.graphql(&pregunta).await.json()
        } else {
            taller.server.graphql_as(&development(&taller.server.base, "x", &[rol]), &pregunta).await.json()
        };
        *ve = json["data"]["node"].is_object();
    }
    ven
}
