//! How long the lists of a document and of its variables may be, wherever they stand: what follows goes through them on the
//! thread that serves others too.

use std::collections::HashMap;
use std::convert::Infallible;

use async_graphql::parser::types::{OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Value, Variables};

use super::documento::Documento;
use crate::error::{ApiError, ErrorCode};

/// Elements of a list.
const ELEMENTOS: usize = 500;
/// Elements of the lists that need more, by the argument or field that they are the value of. What is written has rules of
/// its own, which refuse earlier and say more.
const DE_MAS: [(&str, usize); 3] = [("filas", 1_000), ("muestra", 2_000), ("operaciones", 10_000)];

/// Refuses lists that are too long.
pub(super) fn revisar(documento: &Documento<'_>) -> Result<(), ApiError> {
    let variables = valores(documento.operacion, documento.variables);
    let ninguna = Valores::new();
    for valor in variables.values() {
        match valor {
            // How long the list itself may be is told where the variable is used.
            Value::List(items) => items.iter().try_for_each(|item| caben("", item, &ninguna))?,
            valor => caben("", valor, &ninguna)?,
        }
    }
    let fragmentos = documento.fragmentos.values().map(|fragmento| &fragmento.node.selection_set.node);
    let mut selecciones = std::iter::once(&documento.operacion.selection_set.node).chain(fragmentos);
    selecciones.try_for_each(|seleccion| en_campos(seleccion, &variables))
}

/// What each variable stands for.
type Valores<'a> = HashMap<&'a str, &'a Value>;

fn valores<'a>(operacion: &'a OperationDefinition, variables: &'a Variables) -> Valores<'a> {
    let habituales = operacion.variable_definitions.iter().filter_map(|definicion| {
        Some((definicion.node.name.node.as_str(), &definicion.node.default_value.as_ref()?.node))
    });
    habituales.chain(variables.iter().map(|(nombre, valor)| (nombre.as_str(), valor))).collect()
}

fn en_campos(seleccion: &SelectionSet, variables: &Valores<'_>) -> Result<(), ApiError> {
    for item in &seleccion.items {
        match &item.node {
            Selection::Field(campo) => {
                for (nombre, valor) in &campo.node.arguments {
                    let uso = |variable: Name| Ok::<_, Infallible>(Value::Enum(Name::new(format!("${variable}"))));
                    let Ok(valor) = valor.node.clone().into_const_with(uso);
                    caben(&nombre.node, &valor, variables)?;
                }
                en_campos(&campo.node.selection_set.node, variables)?;
            }
            Selection::InlineFragment(fragmento) => en_campos(&fragmento.node.selection_set.node, variables)?,
            Selection::FragmentSpread(_) => {}
        }
    }
    Ok(())
}

/// Whether the lists in the value of that argument or field are short enough. No value of an enum begins with `$`: that is
/// where a variable is used.
fn caben(nombre: &str, valor: &Value, variables: &Valores<'_>) -> Result<(), ApiError> {
    match valor {
        Value::List(items) => {
            caber(nombre, items.len())?;
            items.iter().try_for_each(|item| caben(nombre, item, variables))
        }
        Value::Object(campos) => campos.iter().try_for_each(|(nombre, valor)| caben(nombre, valor, variables)),
        Value::Enum(uso) => match uso.strip_prefix('$').and_then(|variable| variables.get(variable)) {
            Some(Value::List(items)) => caber(nombre, items.len()),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn caber(nombre: &str, cuantos: usize) -> Result<(), ApiError> {
    let tope = DE_MAS.iter().find(|(de, _)| *de == nombre).map_or(ELEMENTOS, |(_, tope)| *tope);
    if cuantos <= tope {
        return Ok(());
    }
    let mensaje = format!("La lista «{nombre}» lleva {cuantos} elementos y se admiten hasta {tope}.");
    Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", nombre))
}
