//! The rounding threshold: a figure keeps the one it was made with, and says which.

use quipu::domain::modelo::TipoMatriz;
use quipu::generate::Medidas;
use rust_decimal::dec;
use serde_json::{Value, json};

use super::taller::{igual_en_ambos, inventar, publicar_con};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

const REGLA: &str = "regla { umbrales { umbral entidades } umbralConfigurado grano redondeo }";

#[tokio::test]
async fn every_figure_says_the_threshold_that_made_it() {
    let inventadas = inventar(41, &[Medidas::menor().con_tareas(60), Medidas::municipalidad().con_tareas(60)]);
    let [(una, mapa), (otra, _)] = inventadas.as_slice() else { panic!("two entities") };
    let mut respuestas = Vec::new();
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        // The same map twice: what differs is the threshold.
        publicar_con(&db, una, mapa, dec!(0.55)).await;
        publicar_con(&db, otra, mapa, dec!(0.05)).await;
        // What the server is set to now changes no published figure.
        let servidor = Server::quipu_with(base, &["--rounding-threshold", "0.9"]).await;
        let documento = format!(
            r#"{{ todas: dotacion(dimensiones: [ENTIDAD], entidades: {{ codigo: {{ en: ["{0}", "{1}"] }} }}) {{ {REGLA}
                    filas {{ segunCargas servidores puestosPropuestos(first: 200) {{ nodes {{
                        base servidores segunCargas calculo {{ umbralDeRedondeo regla }}
                    }} }} }} }}
                una: necesidades(entidad: "{0}") {{ {REGLA} }}
                otra: pertinencia(entidad: "{1}") {{ {REGLA} }}
                ninguna: dotacion(dimensiones: [], matriz: ACTUAL) {{ regla {{ umbrales {{ umbral }} }} }}
                calculadora {{ posiciones(servidores: "1.56") }} }}"#,
            una.codigo, otra.codigo
        );
        respuestas.push(servidor.data(&documento).await);
    }
    let datos = igual_en_ambos(respuestas);
    let de = |umbral: &str| json!({ "umbral": umbral, "entidades": 1 });
    assert_eq!(datos["todas"]["regla"]["umbrales"], json!([de("0.05"), de("0.55")]));
    assert_eq!(datos["todas"]["regla"]["umbralConfigurado"], "0.9");
    assert_eq!(datos["una"]["regla"]["umbrales"], json!([de("0.55")]));
    assert_eq!(datos["otra"]["regla"]["umbrales"], json!([de("0.05")]));
    assert_eq!(datos["ninguna"]["regla"]["umbrales"], json!([]));
    assert_eq!(datos["calculadora"]["posiciones"], 1, "calculated now, at 0.9");
    let filas = datos["todas"]["filas"].as_array().unwrap();
    assert_eq!(filas[0]["servidores"], filas[1]["servidores"]);
    assert!(filas[0]["segunCargas"].as_i64().unwrap() < filas[1]["segunCargas"].as_i64().unwrap());
    for (fila, umbral) in filas.iter().zip(["0.55", "0.05"]) {
        for puesto in fila["puestosPropuestos"]["nodes"].as_array().unwrap() {
            assert_eq!(puesto["calculo"]["umbralDeRedondeo"], umbral);
            redondeado(puesto, umbral);
        }
    }
    assert!(mapa.matrices.iter().all(|m| m.tipo == TipoMatriz::Ajustada));
}

/// Two decimals, then the threshold.
fn redondeado(puesto: &Value, umbral: &str) {
    let (Some(servidores), "CARGA") = (puesto["servidores"].as_str(), puesto["base"].as_str().unwrap()) else { return };
    let (enteros, decimales) = servidores.split_once('.').unwrap_or((servidores, ""));
    let cifras: i64 = format!("{decimales:0<3}")[..3].parse().unwrap();
    let centesimas = enteros.parse::<i64>().unwrap() * 100 + (cifras + 5) / 10;
    let umbral: i64 = umbral[2..].parse().unwrap();
    let medido = centesimas / 100 + i64::from(centesimas % 100 >= umbral);
    assert_eq!(puesto["segunCargas"], medido, "{puesto}");
}
