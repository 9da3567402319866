//! A whole subtree in one call: flat, in reading order, with depth, in pages, for one root and for many.

use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use super::cursores::servidores;
use super::documento::texto;
use crate::support::server::Server;

const NODOS: &str =
    "nodes { profundidad orden nodo { __typename ... on Node { id } } } pageInfo { hasNextPage endCursor }";

/// Depth, kind and id of each node below a process, walked list by list: its activities with their tasks, then its
/// subprocesses.
async fn recorrido(servidor: &Server<QuipuSchema>, id: &str) -> Vec<Value> {
    let mut recorrido = Vec::new();
    let mut pila = vec![(id.to_owned(), 0, "Proceso")];
    while let Some((id, profundidad, tipo)) = pila.pop() {
        recorrido.push(json!([profundidad, tipo, id]));
        let documento = format!(
            "{{ node(id: \"{id}\") {{ ... on Proceso {{ subprocesos(first: 200) {{ nodes {{ id }} }} \
             actividades(first: 200) {{ nodes {{ id }} }} }} ... on Actividad {{ tareas(first: 200) {{ nodes {{ id }} }} }} }} }}"
        );
        let nodo = servidor.data(&documento).await["node"].take();
        let hijos = [("actividades", "Actividad"), ("tareas", "Tarea"), ("subprocesos", "Proceso")];
        for (lista, tipo) in hijos.into_iter().rev() {
            let nodos = nodo[lista]["nodes"].as_array().into_iter().flatten().rev();
            pila.extend(nodos.map(|hijo| (texto(&hijo["id"]), profundidad + 1, tipo)));
        }
    }
    recorrido.remove(0);
    recorrido
}

fn nodos(arbol: &Value) -> Vec<Value> {
    let nodos = arbol["nodes"].as_array().unwrap();
    assert!(nodos.is_sorted_by_key(|lugar| lugar["orden"].as_i64().unwrap()));
    nodos.iter().map(|lugar| json!([lugar["profundidad"], lugar["nodo"]["__typename"], lugar["nodo"]["id"]])).collect()
}

async fn macroprocesos(servidor: &Server<QuipuSchema>, campos: &str) -> Vec<Value> {
    let documento = format!("{{ entidad(codigo: \"PRUEBA-A\") {{ macroprocesos {{ nodes {{ id {campos} }} }} }} }}");
    let datos = servidor.data(&documento).await;
    datos["entidad"]["macroprocesos"]["nodes"].as_array().unwrap().clone()
}

/// The tree of a process is the walk through its lists, and `descendientes` counts it; trees of many processes in one
/// query are the same trees.
#[tokio::test]
async fn a_tree_is_the_walk_through_the_lists() {
    for servidor in servidores().await {
        for macroproceso in macroprocesos(&servidor, &format!("descendientes arbol {{ {NODOS} }}")).await {
            let esperado = recorrido(&servidor, &texto(&macroproceso["id"])).await;
            assert_eq!(nodos(&macroproceso["arbol"]), esperado);
            assert_eq!(macroproceso["descendientes"], esperado.len());
            assert_eq!(macroproceso["arbol"]["pageInfo"]["hasNextPage"], false);
        }
    }
}

/// The tree of a matrix is all of its processes with their trees, one step higher.
#[tokio::test]
async fn the_tree_of_a_matrix_is_its_processes_with_their_trees() {
    for servidor in servidores().await {
        let datos =
            servidor.data(&format!("{{ entidad(codigo: \"PRUEBA-A\") {{ matriz {{ arbol {{ {NODOS} }} }} }} }}")).await;
        let mut esperado = Vec::new();
        for macroproceso in macroprocesos(&servidor, &format!("arbol {{ {NODOS} }}")).await {
            esperado.push(json!([0, "Proceso", macroproceso["id"]]));
            let suyos = nodos(&macroproceso["arbol"]).into_iter();
            esperado.extend(suyos.map(|n| json!([n[0].as_i64().unwrap(), n[1], n[2]])));
        }
        assert_eq!(nodos(&datos["entidad"]["matriz"]["arbol"]), esperado);
    }
}

/// Pages of a tree put together are the tree, and what was cut says so; so does a tree cut at its root.
#[tokio::test]
async fn pages_of_a_tree_are_the_tree() {
    for servidor in servidores().await {
        let arbol = |argumentos: &str| {
            format!("{{ entidad(codigo: \"PRUEBA-B\") {{ matriz {{ arbol(first: {argumentos}) {{ {NODOS} }} }} }} }}")
        };
        let leer =
            async |argumentos: &str| servidor.data(&arbol(argumentos)).await["entidad"]["matriz"]["arbol"].take();
        let entero = nodos(&leer("10000").await);
        assert!(entero.len() > 100);
        for tamano in [1, 7, 50, entero.len() - 1, entero.len()] {
            let (mut partes, mut despues) = (Vec::new(), String::new());
            // A page of one node is enough to see how the first ones follow each other.
            while partes.len() < if tamano == 1 { 9 } else { entero.len() } {
                let pagina = leer(&format!("{tamano} {despues}")).await;
                partes.extend(nodos(&pagina));
                assert_eq!(pagina["pageInfo"]["hasNextPage"], partes.len() < entero.len());
                despues = format!("after: \"{}\"", texto(&pagina["pageInfo"]["endCursor"]));
            }
            assert_eq!(partes, entero[..partes.len()]);
        }
        assert_eq!(leer("0").await["pageInfo"]["hasNextPage"], true);
        for fuera in ["-1", "10001"] {
            assert_eq!(servidor.code(&arbol(fuera)).await, "PAGINA_FUERA_DE_RANGO");
        }
    }
}

/// A tree goes as deep as it is told to.
#[tokio::test]
async fn a_tree_goes_as_deep_as_told() {
    for servidor in servidores().await {
        let entero = macroprocesos(&servidor, &format!("arbol {{ {NODOS} }}")).await;
        for pasos in 0..4 {
            let cortado = macroprocesos(&servidor, &format!("arbol(profundidad: {pasos}) {{ {NODOS} }}")).await;
            for (cortado, entero) in cortado.iter().zip(&entero) {
                let mut esperado = nodos(&entero["arbol"]);
                esperado.retain(|nodo| nodo[0].as_i64().unwrap() <= pasos);
                assert_eq!(nodos(&cortado["arbol"]), esperado);
            }
        }
        let negativa = "{ entidad(codigo: \"PRUEBA-A\") { matriz { arbol(profundidad: -1) { nodes { orden } } } } }";
        assert_eq!(servidor.code(negativa).await, "ENTRADA_INVALIDA");
    }
}
