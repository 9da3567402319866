//! The writer of a request: who asks, and over which entities it may write.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::DatabaseConnection;
use tokio::sync::Mutex;

use super::idempotencia::{self, Pedido};
use super::registro::{Cabecera, Registro};
use super::{Autor, Escritura};
use crate::domain::registro::DeLista;
use crate::store::{Alcance, StoreError};

/// The writer of one request.
#[derive(Debug)]
pub struct Escritor {
    pub(super) db: DatabaseConnection,
    editables: Alcance,
    pub(super) autor: Autor,
    /// The batch that is open: what is written meanwhile is part of it.
    pub(super) lote: Mutex<Option<Escritura>>,
}

/// What a write made.
#[derive(Debug, Clone)]
pub struct Escrita<M> {
    /// The record, as it was when the write was done.
    pub fila: M,
    /// The request had been done before: this is its first answer.
    pub repetida: bool,
}

impl Escritor {
    /// The writer of records of the entities in `editables`.
    pub fn nuevo(db: DatabaseConnection, editables: Alcance, autor: Autor) -> Self {
        // Both databases keep microseconds.
        let ahora = autor.ahora.trunc_subsecs(6);
        Self { db, editables, autor: Autor { ahora, ..autor }, lote: Mutex::default() }
    }

    /// When the request is taken to happen.
    pub const fn ahora(&self) -> DateTime<Utc> {
        self.autor.ahora
    }

    /// Refuses who may not change records of this entity.
    pub fn exigir(&self, entidad: i32) -> Result<(), StoreError> {
        if self.editables.abarca(entidad) { Ok(()) } else { Err(StoreError::SinPermiso) }
    }

    /// Runs `trabajo` in one transaction over the records of one entity. It answers the record that the request is about.
    /// While a batch is open it runs in that of the batch, which is of one entity: for it there is nothing in another one.
    pub async fn escribir<R: Registro>(
        &self,
        entidad: i32,
        pedido: &Pedido,
        trabajo: impl AsyncFnOnce(&mut Escritura) -> Result<R::Model, StoreError>,
    ) -> Result<Escrita<R::Model>, StoreError> {
        self.exigir(entidad)?;
        pedido.comprobar()?;
        if let Some(escritura) = self.lote.lock().await.as_mut() {
            if escritura.entidad != entidad {
                return Err(StoreError::RegistroInexistente);
            }
            return hacer::<R>(escritura, pedido, trabajo).await;
        }
        let mut escritura = Escritura::abrir(&self.db, entidad, &self.autor).await?;
        let escrita = hacer::<R>(&mut escritura, pedido, trabajo).await?;
        if escrita.repetida {
            escritura.dejar().await?;
        } else {
            escritura.cerrar().await?;
        }
        Ok(escrita)
    }
}

/// Does the work and remembers its key, unless it was done before.
async fn hacer<R: Registro>(
    escritura: &mut Escritura,
    pedido: &Pedido,
    trabajo: impl AsyncFnOnce(&mut Escritura) -> Result<R::Model, StoreError>,
) -> Result<Escrita<R::Model>, StoreError> {
    if let Some(fila) = idempotencia::respuesta::<R>(escritura, pedido).await? {
        return Ok(Escrita { fila, repetida: true });
    }
    let fila = trabajo(escritura).await?;
    let Cabecera { id, revision, .. } = Cabecera::de::<R>(&fila);
    idempotencia::recordar(escritura, pedido, (R::TIPO.codigo(), id, revision)).await?;
    Ok(Escrita { fila, repetida: false })
}
