//! The contract: `schema.graphql` is what the program serves, and every word of it is described.

use serde_json::Value;

use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::Server;

const CONTRATO: &str = include_str!("../../schema.graphql");
const REFRESCAR: &str =
    "schema.graphql is not what the program serves; refresh it with: cargo run -- schema > schema.graphql";

/// The file at the top level is the schema, so that a change of the contract is seen in review.
#[test]
fn the_contract_is_the_schema() {
    assert!(CONTRATO.trim_end() == quipu::schema::sdl().trim_end(), "{REFRESCAR}");
}

/// Types stand in order, and so do the fields of each: a change moves nothing else.
#[test]
fn the_contract_is_sorted() {
    let mut tipos: Vec<String> = Vec::new();
    let mut campos: Vec<String> = Vec::new();
    // Long descriptions stand between triple quotes.
    let sin_textos: String = CONTRATO.split("\"\"\"").step_by(2).collect();
    for linea in sin_textos.lines() {
        let palabras: Vec<&str> = linea.split(['(', ':', ' ']).collect();
        match palabras.as_slice() {
            ["enum" | "input" | "interface" | "scalar" | "type" | "union", tipo, ..] => {
                assert!(campos.is_sorted(), "{campos:?}");
                campos.clear();
                tipos.push((*tipo).to_owned());
            }
            ["", "", campo, ..] if campo.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                campos.push((*campo).to_owned());
            }
            _ => {}
        }
    }
    assert!(tipos.is_sorted(), "{tipos:?}");
    assert!(tipos.len() > 100, "{tipos:?}");
}

const INTROSPECCION: &str = "{ __schema { types { kind name description \
     fields(includeDeprecated: true) { name description args { name description } } \
     inputFields { name description } enumValues(includeDeprecated: true) { name description } } } }";

/// Every type, field, argument, enum value and input field says what it is, in Spanish.
#[tokio::test]
async fn everything_is_described() {
    let servidor = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    let datos = servidor.data(INTROSPECCION).await;
    let mut descripciones = Vec::new();
    for tipo in datos["__schema"]["types"].as_array().unwrap() {
        let nombre = tipo["name"].as_str().unwrap();
        let propio = ["Boolean", "Float", "ID", "Int", "String"].contains(&nombre) || nombre.starts_with("__");
        if propio {
            continue;
        }
        anotar(&mut descripciones, nombre, tipo);
        for miembros in ["fields", "inputFields", "enumValues"] {
            for miembro in tipo[miembros].as_array().into_iter().flatten() {
                let nombre = format!("{nombre}.{}", miembro["name"].as_str().unwrap());
                anotar(&mut descripciones, &nombre, miembro);
                for argumento in miembro["args"].as_array().into_iter().flatten() {
                    anotar(
                        &mut descripciones,
                        &format!("{nombre}({})", argumento["name"].as_str().unwrap()),
                        argumento,
                    );
                }
            }
        }
    }
    let mudas: Vec<&String> = descripciones.iter().filter(|(_, d)| d.trim().is_empty()).map(|(n, _)| n).collect();
    assert!(mudas.is_empty(), "without description: {mudas:?}");
    let ajenas: Vec<&(String, String)> = descripciones.iter().filter(|(_, d)| en_ingles(d)).collect();
    assert!(ajenas.is_empty(), "not in Spanish: {ajenas:?}");
    assert!(descripciones.len() > 500, "{}", descripciones.len());
}

fn anotar(descripciones: &mut Vec<(String, String)>, nombre: &str, cosa: &Value) {
    descripciones.push((nombre.to_owned(), cosa["description"].as_str().unwrap_or_default().to_owned()));
}

/// Whether a description has a word that only English has.
fn en_ingles(descripcion: &str) -> bool {
    const PALABRAS: [&str; 12] =
        ["the", "of", "and", "which", "is", "are", "this", "that", "with", "from", "identifier", "scalar"];
    descripcion.split(|c: char| !c.is_alphanumeric()).any(|palabra| PALABRAS.contains(&palabra.to_lowercase().as_str()))
}
