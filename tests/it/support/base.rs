//! Databases of a test: migrated, with the catalogues, of its own, gone when it ends.
//!
//! What all tests start from is made once in a run, as a model, and copied: a file on SQLite, a template on PostgreSQL.

use std::path::PathBuf;
use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::DateTime;
use quipu::carga;
use quipu::config::Config;
use quipu::store::db;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use tempfile::TempDir;

/// Names the databases that tests make, and tells them from any other.
const PREFIJO: &str = "quipu_prueba_";

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Motor {
    Sqlite,
    Postgres,
}

/// What is in a database when a test gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contenido {
    /// The catalogues, with the real entities that have not reported.
    Catalogos,
    /// The demonstration as well.
    Demostracion,
}

/// The engines to test on: PostgreSQL too where `QUIPU_TEST_POSTGRES` says where it is, as CI always does.
pub(crate) fn motores() -> Vec<Motor> {
    let mut motores = vec![Motor::Sqlite];
    motores.extend(servidor().map(|_| Motor::Postgres));
    motores
}

/// A database on each engine.
pub(crate) async fn en_ambas(contenido: Contenido) -> Vec<Base> {
    let mut bases = Vec::new();
    for motor in motores() {
        bases.push(Base::nueva(motor, contenido).await);
    }
    bases
}

/// URL of the PostgreSQL server: what comes before the name of a database.
fn servidor() -> Option<String> {
    let url = std::env::var("QUIPU_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let (servidor, _) = url.rsplit_once('/').expect("postgres://USER:PASSWORD@HOST:PORT/DATABASE");
    Some(servidor.to_owned())
}

/// A database of one test.
pub(crate) struct Base {
    pub(crate) motor: Motor,
    pub(crate) url: String,
    _carpeta: Option<TempDir>,
}

impl Base {
    pub(crate) async fn nueva(motor: Motor, contenido: Contenido) -> Self {
        match motor {
            Motor::Sqlite => {
                let carpeta = tempfile::tempdir().unwrap();
                let archivo = carpeta.path().join("quipu.db");
                std::fs::write(&archivo, modelo_sqlite(contenido)).unwrap();
                Self { motor, url: url_sqlite(&archivo), _carpeta: Some(carpeta) }
            }
            Motor::Postgres => {
                let nombre = nombre();
                let modelo = modelo_postgres(contenido);
                administrar(&format!("CREATE DATABASE {nombre} TEMPLATE {modelo}")).await;
                Self { motor, url: format!("{}/{nombre}", servidor().unwrap()), _carpeta: None }
            }
        }
    }

    /// A database without even its schema; on SQLite, no file yet.
    pub(crate) async fn vacia(motor: Motor) -> Self {
        let (url, carpeta) = match motor {
            Motor::Sqlite => {
                let carpeta = tempfile::tempdir().unwrap();
                (url_sqlite(&carpeta.path().join("quipu.db")), Some(carpeta))
            }
            Motor::Postgres => {
                let nombre = nombre();
                administrar(&format!("CREATE DATABASE {nombre}")).await;
                (format!("{}/{nombre}", servidor().unwrap()), None)
            }
        };
        Self { motor, url, _carpeta: carpeta }
    }

    /// The settings that point to it.
    pub(crate) fn config(&self, flags: &[&str]) -> Config {
        let args = ["quipu", "--database-url", &self.url].into_iter().chain(flags.iter().copied());
        Config::from_args(args).expect("valid flags")
    }

    /// A connection to it, as the program opens one.
    pub(crate) async fn conectar(&self) -> DatabaseConnection {
        db::conectar(&self.config(&[])).await.expect("a database")
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if self.motor == Motor::Postgres {
            let nombre = self.url.rsplit('/').next().unwrap_or_default().to_owned();
            aparte(async move { administrar(&format!("DROP DATABASE IF EXISTS {nombre} WITH (FORCE)")).await });
        }
    }
}

/// Now, for every test.
pub(crate) fn ahora() -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn url_sqlite(archivo: &std::path::Path) -> String {
    format!("sqlite://{}?mode=rwc", archivo.display())
}

fn nombre() -> String {
    static ULTIMO: AtomicU32 = AtomicU32::new(0);
    format!("{PREFIJO}{}_{}", process::id(), ULTIMO.fetch_add(1, Ordering::Relaxed))
}

/// The bytes of a SQLite database with this content.
fn modelo_sqlite(contenido: Contenido) -> &'static [u8] {
    static CATALOGOS: OnceLock<Vec<u8>> = OnceLock::new();
    static DEMOSTRACION: OnceLock<Vec<u8>> = OnceLock::new();
    let modelo = match contenido {
        Contenido::Catalogos => &CATALOGOS,
        Contenido::Demostracion => &DEMOSTRACION,
    };
    modelo.get_or_init(|| {
        let carpeta = tempfile::tempdir().unwrap();
        let archivo: PathBuf = carpeta.path().join("modelo.db");
        let url = url_sqlite(&archivo);
        aparte(async move { llenar(&url, contenido).await });
        std::fs::read(archivo).unwrap()
    })
}

