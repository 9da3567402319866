//! What was tested, authorised, verified or closed stays so: what would undo it behind its back is refused.

use serde_json::{Value, json};

use super::Taller;
use super::obra::Obra;
use super::taller::{ENTIDAD, Ficha, con, faltan};

/// A mutation that must be refused because its record, or what it belongs to, changes no more; the message says so.
pub(super) async fn cerrado(taller: &Taller, mutacion: &str, input: &Value, dice: &str) {
    let error = taller.rechazo(mutacion, input).await;
    assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO", "{mutacion}: {error}");
    assert!(error["message"].as_str().unwrap().contains(dice), "{mutacion}: {error}");
}

/// A release whose deployments were all taken back is neither verified, nor reviewed, nor closed: it is taken back as well.
#[tokio::test]
async fn a_release_without_a_deployment_that_stands_does_not_succeed() {
    let casos = [
        ("1", "DESPLEGADA", "VERIFICADA", &["DESPLIEGUE_EN_PIE"][..]),
        ("2", "VERIFICADA", "EN_REVISION", &["DESPLIEGUE_EN_PIE", "REVISION_ESCRITA"]),
        ("3", "EN_REVISION", "CERRADA", &["DESPLIEGUE_EN_PIE"]),
    ];
    for taller in Taller::en_ambas().await {
        for (marca, estado, siguiente, faltaban) in casos {
            let mut obra = Obra::nueva(&taller, marca, "MAYOR", &[]).await;
            obra.hasta(estado).await;
            if siguiente == "CERRADA" {
                obra.revisar(&Obra::revision(None)).await;
            }
            obra.avanzar_despliegue("REVERTIDO").await;
            assert_eq!(faltan(&obra.rechazo(siguiente, None).await), faltaban, "{estado}");
            obra.avanzar("REVERTIDA").await;
        }
        // Also one that goes past its verification.
        let mut urgente = Obra::nueva(&taller, "4", "EMERGENCIA", &["VERIFICADA"]).await;
        urgente.hasta("DESPLEGADA").await;
        urgente.revisar(&Obra::revision(Some("Se verificó después"))).await;
        urgente.avanzar_despliegue("REVERTIDO").await;
        assert_eq!(faltan(&urgente.rechazo("EN_REVISION", None).await), ["DESPLIEGUE_EN_PIE"]);
    }
}

/// Once a release ended, what it brought is not taken back within it.
#[tokio::test]
async fn what_a_closed_release_deployed_is_not_taken_back() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        obra.hasta("CERRADA").await;
        let revertir = con(obra.despliegue.as_ref().unwrap(), &json!({ "hasta": "REVERTIDO", "motivo": "Falla" }));
        assert_eq!(faltan(&taller.rechazo("avanzarDespliegue", &revertir).await), ["ENTREGA_SIN_TERMINAR"]);
    }
}

/// A checklist is written until the release is verified; where an emergency went past that, until it ends.
#[tokio::test]
async fn a_verified_deployment_stays_verified() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "EMERGENCIA", &[]).await;
        obra.hasta("DESPLEGADA").await;
        for estado in ["VERIFICADA", "EN_REVISION"] {
            obra.dar(estado).await;
            let vacia = con(obra.despliegue.as_ref().unwrap(), &json!({ "verificacion": [] }));
            cerrado(&taller, "verificarDespliegue", &vacia, "antes de que la entrega se verifique").await;
        }
        let mut urgente = Obra::nueva(&taller, "2", "EMERGENCIA", &["VERIFICADA"]).await;
        urgente.hasta("DESPLEGADA").await;
        urgente.revisar(&Obra::revision(None)).await;
        urgente.avanzar("EN_REVISION").await;
        urgente.linea_base("DESPUES").await;
        urgente.verificar(true).await;
        urgente.revisar(&Obra::revision(Some("Se verificó al día siguiente"))).await;
        urgente.avanzar("CERRADA").await;
        let vacia = con(urgente.despliegue.as_ref().unwrap(), &json!({ "verificacion": [] }));
        cerrado(&taller, "verificarDespliegue", &vacia, "antes de que la entrega se verifique").await;
    }
}

