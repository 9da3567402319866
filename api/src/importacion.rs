//! A workbook into a new draft of an entity: what `quipu import` does, without its files and its printing.

use std::path::Path;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sea_orm::{DatabaseConnection, TransactionTrait};
use sha2::{Digest, Sha256};

use crate::carga;
use crate::config::{Config, Database};
use crate::domain::catalogo::Catalogo;
use crate::store::version::{self, Nueva, Origen};
use crate::store::{StoreError, catalogo, db, entidad};
use crate::workbook::{self, Lectura, LibroError, Limites};

/// A workbook read, with what is kept of its file.
#[derive(Debug, Clone)]
pub struct Importacion {
    /// What it says, with its report and its findings.
    pub lectura: Lectura,
    archivo: String,
    sha256: String,
}

/// A workbook that was not imported. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{archivo}: {}: {motivo}", motivo.codigo())]
pub struct Rechazo {
    /// Name of the file.
    pub archivo: String,
    /// Why.
    pub motivo: LibroError,
}

/// How a draft is written.
#[derive(Debug, Clone, Copy)]
pub struct Forma {
    /// Rounding threshold of its figures.
    pub umbral: Decimal,
    /// Now.
    pub ahora: DateTime<Utc>,
}

/// Reads a workbook and the numbers entered beside it. Touches no database.
pub fn leer(
    archivo: &str,
    libro: Vec<u8>,
    no_medidos: Option<&[u8]>,
    catalogo: &Catalogo,
) -> Result<Importacion, Rechazo> {
    let archivo = archivo.to_owned();
    let sha256 = format!("{:x}", Sha256::digest(&libro));
    match workbook::leer_con(libro, no_medidos, catalogo, &Limites::default()) {
        Ok(lectura) => Ok(Importacion { lectura, archivo, sha256 }),
        Err(motivo) => Err(Rechazo { archivo, motivo }),
    }
}

/// Writes a new draft of an entity, all or nothing. Returns the number of its version.
pub async fn guardar(
    db: &DatabaseConnection,
    codigo: &str,
    importacion: &Importacion,
    catalogo: &Catalogo,
    forma: Forma,
) -> anyhow::Result<i32> {
    let lectura = &importacion.lectura;
    let nueva = Nueva {
        mapa: &lectura.mapa,
        hallazgos: &lectura.hallazgos,
        origen: Origen::Importacion,
        archivo: Some(importacion.archivo.clone()),
        sha256: Some(importacion.sha256.clone()),
        informe: Some(serde_json::to_string(&lectura.informe)?),
        umbral: forma.umbral,
        creada_en: forma.ahora,
    };
    let txn = db.begin().await?;
    let entidad = entidad::por_codigo(&txn, codigo).await?;
    let entidad = entidad.ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))?;
    let numero = version::crear(&txn, entidad.id, &nueva, catalogo).await?;
    txn.commit().await?;
    Ok(numero)
}

/// The catalogues that an import of that entity would use, when the entity is in them.
pub async fn catalogo_de(db: &DatabaseConnection, codigo: &str) -> Result<Catalogo, StoreError> {
    let entidad = entidad::por_codigo(db, codigo).await?;
    entidad.ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))?;
    catalogo::leer(db).await
}

/// The same without writing anything: neither schema nor catalogues, nor the file of a SQLite database. Where that is
/// not there yet, the catalogues are those that it would be made with.
pub async fn catalogo_de_ensayo(config: &Config, codigo: &str) -> anyhow::Result<Catalogo> {
    match para_leer(config).await? {
        Some(db) => catalogo_de(&db, codigo).await.map_err(sin_preparar),
        None => catalogo_de_archivos(config, codigo),
    }
}

/// The same for an import that will prepare the database: one without schema or catalogues is going to have those that it
/// is made with.
pub async fn catalogo_previo(config: &Config, codigo: &str) -> anyhow::Result<Catalogo> {
    let Some(db) = para_leer(config).await? else { return catalogo_de_archivos(config, codigo) };
    match entidad::ninguna(&db).await {
        Ok(true) | Err(StoreError::Db(_)) => catalogo_de_archivos(config, codigo),
        _ => catalogo_de(&db, codigo).await.map_err(sin_preparar),
    }
}

/// The database, if there is one, not to be written to.
async fn para_leer(config: &Config) -> anyhow::Result<Option<DatabaseConnection>> {
    let url = &config.database_url;
    if url.database() == Database::Sqlite && !url.file().is_some_and(Path::exists) {
        return Ok(None);
    }
    Ok(Some(db::conectar(&Config { database_url: url.read_only(), ..config.clone() }).await?))
}

fn catalogo_de_archivos(config: &Config, codigo: &str) -> anyhow::Result<Catalogo> {
    let archivos = carga::archivos(config)?;
    let esta = archivos.entidades.iter().any(|e| e.codigo == codigo);
    Ok(esta.then_some(archivos.catalogo).ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))?)
}

fn sin_preparar(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Db(error) => anyhow::Error::new(error).context(carga::SIN_PREPARAR),
        otro => otro.into(),
    }
}
