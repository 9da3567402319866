//! Which versions an answer lets something out of.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::mundo::{Mundo, marca};

/// Entity and number of every version of which there is a word, an id or a cursor anywhere in the answer.
pub(super) fn versiones(respuesta: &Value, mundo: &Mundo) -> Vec<(i64, i64)> {
    let mut textos = Vec::new();
    juntar(respuesta, &mut textos);
    let mut vistas: Vec<(i64, i64)> = textos.iter().filter_map(|texto| de_id(texto)).collect();
    for texto in &textos {
        // Cursors hold the values by which their row was sorted.
        let abierto = URL_SAFE_NO_PAD.decode(texto).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        for texto in [Some(texto.clone()), abierto].into_iter().flatten() {
            let texto = texto.to_uppercase();
            let nombradas = mundo.versiones.iter().filter(|v| texto.contains(&marca(&v.codigo, v.numero)));
            vistas.extend(nombradas.map(|v| (v.entidad, v.numero)));
        }
    }
    vistas.sort_unstable();
    vistas.dedup();
    vistas
}

/// Entity and version of an id; an id of an entity is of none.
pub(super) fn de_id(texto: &str) -> Option<(i64, i64)> {
    let claro = String::from_utf8(URL_SAFE_NO_PAD.decode(texto).ok()?).ok()?;
    let partes = claro.strip_prefix(|c: char| c.is_ascii_lowercase())?;
    let partes: Vec<i64> = partes.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    match partes[..] {
        [entidad, version, _, _] if version > 0 => Some((entidad, version)),
        _ => None,
    }
}

fn juntar(valor: &Value, textos: &mut Vec<String>) {
    match valor {
        Value::String(texto) => textos.push(texto.clone()),
        Value::Array(elementos) => elementos.iter().for_each(|elemento| juntar(elemento, textos)),
        Value::Object(campos) => {
            for (nombre, campo) in campos {
                textos.push(nombre.clone());
                juntar(campo, textos);
            }
        }
        _ => {}
    }
}
