//! Records of release and deployment, written and read through GraphQL on both databases.

mod maquina;
mod puerta;
mod permisos;
mod historia;
mod indicadores;
mod nodos;
mod entrega;
mod emergencia;
mod pasos;
mod obra;
mod taller;

pub(crate) use obra::Obra;
pub(crate) use taller::Taller;

/// The types of record that have an id.
pub(crate) const TIPOS: [&str; 11] = [
    "AsignacionRol",
    "Cliente",
    "Despliegue",
    "Entrega",
    "LineaBase",
    "Mejora",
    "Paquete",
    "PoliticaEntrega",
    "Prueba",
    "Servicio",
    "UnidadEntrega",
];
