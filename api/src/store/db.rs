//! The connection to the database, set up for either engine, and a count of what it is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database as SeaOrm, DatabaseConnection, DbErr};

use crate::config::{Config, Database};

/// A request waits this long for a connection; then the client is told to try again.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// SQLite: a writer waits this long for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// SQLite: rows on the way from the thread that reads them. A level of a nested query has thousands, and both sides wake
/// each other whenever this is full or empty.
const FILAS_EN_CAMINO: usize = 1_000;

/// Opens the database of `config`; a SQLite file that is not there is created.
pub async fn conectar(config: &Config) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(config.database_url.expose());
    options.acquire_timeout(ACQUIRE_TIMEOUT).sqlx_logging(false).record_stmt_in_spans(false);
    match config.database_url.database() {
        Database::Sqlite => sqlite(&mut options, config),
        Database::Postgres => postgres(&mut options, config),
    }
    SeaOrm::connect(options).await
}

fn sqlite(options: &mut ConnectOptions, config: &Config) {
    // Each connection to memory would be a database of its own, and would die when it is idle.
    if config.database_url.in_memory() {
        options.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
    } else {
        options.max_connections(config.db_max_connections);
    }
    let read_only = config.database_url.expose().contains("mode=ro");
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite.foreign_keys(true).busy_timeout(BUSY_TIMEOUT).synchronous(SqliteSynchronous::Normal);
        let sqlite = sqlite.row_buffer_size(FILAS_EN_CAMINO);
        if read_only { sqlite } else { sqlite.create_if_missing(true).journal_mode(SqliteJournalMode::Wal) }
    });
}

fn postgres(options: &mut ConnectOptions, config: &Config) {
    options
        .max_connections(config.db_max_connections)
        .statement_timeout(config.request_timeout())
        .set_application_name("quipu")
        // The texts of the program are few and always prepared: planned anew for its values, a short read costs more to
        // plan than to run. Lists come as arrays, of which a general plan expects enough to use the indexes.
        .map_sqlx_postgres_opts(|postgres| postgres.options([("plan_cache_mode", "force_generic_plan")]))
        // Only a connection that had time to break is asked before it is used.
        .test_before_acquire_if_idle_for(Duration::from_secs(5));
}

/// Statements sent through a connection since it was opened; `execute_unprepared`, BEGIN and COMMIT are not seen.
/// Tests compare it before and after a request.
#[derive(Debug, Clone, Default)]
pub struct Contador(Arc<AtomicU64>);

impl Contador {
    /// Counts on `db` and on every clone and transaction made of it from now on.
    pub fn contar(db: &mut DatabaseConnection) -> Self {
        let contador = Self::default();
        let suma = contador.clone();
        db.set_metric_callback(move |_| {
            suma.0.fetch_add(1, Ordering::Relaxed);
        });
        contador
    }

    /// Statements so far.
    pub fn sentencias(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
