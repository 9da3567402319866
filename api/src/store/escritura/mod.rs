//! The writing door: everything that changes a record goes through here.
//!
//! An [`Escritor`] is made for a request and knows who asks and which entities they may edit. [`Escritor::escribir`] opens
//! one transaction, takes the entity's chain (who else writes records of the entity waits), does the work, leaves an audit
//! entry for every row that changed, remembers the key of the request, and commits. A refusal changes nothing. While a batch
//! is open (`lote`) it does the same in the transaction of the batch.
//!
//! The map goes through it as well (`mapa`): a draft is made, edited, published, and its version is what the trail knows.
//!
//! A new kind of record: its table begins as the others do, its entity derives `Serialize` and `Deserialize`, and it gets a
//! line in `TipoRegistro`, one in `store/tablas.rs` and one in [`registro`].

pub mod auditoria;
pub mod registro;
mod escritor;
mod filas;
mod idempotencia;
mod lote;
mod mapa;
mod masa;
mod vinculos;

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait};

use super::{Lectura, StoreError};
use crate::domain::registro::{DeLista, Visibilidad};
use crate::reloj;
use registro::{Cabecera, Registro};

pub use escritor::{Escrita, Escritor};
pub use idempotencia::Pedido;
pub use mapa::{Borrador, Edicion, EnMapa, Hecha, Objeto, Paso};

/// By which door a change came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origen {
    /// A mutation.
    Api,
    /// A file.
    Importacion,
    /// A command of the operator.
    Operador,
}

impl Origen {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Api => 1,
            Self::Importacion => 2,
            Self::Operador => 3,
        }
    }

    /// The one of that number.
    pub const fn de_codigo(codigo: i16) -> Self {
        match codigo {
            2 => Self::Importacion,
            3 => Self::Operador,
            _ => Self::Api,
        }
    }
}

/// Who changes something, when, and by which request.
#[derive(Debug, Clone)]
pub struct Autor {
    /// The token's subject, or who runs commands.
    pub sujeto: String,
    /// Id of the request.
    pub solicitud: String,
    /// By which door.
    pub origen: Origen,
    /// Now.
    pub ahora: DateTime<Utc>,
}

impl Autor {
    /// Who runs a command at the machine: the operator.
    pub fn de_comando(comando: &str, origen: Origen, ahora: DateTime<Utc>) -> Self {
        let ahora = ahora.trunc_subsecs(6);
        Self { sujeto: "operador".to_owned(), solicitud: format!("quipu {comando}"), origen, ahora }
    }
}

/// A transaction that changes records of one entity.
#[derive(Debug)]
pub struct Escritura {
    /// Shared, while it is that of a batch, with the reader of the request.
    txn: Arc<DatabaseTransaction>,
    entidad: i32,
    autor: Autor,
    cabeza: auditoria::Cabeza,
}

impl Escritura {
    async fn abrir(db: &DatabaseConnection, entidad: i32, autor: &Autor) -> Result<Self, StoreError> {
        let txn = Arc::new(db.begin().await?);
        // The first statement writes: on SQLite the transaction is the writer from here on.
        let cabeza = auditoria::tomar(&txn, entidad).await?;
        Ok(Self { txn, entidad, autor: autor.clone(), cabeza })
    }

    async fn dejar(self) -> Result<(), StoreError> {
        Ok(propia(self.txn)?.rollback().await?)
    }

    async fn cerrar(self) -> Result<(), StoreError> {
        auditoria::soltar(&self.txn, self.entidad, &self.cabeza).await?;
        Ok(propia(self.txn)?.commit().await?)
    }

    /// When the write happens.
    pub const fn ahora(&self) -> DateTime<Utc> {
        self.autor.ahora
    }

    /// The day on which the write happens, in Peru.
    pub fn hoy(&self) -> String {
        reloj::dia_en_el_peru(self.autor.ahora)
    }

    /// Who writes.
    pub fn sujeto(&self) -> &str {
        &self.autor.sujeto
    }

    /// Number of the entity.
    pub const fn entidad(&self) -> i32 {
        self.entidad
    }

    /// Writes a new record. Its entity, id, revision and instants are set here.
    pub async fn crear<R: Registro>(&mut self, mut fila: R::Model) -> Result<R::Model, StoreError> {
        self.cabeza.ultimo_id += 1;
        let ahora = self.autor.ahora;
        let cabecera = Cabecera {
            entidad_id: self.entidad,
            id: self.cabeza.ultimo_id,
            revision: 1,
            creado_en: ahora,
            cambiado_en: ahora,
            archivado_en: None,
            visibilidad: Cabecera::de::<R>(&fila).visibilidad,
        };
        cabecera.poner::<R>(&mut fila)?;
        filas::insertar(&self.txn, &fila).await?;
        vinculos::vincular::<R>(&self.txn, self.entidad, None, &fila).await?;
        self.asentar::<R>("CREAR", None, &fila).await?;
        Ok(fila)
    }

    /// The record of that id, as it is now.
    pub async fn leer<R: Registro>(&self, id: i64) -> Result<R::Model, StoreError> {
        self.buscar::<R>(id).await?.ok_or(StoreError::RegistroInexistente)
    }

    /// The same, where there is one.
    pub async fn buscar<R: Registro>(&self, id: i64) -> Result<Option<R::Model>, StoreError> {
        let encontradas = filas::leer::<R>(&self.txn, self.entidad, &[("id", id.into())]).await?;
        Ok(encontradas.into_iter().next())
    }

