//! Rules of cost name fields by text: each name is one of the schema, so that a field that is renamed takes its rule along.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use quipu::schema::costo::regla::{REGLAS, Regla};

/// Fields of each type, with the name of what each leads to, inputs among them; and all other names of the schema.
fn esquema() -> (BTreeMap<String, BTreeMap<String, String>>, BTreeSet<String>) {
    let (mut tipos, mut nombres) = (BTreeMap::new(), BTreeSet::new());
    for definicion in parse_schema(quipu::schema::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(tipo) = definicion else { continue };
        let nombre = tipo.node.name.node.to_string();
        nombres.insert(nombre.clone());
        match tipo.node.kind {
            TypeKind::Object(objeto) => {
                let campos = objeto.fields.into_iter().map(|campo| {
                    nombres.extend(campo.node.arguments.iter().map(|argumento| argumento.node.name.node.to_string()));
                    let hacia = campo.node.ty.node.base.to_string();
                    (campo.node.name.node.to_string(), hacia.trim_matches(['[', ']', '!']).to_owned())
                });
                let campos: BTreeMap<String, String> = campos.collect();
                nombres.extend(campos.keys().cloned());
                tipos.insert(nombre, campos);
            }
            TypeKind::InputObject(entrada) => {
                let campos = entrada
                    .fields
                    .iter()
                    .map(|campo| (campo.node.name.node.to_string(), campo.node.ty.node.base.to_string()));
                let campos: BTreeMap<String, String> = campos.collect();
                nombres.extend(campos.keys().cloned());
                tipos.insert(nombre, campos);
            }
            TypeKind::Enum(lista) => nombres.extend(lista.values.iter().map(|valor| valor.node.value.node.to_string())),
            _ => {}
        }
    }
    (tipos, nombres)
}

/// Every row of the table is of a field that its types have, and that leads where the row says.
#[test]
fn every_rule_is_of_a_field_that_there_is() {
    let (tipos, _) = esquema();
    let mut vistas = 0;
    for (de, campo, regla) in REGLAS {
        for tipo in *de {
            let hacia = tipos[tipo.nombre()].get(*campo);
            let hacia = hacia.unwrap_or_else(|| panic!("{}.{campo} has a rule and is not there", tipo.nombre()));
            let esperado = match regla {
                Regla::Lista(t, ..) | Regla::ListaDeMatriz(t, _) => format!("{}Connection", t.nombre()),
                Regla::Vinculo(t, _) | Regla::Ancestros(t, _) | Regla::Mismo(t) | Regla::EnMemoria(t) => {
                    t.nombre().to_owned()
                }
                Regla::Arbol => "Arbol".to_owned(),
                Regla::Lee => hacia.clone(),
            };
            assert_eq!(*hacia, esperado, "{}.{campo}", tipo.nombre());
            vistas += 1;
        }
    }
    assert!(vistas > 70, "{vistas}");
    let filas: BTreeSet<(&str, &str)> =
        REGLAS.iter().flat_map(|(de, campo, _)| de.iter().map(|tipo| (tipo.nombre(), *campo))).collect();
    assert_eq!(filas.len(), vistas, "a field has one rule");
}

/// What the rules name beside the schema: directives, introspection, and ends of the names of types.
const AJENOS: [&str; 19] = [
    "skip",
    "include",
    "if",
    "__schema",
    "__type",
    "__",
    "__Type",
    "types",
    "fields",
    "args",
    "inputFields",
    "enumValues",
    "possibleTypes",
    "interfaces",
    "directives",
    "ofType",
    "Connection",
    "Payload",
    "Edge",
];

