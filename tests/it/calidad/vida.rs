//! One prioritised service from its conditions to its closing, through GraphQL alone: what each step asks for, and what is
//! read at the end.

use quipu::store::escritura::auditoria;
use serde_json::{Value, json};

use super::TIPOS;
use super::obra::{COMPONENTES, Obra};
use crate::rdm::{ENTIDAD, Taller, faltan};

/// Each step is refused with all that is missing, then taken when it is there; at the end all of it is read, nested.
#[tokio::test]
async fn a_service_is_evaluated_and_improved_from_its_conditions_to_its_closing() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1").await;
        condiciones(&mut obra).await;
        planificacion(&mut obra).await;
        ejecucion(&mut obra).await;
        seguimiento(&mut obra).await;
        leida(&taller, &obra).await;
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
    }
}

async fn condiciones(obra: &mut Obra<'_>) {
    assert_eq!(faltan(&obra.rechazo("PLANIFICACION").await), ["EQUIPO_DESIGNADO", "PLAZOS_FIJADOS"]);
    // No stage is begun before the one before it is closed.
    for lejos in ["EJECUCION", "SEGUIMIENTO", "CERRADA"] {
        assert_eq!(faltan(&obra.rechazo(lejos).await), ["PASO_INEXISTENTE"]);
    }
    assert_eq!(faltan(&obra.rechazo("CANCELADA").await), ["MOTIVO"]);
    obra.fijar_plazos().await;
    let mut miembro = obra.miembro("1", false).await;
    assert_eq!(faltan(&obra.rechazo("PLANIFICACION").await), ["EQUIPO_DESIGNADO"]);
    obra.taller.sobre("cambiarMiembroEquipo", &mut miembro, &json!({ "coordina": true })).await;
    let paso = obra.rechazo("EJECUCION").await;
    assert_eq!(
        (&paso["extensions"]["desde"], &paso["extensions"]["hasta"]),
        (&json!("CONDICIONES_PREVIAS"), &json!("EJECUCION"))
    );
    obra.avanzar("PLANIFICACION").await;
}

async fn planificacion(obra: &mut Obra<'_>) {
    for (i, componente) in COMPONENTES.iter().enumerate() {
        let dichas = ["COMPONENTES_CALIFICADOS", "INFORME_DE_EVALUACION"];
        assert_eq!(faltan(&obra.rechazo("EJECUCION").await), dichas);
        obra.calificar(componente, i32::try_from(i).unwrap().min(4) + 1).await;
    }
    let brecha = obra.brecha("BC-1").await;
    assert_eq!(faltan(&obra.rechazo("EJECUCION").await), ["INFORME_DE_EVALUACION", "BRECHAS_CON_ACCION"]);
    let mut accion = obra.accion("AM-1", &brecha, &json!({ "horasLiberadas": "12.5" })).await;
    let mut informe = obra.informe("EVALUACION").await;
    assert_eq!(faltan(&obra.rechazo("EJECUCION").await), ["INFORME_DE_EVALUACION", "ACCIONES_PLANIFICADAS"]);
    obra.aprobar(&mut informe).await;
    let plan = json!({ "responsable": "Gerencia B", "planInicio": "2026-06-01", "planFin": "2026-08-31" });
    obra.taller.sobre("cambiarMejora", &mut accion, &plan).await;
    obra.avanzar("EJECUCION").await;
}

async fn ejecucion(obra: &mut Obra<'_>) {
    assert_eq!(faltan(&obra.rechazo("SEGUIMIENTO").await), ["ACCIONES_TERMINADAS", "INFORME_DE_MEJORA"]);
    let documento = "{ mejoras(filtro: { brecha: [\"BC-1\"] }) { nodes { id revision } } }";
    let mejora = obra.taller.leer(documento).await["mejoras"]["nodes"][0].take();
    let hecha = json!({ "id": mejora["id"], "revision": mejora["revision"], "estado": "IMPLANTADA",
        "terminadaEl": "2026-08-20", "avance": 100, "evidencia": "Acta 14-2026" });
    obra.taller.hacer("cambiarMejora", &hecha).await;
    let mut informe = obra.informe("MEJORA").await;
    obra.aprobar(&mut informe).await;
    obra.avanzar("SEGUIMIENTO").await;
}

