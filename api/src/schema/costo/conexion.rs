//! What is asked of a list: its nodes, alone or with their cursors, and their number.

use async_graphql::parser::types::{Field, SelectionSet};

use super::documento::Documento;
use super::regla::Tipo;

/// What is asked of a list.
#[derive(Default)]
pub(super) struct Conexion<'a> {
    /// Selections on its nodes.
    pub(super) nodos: Vec<&'a SelectionSet>,
    /// How many times the nodes show.
    pub(super) lugares: u64,
    /// Whether all rows are counted.
    pub(super) cuenta: bool,
}

impl<'a> Documento<'a> {
    /// What a field asks of a list of nodes of that type.
    pub(super) fn conexion(&self, campo: &'a Field, tipo: Tipo) -> Conexion<'a> {
        let nombre = tipo.nombre();
        let mut conexion = Conexion::default();
        for campo in self.campos(&campo.selection_set.node, &format!("{nombre}Connection")) {
            match campo.name.node.as_str() {
                "nodes" => {
                    conexion.lugares += 1;
                    conexion.nodos.push(&campo.selection_set.node);
                }
                "edges" => {
                    conexion.lugares += 1;
                    let arista = [&campo.selection_set.node];
                    conexion.nodos.extend(self.selecciones(&arista, &format!("{nombre}Edge"), "node"));
                }
                "totalCount" => conexion.cuenta = true,
                _ => {}
            }
        }
        conexion
    }
}
