//! Who sees what, by every door of the API.

pub(crate) mod tabla;
mod registro;
mod remuneraciones;
mod sin_credencial;

use quipu::importacion::{self, Forma};
use quipu::schema::QuipuSchema;
use quipu::store::version;
use rust_decimal::dec;

use crate::support::base::{Base, Contenido, ahora, en_ambas};
use crate::support::server::Server;
use crate::support::token::WITH_SECRET;

/// Has a draft of its own.
pub(crate) const PROPIA: &str = "DEMO-MANUAL";
/// Has a draft, and sent it to the rector bodies.
pub(crate) const ENVIO: &str = "DEMO-MAI";
/// Has a draft that nobody else should know of.
pub(crate) const CALLADA: &str = "DEMO-MDVF";

/// Published twice: its version 1 is superseded, its version 2 current.
pub(crate) const ARCHIVO: &str = "DEMO-INEJ";

/// Servers that verify tokens, over the demonstration with those versions.
pub(crate) async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        for entidad in [PROPIA, ENVIO, CALLADA] {
            assert_eq!(borrador(&base, entidad).await, 2);
        }
        assert_eq!(borrador(&base, ARCHIVO).await, 2);
        version::publicar(&base.conectar().await, ARCHIVO, None, ahora()).await.unwrap();
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