async fn seguimiento(obra: &mut Obra<'_>) {
    assert_eq!(faltan(&obra.rechazo("CERRADA").await), ["CONDUCTORES_MEDIDOS", "LECCIONES_REGISTRADAS"]);
    obra.medir("TRATO", 300, "4.25").await;
    obra.medir("TIEMPO", 290, "3.1").await;
    obra.leccion().await;
    obra.avanzar("CERRADA").await;
}

/// What anyone reads of it once it is closed, from the entity, from the map, and back.
async fn leida(taller: &Taller, obra: &Obra<'_>) {
    let documento = format!(
        "{{ entidad(codigo: \"{ENTIDAD}\") {{ serviciosPriorizados(filtro: {{ codigo: {{ igual: \"BS-1\" }} }}) {{ nodes {{ codigo tipo \
         canal {{ nombre }} demandaAnual vinculos {{ proceso {{ codigo serviciosPriorizados {{ nodes {{ codigo }} }} }} }} \
         mediciones {{ nodes {{ conductor {{ codigo }} casos media escala {{ minimo maximo }} evaluacion {{ codigo }} }} }} \
         evaluaciones {{ totalCount nodes {{ codigo etapa atrasada(dia: \"2030-01-01\") pasos {{ desde hasta sujeto }} \
         equipo {{ nodes {{ titular correlativo coordina }} }} calificaciones(orden: [{{ campo: CREACION }}]) {{ nodes {{ valor componente {{ codigo }} }} }} \
         brechas {{ nodes {{ codigo evaluacion {{ codigo servicioPriorizado {{ codigo }} }} mejoras {{ nodes {{ codigo avance terminadaEl atrasada brecha {{ codigo }} horasLiberadas }} }} }} }} \
         informes(orden: [{{ campo: CREACION }}]) {{ nodes {{ tipo aprobadoEl aprobadoPor }} }} lecciones {{ nodes {{ titulo }} }} }} }} }} }} }} }}"
    );
    let mut leido = taller.leer(&documento).await;
    let mut servicio = leido["entidad"]["serviciosPriorizados"]["nodes"][0].take();
    let evaluaciones = servicio["evaluaciones"].take();
    assert_eq!(
        servicio,
        json!({ "codigo": "BS-1", "tipo": "SERVICIO", "canal": { "nombre": "Telefónico" }, "demandaAnual": 24000, "evaluaciones": null,
            "vinculos": [{ "proceso": { "codigo": "M.01.01.01", "serviciosPriorizados": { "nodes": [{ "codigo": "BS-1" }] } } }],
            "mediciones": { "nodes": [
                { "conductor": { "codigo": "TRATO" }, "casos": 300, "media": "4.25", "escala": { "minimo": 1, "maximo": 5 }, "evaluacion": { "codigo": "EV-1" } },
                { "conductor": { "codigo": "TIEMPO" }, "casos": 290, "media": "3.1", "escala": { "minimo": 1, "maximo": 5 }, "evaluacion": { "codigo": "EV-1" } },
            ] } })
    );
    assert_eq!(evaluaciones["totalCount"], 1);
    let evaluacion = &evaluaciones["nodes"][0];
    assert_eq!((&evaluacion["etapa"], &evaluacion["atrasada"]), (&json!("CERRADA"), &json!(false)));
    assert_eq!(evaluacion["pasos"].as_array().unwrap().len(), 4);
    assert_eq!(evaluacion["pasos"][3], json!({ "desde": "SEGUIMIENTO", "hasta": "CERRADA", "sujeto": "ana" }));
    assert_eq!(evaluacion["equipo"]["nodes"][0]["correlativo"], "1");
    let valores: Vec<&Value> =
        evaluacion["calificaciones"]["nodes"].as_array().unwrap().iter().map(|c| &c["valor"]).collect();
    assert_eq!(valores, [1, 2, 3, 4, 5, 5]);
    assert_eq!(
        evaluacion["brechas"]["nodes"],
        json!([{ "codigo": "BC-1", "evaluacion": { "codigo": "EV-1", "servicioPriorizado": { "codigo": "BS-1" } },
            "mejoras": { "nodes": [{ "codigo": "AM-1", "avance": 100, "terminadaEl": "2026-08-20", "atrasada": false,
                "brecha": { "codigo": "BC-1" }, "horasLiberadas": "12.5" }] } }])
    );
    assert_eq!(evaluacion["informes"]["nodes"][1]["tipo"], "MEJORA");
    assert_eq!(evaluacion["lecciones"]["nodes"].as_array().unwrap().len(), 1);
    let historial = format!(
        "{{ node(id: \"{}\") {{ ... on Evaluacion {{ historial {{ nodes {{ operacion }} }} }} }} }}",
        obra.evaluacion.id
    );
    let historial = taller.leer(&historial).await["node"]["historial"]["nodes"].take();
    let operaciones: Vec<&str> =
        historial.as_array().unwrap().iter().map(|c| c["operacion"].as_str().unwrap()).collect();
    assert_eq!(operaciones, ["CREAR", "CAMBIAR", "PLANIFICACION", "EJECUCION", "SEGUIMIENTO", "CERRADA"]);
}

