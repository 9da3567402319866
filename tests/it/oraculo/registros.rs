//! Records: what each requester is shown of them, whatever the way, against the raw rows and a rule of the oracle's own.
//!
//! Every record of the demonstration is given a visibility by lot, past the program. An id tells the kind of its record, so
//! whatever comes out of a random document is known where it came from.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use quipu::domain::registro::{DeLista, TipoRegistro};
use quipu::schema::QuipuSchema;
use quipu::schema::id;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::mundo::filas;
use crate::costo::azar::{Azar, Nombres};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;
use crate::support::token::{WITH_SECRET, development};

/// A record as the database holds it.
#[derive(Debug)]
struct Fila {
    tipo: &'static str,
    codigo: String,
    visibilidad: i64,
    archivada: bool,
}

/// Records by their ids.
type Filas = BTreeMap<String, Fila>;

/// Roles, and the entities whose drafts and whose records under way they let see; `*` is all.
struct Quien {
    roles: Vec<String>,
    borradores: Vec<String>,
    en_curso: Vec<String>,
}

impl Quien {
    fn ve(&self, fila: &Fila) -> bool {
        let entre = |codigos: &[String]| codigos.iter().any(|codigo| codigo == "*" || *codigo == fila.codigo);
        match fila.visibilidad {
            2 => true,
            1 => entre(&self.borradores) || entre(&self.en_curso),
            _ => entre(&self.borradores),
        }
    }

    async fn preguntar(&self, servidor: &Server<QuipuSchema>, documento: &str) -> Value {
        let roles: Vec<&str> = self.roles.iter().map(String::as_str).collect();
        if roles.is_empty() {
            return servidor.graphql(documento).await.json();
        }
        servidor.graphql_as(&development(&servidor.base, "alguien", &roles), documento).await.json()
    }
}

fn quienes(filas: &Filas) -> Vec<Quien> {
    let con_registros: BTreeSet<&str> = filas.values().map(|fila| fila.codigo.as_str()).collect();
    let una = (*con_registros.first().unwrap()).to_owned();
    let otra = (*con_registros.last().unwrap()).to_owned();
    let quien = |roles: &[String], borradores: &[&str], en_curso: &[&str]| Quien {
        roles: roles.to_vec(),
        borradores: borradores.iter().map(|codigo| (*codigo).to_owned()).collect(),
        en_curso: en_curso.iter().map(|codigo| (*codigo).to_owned()).collect(),
    };
    vec![
        quien(&[], &[], &[]),
        quien(&[format!("lector@entidad:{una}")], &[&una], &[]),
        quien(&[format!("editor@entidad:{otra}"), format!("rector@entidad:{una}")], &[&otra], &[&una]),
        quien(&["lector@entidad:DEMO-MANUAL".to_owned()], &["DEMO-MANUAL"], &[]),
        quien(&["rector@*".to_owned()], &[], &["*"]),
        quien(&["lector@*".to_owned()], &["*"], &[]),
    ]
}

/// A server over the demonstration, and its records, of every visibility.
async fn mundos() -> Vec<(Server<QuipuSchema>, Filas)> {
    let mut mundos = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        let db = base.conectar().await;
        let mut todas = Filas::new();
        for tipo in TipoRegistro::con_tabla() {
            let (tabla, codigo, nombre) = (tipo.tabla(), tipo.codigo(), tipo.nombre());
            let suerte = "CAST((CAST(id AS BIGINT) * 5 + entidad_id) % 3 AS SMALLINT)";
            db.execute_unprepared(&format!("UPDATE {tabla} SET visibilidad = {suerte}")).await.unwrap();
            let de_vinculo = suerte.replace("CAST(id", "CAST(registro_id");
            let vinculos = format!("UPDATE vinculo_mapa SET visibilidad = {de_vinculo} WHERE registro = {codigo}");
            db.execute_unprepared(&vinculos).await.unwrap();
            let sql = format!(
                "SELECT CAST(t.entidad_id AS BIGINT) AS e, t.id AS i, CAST(t.visibilidad AS BIGINT) AS v, \
                 t.archivado_en IS NOT NULL AS a, c.codigo AS c FROM {tabla} t JOIN entidad c ON c.id = t.entidad_id"
            );
            for fila in filas(&db, &sql).await {
                let id = id_de(nombre, fila.try_get("", "e").unwrap(), fila.try_get("", "i").unwrap());
                let archivada = fila.try_get("", "a").unwrap();
                let (codigo, visibilidad) = (fila.try_get("", "c").unwrap(), fila.try_get("", "v").unwrap());
                todas.insert(id, Fila { tipo: nombre, codigo, visibilidad, archivada });
            }
        }
        assert!(todas.len() > 20 && (0..3).all(|v| todas.values().any(|fila| fila.visibilidad == v)), "{todas:?}");
        mundos.push((Server::quipu_with(base, &WITH_SECRET).await, todas));
    }
    mundos
}

/// The id of a record: its letter is the one that the program reads as that type.
fn id_de(nombre: &str, entidad: i64, numero: i64) -> String {
    let letras = ('a'..='z').chain('A'..='Z');
    let ids = letras.map(|letra| ID(URL_SAFE_NO_PAD.encode(format!("{letra}{entidad}.0.0.{numero}"))));
    let suyo = |id: &ID| id::leer(id).is_ok_and(|(tipo, _)| format!("{tipo:?}") == nombre);
    ids.into_iter().find(suyo).unwrap_or_else(|| panic!("{nombre} has no letter")).to_string()
}

