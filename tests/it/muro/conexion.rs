//! The connection of a request: one moment for all it reads, and nothing of it left on the connection.

use std::sync::Arc;

use std::time::Duration;

use quipu::store::version::{self, epoca};
use quipu::store::{Lectura, Puerta, Scope};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use super::{LECTOR, servidor};
use crate::acceso::CALLADA;
use crate::support::base::{Base, Contenido, Motor, ahora, motores};
use crate::support::server::Server;
use crate::support::token::{SECRET, development};

/// What a request that begins now finds on a connection of the pool.
async fn estado(db: &DatabaseConnection) -> (String, String) {
    let sql = "SELECT CAST(CURRENT_USER AS TEXT) AS usuario, COALESCE(current_setting('quipu.borradores', TRUE), '') AS alcance";
    let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    (fila.try_get("", "usuario").unwrap(), fila.try_get("", "alcance").unwrap())
}

/// One connection, cut at any point by a deadline of one second: the next request and the next write find it clean.
#[tokio::test]
async fn a_request_that_is_cut_leaves_its_connection_clean() {
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let base = Base::nueva(Motor::Postgres, Contenido::Catalogos).await;
    let flags = ["--db-max-connections", "1", "--request-timeout-seconds", "1", "--jwt-secret", SECRET];
    let server = Server::with(base, &flags).await;
    let antes = estado(&server.app.db).await;
    let rector = development(&server.base, "sgp", &["rector@*"]);
    for _ in 0..2 {
        let answer = server.graphql_as(&rector, "{ dormir }").await;
        assert_eq!(answer.refusal().1, "TIEMPO_AGOTADO", "{}", answer.text);
        assert_eq!(estado(&server.app.db).await, antes);
        // Reads, and writes its record.
        assert_eq!(server.graphql_as(&rector, "{ sql(veces: 2) }").await.status, 200);
        assert_eq!(estado(&server.app.db).await, antes);
    }
    // Dropped while its transaction begins, between statements, in the middle of one.
    for pausa in 0..40 {
        let puerta = Puerta::nueva(server.app.db.clone(), server.app.statements.clone(), Some(LECTOR), &Scope::local());
        let lectura = Lectura::nueva(puerta, Scope::local(), 10, Arc::default());
        let leer = async {
            for _ in 0..50 {
                let mut sql = lectura.sql();
                sql.texto("SELECT 1");
                lectura.sumas(sql).await.unwrap();
            }
        };
        let _ = tokio::time::timeout(Duration::from_micros(100 * pausa), leer).await;
        drop(lectura);
        assert_eq!(estado(&server.app.db).await, antes, "{pausa}");
    }
}

/// What is published while a request reads is not in it, in none of its statements.
#[tokio::test]
async fn a_request_sees_one_moment() {
    let Some(servidor) = servidor().await else { return };
    let db = &servidor.app.db;
    let nueva = || {
        let puerta = Puerta::nueva(db.clone(), servidor.app.statements.clone(), Some(LECTOR), &Scope::publico());
        Lectura::nueva(puerta, Scope::publico(), 10, Arc::default())
    };
    let lectura = nueva();
    let antes = lectura.epoca().await.unwrap();
    version::publicar(db, CALLADA, None, ahora()).await.unwrap();
    assert!(epoca(db).await.unwrap() > antes);
    assert_eq!(lectura.epoca().await.unwrap(), antes);
    assert!(nueva().epoca().await.unwrap() > antes);
}
