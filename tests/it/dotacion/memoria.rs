//! The memory of answers: new after every publication, and never shared between those who may see different things.

use quipu::generate::Medidas;
use quipu::store::version;
use serde_json::Value;

use super::taller::{borrador, inventar, publicar};
use crate::support::base::{Contenido, ahora, en_ambas};
use crate::support::server::Server;
use crate::support::token::{WITH_SECRET, development};

const PREGUNTA: &str = "{ dotacion(dimensiones: [FAMILIA]) { total { horas puestos } filas { horas puestos } } }";

#[tokio::test]
async fn after_a_publication_the_next_answer_is_new() {
    let inventadas = inventar(31, &[Medidas::menor().con_tareas(40)]);
    let otro = inventar(32, &[Medidas::menor().con_tareas(60)]).remove(0).1;
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, &inventadas).await;
        let servidor = Server::quipu(base).await;
        let primera = servidor.data(PREGUNTA).await;
        // Reference data and the epoch are looked at; nothing is summed again.
        assert!(servidor.statements(PREGUNTA).await <= 2, "{}", servidor.statements(PREGUNTA).await);
        let db = servidor.base.conectar().await;
        let codigo = &inventadas[0].0.codigo;
        borrador(&db, codigo, &otro).await;
        assert_eq!(servidor.data(PREGUNTA).await, primera);
        version::publicar(&db, codigo, None, ahora()).await.unwrap();
        let segunda = servidor.data(PREGUNTA).await;
        assert_ne!(segunda, primera);
        assert_eq!(servidor.data(PREGUNTA).await, segunda);
    }
}

#[tokio::test]
async fn an_answer_is_remembered_for_its_own_question_only() {
    let inventadas = inventar(33, &[Medidas::menor().con_tareas(40), Medidas::municipalidad().con_tareas(40)]);
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, &inventadas).await;
        let servidor = Server::quipu(base).await;
        let codigo = &inventadas[0].0.codigo;
        let preguntas = [
            "dimensiones: []".to_owned(),
            "dimensiones: [], matriz: ACTUAL".to_owned(),
            r#"dimensiones: [], filtro: { grupo: ["CA"] }"#.to_owned(),
            "dimensiones: [], filtro: { puesto: { brecha: { min: 1 } } }".to_owned(),
            "dimensiones: [], filtro: { puesto: { brecha: { max: 1 } } }".to_owned(),
            format!(r#"dimensiones: [], entidades: {{ codigo: {{ igual: "{codigo}" }} }}"#),
            format!(r#"dimensiones: [], entidades: {{ no: {{ codigo: {{ igual: "{codigo}" }} }} }}"#),
            r#"dimensiones: [], version: { publicadaHasta: "2020-01-01T00:00:00Z" }"#.to_owned(),
        ];
        let mut totales = Vec::new();
        for pregunta in &preguntas {
            let documento = format!(
                "{{ dotacion({pregunta}) {{ total {{ horas puestos brecha deficit cobertura {{ entidadesPedidas entidadesQueReportaron }} }} }} }}"
            );
            let respuesta = servidor.data(&documento).await.to_string();
            assert_eq!(servidor.data(&documento).await.to_string(), respuesta);
            totales.push(respuesta);
        }
        totales.sort_unstable();
        let cuantos = totales.len();
        totales.dedup();
        // Nobody reported a matriz actual, nor anything before 2020: those two say the same, rightly.
        assert_eq!(totales.len(), cuantos - 1, "{totales:#?}");
    }
}

/// One memory, two callers: what the one who sees drafts was told is not told to the other, whoever asks first.
#[tokio::test]
async fn callers_of_different_scope_share_no_answer() {
    let inventadas = inventar(34, &[Medidas::menor().con_tareas(40)]);
    let codigo = &inventadas[0].0.codigo;
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, &inventadas).await;
        let servidor = Server::quipu_with(base, &WITH_SECRET).await;
        let db = servidor.base.conectar().await;
        let numero = borrador(&db, codigo, &inventadas[0].1).await;
        let ana = development(&servidor.base, "ana", &[&format!("responsable@entidad:{codigo}")]);
        for version in [format!("numero: {numero}"), "ultimoBorrador: true".to_owned()] {
            let documento =
                format!("{{ dotacion(dimensiones: [FAMILIA], version: {{ {version} }}) {{ total {{ puestos }} }} }}");
            for _ in 0..2 {
                let propia = servidor.graphql_as(&ana, &documento).await.json();
                assert!(propia["data"]["dotacion"]["total"]["puestos"].is_i64(), "{propia}");
                let vista = servidor.data(&documento).await;
                assert_eq!(vista["dotacion"]["total"]["puestos"], Value::Null, "{vista}");
            }
        }
        // The same published figures for both, the cost of each puesto for one of them.
        let con_costo = format!(
            r#"{{ dotacion(dimensiones: [PUESTO], entidades: {{ codigo: {{ igual: "{codigo}" }} }}) {{ filas {{ costoMensual }} }} }}"#
        );
        for _ in 0..2 {
            let propia = servidor.graphql_as(&ana, &con_costo).await.json();
            assert!(propia["errors"].is_null() && propia.to_string().contains(r#""costoMensual":""#), "{propia}");
            assert_eq!(servidor.code(&con_costo).await, "PROHIBIDO");
        }
    }
}
