//! Counts and sums, computed from the raw rows and asked of the API.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use sea_orm::QueryResult;
use serde_json::{Value, json};

use super::mundo::{Mundo, Version, filas, marca};
use super::quienes::Quien;
use crate::support::azar::Azar;

const ENTIDADES: [&str; 4] = ["ALFA", "BETA", "GAMA", "DELTA"];

/// A choice among the versions of each entity, in the API's words.
const ELECCIONES: [&str; 7] = [
    "",
    "(version: { numero: 1 })",
    "(version: { numero: 2 })",
    "(version: { numero: 4 })",
    "(version: { numero: 5 })",
    "(version: { ultimoBorrador: true })",
    "(version: { publicadaHasta: \"2030-01-01T00:00:00Z\" })",
];

/// The version that a choice means, among those that may be seen.
fn elegida<'a>(mundo: &'a Mundo, quien: &Quien, codigo: &str, eleccion: &str) -> Option<&'a Version> {
    let suyas = mundo.versiones.iter().filter(|v| v.codigo == codigo && quien.ve(v));
    let numero = eleccion.split("numero: ").nth(1).and_then(|resto| resto.trim_end_matches(" })").parse::<i64>().ok());
    match numero {
        Some(numero) => suyas.filter(|v| v.numero == numero).max_by_key(|v| v.numero),
        None if eleccion.contains("ultimoBorrador") => suyas.filter(|v| !v.publicada).max_by_key(|v| v.numero),
        None if eleccion.contains("publicadaHasta") => suyas.filter(|v| v.publicada).max_by_key(|v| v.numero),
        None => suyas.filter(|v| v.vigente).max_by_key(|v| v.numero),
    }
}

/// One number of the raw rows.
async fn cuenta(mundo: &Mundo, sql: &str) -> i64 {
    filas(&mundo.db, &format!("SELECT CAST(({sql}) AS BIGINT) AS n")).await[0].try_get("", "n").unwrap()
}

/// Rows of a version in a table.
fn de(tabla: &str, version: &Version) -> String {
    format!("SELECT COUNT(*) FROM {tabla} WHERE entidad_id = {} AND version = {}", version.entidad, version.numero)
}

/// Lists of a version and of its matrix, whole and filtered by a word.
pub(super) async fn contar(mundo: &Mundo, quien: &Quien, azar: &mut Azar) {
    const DE_VERSION: [(&str, &str); 3] = [("hallazgos", "hallazgo"), ("unidades", "unidad"), ("puestos", "puesto")];
    const DE_MATRIZ: [(&str, &str); 5] = [
        ("procesos", "proceso"),
        ("actividades", "actividad"),
        ("tareas", "tarea"),
        ("ejecuciones", "ejecucion"),
        ("puestosPropuestos", "puesto_propuesto"),
    ];
    let (codigo, eleccion) = (azar.de(&ENTIDADES), azar.de(&ELECCIONES));
    let otra = azar.de(&mundo.versiones);
    let palabra = marca(&otra.codigo, otra.numero);
    let listas = |cuales: &[(&str, &str)]| {
        cuales.iter().map(|(l, _)| format!("{l} {{ totalCount }} ")).collect::<Vec<_>>().concat()
    };
    let documento = format!(
        "{{ procesos(filtro: {{ nombre: {{ contiene: \"{palabra}\" }} }}) {{ totalCount }} entidad(codigo: \"{codigo}\") {{ \
         versiones {{ totalCount }} version{eleccion} {{ numero {} matriz {{ {} \
         con: tareas(filtro: {{ nombre: {{ contiene: \"{palabra}\" }} }}) {{ totalCount }} }} }} }} }}",
        listas(&DE_VERSION),
        listas(&DE_MATRIZ),
    );
    let respuesta = mundo.preguntar(quien, &documento).await;
    assert!(respuesta["errors"].is_null(), "{quien:?} {documento} {respuesta}");
    let suyas = mundo.versiones.iter().filter(|v| v.codigo == *codigo && quien.ve(v)).count();
    let entidad = &respuesta["data"]["entidad"];
    assert_eq!(entidad["versiones"]["totalCount"], json!(suyas), "{quien:?} {documento}");
    let publicados =
        if otra.vigente { cuenta(mundo, &format!("{} AND matriz = 2", de("proceso", otra))).await } else { 0 };
    assert_eq!(respuesta["data"]["procesos"]["totalCount"], json!(publicados), "{quien:?} {documento}");
    let Some(version) = elegida(mundo, quien, codigo, eleccion) else {
        assert_eq!(entidad["version"], Value::Null, "{quien:?} {documento}");
        return;
    };
    let vista = &entidad["version"];
    assert_eq!(vista["numero"], json!(version.numero), "{quien:?} {documento}");
    for (lista, tabla) in DE_VERSION {
        assert_eq!(vista[lista]["totalCount"], json!(cuenta(mundo, &de(tabla, version)).await), "{lista} {documento}");
    }
    for (lista, tabla) in DE_MATRIZ {
        let esperada = cuenta(mundo, &format!("{} AND matriz = 2", de(tabla, version))).await;
        assert_eq!(vista["matriz"][lista]["totalCount"], json!(esperada), "{lista} {documento}");
    }
    let propia = (version.entidad, version.numero) == (otra.entidad, otra.numero);
    let esperada = if propia { cuenta(mundo, &format!("{} AND matriz = 2", de("tarea", version))).await } else { 0 };
    assert_eq!(vista["matriz"]["con"]["totalCount"], json!(esperada), "{quien:?} {documento}");
}

