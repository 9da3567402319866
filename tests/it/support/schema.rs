//! A small schema with the resolvers that a test of the HTTP face needs: slow, broken, panicking.

#![expect(clippy::unused_async, reason = "a resolver has to be async")]

use std::time::Duration;

use async_graphql::{Context, EmptySubscription, Object, Schema};
use quipu::error::{ApiError, ErrorCode};
use quipu::schema::context::ContextExt;
use sea_orm::{DbBackend, DbErr, RuntimeErr};

pub(crate) type TestSchema = Schema<Query, Mutation, EmptySubscription>;

pub(crate) fn build() -> TestSchema {
    Schema::new(Query, Mutation, EmptySubscription)
}

pub(crate) struct Query;

#[Object]
impl Query {
    async fn hola(&self, nombre: Option<String>) -> String {
        format!("hola {}", nombre.as_deref().unwrap_or("quipu"))
    }

    async fn nodo(&self) -> Nodo {
        Nodo
    }

    /// Answers after the fields beside it.
    async fn tarde(&self) -> &'static str {
        tokio::time::sleep(Duration::from_millis(50)).await;
        "tarde"
    }

    async fn lento(&self) -> bool {
        tokio::time::sleep(Duration::from_millis(700)).await;
        true
    }

    async fn nunca(&self) -> bool {
        std::future::pending().await
    }

    async fn panico(&self) -> bool {
        "quizás".parse::<bool>().expect("un secreto del servidor")
    }

    async fn regla(&self) -> Result<bool, ApiError> {
        Err(ApiError::new(ErrorCode::EntradaInvalida, "El campo no sirve.").with("campo", "nombre"))
    }

    async fn interno(&self) -> Result<bool, ApiError> {
        Err(DbErr::Query(RuntimeErr::Internal("tabla_secreta no existe".to_owned())).into())
    }

    /// An error of another crate, through the engine's own `?`.
    async fn ajeno(&self) -> async_graphql::Result<i32> {
        Ok("tabla_secreta".parse::<i32>()?)
    }

    /// Sends `veces` statements.
    async fn sql(&self, ctx: &Context<'_>, veces: i32) -> Result<bool, ApiError> {
        for _ in 0..veces {
            pedir(ctx, "SELECT 1").await?;
        }
        Ok(true)
    }

    /// A statement that no database understands.
    async fn sql_roto(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        pedir(ctx, "SELECT nada FROM ninguna_parte").await?;
        Ok(true)
    }

    /// A statement that the database itself has to stop.
    async fn dormir(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        let sin_fin = match ctx.lectura().backend() {
            DbBackend::Postgres => "SELECT pg_sleep(30)",
            _ => "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n",
        };
        pedir(ctx, sin_fin).await?;
        Ok(true)
    }
}

async fn pedir(ctx: &Context<'_>, texto: &str) -> Result<(), ApiError> {
    let mut sql = ctx.lectura().sql();
    sql.texto(texto);
    ctx.lectura().sumas(sql).await?;
    Ok(())
}

pub(crate) struct Nodo;

#[Object]
impl Nodo {
    async fn nombre(&self) -> &'static str {
        "nodo"
    }

    async fn nodo(&self) -> Nodo {
        Nodo
    }

    /// Never null by its type, and always failing.
    async fn obligatorio(&self) -> Result<i32, ApiError> {
        Err(ApiError::new(ErrorCode::NoEncontrado, "No existe."))
    }

    async fn opcional(&self) -> Option<Nodo> {
        Some(Nodo)
    }
}

pub(crate) struct Mutation;

#[Object]
impl Mutation {
    async fn tocar(&self) -> bool {
        true
    }
}
