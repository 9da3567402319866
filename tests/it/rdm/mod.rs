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
mod firme;
mod paquetes;
mod posibles;
mod control;
mod documentos;
mod efecto;
pub(crate) mod escala;
mod paseo;
mod roles;
mod demostracion;
mod obra;
mod taller;

pub(crate) use obra::Obra;
pub(crate) use taller::{ENTIDAD, Ficha, Taller, con, faltan};

/// The types of record that have an id.
pub(crate) const TIPOS: [&str; 14] = [
    "AsignacionRolEntrega",
    "Cliente",
    "Despliegue",
    "Documento",
    "Entrega",
    "FactorCritico",
    "LineaBase",
    "Mejora",
    "Paquete",
    "PoliticaEntrega",
    "Prueba",
    "RegistroGuardado",
    "Servicio",
    "UnidadEntrega",
];