fn ids(valor: &Value, vistos: &mut BTreeSet<String>) {
    match valor {
        Value::Object(campos) => {
            vistos.extend(campos.get("id").and_then(Value::as_str).map(str::to_owned));
            campos.values().for_each(|campo| ids(campo, vistos));
        }
        Value::Array(elementos) => elementos.iter().for_each(|elemento| ids(elemento, vistos)),
        _ => {}
    }
}

/// `node` opens each record, archived or not, to those who may see it and to no one else.
#[tokio::test]
async fn an_id_opens_the_records_that_may_be_seen() {
    for (servidor, todas) in mundos().await {
        let claves: Vec<&String> = todas.keys().collect();
        for quien in quienes(&todas) {
            for grupo in claves.chunks(20) {
                let nodos = grupo.iter().enumerate().map(|(i, id)| format!("n{i}: node(id: \"{id}\") {{ id }}"));
                let documento = format!("{{ {} }}", nodos.collect::<Vec<_>>().join(" "));
                let respuesta = quien.preguntar(&servidor, &documento).await;
                for (i, id) in grupo.iter().enumerate() {
                    let esperado = if quien.ve(&todas[*id]) { json!(id) } else { Value::Null };
                    let nodo = &respuesta["data"][format!("n{i}")];
                    assert_eq!(nodo.get("id").unwrap_or(&Value::Null), &esperado, "{:?} {:?}", quien.roles, todas[*id]);
                }
            }
        }
    }
}

/// The lists at the root and below each entity, and their counts, are those of the records in use that may be seen.
#[tokio::test]
async fn lists_of_records_are_the_oracle_s() {
    for (servidor, todas) in mundos().await {
        let campos = servidor
            .data("{ __schema { types { name fields { name args { name type { kind } } type { name ofType { name } } } } } }")
            .await;
        let tipos = campos["__schema"]["types"].as_array().unwrap();
        let de = |tipo: &str| {
            let tipo = tipos.iter().find(|t| t["name"] == tipo).unwrap();
            let campos = tipo["fields"].as_array().unwrap().iter().filter_map(|campo| {
                let destino = campo["type"]["name"].as_str().or(campo["type"]["ofType"]["name"].as_str())?;
                let nombre = destino.strip_suffix("Connection")?;
                let registro = TipoRegistro::con_tabla().find(|tipo| tipo.nombre() == nombre)?;
                Some((campo["name"].as_str().unwrap().to_owned(), registro.nombre()))
            });
            campos.collect::<Vec<_>>()
        };
        let (raices, de_entidad) = (de("Query"), de("Entidad"));
        assert!(raices.len() >= 5 && de_entidad.len() >= 8, "{raices:?} {de_entidad:?}");
        let entidades: BTreeSet<&str> = todas.values().map(|fila| fila.codigo.as_str()).collect();
        for quien in quienes(&todas) {
            let comprobar = async |documento: &str, lugar: &str, tipo: &str, codigo: Option<&str>| {
                let respuesta = quien.preguntar(&servidor, documento).await;
                let lista = respuesta["data"].pointer(lugar).unwrap_or_else(|| panic!("{documento} {respuesta}"));
                let mut vistos = BTreeSet::new();
                ids(lista, &mut vistos);
                let suya = |fila: &Fila| fila.tipo == tipo && codigo.is_none_or(|codigo| fila.codigo == codigo);
                let esperados = todas.iter().filter(|(_, fila)| suya(fila) && !fila.archivada && quien.ve(fila));
                let esperados: BTreeSet<String> = esperados.map(|(id, _)| id.clone()).collect();
                assert_eq!(lista["totalCount"], esperados.len(), "{:?} {documento}", quien.roles);
                if esperados.len() <= 200 {
                    assert_eq!(vistos, esperados, "{:?} {documento}", quien.roles);
                }
            };
            let pagina = "(first: 200) { totalCount nodes { id } }";
            for (campo, tipo) in &raices {
                comprobar(&format!("{{ {campo}{pagina} }}"), &format!("/{campo}"), tipo, None).await;
            }
            for codigo in &entidades {
                for (campo, tipo) in &de_entidad {
                    let documento = format!("{{ entidad(codigo: \"{codigo}\") {{ {campo}{pagina} }} }}");
                    comprobar(&documento, &format!("/entidad/{campo}"), tipo, Some(codigo)).await;
                }
            }
        }
    }
}

/// Documents that wander through the whole schema show no record that may not be seen.
#[tokio::test]
async fn no_random_document_lets_a_record_out() {
    for (servidor, todas) in mundos().await {
        let entidades: BTreeSet<&String> = todas.values().map(|fila| &fila.codigo).collect();
        let nombres = Nombres {
            entidades: entidades.into_iter().cloned().collect(),
            ids: todas.keys().map(|id| json!(id).to_string()).collect(),
        };
        let mut azar = Azar::nuevo(20_261_121, nombres);
        let mut reservados = 0;
        for quien in quienes(&todas) {
            for _ in 0..150 {
                let documento = azar.documento();
                let respuesta = quien.preguntar(&servidor, &documento).await;
                let mut vistos = BTreeSet::new();
                ids(&respuesta["data"], &mut vistos);
                for fila in vistos.iter().filter_map(|id| todas.get(id)) {
                    assert!(quien.ve(fila), "{:?} saw {fila:?}:\n{documento}", quien.roles);
                    reservados += usize::from(fila.visibilidad < 2);
                }
            }
        }
        // The walks find records that not everyone may see: there was something to let out.
        assert!(reservados > 100, "{reservados}");
    }
}
