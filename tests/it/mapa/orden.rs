//! The order of every list, against values that the client sees: what is missing stands last, texts go by their bytes.

use std::cmp::Ordering;

use quipu::domain::texto::clave;
use rust_decimal::Decimal;
use serde_json::Value;

use super::cursores::servidores;
use super::documento::{Lista, listas};

/// A value by which rows are sorted.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Valor {
    Numero(Decimal),
    Texto(String),
    Nulo,
}

/// How the value of a field is compared.
type Comparar = fn(&Value) -> Valor;

/// What a field of the order enum sorts by: a field of the object, and how its value is compared.
fn columna(lista: &Lista, campo: &str) -> Option<(String, Comparar)> {
    let como_esta: Comparar = |valor| match valor {
        Value::Null => Valor::Nulo,
        Value::String(texto) => Valor::Texto(texto.clone()),
        otro => Valor::Numero(otro.to_string().parse().expect("a number")),
    };
    let decimal: Comparar =
        |valor| valor.as_str().map_or(Valor::Nulo, |texto| Valor::Numero(texto.parse().expect("a decimal")));
    let sin_tildes: Comparar = |valor| valor.as_str().map_or(Valor::Nulo, |texto| Valor::Texto(clave(texto)));
    let rango: Comparar = |valor| {
        const RANGOS: [&str; 18] = [
            "ESTRATEGICO",
            "MISIONAL",
            "SOPORTE",
            "INFO",
            "ADVERTENCIA",
            "ERROR",
            "BORRADOR",
            "PUBLICADA",
            "NACIONAL",
            "REGIONAL",
            "LOCAL",
            "MENSUAL",
            "BIMESTRAL",
            "TRIMESTRAL",
            "CUATRIMESTRAL",
            "SEMESTRAL",
            "ANUAL",
            "POR_PROYECTO",
        ];
        let Some(nombre) = valor.as_str() else { return Valor::Nulo };
        Valor::Numero(RANGOS.iter().position(|r| *r == nombre).expect("a known value").into())
    };
    // Ids have no field, and the sectors' order is that of their catalogue.
    let sin_valor = (["hallazgos", "indicadores"].contains(&lista.campo.as_str()) && campo == "ORDEN")
        || (lista.campo == "ejecuciones" && ["PUESTO", "ORDEN"].contains(&campo))
        || (lista.campo == "puestosPropuestos" && campo == "ORDEN")
        || (lista.campo == "puestos" && campo == "ORDEN")
        || (lista.campo == "asignacionesDeRol" && campo == "ROL")
        || ["SECTOR", "CREACION", "TEXTO"].contains(&campo);
    let comparar = match campo {
        "NOMBRE" | "TITULAR" => sin_tildes,
        "TIPO" | "SEVERIDAD" | "ESTADO" | "NIVEL_GOBIERNO" | "FRECUENCIA" => rango,
        "HORAS" | "FRECUENCIA_MENSUAL" | "DURACION_HORAS" | "NUMERADOR" | "DENOMINADOR" => decimal,
        _ => como_esta,
    };
    (!sin_valor).then(|| (en_camello(campo), comparar))
}

fn en_camello(campo: &str) -> String {
    let mut partes = campo.split('_').map(str::to_lowercase);
    let primera = partes.next().unwrap_or_default();
    partes.fold(primera, |nombre, parte| nombre + &parte[..1].to_uppercase() + &parte[1..])
}

/// Every list by every field that the object shows: the values go up (or down), and those that are missing come last.
#[tokio::test]
async fn lists_are_sorted_by_what_they_show() {
    for servidor in servidores().await {
        let (mut revisadas, mut con_nulos, mut con_empates) = (0, 0, 0);
        for lista in listas(&servidor, "PRUEBA-A").await {
            for campo in &lista.campos {
                let Some((nombre, comparar)) = columna(&lista, campo) else { continue };
                for (direccion, adelante) in [("ASC", Ordering::Less), ("DESC", Ordering::Greater)] {
                    let orden = format!("first: 200 orden: [{{campo: {campo}, direccion: {direccion}}}]");
                    let filas = lista.leer(&servidor, &orden, &format!("nodes {{ {nombre} }}")).await;
                    let filas = filas["nodes"].as_array().unwrap().iter();
                    let valores: Vec<Valor> = filas.map(|fila| comparar(&fila[&nombre])).collect();
                    for par in valores.windows(2) {
                        let bien = par[1] == Valor::Nulo
                            || (par[0] != Valor::Nulo
                                && (par[0] == par[1] || par[0].partial_cmp(&par[1]) == Some(adelante)));
                        assert!(bien, "{lista:?} {orden} on {:?}: {par:?}", servidor.base.motor);
                    }
                    revisadas += 1;
                    con_nulos +=
                        usize::from(valores.contains(&Valor::Nulo) && valores.iter().any(|v| *v != Valor::Nulo));
                    con_empates += usize::from(valores.windows(2).any(|par| par[0] == par[1] && par[0] != Valor::Nulo));
                }
            }
        }
        assert!(revisadas > 60 && con_nulos > 12 && con_empates > 20, "{revisadas} {con_nulos} {con_empates}");
    }
}
