//! What operations can ask for at the root.

use std::collections::BTreeSet;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};

/// Fields that every schema has at the root.
const OF_EVERY_SCHEMA: [&str; 3] = ["__schema", "__type", "__typename"];

/// Names of the root fields of a schema, by its SDL.
pub fn fields(sdl: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut roots = Vec::new();
    let mut objects = Vec::new();
    for definition in parse_schema(sdl)?.definitions {
        match definition {
            TypeSystemDefinition::Schema(schema) => {
                roots.extend([schema.node.query, schema.node.mutation, schema.node.subscription]);
            }
            TypeSystemDefinition::Type(definition) => {
                if let TypeKind::Object(object) = definition.node.kind {
                    objects.push((definition.node.name.node, object.fields));
                }
            }
            TypeSystemDefinition::Directive(_) => {}
        }
    }
    let is_root = |name| roots.iter().flatten().any(|root| root.node == name);
    let fields = objects.into_iter().filter(|(name, _)| is_root(name.clone())).flat_map(|(_, fields)| fields);
    let names = fields.map(|field| field.node.name.node.to_string());
    Ok(names.chain(OF_EVERY_SCHEMA.map(str::to_owned)).collect())
}
