//! The audit chain of each entity: written with every change, verified from its first entry to its last.

use std::collections::HashMap;

use quipu_entities::{auditoria, auditoria_cabeza};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    FromQueryResult, IsolationLevel, TransactionTrait,
};

use super::Autor;
use super::filas;
use crate::domain::registro::cadena::Asiento;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::store::sql::Sql;
use crate::store::{StoreError, version};

/// The end of an entity's chain, held by the transaction that writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Cabeza {
    numero: i64,
    huella: String,
    /// The last id that a record of the entity was given.
    pub(super) ultimo_id: i64,
}

/// Takes the end of the chain until the transaction ends: who else wants it waits.
pub(in crate::store) async fn tomar(txn: &DatabaseTransaction, entidad: i32) -> Result<Cabeza, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("INSERT INTO auditoria_cabeza (entidad_id, numero, huella, ultimo_id) VALUES (").valor(entidad);
    sql.texto(
        ", 0, '', 0) ON CONFLICT (entidad_id) DO UPDATE SET numero = auditoria_cabeza.numero \
         RETURNING numero, huella, ultimo_id",
    );
    let fila = txn.query_one_raw(sql.sentencia()).await?;
    let fila = fila.ok_or_else(|| DbErr::Custom("no end of the chain".to_owned()))?;
    Ok(Cabeza {
        numero: fila.try_get("", "numero")?,
        huella: fila.try_get("", "huella")?,
        ultimo_id: fila.try_get("", "ultimo_id")?,
    })
}

/// Writes the end of the chain.
pub(in crate::store) async fn soltar(
    txn: &DatabaseTransaction,
    entidad: i32,
    cabeza: &Cabeza,
) -> Result<(), StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("UPDATE auditoria_cabeza SET numero = ").valor(cabeza.numero);
    sql.texto(", huella = ").valor(cabeza.huella.clone()).texto(", ultimo_id = ").valor(cabeza.ultimo_id);
    sql.texto(" WHERE entidad_id = ").valor(entidad);
    txn.execute_raw(sql.sentencia()).await?;
    Ok(())
}

/// A change to record.
#[derive(Debug)]
pub(in crate::store) struct Cambio<'a> {
    pub(in crate::store) operacion: &'a str,
    /// Number of the kind.
    pub(in crate::store) registro: i16,
    pub(in crate::store) registro_id: i64,
    pub(in crate::store) revision: i32,
    pub(in crate::store) antes: Option<String>,
    pub(in crate::store) despues: Option<String>,
    /// Id of the row of the map.
    pub(in crate::store) nodo: Option<i64>,
}

/// A row as the trail keeps it.
pub(in crate::store) fn en_json<M: serde::Serialize>(fila: &M) -> Result<String, StoreError> {
    Ok(serde_json::to_string(fila).map_err(|error| DbErr::Json(error.to_string()))?)
}

/// Adds an entry to the chain.
pub(in crate::store) async fn asentar(
    txn: &DatabaseTransaction,
    entidad: i32,
    autor: &Autor,
    cabeza: &mut Cabeza,
    cambio: Cambio<'_>,
) -> Result<(), StoreError> {
    filas::insertar(txn, &asiento(entidad, autor, cabeza, cambio)).await
}

/// Adds an entry for each of these changes.
pub(super) async fn asentar_todos(
    txn: &DatabaseTransaction,
    entidad: i32,
    autor: &Autor,
    cabeza: &mut Cabeza,
    cambios: Vec<Cambio<'_>>,
) -> Result<(), StoreError> {
    let asientos = cambios.into_iter().map(|cambio| asiento(entidad, autor, cabeza, cambio));
    version::insertar(txn, asientos).await
}

/// The next entry of the chain, which ends with it.
fn asiento(entidad: i32, autor: &Autor, cabeza: &mut Cabeza, cambio: Cambio<'_>) -> auditoria::Model {
    let mut fila = auditoria::Model {
        entidad_id: entidad,
        numero: cabeza.numero + 1,
        momento: autor.ahora,
        sujeto: autor.sujeto.clone(),
        origen: autor.origen.codigo(),
        solicitud: autor.solicitud.clone(),
        operacion: cambio.operacion.to_owned(),
        registro: cambio.registro,
        registro_id: cambio.registro_id,
        revision: cambio.revision,
        antes: cambio.antes,
        despues: cambio.despues,
        huella: String::new(),
        visibilidad: Visibilidad::Borrador.codigo(),
        nodo: cambio.nodo,
    };
    fila.huella = contenido(&fila).huella(&cabeza.huella);
    cabeza.numero = fila.numero;
    cabeza.huella.clone_from(&fila.huella);
    fila
}

