//! The process map as clients read it: nested, flat, in pages, filtered, by id and by code.

mod taller;
mod registros;
mod documento;
mod anidada;
mod arboles;
mod paginas;
mod cursores;
mod cursores_ajenos;
mod orden;
mod filtros;
mod filtros_relacionados;
mod nodos;
mod borradores;
mod catalogos;
mod codigos;

pub(crate) use taller::{borrador, mapa_dificil, publicar};
