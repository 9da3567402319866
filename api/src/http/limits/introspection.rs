//! How deep a document looks into the schema. Its lists lead back to themselves (`types`, `fields`, `type`, `fields` …): each
//! level multiplies the answer, and the engine makes it without a pause in which a deadline could stop it.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// Lists inside one another, as `types { fields { args } }`, the deepest that tools ask for.
pub(super) const MAX_LISTS: usize = 3;

const LISTS: [&str; 8] =
    ["types", "fields", "inputFields", "args", "enumValues", "interfaces", "possibleTypes", "directives"];

/// Most lists inside one another below `__schema` and `__type`. The fragments of `document` hold no cycle.
pub(super) fn lists(document: &ExecutableDocument) -> usize {
    let mut meter = Meter { document, fragments: HashMap::new() };
    let operations = document.operations.iter();
    operations.map(|(_, operation)| meter.set(&operation.node.selection_set.node).inside).max().unwrap_or(0)
}

/// Lists inside one another in a selection set.
#[derive(Debug, Default, Clone, Copy)]
struct Depth {
    /// Wherever it stands.
    anywhere: usize,
    /// Below `__schema` or `__type`.
    inside: usize,
}

struct Meter<'a> {
    document: &'a ExecutableDocument,
    /// Each fragment is measured once.
    fragments: HashMap<&'a str, Depth>,
}

impl<'a> Meter<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Depth {
        set.items.iter().fold(Depth::default(), |most, item| {
            let own = self.selection(&item.node);
            Depth { anywhere: most.anywhere.max(own.anywhere), inside: most.inside.max(own.inside) }
        })
    }

    fn selection(&mut self, selection: &'a Selection) -> Depth {
        match selection {
            Selection::Field(field) => {
                let below = self.set(&field.node.selection_set.node);
                let name = field.node.name.node.as_str();
                let anywhere = below.anywhere + usize::from(LISTS.contains(&name));
                let looks = matches!(name, "__schema" | "__type");
                Depth { anywhere, inside: if looks { below.inside.max(anywhere) } else { below.inside } }
            }
            Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node),
            Selection::FragmentSpread(spread) => self.fragment(spread.node.fragment_name.node.as_str()),
        }
    }

    fn fragment(&mut self, name: &'a str) -> Depth {
        if let Some(depth) = self.fragments.get(name) {
            return *depth;
        }
        let document = self.document;
        let depth = document.fragments.get(name).map_or_else(Depth::default, |f| self.set(&f.node.selection_set.node));
        self.fragments.insert(name, depth);
        depth
    }
}
