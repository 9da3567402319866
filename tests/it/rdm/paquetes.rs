//! A package is delivered as it was tested, for the service and the client that it was made for.

use serde_json::{Value, json};

use super::Taller;
use super::firme::cerrado;
use super::obra::Obra;
use super::taller::{ENTIDAD, Ficha, con, texto};

/// What is tested does not change until the release that holds it ends; what a release still needs is not archived.
#[tokio::test]
async fn a_package_stays_as_it_was_tested() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.planificar().await;
        cerrado(&taller, "archivarPaquete", &con(&obra.paquete, &json!({})), "no terminó").await;
        obra.avanzar("PLANIFICADA").await;
        for estado in ["AUTORIZADA", "EN_CONSTRUCCION", "EN_PRUEBA"] {
            obra.dar(estado).await;
        }
        for estado in ["EN_PRUEBA", "ACEPTADA", "EN_DESPLIEGUE"] {
            if estado != "EN_PRUEBA" {
                obra.dar(estado).await;
            }
            taller.refrescar("Paquete", &mut obra.paquete).await;
            let otro = con(&obra.paquete, &json!({ "unidades": [] }));
            cerrado(&taller, "cambiarPaquete", &otro, "ya se prueba").await;
            cerrado(&taller, "archivarPaquete", &con(&obra.paquete, &json!({})), "no terminó").await;
        }
    }
}

/// Once the release that holds it was refused, or its draft was archived, a package is changed and archived again.
#[tokio::test]
async fn a_package_that_no_release_needs_changes_again() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.hasta("EN_PRUEBA").await;
        obra.probar("RECHAZADA").await;
        obra.avanzar("RECHAZADA").await;
        taller.refrescar("Paquete", &mut obra.paquete).await;
        taller.sobre("cambiarPaquete", &mut obra.paquete, &json!({ "arreglo": 1 })).await;
        taller.sobre("archivarPaquete", &mut obra.paquete, &json!({})).await;
        let mut borrador = Obra::nueva(&taller, "2", "MAYOR", &[]).await;
        borrador.planificar().await;
        taller.sobre("archivarEntrega", &mut borrador.entrega, &json!({})).await;
        taller.sobre("archivarPaquete", &mut borrador.paquete, &json!({})).await;
    }
}

/// Code and place of the first fault of a refused input.
async fn falta(taller: &Taller, mutacion: &str, input: &Value) -> (String, String) {
    let error = taller.rechazo(mutacion, input).await;
    assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA", "{mutacion}: {error}");
    let falta = &error["extensions"]["errores"][0];
    (texto(&falta["codigo"]), texto(&falta["campo"]))
}

fn es(codigo: &str, campo: &str) -> (String, String) {
    (codigo.to_owned(), format!("input.{campo}"))
}

/// A release holds a package of its service, made for its client or for all; and a package does not leave the one that holds it.
#[tokio::test]
async fn a_package_is_of_the_service_and_the_client_of_its_release() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        let otra = Obra::nueva(&taller, "2", "MAYOR", &[]).await;
        let nueva = |paquete: &Ficha| {
            json!({ "entidad": ENTIDAD, "servicio": obra.servicio.id, "cliente": obra.cliente.id, "codigo": "E-3",
                "nombre": "Entrega", "tipo": "MAYOR", "paquete": paquete.id })
        };
        let ajeno = es("INCOHERENTE", "paquete");
        assert_eq!(falta(&taller, "crearEntrega", &nueva(&otra.paquete)).await, ajeno);
        let paquete = |cliente: Value, codigo: &str| {
            json!({ "entidad": ENTIDAD, "servicio": obra.servicio.id, "cliente": cliente, "codigo": codigo, "nombre": "Consultas",
                "mayor": 3, "menor": 0, "arreglo": 0 })
        };
        let de_otro_cliente = taller.hacer("crearPaquete", &paquete(json!(otra.cliente.id), "P-3")).await;
        let de_todos = taller.hacer("crearPaquete", &paquete(Value::Null, "P-4")).await;
        let cambio = con(&obra.entrega, &json!({ "paquete": de_otro_cliente.id }));
        assert_eq!(falta(&taller, "cambiarEntrega", &cambio).await, ajeno);
        taller.hacer("crearEntrega", &nueva(&de_todos)).await;
        let a_otro = con(&de_todos, &json!({ "cliente": otra.cliente.id }));
        assert_eq!(falta(&taller, "cambiarPaquete", &a_otro).await, es("INCOHERENTE", "cliente"));
        obra.planificar().await;
        let a_otro = con(&obra.paquete, &json!({ "servicio": otra.servicio.id, "cliente": null }));
        assert_eq!(falta(&taller, "cambiarPaquete", &a_otro).await, es("INCOHERENTE", "servicio"));
        taller.sobre("cambiarPaquete", &mut obra.paquete, &json!({ "cliente": null })).await;
    }
}

