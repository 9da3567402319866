//! What an evaluation counted stays, what it no longer counts is let go, and no change from outside keeps it from its end.

use serde_json::{Value, json};

use super::obra::Obra;
use crate::rdm::{ENTIDAD, Taller, con};

async fn cerrado(taller: &Taller, mutacion: &str, input: &Value) {
    let error = taller.rechazo(mutacion, input).await;
    assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO", "{mutacion} {error}");
}

/// How many measurements of the entity the figures count.
async fn medidas(taller: &Taller) -> i64 {
    let documento = format!(
        "{{ calidadDeServicios(dimensiones: [], entidades: {{ codigo: {{ igual: \"{ENTIDAD}\" }} }}) {{ total {{ conductores {{ mediciones }} }} }} }}"
    );
    let leido = taller.leer(&documento).await;
    let conductores = leido["calidadDeServicios"]["total"]["conductores"].as_array().unwrap();
    conductores.iter().map(|conductor| conductor["mediciones"].as_i64().unwrap()).sum()
}

/// What an evaluation measured that was given up or archived does not count, and is archived so that it may be measured anew.
#[tokio::test]
async fn measurements_of_an_evaluation_that_does_not_count_are_let_go() {
    for taller in Taller::en_ambas().await {
        let antes = medidas(&taller).await;
        for (marca, cancelar) in [("1", true), ("2", false)] {
            let mut obra = Obra::nueva(&taller, marca).await;
            let mut medicion = obra.medir("TRATO", 10, "4").await;
            assert_eq!(medidas(&taller).await, antes + 1);
            if cancelar {
                obra.avanzar("CANCELADA").await;
            } else {
                taller.sobre("archivarEvaluacion", &mut obra.evaluacion, &json!({})).await;
            }
            taller.refrescar("MedicionConductor", &mut medicion).await;
            assert_eq!(medidas(&taller).await, antes);
            cerrado(&taller, "cambiarMedicionConductor", &con(&medicion, &json!({ "casos": 8 }))).await;
            taller.sobre("archivarMedicionConductor", &mut medicion, &json!({})).await;
            let otra = json!({ "servicioPriorizado": obra.servicio.id, "conductor": "TRATO", "canal": "TELEFONICO",
                "desde": "2026-02-01", "hasta": "2026-03-31", "casos": 3, "escala": "UNO_A_CINCO", "media": "2" });
            let mut otra = taller.hacer("crearMedicionConductor", &otra).await;
            assert_eq!(medidas(&taller).await, antes + 1);
            taller.sobre("archivarMedicionConductor", &mut otra, &json!({})).await;
        }
    }
}
