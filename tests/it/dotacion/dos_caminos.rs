//! The aggregate equals a second computation straight from the nested read, on both engines, digit by digit.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use quipu::generate::{Actual, Medidas};
use quipu::schema::QuipuSchema;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::atomo::DIMENSIONES;
use super::mundo::leer;
use super::pregunta::{Azar, Pregunta, azar};
use super::recomputo::{Recomputo, leidas};
use super::taller::{igual_en_ambos, inventar, publicar};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

/// Random maps on both engines, and what the nested read tells of them.
struct Escenario {
    servidores: Vec<Server<QuipuSchema>>,
    datos: Recomputo,
    tipo: &'static str,
}

async fn escenario(semilla: u64, tareas: [usize; 3], tipo: &'static str) -> Escenario {
    let [a, b, c] = tareas;
    let medidas = [
        Medidas::municipalidad().con_tareas(a).con_actual(Actual::ConTiempos),
        Medidas::organismo().con_tareas(b).con_actual(Actual::SinTiempos),
        Medidas::menor().con_tareas(c),
    ];
    let inventadas = inventar(semilla, &medidas);
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, &inventadas).await;
        servidores.push(Server::quipu(base).await);
    }
    let mundo = leer(&servidores[0], tipo).await;
    for otro in &servidores[1..] {
        assert_eq!(leer(otro, tipo).await, mundo, "the engines read apart");
    }
    Escenario { servidores, datos: Recomputo::nuevo(mundo), tipo }
}

impl Escenario {
    /// Asks both engines, which must answer the same, and compares every row with the second computation.
    async fn comprobar(&self, pregunta: &Pregunta) -> Result<(), TestCaseError> {
        let documento = pregunta.documento(self.tipo);
        let mut respuestas = Vec::new();
        for servidor in &self.servidores {
            respuestas.push(servidor.data(&documento).await);
        }
        let dotacion = igual_en_ambos(respuestas)["dotacion"].take();
        let dimensiones = &pregunta.dimensiones;
        let esperadas = self.datos.filas(pregunta, dimensiones.len());
        prop_assert_eq!(dotacion["pageInfo"]["hasNextPage"].clone(), Value::Bool(false));
        prop_assert_eq!(dotacion["totalFilas"].clone(), json!(dotacion["filas"].as_array().unwrap().len()));
        if !dimensiones.is_empty() {
            comparar(&leidas(&dotacion["filas"], dimensiones), &esperadas, &documento)?;
        }
        for n in 1..dimensiones.len() {
            let subtotales = leidas(&dotacion[format!("s{n}")], &dimensiones[..n]);
            comparar(&subtotales, &self.datos.filas(pregunta, n), &documento)?;
        }
        let total = vec![(json!([]), dotacion["total"].clone())];
        comparar(&total, &self.datos.filas(pregunta, 0), &documento)
    }
}

fn comparar(vistas: &[(Value, Value)], esperadas: &[(Value, Value)], documento: &str) -> Result<(), TestCaseError> {
    for (vista, esperada) in vistas.iter().zip(esperadas) {
        prop_assert_eq!(vista, esperada, "{}", documento);
    }
    prop_assert_eq!(vistas.len(), esperadas.len(), "{}", documento);
    Ok(())
}

fn preguntar_todo(tipo: &'static str) {
    Runtime::new().unwrap().block_on(async {
        let escenario = escenario(11, [60, 90, 75], tipo).await;
        escenario.comprobar(&Pregunta::por(&[])).await.unwrap();
        for dimension in 0..DIMENSIONES.len() {
            escenario.comprobar(&Pregunta::por(&[dimension])).await.unwrap();
        }
    });
}

#[test]
fn every_dimension_alone_of_the_ajustada_equals_a_second_computation() {
    preguntar_todo("AJUSTADA");
}

#[test]
fn every_dimension_alone_of_the_actual_equals_a_second_computation() {
    preguntar_todo("ACTUAL");
}

#[test]
fn random_questions_over_random_maps_equal_a_second_computation() {
    let runtime = Runtime::new().unwrap();
    let tareas = [40..100_usize, 40..100, 40..100];
    let preguntas = proptest::collection::vec(azar(), 24);
    let config = Config { cases: 3, max_shrink_iters: 12, failure_persistence: None, ..Config::default() };
    let prueba = |(semilla, tareas, actual, preguntas): (u64, [usize; 3], bool, Vec<Azar>)| {
        runtime.block_on(async {
            let escenario = escenario(semilla, tareas, if actual { "ACTUAL" } else { "AJUSTADA" }).await;
            for azar in &preguntas {
                escenario.comprobar(&azar.concretar(&escenario.datos)).await?;
            }
            Ok(())
        })
    };
    let estrategia = (0..u64::MAX / 2, tareas, proptest::bool::weighted(0.25), preguntas);
    TestRunner::new(config).run(&estrategia, prueba).unwrap();
}
