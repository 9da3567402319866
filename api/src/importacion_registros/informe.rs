//! What became of a file of records.

use std::fmt;

use async_graphql::Response;
use serde::Serialize;
use serde_json::Value;

use super::{ErrorDeFila, Pedida, Rechazo};

/// A record that a row made, or that it had made before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hecho {
    /// Row of the file.
    pub fila: u64,
    /// Id of the record; none in a trial.
    pub id: Option<String>,
    /// The row had been imported before.
    pub repetida: bool,
}

/// What became of a file that was not refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InformeDeRegistros {
    /// Code of the entity.
    pub entidad: String,
    /// Kind of record.
    pub tipo: String,
    /// Nothing was written.
    pub ensayo: bool,
    /// Rows of the file.
    pub filas: usize,
    /// What was made, by row.
    pub hechos: Vec<Hecho>,
    /// What was refused, by row.
    pub errores: Vec<ErrorDeFila>,
}

impl InformeDeRegistros {
    pub(super) fn nuevo(pedida: &Pedida<'_>, filas: usize, errores: Vec<ErrorDeFila>) -> Self {
        let (entidad, tipo) = (pedida.entidad.to_owned(), pedida.tipo.to_owned());
        Self { entidad, tipo, ensayo: pedida.ensayo, filas, hechos: Vec::new(), errores }
    }

    /// Adds what the service answers to the batch of the rows with these numbers.
    pub(super) fn agregar(&mut self, respuesta: Response, operacion: &str, filas: &[u64]) -> Result<(), Rechazo> {
        if let Some(error) = respuesta.errors.first() {
            let dicho = |nombre: &str| {
                let dicho = error.extensions.as_ref().and_then(|extensiones| extensiones.get(nombre)).cloned();
                dicho.and_then(|valor| valor.into_json().ok()).unwrap_or_default()
            };
            let errores = dicho("errores").as_array().cloned().unwrap_or_default();
            let errores: Vec<_> = errores.iter().filter_map(|error| de_fila(error, operacion, filas)).collect();
            let codigo = dicho("code").as_str().unwrap_or_default().to_owned();
            let de_filas = !errores.is_empty();
            return Err(if de_filas { Rechazo::Filas(errores) } else { Rechazo::Lote(codigo, error.message.clone()) });
        }
        let datos = respuesta.data.into_json().unwrap_or_default();
        for (resultado, fila) in datos["escribirLote"]["resultados"].as_array().into_iter().flatten().zip(filas) {
            if resultado["estado"] == "RECHAZADA" {
                let errores = resultado["errores"].as_array().into_iter().flatten();
                self.errores.extend(errores.filter_map(|error| de_fila(error, operacion, filas)));
            } else {
                let id = resultado["id"].as_str().map(ToOwned::to_owned);
                self.hechos.push(Hecho { fila: *fila, id, repetida: resultado["estado"] == "REPETIDA" });
            }
        }
        self.errores.sort_by_key(|error| error.fila);
        Ok(())
    }
}

/// `operaciones[3].crearPrueba.ambiente` as a row of the file and a field of it.
fn de_fila(error: &Value, operacion: &str, filas: &[u64]) -> Option<ErrorDeFila> {
    let dicho = |nombre: &str| error[nombre].as_str().map(ToOwned::to_owned);
    let campo = dicho("campo")?;
    let (indice, resto) = campo.strip_prefix("operaciones[")?.split_once(']')?;
    let resto = resto.trim_start_matches('.').strip_prefix(operacion).unwrap_or(resto);
    Some(ErrorDeFila {
        fila: *filas.get(indice.parse::<usize>().ok()?)?,
        campo: resto.trim_start_matches('.').to_owned(),
        codigo: dicho("regla").or_else(|| dicho("codigo"))?,
        mensaje: dicho("mensaje")?,
    })
}

impl fmt::Display for ErrorDeFila {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fila, campo, codigo, mensaje } = self;
        let coma = if campo.is_empty() { "" } else { ", " };
        write!(f, "  fila {fila}{coma}{campo}: {codigo}: {mensaje}")
    }
}

impl fmt::Display for InformeDeRegistros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repetidas = self.hechos.iter().filter(|hecho| hecho.repetida).count();
        let nuevas = self.hechos.len() - repetidas;
        write!(f, "{} de {}: {} filas, {nuevas} registros nuevos", self.tipo, self.entidad, self.filas)?;
        if repetidas > 0 {
            write!(f, ", {repetidas} que ya se habían importado")?;
        }
        let rechazadas = self.filas - self.hechos.len();
        if rechazadas > 0 {
            write!(f, ", {rechazadas} rechazadas")?;
        }
        for error in &self.errores {
            write!(f, "\n{error}")?;
        }
        Ok(())
    }
}
