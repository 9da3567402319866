//! The reader of one request: connection, scope, and how many rows it may still read.

use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, QueryResult, TryGetable};

use super::sql::Sql;
use super::{Scope, StoreError};

/// Every read goes through one of these: it carries the scope, and refuses a request that reads without end.
#[derive(Debug)]
pub struct Lectura {
    db: DatabaseConnection,
    scope: Scope,
    limite: u64,
    restantes: AtomicI64,
}

impl Lectura {
    /// A reader that may see `scope` and read `limite` rows.
    pub fn nueva(db: DatabaseConnection, scope: Scope, limite: u64) -> Self {
        Self { db, scope, limite, restantes: AtomicI64::new(i64::try_from(limite).unwrap_or(i64::MAX)) }
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
        self.db.get_database_backend()
    }

    /// Runs a statement and counts its rows against the request.
    pub async fn filas(&self, sql: Sql) -> Result<Vec<QueryResult>, StoreError> {
        let filas = self.db.query_all_raw(sql.comprobada()?).await?;
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
        Ok(self.db.query_all_raw(sql.comprobada()?).await?)
    }

    /// Runs a statement with one number as its answer.
    pub async fn numero<T: TryGetable>(&self, sql: Sql) -> Result<Option<T>, StoreError> {
        let fila = self.db.query_one_raw(sql.comprobada()?).await?;
        Ok(fila.map(|fila| fila.try_get_by_index(0)).transpose()?)
    }

    /// How often published answers have changed.
    pub async fn epoca(&self) -> Result<i64, StoreError> {
        super::version::epoca(&self.db).await
    }

    /// Counts groups of an answer against the request: there may be as many of them as rows.
    pub fn mostrar(&self, grupos: usize) -> Result<(), StoreError> {
        self.gastar(grupos)
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
