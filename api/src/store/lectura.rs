//! The reader of one request: connection, scope, and how many rows it may still read.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex as Cerrojo, PoisonError};
use std::time::Instant;

use sea_orm::metric::Info;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, QueryResult,
    Statement, TryGetable,
};
use tokio::sync::Mutex;

use super::cuenta::Cuenta;
use super::db::Contador;
use super::interrupcion;
use super::sesion::{Sesion, apertura, identidad};
use super::sql::Sql;
use super::{Scope, StoreError};

/// The way to the database of one request.
#[derive(Debug)]
pub struct Puerta {
    db: DatabaseConnection,
    sentencias: Contador,
    /// What opens its transaction; on SQLite there is none.
    apertura: Option<String>,
    /// What makes of a transaction one of the reader; nothing on SQLite.
    identidad: Option<String>,
}

impl Puerta {
    /// A way behind the wall of `scope`, as role `lector`; without a role the database shows all that the statements ask.
    pub fn nueva(db: DatabaseConnection, sentencias: Contador, lector: Option<&str>, scope: &Scope) -> Self {
        let postgres = db.get_database_backend() == DbBackend::Postgres;
        let (apertura, identidad) = (apertura(lector, scope), identidad(lector, scope));
        Self { db, sentencias, apertura: postgres.then_some(apertura), identidad: postgres.then_some(identidad) }
    }
}

/// Every read goes through one of these: it carries the scope, and refuses a request that reads without end.
///
/// On PostgreSQL the first statement opens a transaction and the others follow it, one after the other: fields side by
/// side wait for each other, all see one moment, and a request never holds more than one connection.
#[derive(Debug)]
pub struct Lectura {
    puerta: Puerta,
    sesion: Mutex<Option<Sesion>>,
    /// The transaction of the batch that is being written.
    lote: Cerrojo<Option<Arc<DatabaseTransaction>>>,
    scope: Scope,
    limite: u64,
    restantes: AtomicI64,
    cuenta: Arc<Cuenta>,
}

impl Lectura {
    /// A reader whose statements ask for `scope`, that may read `limite` rows and show as many objects, and that writes down
    /// in `cuenta` what it does.
    pub fn nueva(puerta: Puerta, scope: Scope, limite: u64, cuenta: Arc<Cuenta>) -> Self {
        let restantes = AtomicI64::new(i64::try_from(limite).unwrap_or(i64::MAX));
        Self { puerta, sesion: Mutex::default(), lote: Cerrojo::default(), scope, limite, restantes, cuenta }
    }

    /// What it may see.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// An empty statement for its database.
    pub fn sql(&self) -> Sql {
        Sql::nueva(self.backend())
    }

    /// Its database.
    pub fn backend(&self) -> DbBackend {
        self.puerta.db.get_database_backend()
    }

    /// Whether all its statements see one moment.
    pub const fn es_de_un_momento(&self) -> bool {
        self.puerta.apertura.is_some()
    }

    /// Runs a statement and counts its rows against the request.
    pub async fn filas(&self, sql: Sql) -> Result<Vec<QueryResult>, StoreError> {
        let filas = self.sumas(sql).await?;
        self.gastar(filas.len())?;
        Ok(filas)
    }

    /// Runs a statement whose rows are models.
    pub async fn modelos<M: FromQueryResult>(&self, sql: Sql) -> Result<Vec<M>, StoreError> {
        let filas = self.filas(sql).await?;
        Ok(filas.iter().map(|fila| M::from_query_result(fila, "")).collect::<Result<_, _>>()?)
    }

    /// Runs a statement that sums: its groups are not rows that the request asked to see.
    pub async fn sumas(&self, sql: Sql) -> Result<Vec<QueryResult>, StoreError> {
        let sentencia = sql.comprobada()?;
        let lote = self.lote.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let filas = match (lote, &self.puerta.apertura) {
            // In a box, or the future of every field would have room for it.
            (Some(lote), _) => Box::pin(self.en_lote(lote, sentencia)).await?,
            (None, Some(apertura)) => Box::pin(self.en_transaccion(apertura, sentencia)).await?,
            (None, None) => Box::pin(self.en_sqlite(sentencia)).await?,
        };
        self.cuenta.sentencia(filas.len());
        Ok(filas)
    }

