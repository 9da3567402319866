//! Door by door: the API without its first wall. Its statements ask for everything; the database alone says no.

use std::sync::Arc;

use async_graphql::Request;
use chrono::DateTime;
use quipu::schema::QuipuSchema;
use quipu::schema::context::Solicitud;
use quipu::store::dotacion::Recuerdos;
use quipu::store::escritura::{Autor, Escritor, Origen};
use quipu::store::referencia::Memoria;
use quipu::store::{Alcance, Lectura, Puerta, Scope};
use rust_decimal::dec;
use serde_json::{Value, json};

use super::{LECTOR, servidor};
use crate::acceso::ENVIO;
use crate::acceso::tabla::{CASOS, PUERTAS, algo, dentro, documento, publicada};
use crate::support::server::Server;

/// Who writes nothing.
fn nadie() -> Autor {
    Autor { sujeto: "nadie".to_owned(), solicitud: String::new(), origen: Origen::Api, ahora: DateTime::UNIX_EPOCH }
}

/// The answer to a document whose statements ask for everything, on a connection of this reach.
async fn sin_el_primero(servidor: &Server<QuipuSchema>, muro: &Scope, documento: &str) -> Value {
    let app = &servidor.app;
    let referencia = Memoria::default().vigente(&app.db).await.unwrap();
    let puerta = Puerta::nueva(app.db.clone(), app.statements.clone(), Some(LECTOR), muro);
    let solicitud = Solicitud {
        lectura: Lectura::nueva(puerta, Scope::local(), 50_000, Arc::default()),
        catalogo: referencia.catalogo,
        sectores: referencia.sectores,
        directorio: referencia.directorio,
        recuerdos: Recuerdos::default(),
        umbral: dec!(0.55),
        grupo_minimo: 10,
        lote_maximo: 500,
        escritor: Escritor::nuevo(app.db.clone(), Alcance::ninguna(), nadie()),
    };
    serde_json::to_value(app.schema.execute(Request::new(documento).data(solicitud)).await).unwrap()
}

/// Every door of the table of access, to every draft, for a stranger, a rector body and one who may.
#[tokio::test]
async fn the_database_alone_shows_no_draft() {
    let Some(servidor) = servidor().await else { return };
    let rector = Scope::nuevo(Alcance::ninguna(), Alcance::Todas, Alcance::ninguna());
    for (entidad, version) in CASOS {
        let dentro = dentro(&servidor, entidad, version).await;
        for (muro, ve) in [(Scope::publico(), false), (rector.clone(), entidad == ENVIO), (Scope::local(), true)] {
            for puerta in &PUERTAS {
                let documento = documento(puerta, entidad, version, &dentro);
                let answer = sin_el_primero(&servidor, &muro, &documento).await;
                let abre = ve || publicada(entidad, version);
                assert_eq!(algo(&answer, puerta.lugar), abre, "{muro:?} {documento} {answer}");
            }
        }
    }
}

/// The record of readings as well.
#[tokio::test]
async fn the_database_alone_shows_no_record() {
    const DOCUMENTO: &str = "{ lecturasRegistradas { totalCount nodes { sujeto } } }";
    let Some(servidor) = servidor().await else { return };
    let rector = crate::support::token::development(&servidor.base, "sgp", &["rector@*"]);
    servidor.graphql_as(&rector, "{ sectores { codigo } }").await;
    let visto = sin_el_primero(&servidor, &Scope::local(), DOCUMENTO).await;
    assert_eq!(visto["data"]["lecturasRegistradas"], json!({ "totalCount": 1, "nodes": [{ "sujeto": "sgp" }] }));
    let nada = sin_el_primero(&servidor, &Scope::publico(), DOCUMENTO).await;
    assert_eq!(nada["data"]["lecturasRegistradas"], json!({ "totalCount": 0, "nodes": [] }));
}
