//! A document read as the engine will: fragments in place, what is skipped left out, variables with their defaults.

use std::collections::HashMap;
use std::convert::Infallible;

use async_graphql::parser::types::{
    Directive, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet, TypeCondition,
};
use async_graphql::{InputType, Name, Positioned, Value, Variables};

/// An operation with what its names stand for.
pub(super) struct Documento<'a> {
    pub(super) fragmentos: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    pub(super) operacion: &'a OperationDefinition,
    pub(super) variables: &'a Variables,
}

impl<'a> Documento<'a> {
    /// Fields of a selection on an object of that type.
    pub(super) fn campos(&self, seleccion: &'a SelectionSet, tipo: &str) -> Vec<&'a Field> {
        let mut campos = Vec::with_capacity(seleccion.items.len());
        self.juntar(seleccion, tipo, &mut campos);
        campos
    }

    /// Selections of every field of that name, wherever it stands among `selecciones`.
    pub(super) fn selecciones(
        &self,
        selecciones: &[&'a SelectionSet],
        tipo: &str,
        nombre: &str,
    ) -> Vec<&'a SelectionSet> {
        let campos = selecciones.iter().flat_map(|seleccion| self.campos(seleccion, tipo));
        campos.filter(|campo| campo.name.node == nombre).map(|campo| &campo.selection_set.node).collect()
    }

    fn juntar(&self, seleccion: &'a SelectionSet, tipo: &str, campos: &mut Vec<&'a Field>) {
        for item in &seleccion.items {
            if self.omitida(item.node.directives()) {
                continue;
            }
            match &item.node {
                Selection::Field(campo) => campos.push(&campo.node),
                Selection::InlineFragment(en_linea) => {
                    if vale(en_linea.node.type_condition.as_ref(), tipo) {
                        self.juntar(&en_linea.node.selection_set.node, tipo, campos);
                    }
                }
                Selection::FragmentSpread(uso) => {
                    let fragmento = self.fragmentos.get(&uso.node.fragment_name.node);
                    if let Some(fragmento) = fragmento.filter(|f| vale(Some(&f.node.type_condition), tipo)) {
                        self.juntar(&fragmento.node.selection_set.node, tipo, campos);
                    }
                }
            }
        }
    }

    fn omitida(&self, directivas: &[Positioned<Directive>]) -> bool {
        directivas.iter().any(|directiva| {
            let si = directiva.node.get_argument("if").cloned();
            let si =
                si.and_then(|si| si.node.into_const_with(|nombre| Ok::<_, Infallible>(self.variable(&nombre))).ok());
            match directiva.node.name.node.as_str() {
                "skip" => si == Some(Value::Boolean(true)),
                "include" => si == Some(Value::Boolean(false)),
                _ => false,
            }
        })
    }

    /// Value of an argument; nothing when it was left out or is null.
    pub(super) fn argumento(&self, campo: &Field, nombre: &str) -> Option<Value> {
        let valor = campo.get_argument(nombre)?.node.clone();
        valor
            .into_const_with(|nombre| Ok::<_, Infallible>(self.variable(&nombre)))
            .ok()
            .filter(|valor| *valor != Value::Null)
    }

    /// Value of an argument as a resolver gets it.
    pub(super) fn leer<T: InputType>(&self, campo: &Field, nombre: &str) -> Option<T> {
        T::parse(Some(self.argumento(campo, nombre)?)).ok()
    }

    fn variable(&self, nombre: &Name) -> Value {
        if let Some(valor) = self.variables.get(nombre) {
            return valor.clone();
        }
        let definicion = self.operacion.variable_definitions.iter().find(|d| d.node.name.node == *nombre);
        let habitual = definicion.and_then(|d| d.node.default_value.as_ref());
        habitual.map_or(Value::Null, |valor| valor.node.clone())
    }
}

/// Stands for every type, where the type of an object is not known.
pub(super) const CUALQUIERA: &str = "*";

/// Whether a fragment on that type speaks of an object of type `tipo`.
fn vale(condicion: Option<&Positioned<TypeCondition>>, tipo: &str) -> bool {
    condicion.is_none_or(|condicion| {
        let sobre = condicion.node.on.node.as_str();
        sobre == tipo
            || tipo == CUALQUIERA
            || matches!(sobre, "Node" | "NodoDelMapa")
            || (sobre.starts_with("__") && tipo.starts_with("__"))
    })
}
