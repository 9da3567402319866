//! What the tests of dotación need: entities with maps of their own, and whole lists read page by page.

use quipu::carga::{self, Forma};
use quipu::catalogo::{EntidadCatalogo, embebido};
use quipu::domain::modelo::Mapa;
use quipu::generate::{Medidas, entidades};
use quipu::schema::QuipuSchema;
use quipu::store::catalogo::leer;
use quipu::store::version::{self, Nueva, Origen};
use rust_decimal::{Decimal, dec};
use sea_orm::{DatabaseConnection, TransactionTrait};
use serde_json::Value;

use crate::support::base::{Base, Contenido, ahora, en_ambas};
use crate::support::server::Server;

/// The server with the demonstration, on each engine.
pub(super) async fn demostracion() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        servidores.push(Server::quipu(base).await);
    }
    servidores
}

/// An invented entity with its map.
pub(super) type Inventada = (EntidadCatalogo, Mapa);

/// As many invented entities as there are sizes, the same for the same seed.
pub(super) fn inventar(semilla: u64, medidas: &[Medidas]) -> Vec<Inventada> {
    let archivos = embebido().unwrap();
    let semillas = semilla..;
    let lista: Vec<EntidadCatalogo> = entidades(semilla, medidas.len(), &archivos).collect();
    let mapas = medidas.iter().zip(semillas).map(|(m, s)| quipu::generate::mapa(s, m, &archivos.catalogo));
    lista.into_iter().zip(mapas).collect()
}

/// Writes and publishes entities, their figures rounded at the usual threshold.
pub(super) async fn publicar(base: &Base, inventadas: &[Inventada]) {
    let db = base.conectar().await;
    for (entidad, mapa) in inventadas {
        publicar_con(&db, entidad, mapa, dec!(0.55)).await;
    }
}

/// Writes and publishes a map.
pub(super) async fn publicar_con(db: &DatabaseConnection, entidad: &EntidadCatalogo, mapa: &Mapa, umbral: Decimal) {
    let forma = Forma { origen: Origen::Generador, umbral, ahora: ahora() };
    carga::publicar(db, &leer(db).await.unwrap(), entidad, mapa, forma).await.unwrap();
}

/// Writes a map as a draft of an entity that is there, and returns its number.
pub(super) async fn borrador(db: &DatabaseConnection, codigo: &str, mapa: &Mapa) -> i32 {
    let catalogo = leer(db).await.unwrap();
    let txn = db.begin().await.unwrap();
    let entidad = quipu::store::entidad::por_codigo(&txn, codigo).await.unwrap().unwrap();
    let nueva = Nueva {
        mapa,
        hallazgos: &[],
        origen: Origen::Generador,
        archivo: None,
        sha256: None,
        informe: None,
        umbral: dec!(0.55),
        creada_en: ahora(),
    };
    let numero = version::crear(&txn, entidad.id, &nueva, &catalogo).await.unwrap();
    txn.commit().await.unwrap();
    numero
}

/// Every node of a list, page by page. `documento` makes the document that starts after a cursor, `ruta` leads from its
/// data to the list.
pub(super) async fn todos(
    servidor: &Server<QuipuSchema>,
    documento: impl Fn(&str) -> String,
    ruta: impl Fn(&Value) -> &Value,
) -> Vec<Value> {
    let (mut nodos, mut despues) = (Vec::new(), String::new());
    loop {
        let datos = servidor.data(&documento(&despues)).await;
        let lista = ruta(&datos);
        nodos.extend(lista["nodes"].as_array().unwrap().iter().cloned());
        if lista["pageInfo"]["hasNextPage"] == Value::Bool(false) {
            return nodos;
        }
        despues = format!(", after: {}", lista["pageInfo"]["endCursor"]);
    }
}

/// The one answer of both engines.
pub(super) fn igual_en_ambos(mut respuestas: Vec<Value>) -> Value {
    let primera = respuestas.swap_remove(0);
    for otra in respuestas {
        assert_eq!(otra.to_string(), primera.to_string(), "the engines answer apart");
    }
    primera
}
