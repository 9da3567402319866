//! Sizes of pages, what was cut, and counts that are made only when asked for.

use serde_json::json;

use super::cursores::servidores;
use super::documento::{listas, texto};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

/// Every list gives 20 rows if nothing is said, up to 200, and refuses other sizes instead of clamping them.
#[tokio::test]
async fn every_list_has_the_same_default_and_maximum() {
    for servidor in servidores().await {
        let mut cortadas = 0;
        for lista in listas(&servidor, "PRUEBA-A").await {
            let entera = lista.pagina(&servidor, "first: 200").await;
            let primera = lista.pagina(&servidor, "").await;
            assert_eq!(primera.ids, entera.ids[..entera.ids.len().min(20)], "{lista:?}");
            assert_eq!(primera.sigue, entera.ids.len() > 20, "{lista:?}");
            cortadas += usize::from(primera.sigue);
            for fuera in ["201", "-1", "2147483647"] {
                let documento = lista.documento(&format!("first: {fuera}"), "nodes { id }");
                assert_eq!(servidor.code(&documento).await, "PAGINA_FUERA_DE_RANGO", "{documento}");
            }
        }
        assert!(cortadas > 5, "lists longer than a page");
    }
}

/// What was cut is visible even when nothing was asked to be shown, and the ends of a page are its cursors.
#[tokio::test]
async fn what_was_cut_is_visible() {
    const INFO: &str = "edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount";
    for servidor in servidores().await {
        for lista in listas(&servidor, "PRUEBA-B").await {
            let total = lista.leer(&servidor, "first: 200", "totalCount nodes { id }").await;
            let filas = total["nodes"].as_array().unwrap().len();
            assert_eq!(total["totalCount"], filas, "{lista:?}");
            let ninguna = lista.leer(&servidor, "first: 0", INFO).await;
            let esperada =
                json!({ "hasNextPage": filas > 0, "hasPreviousPage": false, "startCursor": null, "endCursor": null });
            assert_eq!((&ninguna["pageInfo"], &ninguna["totalCount"]), (&esperada, &json!(filas)), "{lista:?}");
            if filas < 3 {
                continue;
            }
            let una = lista.leer(&servidor, "first: 2", INFO).await;
            let cursor = |i: usize| texto(&una["edges"][i]["cursor"]);
            let esperada = json!({ "hasNextPage": true, "hasPreviousPage": false, "startCursor": cursor(0), "endCursor": cursor(1) });
            assert_eq!(una["pageInfo"], esperada, "{lista:?}");
            let despues = lista.leer(&servidor, &format!("first: 200 after: \"{}\"", cursor(1)), INFO).await;
            assert_eq!(despues["pageInfo"]["hasPreviousPage"], true);
            assert_eq!(despues["totalCount"], filas, "all rows, not those of the page");
            assert_eq!(despues["edges"].as_array().unwrap().len(), filas - 2);
        }
    }
}

/// A count costs one statement more, and nothing when it is not asked for.
#[tokio::test]
async fn a_count_is_made_only_when_asked_for() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let documento = |raiz: &str, nivel: &str| {
            format!(
                "{{ entidades(first: 3 filtro: {{reportaron: true}}) {{ {raiz} nodes {{ macroprocesos {{ {nivel} nodes {{ subprocesos {{ {nivel} nodes {{ id }} }} }} }} }} }} }}"
            )
        };
        let sin = servidor.statements(&documento("", "")).await;
        assert_eq!(servidor.statements(&documento("totalCount", "")).await, sin + 1);
        assert_eq!(servidor.statements(&documento("totalCount", "totalCount")).await, sin + 3);
    }
}
