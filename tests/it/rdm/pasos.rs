//! Every pair of states, through GraphQL: what is no step is refused as such, what is one says what it still lacks.

use serde_json::json;

use super::Taller;
use super::maquina::PERMITIDOS;
use super::obra::Obra;
use super::taller::{con, faltan};

/// A release in that state, whichever way leads there.
async fn en_estado<'a>(taller: &'a Taller, marca: &str, estado: &str) -> Obra<'a> {
    let mut obra = Obra::nueva(taller, marca, "MAYOR", &[]).await;
    match estado {
        "RECHAZADA" => {
            obra.hasta("PLANIFICADA").await;
            obra.autorizar("RECHAZADA").await;
            obra.avanzar("RECHAZADA").await;
        }
        "CANCELADA" => obra.avanzar("CANCELADA").await,
        "REVERTIDA" => {
            obra.hasta("EN_DESPLIEGUE").await;
            obra.linea_base("ANTES").await;
            for paso in ["EN_CURSO", "FALLIDO", "REVERTIDO"] {
                obra.avanzar_despliegue(paso).await;
            }
            obra.avanzar("REVERTIDA").await;
        }
        _ => obra.hasta(estado).await,
    }
    obra
}

/// All 196 pairs are tried; none is done, each says why, and the release stays as it was.
#[tokio::test]
async fn every_illegal_step_is_refused_with_its_reason() {
    for taller in Taller::en_ambas().await {
        for (i, (desde, permitidos)) in PERMITIDOS.into_iter().enumerate() {
            let mut obra = en_estado(&taller, &format!("M{i}"), desde).await;
            let revision = obra.entrega.revision;
            for (hasta, _) in PERMITIDOS {
                // Its one condition was fulfilled by the plan: it would be done.
                if (desde, hasta) == ("AUTORIZADA", "EN_CONSTRUCCION") {
                    continue;
                }
                let error = obra.rechazo(hasta, None).await;
                let faltan = faltan(&error);
                assert!(!faltan.is_empty(), "{desde} → {hasta}");
                assert_eq!(
                    faltan == ["PASO_INEXISTENTE"],
                    !permitidos.contains(&hasta),
                    "{desde} → {hasta}: {faltan:?}"
                );
                assert_eq!(
                    (&error["extensions"]["desde"], &error["extensions"]["hasta"]),
                    (&json!(desde), &json!(hasta))
                );
                assert!(!error["extensions"]["faltan"][0]["mensaje"].as_str().unwrap().is_empty());
            }
            taller.refrescar("Entrega", &mut obra.entrega).await;
            assert_eq!(obra.entrega.revision, revision, "{desde}");
        }
    }
}

/// What belongs to a release changes only while the state of the release admits it.
#[tokio::test]
async fn what_is_settled_does_not_change() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.hasta("EN_PRUEBA").await;
        let prueba = obra.probar("APROBADA").await;
        obra.avanzar("ACEPTADA").await;
        let cerrado = async |mutacion: &str, input: serde_json::Value| {
            let error = taller.rechazo(mutacion, &input).await;
            assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO", "{mutacion}: {error}");
        };
        cerrado("cambiarEntrega", con(&obra.entrega, &json!({ "contenido": "otro" }))).await;
        cerrado("archivarEntrega", con(&obra.entrega, &json!({}))).await;
        cerrado("cambiarPrueba", con(&prueba, &json!({ "resultado": "RECHAZADA" }))).await;
        cerrado("archivarPrueba", con(&prueba, &json!({}))).await;
        cerrado("cambiarPoliticaEntrega", con(&obra.politica, &json!({ "frecuencia": "mensual" }))).await;
        cerrado("aprobarPoliticaEntrega", con(&obra.politica, &json!({}))).await;
        let autorizacion = json!({ "decision": "APROBADA", "autoridad": "Comité", "fecha": "2026-11-03" });
        cerrado("autorizarEntrega", con(&obra.entrega, &json!({ "autorizacion": autorizacion }))).await;
        cerrado("revisarEntrega", con(&obra.entrega, &json!({ "revisionCierre": {} }))).await;
        obra.preparar_despliegue().await;
        cerrado("cambiarDespliegue", con(obra.despliegue.as_ref().unwrap(), &json!({ "ambiente": "otro" }))).await;
        cerrado("verificarDespliegue", con(obra.despliegue.as_ref().unwrap(), &json!({ "verificacion": [] }))).await;
        obra.avanzar("EN_DESPLIEGUE").await;
        for paso in ["DESPLEGADA", "VERIFICADA", "EN_REVISION", "CERRADA"] {
            obra.preparar(paso).await;
            obra.avanzar(paso).await;
        }
        let linea = json!({ "despliegue": obra.despliegue.as_ref().unwrap().id, "momento": "ANTES", "fecha": "2026-11-19",
            "ubicacion": "CMDB", "elementos": [{ "codigo": "EC-1", "version": "1" }] });
        cerrado("crearLineaBase", linea).await;
        cerrado("crearDespliegue", json!({ "entrega": obra.entrega.id, "ambiente": "Otro" })).await;
        taller.refrescar("Paquete", &mut obra.paquete).await;
        cerrado("cambiarPaquete", con(&obra.paquete, &json!({ "nombre": "otro" }))).await;
    }
}

/// A deployment says what its steps lack: authorisation, the baseline before it, a release that is being deployed.
#[tokio::test]
async fn a_deployment_says_what_it_lacks() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.hasta("ACEPTADA").await;
        let despliegue =
            taller.hacer("crearDespliegue", &json!({ "entrega": obra.entrega.id, "ambiente": "Producción" })).await;
        let rechazo = async |ficha, hasta: &str, motivo: Option<&str>| {
            let error =
                taller.rechazo("avanzarDespliegue", &con(ficha, &json!({ "hasta": hasta, "motivo": motivo }))).await;
            faltan(&error).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let todo = ["FECHAS_PLANIFICADAS", "EJECUTOR_ASIGNADO", "AUTORIZACION_DE_CAMBIO"];
        assert_eq!(rechazo(&despliegue, "AUTORIZADO", None).await, todo);
        assert_eq!(rechazo(&despliegue, "EN_CURSO", None).await, ["PASO_INEXISTENTE"]);
        assert_eq!(rechazo(&despliegue, "CANCELADO", Some("  ")).await, ["MOTIVO"]);
        obra.preparar_despliegue().await;
        let suyo = obra.despliegue.clone().unwrap();
        assert_eq!(rechazo(&suyo, "EN_CURSO", None).await, ["ENTREGA_EN_DESPLIEGUE", "LINEA_BASE_ANTES"]);
        obra.avanzar("EN_DESPLIEGUE").await;
        assert_eq!(rechazo(&suyo, "EN_CURSO", None).await, ["LINEA_BASE_ANTES"]);
        obra.linea_base("ANTES").await;
        obra.avanzar_despliegue("EN_CURSO").await;
        assert_eq!(rechazo(obra.despliegue.as_ref().unwrap(), "FALLIDO", None).await, ["MOTIVO"]);
        // Another deployment of the release is still to be done.
        obra.avanzar_despliegue("DESPLEGADO").await;
        assert_eq!(faltan(&obra.rechazo("DESPLEGADA", None).await), ["DESPLIEGUES_TERMINADOS"]);
        assert_eq!(faltan(&obra.rechazo("REVERTIDA", Some("falló")).await), ["DESPLIEGUES_REVERTIDOS"]);
    }
}
