//! What the fields of the schema lead to, read from its own SDL: for the fields that have no rule of their own.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, TypeKind, TypeSystemDefinition};

/// How many objects a field leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forma {
    /// One.
    Uno,
    /// Some, all at once.
    Lista,
    /// A page of them: the type is theirs, not the connection's.
    Conexion,
}

/// Where a field leads.
#[derive(Debug, Clone)]
pub(super) struct Destino {
    /// The type of the objects.
    pub(super) tipo: String,
    /// How many they are.
    pub(super) forma: Forma,
}

type Campos = HashMap<String, Destino>;

static TIPOS: LazyLock<HashMap<String, Campos>> = LazyLock::new(|| leer(&crate::schema::sdl()));

/// Where that field of that type leads; `None` when it shows a value.
pub(super) fn destino(tipo: &str, campo: &str) -> Option<&'static Destino> {
    TIPOS.get(tipo)?.get(campo)
}

/// The name of a type, if it is one of objects.
pub(super) fn nombre(tipo: &str) -> Option<&'static str> {
    TIPOS.get_key_value(tipo).map(|(nombre, _)| nombre.as_str())
}

fn leer(sdl: &str) -> HashMap<String, Campos> {
    let definiciones = parse_schema(sdl).map(|documento| documento.definitions).unwrap_or_default();
    let objetos = definiciones.into_iter().filter_map(|definicion| match definicion {
        TypeSystemDefinition::Type(tipo) => match tipo.node.kind {
            TypeKind::Object(objeto) => Some((tipo.node.name.node.to_string(), objeto.fields)),
            _ => None,
        },
        _ => None,
    });
    let objetos: HashMap<String, _> = objetos.collect();
    let de_campo = |base: &BaseType| {
        let (tipo, forma) = match base {
            BaseType::Named(nombre) => (nombre.as_str(), Forma::Uno),
            BaseType::List(dentro) => match &dentro.base {
                BaseType::Named(nombre) => (nombre.as_str(), Forma::Lista),
                BaseType::List(_) => return None,
            },
        };
        let de_lista = tipo.strip_suffix("Connection").map(|nodo| (nodo, Forma::Conexion));
        let (tipo, forma) = de_lista.unwrap_or((tipo, forma));
        objetos.contains_key(tipo).then(|| Destino { tipo: tipo.to_owned(), forma })
    };
    objetos
        .iter()
        .map(|(nombre, campos)| {
            let campos = campos
                .iter()
                .filter_map(|campo| Some((campo.node.name.node.to_string(), de_campo(&campo.node.ty.node.base)?)));
            (nombre.clone(), campos.collect())
        })
        .collect()
}
