//! BPMN, read back with an XML reader as a modeler would.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::taller::{HOSTIL, flujo, largo, mapa, servidores};

/// An element: its name, its attributes, its own text.
#[derive(Debug, Default, Clone)]
struct Elemento {
    nombre: String,
    atributos: BTreeMap<String, String>,
    texto: String,
    /// Id of the nearest element around it that has one.
    dentro: String,
}

/// All elements of a document that must be well-formed.
fn elementos(xml: &str) -> Vec<Elemento> {
    let mut lector = Reader::from_str(xml);
    let mut elementos: Vec<Elemento> = Vec::new();
    let mut abiertos: Vec<usize> = Vec::new();
    loop {
        match lector.read_event().expect("well-formed XML") {
            Event::Start(inicio) => {
                elementos.push(elemento(&elementos, &abiertos, &inicio));
                abiertos.push(elementos.len() - 1);
            }
            Event::Empty(inicio) => elementos.push(elemento(&elementos, &abiertos, &inicio)),
            Event::Text(texto) => {
                let texto = texto.xml_content(XmlVersion::Implicit1_0).into_owned();
                if let Some(i) = abiertos.last() {
                    elementos[*i].texto.push_str(texto.trim());
                }
            }
            Event::End(_) => {
                abiertos.pop().expect("an element to close");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(abiertos.is_empty());
    elementos
}

fn elemento(elementos: &[Elemento], abiertos: &[usize], inicio: &BytesStart<'_>) -> Elemento {
    let atributos = inicio.attributes().map(|atributo| {
        let atributo = atributo.expect("an attribute");
        let valor = atributo.normalized_value(XmlVersion::Implicit1_0).expect("a value").into_owned();
        (atributo.key.as_ref().to_owned(), valor)
    });
    let con_id = |i: &&usize| elementos[**i].atributos.contains_key("id");
    let dentro = abiertos.iter().rev().find(con_id).map(|i| elementos[*i].atributos["id"].clone());
    Elemento {
        nombre: inicio.name().as_ref().to_owned(),
        atributos: atributos.collect(),
        texto: String::new(),
        dentro: dentro.unwrap_or_default(),
    }
}

/// Every id is unique and an XML name; every reference has what it refers to; every node and line is drawn, once.
fn verificar(xml: &str) -> Vec<Elemento> {
    let elementos = elementos(xml);
    let mut ids = BTreeSet::new();
    for id in elementos.iter().filter_map(|e| e.atributos.get("id")) {
        assert!(ids.insert(id.clone()), "{id} twice");
        assert!(id.starts_with(|c: char| c.is_ascii_alphabetic()), "{id}");
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{id}");
    }
    for elemento in &elementos {
        for referencia in ["processRef", "sourceRef", "targetRef", "bpmnElement"] {
            if let Some(id) = elemento.atributos.get(referencia) {
                assert!(ids.contains(id), "{elemento:?}");
            }
        }
        if ["bpmn:flowNodeRef", "bpmn:incoming", "bpmn:outgoing"].contains(&elemento.nombre.as_str()) {
            assert!(ids.contains(&elemento.texto), "{elemento:?}");
        }
    }
    let con_figura =
        ["bpmn:participant", "bpmn:lane", "bpmn:startEvent", "bpmn:task", "bpmn:callActivity", "bpmn:endEvent"];
    let dibujados: Vec<&String> = elementos.iter().filter_map(|e| e.atributos.get("bpmnElement")).collect();
    for elemento in &elementos {
        if con_figura.contains(&elemento.nombre.as_str()) || elemento.nombre == "bpmn:sequenceFlow" {
            let id = &elemento.atributos["id"];
            assert_eq!(dibujados.iter().filter(|dibujado| **dibujado == id).count(), 1, "{id}");
        }
    }
    elementos
}

fn llamados<'a>(elementos: &'a [Elemento], nombre: &str) -> Vec<&'a Elemento> {
    elementos.iter().filter(|e| e.nombre == nombre).collect()
}

/// Lanes with the nodes in them, the steps in order with their names, a line from each to the next.
#[tokio::test]
async fn a_flow_is_a_pool_with_lanes_that_a_modeler_can_read() {
    for servidor in servidores(&[("PRUEBA", mapa())]).await {
        let elementos = verificar(&flujo(&servidor, "PRUEBA", "formato: BPMN").await);
        let nombres: Vec<&str> = ["bpmn:callActivity", "bpmn:task"]
            .into_iter()
            .flat_map(|nombre| llamados(&elementos, nombre))
            .map(|e| e.atributos["name"].as_str())
            .collect();
        let hostil = HOSTIL.replace('\u{202e}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(nombres, ["M.01.01 Seguimiento", "Leer", "Registrar", &hostil, "Resolver"]);
        let carriles: Vec<&str> =
            llamados(&elementos, "bpmn:lane").iter().map(|e| e.atributos["name"].as_str()).collect();
        assert_eq!(
            carriles,
            ["Mesa de partes", "Analista", "Sin ejecutor", "Mesa de partes · Analista", "Subprocesos"]
        );
        assert_eq!(llamados(&elementos, "bpmn:participant")[0].atributos["name"], "M.01 Atención");
        assert_eq!(llamados(&elementos, "bpmn:documentation")[0].texto, "Actividad: Recibir");
        let mut camino = vec!["Inicio".to_owned()];
        for linea in llamados(&elementos, "bpmn:sequenceFlow") {
            assert_eq!(&linea.atributos["sourceRef"], camino.last().unwrap());
            camino.push(linea.atributos["targetRef"].clone());
        }
        assert_eq!((camino.len(), camino.last().unwrap().as_str()), (7, "Fin"));
        let repartidos: Vec<&str> = llamados(&elementos, "bpmn:flowNodeRef").iter().map(|e| e.texto.as_str()).collect();
        assert_eq!(repartidos.iter().collect::<BTreeSet<_>>().len(), camino.len());
        assert_eq!(repartidos.len(), camino.len());
    }
}

/// A rectangle: left, top, right, bottom.
fn cajas(elementos: &[Elemento]) -> BTreeMap<String, [i64; 4]> {
    let bounds = llamados(elementos, "dc:Bounds").into_iter();
    bounds
        .map(|e| {
            let lado = |nombre: &str| e.atributos[nombre].parse::<i64>().unwrap();
            let (x, y) = (lado("x"), lado("y"));
            (e.dentro.trim_end_matches("_di").to_owned(), [x, y, x + lado("width"), y + lado("height")])
        })
        .collect()
}

/// Nodes stand within their lane, lanes within the pool, and no node upon another; each line touches both its ends.
#[tokio::test]
async fn what_is_drawn_stands_where_it_belongs() {
    for servidor in servidores(&[("PRUEBA", mapa()), ("LARGO", largo(200)), ("NADA", largo(0))]).await {
        for entidad in ["PRUEBA", "LARGO", "NADA"] {
            let elementos = verificar(&flujo(&servidor, entidad, "formato: BPMN").await);
            let cajas = cajas(&elementos);
            let dentro = |a: [i64; 4], b: [i64; 4]| b[0] <= a[0] && b[1] <= a[1] && a[2] <= b[2] && a[3] <= b[3];
            for caja in cajas.values() {
                assert!(dentro(*caja, cajas["Participante"]));
            }
            for nodo in llamados(&elementos, "bpmn:flowNodeRef") {
                assert!(dentro(cajas[&nodo.texto], cajas[&nodo.dentro]), "{nodo:?}");
            }
            let nodos: Vec<[i64; 4]> = cajas
                .iter()
                .filter(|(id, _)| !id.starts_with("Carril") && *id != "Participante")
                .map(|(_, caja)| *caja)
                .collect();
            for (i, a) in nodos.iter().enumerate() {
                for b in &nodos[i + 1..] {
                    assert!(a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1], "{a:?} {b:?}");
                }
            }
            for linea in llamados(&elementos, "bpmn:sequenceFlow") {
                let id = format!("{}_di", linea.atributos["id"]);
                let puntos: Vec<[i64; 2]> = llamados(&elementos, "di:waypoint")
                    .into_iter()
                    .filter(|punto| punto.dentro == id)
                    .map(|punto| ["x", "y"].map(|eje| punto.atributos[eje].parse().unwrap()))
                    .collect();
                let toca = |[x, y]: [i64; 2], c: [i64; 4]| c[0] <= x && x <= c[2] && c[1] <= y && y <= c[3];
                assert!(toca(puntos[0], cajas[&linea.atributos["sourceRef"]]), "{id}");
                assert!(toca(*puntos.last().unwrap(), cajas[&linea.atributos["targetRef"]]), "{id}");
            }
        }
    }
}
