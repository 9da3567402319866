//! A batch: many writes over the records of one entity in one transaction. Each of them may be taken back alone, and all that
//! the request reads meanwhile is read in the same transaction, so that it sees what the batch wrote.

use sea_orm::ConnectionTrait;

use super::auditoria::{self, Cabeza, Cambio};
use super::{Escritor, Escritura, Pedido, idempotencia};
use crate::store::{Lectura, StoreError};

/// The number of a batch among the kinds of record: it has no table, only the entry with its report.
const LOTE: i16 = 90;

/// Where an operation of a batch began.
#[derive(Debug)]
pub struct Marca(Cabeza);

impl Escritor {
    /// Opens a batch. Where it was written before there is nothing to open: this is what was kept of it.
    pub async fn abrir_lote(
        &self,
        lectura: &Lectura,
        entidad: i32,
        pedido: &Pedido,
    ) -> Result<Option<String>, StoreError> {
        self.exigir(entidad)?;
        pedido.comprobar()?;
        // A request holds one connection at a time.
        lectura.mirar_de_nuevo().await;
        let escritura = Escritura::abrir(&self.db, entidad, &self.autor).await?;
        if let Some((_, informe)) = idempotencia::hecho(&escritura, pedido, LOTE).await? {
            escritura.dejar().await?;
            return Ok(Some(informe));
        }
        lectura.leer_en(Some(escritura.txn.clone()));
        *self.lote.lock().await = Some(escritura);
        Ok(None)
    }

    /// Before an operation.
    pub async fn marcar(&self) -> Result<Marca, StoreError> {
        let lote = self.lote.lock().await;
        let escritura = lote.as_ref().ok_or(StoreError::RegistroInexistente)?;
        escritura.txn.execute_unprepared("SAVEPOINT operacion").await?;
        Ok(Marca(escritura.cabeza.clone()))
    }

    /// After an operation: what it wrote is part of the batch, or is taken back.
    pub async fn soltar(&self, marca: Marca, hecha: bool) -> Result<(), StoreError> {
        let mut lote = self.lote.lock().await;
        let escritura = lote.as_mut().ok_or(StoreError::RegistroInexistente)?;
        if !hecha {
            escritura.txn.execute_unprepared("ROLLBACK TO SAVEPOINT operacion").await?;
            escritura.cabeza = marca.0;
        }
        escritura.txn.execute_unprepared("RELEASE SAVEPOINT operacion").await?;
        Ok(())
    }

    /// Writes the batch. With a key its report, as JSON, is kept as the answer to whoever sends it again.
    pub async fn cerrar_lote(&self, lectura: &Lectura, pedido: &Pedido, informe: String) -> Result<(), StoreError> {
        let mut escritura = self.sacar(lectura).await.ok_or(StoreError::RegistroInexistente)?;
        if pedido.tiene_clave() {
            escritura.cabeza.ultimo_id += 1;
            let id = escritura.cabeza.ultimo_id;
            let cambio = Cambio {
                operacion: "ESCRIBIR",
                registro: LOTE,
                registro_id: id,
                revision: 1,
                antes: None,
                despues: Some(informe),
                nodo: None,
            };
            auditoria::asentar(&escritura.txn, escritura.entidad, &escritura.autor, &mut escritura.cabeza, cambio)
                .await?;
            idempotencia::recordar(&escritura, pedido, (LOTE, id, 1)).await?;
        }
        escritura.cerrar().await
    }

    /// Takes back all of the batch, if one is open.
    pub async fn dejar_lote(&self, lectura: &Lectura) -> Result<(), StoreError> {
        match self.sacar(lectura).await {
            Some(escritura) => escritura.dejar().await,
            None => Ok(()),
        }
    }

    async fn sacar(&self, lectura: &Lectura) -> Option<Escritura> {
        lectura.leer_en(None);
        self.lote.lock().await.take()
    }
}