/// Relations, from a level of nodes at once: how many stand below each node, and what stands above.
pub(super) async fn contar_hijos(mundo: &Mundo, quien: &Quien, azar: &mut Azar) {
    // An activity with tasks has its executions at them.
    const NIVELES: [(&str, &str, &str, &str); 5] = [
        ("procesos", "actividades", "actividad", "proceso_id"),
        ("actividades", "tareas", "tarea", "actividad_id"),
        ("actividades", "ejecuciones", "ejecucion", "CASE WHEN tarea_id IS NULL THEN actividad_id END"),
        ("tareas", "ejecuciones", "ejecucion", "tarea_id"),
        ("puestosPropuestos", "ejecuciones", "ejecucion", "puesto_propuesto_id"),
    ];
    let (codigo, eleccion) = (azar.de(&ENTIDADES), azar.de(&ELECCIONES));
    let (padres, hijos, tabla, columna) = *azar.de(&NIVELES);
    let documento = format!(
        "{{ entidad(codigo: \"{codigo}\") {{ version{eleccion} {{ matriz {{ {padres}(first: 100) {{ totalCount nodes {{ id \
         {hijos} {{ totalCount nodes {{ id }} }} }} }} }} }} }} }}"
    );
    let respuesta = mundo.preguntar(quien, &documento).await;
    assert!(respuesta["errors"].is_null(), "{quien:?} {documento} {respuesta}");
    let nodos = respuesta.pointer(&format!("/data/entidad/version/matriz/{padres}/nodes")).and_then(Value::as_array);
    let Some(version) = elegida(mundo, quien, codigo, eleccion) else {
        assert!(nodos.is_none(), "{quien:?} {documento} {respuesta}");
        return;
    };
    let sql = format!(
        "SELECT {columna} AS padre, COUNT(*) AS n FROM {tabla} WHERE entidad_id = {} AND version = {} AND matriz = 2 \
         AND {columna} IS NOT NULL GROUP BY 1",
        version.entidad, version.numero
    );
    let leer = |fila: &QueryResult| (fila.try_get("", "padre").unwrap(), fila.try_get("", "n").unwrap());
    let crudas: BTreeMap<i64, i64> = filas(&mundo.db, &sql).await.iter().map(leer).collect();
    let nodos = nodos.unwrap_or_else(|| panic!("{quien:?} {documento} {respuesta}"));
    assert!(!nodos.is_empty());
    for nodo in nodos {
        let id = numero_de(nodo["id"].as_str().unwrap());
        assert_eq!(
            nodo[hijos]["totalCount"],
            json!(crudas.get(&id).copied().unwrap_or(0)),
            "{quien:?} {documento} {id}"
        );
    }
}

