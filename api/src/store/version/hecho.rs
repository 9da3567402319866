//! What the audit trail keeps of a version: one entry for each change of it, however many rows it has.

use chrono::{DateTime, Utc};
use quipu_entities::{matriz, version};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

use super::filas::Llave;
use crate::domain::registro::{DeLista, TipoRegistro};
use crate::store::StoreError;
use crate::store::escritura::Autor;
use crate::store::escritura::auditoria::{self, Cabeza, Cambio};
use crate::store::sql::Sql;

/// A version with the number of its rows, as the trail keeps it: neither the report of an import nor the rows themselves.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Resumen {
    numero: i32,
    estado: i16,
    vigente: bool,
    origen: i16,
    base: Option<i32>,
    archivo: Option<String>,
    archivo_sha256: Option<String>,
    umbral_micro: i64,
    enviada_en: Option<DateTime<Utc>>,
    publicada_en: Option<DateTime<Utc>>,
    descartada_en: Option<DateTime<Utc>>,
    unidades: i64,
    puestos: i64,
    hallazgos: i64,
    matrices: Vec<DeMatriz>,
}

/// The number of its rows.
#[derive(Debug, Clone, Serialize)]
struct DeMatriz {
    tipo: i16,
    procesos: i32,
    actividades: i32,
    tareas: i32,
    ejecuciones: i32,
}

/// Something that was done to a version.
#[derive(Debug)]
pub(in crate::store) struct Hecho {
    pub(in crate::store) operacion: &'static str,
    pub(in crate::store) version: i32,
    pub(in crate::store) revision: i32,
    pub(in crate::store) antes: Option<String>,
    pub(in crate::store) despues: Option<String>,
    /// Id of the row of its map that it was done to.
    pub(in crate::store) nodo: Option<i64>,
}

impl Hecho {
    /// A version that came.
    pub(super) async fn nuevo(
        txn: &DatabaseTransaction,
        llave: Llave,
        operacion: &'static str,
    ) -> Result<Self, StoreError> {
        let (fila, resumen) = resumir(txn, llave).await?;
        let despues = Some(auditoria::en_json(&resumen)?);
        Ok(Self { operacion, version: llave.version, revision: fila.revision, antes: None, despues, nodo: None })
    }

    /// A version that was `antes` and is now something else.
    pub(super) async fn sobre(
        txn: &DatabaseTransaction,
        llave: Llave,
        operacion: &'static str,
        antes: &Resumen,
    ) -> Result<Self, StoreError> {
        let hecho = Self::nuevo(txn, llave, operacion).await?;
        Ok(Self { antes: Some(auditoria::en_json(antes)?), ..hecho })
    }

    /// The same as an entry of the chain.
    pub(in crate::store) fn cambio(&self) -> Cambio<'_> {
        Cambio {
            operacion: self.operacion,
            registro: TipoRegistro::Version.codigo(),
            registro_id: self.version.into(),
            revision: self.revision,
            antes: self.antes.clone(),
            despues: self.despues.clone(),
            nodo: self.nodo,
        }
    }
}

/// A version and what the trail keeps of it.
pub(super) async fn resumir(txn: &DatabaseTransaction, llave: Llave) -> Result<(version::Model, Resumen), StoreError> {
    let Llave { entidad_id, version: numero } = llave;
    let fila = version::Entity::find_by_id((entidad_id, numero)).one(txn).await?;
    let fila = fila.ok_or(StoreError::RegistroInexistente)?;
    let mut sql = Sql::nueva(txn.get_database_backend());
    for (i, tabla) in ["unidad", "puesto", "hallazgo"].into_iter().enumerate() {
        sql.texto(if i == 0 { "SELECT " } else { ", " }).texto("(SELECT COUNT(*) FROM ").texto(tabla);
        sql.texto(" WHERE entidad_id = ").valor(entidad_id).texto(" AND version = ").valor(numero);
        sql.texto(") AS ").texto(tabla);
    }
    let cuentas = txn.query_one_raw(sql.sentencia()).await?;
    let cuenta = |tabla: &str| cuentas.as_ref().map_or(Ok(0), |fila| fila.try_get::<i64>("", tabla));
    let matrices = matriz::Entity::find()
        .filter(matriz::Column::EntidadId.eq(entidad_id))
        .filter(matriz::Column::Version.eq(numero))
        .order_by_asc(matriz::Column::Tipo)
        .all(txn)
        .await?;
    let resumen = Resumen {
        numero,
        estado: fila.estado,
        vigente: fila.vigente,
        origen: fila.origen,
        base: fila.base,
        archivo: fila.archivo.clone(),
        archivo_sha256: fila.archivo_sha256.clone(),
        umbral_micro: fila.umbral_micro,
        enviada_en: fila.enviada_en,
        publicada_en: fila.publicada_en,
        descartada_en: fila.descartada_en,
        unidades: cuenta("unidad")?,
        puestos: cuenta("puesto")?,
        hallazgos: cuenta("hallazgo")?,
        matrices: matrices
            .into_iter()
            .map(|m| DeMatriz {
                tipo: m.tipo,
                procesos: m.procesos,
                actividades: m.actividades,
                tareas: m.tareas,
                ejecuciones: m.ejecuciones,
            })
            .collect(),
    };
    Ok((fila, resumen))
}

/// Adds what was done to the chain of the entity, whose end was taken before.
pub(super) async fn asentar(
    txn: &DatabaseTransaction,
    entidad: i32,
    autor: &Autor,
    mut cabeza: Cabeza,
    hecho: &Hecho,
) -> Result<(), StoreError> {
    auditoria::asentar(txn, entidad, autor, &mut cabeza, hecho.cambio()).await?;
    auditoria::soltar(txn, entidad, &cabeza).await
}
