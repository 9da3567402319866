//! The releases of the demonstration: every state is there, the trail is whole, and the questions of the README have answers.

use std::collections::BTreeSet;

use quipu::store::escritura::auditoria;
use serde_json::{Value, json};

use super::Taller;
use super::indicadores::{comprobar, explicar};

const ENTIDAD: &str = "DEMO-MDVF";

fn codigos(lista: &Value, campo: &str) -> BTreeSet<String> {
    let nodos = lista["nodes"].as_array().unwrap().iter();
    nodos.map(|nodo| nodo[campo].as_str().unwrap().to_owned()).collect()
}

/// Releases in every state, written by the same steps as any other: the trail says each of them, and figures hold.
#[tokio::test]
async fn the_demonstration_has_releases_in_every_state() {
    for taller in Taller::en_ambas().await {
        let token = crate::support::token::development(&taller.server.base, "mvf", &["editor@entidad:DEMO-MDVF"]);
        let pregunta = format!(
            "{{ entidad(codigo: \"{ENTIDAD}\") {{ entregas(first: 50) {{ totalCount nodes {{ estado tipo historial {{ totalCount }} pasos {{ hasta }} }} }} \
             mejoras {{ nodes {{ estado }} }} documentos {{ nodes {{ estado confidencialidad }} }} asignacionesRolEntrega {{ nodes {{ puesto {{ nombre }} }} }} \
             registrosGuardados {{ nodes {{ clase }} }} factoresCriticos {{ nodes {{ indicadores {{ nombre resumen(por: ANIO) {{ anio valor meta }} }} }} }} }} }}"
        );
        let leido = taller.server.graphql_as(&token, &pregunta).await.json();
        assert_eq!(leido["errors"], Value::Null);
        let entidad = &leido["data"]["entidad"];
        assert_eq!(entidad["entregas"]["totalCount"], 29);
        assert_eq!(codigos(&entidad["entregas"], "estado").len(), 14, "one of each state");
        assert_eq!(codigos(&entidad["entregas"], "tipo").len(), 3);
        for entrega in entidad["entregas"]["nodes"].as_array().unwrap() {
            let pasos = entrega["pasos"].as_array().unwrap().len();
            assert!(entrega["historial"]["totalCount"].as_u64().unwrap() > pasos as u64, "{entrega}");
        }
        assert_eq!(codigos(&entidad["mejoras"], "estado").len(), 5);
        assert_eq!(codigos(&entidad["documentos"], "estado").len(), 3);
        assert_eq!(codigos(&entidad["registrosGuardados"], "clase").len(), 3);
        let roles = entidad["asignacionesRolEntrega"]["nodes"].as_array().unwrap();
        assert!(roles.len() == 5 && roles.iter().all(|rol| rol["puesto"]["nombre"].is_string()), "{roles:?}");
        let kpi = &entidad["factoresCriticos"]["nodes"][0]["indicadores"][0]["resumen"][0];
        assert_eq!(kpi, &json!({ "anio": 2025, "valor": "63.636364", "meta": "75" }));
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
        assert!(comprobar(&taller).await > 10);
        explicar(&taller).await;
    }
}

