//! What is refused: everything that is wrong at once, and what a stage does not admit.

use serde_json::{Value, json};

use super::obra::{COMPONENTES, Obra};
use crate::rdm::{ENTIDAD, Ficha, Taller, con};

/// Codes and places of the faults of a refused input.
async fn faltas(taller: &Taller, mutacion: &str, input: &Value) -> Vec<(String, String)> {
    let error = taller.rechazo(mutacion, input).await;
    assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA", "{mutacion} {error}");
    let errores = error["extensions"]["errores"].as_array().unwrap().iter();
    let parte = |falta: &Value, campo: &str| falta[campo].as_str().unwrap().replace("input.", "");
    errores.map(|falta| (parte(falta, "codigo"), parte(falta, "campo"))).collect()
}

fn son(dichas: &[(String, String)], esperadas: &[(&str, &str)]) {
    let dichas: Vec<(&str, &str)> = dichas.iter().map(|(codigo, campo)| (codigo.as_str(), campo.as_str())).collect();
    assert_eq!(dichas, esperadas);
}

async fn cerrado(taller: &Taller, mutacion: &str, input: &Value) {
    let error = taller.rechazo(mutacion, input).await;
    assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO", "{mutacion} {error}");
}

/// All faults of an input come at once: what the lists and the map do not have, days out of order, numbers off the scale.
#[tokio::test]
async fn all_faults_of_an_input_come_at_once() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1").await;
        let servicio = json!({ "entidad": ENTIDAD, "codigo": "BS-1", "nombre": " ", "tipo": "BIEN", "canal": "HUMO",
            "demandaAnual": -1, "priorizadoEl": "2026-01-01", "servicio": obra.evaluacion.id, "vinculos": [{ "codigo": "NO" }] });
        son(
            &faltas(&taller, "crearServicioPriorizado", &servicio).await,
            &[
                ("REFERENCIA_DESCONOCIDA", "servicio"),
                ("VINCULO_DESCONOCIDO", "vinculos.0.codigo"),
                ("VACIO", "nombre"),
                ("FUERA_DE_CATALOGO", "canal"),
                ("FUERA_DE_RANGO", "demandaAnual"),
                ("REPETIDO", "codigo"),
            ],
        );
        let evaluacion = json!({ "servicioPriorizado": obra.servicio.id, "codigo": "EV-1", "desde": "2026-03-01", "hasta": "2026-02-01",
            "escala": "DE_GRISES", "plazoCondiciones": "2026-05-01", "plazoEjecucion": "2026-04-01" });
        son(
            &faltas(&taller, "crearEvaluacion", &evaluacion).await,
            &[
                ("DESORDENADO", "hasta"),
                ("FUERA_DE_CATALOGO", "escala"),
                ("DESORDENADO", "plazoEjecucion"),
                ("REPETIDO", "codigo"),
            ],
        );
        obra.pasar_a("PLANIFICACION").await;
        let calificacion =
            json!({ "evaluacion": obra.evaluacion.id, "componente": "OLFATO", "valor": 6, "sustento": "" });
        son(
            &faltas(&taller, "crearCalificacion", &calificacion).await,
            &[("FUERA_DE_CATALOGO", "componente"), ("VACIO", "sustento"), ("FUERA_DE_RANGO", "valor")],
        );
        obra.calificar("VALOR", 5).await;
        let otra = json!({ "evaluacion": obra.evaluacion.id, "componente": "VALOR", "valor": 0, "sustento": "x" });
        son(
            &faltas(&taller, "crearCalificacion", &otra).await,
            &[("FUERA_DE_RANGO", "valor"), ("REPETIDO", "componente")],
        );
        let miembro = json!({ "evaluacion": obra.evaluacion.id, "titular": { "puesto": "no está" }, "funcion": "" });
        son(
            &faltas(&taller, "crearMiembroEquipo", &miembro).await,
            &[("VINCULO_DESCONOCIDO", "titular"), ("VACIO", "funcion")],
        );
        let mismo = json!({ "evaluacion": obra.evaluacion.id, "titular": { "puesto": "1" }, "funcion": "otra" });
        son(&faltas(&taller, "crearMiembroEquipo", &mismo).await, &[("REPETIDO", "titular")]);
        mediciones(&taller, &obra).await;
    }
}

