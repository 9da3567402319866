//! The query that a person types, down to the executing puesto and back up, compared with the map that was put in.

use quipu::catalogo::embebido;
use quipu::domain::modelo::{Mapa, TipoMatriz};
use quipu::generate::demo;
use quipu::workbook::{self, Limites};
use serde_json::{Value, json};

use super::documento::texto;
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

const ABAJO: &str = "nodes { codigo nombre nivel actividades(first: 200) { nodes { codigo nombre \
     ejecuciones(first: 200) { ...Filas } \
     tareas(first: 200) { nodes { codigo nombre ejecuciones(first: 200) { ...Filas } } } } }";
const FILAS: &str = "fragment Filas on EjecucionConnection { nodes { ejecutor correlativo frecuenciaMensual duracionHoras \
     puesto { correlativo nombre } unidad { nombre } } }";

/// A query of five levels below `raiz`, which selects an entity.
fn hacia_abajo(entidad: &str) -> String {
    format!(
        "{{ entidad(codigo: \"{entidad}\") {{ macroprocesos(first: 200) {{ {ABAJO} subprocesos(first: 200) {{ {ABAJO} \
         subprocesos(first: 200) {{ {ABAJO} subprocesos(first: 200) {{ totalCount }} }} }} }} }} }} }} }} }} {FILAS}"
    )
}

/// The same, from the map in memory: children in the order in which they stand.
fn esperado(mapa: &Mapa, padre: Option<usize>, niveles: usize) -> Value {
    let matriz = mapa.matrices.iter().find(|m| m.tipo == TipoMatriz::Ajustada).unwrap();
    let hijos = matriz.procesos.iter().enumerate().filter(|(_, p)| p.padre == padre);
    if niveles == 0 {
        return json!({ "totalCount": hijos.count() });
    }
    let nodos = hijos.map(|(i, p)| {
        json!({
            "codigo": p.codigo, "nombre": p.nombre, "nivel": p.nivel,
            "actividades": { "nodes": actividades(mapa, i) },
            "subprocesos": esperado(mapa, Some(i), niveles - 1),
        })
    });
    json!({ "nodes": nodos.collect::<Vec<_>>() })
}

fn actividades(mapa: &Mapa, proceso: usize) -> Vec<Value> {
    let matriz = mapa.matrices.iter().find(|m| m.tipo == TipoMatriz::Ajustada).unwrap();
    let filas = |actividad: usize, tarea: Option<usize>| {
        let suyas = matriz.ejecuciones.iter().filter(|e| e.actividad == actividad && e.tarea == tarea);
        json!({ "nodes": suyas.map(|e| json!({
            "ejecutor": e.ejecutor, "correlativo": e.correlativo,
            "frecuenciaMensual": e.frecuencia.map(|f| f.normalize().to_string()),
            "duracionHoras": e.duracion.map(|d| d.normalize().to_string()),
            "puesto": e.puesto.map(|p| json!({ "correlativo": mapa.puestos[p].correlativo, "nombre": mapa.puestos[p].nombre })),
            "unidad": e.unidad.map(|u| json!({ "nombre": mapa.unidades[u].nombre })),
        })).collect::<Vec<_>>() })
    };
    let suyas = matriz.actividades.iter().enumerate().filter(|(_, a)| a.proceso == proceso);
    suyas
        .map(|(i, a)| {
            let tareas = matriz.tareas.iter().enumerate().filter(|(_, t)| t.actividad == i);
            json!({
                "codigo": a.codigo, "nombre": a.nombre, "ejecuciones": filas(i, None),
                "tareas": { "nodes": tareas.map(|(t, tarea)| json!({
                    "codigo": tarea.codigo, "nombre": tarea.nombre, "ejecuciones": filas(i, Some(t)),
                })).collect::<Vec<_>>() },
            })
        })
        .collect()
}

