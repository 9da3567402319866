//! Drafts of the map, edited through GraphQL on both databases.

mod taller;
mod modelo;
mod obra;
mod procesos;
mod ejecuciones;
mod rechazos;
mod permisos;
mod concurrencia;
mod versiones;
mod hallazgos;
mod propiedades;
mod costo;
