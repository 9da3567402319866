//! Who sees an evaluation and what belongs to it: its entity from the first stage, the rector bodies from the second,
//! everyone once it ended; and figures hold nothing that the asker does not see.

use serde_json::{Value, json};

use super::obra::Obra;
use crate::rdm::Taller;
use crate::support::token::development;

const QUIENES: [(&str, &[&str]); 4] = [
    ("anyone", &[]),
    ("rector", &["rector@*"]),
    ("own", &["lector@entidad:DEMO-MANUAL"]),
    ("other", &["editor@entidad:DEMO-MAI"]),
];

async fn visto(taller: &Taller, roles: &[&str], documento: &str) -> Value {
    let mut json = if roles.is_empty() {
        taller.server.graphql(documento).await.json()
    } else {
        taller.server.graphql_as(&development(&taller.server.base, "x", roles), documento).await.json()
    };
    assert_eq!(json["errors"], Value::Null, "{documento}");
    json["data"].take()
}

/// At each stage, by id, in lists and in figures: all of it, or nothing.
#[tokio::test]
async fn an_evaluation_is_seen_by_those_who_may() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1").await;
        let miembro = obra.miembro("2", false).await;
        let medicion = obra.medir("TRATO", 20, "4").await;
        let documento = format!(
            "{{ a: node(id: \"{}\") {{ id }} b: node(id: \"{}\") {{ id }} c: node(id: \"{}\") {{ id }} \
             evaluaciones(filtro: {{ codigo: {{ igual: \"EV-1\" }} }}) {{ totalCount }} \
             entidad(codigo: \"DEMO-MANUAL\") {{ serviciosPriorizados {{ nodes {{ evaluaciones {{ totalCount }} mediciones {{ totalCount }} }} }} }} \
             calidadDeServicios(dimensiones: [ENTIDAD], entidades: {{ codigo: {{ igual: \"DEMO-MANUAL\" }} }}, dia: \"2030-01-01\") {{ \
             filas {{ cifras {{ serviciosPriorizados evaluaciones {{ total }} conductores {{ denominador }} brechas {{ total }} acciones {{ total }} }} \
             evaluaciones {{ totalCount }} mediciones {{ totalCount }} acciones {{ totalCount }} }} }} }}",
            obra.evaluacion.id, miembro.id, medicion.id
        );
        for (etapa, ven) in [
            ("CONDICIONES_PREVIAS", &["own"][..]),
            ("PLANIFICACION", &["own", "rector"]),
            ("CANCELADA", &["own", "rector", "anyone", "other"]),
        ] {
            if etapa == "PLANIFICACION" {
                obra.pasar_a(etapa).await;
            }
            if etapa == "CANCELADA" {
                obra.avanzar(etapa).await;
            }
            for (quien, roles) in QUIENES {
                let datos = visto(&taller, roles, &documento).await;
                let ve = ven.contains(&quien);
                let cuantas = json!(i32::from(ve));
                for nodo in ["a", "b", "c"] {
                    assert_eq!(datos[nodo].is_object(), ve, "{quien} {etapa} {nodo}");
                }
                assert_eq!(datos["evaluaciones"]["totalCount"], cuantas, "{quien} {etapa}");
                let servicio = &datos["entidad"]["serviciosPriorizados"]["nodes"][0];
                assert_eq!(
                    (&servicio["evaluaciones"]["totalCount"], &servicio["mediciones"]["totalCount"]),
                    (&cuantas, &cuantas)
                );
                let fila = &datos["calidadDeServicios"]["filas"][0];
                assert_eq!(fila["cifras"]["serviciosPriorizados"], 1, "what was prioritised is everyone's");
                assert_eq!(fila["cifras"]["evaluaciones"]["total"], cuantas, "{quien} {etapa}");
                assert_eq!(fila["evaluaciones"]["totalCount"], cuantas, "{quien} {etapa}");
                // What an evaluation measured that was given up is seen, and does not count.
                let cuenta = ve && etapa != "CANCELADA";
                assert_eq!(fila["mediciones"]["totalCount"], json!(i32::from(cuenta)), "{quien} {etapa}");
                let conductores = fila["cifras"]["conductores"].as_array().unwrap().len();
                assert_eq!(conductores, usize::from(cuenta), "{quien} {etapa}");
            }
        }
    }
}

/// An improvement that everyone sees does not tell of the gap that it closes, while that is under way.
#[tokio::test]
async fn an_improvement_that_shows_does_not_show_its_gap() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1").await;
        obra.pasar_a("PLANIFICACION").await;
        let brecha = obra.brecha("BC-1").await;
        obra.accion("AM-1", &brecha, &json!({})).await;
        let publica = obra.accion("AM-2", &brecha, &json!({})).await;
        // What was given up is settled: everyone sees it.
        taller.hacer("cambiarMejora", &crate::rdm::con(&publica, &json!({ "estado": "DESCARTADA" }))).await;
        let documento = "{ mejoras(filtro: { codigo: { empieza: \"AM-\" }, entidad: [\"DEMO-MANUAL\"] }) { nodes { codigo brecha { codigo } } } \
            calidadDeServicios(dimensiones: [], entidades: { codigo: { igual: \"DEMO-MANUAL\" } }) { total { acciones { total } brechas { total } } } }";
        for (quien, roles) in QUIENES {
            let datos = visto(&taller, roles, documento).await;
            let (total, mejoras) = (&datos["calidadDeServicios"]["total"], &datos["mejoras"]["nodes"]);
            if ["own", "rector"].contains(&quien) {
                assert_eq!(
                    (&total["acciones"]["total"], &total["brechas"]["total"]),
                    (&json!(2), &json!(1)),
                    "{quien}"
                );
            } else {
                assert_eq!(mejoras, &json!([{ "codigo": "AM-2", "brecha": null }]), "{quien}");
                assert_eq!(
                    (&total["acciones"]["total"], &total["brechas"]["total"]),
                    (&json!(0), &json!(0)),
                    "{quien}"
                );
            }
        }
    }
}
