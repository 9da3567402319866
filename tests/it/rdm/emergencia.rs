//! An emergency release goes past what its policy names, and nothing else; its review is demanded afterwards.

use serde_json::json;

use super::Taller;
use super::obra::Obra;
use super::taller::{con, faltan};

/// Past planning, building and testing, never past authorisation, deployment and review.
#[tokio::test]
async fn an_emergency_is_played_and_reviewed() {
    for taller in Taller::en_ambas().await {
        let omite = ["PLANIFICADA", "EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA"];
        let mut obra = Obra::nueva(&taller, "1", "EMERGENCIA", &omite).await;
        obra.construir().await;
        assert_eq!(
            faltan(&obra.rechazo("AUTORIZADA", None).await),
            ["EMERGENCIA_JUSTIFICADA", "AUTORIZACION_DE_CAMBIO"]
        );
        assert_eq!(faltan(&obra.rechazo("EN_CONSTRUCCION", None).await), ["PASO_INEXISTENTE"]);
        let urgente = json!({ "justificacionEmergencia": "El servicio está caído", "paquete": obra.paquete.id });
        taller.sobre("cambiarEntrega", &mut obra.entrega, &urgente).await;
        obra.autorizar("APROBADA").await;
        obra.avanzar("AUTORIZADA").await;
        obra.preparar_despliegue().await;
        obra.avanzar("EN_DESPLIEGUE").await;
        for paso in ["DESPLEGADA", "VERIFICADA"] {
            obra.preparar(paso).await;
            obra.avanzar(paso).await;
        }
        assert_eq!(faltan(&obra.rechazo("CERRADA", None).await), ["PASO_INEXISTENTE"]);
        obra.revisar(&Obra::revision(None)).await;
        obra.avanzar("EN_REVISION").await;
        assert_eq!(faltan(&obra.rechazo("CERRADA", None).await), ["OMISIONES_REGULARIZADAS"]);
        obra.revisar(&Obra::revision(Some("Se probó con el cliente al día siguiente"))).await;
        // The tests that were left out may still be written.
        obra.probar("APROBADA").await;
        obra.avanzar("CERRADA").await;
        let leida = taller
            .server
            .data(&format!(
                "{{ node(id: \"{}\") {{ ... on Entrega {{ estado pasos {{ hasta omite }} }} }} }}",
                obra.entrega.id
            ))
            .await;
        assert_eq!(leida["node"]["pasos"][0], json!({ "hasta": "AUTORIZADA", "omite": ["PLANIFICADA"] }));
        assert_eq!(
            leida["node"]["pasos"][1],
            json!({ "hasta": "EN_DESPLIEGUE", "omite": ["EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA"] })
        );
    }
}

/// A release of another type goes past nothing under the same policy; a policy cannot name what may never be left out.
#[tokio::test]
async fn only_an_emergency_and_only_what_may_be_left_out() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &["PLANIFICADA"]).await;
        obra.autorizar("APROBADA").await;
        assert_eq!(faltan(&obra.rechazo("AUTORIZADA", None).await), ["PASO_INEXISTENTE"]);
        let politica = json!({ "entidad": super::taller::ENTIDAD, "servicio": obra.servicio.id, "cliente": obra.cliente.id,
            "metodo": "BIG_BANG", "distribucion": "PULL", "modo": "MANUAL", "omite": ["EN_PRUEBA", "AUTORIZADA"],
            "congelamientos": [{ "desde": "2026-12-31", "hasta": "2026-12-01", "motivo": " " }],
            "verificacion": [{ "codigo": "ROLES", "nombre": "Roles" }] });
        let error = taller.rechazo("crearPoliticaEntrega", &politica).await;
        let campos: Vec<(&str, &str)> = error["extensions"]["errores"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (e["campo"].as_str().unwrap(), e["codigo"].as_str().unwrap()))
            .collect();
        assert_eq!(
            campos,
            [
                ("input.omite.1", "PASO_OBLIGATORIO"),
                ("input.verificacion.0.codigo", "REPETIDO"),
                ("input.congelamientos.0.hasta", "DESORDENADO"),
                ("input.congelamientos.0.motivo", "VACIO")
            ]
        );
    }
}

/// In a freeze window nothing is deployed, but an emergency; a policy that admits other types only refuses this one.
#[tokio::test]
async fn a_freeze_window_stops_all_but_emergencies() {
    for taller in Taller::en_ambas().await {
        for (tipo, marca, faltaban) in [("MENOR", "1", &["FUERA_DE_CONGELAMIENTO"][..]), ("EMERGENCIA", "2", &[])] {
            let mut obra = Obra::nueva(&taller, marca, tipo, &[]).await;
            let siempre = json!({ "entidad": super::taller::ENTIDAD, "servicio": obra.servicio.id, "cliente": obra.cliente.id,
                "metodo": "BIG_BANG", "distribucion": "PULL", "modo": "MANUAL", "tipos": [tipo],
                "congelamientos": [{ "desde": "2000-01-01", "hasta": "2900-01-01", "motivo": "Siempre" }] });
            obra.politica = taller.hacer("crearPoliticaEntrega", &siempre).await;
            taller.sobre("aprobarPoliticaEntrega", &mut obra.politica, &json!({})).await;
            obra.hasta("EN_DESPLIEGUE").await;
            obra.linea_base("ANTES").await;
            let input = con(obra.despliegue.as_ref().unwrap(), &json!({ "hasta": "EN_CURSO" }));
            if faltaban.is_empty() {
                obra.avanzar_despliegue("EN_CURSO").await;
            } else {
                assert_eq!(faltan(&taller.rechazo("avanzarDespliegue", &input).await), faltaban);
            }
            let otra = json!({ "entidad": super::taller::ENTIDAD, "servicio": obra.servicio.id, "cliente": obra.cliente.id,
                "codigo": format!("OTRA-{marca}"), "nombre": "Otra", "tipo": "MAYOR" });
            obra.entrega = taller.hacer("crearEntrega", &otra).await;
            assert!(faltan(&obra.rechazo("PLANIFICADA", None).await).contains(&"TIPO_ADMITIDO"));
        }
    }
}
