//! How a test reaches the program.

pub(crate) mod azar;
pub(crate) mod base;
pub(crate) mod schema;
pub(crate) mod server;
pub(crate) mod token;
