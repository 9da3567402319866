//! Statements sent past the program, as anyone with the database's password could.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::support::base::{Base, Motor};

/// A database and the connection that speaks to it.
pub(super) struct Consola {
    pub(super) motor: Motor,
    pub(super) db: DatabaseConnection,
}

impl Consola {
    pub(super) async fn abrir(base: &Base) -> Self {
        Self { motor: base.motor, db: base.conectar().await }
    }

    /// Runs a statement that must be refused, and tells why.
    pub(super) async fn rechazo(&self, sql: &str) -> String {
        match self.db.execute_unprepared(sql).await {
            Ok(_) => panic!("{:?} accepted: {sql}", self.motor),
            Err(error) => error.to_string(),
        }
    }

    /// Runs a statement that must be accepted.
    pub(super) async fn hacer(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{:?}: {error}: {sql}", self.motor));
    }

    /// First column of every row, as text.
    pub(super) async fn textos(&self, sql: &str) -> Vec<String> {
        let filas = self.db.query_all_raw(Statement::from_string(self.db.get_database_backend(), sql)).await.unwrap();
        filas.iter().map(|fila| fila.try_get_by_index(0).unwrap()).collect()
    }

    /// One number.
    pub(super) async fn numero(&self, sql: &str) -> i64 {
        let sql = format!("SELECT CAST(({sql}) AS BIGINT)");
        let fila = self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), sql)).await.unwrap();
        fila.unwrap().try_get_by_index(0).unwrap()
    }

    /// Names of the tables of the program.
    pub(super) async fn tablas(&self) -> Vec<String> {
        let sql = match self.motor {
            Motor::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            Motor::Postgres => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'"
            }
        };
        let mut tablas = self.textos(sql).await;
        tablas.retain(|tabla| tabla != "seaql_migrations");
        tablas.sort();
        tablas
    }

    /// Columns of a table.
    pub(super) async fn columnas(&self, tabla: &str) -> Vec<String> {
        let sql = match self.motor {
            Motor::Sqlite => format!("SELECT name FROM pragma_table_info('{tabla}')"),
            Motor::Postgres => format!(
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public' \
                 AND table_name = '{tabla}' ORDER BY ordinal_position"
            ),
        };
        self.textos(&sql).await
    }
}