/// The last part of an id.
fn numero_de(id: &str) -> i64 {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let claro = String::from_utf8(URL_SAFE_NO_PAD.decode(id).unwrap()).unwrap();
    claro.rsplit('.').next().unwrap().parse().unwrap()
}

/// What a group of proposed puestos adds up to.
#[derive(Default)]
struct Suma {
    puestos: i64,
    actual: Option<i64>,
    segun: Option<i64>,
    brecha: Option<(i64, i64)>,
    horas: Option<i64>,
    ejecuciones: i64,
    tareas: BTreeSet<i64>,
}

impl Suma {
    fn esperada(&self) -> Value {
        let horas = self.horas.map(|pico| Decimal::from_i128_with_scale(pico.into(), 12).normalize().to_string());
        json!({
            "puestos": self.puestos,
            "dotacionActual": self.actual,
            "segunCargas": self.segun,
            "deficit": self.brecha.map(|(deficit, _)| deficit),
            "superavit": self.brecha.map(|(_, superavit)| superavit),
            "horas": horas,
            "tareas": self.tareas.len(),
            "puestosPropuestos": { "totalCount": self.puestos },
            "ejecuciones": { "totalCount": self.ejecuciones },
        })
    }
}

/// `dotacion` by entity, grupo or nothing, over some entities, of some version: rows, total, coverage, explanation.
pub(super) async fn sumar(mundo: &Mundo, quien: &Quien, azar: &mut Azar) {
    const CIFRAS: &str = "puestos dotacionActual segunCargas deficit superavit horas tareas puestosPropuestos { totalCount } \
                          ejecuciones { totalCount }";
    let cuantas = 1 + azar.menor_que(4);
    let (codigos, eleccion) = (azar.algunos(&ENTIDADES, cuantas), azar.de(&ELECCIONES));
    let version = eleccion.trim_matches(['(', ')']);
    let por = *azar.de(&["", "ENTIDAD", "GRUPO"]);
    let lista = codigos.iter().map(|codigo| format!("\"{codigo}\"")).collect::<Vec<_>>().join(", ");
    let documento = format!(
        "{{ dotacion(dimensiones: [{por}], entidades: {{ codigo: {{ en: [{lista}] }} }} {version}) {{ \
         filas {{ sinDatos clave {{ entidad {{ codigo }} grupo {{ codigo }} }} {CIFRAS} }} total {{ {CIFRAS} }} \
         cobertura {{ entidadesPedidas entidadesQueReportaron }} }} }}"
    );
    let mut respuesta = mundo.preguntar(quien, &documento).await;
    assert!(respuesta["errors"].is_null(), "{quien:?} {documento} {respuesta}");
    let dotacion = respuesta["data"]["dotacion"].take();
    let versiones: Vec<&Version> =
        codigos.iter().filter_map(|codigo| elegida(mundo, quien, codigo, eleccion)).collect();
    let cobertura = json!({ "entidadesPedidas": codigos.len(), "entidadesQueReportaron": versiones.len() });
    assert_eq!(dotacion["cobertura"], cobertura, "{quien:?} {documento}");
    let mut sumas: BTreeMap<String, Suma> = BTreeMap::new();
    let mut total = Suma::default();
    for version in &versiones {
        for fila in crudas(mundo, version).await {
            let clave = match por {
                "ENTIDAD" => version.codigo.clone(),
                "GRUPO" => fila.try_get::<Option<String>>("", "grupo").unwrap().unwrap_or_default(),
                _ => String::new(),
            };
            for suma in [sumas.entry(clave).or_default(), &mut total] {
                agregar(suma, &fila);
            }
        }
        for fila in ejecuciones(mundo, version).await {
            let clave = match por {
                "ENTIDAD" => version.codigo.clone(),
                "GRUPO" => fila.try_get::<Option<String>>("", "grupo").unwrap().unwrap_or_default(),
                _ => String::new(),
            };
            for suma in [sumas.entry(clave).or_default(), &mut total] {
                suma.ejecuciones += 1;
                let tarea: Option<i64> = fila.try_get("", "tarea_id").unwrap();
                suma.tareas.extend(tarea.map(|tarea| version.entidad << 32 | tarea));
            }
        }
    }
    if !versiones.is_empty() {
        assert_eq!(dotacion["total"], total.esperada(), "{quien:?} {documento}");
    }
    let vistas: BTreeMap<String, Value> =
        dotacion["filas"].as_array().unwrap().iter().filter_map(|fila| leida(fila, por)).collect();
    let esperadas: BTreeMap<String, Value> =
        sumas.iter().map(|(clave, suma)| (clave.clone(), suma.esperada())).collect();
    assert_eq!(vistas, esperadas, "{quien:?} {documento}");
}

