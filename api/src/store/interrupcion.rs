//! Reading on SQLite: a statement that nobody waits for any more is stopped.
//!
//! SQLite works inside the program, so no socket closes when a deadline drops a request. Each statement asks now and then
//! whether it is still awaited, and ends when it is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, Sqlite, SqliteConnection};
use sea_orm::{DatabaseConnection, DbErr, QueryResult, Statement};
use tokio::runtime::Handle;

use super::sesion::{cerrada, fallo, sin_conexion, valores};

/// Steps of SQLite's machine between two looks: well under a millisecond.
const MIRAR_CADA: i32 = 10_000;

/// Runs a statement, as long as somebody waits for it.
pub(super) async fn filas(db: &DatabaseConnection, sentencia: &Statement) -> Result<Vec<QueryResult>, DbErr> {
    let mut conexion = db.get_sqlite_connection_pool().acquire().await.map_err(sin_conexion)?;
    let esperada = Arc::new(AtomicBool::new(true));
    let sigue = Arc::clone(&esperada);
    let mut motor = conexion.lock_handle().await.map_err(fallo)?;
    motor.set_progress_handler(MIRAR_CADA, move || sigue.load(Ordering::Relaxed));
    drop(motor);
    let mut espera = Espera { conexion: Some(conexion), esperada };
    let consulta = sqlx::query_with(AssertSqlSafe(sentencia.sql.clone()), valores(sentencia));
    let filas = consulta.fetch_all(espera.conexion()?).await.map_err(fallo);
    espera.termino();
    Ok(filas?.into_iter().map(QueryResult::from).collect())
}

/// A statement that runs.
struct Espera {
    conexion: Option<PoolConnection<Sqlite>>,
    esperada: Arc<AtomicBool>,
}

impl Espera {
    fn conexion(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        self.conexion.as_deref_mut().ok_or_else(cerrada)
    }

    fn termino(&mut self) {
        self.conexion.take();
    }
}

/// The connection goes back to the pool once its statement has stopped, and without the question that would stop the next.
impl Drop for Espera {
    fn drop(&mut self) {
        let Some(mut conexion) = self.conexion.take() else { return };
        self.esperada.store(false, Ordering::Relaxed);
        if let Ok(ejecutor) = Handle::try_current() {
            ejecutor.spawn(async move {
                let parado = conexion.lock_handle().await.map(|mut motor| motor.remove_progress_handler()).is_ok();
                if !parado {
                    conexion.close_on_drop();
                }
            });
        } else {
            conexion.close_on_drop();
        }
    }
}
