//! Documents that wander through the schema as the server itself describes it: a new field is walked into without being
//! named here.

use std::collections::HashMap;

use serde_json::Value;

use super::mundo::{Mundo, marca};
use super::quienes::TODO;
use crate::support::azar::Azar;

/// The types of the schema, by their names.
pub(super) struct Esquema(HashMap<String, Value>);

/// Levels of objects below the root.
const FONDO: usize = 5;
/// Fields of a document.
const CAMPOS: usize = 120;

/// Named type of a reference, whether it is a list, and whether it must be there.
fn tipo(referencia: &Value) -> (String, bool, bool) {
    let (mut actual, mut lista) = (referencia, false);
    let obligatorio = actual["kind"] == "NON_NULL";
    while actual["name"].is_null() {
        lista |= actual["kind"] == "LIST";
        actual = &actual["ofType"];
    }
    (actual["name"].as_str().unwrap().to_owned(), lista, obligatorio)
}

impl Esquema {
    /// Asks the server for it.
    pub(super) async fn leer(mundo: &Mundo) -> Self {
        const TIPO: &str = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
        let documento = format!(
            "{{ __schema {{ types {{ kind name enumValues {{ name }} possibleTypes {{ name }} fields {{ name type {{ {TIPO} }} \
             args {{ name type {{ {TIPO} }} }} }} inputFields {{ name type {{ {TIPO} }} }} }} }} }}"
        );
        let mut respuesta = mundo.preguntar(&TODO, &documento).await;
        let Value::Array(tipos) = respuesta["data"]["__schema"]["types"].take() else { panic!("{respuesta}") };
        Self(tipos.into_iter().map(|tipo| (tipo["name"].as_str().unwrap().to_owned(), tipo)).collect())
    }

    /// A random document of one to three root fields.
    pub(super) fn documento(&self, azar: &mut Azar, mundo: &Mundo) -> String {
        let mut paseo = Paseo { esquema: self, azar, mundo, quedan: CAMPOS, alias: 0 };
        // One knows nothing of versions; the other repeats, to who may read it, the words of the documents themselves.
        let aparte = ["calculadora", "lecturasRegistradas"];
        let raices = self.campos("Query").filter(|campo| !aparte.iter().any(|nombre| campo["name"] == *nombre));
        let raices: Vec<&Value> = raices.collect();
        let cuantas = 1 + paseo.azar.menor_que(3);
        let cada: Vec<String> = (0..cuantas)
            .map(|_| {
                let raiz = *paseo.azar.de(&raices);
                paseo.campo(raiz, FONDO)
            })
            .collect();
        format!("{{ {} }}", cada.join(" "))
    }

    fn campos(&self, tipo: &str) -> impl Iterator<Item = &Value> {
        self.0[tipo]["fields"].as_array().into_iter().flatten()
    }
}

struct Paseo<'a> {
    esquema: &'a Esquema,
    azar: &'a mut Azar,
    mundo: &'a Mundo,
    quedan: usize,
    alias: usize,
}

