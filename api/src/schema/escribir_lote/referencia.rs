//! `operaciones[N]` where an id is asked for: the record of an earlier operation of the batch.

use async_graphql::registry::{MetaType, MetaTypeName, Registry};
use async_graphql::{ID, Value};

use crate::domain::registro::Falta;

/// Puts the ids of `hechos` where `valor`, at `campo` and of that type, names an operation of the batch. `faltas` gets those
/// that were not done.
pub(super) fn resolver(
    registry: &Registry,
    tipo: &str,
    valor: &mut Value,
    campo: &str,
    hechos: &[Option<ID>],
    faltas: &mut Vec<Falta>,
) {
    match (MetaTypeName::create(tipo).unwrap_non_null(), valor) {
        (MetaTypeName::List(tipo), Value::List(valores)) => {
            for (i, valor) in valores.iter_mut().enumerate() {
                resolver(registry, tipo, valor, &format!("{campo}[{i}]"), hechos, faltas);
            }
        }
        // One alone may stand for a list of one.
        (MetaTypeName::List(tipo), valor) => resolver(registry, tipo, valor, campo, hechos, faltas),
        (MetaTypeName::Named("ID"), Value::String(texto)) => {
            let Some(indice) = indice(texto) else { return };
            match hechos.get(indice).and_then(Option::as_ref) {
                Some(ID(id)) => texto.clone_from(id),
                None => faltas.push(Falta {
                    codigo: "OPERACION_SIN_HACER",
                    campo: campo.to_owned(),
                    mensaje: format!("La operación {indice} no va antes que esta en el lote, o se rechazó."),
                }),
            }
        }
        (MetaTypeName::Named(tipo), Value::Object(valores)) => {
            let Some(MetaType::InputObject { input_fields, .. }) = registry.types.get(tipo) else { return };
            for (nombre, valor) in valores {
                if let Some(miembro) = input_fields.get(nombre.as_str()) {
                    resolver(registry, &miembro.ty, valor, &format!("{campo}.{nombre}"), hechos, faltas);
                }
            }
        }
        _ => {}
    }
}

/// The number in `operaciones[N]`.
fn indice(texto: &str) -> Option<usize> {
    texto.strip_prefix("operaciones[")?.strip_suffix(']')?.parse().ok()
}
