//! What an operator sees of the running program: log lines, figures, traces.

mod registro;
mod cifras;
mod trazas;
