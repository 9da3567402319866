//! The role behind the second wall: it owns nothing, may only select, and row-level security holds for it.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, Statement, TransactionTrait, Value};

/// Why a role cannot stand behind the wall. For the operator, who starts the program.
#[derive(Debug, thiserror::Error)]
pub enum MuroError {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbErr),
    /// The role is not there, or the program may not act as it.
    #[error(
        "the database user may not read as role \"{0}\" (QUIPU_DB_READER_ROLE): have an administrator run «CREATE ROLE {0} \
         NOLOGIN; GRANT {0} TO {1};» and start again, or read without row-level security with QUIPU_DB_READER_ROLE=no"
    )]
    SinRol(String, String),
    /// Row-level security does not hold for the role.
    #[error(
        "role \"{0}\" (QUIPU_DB_READER_ROLE) is a superuser, has BYPASSRLS or owns the tables: row-level security does not \
         hold for it"
    )]
    LoIgnora(String),
}

/// One at a time, of the programs that start on a database.
const CANDADO: i64 = 0x5155_4950_555f_4d55;

/// Makes the role if it is not there and lets it read the tables that are behind the wall. Nothing to do on SQLite.
pub async fn preparar(db: &DatabaseConnection, rol: &str) -> Result<(), MuroError> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let txn = db.begin().await?;
    filas(&txn, "SELECT pg_advisory_xact_lock($1)", vec![CANDADO.into()]).await?;
    // Roles are of the whole server: another database's program may be making it now.
    let crear = format!(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{rol}') THEN CREATE ROLE \"{rol}\" NOLOGIN; END IF; \
         EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL; END $$"
    );
    txn.execute_unprepared(&crear).await?;
    let entrar = format!(
        "DO $$ BEGIN IF NOT pg_has_role('{rol}', 'MEMBER') THEN GRANT \"{rol}\" TO CURRENT_USER; END IF; \
         EXCEPTION WHEN insufficient_privilege OR undefined_object THEN NULL; END $$"
    );
    txn.execute_unprepared(&entrar).await?;
    comprobar(&txn, rol).await?;
    abrir_tablas(&txn, rol).await?;
    txn.commit().await?;
    Ok(())
}

async fn comprobar(db: &impl ConnectionTrait, rol: &str) -> Result<(), MuroError> {
    let estado = "SELECT CAST(CURRENT_USER AS TEXT) AS usuario, COALESCE((SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles \
                  WHERE rolname = $1), FALSE) AS puede, COALESCE((SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class c \
                  WHERE c.relrowsecurity AND c.relnamespace = CAST(current_schema() AS regnamespace) \
                  AND pg_has_role(r.oid, c.relowner, 'USAGE')) FROM pg_roles r WHERE rolname = $1), FALSE) AS ignora";
    for fila in filas(db, estado, vec![rol.into()]).await? {
        if !fila.try_get::<bool>("", "puede")? {
            return Err(MuroError::SinRol(rol.to_owned(), fila.try_get("", "usuario")?));
        }
        if fila.try_get("", "ignora")? {
            return Err(MuroError::LoIgnora(rol.to_owned()));
        }
    }
    Ok(())
}

/// Lets the role read what is behind the wall, and nothing else. Says nothing to the database where it already may.
async fn abrir_tablas(db: &impl ConnectionTrait, rol: &str) -> Result<(), MuroError> {
    let cerradas = "SELECT quote_ident(relname) AS tabla, quote_ident(CAST(current_schema() AS TEXT)) AS esquema FROM pg_class \
                    WHERE relrowsecurity AND relnamespace = CAST(current_schema() AS regnamespace) \
                    AND NOT has_table_privilege($1, oid, 'SELECT')";
    let filas = filas(db, cerradas, vec![rol.into()]).await?;
    let Some(primera) = filas.first() else { return Ok(()) };
    let esquema: String = primera.try_get("", "esquema")?;
    let tablas = filas.iter().map(|fila| fila.try_get("", "tabla")).collect::<Result<Vec<String>, DbErr>>()?;
    let conceder =
        format!("GRANT USAGE ON SCHEMA {esquema} TO \"{rol}\"; GRANT SELECT ON {} TO \"{rol}\"", tablas.join(", "));
    db.execute_unprepared(&conceder).await?;
    Ok(())
}

async fn filas(db: &impl ConnectionTrait, sql: &str, valores: Vec<Value>) -> Result<Vec<QueryResult>, DbErr> {
    db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, valores)).await
}
