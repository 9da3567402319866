//! Errors as a client sees them: a code, a message of ours, and nothing of the inside.

use std::collections::HashSet;

use quipu::domain;
use quipu::error::{ApiError, CODES, ErrorCode};
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use serde_json::json;

use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::Server;

/// The table is complete, in order, and says each code once.
#[test]
fn the_table_of_codes_is_whole() {
    let names: HashSet<&str> = CODES.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), CODES.len());
    for row in &CODES {
        assert_eq!(row.code.info().name, row.name);
        assert!((400..600).contains(&row.status) && row.meaning.ends_with('.'), "{}", row.name);
    }
}

/// A refusal of ours leaves with its code and its fields.
#[tokio::test]
async fn refusals_carry_code_and_fields() {
    let error = Server::start().await.graphql("{ regla }").await.json()["errors"][0].clone();
    assert_eq!(error["message"], json!("El campo no sirve."));
    assert_eq!(error["path"], json!(["regla"]));
    assert_eq!(error["extensions"]["code"], json!("ENTRADA_INVALIDA"));
    assert_eq!(error["extensions"]["campo"], json!("nombre"));
    assert_eq!(error["extensions"]["retryable"], json!(false));
}

/// What broke inside is masked, be it a database error or one of another crate.
#[tokio::test]
async fn internal_errors_are_masked() {
    let server = Server::start().await;
    for document in ["{ interno }", "{ ajeno }"] {
        let answer = server.graphql(document).await;
        let error = &answer.json()["errors"][0];
        assert_eq!(error["extensions"]["code"], json!("ERROR_INTERNO"), "{document}");
        assert_eq!(error["path"].as_array().map(Vec::len), Some(1), "{document}");
        assert!(!answer.text.contains("secreta") && !answer.text.contains("invalid digit"), "{}", answer.text);
    }
}

/// A saturated pool is worth trying again; a broken statement is not.
#[test]
fn database_failures_say_whether_to_try_again() {
    let saturated = ApiError::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
    assert_eq!(saturated.code(), ErrorCode::BaseDeDatosNoDisponible);
    assert!(saturated.code().info().retryable);
    let broken = ApiError::from(DbErr::Query(RuntimeErr::Internal("x".to_owned())));
    assert_eq!(broken.code(), ErrorCode::ErrorInterno);
    assert!(!broken.code().info().retryable);
}

/// A rule of the domain keeps its message, and the name of what broke it.
#[test]
fn domain_rules_are_invalid_input() {
    let error = ApiError::from(domain::Error::Negativo { campo: "duracion", valor: "-1".to_owned() });
    assert_eq!((error.code(), error.message()), (ErrorCode::EntradaInvalida, "duracion no puede ser negativo (-1)."));
    let graphql = async_graphql::Error::from(error);
    let extensions = graphql.extensions.expect("extensions");
    assert_eq!(extensions.get("campo"), Some(&async_graphql::Value::from("duracion")));
}

/// What the engine finds wrong with a document is told in Spanish, with the names it is about.
#[tokio::test]
async fn refusals_of_a_document_are_in_spanish() {
    let server = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    let cases = [
        ("{ nada }", "El campo «nada» no existe en el tipo «Query»."),
        (
            "{ entidadess { totalCount } }",
            "El campo «entidadess» no existe en el tipo «Query». ¿Quiso decir \"entidades\"",
        ),
        ("{ sectores }", "El campo «sectores», de tipo «Sector», necesita una selección de campos."),
        ("{ sectores { codigo { x } } }", "El campo «codigo» no lleva selección"),
        ("{ sectores(x: 1) { codigo } }", "El argumento «x» no existe en el campo «sectores» del tipo «Query»."),
        ("{ node { id } }", "Al campo «node» le falta el argumento «id»."),
        ("{ entidades(first: \"x\") { totalCount } }", "El valor de «first» no es del tipo «Int»."),
        (
            "{ entidades(filtro: { nada: 1 }) { totalCount } }",
            "En «filtro», el campo «nada» no existe en el tipo «EntidadFiltro».",
        ),
        ("query($x: Int) { sectores { codigo } }", "La variable «$x» no se usa."),
        ("{ sectores { ...nada } }", "El fragmento «nada» no existe."),
        ("{ sectores { codigo @nada } }", "La directiva «nada» no existe."),
        ("{ a: sectores { x: codigo x: nombre } }", "Con el nombre «x» se piden dos campos distintos"),
        ("{ sectores { codigo }", "Error de sintaxis"),
    ];
    for (document, expected) in cases {
        let answer = server.graphql(document).await;
        let message = answer.json()["errors"][0]["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(expected), "{document}: {message}");
        assert_eq!(answer.refusal().1, "CONSULTA_INVALIDA");
    }
}
