//! Versions: drafts, publication, and what the database itself holds to.

mod congelada;
mod integridad;
mod migraciones;
mod publicacion;
mod sql;