/// Past its draft an emergency is an emergency, and counts: it is not archived, its type stays, its package from its tests on.
#[tokio::test]
async fn an_emergency_does_not_escape_its_review() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "EMERGENCIA", &["ACEPTADA"]).await;
        obra.hasta("PLANIFICADA").await;
        let de_otro_tipo = con(&obra.entrega, &json!({ "tipo": "MAYOR" }));
        cerrado(&taller, "cambiarEntrega", &de_otro_tipo, "tipo").await;
        cerrado(&taller, "archivarEntrega", &con(&obra.entrega, &json!({})), "borrador").await;
        taller.sobre("cambiarEntrega", &mut obra.entrega, &json!({ "contenido": "Formulario, y su ayuda" })).await;
        for estado in ["AUTORIZADA", "EN_CONSTRUCCION", "EN_PRUEBA"] {
            obra.dar(estado).await;
        }
        cerrado(&taller, "cambiarEntrega", &con(&obra.entrega, &json!({ "paquete": null })), "paquete").await;
        obra.preparar_despliegue().await;
        obra.avanzar("EN_DESPLIEGUE").await;
        obra.dar("DESPLEGADA").await;
        cerrado(&taller, "archivarEntrega", &con(&obra.entrega, &json!({})), "borrador").await;
    }
}

/// An emergency that goes past planning is of a type that its policy admits all the same.
#[tokio::test]
async fn an_emergency_that_is_not_planned_is_admitted_by_its_policy() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "EMERGENCIA", &[]).await;
        let politica = json!({ "entidad": ENTIDAD, "servicio": obra.servicio.id, "cliente": obra.cliente.id, "metodo": "BIG_BANG",
            "distribucion": "PULL", "modo": "MANUAL", "tipos": ["MAYOR"], "omite": ["PLANIFICADA"] });
        obra.politica = taller.hacer("crearPoliticaEntrega", &politica).await;
        taller.sobre("aprobarPoliticaEntrega", &mut obra.politica, &json!({})).await;
        obra.planificar().await;
        obra.autorizar("APROBADA").await;
        assert_eq!(faltan(&obra.rechazo("AUTORIZADA", None).await), ["TIPO_ADMITIDO"]);
    }
}

/// The deployments of an archived draft take no step.
#[tokio::test]
async fn nothing_is_deployed_of_an_archived_release() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        let despliegue = json!({ "entrega": obra.entrega.id, "ambiente": "Producción" });
        let despliegue = taller.hacer("crearDespliegue", &despliegue).await;
        taller.sobre("archivarEntrega", &mut obra.entrega, &json!({})).await;
        let paso = con(&despliegue, &json!({ "hasta": "CANCELADO", "motivo": "Ya no" }));
        cerrado(&taller, "avanzarDespliegue", &paso, "archivada").await;
        let autorizacion = json!({ "decision": "APROBADA", "autoridad": "Comité", "fecha": "2026-11-13" });
        let autorizado = con(&despliegue, &json!({ "autorizacion": autorizacion }));
        cerrado(&taller, "autorizarDespliegue", &autorizado, "archivada").await;
        let documento =
            format!("{{ node(id: \"{}\") {{ ... on Despliegue {{ pasosPosibles {{ hasta }} }} }} }}", despliegue.id);
        assert_eq!(taller.leer(&documento).await["node"]["pasosPosibles"], json!([]));
    }
}

/// Whether a record of that type says what the change authority said.
async fn autorizado(taller: &Taller, tipo: &str, ficha: &Ficha) -> bool {
    let documento = format!("{{ node(id: \"{}\") {{ ... on {tipo} {{ autorizacion {{ decision }} }} }} }}", ficha.id);
    taller.leer(&documento).await["node"]["autorizacion"].is_object()
}

