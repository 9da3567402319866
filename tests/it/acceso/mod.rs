//! Who sees what, by every door of the API.

mod tabla;
mod registro;
mod remuneraciones;

use quipu::importacion::{self, Forma};
use quipu::schema::QuipuSchema;
use quipu::store::version;
use rust_decimal::dec;

use crate::support::base::{Base, Contenido, ahora, en_ambas};
use crate::support::server::Server;
use crate::support::token::WITH_SECRET;

/// Has a draft of its own.
const PROPIA: &str = "DEMO-MANUAL";
/// Has a draft, and sent it to the rector bodies.
const ENVIO: &str = "DEMO-MAI";
/// Has a draft that nobody else should know of.
const CALLADA: &str = "DEMO-MDVF";

/// Servers that verify tokens, over the demonstration with those drafts, all of version 2.
pub(crate) async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        for entidad in [PROPIA, ENVIO, CALLADA] {
            assert_eq!(borrador(&base, entidad).await, 2);
        }
        version::enviar(&base.conectar().await, ENVIO, None, ahora()).await.unwrap();
        servidores.push(Server::quipu_with(base, &WITH_SECRET).await);
    }
    servidores
}

/// A draft made of the manual's workbook.
async fn borrador(base: &Base, entidad: &str) -> i32 {
    let db = base.conectar().await;
    let catalogo = importacion::catalogo_de(&db, entidad).await.unwrap();
    let libro = include_bytes!("../../../api/demo/matriz_dimensionamiento.xlsx").to_vec();
    let leida = importacion::leer("matriz.xlsx", libro, None, &catalogo).unwrap();
    importacion::guardar(&db, entidad, &leida, &catalogo, Forma { umbral: dec!(0.55), ahora: ahora() }).await.unwrap()
}
