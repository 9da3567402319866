//! Records by their ids and in lists: every type, pages, orders, filters, and the statements that nested reading takes.

use serde_json::{Value, json};

use super::obra::Obra;
use super::taller::ENTIDAD;
use super::{TIPOS, Taller};

/// Every type of record is found by its id, and by no other type's.
#[tokio::test]
async fn every_record_is_found_by_its_id() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        obra.hasta("DESPLEGADA").await;
        let mejora = json!({ "entidad": ENTIDAD, "codigo": "MJ", "nombre": "Unir formularios", "estado": "PROPUESTA", "origen": obra.entrega.id,
            "horasLiberadas": "12.5", "vinculos": [{ "codigo": "M.01" }] });
        taller.hacer("crearMejora", &mejora).await;
        let rol = json!({ "entidad": ENTIDAD, "rol": "GERENTE_DE_ENTREGA", "correlativo": "1", "desde": "2026-01-01" });
        taller.hacer("crearAsignacionRolEntrega", &rol).await;
        let guardado = json!({ "entidad": ENTIDAD, "codigo": "RG", "nombre": "Plan", "clase": "PLAN", "entrega": obra.entrega.id,
            "ubicacion": "Archivo", "responsable": "Gerente" });
        taller.hacer("crearRegistroGuardado", &guardado).await;
        let documento = json!({ "entidad": ENTIDAD, "codigo": "DC", "nombre": "Política", "fecha": "2026-01-01", "autor": "Analista",
            "confidencialidad": "INTERNO" });
        taller.hacer("crearDocumento", &documento).await;
        let factor = json!({ "entidad": ENTIDAD, "codigo": "FC", "nombre": "A tiempo", "objetivo": "Continuidad" });
        taller.hacer("crearFactorCritico", &factor).await;
        let todo = taller.leer(&format!("{{ entidad(codigo: \"{ENTIDAD}\") {{ servicios {{ nodes {{ id __typename unidadesEntrega {{ nodes {{ id __typename }} }} \
            politicas {{ nodes {{ id __typename }} }} paquetes {{ nodes {{ id __typename }} }} }} }} clientes {{ nodes {{ id __typename }} }} \
            entregas {{ nodes {{ id __typename pruebas {{ nodes {{ id __typename }} }} mejorasAbiertas {{ nodes {{ id __typename horasLiberadas vinculos {{ proceso {{ mejoras {{ totalCount }} }} }} }} }} }} }} \
            despliegues {{ nodes {{ id __typename lineasBase {{ nodes {{ id __typename }} }} }} }} asignacionesRolEntrega {{ nodes {{ id __typename }} }} \
            registrosGuardados {{ nodes {{ id __typename }} }} documentos {{ nodes {{ id __typename }} }} factoresCriticos {{ nodes {{ id __typename }} }} }} }}")).await;
        let mut vistos: Vec<(String, String)> = Vec::new();
        let mut pendientes = vec![&todo];
        while let Some(valor) = pendientes.pop() {
            if let Some(tipo) = valor.get("__typename").and_then(Value::as_str) {
                vistos.push((tipo.to_owned(), valor["id"].as_str().unwrap().to_owned()));
            }
            pendientes.extend(valor.as_object().into_iter().flat_map(|objeto| objeto.values()));
            pendientes.extend(valor.as_array().into_iter().flatten());
        }
        let mut tipos: Vec<&str> = vistos.iter().map(|(tipo, _)| tipo.as_str()).collect();
        tipos.sort_unstable();
        tipos.dedup();
        assert_eq!(tipos, TIPOS);
        for (tipo, id) in &vistos {
            let nodo = taller.leer(&format!("{{ node(id: \"{id}\") {{ __typename id }} }}")).await;
            assert_eq!(nodo["node"], json!({ "__typename": tipo, "id": id }));
        }
    }
}

/// Lists of records are cut into pages, sorted and filtered like all lists.
#[tokio::test]
async fn records_are_paged_sorted_and_filtered() {
    for taller in Taller::en_ambas().await {
        for (i, nombre) in ["Ñandú", "nube", "Área", "arca", "Zeta"].iter().enumerate() {
            let input = json!({ "entidad": ENTIDAD, "codigo": format!("Q-{i}"), "nombre": nombre });
            taller.hacer("crearServicio", &input).await;
        }
        let mut nombres = Vec::new();
        let mut cursor = Value::Null;
        loop {
            let lista = taller.leer(&format!("{{ servicios(first: 2, after: {cursor}, filtro: {{ codigo: {{ empieza: \"Q-\" }} }}, orden: [{{ campo: NOMBRE }}]) \
                {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ nombre }} }} }}")).await;
            let lista = &lista["servicios"];
            assert_eq!(lista["totalCount"], 5);
            nombres.extend(lista["nodes"].as_array().unwrap().iter().map(|n| n["nombre"].as_str().unwrap().to_owned()));
            if lista["pageInfo"]["hasNextPage"] == false {
                break;
            }
            cursor = lista["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(nombres, ["arca", "Área", "Ñandú", "nube", "Zeta"]);
        let filtrados = taller.leer("{ servicios(filtro: { codigo: { empieza: \"Q-\" }, no: { nombre: { contiene: \"n\" } } }, orden: [{ campo: CODIGO }]) { nodes { nombre } } }").await;
        assert_eq!(
            filtrados["servicios"]["nodes"],
            json!([{ "nombre": "Área" }, { "nombre": "arca" }, { "nombre": "Zeta" }])
        );
    }
}

/// The statements of a nested reading follow its depth, not the releases.
#[tokio::test]
async fn statements_do_not_follow_the_records() {
    const DOCUMENTO: &str = "{ entidad(codigo: \"DEMO-MANUAL\") { servicios { nodes { codigo vinculos { proceso { nombre servicios { totalCount } } } entregas { nodes { codigo \
        paquete { unidades { nombre } } cliente { nombre } pruebas { nodes { resultado } } despliegues { nodes { estado lineasBase { nodes { momento } } } } } } } } } }";
    for taller in Taller::en_ambas().await {
        Obra::nueva(&taller, "1", "MAYOR", &[]).await.hasta("DESPLEGADA").await;
        let token = &taller.token;
        let una = taller.server.statements_as(token, DOCUMENTO).await;
        for marca in ["2", "3", "4"] {
            Obra::nueva(&taller, marca, "MAYOR", &[]).await.hasta("DESPLEGADA").await;
        }
        assert_eq!(taller.server.statements_as(token, DOCUMENTO).await, una);
        assert!(una <= 16, "{una}");
    }
}
