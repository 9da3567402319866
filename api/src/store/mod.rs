//! All SQL. Functions over a connection, never a framework type of the schema.
//!
//! The rules:
//! - every read takes a [`Scope`]: without one it does not compile, and its condition is inside the statement;
//! - absence is `Ok(None)`, never an error; a refused write changes nothing (one transaction);
//! - the number of statements never depends on the number of rows ([`lista`] reads a whole level at once);
//! - a list is cut in the database and says so; a sum is never computed over a cut set.

pub mod db;
pub mod scope;
pub mod error;
pub mod sql;
pub mod lectura;
pub mod orden;
mod tablas;
pub mod lista;
pub mod ascendencia;
pub mod arbol;
pub mod catalogo;
pub mod referencia;
pub mod entidad;
pub mod version;
pub mod registro;
pub mod dotacion;

pub use error::StoreError;
pub use lectura::Lectura;
pub use scope::{Alcance, Scope};