/// The maps of the demonstration that one answer can hold: the municipality that the generator makes, and the manual's
/// workbook.
fn mapas() -> Vec<(String, Mapa)> {
    let archivos = embebido().unwrap();
    let (entidad, municipalidad) = demo(&archivos).swap_remove(2);
    let libro =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../api/demo/matriz_dimensionamiento.xlsx")).unwrap();
    let manual = workbook::leer(libro, &archivos.catalogo, &Limites::default()).unwrap();
    vec![(entidad.codigo, municipalidad), ("DEMO-MANUAL".to_owned(), manual.mapa)]
}

/// Five levels typed by a person give exactly what the generator and the workbook put in, in its order.
#[tokio::test]
async fn five_levels_down_are_what_was_put_in() {
    let mapas = mapas();
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        for (codigo, mapa) in &mapas {
            let datos = servidor.data(&hacia_abajo(codigo)).await;
            let esperado = json!({ "entidad": { "macroprocesos": esperado(mapa, None, 3) } });
            assert!(datos == esperado, "{codigo} on {:?} differs", servidor.base.motor);
            assert!(datos.to_string().len() > 2_000);
        }
    }
}

/// Back up: from every task and execution to its activity, its process, its matrix, its version and its entity; the path
/// is the parent's path and the parent.
#[tokio::test]
async fn every_node_knows_what_stands_above_it() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let datos = servidor.data(ARRIBA).await;
        let matriz = &datos["entidad"]["matriz"];
        let lugar = json!({ "id": matriz["id"], "tipo": "AJUSTADA", "version": { "numero": 1 }, "entidad": { "codigo": "DEMO-MANUAL" } });
        let ids = |ancestros: &Value| ancestros.as_array().unwrap().iter().map(|a| texto(&a["id"])).collect::<Vec<_>>();
        for proceso in matriz["procesos"]["nodes"].as_array().unwrap() {
            assert_eq!(proceso["matriz"], lugar);
            assert_eq!(ids(&proceso["ancestros"]), camino(&proceso["padre"]));
        }
        for tarea in matriz["tareas"]["nodes"].as_array().unwrap() {
            let actividad = &tarea["actividad"];
            assert_eq!(ids(&tarea["ancestros"]), ids(&actividad["ancestros"]));
            assert_eq!(ids(&tarea["ancestros"]), camino(&actividad["proceso"]));
            assert_eq!(tarea["ancestros"].as_array().unwrap().len(), 3);
            assert_eq!((&tarea["matriz"], &actividad["matriz"]), (&lugar, &lugar));
        }
        for fila in matriz["ejecuciones"]["nodes"].as_array().unwrap() {
            assert_eq!(fila["matriz"], lugar);
            assert!(fila["tarea"].is_null() || fila["tarea"]["actividad"]["id"] == fila["actividad"]["id"]);
        }
        for unidad in matriz["version"]["unidades"]["nodes"].as_array().unwrap() {
            assert_eq!(ids(&unidad["ancestros"]), camino(&unidad["padre"]));
            assert_eq!(unidad["version"]["entidad"]["codigo"], "DEMO-MANUAL");
        }
    }
}

const ARRIBA: &str = "{ entidad(codigo: \"DEMO-MANUAL\") { matriz { id version { ...Numero \
       unidades(first: 200) { nodes { ancestros { id } padre { id padre { id padre { id } } } version { entidad { codigo } } } } } \
     procesos(first: 200) { nodes { matriz { ...Lugar } ancestros { id } padre { ...Camino } } } \
     tareas(first: 200) { nodes { matriz { ...Lugar } ancestros { id } \
       actividad { id ancestros { id } matriz { ...Lugar } proceso { ...Camino } } } } \
     ejecuciones(first: 200) { nodes { matriz { ...Lugar } actividad { id } tarea { actividad { id } } } } } } } \
     fragment Numero on Version { numero } \
     fragment Lugar on Matriz { id tipo version { ...Numero } entidad { codigo } } \
     fragment Camino on Proceso { id padre { id padre { id padre { id } } } }";

/// Ids from the topmost node to this one, parent by parent.
fn camino(nodo: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    let mut actual = nodo;
    while !actual.is_null() {
        ids.push(texto(&actual["id"]));
        actual = &actual["padre"];
    }
    ids.reverse();
    ids
}
