//! A cursor is of one list and one order: anywhere else it is refused with its code, never misread.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use quipu::schema::QuipuSchema;

use super::cursores::servidores;
use super::documento::{listas, texto};
use crate::support::server::Server;

const RECHAZO: &str = "CURSOR_INVALIDO";

/// The cursor of one parent's list is refused below another one: it would give an empty page of a list that goes on.
#[tokio::test]
async fn a_cursor_of_another_parent_is_refused() {
    for servidor in servidores().await {
        let datos = servidor
            .data(
                "{ entidad(codigo: \"PRUEBA-A\") { macroprocesos { nodes { id subprocesos(first: 1) { \
                 pageInfo { endCursor hasNextPage } } } } } }",
            )
            .await;
        let nodos = datos["entidad"]["macroprocesos"]["nodes"].as_array().unwrap();
        let cursor = texto(&nodos[0]["subprocesos"]["pageInfo"]["endCursor"]);
        let de = |id: &str| {
            format!(
                "{{ node(id: \"{id}\") {{ ... on Proceso {{ subprocesos(after: \"{cursor}\") {{ nodes {{ id }} }} }} }} }}"
            )
        };
        servidor.data(&de(&texto(&nodos[0]["id"]))).await;
        for otro in &nodos[1..] {
            assert_eq!(servidor.code(&de(&texto(&otro["id"]))).await, RECHAZO);
        }
        // All parents at once: the cursor can be of one of them at most.
        let todos = format!(
            "{{ entidad(codigo: \"PRUEBA-A\") {{ macroprocesos {{ nodes {{ subprocesos(after: \"{cursor}\") {{ \
             nodes {{ id }} }} }} }} }} }}"
        );
        assert_eq!(servidor.code(&todos).await, RECHAZO);
    }
}

/// Every list refuses the cursors of every other list and order, and takes its own.
#[tokio::test]
async fn a_cursor_of_another_list_or_order_is_refused() {
    for servidor in servidores().await {
        let listas = listas(&servidor, "PRUEBA-A").await;
        let mut cursores = Vec::new();
        for lista in &listas {
            cursores.extend(lista.pagina(&servidor, "first: 1").await.cursores.pop());
        }
        let distintos: std::collections::HashSet<&String> = cursores.iter().collect();
        assert!(distintos.len() > 15, "cursors of many lists");
        for lista in &listas {
            let propio = lista.pagina(&servidor, "first: 1").await.cursores.pop();
            for cursor in cursores.iter().filter(|cursor| Some(*cursor) != propio.as_ref()) {
                let documento = lista.documento(&format!("after: \"{cursor}\""), "nodes { id }");
                assert_eq!(servidor.code(&documento).await, RECHAZO, "{documento}");
            }
            let Some(propio) = propio else { continue };
            let otro_orden = format!("after: \"{propio}\" orden: [{{campo: {}, direccion: DESC}}]", lista.campos[0]);
            assert_eq!(servidor.code(&lista.documento(&otro_orden, "nodes { id }")).await, RECHAZO);
            servidor.data(&lista.documento(&format!("after: \"{propio}\""), "nodes { id }")).await;
        }
    }
}

/// Cursors that are cut, invented, or hold values that the column cannot: refused before they reach the database.
#[tokio::test]
async fn forged_cursors_are_refused() {
    for servidor in servidores().await {
        let documento = |cursor: &str| format!("{{ entidades(first: 1 after: \"{cursor}\") {{ nodes {{ id }} }} }}");
        let datos = servidor.data("{ entidades(first: 1) { pageInfo { endCursor } } }").await;
        let bueno = texto(&datos["entidades"]["pageInfo"]["endCursor"]);
        let legible = String::from_utf8(URL_SAFE_NO_PAD.decode(&bueno).unwrap()).unwrap();
        assert!(legible.contains("\"v\":[\""), "{legible}");
        let inicio = &legible[..legible.find("\"v\":").unwrap()];
        let falsos = ["[]", "[null]", "[1]", "[1.5]", "[\"a\",\"b\"]", "[{}]", "[\"\\u0000\"]", "7"];
        for valores in falsos {
            let cursor = URL_SAFE_NO_PAD.encode(format!("{inicio}\"v\":{valores}}}"));
            let codigo = servidor.code(&documento(&cursor)).await;
            assert!(codigo == RECHAZO || codigo == "ENTRADA_INVALIDA", "{valores}: {codigo}");
        }
        for cursor in ["", "no es", "e30", &bueno[..bueno.len() - 3]] {
            assert_eq!(servidor.code(&documento(cursor)).await, RECHAZO, "{cursor}");
        }
        // A list that is empty has no cursors.
        let sin_reporte = format!(
            "{{ entidad(codigo: \"01-001-PCM\") {{ macroprocesos(after: \"{bueno}\") {{ nodes {{ id }} }} }} }}"
        );
        assert_eq!(servidor.code(&sin_reporte).await, RECHAZO);
    }
}

/// A tree's cursor is of that tree.
#[tokio::test]
async fn a_cursor_of_another_tree_is_refused() {
    for servidor in servidores().await {
        let cursor = cursor_de_arbol(&servidor, "PRUEBA-A").await;
        let otro = format!(
            "{{ entidad(codigo: \"PRUEBA-B\") {{ matriz {{ arbol(after: \"{cursor}\") {{ pageInfo {{ endCursor }} }} }} }} }}"
        );
        assert_eq!(servidor.code(&otro).await, RECHAZO);
        assert_eq!(servidor.code(&otro.replace(&cursor, "YXJib2w6MQ")).await, RECHAZO);
        servidor.data(&otro.replace("PRUEBA-B", "PRUEBA-A")).await;
    }
}

async fn cursor_de_arbol(servidor: &Server<QuipuSchema>, codigo: &str) -> String {
    let documento = format!(
        "{{ entidad(codigo: \"{codigo}\") {{ matriz {{ arbol(first: 3) {{ pageInfo {{ endCursor }} }} }} }} }}"
    );
    let datos = servidor.data(&documento).await;
    texto(&datos["entidad"]["matriz"]["arbol"]["pageInfo"]["endCursor"])
}
