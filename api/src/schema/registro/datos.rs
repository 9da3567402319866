//! Lists and objects that a record keeps as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a column holds; nothing where it is of another form.
pub fn leer<T: DeserializeOwned>(guardado: &Value) -> Option<T> {
    T::deserialize(guardado).ok()
}

/// What a column is to hold.
pub fn guardar<T: Serialize>(valor: &T) -> Value {
    serde_json::to_value(valor).unwrap_or_default()
}
