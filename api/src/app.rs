//! What every request shares, built once.

use std::sync::Arc;

use anyhow::Context;
use async_graphql::Request;
use sea_orm::DatabaseConnection;

use crate::auth::permission::Permission;
use crate::auth::{Authenticator, Kind, Requester};
use crate::config::{Config, Database};
use crate::error::ApiError;
use crate::http::documents::Documents;
use crate::http::health::Readiness;
use crate::importacion_registros::FILAS_MAXIMAS;
use crate::quota::Quotas;
use crate::reloj;
use crate::schema::context::Solicitud;
use crate::schema::costo::{self, Mundo, Presupuesto, Topes};
use crate::schema::deprecation::{Contract, Deprecations};
use crate::schema::{self, QuipuSchema, roots};
use crate::store::cuenta::Cuenta;
use crate::store::db::{self, Contador};
use crate::store::dotacion::Recuerdos;
use crate::store::escritura::{Autor, Escritor, Origen};
use crate::store::referencia::{Memoria, Referencia};
use crate::store::{Lectura, Puerta, Scope, StoreError, registro};
use crate::telemetry::{Telemetry, record};

/// The program: its settings, its database, its schema. Tests put a schema of their own in `E`.
#[derive(Clone)]
pub struct App<E = QuipuSchema> {
    /// What the operator set.
    pub config: Arc<Config>,
    /// Who asks.
    pub auth: Arc<Authenticator>,
    /// The database.
    pub db: DatabaseConnection,
    /// Whether the database answers.
    pub readiness: Readiness,
    /// What each requester has left to spend.
    pub quotas: Arc<Quotas>,
    /// Documents that clients name instead of sending.
    pub documents: Documents,
    /// Statements that the database was sent.
    pub statements: Contador,
    /// Reference data in memory.
    referencia: Memoria,
    /// Answers about dotación in memory.
    pub recuerdos: Recuerdos,
    /// What the operator is told.
    pub telemetry: Telemetry,
    /// Parts of the schema that are going away.
    pub deprecations: Arc<Deprecations>,
    /// What answers.
    pub schema: E,
}

impl App {
    /// Connects to the database of `config` and builds the schema.
    pub async fn init(config: Config) -> anyhow::Result<Self> {
        let failure = match config.database_url.database() {
            Database::Sqlite => {
                "cannot open the database (DATABASE_URL); if it is damaged, restore a `quipu backup` of it"
            }
            Database::Postgres => "cannot open the database (DATABASE_URL)",
        };
        let db = db::conectar(&config).await.context(failure)?;
        let app = Self::new(config, db, schema::build())?;
        app.documents.check(&app.schema).await?;
        Ok(app)
    }
}

impl<E: Contract> App<E> {
    /// An app on a connection that is open already.
    pub fn new(config: Config, mut db: DatabaseConnection, schema: E) -> anyhow::Result<Self> {
        let contract = schema.contract();
        let operations = roots::fields(&contract).context("the schema cannot be read back")?;
        let telemetry = Telemetry::new(&config, operations)?;
        let watcher = telemetry.clone();
        let statements = Contador::contar(&mut db, move |info| watcher.statement(info));
        let deprecations = Deprecations::of(&contract).context("the schema cannot be read back")?;
        Ok(Self {
            auth: Arc::new(Authenticator::new(&config)?),
            readiness: Readiness::default(),
            quotas: Arc::new(Quotas::new(&config.limits)),
            documents: Documents::load(&config)?,
            telemetry,
            deprecations: Arc::new(deprecations),
            config: Arc::new(config),
            db,
            statements,
            referencia: Memoria::default(),
            recuerdos: Recuerdos::default(),
            schema,
        })
    }
}

impl<E> App<E> {
    /// Reads what is kept in memory, so that the first request does not wait for it.
    pub async fn remember(&self) -> Result<(), StoreError> {
        self.referencia.vigente(&self.db).await.map(drop)
    }

    /// Reads what has to be known of a request before it runs: who may see what, and what it can cost at most.
    pub async fn plan(&self, request: &mut Request, requester: &Requester, kind: Kind) -> Result<Plan, ApiError> {
        let referencia = self.referencia.vigente(&self.db).await?;
        let scope = requester.scope(&self.auth.roles, &referencia.directorio);
        let limits = &self.config.limits;
        let topes = Topes {
            lista: limits.max_page.of(kind),
            arbol: limits.max_tree_page.of(kind),
            grupos: limits.max_group_page.of(kind),
        };
        let mundo = Mundo { referencia: &referencia, scope: &scope, topes };
        let (name, variables) = (request.operation_name.clone(), std::mem::take(&mut request.variables));
        // What cannot be parsed was refused before.
        let estimado = request.parsed_query().map_or(Ok(Presupuesto::default()), |document| {
            costo::estimar(document, name.as_deref(), &variables, mundo)
        });
        request.variables = variables;
        let Presupuesto { gasto, escribe } = estimado?;
        Ok(Plan { referencia, scope, points: gasto.puntos(), writes: escribe, tally: Arc::default() })
    }

    /// Gives a request what its resolvers share and no other request sees.
    pub async fn prepare(
        &self,
        request: Request,
        plan: Plan,
        requester: &Requester,
        kind: Kind,
    ) -> Result<Request, ApiError> {
        self.prepare_from(Origen::Api, request, plan, requester, kind).await
    }

    /// The same for what comes in by that door.
    pub async fn prepare_from(
        &self,
        origen: Origen,
        request: Request,
        plan: Plan,
        requester: &Requester,
        kind: Kind,
    ) -> Result<Request, ApiError> {
        let Plan { referencia: Referencia { catalogo, sectores, directorio, .. }, scope, tally, .. } = plan;
        if scope.lee_enviados() {
            registro::anotar(
                &self.db,
                registro::Consulta {
                    momento: reloj::ahora(),
                    sujeto: requester.name(),
                    solicitud: record::id(),
                    operacion: request.operation_name.as_deref(),
                    documento: &request.query,
                    variables: serde_json::to_string(&request.variables).map_err(|e| ApiError::internal(&e))?,
                },
            )
            .await?;
        }
        let lector = self.config.db_reader_role.name();
        let puerta = Puerta::nueva(self.db.clone(), self.statements.clone(), lector, &scope);
        let limits = &self.config.limits;
        let (filas, lote_maximo) = match origen {
            Origen::Importacion => (u64::MAX, FILAS_MAXIMAS),
            _ => (limits.max_rows.of(kind), limits.max_operations.size(kind)),
        };
        let lectura = Lectura::nueva(puerta, scope, filas, tally);
        let editables = requester.over(Permission::Editar, &self.auth.roles, &directorio);
        let publicables = requester.over(Permission::Publicar, &self.auth.roles, &directorio);
        let autor =
            Autor { sujeto: requester.name().to_owned(), solicitud: record::id(), origen, ahora: reloj::ahora() };
        let escritor = Escritor::nuevo(self.db.clone(), editables, autor).que_publica(publicables);
        let umbral = self.config.rounding_threshold;
        Ok(request.data(Solicitud {
            lectura,
            escritor,
            catalogo,
            sectores,
            directorio,
            referencia: self.referencia.clone(),
            recuerdos: self.recuerdos.clone(),
            umbral,
            grupo_minimo: self.config.min_cost_group,
            lote_maximo,
        }))
    }
}

/// What is known of a request before it runs.
pub struct Plan {
    referencia: Referencia,
    scope: Scope,
    /// The most that it can cost.
    pub points: u64,
    /// Whether it writes: then it costs that.
    pub writes: bool,
    /// What it has cost so far.
    pub tally: Arc<Cuenta>,
}
