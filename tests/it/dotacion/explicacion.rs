//! Explanations: from every row down to its puestos and executions, whose figures add up to it, exactly.

use std::collections::BTreeMap;

use quipu::schema::QuipuSchema;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::taller::{demostracion, todos};
use crate::support::server::Server;

const CIFRAS: [&str; 7] =
    ["dotacionActual", "horas", "totalTiempo", "servidores", "segunCargas", "deficit", "superavit"];

fn numero(valor: &Value) -> Option<Decimal> {
    match valor {
        Value::Null => None,
        Value::String(texto) => Some(texto.parse().unwrap()),
        otro => Some(otro.to_string().parse().unwrap()),
    }
}

/// Sum of what is known of a field; nothing when no part is known.
fn suma<'a>(partes: impl Iterator<Item = &'a Value>, campo: &str) -> Option<Decimal> {
    let conocidas: Vec<Decimal> = partes.filter_map(|parte| numero(&parte[campo])).collect();
    (!conocidas.is_empty()).then(|| conocidas.iter().sum())
}

fn nodos(lista: &Value) -> &Vec<Value> {
    assert_eq!(lista["pageInfo"]["hasNextPage"], false, "a cut list cannot add up");
    lista["nodes"].as_array().unwrap()
}

#[tokio::test]
async fn the_puestos_of_every_row_add_up_to_the_row() {
    let documento = format!(
        "{{ dotacion(dimensiones: [ENTIDAD, FAMILIA, ROL, UNIDAD], entidades: {{ demostracion: true }}, first: 1000) {{
            pageInfo {{ hasNextPage }}
            filas {{ {cifras} brecha puestos sinDatos puestosPropuestos(first: 200) {{
                totalCount pageInfo {{ hasNextPage }} nodes {{ {cifras} brecha }}
            }} }}
            subtotales(dimensiones: 2) {{ {cifras} brecha puestos sinDatos puestosPropuestos(first: 200) {{
                totalCount pageInfo {{ hasNextPage }} nodes {{ {cifras} brecha }}
            }} }}
        }} }}",
        cifras = CIFRAS.join(" ")
    );
    for servidor in demostracion().await {
        let dotacion = servidor.data(&documento).await["dotacion"].take();
        assert_eq!(dotacion["pageInfo"]["hasNextPage"], false);
        let filas = dotacion["filas"].as_array().unwrap();
        let subtotales = dotacion["subtotales"].as_array().unwrap();
        assert!(filas.len() > 200 && subtotales.len() > 20, "{} {}", filas.len(), subtotales.len());
        for fila in filas.iter().chain(subtotales) {
            let puestos = nodos(&fila["puestosPropuestos"]);
            if fila["sinDatos"] == true {
                assert!(puestos.is_empty());
                continue;
            }
            assert_eq!(
                (&fila["puestos"], &fila["puestosPropuestos"]["totalCount"]),
                (&json!(puestos.len()), &json!(puestos.len()))
            );
            for campo in CIFRAS.into_iter().chain(["brecha"]) {
                assert_eq!(suma(puestos.iter(), campo), numero(&fila[campo]), "{campo}: {fila}");
            }
        }
    }
}

/// Rows by process are made of executions: their hours add up, also where a page is longer than what one statement of a
/// database may list.
#[tokio::test]
async fn the_executions_of_every_row_by_process_add_up_to_the_row() {
    let documento = "{ dotacion(dimensiones: [PUESTO, PROCESO], entidades: { demostracion: true }, first: 1000) {
        filas { sinDatos horas servidores cobertura { ejecucionesConTiempo ejecucionesSinTiempo }
            ejecuciones(first: 200) { totalCount pageInfo { hasNextPage } nodes { horas servidores } } }
    } }";
    for servidor in demostracion().await {
        let datos = servidor.data(documento).await;
        let filas = datos["dotacion"]["filas"].as_array().unwrap();
        assert_eq!(filas.len(), 1000, "more than SQLite joins in one compound SELECT");
        for fila in filas {
            let ejecuciones = nodos(&fila["ejecuciones"]);
            let cobertura = &fila["cobertura"];
            let con = ejecuciones.iter().filter(|x| x["horas"].is_string()).count();
            assert_eq!(cobertura["ejecucionesConTiempo"], con);
            assert_eq!(cobertura["ejecucionesSinTiempo"], ejecuciones.len() - con);
            for campo in ["horas", "servidores"] {
                assert_eq!(suma(ejecuciones.iter(), campo), numero(&fila[campo]), "{fila}");
            }
        }
    }
}

