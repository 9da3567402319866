//! PostgreSQL goes away under load and comes back: requests fail with a code to try again, then go on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

use crate::support::base::{Base, Contenido, Motor, motores};
use crate::support::server::Server;

/// Ends every connection to this database, as a restart of the server does.
async fn cut(url: &str) {
    let (server, name) = url.rsplit_once('/').unwrap();
    let admin = Database::connect(format!("{server}/postgres")).await.unwrap();
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
    admin
        .query_all_raw(Statement::from_sql_and_values(admin.get_database_backend(), sql, [name.into()]))
        .await
        .unwrap();
}

/// Asks until `until`; returns how many answers were good. The others must say that trying again may help.
async fn ask(server: Arc<Server>, until: Instant) -> usize {
    let mut good = 0;
    while Instant::now() < until {
        let answer = server.graphql("{ sql(veces: 2) }").await.json();
        if answer["data"] == json!({ "sql": true }) {
            good += 1;
        } else {
            let extensions = &answer["errors"][0]["extensions"];
            assert_eq!(extensions["code"], "BASE_DE_DATOS_NO_DISPONIBLE", "{answer}");
            assert_eq!(extensions["retryable"], Value::Bool(true));
        }
    }
    good
}

#[tokio::test]
async fn cut_connections_are_survived_under_load() {
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let base = Base::nueva(Motor::Postgres, Contenido::Catalogos).await;
    let url = base.url.clone();
    let server = Arc::new(Server::with(base, &["--db-max-connections", "4"]).await);
    let until = Instant::now() + Duration::from_secs(2);
    let clients: Vec<_> = (0..6).map(|_| tokio::spawn(ask(Arc::clone(&server), until))).collect();
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(400)).await;
        cut(&url).await;
    }
    for client in clients {
        assert!(client.await.unwrap() > 0);
    }
    assert!(ask(server, Instant::now() + Duration::from_millis(200)).await > 0, "it goes on afterwards");
}
