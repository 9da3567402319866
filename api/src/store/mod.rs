//! All SQL. Functions over a connection, never a framework type of the schema.
//!
//! The rules:
//! - every read takes a [`Scope`]: without one it does not compile, and its condition is inside the statement;
//! - on PostgreSQL it runs as a role for which row-level security decides the same again ([`sesion`], [`muro`]);
//! - every change of a record goes through [`escritura`], which asks who may, and leaves its trace;
//! - absence is `Ok(None)`, never an error; a refused write changes nothing (one transaction);
//! - the number of statements never depends on the number of rows ([`lista`] reads a whole level at once);
//! - a list is cut in the database and says so; a sum is never computed over a cut set.

pub mod db;
pub mod scope;
pub mod error;
pub mod sql;
pub mod sesion;
pub mod cuenta;
pub mod lectura;
pub mod muro;
pub mod orden;
mod interrupcion;
mod tablas;
mod computo;
pub mod lista;
pub mod ascendencia;
pub mod arbol;
pub mod flujo;
pub mod catalogo;
pub mod tamano;
pub mod censo;
pub mod referencia;
pub mod entidad;
pub mod version;
pub mod registro;
pub mod dotacion;
pub mod vinculo_mapa;
pub mod escritura;
pub mod entrega;
pub mod ficha;
pub mod gobierno;
pub mod grupos;
pub mod calidad;

pub use error::StoreError;
pub use lectura::{Lectura, Puerta};
pub use scope::{Alcance, Scope};
