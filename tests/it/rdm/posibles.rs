//! What may be done next is what would be done: `pasosPosibles` says of each step what its refusal says.

use serde_json::{Value, json};

use super::Taller;
use super::maquina::PERMITIDOS;
use super::obra::Obra;
use super::taller::con;

const PASOS: &str = "pasosPosibles { hasta posible omite faltan { codigo mensaje } }";

async fn posibles(taller: &Taller, tipo: &str, id: &str) -> Vec<Value> {
    let leido = taller.leer(&format!("{{ node(id: \"{id}\") {{ ... on {tipo} {{ {PASOS} }} }} }}")).await;
    leido["node"]["pasosPosibles"].as_array().unwrap().clone()
}

/// From draft to closed, at each state: the steps that there are, and for each that may not be taken, all that is missing.
#[tokio::test]
async fn what_is_possible_is_what_would_be_refused_or_done() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        for (estado, permitidos) in &PERMITIDOS[..10] {
            let pasos = posibles(&taller, "Entrega", &obra.entrega.id).await;
            let mut hasta: Vec<&str> = pasos.iter().map(|paso| paso["hasta"].as_str().unwrap()).collect();
            let mut esperados = permitidos.to_vec();
            hasta.sort_unstable();
            esperados.sort_unstable();
            assert_eq!(hasta, esperados, "{estado}");
            for paso in pasos.iter().filter(|paso| paso["posible"] == false) {
                let error = obra.rechazo(paso["hasta"].as_str().unwrap(), None).await;
                assert_eq!(error["extensions"]["faltan"], paso["faltan"], "{estado} → {}", paso["hasta"]);
            }
            let siguiente = PERMITIDOS.iter().map(|(estado, _)| *estado).skip_while(|e| e != estado).nth(1).unwrap();
            obra.preparar(siguiente).await;
            let listo = posibles(&taller, "Entrega", &obra.entrega.id).await;
            let listo = listo.iter().find(|paso| paso["hasta"] == siguiente).unwrap();
            assert_eq!((&listo["posible"], &listo["faltan"]), (&json!(true), &json!([])), "{estado}");
            obra.avanzar(siguiente).await;
        }
        assert_eq!(posibles(&taller, "Entrega", &obra.entrega.id).await, Vec::<Value>::new());
        let con_motivo = format!(
            "{{ node(id: \"{}\") {{ ... on Entrega {{ pasosPosibles(motivo: \"x\") {{ hasta }} }} }} }}",
            obra.entrega.id
        );
        assert_eq!(taller.leer(&con_motivo).await["node"]["pasosPosibles"], json!([]));
    }
}

/// The same of a deployment, of an emergency that goes past steps, and of a motive that is given.
#[tokio::test]
async fn deployments_and_emergencies_tell_their_steps() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "EMERGENCIA", &["EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA"]).await;
        obra.hasta("AUTORIZADA").await;
        let pasos = posibles(&taller, "Entrega", &obra.entrega.id).await;
        let omite = |hasta: &str| pasos.iter().find(|paso| paso["hasta"] == hasta).unwrap()["omite"].clone();
        assert_eq!(omite("EN_DESPLIEGUE"), json!(["EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA"]));
        assert_eq!(omite("EN_CONSTRUCCION"), json!([]));
        let cancelar =
            |pasos: &[Value]| pasos.iter().find(|paso| paso["hasta"] == "CANCELADA").unwrap()["posible"].clone();
        assert_eq!(cancelar(&pasos), json!(false));
        let documento = format!(
            "{{ node(id: \"{}\") {{ ... on Entrega {{ pasosPosibles(motivo: \"ya no\") {{ hasta posible }} }} }} }}",
            obra.entrega.id
        );
        let leido = taller.leer(&documento).await;
        assert_eq!(cancelar(leido["node"]["pasosPosibles"].as_array().unwrap()), json!(true));
        obra.construir().await;
        obra.preparar_despliegue().await;
        let despliegue = obra.despliegue.clone().unwrap();
        for paso in posibles(&taller, "Despliegue", &despliegue.id).await {
            let input = con(&despliegue, &json!({ "hasta": paso["hasta"] }));
            let error = taller.rechazo("avanzarDespliegue", &input).await;
            assert_eq!(error["extensions"]["faltan"], paso["faltan"], "{}", paso["hasta"]);
            assert_eq!(paso["posible"], false);
        }
    }
}

/// Statements follow the kinds of record, not the releases.
#[tokio::test]
async fn statements_do_not_follow_the_releases() {
    const DOCUMENTO: &str = "{ entregas { nodes { pasosPosibles { hasta posible } despliegues { nodes { pasosPosibles { hasta posible } } } } } }";
    for taller in Taller::en_ambas().await {
        Obra::nueva(&taller, "1", "MAYOR", &[]).await.hasta("EN_DESPLIEGUE").await;
        let una = taller.server.statements_as(&taller.token, DOCUMENTO).await;
        for marca in ["2", "3"] {
            Obra::nueva(&taller, marca, "MENOR", &[]).await.hasta("EN_DESPLIEGUE").await;
        }
        assert_eq!(taller.server.statements_as(&taller.token, DOCUMENTO).await, una);
        assert!(una <= 16, "{una}");
    }
}
