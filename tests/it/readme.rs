//! What the README says is so: its answers, its codes, its settings.

use std::collections::BTreeSet;

use clap::{Args, Command};
use quipu::config::Config;
use quipu::error::CODES;
use serde_json::Value;

use crate::support::base::{Contenido, en_ambas};
use crate::support::server::{Answer, Server};
use crate::support::token::development;

const README: &str = include_str!("../../README.md");

/// The fenced blocks of the README: language and text.
fn bloques() -> Vec<(&'static str, &'static str)> {
    let cercos = README.split("```").skip(1).step_by(2);
    cercos.map(|bloque| bloque.split_once('\n').expect("a language and a text")).collect()
}

/// Every query that has its answer beside it gets that answer from the demonstration, on both engines.
#[tokio::test]
async fn printed_answers_are_the_real_ones() {
    let bloques = bloques();
    let pares: Vec<(&str, &str)> = bloques
        .windows(2)
        .filter(|par| par[0].0 == "graphql" && par[1].0 == "json")
        .map(|par| (par[0].1, par[1].1))
        .collect();
    assert_eq!(pares.len(), bloques.iter().filter(|(lenguaje, _)| *lenguaje == "graphql").count());
    assert!(pares.len() >= 3);
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        for (consulta, respuesta) in &pares {
            let esperada: Value = serde_json::from_str(respuesta).expect("an answer in JSON");
            assert_eq!(sin_costo(&servidor.graphql(consulta).await), esperada, "{:?}: {consulta}", servidor.base.motor);
        }
    }
}

/// An answer as the README prints it: without `extensions.cost`, which the README says that each has.
fn sin_costo(answer: &Answer) -> Value {
    let mut json = answer.json();
    let extensions = json.as_object_mut().and_then(|answer| answer.remove("extensions")).expect("extensions");
    assert!(extensions["cost"]["actual"].is_u64(), "{extensions}");
    json
}

/// The query that curl sends is a good one.
#[tokio::test]
async fn the_query_of_the_first_command_works() {
    let inicio = README.find("-d '").expect("a body for curl") + "-d '".len();
    let cuerpo: Value = serde_json::from_str(README[inicio..].split('\'').next().unwrap()).expect("JSON");
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let datos = servidor.data(cuerpo["query"].as_str().unwrap()).await;
        assert_eq!(datos["entidades"]["totalCount"], 5, "{datos}");
    }
}

/// First and last cells of the rows of the table that begins with that header.
fn tabla(cabecera: &str) -> Vec<(&'static str, &'static str)> {
    let inicio = README.find(cabecera).expect("the table");
    let filas = README[inicio..].lines().skip(2).take_while(|linea| linea.starts_with('|'));
    filas
        .map(|linea| {
            let celdas: Vec<&str> = linea.trim_matches('|').split(" | ").map(str::trim).collect();
            (celdas[0].trim_matches('`'), *celdas.last().unwrap())
        })
        .collect()
}

/// The table of errors lists every code, in order, with its meaning and whether to try again.
#[test]
fn the_table_of_errors_is_the_list_of_codes() {
    let codigos: Vec<(&str, String)> = CODES
        .iter()
        .map(|c| (c.name, format!("{}{}", c.meaning, if c.retryable { " Puede reintentarse." } else { "" })))
        .collect();
    let escritos: Vec<(&str, String)> =
        tabla("| code | meaning |").into_iter().map(|(codigo, dice)| (codigo, dice.to_owned())).collect();
    assert_eq!(escritos, codigos);
}

/// The table of settings lists every variable, with its default.
#[test]
fn the_table_of_settings_lists_every_variable() {
    let programa = Config::augment_args(Command::new("quipu"));
    let variables: BTreeSet<String> = programa
        .get_arguments()
        .map(|arg| {
            let variable = arg.get_env().and_then(|nombre| nombre.to_str()).expect("a variable");
            let defecto = arg.get_default_values().first().and_then(|valor| valor.to_str());
            format!("| `{variable}` | {} |", defecto.map_or("not set".to_owned(), |valor| format!("`{valor}`")))
        })
        .collect();
    let inicio = README.find("| variable | default | meaning |").expect("the table");
    let filas = README[inicio..].lines().skip(2).take_while(|linea| linea.starts_with('|'));
    let escritas: BTreeSet<String> =
        filas.map(|linea| linea.split('|').take(3).collect::<Vec<_>>().join("|") + "|").collect();
    assert_eq!(escritas, variables);
}

/// Every file of the repository that the README points at is there.
#[test]
fn the_files_it_names_are_there() {
    let raiz = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let enlaces: Vec<&str> = README
        .split("](")
        .skip(1)
        .filter_map(|resto| resto.split(')').next())
        .filter(|enlace| !enlace.starts_with("http"))
        .collect();
    assert!(enlaces.len() > 4, "{enlaces:?}");
    for enlace in enlaces {
        assert!(std::path::Path::new(raiz).join(enlace).exists(), "{enlace}");
    }
}

/// The three requesters of the README get the three answers printed there.
#[tokio::test]
async fn three_requesters_get_three_answers() {
    let parte = &README[README.find("Three requesters").expect("the section")..];
    let cuerpo: Value = {
        let inicio = parte.find("-d '").expect("a body") + "-d '".len();
        serde_json::from_str(parte[inicio..].split('\'').next().unwrap()).expect("JSON")
    };
    let respuestas = parte.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let respuestas: Vec<Value> = respuestas.lines().map(|linea| serde_json::from_str(linea).expect("JSON")).collect();
    for servidor in crate::acceso::servidores().await {
        let consulta = cuerpo["query"].as_str().unwrap();
        let ana = development(&servidor.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
        let rector = development(&servidor.base, "sgp", &["rector@*"]);
        let dadas = [
            sin_costo(&servidor.graphql(consulta).await),
            sin_costo(&servidor.graphql_as(&ana, consulta).await),
            sin_costo(&servidor.graphql_as(&rector, consulta).await),
        ];
        assert_eq!(dadas[..], respuestas[..], "{:?}", servidor.base.motor);
    }
}
