//! Drafts of the map, edited through GraphQL on both databases.

mod taller;
mod azar;
mod modelo;
mod obra;
mod organigrama;
mod procesos;
mod ejecuciones;
mod rechazos;
mod permisos;
mod concurrencia;
mod versiones;
mod pasos;
mod de_nada;
mod rastros;
mod organizacion;
mod hallazgos;
mod propiedades;
mod costo;
