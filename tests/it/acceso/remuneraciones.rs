//! What posts are paid: to whom it is granted; in sums, to everyone where the group is large enough.

use serde_json::{Value, json};

use super::{PROPIA, servidores};
use crate::support::token::development;

const PUESTO: &str = "{ entidad(codigo: \"E\") { puestos(first: 1) { nodes { remuneracion } } } }";

#[tokio::test]
async fn a_post_s_pay_is_for_whom_it_is_granted() {
    for server in servidores().await {
        let documento = PUESTO.replace("\"E\"", &format!("\"{PROPIA}\""));
        let cases: [(&[&str], bool); 5] = [
            (&[], false),
            (&["lector@*"], false),
            (&["rector@*"], false),
            (&["editor@entidad:DEMO-MAI"], false),
            (&["editor@entidad:DEMO-MANUAL"], true),
        ];
        for (roles, sees) in cases {
            let token = development(&server.base, "ana", roles);
            let answer = server.graphql_as(&token, &documento).await.json();
            let code = &answer["errors"][0]["extensions"]["code"];
            assert_eq!(*code, if sees { Value::Null } else { json!("PROHIBIDO") }, "{roles:?} {answer}");
        }
    }
}

#[tokio::test]
async fn a_cost_is_for_whom_all_it_is_made_of_is_granted() {
    for server in servidores().await {
        let suya = development(&server.base, "ana", &["editor@entidad:DEMO-MAI"]);
        let de_mai = r#"entidades: { codigo: { igual: "DEMO-MAI" } }"#;
        let cifras = format!("{{ dotacion(dimensiones: [FAMILIA], {de_mai}) {{ filas {{ puestos costoMensual }} }} }}");
        let propia = server.graphql_as(&suya, &cifras).await.json();
        assert!(propia["errors"].is_null() && propia.to_string().contains(r#""costoMensual":""#), "{propia}");
        // What is refused is null, and alone: the figures beside it are there.
        let publica = server.graphql(&cifras).await.json();
        let filas = propia["data"]["dotacion"]["filas"].as_array().unwrap();
        assert_eq!(publica["errors"].as_array().unwrap().len(), filas.len());
        for (propia, vista) in filas.iter().zip(publica["data"]["dotacion"]["filas"].as_array().unwrap()) {
            assert_eq!(*vista, json!({ "puestos": propia["puestos"], "costoMensual": null }));
        }
        let preguntas = [
            format!("dimensiones: [PUESTO], {de_mai}, orden: [{{ medida: COSTO_MENSUAL }}]"),
            format!("dimensiones: [PUESTO], {de_mai}, tener: [{{ medida: COSTO_MENSUAL, min: \"1\" }}]"),
        ];
        let ajena = development(&server.base, "eva", &["editor@entidad:DEMO-MANUAL"]);
        for pregunta in preguntas {
            let documento = format!("{{ dotacion({pregunta}) {{ filas {{ puestos }} }} }}");
            assert!(server.graphql_as(&suya, &documento).await.json()["errors"].is_null());
            assert_eq!(server.graphql_as(&ajena, &documento).await.refusal().1, "PROHIBIDO", "{documento}");
            let ancha = documento.replace(de_mai, "first: 5");
            assert_eq!(server.graphql_as(&suya, &ancha).await.refusal().1, "PROHIBIDO", "{ancha}");
        }
        // However many rows ask, the permission is looked up once.
        let pocas = server.statements("{ dotacion(dimensiones: [GRUPO]) { filas { puestos } } }").await;
        let documento = "{ dotacion(dimensiones: [PUESTO], first: 1000) { filas { costoMensual } } }";
        let before = server.app.statements.sentencias();
        server.graphql_as(&suya, documento).await;
        assert!(server.app.statements.sentencias() - before <= pocas + 6, "one for each row");
    }
}
