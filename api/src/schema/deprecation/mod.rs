//! Parts of the schema that are going away, and who uses them.
//!
//! A reason begins with the date of the deprecation, `Desde 2026-11-21: …`, and goes on with what to use instead.

mod uses;

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    ConstDirective, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::{ObjectType, Positioned, Schema, SubscriptionType, Value};
use chrono::NaiveDate;

/// Deprecated parts of the schema that a request uses, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// Unix time of the oldest deprecation among them.
    pub since: i64,
    /// As `Entidad.sigla`.
    pub names: Vec<String>,
}

/// A schema that can be read.
pub trait Contract {
    /// Its SDL.
    fn contract(&self) -> String;
}

impl<Q: ObjectType + 'static, M: ObjectType + 'static, S: SubscriptionType + 'static> Contract for Schema<Q, M, S> {
    fn contract(&self) -> String {
        self.sdl()
    }
}

/// What a schema has that is deprecated, and what is needed to find its uses. Empty when nothing is.
#[derive(Debug, Default)]
pub struct Deprecations {
    types: HashMap<String, Members>,
    query: String,
    mutation: String,
}

/// Fields, input fields or values of a type.
type Members = HashMap<String, Member>;

/// A field, an argument, an input field or a value of an enum.
#[derive(Debug)]
struct Member {
    /// Type that it leads to, without lists and `!`.
    leads_to: String,
    /// Unix time since when it is deprecated.
    since: Option<i64>,
    arguments: Members,
}

impl Deprecations {
    /// Reads a schema.
    pub fn of(sdl: &str) -> anyhow::Result<Self> {
        if !sdl.contains("@deprecated") {
            return Ok(Self::default());
        }
        let mut found = Self { types: HashMap::new(), query: "Query".to_owned(), mutation: "Mutation".to_owned() };
        for definition in parse_schema(sdl)?.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    let name = |root: Option<Positioned<async_graphql::Name>>| root.map(|name| name.node.to_string());
                    found.query = name(schema.node.query).unwrap_or_default();
                    found.mutation = name(schema.node.mutation).unwrap_or_default();
                }
                TypeSystemDefinition::Type(definition) => {
                    found.types.insert(definition.node.name.node.to_string(), members(definition.node.kind));
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        Ok(found)
    }
}

fn members(kind: TypeKind) -> Members {
    match kind {
        TypeKind::Object(object) => object.fields.iter().map(field).collect(),
        TypeKind::Interface(interface) => interface.fields.iter().map(field).collect(),
        TypeKind::InputObject(input) => input.fields.iter().map(input_value).collect(),
        TypeKind::Enum(values) => values
            .values
            .iter()
            .map(|value| {
                let since = since(&value.node.directives);
                (
                    value.node.value.node.to_string(),
                    Member { leads_to: String::new(), since, arguments: Members::new() },
                )
            })
            .collect(),
        TypeKind::Scalar | TypeKind::Union(_) => Members::new(),
    }
}

fn field(field: &Positioned<FieldDefinition>) -> (String, Member) {
    let field = &field.node;
    let arguments = field.arguments.iter().map(input_value).collect();
    let member = Member { leads_to: base(&field.ty.node), since: since(&field.directives), arguments };
    (field.name.node.to_string(), member)
}

fn input_value(value: &Positioned<InputValueDefinition>) -> (String, Member) {
    let value = &value.node;
    let member = Member { leads_to: base(&value.ty.node), since: since(&value.directives), arguments: Members::new() };
    (value.name.node.to_string(), member)
}

/// The name inside lists and `!`.
fn base(ty: &Type) -> String {
    ty.to_string().trim_matches(['[', ']', '!']).to_owned()
}

/// Date of a deprecation; one that its reason does not tell is the beginning of time.
fn since(directives: &[Positioned<ConstDirective>]) -> Option<i64> {
    let deprecated = directives.iter().find(|directive| directive.node.name.node == "deprecated")?;
    let reason = match deprecated.node.get_argument("reason").map(|value| &value.node) {
        Some(Value::String(reason)) => reason,
        _ => "",
    };
    Some(date_of(reason).and_then(|date| date.and_hms_opt(0, 0, 0)).map_or(0, |date| date.and_utc().timestamp()))
}

/// The date that a reason begins with.
pub fn date_of(reason: &str) -> Option<NaiveDate> {
    let (date, instead) = reason.strip_prefix("Desde ")?.split_once(": ")?;
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().filter(|_| !instead.trim().is_empty())
}
