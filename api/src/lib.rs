//! Quipu: many entities' process maps and staffing gaps behind one GraphQL API.
//!
//! The way of a request, in the order to read it:
//!
//! 1. [`http`]: `POST /graphql` is negotiated, measured against the limits and handed parsed to the schema.
//! 2. [`auth`]: the token says who asks, or there is none; a bad one ends here.
//! 3. [`quota`]: what the document can cost at most ([`schema::costo`]) is taken from the requester's points.
//! 4. [`app`]: the request gets its reader ([`store::Lectura`], with the caller's [`store::Scope`]) and the catalogues.
//! 5. [`schema`]: a file per noun. A resolver checks its arguments, asks the store, wraps the rows. No SQL, no arithmetic.
//! 6. [`store`]: all SQL. A whole level of a nested query is one statement.
//! 7. [`domain`]: pure rules and formulas. It knows nothing of the database or of GraphQL.
//! 8. [`diagrama`]: maps and flows as Mermaid and BPMN, pure.
//! 9. [`error`]: whatever went wrong leaves with a code and a Spanish message; causes are logged, never sent.
//!
//! The way of a workbook: [`importacion`] has [`workbook`] read it into a [`domain::modelo::Mapa`], [`store::version::crear`] writes the map
//! with its figures in one transaction, [`store::version::publicar`] freezes it. [`generate`] makes maps of any size. A file of
//! records ([`importacion_registros`]) is one batch of mutations ([`schema::escribir_lote`]).
//!
//! The way of an edit: [`schema::borrador`] has [`domain::edicion`] change a matrix of a draft in memory, and the writing door
//! ([`store::escritura`]) writes what differs, figures and findings included.
//!
//! Invariants, kept by `tests/it/capas.rs`: `domain` uses no framework and nothing of ours outside itself; `schema` and
//! `http` write no SQL; only `error` makes GraphQL errors.

// A batch runs any of the mutations: the future of them all is deep.
#![recursion_limit = "256"]

pub mod config;
pub mod cli;
pub mod app;
pub mod auth;
pub mod quota;
pub mod http;
pub mod schema;
pub mod store;
pub mod domain;
pub mod diagrama;
pub mod error;
pub mod workbook;
pub mod catalogo;
pub mod generate;
pub mod carga;
pub mod demostracion;
pub mod importacion;
pub mod importacion_registros;
pub mod archivo;
pub mod reloj;
pub mod telemetry;
