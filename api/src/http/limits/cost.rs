//! What a document asks for once its fragments are expanded, without expanding them: each fragment is measured once.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use crate::error::{ApiError, ErrorCode};

/// What a document, an operation or a fragment adds up to. Sums stop at `usize::MAX`.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Cost {
    /// Fields, spreads and inline fragments: a spread without fields costs the engine time too.
    pub(super) selections: usize,
    /// Levels of fields.
    pub(super) depth: usize,
    /// Fields with an alias.
    pub(super) aliases: usize,
    /// Fields at the first level.
    pub(super) root_fields: usize,
    /// Directives of the selection that has most.
    pub(super) directives: usize,
}

/// Measures every operation of `document`: the engine validates all of them, whichever runs.
pub(super) fn measure(document: &ExecutableDocument) -> Result<Cost, ApiError> {
    let mut meter = Meter { document, fragments: HashMap::new() };
    let mut total = Cost::default();
    for (_, operation) in document.operations.iter() {
        let cost = meter.selection_set(&operation.node.selection_set.node)?;
        total = Cost {
            selections: total.selections.saturating_add(cost.selections),
            depth: total.depth.max(cost.depth),
            aliases: total.aliases.saturating_add(cost.aliases),
            root_fields: total.root_fields.max(cost.root_fields),
            directives: total.directives.max(cost.directives).max(operation.node.directives.len()),
        };
    }
    // A cycle among fragments that no operation uses would still reach the engine.
    for name in document.fragments.keys() {
        meter.fragment(name)?;
    }
    Ok(total)
}

struct Meter<'a> {
    document: &'a ExecutableDocument,
    /// `None` while a fragment is being measured: meeting it again is a cycle.
    fragments: HashMap<&'a str, Option<Cost>>,
}

impl<'a> Meter<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<Cost, ApiError> {
        let mut total = Cost::default();
        for item in &set.items {
            total = total.beside(self.selection(&item.node)?);
        }
        Ok(total)
    }

    fn selection(&mut self, selection: &'a Selection) -> Result<Cost, ApiError> {
        let inner = match selection {
            Selection::Field(field) => {
                let below = self.selection_set(&field.node.selection_set.node)?;
                let aliases = below.aliases.saturating_add(usize::from(field.node.alias.is_some()));
                Cost { depth: below.depth + 1, root_fields: 1, aliases, ..below }
            }
            Selection::InlineFragment(inline) => self.selection_set(&inline.node.selection_set.node)?,
            Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node)?,
        };
        Ok(Cost {
            selections: inner.selections.saturating_add(1),
            directives: inner.directives.max(selection.directives().len()),
            ..inner
        })
    }

    /// An unknown fragment costs nothing here: validation refuses it by name.
    fn fragment(&mut self, name: &str) -> Result<Cost, ApiError> {
        let Some((name, definition)) = self.document.fragments.get_key_value(name) else {
            return Ok(Cost::default());
        };
        match self.fragments.get(name.as_str()) {
            Some(Some(cost)) => return Ok(*cost),
            Some(None) => return Err(cycle(name)),
            None => self.fragments.insert(name, None),
        };
        let inner = self.selection_set(&definition.node.selection_set.node)?;
        let cost = Cost { directives: inner.directives.max(definition.node.directives.len()), ..inner };
        self.fragments.insert(name, Some(cost));
        Ok(cost)
    }
}

impl Cost {
    /// Two selections of one set.
    fn beside(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            depth: self.depth.max(other.depth),
            aliases: self.aliases.saturating_add(other.aliases),
            root_fields: self.root_fields.saturating_add(other.root_fields),
            directives: self.directives.max(other.directives),
        }
    }
}

fn cycle(name: &str) -> ApiError {
    ApiError::new(ErrorCode::ConsultaInvalida, format!("El fragmento «{name}» se incluye a sí mismo."))
}
