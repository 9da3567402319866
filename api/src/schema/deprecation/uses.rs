//! Which deprecated parts of the schema a document uses. Each fragment is read once, however often it is spread.

use std::collections::BTreeMap;
use std::convert::Infallible;

use async_graphql::parser::types::{ExecutableDocument, OperationType, Selection, SelectionSet, VariableDefinition};
use async_graphql::{Request, Value, Variables};

use super::{Deprecated, Deprecations, Member, base};

impl Deprecations {
    /// What a request uses. Its document need not be valid.
    pub fn used_by(&self, request: &mut Request) -> Option<Deprecated> {
        if self.types.is_empty() {
            return None;
        }
        let variables = request.variables.clone();
        self.used(request.parsed_query().ok()?, &variables)
    }

    fn used(&self, document: &ExecutableDocument, variables: &Variables) -> Option<Deprecated> {
        let mut reader = Reader { schema: self, found: BTreeMap::new() };
        for (_, operation) in document.operations.iter() {
            let root = match operation.node.ty {
                OperationType::Mutation => &self.mutation,
                OperationType::Query | OperationType::Subscription => &self.query,
            };
            reader.selections(root, &operation.node.selection_set.node);
            for variable in &operation.node.variable_definitions {
                reader.variable(&variable.node, variables);
            }
        }
        for fragment in document.fragments.values() {
            reader.selections(&fragment.node.type_condition.node.on.node, &fragment.node.selection_set.node);
        }
        let since = reader.found.values().min().copied()?;
        Some(Deprecated { since, names: reader.found.into_keys().collect() })
    }

    fn member(&self, ty: &str, name: &str) -> Option<&Member> {
        self.types.get(ty)?.get(name)
    }
}

struct Reader<'a> {
    schema: &'a Deprecations,
    /// Since when each name is deprecated.
    found: BTreeMap<String, i64>,
}

impl<'a> Reader<'a> {
    /// A spread is nothing by itself: fragments are read on their own.
    fn selections(&mut self, ty: &str, set: &SelectionSet) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    let Some(member) = self.schema.member(ty, name) else { continue };
                    let name = format!("{ty}.{name}");
                    self.note(member, &name);
                    for (argument, value) in &field.node.arguments {
                        let Some(input) = member.arguments.get(argument.node.as_str()) else { continue };
                        self.note(input, &format!("{name}({})", argument.node));
                        // A variable is read where it is declared.
                        let Ok(literal) = value.node.clone().into_const_with(|_| Ok::<_, Infallible>(Value::Null));
                        self.value(&input.leads_to, &literal);
                    }
                    self.selections(&member.leads_to, &field.node.selection_set.node);
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref().map(|on| on.node.on.node.as_str());
                    self.selections(condition.unwrap_or(ty), &inline.node.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn variable(&mut self, variable: &VariableDefinition, variables: &Variables) {
        let ty = base(&variable.var_type.node);
        let default = variable.default_value.as_ref().map(|value| &value.node);
        if let Some(value) = variables.get(&variable.name.node).or(default) {
            self.value(&ty, value);
        }
    }

    /// Input fields and values of enums.
    fn value(&mut self, ty: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let Some(member) = self.schema.member(ty, name) else { continue };
                    self.note(member, &format!("{ty}.{name}"));
                    self.value(&member.leads_to, value);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.value(ty, item)),
            Value::Enum(name) => self.enum_value(ty, name),
            // In variables the values of enums are texts.
            Value::String(name) => self.enum_value(ty, name),
            _ => {}
        }
    }

    fn enum_value(&mut self, ty: &str, name: &str) {
        if let Some(member) = self.schema.member(ty, name) {
            self.note(member, &format!("{ty}.{name}"));
        }
    }

    fn note(&mut self, member: &'a Member, name: &str) {
        if let Some(since) = member.since {
            self.found.insert(name.to_owned(), since);
        }
    }
}