const PUESTO: &str = "base horas servidores segunCargas dotacionActual brecha ejecucionesConTiempo ejecucionesSinTiempo
    calculo { horas servidores umbralDeRedondeo regla segunCargas dotacionActual brecha formula }
    puestos(first: 200) { pageInfo { hasNextPage } nodes { ocupados } }
    ejecuciones(first: 200) { pageInfo { hasNextPage } nodes { frecuenciaMensual duracionHoras horas servidores calculo {
        frecuenciaMensual duracionHoras horas tiempoSuplementario totalTiempo horasPorTrabajador servidores formula
    } } }";

async fn propuestos(servidor: &Server<QuipuSchema>) -> Vec<Value> {
    let documento = |despues: &str| {
        format!(
            "{{ dotacion(dimensiones: [], entidades: {{ demostracion: true }}) {{ total {{ puestosPropuestos(first: 50{despues}) {{ \
             pageInfo {{ hasNextPage endCursor }} nodes {{ {PUESTO} }} }} }} }} }}"
        )
    };
    todos(servidor, documento, |datos| &datos["dotacion"]["total"]["puestosPropuestos"]).await
}

#[tokio::test]
async fn every_puesto_is_explained_by_its_executions_and_its_occupied_positions() {
    for servidor in demostracion().await {
        let puestos = propuestos(&servidor).await;
        let mut bases: BTreeMap<String, usize> = BTreeMap::new();
        for puesto in &puestos {
            *bases.entry(puesto["base"].as_str().unwrap().to_owned()).or_default() += 1;
            let ejecuciones = nodos(&puesto["ejecuciones"]);
            let calculo = &puesto["calculo"];
            for campo in ["horas", "servidores"] {
                assert_eq!(suma(ejecuciones.iter(), campo), numero(&puesto[campo]), "{puesto}");
                assert_eq!(calculo[campo], puesto[campo]);
            }
            let ocupados = nodos(&puesto["puestos"]).iter().map(|p| p["ocupados"].as_i64()).sum::<Option<i64>>();
            assert_eq!(puesto["dotacionActual"].as_i64(), ocupados);
            for campo in ["segunCargas", "dotacionActual", "brecha"] {
                assert_eq!(calculo[campo], puesto[campo]);
            }
            assert_eq!(calculo["umbralDeRedondeo"], "0.55");
            assert!(calculo["regla"].as_str().unwrap().contains("0.55"));
            explicada(puesto);
            ejecuciones.iter().for_each(calculada);
        }
        for base in ["CARGA", "INGRESADA", "SIN_EJECUTOR"] {
            assert!(bases.contains_key(base), "{bases:?}");
        }
    }
}

/// The text of a puesto's formula says its own figures.
fn explicada(puesto: &Value) {
    let formula = puesto["calculo"]["formula"].as_str().unwrap();
    let segun = &puesto["segunCargas"];
    match puesto["base"].as_str().unwrap() {
        "CARGA" if segun.is_i64() => {
            let servidores = puesto["servidores"].as_str().unwrap();
            assert_eq!(formula, format!("Σ servidores = {servidores}, que redondeado da {segun}"));
        }
        "INGRESADA" => assert!(formula.starts_with(&format!("{segun} ingresadas")), "{formula}"),
        _ => assert!(formula.starts_with("Falta") && segun.is_null(), "{puesto}"),
    }
}

/// An execution's formula, with its inputs, gives what the execution says, digit by digit.
fn calculada(ejecucion: &Value) {
    let calculo = &ejecucion["calculo"];
    if calculo.is_null() {
        assert!(ejecucion["horas"].is_null() && ejecucion["servidores"].is_null(), "{ejecucion}");
        return;
    }
    let de = |campo: &str| numero(&calculo[campo]).unwrap();
    for campo in ["frecuenciaMensual", "duracionHoras", "horas", "servidores"] {
        assert_eq!(calculo[campo], ejecucion[campo]);
    }
    assert_eq!(de("frecuenciaMensual") * de("duracionHoras"), de("horas"));
    assert_eq!(de("horas") * (Decimal::ONE + de("tiempoSuplementario")), de("totalTiempo"));
    assert_eq!(de("servidores") * de("horasPorTrabajador"), de("totalTiempo"));
    let texto = |campo: &str| calculo[campo].as_str().unwrap();
    let escrita = format!(
        "{} × {} h × 1.10 ÷ 176 h = {}",
        texto("frecuenciaMensual"),
        texto("duracionHoras"),
        texto("servidores")
    );
    assert_eq!(texto("formula"), escrita);
}
