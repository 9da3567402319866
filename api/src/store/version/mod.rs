//! Versions: made whole as drafts, published, then frozen.

mod crear;
mod filas;
mod insertar;
mod dotacion;
mod copiar;
mod hecho;
pub(super) mod edicion;
pub mod eleccion;

use chrono::{DateTime, Utc};
use quipu_entities::{entidad, version};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    Statement, TransactionTrait,
};

use super::StoreError;
use super::escritura::{self, Autor, auditoria};
use super::sql::Sql;
use crate::domain::registro::Validacion;
use filas::Llave;

pub use crear::{Nueva, Origen, crear};

pub(super) use copiar::copiar;
pub(super) use crear::vacia;
pub(super) use hecho::Hecho;
pub(super) use insertar::insertar;

/// State of a version that can still change.
pub const BORRADOR: i16 = 1;
/// State of a version that never changes again.
pub const PUBLICADA: i16 = 2;

/// Publishes a draft (the given one, or the latest): from now on it is the entity's current version.
pub async fn publicar(
    db: &DatabaseConnection,
    codigo: &str,
    numero: Option<i32>,
    ahora: DateTime<Utc>,
) -> Result<i32, StoreError> {
    let entidad = de_codigo(db, codigo).await?;
    let txn = db.begin().await?;
    let publicada = publicar_en(&txn, &entidad, numero, ahora).await?;
    txn.commit().await?;
    Ok(publicada)
}

/// Sends a draft (the given one, or the latest) to the rector bodies. Sent again, it keeps its first date.
pub async fn enviar(
    db: &DatabaseConnection,
    codigo: &str,
    numero: Option<i32>,
    ahora: DateTime<Utc>,
) -> Result<i32, StoreError> {
    let entidad = de_codigo(db, codigo).await?;
    let txn = db.begin().await?;
    let cabeza = auditoria::tomar(&txn, entidad.id).await?;
    let borrador = elegir(&txn, &entidad, numero).await?;
    if let Some(hecho) = dar_paso(&txn, &entidad, &borrador, Paso::Enviar, ahora).await? {
        let autor = Autor::de_comando("send", escritura::Origen::Operador, ahora);
        hecho::asentar(&txn, entidad.id, &autor, cabeza, &hecho).await?;
    }
    txn.commit().await?;
    Ok(borrador.numero)
}

/// [`publicar`], in a transaction of the caller.
pub async fn publicar_en(
    txn: &DatabaseTransaction,
    entidad: &entidad::Model,
    numero: Option<i32>,
    ahora: DateTime<Utc>,
) -> Result<i32, StoreError> {
    // Two publications of one entity wait for each other here.
    let cabeza = auditoria::tomar(txn, entidad.id).await?;
    let borrador = elegir(txn, entidad, numero).await?;
    if let Some(hecho) = dar_paso(txn, entidad, &borrador, Paso::Publicar, ahora).await? {
        let autor = Autor::de_comando("publish", escritura::Origen::Operador, ahora);
        hecho::asentar(txn, entidad.id, &autor, cabeza, &hecho).await?;
    }
    Ok(borrador.numero)
}

/// What becomes of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paso {
    /// The rector bodies may read it.
    Enviar,
    /// It is the entity's current version, and changes no more.
    Publicar,
    /// It leaves lists, and changes no more.
    Descartar,
}

/// Takes a draft a step on, in a transaction that holds the end of the entity's chain; what was done is to be added to it. A
/// draft that was sent already stays as it was.
pub(super) async fn dar_paso(
    txn: &DatabaseTransaction,
    entidad: &entidad::Model,
    borrador: &version::Model,
    paso: Paso,
    ahora: DateTime<Utc>,
) -> Result<Option<Hecho>, StoreError> {
    let llave = Llave { entidad_id: entidad.id, version: borrador.numero };
    let (_, antes) = hecho::resumir(txn, llave).await?;
    let mut sql = Sql::nueva(txn.get_database_backend());
    let operacion = match paso {
        Paso::Enviar if borrador.enviada_en.is_some() => return Ok(None),
        Paso::Enviar => {
            sql.texto("UPDATE version SET enviada_en = ").valor(ahora);
            "ENVIAR"
        }
        Paso::Descartar => {
            sql.texto("UPDATE version SET descartada_en = ").valor(ahora);
            "DESCARTAR"
        }
        Paso::Publicar => {
            exigir_posterior(txn, entidad, borrador).await?;
            relevar(txn, entidad.id).await?;
            sql.texto("UPDATE version SET estado = ").valor(PUBLICADA).texto(", vigente = ").valor(true);
            sql.texto(", publicada_en = ").valor(ahora);
            "PUBLICAR"
        }
    };
    sql.texto(", revision = revision + 1 WHERE entidad_id = ").valor(entidad.id);
    sql.texto(" AND numero = ").valor(borrador.numero);
    txn.execute_raw(sql.sentencia()).await?;
    if paso == Paso::Publicar {
        subir_epoca(txn).await?;
    }
    Hecho::sobre(txn, llave, operacion, &antes).await.map(Some)
}

