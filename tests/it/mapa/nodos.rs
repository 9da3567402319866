//! `node(id)`: every type by its own id, and nothing by any other.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use quipu::schema::QuipuSchema;
use serde_json::Value;

use super::cursores::servidores;
use super::documento::texto;
use crate::support::server::Server;

const DE_CADA_TIPO: &str = "{ catalogos { grupos { id __typename familias { id __typename roles { id __typename } } } } \
     entidad(codigo: \"PRUEBA-A\") { id __typename sector { id __typename } version { id __typename \
     unidades(first: 1) { nodes { id __typename } } puestos(first: 1) { nodes { id __typename } } \
     hallazgos(first: 1) { nodes { id __typename } } } \
     matriz { id __typename procesos(first: 1) { nodes { id __typename } } actividades(first: 1) { nodes { id __typename } } \
     tareas(first: 1) { nodes { id __typename } } ejecuciones(first: 1) { nodes { id __typename } } \
     puestosPropuestos(first: 1) { nodes { id __typename } } } \
     asignacionesDeRol(first: 1) { nodes { id __typename } } fichas(first: 1) { nodes { id __typename \
     indicadores(first: 1) { nodes { id __typename mediciones(first: 1) { nodes { id __typename } } } } } } } }";

/// Id of an object of each type.
async fn ids(servidor: &Server<QuipuSchema>) -> BTreeMap<String, String> {
    let datos = servidor.data(DE_CADA_TIPO).await;
    let mut ids = BTreeMap::new();
    let mut pendientes = vec![&datos];
    while let Some(valor) = pendientes.pop() {
        if let Some(tipo) = valor.get("__typename") {
            ids.insert(texto(tipo), texto(&valor["id"]));
        }
        pendientes.extend(valor.as_object().into_iter().flat_map(|objeto| objeto.values()));
        pendientes.extend(valor.as_array().into_iter().flatten());
    }
    ids
}

async fn node(servidor: &Server<QuipuSchema>, id: &str) -> Value {
    servidor.data(&format!("{{ node(id: \"{id}\") {{ __typename id }} }}")).await["node"].take()
}

/// Every type that has an id is found by it.
#[tokio::test]
async fn every_type_is_found_by_its_id() {
    for servidor in servidores().await {
        let datos = servidor.data("{ __type(name: \"Node\") { possibleTypes { name } } }").await;
        let mut tipos: Vec<String> =
            datos["__type"]["possibleTypes"].as_array().unwrap().iter().map(|t| texto(&t["name"])).collect();
        // Records are found by theirs in `rdm::nodos` and `calidad::vida`.
        tipos.retain(|tipo| {
            !crate::rdm::TIPOS.contains(&tipo.as_str()) && !crate::calidad::TIPOS.contains(&tipo.as_str())
        });
        tipos.sort();
        let ids = ids(&servidor).await;
        assert_eq!(ids.keys().cloned().collect::<Vec<_>>(), tipos);
        for (tipo, id) in &ids {
            let nodo = node(&servidor, id).await;
            assert_eq!((nodo["__typename"].as_str(), nodo["id"].as_str()), (Some(tipo.as_str()), Some(id.as_str())));
        }
        let entidad = servidor.data(&format!("{{ entidad(id: \"{}\") {{ codigo }} }}", ids["Entidad"])).await;
        assert_eq!(entidad["entidad"]["codigo"], "PRUEBA-A");
    }
}

/// An id of another type, or of no one: a coded refusal, or nothing.
#[tokio::test]
async fn ids_of_others_find_nothing() {
    for servidor in servidores().await {
        let ids = ids(&servidor).await;
        for (tipo, id) in ids.iter().filter(|(tipo, _)| *tipo != "Entidad") {
            let documento = format!("{{ entidad(id: \"{id}\") {{ codigo }} }}");
            assert_eq!(servidor.code(&documento).await, "ID_INVALIDO", "{tipo}");
        }
        for id in ids.values() {
            let legible = String::from_utf8(URL_SAFE_NO_PAD.decode(id).unwrap()).unwrap();
            for otro in variantes(&legible) {
                let documento = format!("{{ node(id: \"{}\") {{ id }} }}", URL_SAFE_NO_PAD.encode(&otro));
                let respuesta = servidor.graphql(&documento).await;
                let (codigo, nodo) = (respuesta.refusal().1, &respuesta.json()["data"]["node"]);
                assert!(
                    (codigo == "ID_INVALIDO" || codigo.is_empty()) && nodo.is_null(),
                    "{legible} as {otro}: {}",
                    respuesta.text
                );
            }
            for cortado in [&id[1..], &id[..id.len() - 1], &id[..id.len() - 2]] {
                let respuesta = servidor.graphql(&format!("{{ node(id: \"{cortado}\") {{ id }} }}")).await.json();
                assert_ne!(respuesta["data"]["node"]["id"], id.as_str(), "{id} cut to {cortado}");
            }
        }
        for id in ["", "1", "hola", "****", "bm8gZXMgdW4gaWQ", "ZTEuMC4wLjA="] {
            assert_eq!(servidor.code(&format!("{{ node(id: \"{id}\") {{ id }} }}")).await, "ID_INVALIDO", "{id}");
        }
        assert_eq!(servidor.code("{ entidad { codigo } }").await, "ENTRADA_INVALIDA");
        let ambos = format!("{{ entidad(codigo: \"PRUEBA-A\" id: \"{}\") {{ codigo }} }}", ids["Entidad"]);
        assert_eq!(servidor.code(&ambos).await, "ENTRADA_INVALIDA");
    }
}

/// Other spellings of an id, and ids of rows that are not there.
fn variantes(legible: &str) -> Vec<String> {
    let (letra, numeros) = legible.split_at(1);
    let partes: Vec<i64> = numeros.split('.').map(|parte| parte.parse().unwrap()).collect();
    let mut variantes = vec![
        format!("{letra}+{numeros}"),
        format!("{letra}0{numeros}"),
        format!("{letra}-{numeros}"),
        format!("Z{numeros}"),
        format!("{legible}.0"),
        format!("{legible} "),
        letra.to_owned(),
    ];
    for cual in 0..4 {
        for valor in [987_654, i64::MAX, -1] {
            let mut otras = partes.clone();
            otras[cual] = valor;
            variantes.push(format!("{letra}{}.{}.{}.{}", otras[0], otras[1], otras[2], otras[3]));
        }
    }
    variantes
}
