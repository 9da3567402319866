//! The connection to the database, set up for either engine, and a count of what it is asked.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::metric::Info;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database as SeaOrm, DatabaseConnection, DbBackend, DbErr, FromQueryResult, Statement};

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
        .statement_timeout(config.limits.longest_request())
        .set_application_name("quipu")
        // The texts of the program are few and always prepared: planned anew for its values, a short read costs more to
        // plan than to run. Lists come as arrays, of which a general plan expects enough to use the indexes.
        .map_sqlx_postgres_opts(|postgres| {
            postgres.options([
                ("plan_cache_mode", "force_generic_plan"),
                // A national sum runs for less time than it takes to compile.
                ("jit", "off"),
                ("client_connection_check_interval", MIRAR),
            ])
        })
        // Only a connection that had time to break is asked before it is used.
        .test_before_acquire_if_idle_for(Duration::from_secs(5));
}

/// PostgreSQL: how often a statement that runs looks whether its client is still there.
const MIRAR: &str = "500ms";

/// Connections of a pool at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    /// In use.
    pub busy: u32,
    /// Open, and waiting for use.
    pub idle: u32,
    /// Most that may be open.
    pub limit: u32,
}

impl Pool {
    /// State of the pool behind `db`.
    pub fn of(db: &DatabaseConnection) -> Self {
        let (open, idle, limit) = if db.get_database_backend() == DbBackend::Sqlite {
            let pool = db.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle(), pool.options().get_max_connections())
        } else {
            let pool = db.get_postgres_connection_pool();
            (pool.size(), pool.num_idle(), pool.options().get_max_connections())
        };
        let idle = u32::try_from(idle).unwrap_or(u32::MAX).min(open);
        Self { busy: open - idle, idle, limit }
    }
}

/// What SQLite says first of a file that is not whole; `None` when all its pages fit together. PostgreSQL looks after
/// its own files.
pub async fn primer_dano(db: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Hallado {
        quick_check: String,
    }
    let backend = db.get_database_backend();
    if backend != DbBackend::Sqlite {
        return Ok(None);
    }
    let pregunta = Statement::from_string(backend, "PRAGMA quick_check(1)");
    let hallado = Hallado::find_by_statement(pregunta).one(db).await?;
    Ok(hallado.map(|hallado| hallado.quick_check).filter(|dicho| dicho != "ok"))
}

/// Statements sent through a connection since it was opened; `execute_unprepared`, BEGIN and COMMIT are not seen.
/// Tests compare it before and after a request.
#[derive(Clone)]
pub struct Contador {
    suma: Arc<AtomicU64>,
    mirar: Arc<dyn Fn(&Info<'_>) + Send + Sync>,
}

impl Contador {
    /// Counts on `db` and on every clone and transaction made of it from now on, and shows each statement to `mirar`.
    pub fn contar(db: &mut DatabaseConnection, mirar: impl Fn(&Info<'_>) + Send + Sync + 'static) -> Self {
        let contador = Self { suma: Arc::default(), mirar: Arc::new(mirar) };
        let propio = contador.clone();
        db.set_metric_callback(move |info| propio.contar_una(info));
        contador
    }

    /// Counts a statement; those that are sent past the ORM come here by themselves.
    pub(super) fn contar_una(&self, info: &Info<'_>) {
        self.suma.fetch_add(1, Ordering::Relaxed);
        (self.mirar)(info);
    }

    /// Statements so far.
    pub fn sentencias(&self) -> u64 {
        self.suma.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Contador {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Contador").field(&self.sentencias()).finish()
    }
}
