//! What a document says besides its pages: names of operations, conditions of filters, long lists, questions about the schema.

use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use crate::support::base::{Contenido, en_ambas};
use crate::support::server::{Answer, Server};
use crate::support::token::WITH_SECRET;

async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        servidores.push(Server::quipu_with(base, &WITH_SECRET).await);
    }
    servidores
}

/// Whatever its operations are called, a dry run runs nothing; and it tells what is wrong, whatever that is called.
#[tokio::test]
async fn a_dry_run_cannot_be_named() {
    for servidor in servidores().await {
        let seco = async |documento: String, operacion: Value| -> Answer {
            let cuerpo = json!({ "query": documento, "operationName": operacion, "extensions": { "dryRun": true } });
            servidor.json(&cuerpo).await
        };
        for nombre in ["__ninguna", "_0", "_1"] {
            for operacion in [Value::Null, json!(nombre)] {
                let uno = format!("query {nombre} {{ entidades {{ totalCount }} }}");
                for documento in [uno.clone(), format!("{uno} query _2 {{ __typename }}")] {
                    let respuesta = seco(documento, operacion.clone()).await;
                    assert_eq!((respuesta.status.as_u16(), respuesta.json().get("errors")), (200, None));
                    assert_eq!(respuesta.json()["data"], Value::Null, "{}", respuesta.text);
                }
            }
            let invalidos = [
                (format!("{{ a{nombre} }}"), Value::Null),
                (format!("{{ entidades {{ nodes {{ {nombre} }} }} }}"), Value::Null),
                ("query Q { sectores { codigo } }".to_owned(), json!(nombre)),
            ];
            for (documento, operacion) in invalidos {
                let respuesta = seco(documento.clone(), operacion).await;
                assert_eq!(respuesta.refusal(), (400, "CONSULTA_INVALIDA".to_owned()), "{documento}");
            }
        }
    }
}