async fn mediciones(taller: &Taller, obra: &Obra<'_>) {
    let otra = Obra::nueva(taller, "2").await;
    let medicion = json!({ "servicioPriorizado": obra.servicio.id, "evaluacion": otra.evaluacion.id, "conductor": "OLFATO", "canal": "HUMO",
        "desde": "2026-02-01", "hasta": "2026-01-01", "casos": 0, "escala": "UNO_A_CINCO", "media": "5.0000001" });
    son(
        &faltas(taller, "crearMedicionConductor", &medicion).await,
        &[
            ("REFERENCIA_DESCONOCIDA", "evaluacion"),
            ("DEMASIADOS_DECIMALES", "media"),
            ("FUERA_DE_CATALOGO", "conductor"),
            ("FUERA_DE_CATALOGO", "canal"),
            ("DESORDENADO", "hasta"),
            ("FUERA_DE_RANGO", "casos"),
        ],
    );
    let mut medida = obra.medir("TRATO", 10, "4").await;
    let fuera = con(&medida, &json!({ "media": "5.000001" }));
    son(&faltas(taller, "cambiarMedicionConductor", &fuera).await, &[("FUERA_DE_RANGO", "media")]);
    let misma = json!({ "servicioPriorizado": obra.servicio.id, "conductor": "TRATO", "canal": "TELEFONICO",
        "desde": "2026-02-01", "hasta": "2026-03-31", "casos": 3, "escala": "UNO_A_CINCO", "media": "2" });
    son(&faltas(taller, "crearMedicionConductor", &misma).await, &[("REPETIDO", "desde")]);
    superpuestas(taller, &misma, &medida).await;
    // An archived one gives its place to another.
    taller.sobre("archivarMedicionConductor", &mut medida, &json!({})).await;
    taller.hacer("crearMedicionConductor", &misma).await;
}

/// Periods of one conductor, channel and scale do not overlap, by a day either; beside one another they may stand.
async fn superpuestas(taller: &Taller, misma: &Value, medida: &Ficha) {
    let en = |cambios: &Value| {
        let mut otra = misma.clone();
        otra.as_object_mut().unwrap().extend(cambios.as_object().unwrap().clone());
        otra
    };
    for periodo in [
        json!({ "desde": "2026-03-31", "hasta": "2026-05-31" }),
        json!({ "desde": "2026-01-01", "hasta": "2026-02-01" }),
        json!({ "desde": "2026-02-10", "hasta": "2026-02-20" }),
        json!({ "desde": "2026-01-01", "hasta": "2026-12-31" }),
    ] {
        let error = taller.rechazo("crearMedicionConductor", &en(&periodo)).await;
        let falta = &error["extensions"]["errores"][0];
        assert_eq!((&falta["codigo"], &falta["campo"]), (&json!("SUPERPUESTO"), &json!("input.desde")), "{error}");
        let mensaje = falta["mensaje"].as_str().unwrap();
        assert!(mensaje.contains("del 2026-02-01 al 2026-03-31") && mensaje.contains(&medida.id), "{mensaje}");
    }
    let despues = json!({ "desde": "2026-04-01", "hasta": "2026-04-30" });
    let despues = taller.hacer("crearMedicionConductor", &en(&despues)).await;
    let antes = con(&despues, &json!({ "desde": "2026-03-15" }));
    son(&faltas(taller, "cambiarMedicionConductor", &antes).await, &[("SUPERPUESTO", "desde")]);
    let otro_canal = json!({ "desde": "2026-03-01", "hasta": "2026-04-30", "canal": "PRESENCIAL" });
    taller.hacer("crearMedicionConductor", &en(&otro_canal)).await;
}

/// An improvement that closes a gap says, once made, when and where that shows; one that closes none need not.
#[tokio::test]
async fn an_improvement_that_closes_a_gap_shows_that_it_was_made() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1").await;
        obra.pasar_a("PLANIFICACION").await;
        let brecha = obra.brecha("BC-1").await;
        let accion = obra.accion("AM-1", &brecha, &json!({})).await;
        let hecha = con(&accion, &json!({ "estado": "IMPLANTADA" }));
        let faltan = [("VACIO", "terminadaEl"), ("VACIO", "avance"), ("VACIO", "evidencia")];
        son(&faltas(&taller, "cambiarMejora", &hecha).await, &faltan);
        let mal = json!({ "planFin": "2026-07-01", "avance": 100, "terminadaEl": "2026-06-01", "evidencia": " " });
        son(
            &faltas(&taller, "cambiarMejora", &con(&accion, &mal)).await,
            &[
                ("VACIO", "evidencia"),
                ("VACIO", "planInicio"),
                ("INCOHERENTE", "terminadaEl"),
                ("INCOHERENTE", "avance"),
            ],
        );
        let al_reves = json!({ "planInicio": "2026-08-01", "planFin": "2026-07-01", "avance": 101 });
        son(
            &faltas(&taller, "cambiarMejora", &con(&accion, &al_reves)).await,
            &[("DESORDENADO", "planFin"), ("FUERA_DE_RANGO", "avance")],
        );
        let suelta = json!({ "entidad": ENTIDAD, "codigo": "MJ-9", "nombre": "Suelta", "estado": "IMPLANTADA" });
        let suelta = taller.hacer("crearMejora", &suelta).await;
        let ajena = con(&suelta, &json!({ "brecha": obra.evaluacion.id }));
        let falta = ("REFERENCIA_DESCONOCIDA", "brecha");
        assert!(faltas(&taller, "cambiarMejora", &ajena).await.contains(&(falta.0.to_owned(), falta.1.to_owned())));
        let archivada = obra.brecha("BC-2").await;
        taller.hacer("archivarBrechaCalidad", &con(&archivada, &json!({}))).await;
        let a_la_archivada = con(&suelta, &json!({ "brecha": archivada.id, "estado": "PROPUESTA" }));
        son(&faltas(&taller, "cambiarMejora", &a_la_archivada).await, &[falta]);
    }
}

