//! Readings of the rector bodies are recorded: who, what, when; and the record is only added to.

use quipu_entities::consulta_registrada::Entity;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};

use super::{ENVIO, servidores};
use crate::support::server::send;
use crate::support::token::development;

#[tokio::test]
async fn readings_across_entities_are_recorded() {
    for server in servidores().await {
        let documento = format!(
            "query Leer {{ entidad(codigo: \"{ENVIO}\") {{ version(version: {{ numero: 2 }}) {{ numero }} }} }}"
        );
        for roles in [&["lector@entidad:DEMO-MAI"][..], &["operador@*"], &["lector@*"]] {
            let token = development(&server.base, "ana", roles);
            assert_eq!(server.graphql_as(&token, &documento).await.status, 200);
        }
        let db = server.base.conectar().await;
        assert_eq!(Entity::find().all(&db).await.unwrap(), [], "who reads what is their own is not recorded");
        let rector = development(&server.base, "sgp", &["rector@*"]);
        let answer = server.graphql_as(&rector, &documento).await;
        let filas = Entity::find().all(&db).await.unwrap();
        assert_eq!(filas.len(), 1);
        assert_eq!((filas[0].sujeto.as_str(), filas[0].documento.as_str()), ("sgp", documento.as_str()));
        assert_eq!(filas[0].solicitud, answer.header("x-request-id"));
        // Nobody's reading is recorded under the id of another.
        let ajena = json!({ "query": documento });
        let ajena = server.post().bearer_auth(&rector).header("x-request-id", &filas[0].solicitud).json(&ajena);
        let propia = send(ajena).await.header("x-request-id").to_owned();
        let filas = Entity::find().all(&db).await.unwrap();
        assert_eq!((filas.len(), filas.iter().filter(|fila| fila.solicitud == propia).count()), (2, 1));
        for cambio in ["UPDATE consulta_registrada SET sujeto = 'otro'", "DELETE FROM consulta_registrada"] {
            assert!(db.execute_unprepared(cambio).await.unwrap_err().to_string().contains("SOLO_AGREGAR"));
        }
    }
}

/// The record is read by who runs the service, in pages, by whom and when; by nobody else.
#[tokio::test]
async fn the_record_is_for_who_runs_the_service() {
    const LISTA: &str = "{ lecturasRegistradas(ARGS) { totalCount pageInfo { hasNextPage endCursor } nodes { momento sujeto \
                         solicitud operacion documento variables } } }";
    for server in servidores().await {
        let leer = async |sujeto: &str, nombre: &str| {
            let cuerpo = json!({ "query": format!("query {nombre}($n: Int) {{ entidades(first: $n) {{ totalCount }} }}"), "variables": { "n": 3 }, "operationName": nombre });
            let token = development(&server.base, sujeto, &["rector@*"]);
            let answer = send(server.post().bearer_auth(token).json(&cuerpo)).await;
            answer.header("x-request-id").to_owned()
        };
        let solicitudes = [leer("sgp", "Una").await, leer("servir", "Otra").await, leer("sgp", "Tercera").await];
        let operador = development(&server.base, "ops", &["operador@*"]);
        let lista = async |argumentos: &str| {
            let documento = LISTA.replace("(ARGS)", argumentos);
            let answer = server.graphql_as(&operador, &documento).await.json();
            assert!(answer["errors"].is_null(), "{answer}");
            answer["data"]["lecturasRegistradas"].clone()
        };
        let todas = lista("").await;
        assert_eq!(todas["totalCount"], 3, "{todas}");
        for (nodo, solicitud) in todas["nodes"].as_array().unwrap().iter().zip(&solicitudes) {
            assert_eq!(nodo["solicitud"], json!(solicitud));
            assert_eq!(nodo["variables"], r#"{"n":3}"#);
            assert!(nodo["documento"].as_str().unwrap().starts_with("query "));
        }
        let instante = todas["nodes"][1]["momento"].as_str().unwrap();
        for (argumentos, operaciones) in [
            ("(filtro: { sujeto: { igual: \"sgp\" } })".to_owned(), json!(["Una", "Tercera"])),
            ("(orden: [{ campo: MOMENTO, direccion: DESC }])".to_owned(), json!(["Tercera", "Otra", "Una"])),
            ("(orden: [{ campo: SUJETO, direccion: DESC }], first: 1)".to_owned(), json!(["Una"])),
            (format!("(filtro: {{ desde: \"{instante}\" }})"), json!(["Otra", "Tercera"])),
            (format!("(filtro: {{ hasta: \"{instante}\" }})"), json!(["Una"])),
            (
                format!("(filtro: {{ no: {{ solicitud: {{ igual: \"{}\" }} }} }})", solicitudes[0]),
                json!(["Otra", "Tercera"]),
            ),
        ] {
            let vistas = lista(&argumentos).await;
            let vistas: Vec<&Value> =
                vistas["nodes"].as_array().unwrap().iter().map(|nodo| &nodo["operacion"]).collect();
            assert_eq!(json!(vistas), operaciones, "{argumentos}");
        }
        let primera = lista("(first: 2)").await;
        assert_eq!(primera["pageInfo"]["hasNextPage"], true);
        let siguiente = lista(&format!("(first: 2, after: {})", primera["pageInfo"]["endCursor"])).await;
        assert_eq!((&siguiente["nodes"][0]["operacion"], &siguiente["nodes"][1]), (&json!("Tercera"), &Value::Null));

        let documento = LISTA.replace("(ARGS)", "");
        assert_eq!(server.graphql(&documento).await.refusal().1, "PROHIBIDO");
        for roles in [&["rector@*"][..], &["lector@*", "responsable@entidad:DEMO-MAI"], &["operador@entidad:DEMO-MAI"]]
        {
            let token = development(&server.base, "ana", roles);
            let answer = server.graphql_as(&token, &documento).await;
            assert_eq!(answer.refusal().1, "PROHIBIDO", "{roles:?}");
            assert_eq!(answer.json()["data"], json!({ "lecturasRegistradas": null }));
        }
    }
}
