//! What the records of release and deployment must say to be written.

use std::collections::HashSet;

use serde_json::Value;

use crate::domain::registro::Validacion;

/// Most characters of a name.
pub const NOMBRE: usize = 300;
/// Most characters of a free text.
pub const TEXTO: usize = 10_000;
/// Most items of a list.
pub const LISTA: usize = 200;

/// What is verified after every deployment, whatever the policy adds.
pub const VERIFICACION: [&str; 3] = ["DOCUMENTACION", "COMUNICACION", "ROLES"];

fn lista<'a>(v: &mut Validacion, campo: &str, valor: &'a Value) -> &'a [Value] {
    let lista = valor.as_array().map_or(&[][..], Vec::as_slice);
    v.cuantos(campo, lista.len(), LISTA);
    lista
}

fn texto<'a>(item: &'a Value, nombre: &str) -> &'a str {
    item.get(nombre).and_then(Value::as_str).unwrap_or_default()
}

/// A list of texts, none of them blank.
pub fn textos(v: &mut Validacion, campo: &str, valor: &Value) {
    for (i, item) in lista(v, campo, valor).iter().enumerate() {
        v.texto(&format!("{campo}.{i}"), item.as_str().unwrap_or_default(), TEXTO);
    }
}

/// Items with a code of their own and a name, beside those that are always verified.
pub fn items(v: &mut Validacion, campo: &str, valor: &Value) {
    let mut vistos: HashSet<&str> = VERIFICACION.into_iter().collect();
    for (i, item) in lista(v, campo, valor).iter().enumerate() {
        let codigo = texto(item, "codigo");
        v.codigo(&format!("{campo}.{i}.codigo"), codigo);
        v.texto(&format!("{campo}.{i}.nombre"), texto(item, "nombre"), NOMBRE);
        v.exigir(vistos.insert(codigo), &format!("{campo}.{i}.codigo"), "REPETIDO", "La lista ya tiene ese código.");
    }
}

/// Freeze windows: in order within, each with its reason.
pub fn periodos(v: &mut Validacion, campo: &str, valor: &Value) {
    for (i, item) in lista(v, campo, valor).iter().enumerate() {
        v.en_orden(&format!("{campo}.{i}.hasta"), Some(texto(item, "desde")), Some(texto(item, "hasta")));
        v.texto(&format!("{campo}.{i}.motivo"), texto(item, "motivo"), NOMBRE);
    }
}

/// Configuration items: at least one, each once, with its version.
pub fn elementos(v: &mut Validacion, campo: &str, valor: &Value) {
    let mut vistos = HashSet::new();
    let elementos = lista(v, campo, valor);
    v.exigir(!elementos.is_empty(), campo, "VACIO", "Una línea base tiene al menos un elemento de configuración.");
    for (i, item) in elementos.iter().enumerate() {
        let codigo = texto(item, "codigo");
        v.codigo(&format!("{campo}.{i}.codigo"), codigo);
        v.texto(&format!("{campo}.{i}.version"), texto(item, "version"), NOMBRE);
        v.opcional(&format!("{campo}.{i}.nombre"), item.get("nombre").and_then(Value::as_str), NOMBRE);
        v.exigir(vistos.insert(codigo), &format!("{campo}.{i}.codigo"), "REPETIDO", "La lista ya tiene ese código.");
    }
}
