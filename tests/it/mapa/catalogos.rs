//! Sectors and catalogues: what is below them, and their ids.

use std::collections::BTreeMap;

use quipu::catalogo::embebido;
use serde_json::{Value, json};

use super::documento::texto;
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

fn codigos(lista: &Value) -> Vec<String> {
    lista["nodes"].as_array().unwrap().iter().map(|nodo| texto(&nodo["codigo"])).collect()
}

/// Each entity is below its sector, and below no other.
#[tokio::test]
async fn a_sector_has_its_entities() {
    let mut esperadas: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let archivos = embebido().unwrap();
    for entidad in archivos.entidades {
        esperadas.entry(entidad.sector).or_default().push(entidad.codigo);
    }
    for codigos in esperadas.values_mut() {
        codigos.sort();
    }
    for base in en_ambas(Contenido::Catalogos).await {
        let servidor = Server::quipu(base).await;
        let documento =
            "{ sectores { codigo entidades(first: 200) { totalCount nodes { codigo sector { codigo } } } } }";
        let mut datos = servidor.data(documento).await;
        let sectores: Vec<Value> = serde_json::from_value(datos["sectores"].take()).unwrap();
        assert_eq!(sectores.len(), esperadas.len());
        for sector in sectores {
            let suyas = &esperadas[sector["codigo"].as_str().unwrap()];
            assert_eq!(&codigos(&sector["entidades"]), suyas);
            assert_eq!(sector["entidades"]["totalCount"], json!(suyas.len()));
            let nodos = sector["entidades"]["nodes"].as_array().unwrap();
            assert!(nodos.iter().all(|entidad| entidad["sector"]["codigo"] == sector["codigo"]), "{sector}");
        }
    }
}

/// They are filtered, sorted and paged as any list; a cursor is of one sector.
#[tokio::test]
async fn the_entities_of_a_sector_are_a_list() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let de = async |codigo: &str, argumentos: &str| {
            let documento = format!(
                "{{ entidad(codigo: \"{codigo}\") {{ sector {{ id entidades({argumentos}) {{ totalCount nodes {{ codigo }} \
                 pageInfo {{ hasNextPage endCursor }} }} }} }} }}"
            );
            servidor.data(&documento).await["entidad"]["sector"].take()
        };
        let todas = de("01-001-PCM", "first: 200, orden: [{ campo: CODIGO, direccion: DESC }]").await;
        let todas = codigos(&todas["entidades"]);
        assert!(todas.len() > 4 && todas.is_sorted_by(|a, b| a > b), "{todas:?}");
        let primera = de("01-001-PCM", "first: 3, orden: [{ campo: CODIGO, direccion: DESC }]").await;
        assert_eq!(codigos(&primera["entidades"]), todas[..3]);
        assert_eq!(primera["entidades"]["pageInfo"]["hasNextPage"], true);
        let cursor = texto(&primera["entidades"]["pageInfo"]["endCursor"]);
        let id = texto(&primera["id"]);
        let siguiente = async |id: &str| {
            let documento = format!(
                "{{ node(id: \"{id}\") {{ ... on Sector {{ entidades(first: 200, orden: [{{ campo: CODIGO, direccion: DESC }}], \
                 after: \"{cursor}\") {{ nodes {{ codigo }} }} }} }} }}"
            );
            servidor.graphql(&documento).await
        };
        assert_eq!(codigos(&siguiente(&id).await.json()["data"]["node"]["entidades"]), todas[3..]);
        let sectores = servidor.data("{ sectores { id } }").await;
        let otro = texto(&sectores["sectores"][3]["id"]);
        assert_ne!(otro, id);
        assert_eq!(siguiente(&otro).await.refusal().1, "CURSOR_INVALIDO");
        let una = de("01-001-PCM", "filtro: { sigla: { igual: \"INEI\" } }").await;
        assert_eq!(
            (codigos(&una["entidades"]), &una["entidades"]["totalCount"]),
            (vec!["01-002-INEI".to_owned()], &json!(1))
        );
        let documento = "{ sectores { entidades(filtro: { clasificacion: [\"NADA\"] }) { totalCount } } }";
        assert_eq!(servidor.code(documento).await, "ENTRADA_INVALIDA");
        let documento = "{ sectores { entidades(first: 201) { totalCount } } }";
        assert_eq!(servidor.code(documento).await, "PAGINA_FUERA_DE_RANGO");
    }
}

/// One statement for the sectors of a level, wherever they come from.
#[tokio::test]
async fn sectors_of_a_level_are_read_at_once() {
    const DE: &str = "sector { entidades(first: 2) { nodes { codigo } } }";
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        assert_eq!(servidor.statements("{ sectores { entidades(first: 2) { nodes { codigo } } } }").await, 1);
        for (pocas, muchas) in [
            (
                format!("{{ entidades(first: 1) {{ nodes {{ {DE} }} }} }}"),
                format!("{{ entidades(first: 200) {{ nodes {{ {DE} }} }} }}"),
            ),
            (
                format!("{{ dotacion(dimensiones: [SECTOR], first: 1) {{ filas {{ clave {{ {DE} }} }} }} }}"),
                format!("{{ dotacion(dimensiones: [SECTOR], first: 100) {{ filas {{ clave {{ {DE} }} }} }} }}"),
            ),
        ] {
            assert_eq!(servidor.statements(&pocas).await, servidor.statements(&muchas).await, "{muchas}");
        }
        for agregado in [
            format!("calidadDeServicios(dimensiones: [SECTOR]) {{ filas {{ clave {{ {DE} }} }} }}"),
            format!("indicadoresEntrega(dimensiones: [SECTOR]) {{ filas {{ clave {{ {DE} }} }} }}"),
            format!("indicadoresRegistro(por: SECTOR) {{ filas {{ {DE} }} }}"),
            format!("efectoMejoras(dimensiones: [SECTOR]) {{ filas {{ {DE} }} }}"),
        ] {
            let sin = agregado.replace(DE, "sector { codigo }");
            let (sin, con) = (format!("{{ {sin} }}"), format!("{{ {agregado} }}"));
            assert_eq!(servidor.statements(&con).await, servidor.statements(&sin).await + 1, "{con}");
        }
    }
}

/// The table of directivos is its file, by its key.
#[tokio::test]
async fn table_4_10_is_its_file() {
    let mut esperados = embebido().unwrap().catalogo.directivos;
    esperados.sort_by_key(|d| (d.clasificacion.clone(), d.nivel_organizacional, d.naturaleza.clone()));
    assert_eq!(esperados.len(), 45);
    let esperados: Vec<Value> = esperados
        .into_iter()
        .map(|d| {
            json!({ "clasificacion": d.clasificacion, "nivelOrganizacional": d.nivel_organizacional,
                "naturaleza": d.naturaleza, "grupo": { "codigo": d.grupo } })
        })
        .collect();
    for base in en_ambas(Contenido::Catalogos).await {
        let servidor = Server::quipu(base).await;
        let documento =
            "{ catalogos { directivos { clasificacion nivelOrganizacional naturaleza grupo { codigo } } } }";
        assert_eq!(servidor.data(documento).await["catalogos"]["directivos"], json!(esperados));
        assert_eq!(servidor.statements(documento).await, 0);
    }
}
