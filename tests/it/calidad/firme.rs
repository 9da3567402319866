//! What an evaluation counted stays, what it no longer counts is let go, and no change from outside keeps it from its end.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::obra::{COMPONENTES, Obra};
use crate::rdm::{ENTIDAD, Ficha, Obra as Rdm, Taller, con, faltan};
use crate::support::token::WITH_SECRET;

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
    // Where nothing was measured nothing is said.
    let conductores = leido["calidadDeServicios"]["total"]["conductores"].as_array().into_iter().flatten();
    conductores.map(|conductor| conductor["mediciones"].as_i64().unwrap()).sum()
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

/// An evaluation with one improvement that is planned, in execution.
async fn en_ejecucion<'a>(taller: &'a Taller, marca: &str) -> (Obra<'a>, Ficha) {
    let mut obra = Obra::nueva(taller, marca).await;
    obra.pasar_a("PLANIFICACION").await;
    let brecha = obra.brecha(&format!("BC-{marca}")).await;
    let plan = json!({ "responsable": "Gerencia B", "planInicio": "2026-06-01", "planFin": "2026-08-31" });
    // What is only being planned may be taken out again.
    let mut de_mas = obra.accion(&format!("AM-{marca}-0"), &brecha, &plan).await;
    taller.sobre("archivarMejora", &mut de_mas, &json!({})).await;
    let accion = obra.accion(&format!("AM-{marca}"), &brecha, &plan).await;
    obra.pasar_a("EJECUCION").await;
    (obra, accion)
}

/// What was planned is done or given up: it is neither archived nor taken from its gap to close the stage without it.
#[tokio::test]
async fn a_pending_improvement_is_not_taken_away() {
    for taller in Taller::en_ambas().await {
        let (mut obra, accion) = en_ejecucion(&taller, "1").await;
        cerrado(&taller, "archivarMejora", &con(&accion, &json!({}))).await;
        cerrado(&taller, "cambiarMejora", &con(&accion, &json!({ "brecha": null }))).await;
        assert_eq!(faltan(&obra.rechazo("SEGUIMIENTO").await), ["ACCIONES_TERMINADAS", "INFORME_DE_MEJORA"]);
        // An evaluation that was given up holds nothing.
        obra.avanzar("CANCELADA").await;
        let mut accion = accion;
        taller.sobre("cambiarMejora", &mut accion, &json!({ "estado": "EN_CURSO" })).await;
        taller.sobre("archivarMejora", &mut accion, &json!({})).await;
    }
}

/// What a closed evaluation counted of its improvements stays; that one had its effect may be seen later.
#[tokio::test]
async fn the_improvements_of_a_closed_evaluation_stay() {
    for taller in Taller::en_ambas().await {
        let (mut obra, mut accion) = en_ejecucion(&taller, "1").await;
        let hecha =
            json!({ "estado": "IMPLANTADA", "terminadaEl": "2026-08-20", "avance": 100, "evidencia": "Acta 14" });
        taller.sobre("cambiarMejora", &mut accion, &hecha).await;
        obra.pasar_a("SEGUIMIENTO").await;
        obra.pasar_a("CERRADA").await;
        let deshecha = json!({ "estado": "PROPUESTA", "terminadaEl": null, "avance": 10 });
        for cambio in [deshecha, json!({ "planFin": "2026-12-31" }), json!({ "brecha": null })] {
            cerrado(&taller, "cambiarMejora", &con(&accion, &cambio)).await;
        }
        cerrado(&taller, "archivarMejora", &con(&accion, &json!({}))).await;
        let mut entrega = Rdm::nueva(&taller, "9", "MENOR", &[]).await;
        entrega.hasta("VERIFICADA").await;
        let vista = json!({ "estado": "VERIFICADA", "verificadaEl": "2026-11-20", "entrega": entrega.entrega.id });
        taller.sobre("cambiarMejora", &mut accion, &vista).await;
    }
}

/// Two posts of one name are two: what tells them is their number.
#[tokio::test]
async fn two_posts_of_one_name_are_in_one_team() {
    for taller in Taller::en_ambas().await {
        let obra = Obra::nueva(&taller, "1").await;
        let segundo = obra.miembro("2", false).await;
        let titular = format!("{{ node(id: \"{}\") {{ ... on MiembroEquipo {{ titular }} }} }}", segundo.id);
        let titular = taller.leer(&titular).await["node"]["titular"].as_str().unwrap().to_owned();
        taller.hacer("archivarMiembroEquipo", &con(&segundo, &json!({}))).await;
        obra.miembro("1", true).await;
        // No two posts of the demonstration have one name: the first gets that of the second past the door.
        let homonimo = format!("UPDATE miembro_equipo SET titular = '{titular}' WHERE correlativo = '1'");
        taller.server.app.db.execute_unprepared(&homonimo).await.unwrap();
        obra.miembro("2", false).await;
        let otra_vez = json!({ "evaluacion": obra.evaluacion.id, "titular": { "puesto": "1" }, "funcion": "Evalúa" });
        let error = taller.rechazo("crearMiembroEquipo", &otra_vez).await;
        assert_eq!(error["extensions"]["errores"][0]["codigo"], "REPETIDO", "{error}");
    }
}

/// A component that comes into the catalogue is rated by the evaluations that are still planned; the others end without it.
#[tokio::test]
async fn a_new_component_is_for_the_evaluations_to_come() {
    for taller in Taller::en_ambas().await {
        let mut planificada = Obra::nueva(&taller, "1").await;
        planificada.pasar_a("PLANIFICACION").await;
        for componente in COMPONENTES {
            planificada.calificar(componente, 3).await;
        }
        let mut ejecutada = Obra::nueva(&taller, "2").await;
        ejecutada.pasar_a("PLANIFICACION").await;
        ejecutada.pasar_a("EJECUCION").await;
        let fichas = [planificada, ejecutada].map(|obra| (obra.servicio, obra.evaluacion));
        let nuevo = "INSERT INTO componente_calidad (id, codigo, nombre, clave, alias, orden, activo) \
             VALUES (99, 'INTEGRIDAD', 'Integridad', 'integridad', '', 99, TRUE)";
        taller.server.app.db.execute_unprepared(nuevo).await.unwrap();
        // The lists are read when the program starts.
        let Taller { server, token } = taller;
        let taller = Taller { server: server.restarted(&WITH_SECRET).await, token };
        let [planificada, mut ejecutada] =
            fichas.map(|(servicio, evaluacion)| Obra { taller: &taller, servicio, evaluacion });
        let faltaban = planificada.rechazo("EJECUCION").await;
        assert_eq!(faltan(&faltaban), ["COMPONENTES_CALIFICADOS", "INFORME_DE_EVALUACION"]);
        ejecutada.pasar_a("SEGUIMIENTO").await;
        ejecutada.pasar_a("CERRADA").await;
    }
}
