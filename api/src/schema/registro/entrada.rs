//! Inputs: what was not said stays as it is, what was said null is taken away.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::domain::registro::Validacion;

/// Un registro que se archiva: sale de las listas y de las sumas, y sigue siendo legible.
#[derive(Debug, InputObject)]
pub struct ArchivarInput {
    /// Identificador del registro.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Sets a field that may not be null, when it was said.
pub fn poner<T>(v: &mut Validacion, campo: &str, destino: &mut T, valor: MaybeUndefined<T>) {
    match valor {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => {
            v.falta(campo, "NULO", "No puede ser nulo; si no cambia, no lo envíe.");
        }
        MaybeUndefined::Value(valor) => *destino = valor,
    }
}

/// Sets a field that may be null, when it was said.
pub fn poner_o_quitar<T>(destino: &mut Option<T>, valor: MaybeUndefined<T>) {
    match valor {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *destino = None,
        MaybeUndefined::Value(valor) => *destino = Some(valor),
    }
}