fn contenido(fila: &auditoria::Model) -> Asiento<'_> {
    Asiento {
        entidad: fila.entidad_id,
        numero: fila.numero,
        momento: fila.momento,
        sujeto: &fila.sujeto,
        origen: fila.origen,
        solicitud: &fila.solicitud,
        operacion: &fila.operacion,
        registro: fila.registro,
        registro_id: fila.registro_id,
        revision: fila.revision,
        antes: fila.antes.as_deref(),
        despues: fila.despues.as_deref(),
        nodo: fila.nodo,
    }
}

/// What a verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verificada {
    /// Chains, one for each entity that has records.
    pub cadenas: usize,
    /// Entries.
    pub asientos: u64,
}

/// The first entry that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("la cadena de la entidad {entidad} se rompe en el asiento {numero}: {motivo}")]
pub struct Rotura {
    /// Number of the entity.
    pub entidad: i32,
    /// Number of the entry.
    pub numero: i64,
    /// What is wrong with it.
    pub motivo: &'static str,
}

/// Entries read at once.
const TANDA: i64 = 1_000;

/// Verifies all chains as they stand at one moment, while others write; `Err` inside names the first bad entry.
pub async fn verificar(db: &DatabaseConnection) -> Result<Result<Verificada, Rotura>, StoreError> {
    let txn = match db.get_database_backend() {
        DbBackend::Postgres => {
            let (aislamiento, acceso) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
            db.begin_with_config(Some(aislamiento), Some(acceso)).await?
        }
        // A transaction of SQLite sees one moment.
        _ => db.begin().await?,
    };
    let verificada = verificar_en(&txn).await?;
    txn.rollback().await?;
    Ok(verificada)
}

async fn verificar_en(db: &DatabaseTransaction) -> Result<Result<Verificada, Rotura>, StoreError> {
    let finales = auditoria_cabeza::Entity::find().all(db).await?;
    let mut finales: HashMap<i32, auditoria_cabeza::Model> = finales.into_iter().map(|c| (c.entidad_id, c)).collect();
    let mut verificada = Verificada { cadenas: finales.len(), asientos: 0 };
    let mut ultimo = (i32::MIN, 0_i64, String::new());
    loop {
        let tanda = tanda(db, (ultimo.0, ultimo.1)).await?;
        for fila in &tanda {
            if fila.entidad_id != ultimo.0 {
                if let Some(rotura) = cortada(&mut finales, &ultimo) {
                    return Ok(Err(rotura));
                }
                ultimo = (fila.entidad_id, 0, String::new());
            }
            let rota = |motivo| Rotura { entidad: fila.entidad_id, numero: ultimo.1 + 1, motivo };
            if fila.numero != ultimo.1 + 1 {
                return Ok(Err(rota("falta")));
            }
            if contenido(fila).huella(&ultimo.2) != fila.huella {
                return Ok(Err(rota("su huella no corresponde a su contenido y al asiento anterior")));
            }
            ultimo = (fila.entidad_id, fila.numero, fila.huella.clone());
            verificada.asientos += 1;
        }
        if tanda.is_empty() {
            break;
        }
    }
    if let Some(rotura) = cortada(&mut finales, &ultimo) {
        return Ok(Err(rotura));
    }
    // Chains of which no entry is left.
    let vacia = finales.values().filter(|c| c.numero > 0).min_by_key(|c| c.entidad_id);
    let vacia = vacia.map(|c| Rotura { entidad: c.entidad_id, numero: 1, motivo: "falta" });
    Ok(vacia.map_or(Ok(verificada), Err))
}

async fn tanda(db: &DatabaseTransaction, (entidad, numero): (i32, i64)) -> Result<Vec<auditoria::Model>, StoreError> {
    let mut sql = Sql::nueva(db.get_database_backend());
    sql.texto("SELECT t.* FROM auditoria t WHERE (t.entidad_id, t.numero) > (").valor(entidad);
    sql.texto(", ").valor(numero).texto(") ORDER BY t.entidad_id, t.numero LIMIT ").valor(TANDA);
    let filas = db.query_all_raw(sql.sentencia()).await?;
    Ok(filas.iter().map(|fila| auditoria::Model::from_query_result(fila, "")).collect::<Result<_, _>>()?)
}

/// Whether a chain ends elsewhere than its own end says.
fn cortada(
    finales: &mut HashMap<i32, auditoria_cabeza::Model>,
    (entidad, numero, huella): &(i32, i64, String),
) -> Option<Rotura> {
    if *entidad == i32::MIN {
        return None;
    }
    let entera = finales.remove(entidad).is_some_and(|fin| fin.numero == *numero && fin.huella == *huella);
    let motivo = "la cadena no termina donde dice su cabeza";
    (!entera).then_some(Rotura { entidad: *entidad, numero: numero + 1, motivo })
}
