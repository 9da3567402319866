//! What every request shares, built once.

use std::sync::Arc;

use async_graphql::Request;
use sea_orm::{DatabaseConnection, DbErr};

use crate::config::Config;
use crate::schema::context::Solicitud;
use crate::schema::{self, QuipuSchema};
use crate::store::db::{self, Contador};
use crate::store::dotacion::Recuerdos;
use crate::store::referencia::{Memoria, Referencia};
use crate::store::{Lectura, Scope, StoreError};

/// The program: its settings, its database, its schema. Tests put a schema of their own in `E`.
#[derive(Clone)]
pub struct App<E = QuipuSchema> {
    /// What the operator set.
    pub config: Arc<Config>,
    /// The database.
    pub db: DatabaseConnection,
    /// Statements that the database was sent.
    pub statements: Contador,
    /// Reference data in memory.
    referencia: Memoria,
    /// Answers about dotación in memory.
    recuerdos: Recuerdos,
    /// What answers.
    pub schema: E,
}

impl App {
    /// Connects to the database of `config` and builds the schema.
    pub async fn init(config: Config) -> Result<Self, DbErr> {
        let db = db::conectar(&config).await?;
        Ok(Self::new(config, db, schema::build()))
    }
}

impl<E> App<E> {
    /// An app on a connection that is open already.
    pub fn new(config: Config, mut db: DatabaseConnection, schema: E) -> Self {
        let statements = Contador::contar(&mut db);
        Self {
            config: Arc::new(config),
            db,
            statements,
            referencia: Memoria::default(),
            recuerdos: Recuerdos::default(),
            schema,
        }
    }

    /// Gives a request what its resolvers share and no other request sees.
    pub async fn prepare(&self, request: Request) -> Result<Request, StoreError> {
        let Referencia { catalogo, sectores } = self.referencia.vigente(&self.db).await?;
        let scope = if self.config.drafts_visible() { Scope::local() } else { Scope::publico() };
        let lectura = Lectura::nueva(self.db.clone(), scope, self.config.max_rows);
        let umbral = self.config.rounding_threshold;
        Ok(request.data(Solicitud { lectura, catalogo, sectores, recuerdos: self.recuerdos.clone(), umbral }))
    }
}
