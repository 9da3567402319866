//! Behaviour of Quipu, seen from outside.

// The mutations are many, and each is a future that waits for others.
#![recursion_limit = "512"]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

mod archivos;
mod arranque;
mod generador;
mod libro;
mod importar;
mod config;
mod token;
mod extranos;
mod reconexion;
mod acceso;
mod muro;
mod oraculo;
mod copia;
mod integro;
mod hostiles;
mod parada;
mod tormenta;
mod telemetria;
mod http;
mod http_server;
mod graphiql;
mod costo;
mod limites;
mod limites_propiedades;
mod graphql_spec;
mod errores;
mod dependencias;
mod mapa;
mod diagramas;
mod fichas;
mod gobierno;
mod sentencias;
mod versiones;
mod contrato;
mod cambios;
mod obsoleto;
mod readme;
mod capas;
mod dotacion;
mod borrador;
mod rdm;
mod calidad;
mod lote;
