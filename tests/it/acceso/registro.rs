//! Readings of the rector bodies are recorded: who, what, when; and the record is only added to.

use sea_orm::{ConnectionTrait, EntityTrait};

use super::{ENVIO, servidores};
use crate::support::token::development;
use quipu_entities::consulta_registrada::Entity;

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
        for cambio in ["UPDATE consulta_registrada SET sujeto = 'otro'", "DELETE FROM consulta_registrada"] {
            assert!(db.execute_unprepared(cambio).await.unwrap_err().to_string().contains("SOLO_AGREGAR"));
        }
    }
}