    /// The record of that id, which must be in use and at the revision that the client read.
    pub async fn leer_para_cambiar<R: Registro>(&self, id: i64, revision: i32) -> Result<R::Model, StoreError> {
        let fila = self.leer::<R>(id).await?;
        let cabecera = Cabecera::de::<R>(&fila);
        if cabecera.revision != revision {
            let actual = serde_json::to_value(&fila).unwrap_or_default();
            let (enviada, revision) = (revision, cabecera.revision);
            return Err(StoreError::Conflicto { enviada, actual: revision, registro: Box::new(actual) });
        }
        if cabecera.archivado_en.is_some() {
            return Err(StoreError::RegistroCerrado("El registro está archivado y no cambia.".to_owned()));
        }
        Ok(fila)
    }

    /// Writes `despues` over `antes`, as the next revision. Where nothing differs nothing is written.
    pub async fn cambiar<R: Registro>(&mut self, antes: R::Model, despues: R::Model) -> Result<R::Model, StoreError> {
        self.sustituir::<R>("CAMBIAR", antes, despues).await
    }

    /// The same, and the entry says what was done: a step of a state machine.
    pub async fn sustituir<R: Registro>(
        &mut self,
        operacion: &str,
        antes: R::Model,
        mut despues: R::Model,
    ) -> Result<R::Model, StoreError> {
        if antes == despues {
            return Ok(antes);
        }
        let anterior = Cabecera::de::<R>(&antes);
        let nueva = Cabecera::de::<R>(&despues);
        let cabecera = Cabecera {
            revision: anterior.revision + 1,
            cambiado_en: self.autor.ahora,
            archivado_en: nueva.archivado_en,
            visibilidad: nueva.visibilidad,
            ..anterior
        };
        cabecera.poner::<R>(&mut despues)?;
        filas::cambiar(&self.txn, self.entidad, cabecera.id, &despues).await?;
        vinculos::vincular::<R>(&self.txn, self.entidad, Some(&antes), &despues).await?;
        self.asentar::<R>(operacion, Some(&antes), &despues).await?;
        Ok(despues)
    }

    /// Takes a record out of use: it leaves lists and sums, and stays readable.
    pub async fn archivar<R: Registro>(&mut self, id: i64, revision: i32) -> Result<R::Model, StoreError> {
        let antes = self.leer_para_cambiar::<R>(id, revision).await?;
        let mut despues = antes.clone();
        let cabecera = Cabecera { archivado_en: Some(self.autor.ahora), ..Cabecera::de::<R>(&antes) };
        cabecera.poner::<R>(&mut despues)?;
        self.sustituir::<R>("ARCHIVAR", antes, despues).await
    }

    /// Whether another record of the entity has these values.
    pub async fn hay_otro<R: Registro>(
        &self,
        id: i64,
        valores: &[(&'static str, sea_orm::Value)],
    ) -> Result<bool, StoreError> {
        let iguales = filas::leer::<R>(&self.txn, self.entidad, valores).await?;
        Ok(iguales.iter().any(|fila| Cabecera::de::<R>(fila).id != id))
    }

    /// The records of the entity that have these values, archived ones left out, in the order in which they were made.
    pub async fn con<R: Registro>(
        &self,
        valores: &[(&'static str, sea_orm::Value)],
    ) -> Result<Vec<R::Model>, StoreError> {
        let mut encontradas = filas::leer::<R>(&self.txn, self.entidad, valores).await?;
        encontradas.retain(|fila| Cabecera::de::<R>(fila).archivado_en.is_none());
        Ok(encontradas)
    }

    /// The records of the entity whose `columna` is one of these numbers, archived ones left out.
    pub async fn de_estos<R: Registro>(
        &self,
        columna: &'static str,
        numeros: &[i64],
    ) -> Result<Vec<R::Model>, StoreError> {
        let mut encontradas = filas::leer_de_estos::<R>(&self.txn, self.entidad, columna, numeros).await?;
        encontradas.retain(|fila| Cabecera::de::<R>(fila).archivado_en.is_none());
        Ok(encontradas)
    }

    /// Gives records below `padre` its visibility: it is their parent's, kept beside them so that sums stay cheap.
    pub async fn mostrar_con<R: Registro>(
        &self,
        columna: &'static str,
        padre: i64,
        visibilidad: Visibilidad,
    ) -> Result<(), StoreError> {
        filas::mostrar::<R>(&self.txn, self.entidad, columna, padre, visibilidad).await
    }

    async fn asentar<R: Registro>(
        &mut self,
        operacion: &str,
        antes: Option<&R::Model>,
        despues: &R::Model,
    ) -> Result<(), StoreError> {
        let Cabecera { id, revision, .. } = Cabecera::de::<R>(despues);
        let cambio = auditoria::Cambio {
            operacion,
            registro: R::TIPO.codigo(),
            registro_id: id,
            revision,
            antes: antes.map(auditoria::en_json).transpose()?,
            despues: Some(auditoria::en_json(despues)?),
            nodo: None,
        };
        auditoria::asentar(&self.txn, self.entidad, &self.autor, &mut self.cabeza, cambio).await
    }
}

/// A transaction that nobody else uses any more.
fn propia(txn: Arc<DatabaseTransaction>) -> Result<DatabaseTransaction, DbErr> {
    Arc::into_inner(txn).ok_or_else(|| DbErr::Custom("a transaction that ends while it is read from".to_owned()))
}

/// The record of that key, which must be visible to the reader: what is not looks as if it did not exist.
pub async fn exigir_visible<R: Registro>(lectura: &Lectura, entidad: i32, id: i64) -> Result<R::Model, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT t.* FROM ").texto(R::default().table_name()).texto(" t WHERE t.entidad_id = ").valor(entidad);
    sql.texto(" AND t.id = ").valor(id);
    lectura.scope().registros(&mut sql, "t");
    lectura.modelos(sql).await?.into_iter().next().ok_or(StoreError::RegistroInexistente)
}
