//! What mutations make the database do. Nobody counts what they write: they cost what is said here, whole.

use async_graphql::parser::types::Field;
use async_graphql::{ID, Value};

use super::cota::{Cota, Estimado};
use super::esquema::destino;
use super::recorrido::Recorrido;
use crate::schema::id;
use crate::store::lista::Clave;
use crate::store::tamano::{Ambito, Entidades, Tabla, Versiones};
use crate::store::version::eleccion::Eleccion;

/// How many statements a mutation sends, and how many rows it looks at and writes.
const DE_UNA: (u64, u64) = (10, 20);
/// How many statements an edit of a draft sends, which writes all that follows from it.
const SENTENCIAS_DE_EDICION: u64 = 70;
/// What a matrix is made of.
const DE_LA_MATRIZ: [Tabla; 4] = [Tabla::Proceso, Tabla::Actividad, Tabla::Tarea, Tabla::Ejecucion];

impl Recorrido<'_> {
    /// A mutation that answers with that type.
    pub(super) fn mutacion(&self, campo: &Field, payload: &str) -> Estimado {
        let edita = destino(payload, "version").is_some_and(|version| version.tipo == "Version");
        if edita { self.edicion(campo) } else { Estimado::fijo(DE_UNA.0, DE_UNA.1) }
    }

    /// A batch: a mutation for each of its operations, whatever they are.
    pub(super) fn lote(&self, campo: &Field) -> Estimado {
        let operaciones = match self.documento.argumento(campo, "input") {
            Some(Value::Object(input)) => match input.get("operaciones") {
                Some(Value::List(operaciones)) => operaciones.len() as u64,
                _ => 1,
            },
            _ => 0,
        };
        let (sentencias, filas) = DE_UNA;
        Estimado::fijo(operaciones.saturating_mul(sentencias) + 1, operaciones.saturating_mul(filas) + 1)
    }

    /// A change of a draft goes through its whole matrix: of the version that any id of the input names.
    fn edicion(&self, campo: &Field) -> Estimado {
        let nombrada = match self.documento.argumento(campo, "input") {
            Some(Value::Object(input)) => input.into_values().find_map(|valor| match valor {
                Value::String(texto) => id::leer(&ID(texto)).ok(),
                _ => None,
            }),
            _ => None,
        };
        let filas = nombrada.map_or(0, |(_, Clave([entidad, version, ..]))| {
            let ambito = Ambito {
                entidades: Entidades::Estas(i32::try_from(entidad).into_iter().collect()),
                versiones: Versiones::Elegida(Eleccion::Numero(i32::try_from(version).unwrap_or(0))),
                matriz: None,
            };
            DE_LA_MATRIZ.map(|tabla| self.hay(&ambito, tabla)).iter().sum::<u64>()
        });
        Estimado { sumadas: Cota::fija(filas), ..Estimado::fijo(SENTENCIAS_DE_EDICION, DE_UNA.1) }
    }
}
