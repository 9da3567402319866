//! Two rules of the GraphQL specification that newer versions of the engine break: they show an upgrade that would.

use serde_json::json;

use crate::support::server::Server;

/// A failed field that cannot be null nulls its parent; it is not just left out.
#[tokio::test]
async fn a_failed_non_null_field_nulls_its_parent() {
    let answer = Server::start().await.graphql("{ nodo { nombre opcional { nombre obligatorio } } }").await;
    assert_eq!(answer.json()["data"], json!({ "nodo": { "nombre": "nodo", "opcional": null } }));
}

/// Keys come in the order of the document, not in the order in which their resolvers end.
#[tokio::test]
async fn keys_come_in_the_order_of_the_document() {
    let answer = Server::start().await.graphql("{ tarde hola z: tarde a: hola }").await;
    let data = r#""data":{"tarde":"tarde","hola":"hola quipu","z":"tarde","a":"hola quipu"}"#;
    assert!(answer.text.contains(data), "{}", answer.text);
}
