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
async fn a_cost_is_for_everyone_where_it_hides_each_person() {
    for server in servidores().await {
        let grupos = "{ dotacion(dimensiones: [ENTIDAD, FAMILIA], entidades: { codigo: { igual: \"DEMO-MAI\" } }) \
                      { filas { puestosConRemuneracion costoMensual } } }";
        let suya = development(&server.base, "ana", &["editor@entidad:DEMO-MAI"]);
        let entero = server.graphql_as(&suya, grupos).await.json();
        let filas = entero["data"]["dotacion"]["filas"].as_array().unwrap_or_else(|| panic!("{entero}")).clone();
        let visibles = filas.iter().filter(|fila| fila["puestosConRemuneracion"].as_i64() >= Some(10)).count();
        assert!((1..filas.len()).contains(&visibles), "{entero}");
        // A stranger gets the large groups, and a refusal for each of the others.
        let publico = server.graphql(grupos).await.json();
        let errores = publico["errors"].as_array().unwrap();
        assert_eq!(errores.len(), filas.len() - visibles, "{publico} {entero}");
        assert!(errores.iter().all(|error| error["extensions"]["code"] == "PROHIBIDO"), "{publico}");
        for (propia, vista) in filas.iter().zip(publico["data"]["dotacion"]["filas"].as_array().unwrap()) {
            let grande = propia["puestosConRemuneracion"].as_i64() >= Some(10);
            let esperado = if grande { propia["costoMensual"].clone() } else { Value::Null };
            assert_eq!(vista["costoMensual"], esperado, "{vista}");
        }
        // Nor by order, bounds or a wider question than the permission.
        let ajena = development(&server.base, "eva", &["editor@entidad:DEMO-MANUAL"]);
        let orden = "{ dotacion(dimensiones: [PUESTO], orden: [{ medida: COSTO_MENSUAL }]) { filas { puestos } } }";
        let tener =
            "{ dotacion(dimensiones: [PUESTO], tener: [{ medida: COSTO_MENSUAL, min: \"1\" }]) { filas { puestos } } }";
        for documento in [orden, tener] {
            for token in [&suya, &ajena] {
                let answer = server.graphql_as(token, documento).await;
                assert_eq!(answer.refusal().1, "PROHIBIDO", "{documento}");
            }
        }
    }
}