/// Key and figures of a row that has some.
fn leida(fila: &Value, por: &str) -> Option<(String, Value)> {
    let mut fila = fila.as_object().unwrap().clone();
    let clave = fila.remove("clave").unwrap();
    let nombre = if por == "ENTIDAD" { &clave["entidad"]["codigo"] } else { &clave["grupo"]["codigo"] };
    let vacia = fila.remove("sinDatos") == Some(json!(true));
    (!vacia).then(|| (nombre.as_str().unwrap_or_default().to_owned(), Value::Object(fila)))
}

fn agregar(suma: &mut Suma, fila: &QueryResult) {
    let entero = |nombre: &str| fila.try_get::<Option<i64>>("", nombre).unwrap();
    let mas = |suma: &mut Option<i64>, valor: Option<i64>| {
        if let Some(valor) = valor {
            *suma = Some(suma.unwrap_or(0) + valor);
        }
    };
    suma.puestos += 1;
    mas(&mut suma.actual, entero("actual"));
    mas(&mut suma.segun, entero("segun"));
    mas(&mut suma.horas, entero("horas"));
    if let (Some(segun), Some(actual)) = (entero("segun"), entero("actual")) {
        let (deficit, superavit) = suma.brecha.unwrap_or_default();
        suma.brecha = Some((deficit + (segun - actual).max(0), superavit + (actual - segun).max(0)));
    }
}

async fn crudas(mundo: &Mundo, version: &Version) -> Vec<QueryResult> {
    let sql = format!(
        "SELECT g.codigo AS grupo, CAST(q.actual AS BIGINT) AS actual, CAST(q.segun_cargas AS BIGINT) AS segun, \
         CAST(q.horas_pico AS BIGINT) AS horas FROM puesto_propuesto q LEFT JOIN grupo g ON g.id = q.grupo_id \
         WHERE q.entidad_id = {} AND q.version = {} AND q.matriz = 2",
        version.entidad, version.numero
    );
    filas(&mundo.db, &sql).await
}

async fn ejecuciones(mundo: &Mundo, version: &Version) -> Vec<QueryResult> {
    let sql = format!(
        "SELECT g.codigo AS grupo, t.tarea_id FROM ejecucion t JOIN puesto_propuesto q ON q.entidad_id = t.entidad_id AND \
         q.version = t.version AND q.matriz = t.matriz AND q.id = t.puesto_propuesto_id LEFT JOIN grupo g \
         ON g.id = q.grupo_id WHERE t.entidad_id = {} AND t.version = {} AND t.matriz = 2",
        version.entidad, version.numero
    );
    filas(&mundo.db, &sql).await
}
