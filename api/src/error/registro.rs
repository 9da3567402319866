//! Refusals of records, with what a program needs to go on.

use async_graphql::indexmap::IndexMap;
use async_graphql::{Name, Value};

use super::{ApiError, ErrorCode};
use crate::domain::registro::{Faltas, PasoRechazado};

impl From<Faltas> for ApiError {
    fn from(faltas: Faltas) -> Self {
        let mensaje = faltas.to_string();
        let faltas = faltas.0.into_iter().map(|falta| Fault::new(falta.codigo, &falta.campo, &falta.mensaje));
        Self::new(ErrorCode::EntradaInvalida, mensaje).with_faults(faltas)
    }
}

impl ApiError {
    /// Adds all faults, as `errores`.
    #[must_use]
    pub(crate) fn with_faults(self, faltas: impl Iterator<Item = Fault>) -> Self {
        self.with("errores", Value::List(faltas.map(|Fault(falta)| Value::Object(falta)).collect()))
    }
}

/// One of the faults of an input.
pub(crate) struct Fault(IndexMap<Name, Value>);

impl Fault {
    /// Its code, its place and its message.
    pub(crate) fn new(codigo: &str, campo: &str, mensaje: &str) -> Self {
        let dicho = [("codigo", codigo), ("campo", campo), ("mensaje", mensaje)];
        Self(dicho.into_iter().map(|(nombre, texto)| (Name::new(nombre), texto.into())).collect())
    }

    /// What else is known of it, if it is.
    #[must_use]
    pub(crate) fn with(mut self, nombre: &str, valor: Option<Value>) -> Self {
        self.0.extend(valor.map(|valor| (Name::new(nombre), valor)));
        self
    }
}

impl From<PasoRechazado> for ApiError {
    fn from(paso: PasoRechazado) -> Self {
        let faltan = paso
            .faltan
            .iter()
            .map(|falta| objeto([("codigo", falta.codigo.into()), ("mensaje", falta.mensaje.into())]));
        Self::new(ErrorCode::PasoNoPermitido, paso.to_string())
            .with("desde", paso.desde)
            .with("hasta", paso.hasta)
            .with("faltan", Value::List(faltan.collect()))
    }
}

/// An object of these fields.
pub(super) fn objeto<const N: usize>(campos: [(&str, Value); N]) -> Value {
    Value::Object(campos.into_iter().map(|(nombre, valor)| (Name::new(nombre), valor)).collect())
}

/// A record as a client knows it: names of fields instead of columns, without what only the store needs.
pub(super) fn visto(registro: &serde_json::Value) -> Value {
    let campos = registro.as_object().into_iter().flatten();
    let vistos =
        campos.filter(|(columna, _)| !["entidad_id", "id", "clave", "visibilidad"].contains(&columna.as_str()));
    let vistos = vistos.map(|(columna, valor)| {
        let valor = Value::from_json(valor.clone()).unwrap_or_default();
        (Name::new(en_camello(columna)), valor)
    });
    Value::Object(vistos.collect())
}

/// `creado_en` as `creadoEn`.
pub(crate) fn en_camello(columna: &str) -> String {
    let mut partes = columna.split('_');
    let mut nombre = partes.next().unwrap_or_default().to_owned();
    for parte in partes {
        let mut letras = parte.chars();
        nombre.extend(letras.next().map(|letra| letra.to_ascii_uppercase()));
        nombre.push_str(letras.as_str());
    }
    nombre
}
