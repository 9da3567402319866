//! A server with a published map, a draft made from it, and short words for what an editor does to it.

use quipu::domain::modelo::Mapa;
use quipu::schema::QuipuSchema;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};

use crate::mapa::publicar;
use crate::support::base::{Base, Contenido, en_ambas};
use crate::support::server::{Answer, Server, send};
use crate::support::token::{WITH_SECRET, development};

/// The entity whose draft is edited.
pub(super) const ENTIDAD: &str = "PRUEBA";

pub(super) struct Taller {
    pub(super) server: Server<QuipuSchema>,
    pub(super) token: String,
    /// Id and revision of the draft.
    pub(super) borrador: String,
    pub(super) revision: i64,
}

impl Taller {
    /// One on each database: the map is published and copied into a draft.
    pub(super) async fn en_ambas(mapa: &Mapa) -> Vec<Self> {
        let mut talleres = Vec::new();
        for base in en_ambas(Contenido::Catalogos).await {
            talleres.push(Self::sobre(base, mapa).await);
        }
        talleres
    }

    pub(super) async fn sobre(base: Base, mapa: &Mapa) -> Self {
        publicar(&base, ENTIDAD, mapa).await;
        let flags = [&WITH_SECRET[..], &["--max-rows", "1000000", "--cost-capacity", "1000000000"]].concat();
        let server = Server::quipu_with(base, &flags).await;
        let token = development(&server.base, "ana", &["responsable@entidad:PRUEBA", "lector@entidad:01-001-PCM"]);
        let mut taller = Self { server, token, borrador: String::new(), revision: 0 };
        let hecho = taller.hacer("crearBorrador", &json!({ "entidad": ENTIDAD })).await;
        taller.borrador = texto(&hecho["version"]["id"]);
        taller
    }

    /// Sends a mutation with its input, as whoever has this token.
    pub(super) async fn mutar_como(&self, token: &str, mutacion: &str, input: &Value) -> Answer {
        let request = self.server.post().header(ACCEPT, "application/graphql-response+json").bearer_auth(token);
        send(request.json(&json!({ "query": documento(mutacion), "variables": { "input": input } }))).await
    }

    /// A mutation over the draft as it is now, which must be done: its payload.
    pub(super) async fn hacer(&mut self, mutacion: &str, input: &Value) -> Value {
        let mut input = input.clone();
        if mutacion != "crearBorrador" {
            input["revision"] = json!(self.revision);
        }
        let mut json = self.mutar_como(&self.token, mutacion, &input).await.json();
        assert_eq!(json["errors"], Value::Null, "{mutacion} {input}: {json}");
        let hecho = json["data"][mutacion].take();
        self.revision = hecho["version"]["revision"].as_i64().unwrap();
        hecho
    }

    /// The same, of which only the id of the object matters.
    pub(super) async fn id(&mut self, mutacion: &str, input: &Value) -> String {
        let hecho = self.hacer(mutacion, input).await;
        texto(&hecho[objeto(mutacion)]["id"])
    }

    /// A mutation over the draft as it is now, which must be refused: its first error. Nothing changes.
    pub(super) async fn rechazo(&self, mutacion: &str, input: &Value) -> Value {
        let mut input = input.clone();
        if input["revision"].is_null() && mutacion != "crearBorrador" {
            input["revision"] = json!(self.revision);
        }
        let mut json = self.mutar_como(&self.token, mutacion, &input).await.json();
        assert_ne!(json["errors"], Value::Null, "{mutacion} {input} was done");
        json["errors"][0].take()
    }

    /// Codes and fields of the faults of an input that must be refused.
    pub(super) async fn faltas(&self, mutacion: &str, input: &Value) -> Vec<(String, String)> {
        let error = self.rechazo(mutacion, input).await;
        assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA", "{error}");
        let errores = error["extensions"]["errores"].as_array().unwrap_or_else(|| panic!("{error}"));
        errores.iter().map(|e| (texto(&e["codigo"]), texto(&e["campo"]))).collect()
    }

    /// What a query answers to the editor, which must be without errors.
    pub(super) async fn leer(&self, documento: &str) -> Value {
        let mut json = self.server.graphql_as(&self.token, documento).await.json();
        assert_eq!(json["errors"], Value::Null, "{documento}");
        json["data"].take()
    }

    /// Fields of an object of the draft.
    pub(super) async fn de(&self, tipo: &str, id: &str, campos: &str) -> Value {
        let mut datos = self.leer(&format!("{{ node(id: \"{id}\") {{ ... on {tipo} {{ {campos} }} }} }}")).await;
        datos["node"].take()
    }

    /// The ids of the processes of a matrix of the draft by their names, which are distinct.
    pub(super) async fn llamado(&self, tipo: &str, lista: &str, nombre: &str) -> String {
        let campos =
            format!("matriz {{ {lista}(first: 2 filtro: {{nombre: {{igual: \"{nombre}\"}}}}) {{ nodes {{ id }} }} }}");
        let datos = self.de("Version", &self.borrador, &campos).await;
        let nodos = datos["matriz"][lista]["nodes"].as_array().unwrap();
        assert_eq!(nodos.len(), 1, "{tipo} {nombre}");
        texto(&nodos[0]["id"])
    }
}

fn documento(mutacion: &str) -> String {
    let objeto = objeto(mutacion);
    let tipo = if mutacion.starts_with("eliminar") {
        "Eliminar".to_owned()
    } else {
        mutacion[..1].to_uppercase() + &mutacion[1..]
    };
    let propio = match objeto.as_str() {
        "eliminadas" => "eliminadas".to_owned(),
        "version" => String::new(),
        otro => format!("{otro} {{ id }}"),
    };
    format!(
        "mutation M($input: {tipo}Input!) {{ {mutacion}(input: $input) {{ repetida {propio} \
         version {{ id numero revision estado vigente base }} }} }}"
    )
}

/// The field of a payload: `crearProceso` answers `proceso`.
fn objeto(mutacion: &str) -> String {
    if mutacion.starts_with("eliminar") {
        return "eliminadas".to_owned();
    }
    let inicio = mutacion.find(char::is_uppercase).unwrap();
    let objeto = &mutacion[inicio..];
    match objeto {
        "Borrador" => "version".to_owned(),
        "Dotacion" => "puesto".to_owned(),
        _ => objeto[..1].to_lowercase() + &objeto[1..],
    }
}

pub(super) fn texto(valor: &Value) -> String {
    valor.as_str().unwrap_or_else(|| panic!("{valor}")).to_owned()
}
