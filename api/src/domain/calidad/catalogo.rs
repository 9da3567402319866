//! The open lists of the quality of services, as a ministry can replace them.

use crate::domain::catalogo::Item;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrada {
    /// Code and name.
    pub item: Item,
    /// Whether it is in the list that was last loaded.
    pub activo: bool,
}

/// A scale of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escala {
    /// Code and name.
    pub item: Item,
    /// Least number.
    pub minimo: i32,
    /// Greatest number.
    pub maximo: i32,
    /// Whether it is in the list that was last loaded.
    pub activo: bool,
}

/// The lists, each in its own order.
#[derive(Debug, Clone, Default)]
pub struct Listas {
    /// What services are rated by.
    pub componentes: Vec<Entrada>,
    /// What people judge services by.
    pub conductores: Vec<Entrada>,
    /// Through what services are given.
    pub canales: Vec<Entrada>,
    /// On what components are rated and answers given.
    pub escalas: Vec<Escala>,
}

impl Listas {
    /// The scale of that code, whether or not it is in force.
    pub fn escala(&self, codigo: &str) -> Option<&Escala> {
        self.escalas.iter().find(|escala| escala.item.codigo == codigo)
    }

    /// Codes of the components in force.
    pub fn componentes_en_vigor(&self) -> impl Iterator<Item = &str> {
        self.componentes.iter().filter(|componente| componente.activo).map(|c| c.item.codigo.as_str())
    }
}

/// Whether a list in force has an entry of that code.
pub fn tiene(lista: &[Entrada], codigo: &str) -> bool {
    lista.iter().any(|entrada| entrada.activo && entrada.item.codigo == codigo)
}