/// Every kind of record is found by its id, and the statements of reading them nested do not follow the records.
#[tokio::test]
async fn every_kind_is_found_by_its_id_and_read_in_few_statements() {
    const DOCUMENTO: &str = "{ entidad(codigo: \"DEMO-MANUAL\") { serviciosPriorizados { nodes { id __typename mediciones { nodes { id __typename } } evaluaciones { nodes { id __typename \
        equipo { nodes { id __typename } } calificaciones { nodes { id __typename } } brechas { nodes { id __typename mejoras { nodes { id __typename } } } } \
        informes { nodes { id __typename } } lecciones { nodes { id __typename } } } } } } } }";
    for taller in Taller::en_ambas().await {
        let mut sentencias = Vec::new();
        for marca in ["1", "2", "3"] {
            let mut obra = Obra::nueva(&taller, marca).await;
            obra.pasar_a("PLANIFICACION").await;
            let brecha = obra.brecha(&format!("BC-{marca}")).await;
            let plan = json!({ "responsable": "Gerencia B", "planInicio": "2026-06-01", "planFin": "2026-07-01", "estado": "DESCARTADA" });
            obra.accion(&format!("AM-{marca}"), &brecha, &plan).await;
            obra.pasar_a("EJECUCION").await;
            obra.pasar_a("SEGUIMIENTO").await;
            obra.pasar_a("CERRADA").await;
            sentencias.push(taller.server.statements_as(&taller.token, DOCUMENTO).await);
        }
        assert!(sentencias.iter().all(|n| *n == sentencias[0]) && sentencias[0] <= 14, "{sentencias:?}");
        let todo = taller.leer(DOCUMENTO).await;
        let (mut pendientes, mut tipos) = (vec![&todo], Vec::new());
        while let Some(valor) = pendientes.pop() {
            if let Some(tipo) = valor.get("__typename") {
                let nodo = taller.leer(&format!("{{ node(id: {}) {{ __typename id }} }}", valor["id"])).await;
                assert_eq!(nodo["node"], json!({ "__typename": tipo, "id": valor["id"] }));
                tipos.push(tipo.as_str().unwrap());
            }
            pendientes.extend(valor.as_object().into_iter().flat_map(|objeto| objeto.values()));
            pendientes.extend(valor.as_array().into_iter().flatten());
        }
        tipos.sort_unstable();
        tipos.dedup();
        tipos.retain(|tipo| *tipo != "Mejora");
        assert_eq!(tipos, TIPOS);
    }
}
