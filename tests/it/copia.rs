//! A copy made while the database is served can take its place.

use clap::Parser;
use quipu::cli::Cli;
use quipu::http::graphiql::PRIMERA_CONSULTA;

use crate::support::base::{Base, Contenido, Motor, motores};
use crate::support::server::Server;

async fn backup(url: &str, file: &str) -> anyhow::Result<()> {
    Cli::try_parse_from(["quipu", "backup", "--database-url", url, file])?.run().await
}

/// The restored copy answers as the original did, and an older copy is never overwritten.
#[tokio::test]
async fn a_copy_answers_like_the_original() {
    let server = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Demostracion).await).await;
    let before = server.data(PRIMERA_CONSULTA).await;
    let base = Base::nueva(Motor::Sqlite, Contenido::Catalogos).await;
    let file = base.url.strip_prefix("sqlite://").unwrap().strip_suffix("?mode=rwc").unwrap().to_owned();
    let taken = backup(&server.base.url, &file).await.unwrap_err();
    assert!(taken.to_string().contains("is there already"), "{taken}");
    std::fs::remove_file(&file).unwrap();
    backup(&server.base.url, &file).await.unwrap();
    assert_eq!(Server::quipu(base).await.data(PRIMERA_CONSULTA).await, before);
}

/// PostgreSQL has its own tool, and the refusal names it.
#[tokio::test]
async fn postgres_is_left_to_its_own_tool() {
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let base = Base::nueva(Motor::Postgres, Contenido::Catalogos).await;
    let error = backup(&base.url, "nunca.db").await.unwrap_err();
    assert!(error.to_string().contains("pg_dump"), "{error}");
}
