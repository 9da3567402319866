//! Dotación and gaps: every figure through HTTP, GraphQL and both engines.

mod taller;
mod manual;
mod calculadora;
