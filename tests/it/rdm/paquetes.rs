//! A package is delivered as it was tested, for the service and the client that it was made for.

use serde_json::json;

use super::Taller;
use super::firme::cerrado;
use super::obra::Obra;
use super::taller::{ENTIDAD, con};

/// What is tested does not change until the release that holds it ends; what a release still needs is not archived.
#[tokio::test]
async fn a_package_stays_as_it_was_tested() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.planificar().await;
        cerrado(&taller, "archivarPaquete", &con(&obra.paquete, &json!({})), "no terminó").await;
        obra.avanzar("PLANIFICADA").await;
        for estado in ["AUTORIZADA", "EN_CONSTRUCCION", "EN_PRUEBA"] {
            obra.dar(estado).await;
        }
        for estado in ["EN_PRUEBA", "ACEPTADA", "EN_DESPLIEGUE"] {
            if estado != "EN_PRUEBA" {
                obra.dar(estado).await;
            }
            taller.refrescar("Paquete", &mut obra.paquete).await;
            let otro = con(&obra.paquete, &json!({ "unidades": [] }));
            cerrado(&taller, "cambiarPaquete", &otro, "ya se prueba").await;
            cerrado(&taller, "archivarPaquete", &con(&obra.paquete, &json!({})), "no terminó").await;
        }
    }
}

/// Once the release that holds it was refused, or its draft was archived, a package is changed and archived again.
#[tokio::test]
async fn a_package_that_no_release_needs_changes_again() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.hasta("EN_PRUEBA").await;
        obra.probar("RECHAZADA").await;
        obra.avanzar("RECHAZADA").await;
        taller.refrescar("Paquete", &mut obra.paquete).await;
        taller.sobre("cambiarPaquete", &mut obra.paquete, &json!({ "arreglo": 1 })).await;
        taller.sobre("archivarPaquete", &mut obra.paquete, &json!({})).await;
        let mut borrador = Obra::nueva(&taller, "2", "MAYOR", &[]).await;
        borrador.planificar().await;
        taller.sobre("archivarEntrega", &mut borrador.entrega, &json!({})).await;
        taller.sobre("archivarPaquete", &mut borrador.paquete, &json!({})).await;
    }
}

/// Who sees an improvement follows from its state, also when it is made in it.
#[tokio::test]
async fn an_improvement_is_seen_by_its_state() {
    for taller in Taller::en_ambas().await {
        for (codigo, estado, se_ve) in [("MJ-1", "DESCARTADA", true), ("MJ-2", "PROPUESTA", false)] {
            let mejora =
                json!({ "entidad": ENTIDAD, "codigo": codigo, "nombre": "Unir formularios", "estado": estado });
            let mejora = taller.hacer("crearMejora", &mejora).await;
            let vista = taller.server.data(&format!("{{ node(id: \"{}\") {{ id }} }}", mejora.id)).await;
            assert_eq!(vista["node"].is_object(), se_ve, "{estado}");
        }
    }
}
