//! The role behind the wall: made where the user may make it; where not, or where it would be no wall, the program says so.

use quipu::carga;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::support::base::{Base, Contenido, Motor, en_ambas, motores};
use crate::support::server::{Server, send};
use crate::support::token::WITH_SECRET;

async fn hacer(url: &str, sql: &str) {
    let db = Database::connect(url).await.unwrap();
    db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    db.close().await.unwrap();
}

/// What starting on that database with these flags says.
async fn empezar(base: &Base, url: &str, flags: &[&str]) -> Result<bool, String> {
    let flags = [&["--database-url", url], flags].concat();
    let config = quipu::config::Config::from_args([&["quipu"], flags.as_slice()].concat()).unwrap();
    assert_eq!(base.motor, Motor::Postgres);
    let db = quipu::store::db::conectar(&config).await.unwrap();
    let resultado = carga::preparar(&db, &config).await.map_err(|error| format!("{error:#}"));
    db.close().await.unwrap();
    resultado
}

/// A user that owns its database and may not make roles.
#[tokio::test]
async fn a_user_who_may_not_make_the_role_is_told_what_to_do() {
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let base = Base::vacia(Motor::Postgres).await;
    let nombre = base.url.rsplit('/').next().unwrap().to_owned();
    let (usuario, lector) = (format!("{nombre}_u"), format!("{nombre}_l"));
    hacer(&base.url, &format!("CREATE ROLE {usuario} LOGIN; ALTER DATABASE {nombre} OWNER TO {usuario}")).await;
    let (antes, despues) = base.url.split_once("://").unwrap();
    let (_, lugar) = despues.split_once('@').unwrap_or(("", despues));
    let url = format!("{antes}://{usuario}@{lugar}");

    let error = empezar(&base, &url, &["--db-reader-role", &lector]).await.unwrap_err();
    let remedio = format!("CREATE ROLE {lector} NOLOGIN; GRANT {lector} TO {usuario};");
    assert!(error.contains(&remedio) && error.contains("QUIPU_DB_READER_ROLE"), "{error}");
    assert_eq!(empezar(&base, &url, &["--db-reader-role", "no"]).await, Ok(true));
    hacer(&base.url, &remedio).await;
    assert_eq!(empezar(&base, &url, &["--db-reader-role", &lector]).await, Ok(false));
    // A role that owns the tables, or to which row-level security does not apply, is no wall.
    for (cambio, mal) in [
        (format!("ALTER ROLE {lector} BYPASSRLS"), true),
        (format!("ALTER ROLE {lector} NOBYPASSRLS"), false),
        (format!("GRANT {usuario} TO {lector}"), true),
    ] {
        if cambio.starts_with("GRANT") {
            // Each in the other is refused by PostgreSQL: the user leaves first.
            hacer(&base.url, &format!("REVOKE {lector} FROM {usuario}")).await;
        }
        hacer(&base.url, &cambio).await;
        let url = if cambio.starts_with("GRANT") { &base.url } else { &url };
        let dicho = empezar(&base, url, &["--db-reader-role", &lector]).await;
        assert_eq!(dicho.is_err(), mal, "{cambio}: {dicho:?}");
        assert!(dicho.err().is_none_or(|error| error.contains("does not hold")), "{cambio}");
    }
    let servidor = base.url.rsplit_once('/').unwrap().0.to_owned();
    drop(base);
    hacer(&format!("{servidor}/postgres"), &format!("DROP ROLE {lector}; DROP ROLE {usuario}")).await;
}

/// Without a role the first wall stands alone, and answers the same.
#[tokio::test]
async fn without_a_role_the_answers_are_the_same() {
    const DOCUMENTO: &str = "{ entidades(filtro: { reportaron: true }) { nodes { codigo versiones { totalCount } } } }";
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let mut respuestas = Vec::new();
    for rol in ["quipu_lector", "no"] {
        let base = Base::nueva(Motor::Postgres, Contenido::Demostracion).await;
        let flags = [&WITH_SECRET[..], &["--db-reader-role", rol]].concat();
        respuestas.push(Server::quipu_with(base, &flags).await.data(DOCUMENTO).await);
    }
    assert_eq!(respuestas[0], respuestas[1]);
}

/// Whether the wall stands is told by readiness: one taken down is not forgotten in silence.
#[tokio::test]
async fn readiness_tells_whether_the_wall_stands() {
    for (flags, estado) in [(&[][..], "activa"), (&["--db-reader-role", "no"], "inactiva")] {
        for base in en_ambas(Contenido::Catalogos).await {
            let esperado = if base.motor == Motor::Postgres { json!(estado) } else { Value::Null };
            let servidor = Server::quipu_with(base, flags).await;
            assert_eq!(send(servidor.get("/health/ready")).await.json()["seguridad_por_filas"], esperado);
        }
    }
}
