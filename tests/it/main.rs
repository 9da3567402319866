//! Behaviour of Quipu, seen from outside.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

mod arranque;
mod generador;
mod libro;
mod importar;
mod config;
mod token;
mod extranos;
mod reconexion;
mod acceso;
mod copia;
mod http;
mod http_server;
mod graphiql;
mod limites;
mod limites_propiedades;
mod graphql_spec;
mod errores;
mod dependencias;
mod mapa;
mod sentencias;
mod versiones;
mod contrato;
mod readme;
mod capas;
mod dotacion;
