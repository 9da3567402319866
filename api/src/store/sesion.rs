//! The connection of one request on PostgreSQL: one transaction, hence one snapshot, behind the second wall.
//!
//! Everything that tells who asks is local to the transaction, and the connection goes back to the pool only after a
//! rollback: whatever a request leaves half done (its deadline drops it anywhere), the next one finds nothing of it.

use sea_orm::sea_query::Values;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, PgConnection, Postgres};
use sea_orm::{ConnAcquireErr, DatabaseConnection, DbErr, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use tokio::runtime::Handle;

use super::Scope;

/// What opens the transaction of a request that may read `scope`, in one round trip.
pub fn apertura(lector: Option<&str>, scope: &Scope) -> String {
    format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {}", identidad(lector, scope))
}

/// What makes of an open transaction one that may read `scope`.
pub(super) fn identidad(lector: Option<&str>, scope: &Scope) -> String {
    let rol = lector.map(|rol| format!("SET LOCAL ROLE \"{rol}\"; ")).unwrap_or_default();
    format!("{rol}{}", scope.ajustes())
}

/// An open transaction.
#[derive(Debug)]
pub(super) struct Sesion {
    conexion: Option<PoolConnection<Postgres>>,
    /// A statement was sent and has not ended.
    ocupada: bool,
}

impl Sesion {
    /// Takes a connection of the pool and opens its transaction.
    pub(super) async fn abrir(db: &DatabaseConnection, apertura: &str) -> Result<Self, DbErr> {
        let conexion = db.get_postgres_connection_pool().acquire().await.map_err(sin_conexion)?;
        let mut sesion = Self { conexion: Some(conexion), ocupada: true };
        sqlx::raw_sql(AssertSqlSafe(apertura.to_owned())).execute(sesion.conexion()?).await.map_err(fallo)?;
        sesion.ocupada = false;
        Ok(sesion)
    }

    /// Runs a statement.
    pub(super) async fn filas(&mut self, sentencia: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        let consulta = sqlx::query_with(AssertSqlSafe(sentencia.sql.clone()), valores(sentencia));
        self.ocupada = true;
        let filas = consulta.fetch_all(self.conexion()?).await;
        self.ocupada = false;
        Ok(filas.map_err(fallo)?.into_iter().map(QueryResult::from).collect())
    }

    fn conexion(&mut self) -> Result<&mut PgConnection, DbErr> {
        self.conexion.as_deref_mut().ok_or_else(cerrada)
    }
}

/// A connection whose statement nobody waits for any more (a deadline, a client that left) is not kept until the statement
/// ends: its socket is closed, and PostgreSQL, which looks for its client now and then, stops the statement.
impl Drop for Sesion {
    fn drop(&mut self) {
        let Some(mut conexion) = self.conexion.take() else { return };
        if self.ocupada {
            drop(conexion.detach());
        } else if let Ok(ejecutor) = Handle::try_current() {
            ejecutor.spawn(async move {
                if sqlx::raw_sql("ROLLBACK").execute(&mut *conexion).await.is_err() {
                    conexion.close_on_drop();
                }
            });
        }
    }
}

/// The values of a statement, for the driver.
pub(super) fn valores(sentencia: &Statement) -> SqlxValues {
    SqlxValues(sentencia.values.clone().unwrap_or_else(|| Values(Vec::new())))
}

/// A connection that was given back already.
pub(super) const fn cerrada() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}

/// The pool gave no connection.
pub(super) fn sin_conexion(error: sqlx::Error) -> DbErr {
    match error {
        sqlx::Error::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
        otro => DbErr::Conn(RuntimeErr::SqlxError(otro.into())),
    }
}

/// A statement failed.
pub(super) fn fallo(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
