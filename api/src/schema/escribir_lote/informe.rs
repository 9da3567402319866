//! What becomes of a batch, operation by operation.

use async_graphql::{Enum, ID, Name, ServerError, SimpleObject, Value};
use serde::{Deserialize, Serialize};

use crate::domain::registro::Falta;
use crate::error::{ApiError, ErrorCode, Fault, en_camello, give_code};

/// Lo que quedó de un lote.
#[derive(Debug, Clone, SimpleObject, Serialize, Deserialize)]
pub struct LotePayload {
    /// Si fue una simulación: nada quedó escrito.
    pub simulacion: bool,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
    /// Operaciones hechas, o que se habrían hecho.
    pub hechas: i32,
    /// Operaciones rechazadas: no dejaron nada.
    pub rechazadas: i32,
    /// Lo que quedó de cada operación, en su orden.
    pub resultados: Vec<ResultadoDeOperacion>,
}

/// Qué fue de una operación de un lote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EstadoDeOperacion {
    /// Se hizo; en una simulación, se habría hecho.
    Hecha,
    /// Ya se había hecho, con su misma clave: nada cambió otra vez.
    Repetida,
    /// No se hizo; `errores` dice por qué.
    Rechazada,
}

/// Lo que quedó de una operación de un lote.
#[derive(Debug, Clone, SimpleObject, Serialize, Deserialize)]
pub struct ResultadoDeOperacion {
    /// Lugar de la operación en el lote, desde 0.
    pub indice: i32,
    /// Nombre de la mutación.
    pub operacion: String,
    /// Qué fue de ella.
    pub estado: EstadoDeOperacion,
    /// Tipo del registro; nulo si se rechazó.
    pub tipo: Option<String>,
    /// Identificador del registro; nulo si se rechazó o en una simulación.
    pub id: Option<ID>,
    /// Revisión que alcanzó el registro; nula si se rechazó.
    pub revision: Option<i32>,
    /// Por qué se rechazó; vacío si no.
    pub errores: Vec<ErrorDeOperacion>,
}

/// Un error de una operación de un lote.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, Serialize, Deserialize)]
pub struct ErrorDeOperacion {
    /// Código, uno de los que una mutación da en `extensions.code`.
    pub codigo: String,
    /// Regla que no se cumple, si el código no lo dice todo: `VACIO`, `REPETIDO` …
    pub regla: Option<String>,
    /// Lugar en la solicitud: `operaciones[3].crearPrueba.ambiente`.
    pub campo: String,
    /// Para las personas.
    pub mensaje: String,
    /// Si el código es `CONFLICTO`: la revisión que el registro tiene ahora.
    #[serde(default)]
    pub revision_actual: Option<i32>,
    /// How that record is now.
    #[graphql(skip)]
    #[serde(skip)]
    actual: Option<Value>,
}

/// Why an operation was not done.
#[derive(Debug)]
pub(super) enum Fallo {
    /// It may not be done: the others go on.
    Rechazada(Vec<ErrorDeOperacion>),
    /// Something broke: no operation would be done better.
    Roto(ApiError),
}

/// Where an operation stands in its request.
pub(super) fn lugar(indice: usize, operacion: &Name) -> String {
    format!("operaciones[{indice}].{operacion}")
}

impl Fallo {
    /// Faults of an input that no mutation gets to see.
    pub(super) fn faltas(faltas: Vec<Falta>) -> Self {
        let codigo = ErrorCode::EntradaInvalida.info().name;
        let error = |Falta { codigo: regla, campo, mensaje }| ErrorDeOperacion {
            codigo: codigo.to_owned(),
            regla: Some(regla.to_owned()),
            campo,
            mensaje,
            revision_actual: None,
            actual: None,
        };
        Self::Rechazada(faltas.into_iter().map(error).collect())
    }

    /// What an error of a mutation says of the operation at `lugar`.
    pub(super) fn de(mut error: ServerError, lugar: &str) -> Self {
        give_code(&mut error);
        let dicho = |nombre: &str| error.extensions.as_ref().and_then(|extensiones| extensiones.get(nombre)).cloned();
        let nombre = dicho("code").as_ref().and_then(texto).unwrap_or_default();
        let codigo = ErrorCode::of_name(&nombre).unwrap_or(ErrorCode::EntradaInvalida);
        if codigo.info().retryable || codigo == ErrorCode::ErrorInterno {
            return Self::Roto(ApiError::new(codigo, error.message));
        }
        let de_la_regla = |regla: &Value| {
            let Value::Object(regla) = regla else { return None };
            let campo =
                regla.get("campo").and_then(texto).map_or_else(|| lugar.to_owned(), |campo| dentro(lugar, &campo));
            Some(ErrorDeOperacion {
                codigo: nombre.clone(),
                regla: regla.get("codigo").and_then(texto),
                campo,
                mensaje: regla.get("mensaje").and_then(texto)?,
                revision_actual: None,
                actual: None,
            })
        };
        // All faults of an input, or all conditions that a step lacks.
        if let Some(Value::List(reglas)) = dicho("errores").or_else(|| dicho("faltan")) {
            return Self::Rechazada(reglas.iter().filter_map(de_la_regla).collect());
        }
        let revision_actual = dicho("revisionActual").as_ref().and_then(entero);
        let unico = ErrorDeOperacion {
            revision_actual,
            actual: dicho("actual"),
            codigo: nombre,
            regla: None,
            campo: lugar.to_owned(),
            mensaje: error.message,
        };
        Self::Rechazada(vec![unico])
    }
}

/// `input.vinculos.1.codigo` within the operation.
fn dentro(lugar: &str, campo: &str) -> String {
    campo.split('.').skip(1).fold(lugar.to_owned(), |lugar, parte| match parte.parse::<usize>() {
        Ok(indice) => format!("{lugar}[{indice}]"),
        Err(_) => format!("{lugar}.{}", en_camello(parte)),
    })
}

fn texto(valor: &Value) -> Option<String> {
    match valor {
        Value::String(texto) => Some(texto.clone()),
        _ => None,
    }
}

fn entero(valor: &Value) -> Option<i32> {
    match valor {
        Value::Number(numero) => numero.as_i64().and_then(|numero| i32::try_from(numero).ok()),
        _ => None,
    }
}

impl From<&ErrorDeOperacion> for Fault {
    fn from(error: &ErrorDeOperacion) -> Self {
        let codigo = error.regla.as_ref().unwrap_or(&error.codigo);
        let falta = Self::new(codigo, &error.campo, &error.mensaje);
        falta.with("revisionActual", error.revision_actual.map(Value::from)).with("actual", error.actual.clone())
    }
}

impl LotePayload {
    /// The refusal of a batch that is written whole or not at all. Its code is that of all its errors, if they have one.
    pub(super) fn rechazo(&self) -> ApiError {
        let errores: Vec<&ErrorDeOperacion> = self.resultados.iter().flat_map(|resultado| &resultado.errores).collect();
        let codigo = errores.first().map(|error| &error.codigo);
        let codigo = codigo.filter(|codigo| errores.iter().all(|error| error.codigo == **codigo));
        let codigo = codigo.and_then(|codigo| ErrorCode::of_name(codigo));
        let mensaje = format!(
            "El lote no se escribió: de sus {} operaciones se rechazan {}; «errores» dice por qué.",
            self.resultados.len(),
            self.rechazadas
        );
        ApiError::new(codigo.unwrap_or(ErrorCode::EntradaInvalida), mensaje)
            .with_faults(errores.into_iter().map(Fault::from))
    }
}
