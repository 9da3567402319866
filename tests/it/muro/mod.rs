//! The second wall, on PostgreSQL: what the database lets a request read when its statements ask for everything.

mod filas;
mod puertas;
mod conexion;
mod rol;

use quipu::schema::QuipuSchema;
use quipu::store::sesion::apertura;
use quipu::store::{Alcance, Scope};
use sea_orm::sqlx::postgres::PgRow;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, PgConnection};

use crate::acceso::{CALLADA, ENVIO, PROPIA, servidores};
use crate::support::base::{Base, Motor};
use crate::support::server::Server;

/// The role as which requests read, unless it is configured.
const LECTOR: &str = "quipu_lector";

/// The server on PostgreSQL with the three drafts, where there is a PostgreSQL to test on.
async fn servidor() -> Option<Server<QuipuSchema>> {
    servidores().await.into_iter().find(|servidor| servidor.base.motor == Motor::Postgres)
}

/// A connection past the program, as the owner.
async fn propietario(base: &Base) -> PgConnection {
    PgConnection::connect(&base.url).await.unwrap()
}

/// A connection as a request of this reach has it.
async fn tras_el_muro(base: &Base, scope: &Scope) -> PgConnection {
    let mut conexion = propietario(base).await;
    sqlx::raw_sql(AssertSqlSafe(apertura(Some(LECTOR), scope))).execute(&mut conexion).await.unwrap();
    conexion
}

async fn pedir(conexion: &mut PgConnection, sql: &str) -> Result<Vec<PgRow>, sqlx::Error> {
    sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(conexion).await
}

/// Numbers of the three entities.
async fn numeros(conexion: &mut PgConnection) -> [i32; 3] {
    let mut numeros = [0; 3];
    for (numero, codigo) in numeros.iter_mut().zip([PROPIA, ENVIO, CALLADA]) {
        let sql = format!("SELECT id FROM entidad WHERE codigo = '{codigo}'");
        *numero = sqlx::Row::get(&pedir(conexion, &sql).await.unwrap()[0], 0);
    }
    numeros
}

/// Over these entities only.
fn solo(entidades: &[i32]) -> Alcance {
    Alcance::ninguna().con(entidades)
}
