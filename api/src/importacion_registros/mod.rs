//! Records from a file: what `quipu import-records` does, without its files and its printing. A file is one batch of the
//! mutation that makes a record of its kind, so that it is held to the same rules.

mod archivo;
mod informe;

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use async_graphql::{Request, Response, Value, Variables};
use serde_json::json;
use sha2::{Digest, Sha256};

use self::archivo::Fila;
use crate::app::App;
use crate::auth::{Kind, Requester};
use crate::error;
use crate::schema::escribir_lote::FormaDeAlta;
use crate::store::escritura::Origen;
use crate::telemetry::record::{self, Record};

pub use archivo::{BYTES_MAXIMOS, ErrorDeFila, FILAS_MAXIMAS};
pub use informe::{Hecho, InformeDeRegistros};

/// What is imported.
#[derive(Debug, Clone)]
pub struct Pedida<'a> {
    /// The bytes of the file.
    pub bytes: &'a [u8],
    /// Code of the entity.
    pub entidad: &'a str,
    /// Kind of record, as `SERVICIO`.
    pub tipo: &'a str,
    /// What is refused leaves the other rows be.
    pub fila_por_fila: bool,
    /// Only to be told what would become of it.
    pub ensayo: bool,
    /// Tells an import from an earlier one of the same rows.
    pub serie: &'a str,
}

/// A file that was not imported. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rechazo {
    /// There are no records of that kind.
    #[error("TIPO_DESCONOCIDO: no hay registros de tipo «{0}»; hay {1}")]
    Tipo(String, String),
    /// More than is read.
    #[error("ARCHIVO_DEMASIADO_GRANDE: el archivo pasa de {0}")]
    Grande(String),
    /// No rows.
    #[error("ARCHIVO_VACIO: el archivo no tiene registros")]
    Vacio,
    /// Not JSON.
    #[error("JSON_INVALIDO: el archivo no es una lista de objetos en JSON (línea {0}, columna {1})")]
    Json(usize, usize),
    /// Not CSV.
    #[error("CSV_INVALIDO: {0}")]
    Csv(String),
    /// Rows that cannot be read, or columns that are of no record.
    #[error("FILAS_RECHAZADAS: {} errores; no se escribió nada", .0.len())]
    Filas(Vec<ErrorDeFila>),
    /// Rows that were refused while the others were written.
    #[error("FILAS_RECHAZADAS: {0} errores, en filas que no se escribieron")]
    Algunas(usize),
    /// The service refused the whole file.
    #[error("{0}: {1}")]
    Lote(String, String),
}

impl Rechazo {
    /// For programs: its code, its sentence, and the rows.
    pub fn como_json(&self) -> serde_json::Value {
        let dicho = self.to_string();
        let (codigo, mensaje) = dicho.split_once(": ").unwrap_or(("", &dicho));
        let errores: &[ErrorDeFila] = if let Self::Filas(errores) = self { errores } else { &[] };
        json!({ "rechazo": { "codigo": codigo, "mensaje": mensaje, "errores": errores } })
    }
}

/// Looks at a file without a database: whether it is one of records, and what of it no database would take.
pub fn comprobar(pedida: &Pedida<'_>) -> Result<(), Rechazo> {
    leer(pedida).map(drop)
}

/// Imports a file, whole or row by row. A row that was imported before is known again and makes nothing.
pub async fn importar(app: &App, pedida: &Pedida<'_>) -> anyhow::Result<Result<InformeDeRegistros, Rechazo>> {
    let filas = match leer(pedida) {
        Ok(filas) => filas,
        Err(rechazo) => return Ok(Err(rechazo)),
    };
    let Leidas { operacion, buenas, malas, filas } = filas;
    let mut informe = InformeDeRegistros::nuevo(pedida, filas, malas);
    if buenas.is_empty() {
        return Ok(Ok(informe));
    }
    let numeros: Vec<u64> = buenas.iter().map(|(numero, _)| *numero).collect();
    let operaciones: Vec<serde_json::Value> =
        buenas.into_iter().map(|(_, input)| json!({ operacion.as_str(): input })).collect();
    let modo = if pedida.fila_por_fila { "FILA_POR_FILA" } else { "TODO_O_NADA" };
    let input =
        json!({ "entidad": pedida.entidad, "modo": modo, "operaciones": operaciones, "simulacion": pedida.ensayo });
    let respuesta = escribir(app, pedida, input).await?;
    Ok(informe.agregar(respuesta, &operacion, &numeros).map(|()| informe))
}

