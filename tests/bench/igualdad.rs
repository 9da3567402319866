//! Both servers must say the same before their costs are compared.

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::servidor::Servidor;
use super::trabajo::Trabajo;

/// Fails when the answers to any question of the workload differ.
pub(crate) async fn comprobar(trabajo: &Trabajo, quipu: &Servidor, a_mano: &Servidor) -> anyhow::Result<()> {
    for pregunta in &trabajo.preguntas {
        let mut de_quipu = quipu.json(&pregunta.graphql).await?;
        ensure!(de_quipu.get("errors").is_none(), "{}: {de_quipu}", trabajo.nombre);
        // What it cost is Quipu's own to say.
        if let Some(objeto) = de_quipu.as_object_mut() {
            objeto.remove("extensions");
        }
        let a_mano = a_mano.json(&pregunta.a_mano).await.with_context(|| format!("{} by hand", trabajo.nombre))?;
        let (uno, otro) = (canonico(de_quipu)?, canonico(a_mano)?);
        if let Some(lugar) = diferencia(&uno, &otro, "$") {
            anyhow::bail!("{}: the answers differ at {lugar}", trabajo.nombre);
        }
    }
    Ok(())
}

/// Opaque ids give way to the number inside (by hand they are plain), and truth values to 0 and 1 (SQLite has no others).
fn canonico(valor: Value) -> anyhow::Result<Value> {
    Ok(match valor {
        Value::Object(objeto) => {
            let par = |(nombre, valor): (String, Value)| {
                let valor = if nombre == "id" { numero(valor)? } else { canonico(valor)? };
                Ok::<_, anyhow::Error>((nombre, valor))
            };
            Value::Object(objeto.into_iter().map(par).collect::<anyhow::Result<Map<_, _>>>()?)
        }
        Value::Array(lista) => Value::Array(lista.into_iter().map(canonico).collect::<anyhow::Result<_>>()?),
        Value::Bool(si) => u8::from(si).into(),
        otro => otro,
    })
}

/// The last number of an opaque id that is not 0, or the first: its row.
fn numero(id: Value) -> anyhow::Result<Value> {
    let Value::String(opaco) = id else { return Ok(id) };
    let texto = String::from_utf8(URL_SAFE_NO_PAD.decode(opaco)?)?;
    let partes: Vec<i64> = texto[1..].split('.').map(str::parse).collect::<Result<_, _>>()?;
    let fila = partes.last().filter(|n| **n != 0).or(partes.first());
    Ok((*fila.context("an id has parts")?).into())
}

/// Where two values part.
fn diferencia(uno: &Value, otro: &Value, lugar: &str) -> Option<String> {
    match (uno, otro) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a.iter().find_map(|(nombre, valor)| {
            diferencia(valor, b.get(nombre).unwrap_or(&Value::Null), &format!("{lugar}.{nombre}"))
        }),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(i, (a, b))| diferencia(a, b, &format!("{lugar}[{i}]")))
        }
        _ if uno == otro => None,
        _ => Some(format!("{lugar}: {:.200} and {:.200}", uno.to_string(), otro.to_string())),
    }
}
