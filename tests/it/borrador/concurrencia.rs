//! Two clients over one draft, and requests that are sent again.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};
use crate::support::token::development;

/// Who edits what another changed meanwhile is told what was read and what is there.
#[tokio::test]
async fn a_stale_edit_is_a_conflict() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let m01 = taller.llamado("Proceso", "procesos", "M.01").await;
        taller.hacer("cambiarProceso", &json!({ "id": m01, "nombre": "De ana" })).await;
        let error = taller.rechazo("cambiarProceso", &json!({ "id": m01, "nombre": "De eva", "revision": 1 })).await;
        let extensions = &error["extensions"];
        assert_eq!(extensions["code"], "CONFLICTO");
        assert_eq!((&extensions["revisionEnviada"], &extensions["revisionActual"]), (&json!(1), &json!(2)));
        assert_eq!(extensions["actual"]["numero"], 2);
        assert_eq!(extensions["actual"]["matrices"][0]["procesos"], 4);
        assert_eq!(taller.de("Proceso", &m01, "nombre").await, json!({ "nombre": "De ana" }));
    }
}

/// Of many edits that name one revision at the same time exactly one is done.
#[tokio::test]
async fn of_edits_at_the_same_time_one_is_done() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let version = taller.borrador.clone();
        let cada = (0..8).map(|i| {
            let token = development(&taller.server.base, &format!("cliente {i}"), &["editor@entidad:PRUEBA"]);
            let input = json!({ "version": version, "revision": 1, "nombre": format!("Proceso {i}") });
            let taller = &taller;
            async move { taller.mutar_como(&token, "crearProceso", &input).await.json() }
        });
        let respuestas = futures(cada.collect()).await;
        let hechas = respuestas.iter().filter(|r| r["errors"] == Value::Null).count();
        assert_eq!(hechas, 1, "{respuestas:?}");
        let codigos = respuestas.iter().filter_map(|r| r["errors"][0]["extensions"]["code"].as_str());
        assert!(codigos.collect::<Vec<_>>().iter().all(|codigo| *codigo == "CONFLICTO"), "{respuestas:?}");
        taller.revision = 2;
        let datos = taller.de("Version", &version, "revision matriz { numeroProcesos }").await;
        assert_eq!(datos, json!({ "revision": 2, "matriz": { "numeroProcesos": 5 } }));
    }
}

/// Runs them all at once.
async fn futures<F: Future>(todas: Vec<F>) -> Vec<F::Output> {
    let mut pendientes: Vec<_> = todas.into_iter().map(Box::pin).collect();
    let mut respuestas = Vec::new();
    std::future::poll_fn(|cx| {
        pendientes.retain_mut(|futuro| match futuro.as_mut().poll(cx) {
            std::task::Poll::Ready(respuesta) => {
                respuestas.push(respuesta);
                false
            }
            std::task::Poll::Pending => true,
        });
        if pendientes.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    respuestas
}

/// A request that is sent again gets its first answer; its key with another request is refused.
#[tokio::test]
async fn a_request_that_is_sent_again_is_done_once() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let version = taller.borrador.clone();
        let token = taller.token.clone();
        let crear = json!({ "version": version, "revision": 1, "nombre": "Uno", "claveIdempotencia": "p-1" });
        let primera = taller.mutar_como(&token, "crearProceso", &crear).await.json();
        let segunda = taller.mutar_como(&token, "crearProceso", &crear).await.json();
        let [primera, segunda] = [primera, segunda].map(|r| r["data"]["crearProceso"].clone());
        assert_eq!((&primera["repetida"], &segunda["repetida"]), (&json!(false), &json!(true)));
        assert_eq!(primera["proceso"], segunda["proceso"]);
        let otra = json!({ "version": version, "revision": 2, "nombre": "Dos", "claveIdempotencia": "p-1" });
        assert_eq!(taller.mutar_como(&token, "crearProceso", &otra).await.refusal().1, "CLAVE_REUTILIZADA");
        let id = texto(&primera["proceso"]["id"]);
        let eliminar = json!({ "id": id, "revision": 2, "claveIdempotencia": "p-2" });
        for repetida in [false, true] {
            let hecho = taller.mutar_como(&token, "eliminarProceso", &eliminar).await.json();
            let hecho = &hecho["data"]["eliminarProceso"];
            assert_eq!((&hecho["eliminadas"], &hecho["repetida"]), (&json!(1), &json!(repetida)));
            assert_eq!(hecho["version"]["revision"], 3);
        }
        // The first answer is what was then, though it is there no longer.
        let tercera = taller.mutar_como(&token, "crearProceso", &crear).await.json();
        assert_eq!(tercera["data"]["crearProceso"]["proceso"]["id"], json!(id));
        let copiar = json!({ "entidad": "PRUEBA", "claveIdempotencia": "b-1" });
        let numeros: Vec<Value> = [
            taller.mutar_como(&token, "crearBorrador", &copiar).await.json(),
            taller.mutar_como(&token, "crearBorrador", &copiar).await.json(),
        ]
        .iter()
        .map(|r| r["data"]["crearBorrador"]["version"]["numero"].clone())
        .collect();
        assert_eq!(numeros, [json!(3), json!(3)]);
        taller.revision = 3;
        let publicar = json!({ "id": version, "revision": 3, "claveIdempotencia": "v-1" });
        for repetida in [false, true] {
            let hecho = taller.mutar_como(&token, "publicarVersion", &publicar).await.json();
            assert_eq!(hecho["data"]["publicarVersion"]["repetida"], json!(repetida), "{hecho}");
        }
    }
}