/// What a record pointed at before may have been archived since; what it newly points at may not.
#[tokio::test]
async fn an_archived_reference_stays_where_it_was() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.planificar().await;
        let unidad = unidad_de(&taller, &obra).await;
        taller.hacer("archivarUnidadEntrega", &con(&unidad, &json!({}))).await;
        taller.hacer("archivarServicio", &con(&obra.servicio, &json!({}))).await;
        taller.sobre("cambiarEntrega", &mut obra.entrega, &json!({ "contenido": "Otro" })).await;
        taller.sobre("cambiarPaquete", &mut obra.paquete, &json!({ "nombre": "Otro", "unidades": [unidad.id] })).await;
        let nuevo = json!({ "entidad": ENTIDAD, "servicio": obra.servicio.id, "codigo": "P-2", "nombre": "Otro", "mayor": 1,
            "menor": 0, "arreglo": 0, "unidades": [unidad.id] });
        let error = taller.rechazo("crearPaquete", &nuevo).await;
        let faltas = error["extensions"]["errores"].as_array().unwrap().iter();
        let faltas: Vec<_> = faltas.map(|falta| (texto(&falta["codigo"]), texto(&falta["campo"]))).collect();
        let desconocidas = ["servicio", "unidades.0"].map(|campo| es("REFERENCIA_DESCONOCIDA", campo));
        assert_eq!(faltas, desconocidas);
    }
}

async fn unidad_de(taller: &Taller, obra: &Obra<'_>) -> Ficha {
    let documento =
        format!("{{ node(id: \"{}\") {{ ... on Paquete {{ unidades {{ id revision }} }} }} }}", obra.paquete.id);
    let unidad = taller.leer(&documento).await["node"]["unidades"][0].take();
    Ficha { id: texto(&unidad["id"]), revision: unidad["revision"].as_i64().unwrap() }
}

/// A list has its bound, and the statements of writing one do not follow it.
#[tokio::test]
async fn statements_do_not_follow_a_list() {
    for taller in Taller::en_ambas().await {
        let obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        let mut unidades = vec![unidad_de(&taller, &obra).await.id];
        for i in 0..6 {
            let unidad = json!({ "entidad": ENTIDAD, "servicio": obra.servicio.id, "codigo": format!("UN-{i}"), "nombre": "Parte" });
            unidades.push(taller.hacer("crearUnidadEntrega", &unidad).await.id);
        }
        let paquete = |codigo: &str, unidades: &[String]| {
            json!({ "entidad": ENTIDAD, "servicio": obra.servicio.id, "codigo": codigo, "nombre": "Partes", "mayor": 1, "menor": 0,
                "arreglo": 0, "unidades": unidades })
        };
        let sentencias = async |codigo: &str, unidades: &[String]| {
            let mut pocas = u64::MAX;
            for i in 0..3 {
                let antes = taller.server.app.statements.sentencias();
                taller.hacer("crearPaquete", &paquete(&format!("{codigo}-{i}"), unidades)).await;
                pocas = pocas.min(taller.server.app.statements.sentencias() - antes);
            }
            pocas
        };
        assert_eq!(sentencias("UNA", &unidades[..1]).await, sentencias("SIETE", &unidades).await);
        let demasiadas = vec![unidades[0].clone(); 201];
        assert_eq!(falta(&taller, "crearPaquete", &paquete("P-9", &demasiadas)).await, es("DEMASIADOS", "unidades"));
        let factor =
            json!({ "entidad": ENTIDAD, "codigo": "CSF-9", "nombre": "x", "objetivo": "x", "indicadores": demasiadas });
        assert_eq!(falta(&taller, "crearFactorCritico", &factor).await, es("DEMASIADOS", "indicadores"));
    }
}

/// Who sees an improvement follows from its state, also when it is made in it.
#[tokio::test]
async fn an_improvement_is_seen_by_its_state() {
    for taller in Taller::en_ambas().await {
        for (codigo, estado, se_ve) in [("MJ-1", "DESCARTADA", true), ("MJ-2", "PROPUESTA", false)] {
            let mejora =
                json!({ "entidad": ENTIDAD, "codigo": codigo, "nombre": "Unir formularios", "estado": estado });
            let mejora = taller.hacer("crearMejora", &mejora).await;
            let vista = taller.server.data(&format!("{{ node(id: \"{}\") {{ id }} }}", mejora.id)).await;
            assert_eq!(vista["node"].is_object(), se_ve, "{estado}");
        }
    }
}