/// The sources of the rules as words: names, texts in their quotes, signs. Comments are left out.
fn palabras(texto: &str) -> Vec<String> {
    let mut palabras = Vec::new();
    for linea in texto.lines() {
        let mut letras = linea.char_indices().peekable();
        while let Some((i, letra)) = letras.next() {
            if linea[i..].starts_with("//") {
                break;
            }
            let hasta = |fin: &dyn Fn(char) -> bool| linea[i + 1..].find(fin).map_or(linea.len(), |n| i + 1 + n);
            let fin = match letra {
                '"' => hasta(&|c| c == '"') + 1,
                c if c.is_alphanumeric() || c == '_' => hasta(&|c: char| !c.is_alphanumeric() && c != '_'),
                c if c.is_whitespace() => continue,
                c => i + c.len_utf8(),
            };
            palabras.push(linea[i..fin.min(linea.len())].to_owned());
            while letras.next_if(|(j, _)| *j < fin).is_some() {}
        }
    }
    palabras
}

/// `A | B` from `i` on, where each is a name of a type: `Tipo::A`, `Tipo::Otro("A")` or `"A"`; or, without types, of a field.
fn alternativas(palabras: &[String], mut i: usize, de_tipos: bool) -> Option<(Vec<&str>, usize)> {
    let mut nombres = Vec::new();
    loop {
        let palabra = palabras.get(i)?.as_str();
        if de_tipos && palabra == "Tipo" {
            let nombre = palabras.get(i + 3)?.as_str();
            i += 4;
            if nombre == "Otro" {
                let fin = i + palabras[i..].iter().position(|p| p == ")")?;
                nombres.extend(palabras[i + 1..fin].iter().filter(|p| *p != "|").map(|p| p.trim_matches('"')));
                i = fin + 1;
            } else {
                nombres.push(nombre);
            }
        } else {
            let nombre = palabra.strip_prefix('"')?.strip_suffix('"')?;
            if nombre.starts_with(|c: char| c.is_ascii_uppercase()) != de_tipos {
                return None;
            }
            nombres.push(nombre);
            i += 1;
        }
        if palabras.get(i)? != "|" {
            return Some((nombres, i));
        }
        i += 1;
    }
}

/// Every type and field that the rules name in pairs are such; and every other name is at least one of the schema.
#[test]
fn every_name_in_the_rules_is_one_of_the_schema() {
    let (tipos, nombres) = esquema();
    let carpeta = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../api/src/schema/costo"));
    let (mut pares, mut sueltos) = (0, 0);
    for archivo in std::fs::read_dir(carpeta).unwrap() {
        let archivo = archivo.unwrap().path();
        let palabras = palabras(&std::fs::read_to_string(&archivo).unwrap());
        let donde = archivo.file_name().unwrap().to_string_lossy().into_owned();
        for (i, palabra) in palabras.iter().enumerate() {
            let texto = palabra.strip_prefix('"').and_then(|texto| texto.strip_suffix('"'));
            if let Some(nombre) =
                texto.filter(|t| !t.is_empty() && t.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
            {
                assert!(nombres.contains(nombre) || AJENOS.contains(&nombre), "{donde} names {nombre}");
                sueltos += 1;
            }
            let Some((de, coma)) = alternativas(&palabras, i, true).filter(|(_, fin)| palabras[*fin] == ",") else {
                continue;
            };
            let Some((campos, _)) = alternativas(&palabras, coma + 1, false) else { continue };
            for campo in campos {
                for tipo in de.iter().filter(|tipo| **tipo != "Mutation") {
                    let suyos = tipos.get(*tipo).unwrap_or_else(|| panic!("{donde} names the type {tipo}"));
                    // A field of the type, or a condition of the filter of its lists.
                    let condicion =
                        tipos.get(&format!("{tipo}Filtro")).is_some_and(|filtro| filtro.contains_key(campo));
                    let hay = suyos.contains_key(campo) || condicion || AJENOS.contains(&campo);
                    assert!(hay, "{donde} names {tipo}.{campo}");
                    pares += 1;
                }
            }
        }
    }
    assert!(pares > 30 && sueltos > 100, "{pares} pairs, {sueltos} names");
}