/// Name of a PostgreSQL database with this content, that is copied and never changed.
fn modelo_postgres(contenido: Contenido) -> &'static str {
    static CATALOGOS: OnceLock<String> = OnceLock::new();
    static DEMOSTRACION: OnceLock<String> = OnceLock::new();
    let modelo = match contenido {
        Contenido::Catalogos => &CATALOGOS,
        Contenido::Demostracion => &DEMOSTRACION,
    };
    modelo.get_or_init(|| {
        let modelo = format!("{PREFIJO}{}_{contenido:?}", process::id()).to_lowercase();
        let nombre = modelo.clone();
        aparte(async move {
            quitar_restos().await;
            administrar(&format!("CREATE DATABASE {nombre}")).await;
            llenar(&format!("{}/{nombre}", servidor().unwrap()), contenido).await;
        });
        modelo
    })
}

async fn llenar(url: &str, contenido: Contenido) {
    let config = Config::from_args(["quipu", "--database-url", url]).unwrap();
    let db = db::conectar(&config).await.unwrap();
    carga::preparar(&db, &config).await.unwrap();
    if contenido == Contenido::Demostracion {
        carga::demostracion(&db, &config, ahora()).await.unwrap();
    }
    if db.get_database_backend() == sea_orm::DbBackend::Sqlite {
        // All of it has to be in the file that is copied.
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    }
    db.close().await.unwrap();
}

/// Drops what runs that were killed left behind.
async fn quitar_restos() {
    let db = Database::connect(std::env::var("QUIPU_TEST_POSTGRES").unwrap()).await.unwrap();
    let consulta = format!("SELECT datname FROM pg_database WHERE starts_with(datname, '{PREFIJO}')");
    for fila in db.query_all_raw(Statement::from_string(db.get_database_backend(), consulta)).await.unwrap() {
        let nombre: String = fila.try_get("", "datname").unwrap();
        let proceso = nombre[PREFIJO.len()..].split('_').next().unwrap_or_default();
        let vive = PathBuf::from("/proc").join(proceso).exists();
        if !vive {
            db.execute_unprepared(&format!("DROP DATABASE IF EXISTS {nombre} WITH (FORCE)")).await.unwrap();
        }
    }
    db.close().await.unwrap();
}

async fn administrar(sentencia: &str) {
    let db = Database::connect(std::env::var("QUIPU_TEST_POSTGRES").unwrap()).await.unwrap();
    db.execute_unprepared(sentencia).await.unwrap();
    db.close().await.unwrap();
}

/// Runs something that waits where nothing may wait: outside the test's own runtime.
fn aparte(futuro: impl Future<Output = ()> + Send + 'static) {
    std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(futuro)).join().unwrap();
}