/// The releases that touched processes in which people lack are those that name a process above an execution of a puesto
/// with a gap.
#[tokio::test]
async fn releases_where_people_lack_are_found() {
    for taller in Taller::en_ambas().await {
        let faltan = taller
            .leer(&format!(
                "{{ entidad(codigo: \"{ENTIDAD}\") {{ matriz {{ puestosPropuestos(first: 200, filtro: {{ brecha: {{ min: 1 }} }}) {{ nodes {{ \
                 ejecuciones(first: 200) {{ nodes {{ actividad {{ proceso {{ codigo ancestros {{ codigo }} }} }} tarea {{ actividad {{ proceso {{ codigo \
                 ancestros {{ codigo }} }} }} }} }} }} }} }} }} }} }}"
            ))
            .await;
        let mut con_deficit: BTreeSet<String> = BTreeSet::new();
        let mut pendientes = vec![&faltan];
        while let Some(valor) = pendientes.pop() {
            con_deficit.extend(valor.get("codigo").and_then(Value::as_str).map(str::to_owned));
            pendientes.extend(valor.as_object().into_iter().flat_map(|objeto| objeto.values()));
            pendientes.extend(valor.as_array().into_iter().flatten());
        }
        let procesos = taller
            .leer(&format!("{{ procesos(first: 200, filtro: {{ entidad: [\"{ENTIDAD}\"], conDeficit: true }}) {{ nodes {{ codigo }} }} }}"))
            .await;
        let procesos = procesos["procesos"]["nodes"].as_array().unwrap().iter();
        assert_eq!(procesos.map(|p| p["codigo"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>(), con_deficit);
        let lista = |si: &str| {
            format!(
                "entregas(first: 50, filtro: {{ entidad: [\"{ENTIDAD}\"] {si} }}) {{ nodes {{ codigo vinculos {{ codigo }} }} }}"
            )
        };
        let leidas = taller
            .leer(&format!(
                "{{ todas: {} si: {} no: {} }}",
                lista(""),
                lista("conDeficit: true"),
                lista("conDeficit: false")
            ))
            .await;
        let toca = |entrega: &&Value| {
            entrega["vinculos"].as_array().unwrap().iter().any(|v| con_deficit.contains(v["codigo"].as_str().unwrap()))
        };
        let todas = leidas["todas"]["nodes"].as_array().unwrap();
        let (si, no): (Vec<&Value>, Vec<&Value>) = todas.iter().partition(toca);
        assert!(si.len() > 5 && !no.is_empty(), "{} {}", si.len(), no.len());
        assert_eq!(leidas["si"]["nodes"].as_array().unwrap().iter().collect::<Vec<_>>(), si);
        assert_eq!(leidas["no"]["nodes"].as_array().unwrap().iter().collect::<Vec<_>>(), no);
    }
}

/// Releases are found by the process that they change, directly or below it, and by the day on which they were deployed or
/// closed in Peru; improvements by their process too.
#[tokio::test]
async fn releases_are_found_by_process_and_by_day() {
    const DE_ABAJO: &str =
        "vinculos { nivel codigo actividad { proceso { codigo } } tarea { actividad { proceso { codigo } } } }";
    let en_el_peru = |momento: &Value| {
        let momento = chrono::DateTime::parse_from_rfc3339(momento.as_str()?).unwrap();
        Some((momento.to_utc() - chrono::TimeDelta::hours(5)).date_naive().to_string())
    };
    let procesos = |nodo: &Value| {
        let de = |v: &Value| match v["nivel"].as_str().unwrap() {
            "PROCESO" => v["codigo"].as_str().map(str::to_owned),
            "ACTIVIDAD" => v["actividad"]["proceso"]["codigo"].as_str().map(str::to_owned),
            _ => v["tarea"]["actividad"]["proceso"]["codigo"].as_str().map(str::to_owned),
        };
        nodo["vinculos"].as_array().unwrap().iter().filter_map(de).collect::<BTreeSet<String>>()
    };
    for taller in Taller::en_ambas().await {
        let lista = |nombre: &str, si: &str| {
            let campos = if nombre == "entregas" { "desplegadaEn cerradaEn" } else { "" };
            format!(
                "{nombre}(first: 50, filtro: {{ entidad: [\"{ENTIDAD}\"] {si} }}) {{ nodes {{ codigo {campos} {DE_ABAJO} }} }}"
            )
        };
        for nombre in ["entregas", "mejoras"] {
            let todas = taller.leer(&format!("{{ {} }}", lista(nombre, ""))).await[nombre]["nodes"].take();
            let todas = todas.as_array().unwrap();
            let proceso = todas.iter().flat_map(&procesos).next().unwrap();
            let suyas: Vec<&Value> = todas.iter().filter(|nodo| procesos(nodo).contains(&proceso)).collect();
            let leidas = taller.leer(&format!("{{ {} }}", lista(nombre, &format!("proceso: [\"{proceso}\"]")))).await;
            assert_eq!(leidas[nombre]["nodes"].as_array().unwrap().iter().collect::<Vec<_>>(), suyas);
            assert!(suyas.len() < todas.len(), "{nombre}");
            if nombre == "mejoras" {
                continue;
            }
            for (campo, filtro) in [("desplegadaEn", "desplegadaEl"), ("cerradaEn", "cerradaEl")] {
                let dia = todas.iter().filter_map(|e| en_el_peru(&e[campo])).min().unwrap();
                let hasta = format!("{filtro}: {{ desde: \"{dia}\", hasta: \"{dia}\" }}");
                let leidas = taller
                    .leer(&format!(
                        "{{ ese: {} sin: {} }}",
                        lista(nombre, &hasta),
                        lista(nombre, &format!("{filtro}: {{ nulo: true }}"))
                    ))
                    .await;
                let de_ese: Vec<&Value> =
                    todas.iter().filter(|e| en_el_peru(&e[campo]).as_deref() == Some(&dia)).collect();
                assert_eq!(
                    leidas["ese"]["nodes"].as_array().unwrap().iter().collect::<Vec<_>>(),
                    de_ese,
                    "{filtro} {dia}"
                );
                let sin: Vec<&Value> = todas.iter().filter(|e| e[campo].is_null()).collect();
                assert_eq!(leidas["sin"]["nodes"].as_array().unwrap().iter().collect::<Vec<_>>(), sin, "{filtro}");
            }
        }
    }
}
