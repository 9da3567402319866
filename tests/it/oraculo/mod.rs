//! Random questions of random requesters against an oracle: the raw rows, and a rule of its own for who may see them.
//!
//! Every text of a version carries a mark that names its entity and number, and every id names them too: whatever an answer
//! lets out, in data, errors, cursors or extensions, is known where it came from.

mod mundo;
mod quienes;
mod paseo;
mod cifras;
mod fugas;
mod registros;

use serde_json::{Value, json};

use self::mundo::en_ambos;
use self::quienes::QUIENES;
use crate::support::azar::Azar;
use crate::support::server::send;

/// Seed of all that is random here; a failure prints the document.
const SEMILLA: u64 = 20_261_121;

/// Documents that wander through the whole schema, nested both ways, with random arguments: nothing that may not be seen
/// is in the answer, wherever it is looked for.
#[tokio::test]
async fn no_random_document_lets_anything_out() {
    for mundo in en_ambos().await {
        let esquema = paseo::Esquema::leer(&mundo).await;
        let (mut azar, mut con_marca, mut propios) = (Azar(SEMILLA), 0, 0);
        for vuelta in 0..100 {
            for quien in &QUIENES {
                let documento = esquema.documento(&mut azar, &mundo);
                let respuesta = mundo.preguntar(quien, &documento).await;
                let vistas = fugas::versiones(&respuesta, &mundo);
                for (entidad, numero) in &vistas {
                    let version = mundo.version(*entidad, *numero);
                    assert!(quien.ve(version), "{vuelta} {quien:?} saw {entidad}.{numero}:\n{documento}\n{respuesta}");
                    propios += usize::from(!version.publicada);
                }
                con_marca += usize::from(!vistas.is_empty());
            }
        }
        // The walks find things, and drafts among them: there was something to let out.
        assert!(con_marca > 80 && propios > 30, "{con_marca} {propios}");
    }
}

/// `node` of every kind of id, from every version.
#[tokio::test]
async fn an_id_opens_what_may_be_seen_and_nothing_else() {
    for mundo in en_ambos().await {
        let mut azar = Azar(SEMILLA + 1);
        for quien in &QUIENES {
            for _ in 0..8 {
                let ids: Vec<&String> = (0..20).map(|_| azar.de(&mundo.ids)).collect();
                let campos: Vec<String> = ids
                    .iter()
                    .enumerate()
                    .map(|(i, id)| format!("n{i}: node(id: \"{id}\") {{ id __typename }}"))
                    .collect();
                let respuesta = mundo.preguntar(quien, &format!("{{ {} }}", campos.join(" "))).await;
                for (i, id) in ids.iter().enumerate() {
                    let (entidad, numero) = fugas::de_id(id).unwrap();
                    let esperado = if quien.ve(mundo.version(entidad, numero)) { json!(id) } else { Value::Null };
                    assert_eq!(respuesta["data"][format!("n{i}")]["id"], esperado, "{quien:?} {id}");
                }
            }
        }
    }
}

/// Counts of lists, of filtered lists, and of lists below each node of a level.
#[tokio::test]
async fn counts_are_the_oracle_s() {
    for mundo in en_ambos().await {
        let mut azar = Azar(SEMILLA + 2);
        for _ in 0..12 {
            for quien in &QUIENES {
                cifras::contar(&mundo, quien, &mut azar).await;
                cifras::contar_hijos(&mundo, quien, &mut azar).await;
            }
        }
    }
}

/// Sums, coverage, and the rows that explain them.
#[tokio::test]
async fn sums_are_the_oracle_s() {
    for mundo in en_ambos().await {
        let mut azar = Azar(SEMILLA + 3);
        for _ in 0..12 {
            for quien in &QUIENES {
                cifras::sumar(&mundo, quien, &mut azar).await;
            }
        }
    }
}

/// A list of requests lets out what each alone would, and nothing more; an expired token opens nothing, not even what is
/// published.
#[tokio::test]
async fn lists_of_requests_and_expired_tokens_let_nothing_out() {
    for mundo in en_ambos().await {
        let esquema = paseo::Esquema::leer(&mundo).await;
        let mut azar = Azar(SEMILLA + 4);
        let vencido = mundo.vencido();
        for quien in QUIENES.iter().cycle().take(3 * QUIENES.len()) {
            let documentos = [esquema.documento(&mut azar, &mundo), esquema.documento(&mut azar, &mundo)];
            let lista = json!([{ "query": documentos[0] }, { "query": documentos[1] }]);
            let pedido = mundo.servidor.post().json(&lista);
            let pedido = match mundo.credencial(quien) {
                Some(credencial) => pedido.bearer_auth(credencial),
                None => pedido,
            };
            let respuestas = send(pedido).await.json();
            for (documento, respuesta) in documentos.iter().zip(respuestas.as_array().unwrap()) {
                assert_eq!(respuesta["data"], mundo.preguntar(quien, documento).await["data"], "{quien:?} {documento}");
            }
            let respuesta = mundo.servidor.graphql_as(&vencido, &documentos[0]).await;
            assert_eq!(respuesta.refusal(), (401, "NO_AUTORIZADO".to_owned()));
            assert!(respuesta.json().get("data").is_none());
            assert_eq!(fugas::versiones(&respuesta.json(), &mundo), []);
        }
    }
}