/// What was current no longer is.
async fn relevar(txn: &DatabaseTransaction, entidad: i32) -> Result<(), StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("UPDATE version SET vigente = ").valor(false).texto(" WHERE vigente AND entidad_id = ").valor(entidad);
    txn.execute_raw(sql.sentencia()).await?;
    Ok(())
}

async fn de_codigo(db: &impl ConnectionTrait, codigo: &str) -> Result<entidad::Model, StoreError> {
    let entidad = super::entidad::por_codigo(db, codigo).await?;
    entidad.ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))
}

/// The draft of that number, which must be at the revision that the client read. What is published does not change.
pub(super) async fn borrador(
    txn: &DatabaseTransaction,
    entidad: &entidad::Model,
    numero: i32,
    revision: i32,
) -> Result<version::Model, StoreError> {
    let borrador = elegir(txn, entidad, Some(numero)).await?;
    if borrador.revision == revision {
        return Ok(borrador);
    }
    let (actual, visto) = hecho::resumir(txn, Llave { entidad_id: entidad.id, version: numero }).await?;
    let registro = Box::new(serde_json::to_value(&visto).unwrap_or_default());
    Err(StoreError::Conflicto { enviada: revision, actual: actual.revision, registro })
}

async fn elegir(
    db: &impl ConnectionTrait,
    entidad: &entidad::Model,
    numero: Option<i32>,
) -> Result<version::Model, StoreError> {
    let busqueda = version::Entity::find().filter(version::Column::EntidadId.eq(entidad.id));
    let encontrada = if let Some(numero) = numero {
        busqueda.filter(version::Column::Numero.eq(numero)).one(db).await?
    } else {
        let vivos = busqueda.filter(version::Column::DescartadaEn.is_null());
        let borradores = vivos.filter(version::Column::Estado.eq(BORRADOR));
        borradores.order_by_desc(version::Column::Numero).one(db).await?
    };
    match encontrada {
        Some(version) if version.descartada_en.is_some() => Err(StoreError::RegistroCerrado(format!(
            "El borrador {} de la entidad «{}» fue descartado y no cambia.",
            version.numero, entidad.codigo
        ))),
        Some(version) if version.estado == BORRADOR => Ok(version),
        Some(version) => Err(StoreError::VersionPublicada { entidad: entidad.codigo.clone(), version: version.numero }),
        None => Err(StoreError::VersionInexistente {
            entidad: entidad.codigo.clone(),
            version: numero.map_or_else(|| "ningún borrador".to_owned(), |numero| format!("versión {numero}")),
        }),
    }
}

/// Refuses an entity that has a version already, other than discarded ones.
pub(super) async fn exigir_ninguna(db: &impl ConnectionTrait, entidad: i32) -> Result<(), StoreError> {
    let suyas = version::Entity::find().filter(version::Column::EntidadId.eq(entidad));
    let alguna = suyas.filter(version::Column::DescartadaEn.is_null()).one(db).await?;
    let mut v = Validacion::default();
    let mensaje = "La entidad aún no tiene ninguna versión publicada: diga cuál se copia, o «vacio».";
    v.exigir(alguna.is_none(), "desde", "REFERENCIA_DESCONOCIDA", mensaje);
    Ok(v.terminar()?)
}

/// Refuses to publish a draft over a later version: what is current would go back in time. So would a copy that was taken
/// before another version was published: what that one changed would be lost.
async fn exigir_posterior(
    db: &impl ConnectionTrait,
    entidad: &entidad::Model,
    borrador: &version::Model,
) -> Result<(), StoreError> {
    let vigente = version::Entity::find()
        .filter(version::Column::EntidadId.eq(entidad.id))
        .filter(version::Column::Vigente.eq(true))
        .one(db)
        .await?;
    let Some(vigente) = vigente else { return Ok(()) };
    let despues = vigente.publicada_en.is_some_and(|publicada_en| publicada_en > borrador.creada_en);
    match borrador.base {
        _ if vigente.numero > borrador.numero => Err(StoreError::VersionSuperada {
            entidad: entidad.codigo.clone(),
            version: borrador.numero,
            vigente: vigente.numero,
        }),
        Some(base) if base != vigente.numero && despues => Err(StoreError::BaseSuperada {
            entidad: entidad.codigo.clone(),
            version: borrador.numero,
            base,
            vigente: vigente.numero,
        }),
        _ => Ok(()),
    }
}

/// Tells how often published answers have changed.
pub(super) const EPOCA: &str = "SELECT valor FROM epoca";

/// How often published answers have changed.
pub async fn epoca(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let sql = Statement::from_string(db.get_database_backend(), EPOCA);
    let fila = db.query_one_raw(sql).await?;
    Ok(fila.map(|fila| fila.try_get("", "valor")).transpose()?.unwrap_or(0))
}

/// Marks that published answers changed: whatever was remembered before is no longer good.
pub(super) async fn subir_epoca(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    db.execute_unprepared("UPDATE epoca SET valor = valor + 1 WHERE id = 1").await?;
    Ok(())
}
