//! A server with a person who may write, and short words for what she does.

use quipu::schema::QuipuSchema;
use reqwest::RequestBuilder;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};

use crate::support::base::{Contenido, en_ambas};
use crate::support::server::{Answer, Server, send};
use crate::support::token::{WITH_SECRET, development};

/// The entity whose records tests write.
pub(crate) const ENTIDAD: &str = "DEMO-MANUAL";

pub(crate) struct Taller {
    pub(crate) server: Server<QuipuSchema>,
    pub(crate) token: String,
}

/// A record as a test keeps it: its id and the revision it was last seen at.
#[derive(Debug, Clone)]
pub(crate) struct Ficha {
    pub(crate) id: String,
    pub(crate) revision: i64,
}

impl Taller {
    /// One on each database, over the demonstration, with an editor of [`ENTIDAD`].
    pub(crate) async fn en_ambas() -> Vec<Self> {
        let mut talleres = Vec::new();
        for base in en_ambas(Contenido::Demostracion).await {
            let server = Server::quipu_with(base, &WITH_SECRET).await;
            let token = development(&server.base, "ana", &["editor@entidad:DEMO-MANUAL"]);
            talleres.push(Self { server, token });
        }
        talleres
    }

    /// Sends a mutation with its input, as whoever has this token.
    pub(crate) async fn mutar_como(&self, token: Option<&str>, mutacion: &str, input: &Value) -> Answer {
        let comun = ["archivar", "eliminar"].into_iter().find(|verbo| mutacion.starts_with(verbo));
        let tipo = con_mayuscula(comun.unwrap_or(mutacion));
        let campo = match mutacion {
            "escribirLote" => "hechas".to_owned(),
            _ => noun(mutacion) + " { id revision }",
        };
        let documento =
            format!("mutation M($input: {tipo}Input!) {{ {mutacion}(input: $input) {{ repetida {campo} }} }}");
        let request = self.server.post().header(ACCEPT, "application/graphql-response+json");
        let request = token.iter().fold(request, RequestBuilder::bearer_auth);
        send(request.json(&json!({ "query": documento, "variables": { "input": input } }))).await
    }

    /// The same as the editor.
    pub(crate) async fn mutar(&self, mutacion: &str, input: &Value) -> Answer {
        self.mutar_como(Some(&self.token), mutacion, input).await
    }

    /// A mutation that must be done; what became of the record.
    pub(crate) async fn hacer(&self, mutacion: &str, input: &Value) -> Ficha {
        let answer = self.mutar(mutacion, input).await;
        let json = answer.json();
        assert_eq!(json["errors"], Value::Null, "{mutacion} {input}");
        let registro = &json["data"][mutacion][noun(mutacion)];
        Ficha { id: texto(&registro["id"]), revision: registro["revision"].as_i64().unwrap() }
    }

    /// A mutation over a record that must be done.
    pub(crate) async fn sobre(&self, mutacion: &str, ficha: &mut Ficha, resto: &Value) {
        *ficha = self.hacer(mutacion, &con(ficha, resto)).await;
    }

    /// A mutation that must be refused: its first error.
    pub(crate) async fn rechazo(&self, mutacion: &str, input: &Value) -> Value {
        let mut json = self.mutar(mutacion, input).await.json();
        assert_ne!(json["errors"], Value::Null, "{mutacion} {input} was done");
        json["errors"][0].take()
    }

    /// What a query answers to the editor, which must be without errors.
    pub(crate) async fn leer(&self, documento: &str) -> Value {
        let mut json = self.server.graphql_as(&self.token, documento).await.json();
        assert_eq!(json["errors"], Value::Null, "{documento}");
        json["data"].take()
    }

    /// The revision at which a record is.
    pub(crate) async fn refrescar(&self, tipo: &str, ficha: &mut Ficha) {
        let leido = self.leer(&format!("{{ node(id: \"{}\") {{ ... on {tipo} {{ revision }} }} }}", ficha.id)).await;
        ficha.revision = leido["node"]["revision"].as_i64().unwrap();
    }
}

/// An input over a record: its id, its revision, and more.
pub(crate) fn con(ficha: &Ficha, resto: &Value) -> Value {
    let mut input = json!({ "id": ficha.id, "revision": ficha.revision });
    for (campo, valor) in resto.as_object().unwrap() {
        input[campo] = valor.clone();
    }
    input
}

/// Codes in `extensions.faltan` of a refused step.
pub(crate) fn faltan(error: &Value) -> Vec<&str> {
    assert_eq!(error["extensions"]["code"], "PASO_NO_PERMITIDO", "{error}");
    let faltan = error["extensions"]["faltan"].as_array().unwrap();
    faltan.iter().map(|condicion| condicion["codigo"].as_str().unwrap()).collect()
}

pub(crate) fn texto(valor: &Value) -> String {
    valor.as_str().unwrap_or_else(|| panic!("{valor}")).to_owned()
}

fn con_mayuscula(texto: &str) -> String {
    texto[..1].to_uppercase() + &texto[1..]
}

/// What is changed in a draft of the map: the draft has the revision.
const DEL_MAPA: [&str; 10] = [
    "Actividad",
    "Borrador",
    "Dotacion",
    "Ejecucion",
    "Proceso",
    "Puesto",
    "PuestoPropuesto",
    "Tarea",
    "Unidad",
    "Version",
];

/// The field of a payload: `crearServicio` answers `servicio`.
fn noun(mutacion: &str) -> String {
    let inicio = mutacion.find(char::is_uppercase).unwrap();
    if DEL_MAPA.contains(&&mutacion[inicio..]) {
        return "version".to_owned();
    }
    mutacion[inicio..=inicio].to_lowercase() + &mutacion[inicio + 1..]
}