/// A file that was read.
struct Leidas {
    operacion: String,
    /// Rows with the input of each.
    buenas: Vec<(u64, serde_json::Value)>,
    malas: Vec<ErrorDeFila>,
    filas: usize,
}

fn leer(pedida: &Pedida<'_>) -> Result<Leidas, Rechazo> {
    let forma =
        FormaDeAlta::de(pedida.tipo).map_err(|tipos| Rechazo::Tipo(pedida.tipo.to_owned(), tipos.join(", ")))?;
    let leidas = archivo::filas(pedida.bytes, &forma)?;
    let filas = leidas.len();
    let (mut buenas, mut malas) = (Vec::new(), Vec::new());
    let mut repetidas: HashMap<String, usize> = HashMap::new();
    for mut fila in leidas {
        completar(&mut fila, pedida, &forma, &mut repetidas);
        let input = serde_json::Value::Object(fila.dice);
        if fila.errores.is_empty() {
            let faltas = forma.faltas(&Value::from_json(input.clone()).unwrap_or_default());
            let error = |falta: crate::domain::registro::Falta| ErrorDeFila {
                fila: fila.numero,
                campo: falta.campo,
                codigo: falta.codigo.to_owned(),
                mensaje: falta.mensaje,
            };
            fila.errores.extend(faltas.into_iter().map(error));
        }
        if fila.errores.is_empty() {
            buenas.push((fila.numero, input));
        }
        malas.append(&mut fila.errores);
    }
    if !malas.is_empty() && !pedida.fila_por_fila {
        return Err(Rechazo::Filas(malas));
    }
    Ok(Leidas { operacion: forma.operacion, buenas, malas, filas })
}

/// Says in a row what the file says of all: its entity, and the key by which the row is known again. Rows that say the same
/// are as many records.
fn completar(fila: &mut Fila, pedida: &Pedida<'_>, forma: &FormaDeAlta, repetidas: &mut HashMap<String, usize>) {
    const CLAVE: &str = "claveIdempotencia";
    if forma.celda("entidad").is_some() && !fila.dice.contains_key("entidad") {
        fila.dice.insert("entidad".to_owned(), pedida.entidad.into());
    }
    if forma.celda(CLAVE).is_some() && !fila.dice.contains_key(CLAVE) {
        let dice = json!([pedida.serie, pedida.entidad, pedida.tipo, fila.dice]).to_string();
        let vez = repetidas.entry(dice.clone()).and_modify(|vez| *vez += 1).or_insert(0);
        let clave = format!("archivo:{:x}", Sha256::digest(format!("{vez} {dice}")));
        fila.dice.insert(CLAVE.to_owned(), clave.into());
    }
}

const DOCUMENTO: &str = "mutation Importar($input: EscribirLoteInput!) { escribirLote(input: $input) { \
    resultados { indice estado id revision errores { codigo regla campo mensaje } } } }";

/// Sends the batch to the schema, as whoever sits at the machine.
async fn escribir(app: &App, pedida: &Pedida<'_>, input: serde_json::Value) -> anyhow::Result<Response> {
    let id = format!("archivo-{:x}", Sha256::digest(pedida.bytes));
    let registro = Arc::new(Record::new(id, None));
    let trabajo = async {
        let variables = Variables::from_json(json!({ "input": input }));
        let mut solicitud = Request::new(DOCUMENTO).variables(variables);
        let (quien, clase) = (Requester::Local, Kind::Operator);
        let plan = app.plan(&mut solicitud, &quien, clase).await?;
        let solicitud = app.prepare_from(Origen::Importacion, solicitud, plan, &quien, clase).await?;
        let mut respuesta = app.schema.execute(solicitud).await;
        error::finish(&mut respuesta);
        Ok::<_, crate::error::ApiError>(respuesta)
    };
    let hecho = record::scope(registro, trabajo).await;
    hecho
        .map_err(|error| anyhow::anyhow!("{}: {}", error.code().info().name, error.message()))
        .context("the import failed")
}