    async fn en_transaccion(&self, apertura: &str, sentencia: Statement) -> Result<Vec<QueryResult>, StoreError> {
        let mut guardada = self.sesion.lock().await;
        let mut sesion = match guardada.take() {
            Some(sesion) => sesion,
            None => Sesion::abrir(&self.puerta.db, apertura).await?,
        };
        let filas = self.contada(&sentencia, sesion.filas(&sentencia)).await;
        // A statement that failed or was dropped takes its transaction with it.
        if filas.is_ok() {
            *guardada = Some(sesion);
        }
        Ok(filas?)
    }

    async fn en_sqlite(&self, sentencia: Statement) -> Result<Vec<QueryResult>, StoreError> {
        Ok(self.contada(&sentencia, interrupcion::filas(&self.puerta.db, &sentencia)).await?)
    }

    /// Counts a statement that is sent past the ORM.
    async fn contada(
        &self,
        sentencia: &Statement,
        filas: impl Future<Output = Result<Vec<QueryResult>, DbErr>>,
    ) -> Result<Vec<QueryResult>, DbErr> {
        let inicio = Instant::now();
        let filas = filas.await;
        let info = Info { elapsed: inicio.elapsed(), statement: sentencia, failed: filas.is_err() };
        self.puerta.sentencias.contar_una(&info);
        filas
    }

    /// Reads as the reader, behind the same wall, in the transaction of the writer; what it writes next it writes as itself.
    async fn en_lote(
        &self,
        lote: Arc<DatabaseTransaction>,
        sentencia: Statement,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let Some(identidad) = &self.puerta.identidad else { return Ok(lote.query_all_raw(sentencia).await?) };
        lote.execute_unprepared(identidad).await?;
        // What fails takes the role with it, to where the operation began.
        let filas = lote.query_all_raw(sentencia).await?;
        lote.execute_unprepared("RESET ROLE").await?;
        Ok(filas)
    }

    /// Reads from now on in the transaction of a batch, or no longer in one.
    pub(super) fn leer_en(&self, lote: Option<Arc<DatabaseTransaction>>) {
        *self.lote.lock().unwrap_or_else(PoisonError::into_inner) = lote;
    }

    /// Sees from now on what was written meanwhile.
    pub async fn mirar_de_nuevo(&self) {
        self.sesion.lock().await.take();
    }

    /// Runs a statement with one number as its answer.
    pub async fn numero<T: TryGetable>(&self, sql: Sql) -> Result<Option<T>, StoreError> {
        Ok(self.sumas(sql).await?.first().map(|fila| fila.try_get_by_index(0)).transpose()?)
    }

    /// How often published answers have changed.
    pub async fn epoca(&self) -> Result<i64, StoreError> {
        let mut sql = self.sql();
        sql.texto(super::version::EPOCA);
        Ok(self.numero(sql).await?.unwrap_or(0))
    }

    /// Counts objects of the answer against the request: there may be as many of them as rows, though one row may show in
    /// many places.
    pub fn mostrar(&self, objetos: usize) -> Result<(), StoreError> {
        if self.cuenta.mostrar(objetos) > self.limite { Err(StoreError::DemasiadasFilas(self.limite)) } else { Ok(()) }
    }

    /// Writes down the rows that a sum or a count went through.
    pub fn anotar_sumadas(&self, filas: i64) {
        self.cuenta.sumar(u64::try_from(filas).unwrap_or(0));
    }

    /// Most rows that this request may read.
    pub const fn limite(&self) -> u64 {
        self.limite
    }

    /// Most rows that a statement need return: with these the request is refused.
    pub fn tope(&self) -> i64 {
        self.restantes.load(Ordering::Relaxed).max(0).saturating_add(1)
    }

    fn gastar(&self, filas: usize) -> Result<(), StoreError> {
        let filas = i64::try_from(filas).unwrap_or(i64::MAX);
        let antes = self.restantes.fetch_sub(filas, Ordering::Relaxed);
        if antes < filas { Err(StoreError::DemasiadasFilas(self.limite)) } else { Ok(()) }
    }
}