/// An authorisation is of what was asked for: another plan, another environment, asks again.
#[tokio::test]
async fn what_changes_is_authorised_again() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.planificar().await;
        obra.autorizar("APROBADA").await;
        taller.sobre("cambiarEntrega", &mut obra.entrega, &json!({ "nombre": "Consultas, segunda parte" })).await;
        assert!(autorizado(&taller, "Entrega", &obra.entrega).await);
        taller.sobre("cambiarEntrega", &mut obra.entrega, &json!({ "contenido": "Otro formulario" })).await;
        obra.avanzar("PLANIFICADA").await;
        assert_eq!(faltan(&obra.rechazo("AUTORIZADA", None).await), ["AUTORIZACION_DE_CAMBIO"]);

        let despliegue = json!({ "entrega": obra.entrega.id, "ambiente": "Pruebas", "ejecutor": "Ejecutor del despliegue",
            "planInicio": "2026-11-19", "planFin": "2026-11-20" });
        let mut despliegue = taller.hacer("crearDespliegue", &despliegue).await;
        let dice = json!({ "autorizacion": { "decision": "APROBADA", "autoridad": "Comité", "fecha": "2026-11-13" } });
        taller.sobre("autorizarDespliegue", &mut despliegue, &dice).await;
        taller.sobre("cambiarDespliegue", &mut despliegue, &json!({ "ambiente": "Pruebas" })).await;
        assert!(autorizado(&taller, "Despliegue", &despliegue).await);
        taller.sobre("cambiarDespliegue", &mut despliegue, &json!({ "ambiente": "Producción" })).await;
        let paso = con(&despliegue, &json!({ "hasta": "AUTORIZADO" }));
        assert_eq!(faltan(&taller.rechazo("avanzarDespliegue", &paso).await), ["AUTORIZACION_DE_CAMBIO"]);
        taller.sobre("autorizarDespliegue", &mut despliegue, &dice).await;
        taller.sobre("avanzarDespliegue", &mut despliegue, &json!({ "hasta": "AUTORIZADO" })).await;
    }
}

/// Other criteria are agreed anew, unless their agreement comes with them.
#[tokio::test]
async fn other_criteria_are_agreed_again() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.planificar().await;
        let otros = json!({ "criterios": ["Responde en menos de 1 s"] });
        taller.sobre("cambiarEntrega", &mut obra.entrega, &otros).await;
        assert_eq!(faltan(&obra.rechazo("PLANIFICADA", None).await), ["CRITERIOS_ACORDADOS"]);
        let acordados = json!({ "criterios": ["Responde en menos de 3 s"], "criteriosAcordadosEl": "2026-11-01",
            "criteriosAcordadosPor": "Jefa de atención" });
        taller.sobre("cambiarEntrega", &mut obra.entrega, &acordados).await;
        taller.sobre("cambiarEntrega", &mut obra.entrega, &json!({ "criterios": ["Responde en menos de 3 s"] })).await;
        obra.avanzar("PLANIFICADA").await;
    }
}

/// The baseline before is of before the deployment, the one after of after it; neither becomes the other.
#[tokio::test]
async fn a_baseline_is_of_its_moment() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.hasta("EN_DESPLIEGUE").await;
        let linea = |obra: &Obra<'_>, momento: &str| {
            json!({ "despliegue": obra.despliegue.as_ref().unwrap().id, "momento": momento, "fecha": "2026-11-19", "ubicacion": "CMDB",
                "elementos": [{ "codigo": "EC-1", "version": "1" }] })
        };
        cerrado(&taller, "crearLineaBase", &linea(&obra, "DESPUES"), "cuando el despliegue está hecho").await;
        let mut antes = obra.linea_base("ANTES").await;
        taller.sobre("cambiarLineaBase", &mut antes, &json!({ "ubicacion": "CMDB, carpeta 2" })).await;
        obra.avanzar_despliegue("EN_CURSO").await;
        let comenzado = "antes de que el despliegue comience";
        cerrado(&taller, "crearLineaBase", &linea(&obra, "ANTES"), comenzado).await;
        cerrado(&taller, "cambiarLineaBase", &con(&antes, &json!({ "ubicacion": "Otra" })), comenzado).await;
        cerrado(&taller, "archivarLineaBase", &con(&antes, &json!({})), comenzado).await;
        cerrado(&taller, "crearLineaBase", &linea(&obra, "DESPUES"), "cuando el despliegue está hecho").await;
        obra.avanzar_despliegue("DESPLEGADO").await;
        let mut despues = obra.linea_base("DESPUES").await;
        taller.sobre("cambiarLineaBase", &mut despues, &json!({ "ubicacion": "CMDB, carpeta 3" })).await;
        taller.sobre("archivarLineaBase", &mut despues, &json!({})).await;
        obra.avanzar("DESPLEGADA").await;
        obra.dar("VERIFICADA").await;
        cerrado(&taller, "crearLineaBase", &linea(&obra, "DESPUES"), "antes de que la entrega se verifique").await;
    }
}
