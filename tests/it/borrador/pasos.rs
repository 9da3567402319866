//! Drafts that are sent and discarded.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};
use crate::support::token::development;

const VERSIONES: &str = "{ entidad(codigo: \"PRUEBA\") { versiones F { totalCount nodes { numero estado } } ultimo: version(version: \
                         {ultimoBorrador: true}) { numero } } }";

/// Numbers and states of the versions that a list with this filter has.
async fn lista(taller: &Taller, filtro: &str) -> Vec<(i64, String)> {
    let datos = taller.leer(&VERSIONES.replace('F', filtro)).await;
    let lista = &datos["entidad"]["versiones"];
    let nodos = lista["nodes"].as_array().unwrap();
    assert_eq!(lista["totalCount"], nodos.len());
    nodos.iter().map(|v| (v["numero"].as_i64().unwrap(), texto(&v["estado"]))).collect()
}

/// A draft that was sent is read by the rector bodies from then on, with what changes later; sent again it stays as it was.
#[tokio::test]
async fn a_draft_is_sent() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let id = taller.borrador.clone();
        let rector = development(&taller.server.base, "servir", &["rector@*"]);
        let documento =
            format!("{{ node(id: \"{id}\") {{ ... on Version {{ numero matriz {{ numeroProcesos }} }} }} }}");
        assert_eq!(taller.server.graphql_as(&rector, &documento).await.json()["data"]["node"], Value::Null);
        let clave = json!({ "id": id, "claveIdempotencia": "envío 1", "revision": 1 });
        let enviada = taller.mutar_como(&taller.token, "enviarVersion", &clave).await.json();
        assert_eq!(enviada["data"]["enviarVersion"]["version"]["revision"], 2, "{enviada}");
        let repetida = taller.mutar_como(&taller.token, "enviarVersion", &clave).await.json();
        assert_eq!(repetida["data"]["enviarVersion"]["repetida"], true, "{repetida}");
        taller.revision = 2;
        let cuando = taller.de("Version", &id, "enviadaEn").await;
        assert_ne!(cuando["enviadaEn"], Value::Null);
        taller.hacer("enviarVersion", &json!({ "id": id })).await;
        assert_eq!(taller.revision, 2);
        taller.hacer("crearProceso", &json!({ "version": id, "nombre": "Después" })).await;
        let vista = taller.server.graphql_as(&rector, &documento).await.json();
        assert_eq!(vista["data"]["node"], json!({ "numero": 2, "matriz": { "numeroProcesos": 5 } }));
        let historial = taller.de("Version", &id, "enviadaEn historial { nodes { operacion revision } }").await;
        assert_eq!(historial["enviadaEn"], cuando["enviadaEn"]);
        let dichas = json!([{ "operacion": "COPIAR", "revision": 1 }, { "operacion": "ENVIAR", "revision": 2 },
            { "operacion": "CREAR_PROCESO", "revision": 3 }]);
        assert_eq!(historial["historial"]["nodes"], dichas);
        let vieja = taller.rechazo("enviarVersion", &json!({ "id": id, "revision": 1 })).await;
        assert_eq!(vieja["extensions"]["code"], "CONFLICTO");
    }
}

/// A discarded draft leaves lists and choices, stays readable by its number and with a filter, and serves as a base; nothing
/// changes it any more, not even the operator.
#[tokio::test]
async fn a_draft_is_discarded() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let id = taller.borrador.clone();
        let mutaciones = super::permisos::mutaciones(&taller, 2).await;
        let borrador = |estado: &str| (2, estado.to_owned());
        let publicada = (1, "PUBLICADA".to_owned());
        assert_eq!(lista(&taller, "").await, [publicada.clone(), borrador("BORRADOR")]);
        let dotacion = "{ dotacion(dimensiones: [], entidades: {codigo: {igual: \"PRUEBA\"}}, version: {ultimoBorrador: true}) { \
                        total { puestos } } }";
        assert_eq!(taller.leer(dotacion).await["dotacion"]["total"]["puestos"], 2);
        let hecho = taller.hacer("descartarBorrador", &json!({ "id": id })).await;
        assert_eq!((&hecho["version"]["estado"], &hecho["version"]["revision"]), (&json!("DESCARTADA"), &json!(2)));
        assert_eq!(lista(&taller, "").await, std::slice::from_ref(&publicada));
        assert_eq!(lista(&taller, "(filtro: {no: {vigente: true}})").await, []);
        assert_eq!(lista(&taller, "(filtro: {estado: [BORRADOR, PUBLICADA]})").await, std::slice::from_ref(&publicada));
        assert_eq!(lista(&taller, "(filtro: {estado: [DESCARTADA]})").await, [borrador("DESCARTADA")]);
        assert_eq!(lista(&taller, "(filtro: {descartadas: true})").await, [publicada, borrador("DESCARTADA")]);
        let datos = taller.leer(&VERSIONES.replace('F', "")).await;
        assert_eq!(datos["entidad"]["ultimo"], Value::Null);
        assert_eq!(taller.leer(dotacion).await["dotacion"]["total"]["puestos"], Value::Null);
        let leido =
            taller.de("Version", &id, "descartadaEn matriz { numeroTareas } historial { nodes { operacion } }").await;
        assert_ne!(leido["descartadaEn"], Value::Null);
        assert_eq!(leido["matriz"]["numeroTareas"], 3);
        assert_eq!(leido["historial"]["nodes"][1]["operacion"], "DESCARTAR");
        for (mutacion, input) in &mutaciones {
            let error = taller.rechazo(mutacion, input).await;
            assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO", "{mutacion}: {error}");
        }
        let db = taller.server.base.conectar().await;
        let ahora = crate::support::base::ahora();
        for numero in [Some(2), None] {
            let enviada = quipu::store::version::enviar(&db, "PRUEBA", numero, ahora).await.unwrap_err();
            let publicada = quipu::store::version::publicar(&db, "PRUEBA", numero, ahora).await.unwrap_err();
            let dicho = if numero.is_some() { "descartado" } else { "ningún borrador" };
            assert!(
                enviada.to_string().contains(dicho) && publicada.to_string().contains(dicho),
                "{enviada} {publicada}"
            );
        }
        let sql = "UPDATE version SET estado = 2, vigente = FALSE, publicada_en = creada_en WHERE numero = 2";
        let error = sea_orm::ConnectionTrait::execute_unprepared(&db, sql).await.unwrap_err();
        assert!(error.to_string().to_lowercase().contains("check"), "{error}");
        db.close().await.unwrap();
        let otro = taller.hacer("crearBorrador", &json!({ "entidad": "PRUEBA", "desde": 2 })).await;
        assert_eq!((&otro["version"]["numero"], &otro["version"]["estado"]), (&json!(3), &json!("BORRADOR")));
    }
}
