//! BPMN 2.0 XML with diagram interchange: what a modeler opens, laid out.

use std::io;

use super::lienzo::{Caja, Lienzo};
use super::xml::Xml;
use super::{Clase, Flujo, rotulo};

const ESPACIOS: [(&str, &str); 4] = [
    ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
];
const COLABORACION: &str = "Colaboracion";
const PARTICIPANTE: &str = "Participante";
const PROCESO: &str = "Proceso";

/// The flow of a process: one pool, a lane for each executor, the steps between a start and an end, and where each
/// stands. Writing to memory fails only where memory does.
pub fn bpmn(flujo: &Flujo) -> io::Result<String> {
    let nodos = nodos(flujo);
    let mut xml = Xml::nuevo()?;
    let mut atributos = vec![("id", "Definiciones"), ("targetNamespace", "urn:quipu:flujo")];
    atributos.extend(ESPACIOS);
    xml.con("bpmn:definitions", &atributos, |xml| {
        xml.con("bpmn:collaboration", &[("id", COLABORACION)], |xml| {
            let participante = [("id", PARTICIPANTE), ("name", flujo.rotulo.as_str()), ("processRef", PROCESO)];
            xml.vacio("bpmn:participant", &participante)
        })?;
        let proceso = [("id", PROCESO), ("name", flujo.rotulo.as_str()), ("isExecutable", "false")];
        xml.con("bpmn:process", &proceso, |xml| proceso_de(xml, flujo, &nodos))?;
        xml.con("bpmndi:BPMNDiagram", &[("id", "Diagrama")], |xml| {
            let plano = [("id", "Plano"), ("bpmnElement", COLABORACION)];
            xml.con("bpmndi:BPMNPlane", &plano, |xml| plano_de(xml, flujo, &nodos))
        })
    })?;
    xml.terminado()
}

/// Ids of the nodes in order: the start, the steps, the end.
fn nodos(flujo: &Flujo) -> Vec<String> {
    let pasos = flujo.pasos.iter().map(|paso| {
        let clase = match paso.clase {
            Clase::Subproceso => "Subproceso",
            Clase::Actividad => "Actividad",
            Clase::Tarea => "Tarea",
        };
        format!("{clase}_{}", paso.id)
    });
    std::iter::once("Inicio".to_owned()).chain(pasos).chain(std::iter::once("Fin".to_owned())).collect()
}

fn id_de_flujo(desde: usize) -> String {
    format!("Secuencia_{}", desde + 1)
}

fn id_de_carril(carril: usize) -> String {
    format!("Carril_{}", carril + 1)
}

fn proceso_de(xml: &mut Xml, flujo: &Flujo, nodos: &[String]) -> io::Result<()> {
    let lienzo = Lienzo::de(flujo);
    if !flujo.carriles.is_empty() {
        xml.con("bpmn:laneSet", &[("id", "Carriles")], |xml| {
            flujo.carriles.iter().enumerate().try_for_each(|(c, carril)| {
                let atributos = [("id", &*id_de_carril(c)), ("name", &*rotulo(None, carril))];
                xml.con("bpmn:lane", &atributos, |xml| {
                    let suyos = nodos.iter().enumerate().filter(|(n, _)| lienzo.carril_de(*n) == c);
                    suyos.map(|(_, nodo)| nodo).try_for_each(|nodo| xml.texto("bpmn:flowNodeRef", nodo))
                })
            })
        })?;
    }
    let ultimo = nodos.len() - 1;
    for (n, nodo) in nodos.iter().enumerate() {
        let paso = n.checked_sub(1).and_then(|n| flujo.pasos.get(n));
        let elemento = match paso {
            _ if n == 0 => "bpmn:startEvent",
            None => "bpmn:endEvent",
            Some(paso) if paso.clase == Clase::Subproceso => "bpmn:callActivity",
            Some(_) => "bpmn:task",
        };
        let mut atributos = vec![("id", nodo.as_str())];
        atributos.extend(paso.map(|paso| ("name", paso.rotulo.as_str())));
        xml.con(elemento, &atributos, |xml| {
            if let Some(actividad) = paso.and_then(|paso| paso.actividad.as_deref()) {
                xml.texto("bpmn:documentation", &format!("Actividad: {}", rotulo(None, actividad)))?;
            }
            if n > 0 {
                xml.texto("bpmn:incoming", &id_de_flujo(n - 1))?;
            }
            if n < ultimo { xml.texto("bpmn:outgoing", &id_de_flujo(n)) } else { Ok(()) }
        })?;
    }
    nodos.windows(2).enumerate().try_for_each(|(n, par)| {
        let atributos = [("id", id_de_flujo(n)), ("sourceRef", par[0].clone()), ("targetRef", par[1].clone())];
        xml.vacio("bpmn:sequenceFlow", &atributos.each_ref().map(|(clave, valor)| (*clave, valor.as_str())))
    })
}

fn plano_de(xml: &mut Xml, flujo: &Flujo, nodos: &[String]) -> io::Result<()> {
    let lienzo = Lienzo::de(flujo);
    forma(xml, PARTICIPANTE, &[("isHorizontal", "true")], lienzo.piscina())?;
    for carril in 0..flujo.carriles.len() {
        forma(xml, &id_de_carril(carril), &[("isHorizontal", "true")], lienzo.carril(carril))?;
    }
    for (n, nodo) in nodos.iter().enumerate() {
        forma(xml, nodo, &[], lienzo.nodo(n))?;
    }
    for n in 0..nodos.len() - 1 {
        let elemento = id_de_flujo(n);
        let atributos = [("id", &*format!("{elemento}_di")), ("bpmnElement", &*elemento)];
        xml.con("bpmndi:BPMNEdge", &atributos, |xml| {
            lienzo
                .linea(n)
                .into_iter()
                .try_for_each(|(x, y)| xml.vacio("di:waypoint", &[("x", &*x.to_string()), ("y", &*y.to_string())]))
        })?;
    }
    Ok(())
}

fn forma(xml: &mut Xml, elemento: &str, mas: &[(&str, &str)], caja: Caja) -> io::Result<()> {
    let id = format!("{elemento}_di");
    let mut atributos = vec![("id", id.as_str()), ("bpmnElement", elemento)];
    atributos.extend(mas);
    xml.con("bpmndi:BPMNShape", &atributos, |xml| {
        let Caja { x, y, ancho, alto } = caja;
        let [x, y, ancho, alto] = [x, y, ancho, alto].map(|lado| lado.to_string());
        xml.vacio("dc:Bounds", &[("x", &*x), ("y", &*y), ("width", &*ancho), ("height", &*alto)])
    })
}
