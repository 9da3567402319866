//! What a figure covers: who reported, what is missing, which matrix and which version.

use chrono::{SecondsFormat, TimeDelta};
use quipu::catalogo::EntidadCatalogo;
use quipu::domain::modelo::{Mapa, TipoMatriz, Unidad};
use quipu::generate::{Actual, Medidas};
use quipu::store::version;
use serde_json::{Value, json};

use super::taller::{borrador, demostracion, igual_en_ambos, inventar, publicar};
use crate::support::base::{Contenido, ahora, en_ambas};
use crate::support::server::Server;

const CIFRAS: &str = "sinDatos dotacionActual horas servidores segunCargas brecha deficit superavit puestos puestosSinDato \
    costoMensual procesos actividades tareas cobertura { entidadesPedidas entidadesQueReportaron ejecucionesConTiempo \
    ejecucionesSinTiempo }";

/// An entity whose map has a unit in which nobody works, under one that says its naturaleza.
fn con_unidad_vacia() -> (EntidadCatalogo, Mapa) {
    let medidas = Medidas::municipalidad().con_tareas(40);
    let (entidad, mut mapa) = inventar(3, &[medidas]).remove(0);
    let padre = mapa.unidades.iter().position(|u| u.naturaleza.is_some()).unwrap();
    mapa.unidades.push(Unidad {
        padre: Some(padre),
        sigla: None,
        nombre: "Unidad vacía".to_owned(),
        naturaleza: None,
        nivel_organizacional: Some(3),
    });
    (entidad, mapa)
}

#[tokio::test]
async fn an_entity_that_has_not_reported_is_missing_and_never_zero() {
    let mut respuestas = Vec::new();
    for servidor in demostracion().await {
        let documento = format!(
            "{{ dotacion(dimensiones: [ENTIDAD], matriz: ACTUAL, entidades: {{ demostracion: true }}) {{
                filas {{ {CIFRAS} clave {{ entidad {{ codigo version {{ matriz(tipo: ACTUAL) {{ id }} }} }} }} }}
                cobertura {{ entidadesPedidas entidadesQueReportaron }}
            }} }}"
        );
        respuestas.push(servidor.data(&documento).await["dotacion"].take());
    }
    let dotacion = igual_en_ambos(respuestas);
    assert_eq!(dotacion["cobertura"], json!({ "entidadesPedidas": 5, "entidadesQueReportaron": 3 }));
    let mut calladas = 0;
    for fila in dotacion["filas"].as_array().unwrap() {
        let reporto = fila.pointer("/clave/entidad/version/matriz/id").is_some();
        assert_eq!(fila["sinDatos"], !reporto);
        let cobertura = &fila["cobertura"];
        assert_eq!(
            (&cobertura["entidadesPedidas"], &cobertura["entidadesQueReportaron"]),
            (&json!(1), &json!(i64::from(reporto)))
        );
        if !reporto {
            calladas += 1;
            let cifras = fila
                .as_object()
                .unwrap()
                .iter()
                .filter(|(k, _)| !matches!(k.as_str(), "sinDatos" | "clave" | "cobertura"));
            assert!(cifras.clone().all(|(_, v)| v.is_null()), "{fila}");
            assert_eq!(cifras.count(), 13);
        }
    }
    assert_eq!(calladas, 2);
}

#[tokio::test]
async fn executions_without_times_are_told_beside_the_sum() {
    let mut respuestas = Vec::new();
    for servidor in demostracion().await {
        let documento = "{ dotacion(dimensiones: [], entidades: { demostracion: true }) { total { cobertura { \
            ejecucionesConTiempo ejecucionesSinTiempo } } } \
            entidades(filtro: { demostracion: true }) { nodes { version { matriz { numeroEjecuciones numeroEjecucionesConTiempo } } } } }";
        respuestas.push(servidor.data(documento).await);
    }
    let datos = igual_en_ambos(respuestas);
    let matrices = datos["entidades"]["nodes"].as_array().unwrap().iter().map(|e| &e["version"]["matriz"]);
    let suma = |campo: &str| matrices.clone().map(|m| m[campo].as_i64().unwrap()).sum::<i64>();
    let (todas, con) = (suma("numeroEjecuciones"), suma("numeroEjecucionesConTiempo"));
    assert!(todas > con && con > 0, "{todas} {con}");
    let cobertura = json!({ "ejecucionesConTiempo": con, "ejecucionesSinTiempo": todas - con });
    assert_eq!(datos["dotacion"]["total"]["cobertura"], cobertura);
}

