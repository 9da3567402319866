//! Dotación and gaps: every figure through HTTP, GraphQL and both engines.

mod limites;
mod taller;
mod manual;
mod costos;
mod calculadora;
mod mundo;
mod atomo;
mod pregunta;
mod recomputo;
mod dos_caminos;
mod filas;
mod cobertura;
mod explicacion;
mod memoria;
mod umbral;
mod resumen;
