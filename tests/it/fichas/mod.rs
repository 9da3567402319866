//! Sheets of processes: entered whole, read back equal, measured, and written by who may.

mod taller;
mod caracterizacion;
mod enlaces;
mod escritura;
mod indicadores;
mod rechazos;
