//! The data that are asked, and a connection beside both servers.

use std::io::Write;
use std::time::Instant;

use anyhow::ensure;
use clap::Parser;
use quipu::cli::Cli;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement, Value,
};

use super::Args;

/// A connection whose own work is not measured.
pub(crate) struct Control(DatabaseConnection);

impl Control {
    /// The rows of a statement.
    pub(crate) async fn filas(&self, sql: &str, valores: Vec<Value>) -> anyhow::Result<Vec<QueryResult>> {
        let sentencia = Statement::from_sql_and_values(self.0.get_database_backend(), sql, valores);
        Ok(self.0.query_all_raw(sentencia).await?)
    }

    /// Whether the database is PostgreSQL.
    pub(crate) fn es_postgres(&self) -> bool {
        self.0.get_database_backend() == DbBackend::Postgres
    }

    /// What a publication does to remembered answers.
    pub(crate) async fn publicar(&self) -> anyhow::Result<()> {
        self.0.execute_unprepared("UPDATE epoca SET valor = valor + 1").await?;
        Ok(())
    }

    /// Entities that the generator made.
    async fn generadas(&self) -> anyhow::Result<i64> {
        let sql = "SELECT COUNT(*) AS n FROM version v JOIN entidad e ON e.id = v.entidad_id \
                   WHERE v.vigente AND e.codigo LIKE 'SIM-%'";
        Ok(self.filas(sql, Vec::new()).await?[0].try_get("", "n")?)
    }
}

/// A connection known to PostgreSQL under that name.
pub(crate) async fn conectar(url: &str, nombre: &str) -> anyhow::Result<DatabaseConnection> {
    let mut opciones = ConnectOptions::new(url);
    opciones.sqlx_logging(false).set_application_name(nombre).max_connections(10);
    Ok(Database::connect(opciones).await?)
}

/// Brings the database up to date, and generates the data unless it holds them.
pub(crate) async fn preparar(args: &Args) -> anyhow::Result<Control> {
    let (entidades, tareas) = (args.entidades.to_string(), args.tareas.to_string());
    let url = if args.database_url.starts_with("sqlite") {
        format!("{}?mode=rwc", args.database_url)
    } else {
        args.database_url.clone()
    };
    let control = Control(conectar(&url, "quipu-bench").await?);
    let comun = ["quipu", "--log", "warn", "--database-url", &url];
    Cli::try_parse_from(comun.into_iter().chain(["migrate"]))?.run().await?;
    if control.generadas().await.unwrap_or(0) == 0 {
        let inicio = Instant::now();
        let generar = ["generate", "--entidades", &entidades, "--tareas", &tareas];
        Cli::try_parse_from(comun.into_iter().chain(generar))?.run().await?;
        writeln!(std::io::stderr(), "generated in {} s", inicio.elapsed().as_secs())?;
    }
    let presentes = control.generadas().await?;
    ensure!(presentes == i64::try_from(args.entidades)?, "the database holds {presentes} generated entities");
    Ok(control)
}