impl Paseo<'_> {
    fn campo(&mut self, campo: &Value, fondo: usize) -> String {
        self.quedan = self.quedan.saturating_sub(1);
        let nombre = campo["name"].as_str().unwrap();
        let argumentos = self.argumentos(campo);
        // One field may be asked twice with different arguments: each has a name of its own.
        let alias = if argumentos.is_empty() {
            String::new()
        } else {
            self.alias += 1;
            format!("x{}: ", self.alias)
        };
        let (destino, _, _) = tipo(&campo["type"]);
        let seleccion = match self.esquema.0[&destino]["kind"].as_str().unwrap() {
            "OBJECT" | "INTERFACE" | "UNION" => format!(" {{ {} }}", self.seleccion(&destino, fondo)),
            _ => String::new(),
        };
        format!("{alias}{nombre}{argumentos}{seleccion}")
    }

    fn seleccion(&mut self, nombre: &str, fondo: usize) -> String {
        let esquema = self.esquema;
        if let Some(posibles) = esquema.0[nombre]["possibleTypes"].as_array() {
            // An object is of one of them: all are asked, some deeper.
            let cada = posibles.iter().map(|posible| {
                let posible = posible["name"].as_str().unwrap();
                let fondo = if self.azar.una_de(4) { fondo } else { 0 };
                format!("... on {posible} {{ {} }}", self.seleccion(posible, fondo))
            });
            return format!("__typename {}", cada.collect::<Vec<_>>().join(" "));
        }
        let es_objeto = |campo: &&Value| {
            let (destino, _, _) = tipo(&campo["type"]);
            matches!(esquema.0[&destino]["kind"].as_str(), Some("OBJECT" | "INTERFACE" | "UNION"))
        };
        let (objetos, hojas): (Vec<&Value>, Vec<&Value>) = esquema.campos(nombre).partition(es_objeto);
        let mut elegidos = self.azar.algunos(&hojas, 4);
        // The way through a list goes by its nodes.
        let por_nodos: Vec<&Value> =
            objetos.iter().copied().filter(|campo| campo["name"] == "nodes" || campo["name"] == "edges").collect();
        if fondo > 0 && self.quedan > 0 && !objetos.is_empty() && self.alias < 25 {
            elegidos.extend(if por_nodos.is_empty() { self.azar.algunos(&objetos, 2) } else { vec![por_nodos[0]] });
        }
        // A list is no level of its own.
        let siguiente = if por_nodos.is_empty() { fondo.saturating_sub(1) } else { fondo };
        let cada: Vec<String> = elegidos.into_iter().map(|campo| self.campo(campo, siguiente)).collect();
        if cada.is_empty() { "__typename".to_owned() } else { cada.join(" ") }
    }

    fn argumentos(&mut self, campo: &Value) -> String {
        let mut dados = Vec::new();
        let es_entidad = campo["name"] == "entidad";
        for argumento in campo["args"].as_array().unwrap() {
            let nombre = argumento["name"].as_str().unwrap();
            let (de_tipo, lista, obligatorio) = tipo(&argumento["type"]);
            // `entidad` takes one of two.
            let obligatorio = obligatorio || (es_entidad && nombre == "codigo");
            let falta = !obligatorio && nombre != "version" && self.azar.una_de(2);
            if (es_entidad && nombre == "id") || nombre == "after" || falta {
                continue;
            }
            if let Some(valor) = self.valor(nombre, &de_tipo, lista) {
                dados.push(format!("{nombre}: {valor}"));
            }
        }
        if dados.is_empty() { String::new() } else { format!("({})", dados.join(", ")) }
    }

    /// A value for an argument; `None` leaves it out.
    fn valor(&mut self, nombre: &str, de_tipo: &str, lista: bool) -> Option<String> {
        const ENTIDADES: [&str; 5] = ["ALFA", "ALFA", "BETA", "GAMA", "DELTA"];
        const VERSIONES: [&str; 7] = [
            "numero: 1",
            "numero: 2",
            "numero: 4",
            "numero: 5",
            "ultimoBorrador: true",
            "ultimoBorrador: false",
            "publicadaHasta: \"2030-01-01T00:00:00Z\"",
        ];
        let esquema = self.esquema;
        if let Some(posibles) = esquema.0[de_tipo]["enumValues"].as_array() {
            let mut elegidos = self.azar.algunos(posibles, if lista { 3 } else { 1 });
            // Costs of single posts are refused, and a refusal hides what is beside it.
            elegidos.retain(|valor| valor["name"] != "COSTO_MENSUAL");
            let elegidos: Vec<&str> = elegidos.iter().map(|valor| valor["name"].as_str().unwrap()).collect();
            return Some(if lista { format!("[{}]", elegidos.join(", ")) } else { elegidos.join("") });
        }
        if de_tipo.ends_with("Orden") {
            return self.orden(de_tipo);
        }
        Some(match (nombre, de_tipo) {
            ("version", _) => format!("{{ {} }}", self.azar.de(&VERSIONES)),
            ("first", _) => self.azar.de(&["1", "3", "20", "100"]).to_string(),
            ("dimensiones", "Int") => "1".to_owned(),
            ("entidad", _) => format!("\"{}\"", self.azar.de(&ENTIDADES)),
            ("codigo", "String") if self.azar.una_de(2) => format!("\"{}\"", self.azar.de(&ENTIDADES)),
            ("codigo", "String") => format!("\"1 {}\"", self.una_marca()),
            ("correlativo", _) => format!("\"{}\"", 1 + self.azar.menor_que(9)),
            ("id", _) => format!("\"{}\"", self.azar.de(&self.mundo.ids)),
            ("entidades", _) => format!("{{ codigo: {{ en: [\"ALFA\", \"{}\"] }} }}", self.azar.de(&ENTIDADES)),
            (_, filtro) if filtro.ends_with("Filtro") => return self.filtro(filtro),
            _ => return None,
        })
    }

    fn una_marca(&mut self) -> String {
        let version = self.azar.de(&self.mundo.versiones);
        marca(&version.codigo, version.numero)
    }

    /// By a word of some version, which may be one that must not be known of.
    fn filtro(&mut self, filtro: &str) -> Option<String> {
        let campos = self.esquema.0[filtro]["inputFields"].as_array()?;
        let de_texto: Vec<&Value> = campos.iter().filter(|campo| tipo(&campo["type"]).0 == "TextoFiltro").collect();
        if de_texto.is_empty() {
            return None;
        }
        let campo = self.azar.de(&de_texto)["name"].as_str().unwrap();
        let palabra = if self.azar.una_de(2) { "ZZ".to_owned() } else { self.una_marca() };
        let condicion = format!("{campo}: {{ contiene: \"{palabra}\" }}");
        Some(if self.azar.una_de(3) { format!("{{ no: {{ {condicion} }} }}") } else { format!("{{ {condicion} }}") })
    }

    fn orden(&mut self, orden: &str) -> Option<String> {
        let campos = self.esquema.0[orden]["inputFields"].as_array()?;
        let campo = campos.iter().find(|campo| campo["name"] != "direccion")?;
        let (de_tipo, _, _) = tipo(&campo["type"]);
        let valor = self.valor("", &de_tipo, false).filter(|valor| !valor.is_empty())?;
        Some(format!("[{{ {}: {valor}, direccion: {} }}]", campo["name"].as_str()?, self.azar.de(&["ASC", "DESC"])))
    }
}
