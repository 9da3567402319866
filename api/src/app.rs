//! What every request shares, built once.

use std::sync::Arc;

use anyhow::Context;
use async_graphql::Request;
use sea_orm::DatabaseConnection;

use crate::auth::{Authenticator, Requester};
use crate::config::Config;
use crate::error::{ApiError, request_id};
use crate::reloj;
use crate::schema::context::Solicitud;
use crate::schema::{self, QuipuSchema};
use crate::store::db::{self, Contador};
use crate::store::dotacion::Recuerdos;
use crate::store::referencia::{Memoria, Referencia};
use crate::store::{Lectura, registro};

/// The program: its settings, its database, its schema. Tests put a schema of their own in `E`.
#[derive(Clone)]
pub struct App<E = QuipuSchema> {
    /// What the operator set.
    pub config: Arc<Config>,
    /// Who asks.
    pub auth: Arc<Authenticator>,
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
    pub async fn init(config: Config) -> anyhow::Result<Self> {
        let db = db::conectar(&config).await.context("cannot open the database (DATABASE_URL)")?;
        Self::new(config, db, schema::build())
    }
}

impl<E> App<E> {
    /// An app on a connection that is open already.
    pub fn new(config: Config, mut db: DatabaseConnection, schema: E) -> anyhow::Result<Self> {
        let statements = Contador::contar(&mut db);
        Ok(Self {
            auth: Arc::new(Authenticator::new(&config)?),
            config: Arc::new(config),
            db,
            statements,
            referencia: Memoria::default(),
            recuerdos: Recuerdos::default(),
            schema,
        })
    }

    /// Gives a request what its resolvers share and no other request sees.
    pub async fn prepare(&self, request: Request, requester: &Requester) -> Result<Request, ApiError> {
        let Referencia { catalogo, sectores, directorio } = self.referencia.vigente(&self.db).await?;
        let scope = requester.scope(&self.auth.roles, &directorio);
        if scope.lee_enviados() {
            registro::anotar(
                &self.db,
                registro::Consulta {
                    momento: reloj::ahora(),
                    sujeto: requester.name(),
                    solicitud: request_id::current(),
                    operacion: request.operation_name.as_deref(),
                    documento: &request.query,
                    variables: serde_json::to_string(&request.variables).unwrap_or_default(),
                },
            )
            .await?;
        }
        let lectura = Lectura::nueva(self.db.clone(), scope, self.config.max_rows);
        let umbral = self.config.rounding_threshold;
        Ok(request.data(Solicitud { lectura, catalogo, sectores, recuerdos: self.recuerdos.clone(), umbral }))
    }
}