/// What belongs to an evaluation is written in its stages only: not before they begin, nor once they are closed.
#[tokio::test]
async fn each_part_is_written_in_its_stages() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1").await;
        let evaluacion = obra.evaluacion.id.clone();
        let calificacion = json!({ "evaluacion": evaluacion, "componente": "VALOR", "valor": 3, "sustento": "x" });
        let brecha = json!({ "evaluacion": evaluacion, "codigo": "BC-9", "nombre": "x", "componente": "VALOR" });
        let informe = |tipo: &str| json!({ "evaluacion": evaluacion, "tipo": tipo, "titulo": "x", "fecha": "2026-01-01", "elaboradoPor": "x", "documento": "x" });
        let leccion = json!({ "evaluacion": evaluacion, "titulo": "x", "situacion": "x", "leccion": "x" });
        let (evaluar, mejorar) = (informe("EVALUACION"), informe("MEJORA"));
        let todas = [
            ("crearCalificacion", &calificacion),
            ("crearBrechaCalidad", &brecha),
            ("crearInformeCalidad", &evaluar),
            ("crearInformeCalidad", &mejorar),
            ("crearLeccionAprendida", &leccion),
        ];
        for (mutacion, input) in todas {
            cerrado(&taller, mutacion, input).await;
        }
        obra.pasar_a("PLANIFICACION").await;
        for (mutacion, input) in &todas[3..] {
            cerrado(&taller, mutacion, input).await;
        }
        let valor = obra.calificar(COMPONENTES[0], 1).await;
        taller.hacer("archivarCalificacion", &con(&valor, &json!({}))).await;
        let mut aprobado = obra.informe("EVALUACION").await;
        obra.aprobar(&mut aprobado).await;
        cerrado(&taller, "cambiarInformeCalidad", &con(&aprobado, &json!({ "titulo": "Otro" }))).await;
        cerrado(&taller, "archivarInformeCalidad", &con(&aprobado, &json!({}))).await;
        let otra_vez = json!({ "aprobadoEl": "2026-06-01", "aprobadoPor": "Otra" });
        cerrado(&taller, "aprobarInformeCalidad", &con(&aprobado, &otra_vez)).await;
        let nuevo = obra.informe("EVALUACION").await;
        let antes = con(&nuevo, &json!({ "aprobadoEl": "2026-05-19", "aprobadoPor": "" }));
        son(
            &faltas(&taller, "aprobarInformeCalidad", &antes).await,
            &[("VACIO", "aprobadoPor"), ("DESORDENADO", "aprobadoEl")],
        );
        let valor = obra.calificar("VALOR", 2).await;
        for componente in COMPONENTES.into_iter().filter(|c| *c != "VALOR") {
            obra.calificar(componente, 3).await;
        }
        obra.avanzar("EJECUCION").await;
        terminada(&taller, &mut obra, &todas, &valor).await;
    }
}

async fn terminada(taller: &Taller, obra: &mut Obra<'_>, todas: &[(&str, &Value)], valor: &Ficha) {
    for (mutacion, input) in &todas[..3] {
        cerrado(taller, mutacion, input).await;
    }
    cerrado(taller, "cambiarCalificacion", &con(valor, &json!({ "valor": 5 }))).await;
    let medicion = obra.medir("TIEMPO", 9, "3").await;
    obra.avanzar("CANCELADA").await;
    for (mutacion, input) in todas {
        cerrado(taller, mutacion, input).await;
    }
    cerrado(taller, "cambiarMedicionConductor", &con(&medicion, &json!({ "casos": 8 }))).await;
    cerrado(taller, "cambiarEvaluacion", &con(&obra.evaluacion, &json!({ "hasta": "2026-07-31" }))).await;
    let miembro = json!({ "evaluacion": obra.evaluacion.id, "titular": { "puesto": "2" }, "funcion": "x" });
    cerrado(taller, "crearMiembroEquipo", &miembro).await;
    for hasta in ["SEGUIMIENTO", "CERRADA", "CANCELADA", "PLANIFICACION"] {
        assert_eq!(crate::rdm::faltan(&obra.rechazo(hasta).await), ["PASO_INEXISTENTE"]);
    }
}
