//! Refusals of records, with what a program needs to go on.

use async_graphql::{Name, Value};

use super::{ApiError, ErrorCode};
use crate::domain::entrega::maquina::PasoRechazado;
use crate::domain::registro::Faltas;

impl From<Faltas> for ApiError {
    fn from(faltas: Faltas) -> Self {
        let mensaje = faltas.to_string();
        let faltas = faltas.0.into_iter().map(|falta| (falta.codigo.to_owned(), falta.campo, falta.mensaje));
        Self::new(ErrorCode::EntradaInvalida, mensaje).with_faults(faltas)
    }
}

impl ApiError {
    /// Adds the code, the place and the message of each fault, as `errores`.
    #[must_use]
    pub(crate) fn with_faults(self, faltas: impl Iterator<Item = (String, String, String)>) -> Self {
        let errores = faltas.map(|(codigo, campo, mensaje)| {
            objeto([("codigo", codigo.into()), ("campo", campo.into()), ("mensaje", mensaje.into())])
        });
        self.with("errores", Value::List(errores.collect()))
    }
}

impl From<PasoRechazado> for ApiError {
    fn from(paso: PasoRechazado) -> Self {
        let faltan = paso
            .faltan
            .iter()
            .map(|condicion| objeto([("codigo", condicion.codigo().into()), ("mensaje", condicion.mensaje().into())]));
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
