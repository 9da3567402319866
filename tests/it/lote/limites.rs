//! How much a batch may hold, what it costs, and what it sends to the database.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::{cuantos, dichos, enviar_como, escribir, lote, rechazo, servicio};
use crate::rdm::Taller;
use crate::support::base::{Contenido, Motor, en_ambas};
use crate::support::server::Server;
use crate::support::token::{SECRET, development};

fn servicios(marca: &str, cuantos: usize) -> Vec<Value> {
    (0..cuantos).map(|i| servicio(&format!("{marca}-{i}"))).collect()
}

/// The most that a batch may hold is written in one request; one more is refused, before it costs anything.
#[tokio::test]
async fn a_whole_batch_fits_and_one_more_does_not() {
    for base in en_ambas(Contenido::Demostracion).await {
        // Other tests run beside this one, of a program that is not optimised.
        let server = Server::quipu_with(base, &["--jwt-secret", SECRET, "--request-timeout-seconds", "60"]).await;
        let token = development(&server.base, "ana", &["editor@entidad:DEMO-MANUAL"]);
        let taller = Taller { server, token };
        let antes = cuantos(&taller, "servicio").await;
        let error = rechazo(&taller, &lote(&servicios("X", 501), &json!({}))).await;
        assert_eq!(dichos(&error["extensions"]["errores"]), [("DEMASIADOS", "input.operaciones")]);
        let error = rechazo(&taller, &lote(&[], &json!({}))).await;
        assert_eq!(dichos(&error["extensions"]["errores"]), [("VACIO", "input.operaciones")]);
        assert_eq!(cuantos(&taller, "servicio").await, antes);
        let inicio = std::time::Instant::now();
        let escrito = escribir(&taller, &lote(&servicios("Y", 500), &json!({}))).await;
        eprintln!("{:?}: 500 operations in {:?}", taller.server.base.motor, inicio.elapsed());
        assert_eq!(escrito["hechas"], 500);
        assert_eq!(cuantos(&taller, "servicio").await, antes + 500);
    }
}

/// One connection is enough to write, alone and in a batch: a request never waits for a second one while it holds another.
#[tokio::test]
async fn one_connection_is_enough() {
    for base in en_ambas(Contenido::Demostracion).await {
        let server = Server::quipu_with(base, &["--jwt-secret", SECRET, "--db-max-connections", "1"]).await;
        let token = development(&server.base, "ana", &["editor@entidad:DEMO-MANUAL"]);
        let taller = Taller { server, token };
        taller.hacer("crearServicio", &servicio("SUELTO")["crearServicio"]).await;
        assert_eq!(escribir(&taller, &lote(&servicios("U", 3), &json!({}))).await["hechas"], 3);
    }
}

/// What a batch reads, it reads behind the wall: where the role of readers may not look, the operation breaks, and all of the
/// batch with it.
#[tokio::test]
async fn a_batch_reads_behind_the_wall() {
    for taller in Taller::en_ambas().await.into_iter().filter(|taller| taller.server.base.motor == Motor::Postgres) {
        let ficha = taller.hacer("crearServicio", &servicio("W-0")["crearServicio"]).await;
        let cambio = json!({ "cambiarServicio": { "id": ficha.id, "revision": 1, "nombre": "x" } });
        let lote = |cambio: &Value| lote(&[servicio("W-1"), cambio.clone()], &json!({ "modo": "FILA_POR_FILA" }));
        let db = &taller.server.app.db;
        db.execute_unprepared("REVOKE SELECT ON servicio FROM quipu_lector").await.unwrap();
        assert_eq!(rechazo(&taller, &lote(&cambio)).await["extensions"]["code"], "ERROR_INTERNO");
        assert_eq!(cuantos(&taller, "servicio WHERE codigo = 'W-1'").await, 0);
        db.execute_unprepared("GRANT SELECT ON servicio TO quipu_lector").await.unwrap();
        assert_eq!(escribir(&taller, &lote(&cambio)).await["hechas"], 2);
    }
}

/// The limit is a setting, by kind of requester.
#[tokio::test]
async fn the_limit_is_a_setting() {
    for base in en_ambas(Contenido::Demostracion).await {
        let server = Server::quipu_with(base, &["--jwt-secret", SECRET, "--max-operations", "1,entidad=3"]).await;
        let token = development(&server.base, "ana", &["editor@entidad:DEMO-MANUAL"]);
        let taller = Taller { server, token };
        assert_eq!(escribir(&taller, &lote(&servicios("A", 3), &json!({}))).await["hechas"], 3);
        assert_eq!(
            rechazo(&taller, &lote(&servicios("B", 4), &json!({}))).await["extensions"]["code"],
            "ENTRADA_INVALIDA"
        );
        let operador = development(&taller.server.base, "o", &["editor@*", "operador@*"]);
        let answer = enviar_como(&taller, &operador, &lote(&servicios("B", 2), &json!({}))).await;
        assert_eq!(answer.refusal().1, "ENTRADA_INVALIDA", "{}", answer.text);
    }
}

/// Each operation adds the same few statements.
#[tokio::test]
async fn statements_grow_by_a_constant_each() {
    for taller in Taller::en_ambas().await {
        let mut gastos = Vec::new();
        for n in [10, 20, 30] {
            // Reference data may be read again by any request: the least of some tries is the batch's own.
            let mut menor = u64::MAX;
            for _ in 0..3 {
                let antes = taller.server.app.statements.sentencias();
                escribir(&taller, &lote(&servicios("N", n), &json!({ "simulacion": true }))).await;
                menor = menor.min(taller.server.app.statements.sentencias() - antes);
            }
            gastos.push(menor);
        }
        let por_diez = gastos[2] - gastos[1];
        // A look at whether reference data changed may fall into any of them.
        assert!((gastos[1] - gastos[0]).abs_diff(por_diez) <= 2, "{gastos:?}");
        eprintln!("{:?}: {} statements for each service of a batch", taller.server.base.motor, por_diez / 10);
        assert!(por_diez <= 100, "{gastos:?}");
    }
}

/// What a batch can cost is known before it runs, grows with its operations, and is no less than what it cost.
#[tokio::test]
async fn its_cost_is_told_before() {
    for taller in Taller::en_ambas().await {
        let antes = cuantos(&taller, "servicio").await;
        let mut pedidos = Vec::new();
        for n in [1, 2, 500] {
            let cuerpo = json!({ "query": super::DOCUMENTO, "variables": { "input": lote(&servicios("C", n), &json!({})) },
                "extensions": { "dryRun": true } });
            let request = taller.server.post().bearer_auth(&taller.token).json(&cuerpo);
            let json = crate::support::server::send(request).await.json();
            pedidos.push(json["extensions"]["cost"]["requested"].as_u64().unwrap());
        }
        assert_eq!(pedidos[2] - pedidos[0], 499 * (pedidos[1] - pedidos[0]), "{pedidos:?}");
        assert!(pedidos[2] < 200_000, "{pedidos:?}");
        assert_eq!(cuantos(&taller, "servicio").await, antes);
        let answer = enviar_como(&taller, &taller.token, &lote(&servicios("C", 2), &json!({}))).await.json();
        let real = answer["extensions"]["cost"]["actual"].as_u64().unwrap();
        assert!(real > 0 && real <= pedidos[1], "{real} of {pedidos:?}");
    }
}