#[tokio::test]
async fn a_unit_without_puestos_appears_as_missing_under_its_naturaleza() {
    let inventada = con_unidad_vacia();
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, std::slice::from_ref(&inventada)).await;
        let servidor = Server::quipu(base).await;
        let preguntar = async |filtro: &str| {
            let documento = format!(
                "{{ dotacion(dimensiones: [NATURALEZA, UNIDAD], first: 1000{filtro}) {{ filas {{ {CIFRAS} clave {{ \
                 naturaleza {{ codigo }} unidad {{ id nombre padre {{ naturaleza {{ codigo }} }} }} }} }} }} }}"
            );
            let datos = servidor.data(&documento).await;
            let filas = datos["dotacion"]["filas"].as_array().unwrap().clone();
            filas.into_iter().find(|f| f["clave"]["unidad"]["nombre"] == "Unidad vacía")
        };
        let vacia = preguntar("").await.unwrap();
        assert_eq!(
            (&vacia["sinDatos"], &vacia["puestos"], &vacia["brecha"]),
            (&json!(true), &Value::Null, &Value::Null)
        );
        let clave = &vacia["clave"];
        assert_eq!(clave["naturaleza"], clave["unidad"]["padre"]["naturaleza"]);
        // A condition that can be told of the unit itself keeps it; one about puestos does not.
        let naturaleza = clave["naturaleza"]["codigo"].clone();
        assert!(preguntar(", filtro: {}").await.is_some());
        assert!(preguntar(&format!(", filtro: {{ naturaleza: [{naturaleza}] }}")).await.is_some());
        assert!(preguntar(&format!(", filtro: {{ unidad: [{}] }}", clave["unidad"]["id"])).await.is_some());
        assert!(preguntar(r#", filtro: { grupo: ["CA"] }"#).await.is_none());
        let resto = "CONTROL_INSTITUCIONAL";
        assert_ne!(naturaleza, resto);
        assert!(preguntar(&format!(r#", filtro: {{ naturaleza: ["{resto}"] }}"#)).await.is_none());
    }
}

#[tokio::test]
async fn actual_and_ajustada_are_told_apart() {
    let medidas = Medidas::menor().con_tareas(60).con_actual(Actual::ConTiempos);
    let inventadas = inventar(8, &[medidas]);
    let mapa = &inventadas[0].1;
    let cuantas = |tipo| mapa.matrices.iter().find(|m| m.tipo == tipo).unwrap().ejecuciones.len();
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, &inventadas).await;
        let servidor = Server::quipu(base).await;
        let datos = servidor
            .data(
                "{ a: dotacion(dimensiones: [], matriz: ACTUAL) { ...d } b: dotacion(dimensiones: []) { ...d } }
                 fragment d on Dotacion { total { horas cobertura { ejecucionesConTiempo ejecucionesSinTiempo } } }",
            )
            .await;
        for (alias, tipo) in [("a", TipoMatriz::Actual), ("b", TipoMatriz::Ajustada)] {
            let cobertura = &datos[alias]["total"]["cobertura"];
            let suma = cobertura["ejecucionesConTiempo"].as_u64().unwrap()
                + cobertura["ejecucionesSinTiempo"].as_u64().unwrap();
            assert_eq!(suma, cuantas(tipo) as u64, "{tipo:?}");
        }
        assert_ne!(datos["a"]["total"]["horas"], datos["b"]["total"]["horas"]);
    }
}

/// A version chosen by number or by date answers as it did when it was the latest; a draft answers only by its number.
#[tokio::test]
async fn a_published_version_answers_the_same_for_ever() {
    let inventadas = inventar(21, &[Medidas::menor().con_tareas(50)]);
    let codigo = &inventadas[0].0.codigo;
    let otro = inventar(22, &[Medidas::menor().con_tareas(70)]).remove(0).1;
    let despues = ahora() + TimeDelta::days(30);
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, &inventadas).await;
        let servidor = Server::quipu(base).await;
        let preguntar = async |version: &str| {
            let documento = format!(
                "{{ dotacion(dimensiones: [FAMILIA, UNIDAD], first: 1000{version}) {{ totalFilas filas {{ {CIFRAS} }} total {{ {CIFRAS} }} }} }}"
            );
            servidor.data(&documento).await
        };
        let primera = preguntar("").await;
        let db = servidor.base.conectar().await;
        let numero = borrador(&db, codigo, &otro).await;
        assert_eq!(preguntar("").await, primera, "a draft changes nothing that is published");
        let del_borrador = preguntar(&format!(", version: {{ numero: {numero} }}")).await;
        assert_ne!(del_borrador, primera);
        assert_eq!(preguntar(", version: { ultimoBorrador: true }").await, del_borrador);
        version::publicar(&db, codigo, None, despues).await.unwrap();
        assert_eq!(preguntar("").await, del_borrador, "published, it is the latest");
        assert_eq!(preguntar(", version: { numero: 1 }").await, primera);
        let entonces = (ahora() + TimeDelta::days(1)).to_rfc3339_opts(SecondsFormat::Secs, true);
        assert_eq!(preguntar(&format!(r#", version: {{ publicadaHasta: "{entonces}" }}"#)).await, primera);
    }
}
