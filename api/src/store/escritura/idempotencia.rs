//! Requests that may be sent again: the same key with the same request gives the first answer.

use sea_orm::{ConnectionTrait, SqlErr};
use sha2::{Digest, Sha256};

use super::Escritura;
use super::registro::Registro;
use crate::domain::registro::{DeLista, Validacion};
use crate::store::StoreError;
use crate::store::sql::Sql;

/// Most characters of a key.
const CLAVE_MAXIMA: usize = 100;

/// What is asked of the writer, to know it again.
#[derive(Debug, Clone)]
pub struct Pedido {
    clave: Option<String>,
    huella: String,
}

impl Pedido {
    /// A request: its key, if it has one, and all that it says.
    pub fn nuevo(clave: Option<String>, contenido: &str) -> Self {
        Self { clave, huella: format!("{:x}", Sha256::digest(contenido)) }
    }

    pub(super) const fn tiene_clave(&self) -> bool {
        self.clave.is_some()
    }

    pub(super) fn comprobar(&self) -> Result<(), StoreError> {
        let mut v = Validacion::default();
        v.opcional("claveIdempotencia", self.clave.as_deref(), CLAVE_MAXIMA);
        Ok(v.terminar()?)
    }
}

/// The first answer to this request, when it was done before.
pub(super) async fn respuesta<R: Registro>(
    escritura: &Escritura,
    pedido: &Pedido,
) -> Result<Option<R::Model>, StoreError> {
    let Some(despues) = despues(escritura, pedido, R::TIPO.codigo()).await? else { return Ok(None) };
    let fila = serde_json::from_str(&despues).map_err(|error| sea_orm::DbErr::Json(error.to_string()))?;
    Ok(Some(fila))
}

/// What this request left when it was done before. It is read from the audit trail, at the revision reached.
pub(super) async fn despues(
    escritura: &Escritura,
    pedido: &Pedido,
    registro: i16,
) -> Result<Option<String>, StoreError> {
    let Some(clave) = &pedido.clave else { return Ok(None) };
    let mut sql = Sql::nueva(escritura.txn.get_database_backend());
    sql.texto(
        "SELECT i.pedido, i.registro, a.despues FROM idempotencia i LEFT JOIN auditoria a ON a.entidad_id = i.entidad_id \
         AND a.registro = i.registro AND a.registro_id = i.registro_id AND a.revision = i.revision WHERE i.sujeto = ",
    );
    sql.valor(escritura.autor.sujeto.clone()).texto(" AND i.clave = ").valor(clave.clone());
    let Some(fila) = escritura.txn.query_one_raw(sql.comprobada()?).await? else { return Ok(None) };
    let (huella, tipo): (String, i16) = (fila.try_get("", "pedido")?, fila.try_get("", "registro")?);
    let despues: Option<String> = fila.try_get("", "despues")?;
    if huella != pedido.huella || tipo != registro {
        return Err(StoreError::ClaveReutilizada(clave.clone()));
    }
    despues.ok_or(StoreError::RegistroInexistente).map(Some)
}

/// Keeps the key of a request with the kind (its number) and the id of the record, and the revision that it reached.
pub(super) async fn recordar(
    escritura: &Escritura,
    pedido: &Pedido,
    (registro, id, revision): (i16, i64, i32),
) -> Result<(), StoreError> {
    let Some(clave) = &pedido.clave else { return Ok(()) };
    let mut sql = Sql::nueva(escritura.txn.get_database_backend());
    sql.texto(
        "INSERT INTO idempotencia (sujeto, clave, entidad_id, pedido, registro, registro_id, revision, creado_en) VALUES (",
    );
    sql.valor(escritura.autor.sujeto.clone()).texto(", ").valor(clave.clone()).texto(", ").valor(escritura.entidad);
    sql.texto(", ").valor(pedido.huella.clone()).texto(", ").valor(registro).texto(", ").valor(id);
    sql.texto(", ").valor(revision).texto(", ").valor(escritura.autor.ahora).texto(")");
    match escritura.txn.execute_raw(sql.comprobada()?).await {
        Ok(_) => Ok(()),
        // Used a moment ago over another entity, whose writers do not wait for those of this one.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(StoreError::ClaveReutilizada(clave.clone()))
        }
        Err(error) => Err(error.into()),
    }
}
