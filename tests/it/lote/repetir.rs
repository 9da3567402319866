//! A batch that is sent again.

use quipu::store::escritura::auditoria;
use serde_json::json;

use super::{enviar_como, escribir, huella, lote, rechazo, servicio};
use crate::rdm::Taller;
use crate::support::token::{WITH_SECRET, development};

/// A batch with a key is written once: sent again, also after a restart, it gets its first answer, refusals and all; with
/// another content its key is refused.
#[tokio::test]
async fn a_repeated_batch_changes_nothing_twice() {
    for taller in Taller::en_ambas().await {
        let operaciones = [servicio("R-1"), servicio("R-1"), servicio("R-2")];
        let pedido = lote(&operaciones, &json!({ "modo": "FILA_POR_FILA", "claveIdempotencia": "lote-1" }));
        let primera = escribir(&taller, &pedido).await;
        assert_eq!((&primera["repetida"], &primera["hechas"]), (&json!(false), &json!(2)));
        let escrito = huella(&taller).await;
        let mut esperada = primera.clone();
        esperada["repetida"] = json!(true);
        assert_eq!(escribir(&taller, &pedido).await, esperada);

        let Taller { server, token } = taller;
        let taller = Taller { server: server.restarted(&WITH_SECRET).await, token };
        assert_eq!(escribir(&taller, &pedido).await, esperada);
        let otro = lote(&[servicio("R-3")], &json!({ "claveIdempotencia": "lote-1" }));
        assert_eq!(rechazo(&taller, &otro).await["extensions"]["code"], "CLAVE_REUTILIZADA");
        let mut suelta = servicio("R-3")["crearServicio"].clone();
        suelta["claveIdempotencia"] = json!("lote-1");
        assert_eq!(taller.rechazo("crearServicio", &suelta).await["extensions"]["code"], "CLAVE_REUTILIZADA");
        assert_eq!(huella(&taller).await, escrito);
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
        // The key is of who sent it.
        let eva = development(&taller.server.base, "eva", &["editor@entidad:DEMO-MANUAL"]);
        let suyo = enviar_como(&taller, &eva, &otro).await.json();
        assert_eq!(suyo["data"]["escribirLote"]["repetida"], false, "{suyo}");
    }
}

/// A batch that was refused is not remembered: put right, it may use its key.
#[tokio::test]
async fn a_refused_batch_keeps_no_key() {
    for taller in Taller::en_ambas().await {
        let clave = json!({ "claveIdempotencia": "lote-1" });
        rechazo(&taller, &lote(&[servicio("R-1"), servicio("")], &clave)).await;
        assert_eq!(escribir(&taller, &lote(&[servicio("R-1"), servicio("R-2")], &clave)).await["hechas"], 2);
    }
}

/// An operation may have a key of its own: in another batch, or alone, it is known again.
#[tokio::test]
async fn an_operation_is_known_by_its_own_key() {
    for taller in Taller::en_ambas().await {
        let mut con_clave = servicio("R-1");
        con_clave["crearServicio"]["claveIdempotencia"] = json!("uno");
        let suelto = taller.hacer("crearServicio", &con_clave["crearServicio"]).await;
        let escrito = escribir(&taller, &lote(&[con_clave, servicio("R-2")], &json!({}))).await;
        let resultado = &escrito["resultados"][0];
        assert_eq!((&resultado["estado"], &resultado["id"]), (&json!("REPETIDA"), &json!(suelto.id)));
        assert_eq!((&escrito["hechas"], &escrito["resultados"][1]["estado"]), (&json!(2), &json!("HECHA")));
    }
}
