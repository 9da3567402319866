//! What someone finds who has just started the program.

use quipu::carga;
use quipu::http::graphiql::PRIMERA_CONSULTA;

use crate::support::base::{Base, Contenido, Motor, en_ambas};
use crate::support::server::Server;

/// The query that the program prints finds something in the demonstration, and the same on both engines.
#[tokio::test]
async fn the_first_query_has_an_answer() {
    let mut answers = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        let data = Server::quipu(base).await.data(PRIMERA_CONSULTA).await;
        assert!(data.to_string().len() > 500, "{data}");
        answers.push(data);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}

/// A database that holds entities already is not given catalogues or demonstration again.
#[tokio::test]
async fn a_second_start_changes_nothing() {
    for base in en_ambas(Contenido::Catalogos).await {
        assert!(!carga::preparar(&base.conectar().await, &base.config(&[])).await.unwrap(), "{:?}", base.motor);
    }
}

/// A field that the schema does not have is an error of the document.
#[tokio::test]
async fn an_unknown_field_is_refused_with_a_code() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
    let server = Server::quipu_with(base, &["--show-drafts", "no"]).await;
    assert_eq!(server.code("{ entidades { nada } }").await, "CONSULTA_INVALIDA");
}
