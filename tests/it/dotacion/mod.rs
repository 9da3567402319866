//! Dotación and gaps: every figure through HTTP, GraphQL and both engines.

mod taller;
mod manual;
mod calculadora;
mod mundo;
mod atomo;
mod pregunta;
mod recomputo;
mod dos_caminos;
