//! The audit chain: each entry's digest covers its content and the digest before it, so that an entry that was altered,
//! removed or put in shows.

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

/// The content of an entry.
#[derive(Debug, Clone, Copy)]
pub struct Asiento<'a> {
    /// Number of the entity.
    pub entidad: i32,
    /// 1, 2, 3 … within the entity.
    pub numero: i64,
    /// When.
    pub momento: DateTime<Utc>,
    /// Who.
    pub sujeto: &'a str,
    /// By which door.
    pub origen: i16,
    /// Id of the request.
    pub solicitud: &'a str,
    /// What was done.
    pub operacion: &'a str,
    /// Kind of record.
    pub registro: i16,
    /// Which one.
    pub registro_id: i64,
    /// Revision that it reached.
    pub revision: i32,
    /// The record before, as JSON.
    pub antes: Option<&'a str>,
    /// The record after, as JSON.
    pub despues: Option<&'a str>,
    /// Id of the row of the map that it is about. An entry without one has the digest of those before there was any.
    pub nodo: Option<i64>,
}

impl Asiento<'_> {
    /// The digest of the entry after one with the digest `anterior`; the first has the empty text before it.
    ///
    /// ```
    /// use quipu::domain::registro::cadena::Asiento;
    /// let uno = Asiento {
    ///     entidad: 1, numero: 1, momento: chrono::DateTime::UNIX_EPOCH, sujeto: "ana", origen: 1, solicitud: "s",
    ///     operacion: "CREAR", registro: 1, registro_id: 1, revision: 1, antes: None, despues: Some("{}"), nodo: None,
    /// };
    /// let dos = Asiento { despues: Some("{ }"), ..uno };
    /// assert_ne!(uno.huella(""), dos.huella(""));
    /// assert_ne!(uno.huella(""), uno.huella("otra"));
    /// assert_ne!(uno.huella(""), Asiento { nodo: Some(7), ..uno }.huella(""));
    /// assert_eq!(uno.huella("").len(), 64);
    /// ```
    pub fn huella(&self, anterior: &str) -> String {
        let momento = self.momento.to_rfc3339_opts(SecondsFormat::Micros, true);
        let mut contenido = serde_json::json!([
            anterior,
            self.entidad,
            self.numero,
            momento,
            self.sujeto,
            self.origen,
            self.solicitud,
            self.operacion,
            self.registro,
            self.registro_id,
            self.revision,
            self.antes,
            self.despues,
        ]);
        if let (Some(nodo), Some(partes)) = (self.nodo, contenido.as_array_mut()) {
            partes.push(nodo.into());
        }
        format!("{:x}", Sha256::digest(contenido.to_string()))
    }
}
