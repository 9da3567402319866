//! The rule of breaking changes: what the last release promised still holds, or its end is announced in `releases`.
//! `tests/clients/contract.test.mjs` asks graphql-js the same; the words of a change are its words.

use std::collections::BTreeMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{FieldDefinition, InputValueDefinition, TypeKind, TypeSystemDefinition};
use async_graphql::{Name, Positioned};

const RELEASED: &str = include_str!("../../releases/schema.graphql");
const ANNOUNCED: &str = include_str!("../../releases/announced.txt");
const CURRENT: &str = include_str!("../../schema.graphql");

/// What a schema promises, each by the words that say that it is gone.
#[derive(Default)]
struct Promises {
    /// Type of what is given, by what would be gone without it.
    given: BTreeMap<String, String>,
    /// Type of what is taken.
    taken: BTreeMap<String, String>,
    /// What must be sent.
    required: Vec<Required>,
}

/// Something that must be sent, by the words of a change.
struct Required {
    parent_gone: String,
    gone: String,
    new: String,
}

impl Promises {
    fn of(sdl: &str) -> Self {
        let mut promises = Self::default();
        for definition in parse_schema(sdl).unwrap().definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            promises.given.insert(format!("{name} was removed."), String::new());
            match definition.node.kind {
                TypeKind::Object(object) => {
                    promises.interfaces(&name, &object.implements);
                    promises.fields(&name, &object.fields);
                }
                TypeKind::Interface(interface) => promises.fields(&name, &interface.fields),
                TypeKind::InputObject(input) => {
                    for field in &input.fields {
                        let own = &field.node.name.node;
                        let new = format!("A required field {own} on input type {name} was added.");
                        let gone = format!("{name}.{own} was removed.");
                        promises.take(&field.node, Required { parent_gone: format!("{name} was removed."), gone, new });
                    }
                }
                TypeKind::Enum(values) => {
                    for value in &values.values {
                        let gone = format!("{} was removed from enum type {name}.", value.node.value.node);
                        promises.given.insert(gone, String::new());
                    }
                }
                TypeKind::Union(union) => {
                    for member in &union.members {
                        let gone = format!("{} was removed from union type {name}.", member.node);
                        promises.given.insert(gone, String::new());
                    }
                }
                TypeKind::Scalar => {}
            }
        }
        promises
    }

    fn interfaces(&mut self, name: &str, interfaces: &[Positioned<Name>]) {
        for interface in interfaces {
            let gone = format!("{name} no longer implements interface {}.", interface.node);
            self.given.insert(gone, String::new());
        }
    }

    fn fields(&mut self, name: &str, fields: &[Positioned<FieldDefinition>]) {
        for field in fields {
            let own = &field.node.name.node;
            let parent_gone = format!("{name}.{own} was removed.");
            self.given.insert(parent_gone.clone(), field.node.ty.to_string());
            for argument in &field.node.arguments {
                let its = &argument.node.name.node;
                let new = format!("A required arg {its} on {name}.{own} was added.");
                let gone = format!("{name}.{own} arg {its} was removed.");
                self.take(&argument.node, Required { parent_gone: parent_gone.clone(), gone, new });
            }
        }
    }

    fn take(&mut self, value: &InputValueDefinition, words: Required) {
        let ty = value.ty.to_string();
        let required = ty.ends_with('!') && value.default_value.is_none();
        self.taken.insert(words.gone.clone(), ty);
        if required {
            self.required.push(words);
        }
    }
}

/// What `to` breaks of what `from` promised. What is given may lose its null; what is taken may gain it.
fn breaking(from: &str, to: &str) -> Vec<String> {
    let (from, to) = (Promises::of(from), Promises::of(to));
    let mut broken = Vec::new();
    let mut compare = |old: &BTreeMap<String, String>, new: &BTreeMap<String, String>, fits: fn(&str, &str) -> bool| {
        for (gone, was) in old {
            match new.get(gone) {
                None => broken.push(gone.clone()),
                Some(is) if !fits(was, is) => {
                    let what = gone.trim_end_matches(" was removed.");
                    broken.push(format!("{what} changed type from {was} to {is}."));
                }
                Some(_) => {}
            }
        }
    };
    compare(&from.given, &to.given, |was, is| is == was || is.strip_suffix('!') == Some(was));
    compare(&from.taken, &to.taken, |was, is| is == was || was.strip_suffix('!') == Some(is));
    let added = |new: &Required| from.given.contains_key(&new.parent_gone) && !from.taken.contains_key(&new.gone);
    broken.extend(to.required.into_iter().filter(added).map(|required| required.new));
    broken
}

/// Nothing that was released breaks without having been announced.
#[test]
fn what_was_released_still_holds() {
    let announced: Vec<&str> = ANNOUNCED
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once(' ').expect("DATE CHANGE").1)
        .collect();
    let silent: Vec<String> =
        breaking(RELEASED, CURRENT).into_iter().filter(|change| !announced.contains(&change.as_str())).collect();
    assert!(silent.is_empty(), "announce in releases/announced.txt, or keep what was promised: {silent:#?}");
}

/// Each way to break a promise is seen, and what only adds is not.
#[test]
fn broken_promises_are_seen() {
    const FROM: &str = "interface N { id: ID! } type Query implements N { id: ID! a(x: Int, y: Int!): Int b: [U!] } \
                        input I { f: Int! } enum E { P Q } type A { a: Int } type B { a: Int } union U = A | B";
    let cases = [
        ("type A { a: Int }", "type A { a: Int! z: Int }", None),
        ("a(x: Int, y: Int!): Int", "a(x: Int, y: Int, z: Int): Int", None),
        ("b: [U!]", "b: [U!] c(z: Int!): Int", None),
        ("enum E { P Q }", "enum E { P Q R } input J { f: Int! }", None),
        ("input I { f: Int! }", "input I { f: Int, g: Int! = 1 }", None),
        ("b: [U!]", "", Some("Query.b was removed.")),
        ("enum E { P Q }", "", Some("E was removed.")),
        ("enum E { P Q }", "enum E { P }", Some("Q was removed from enum type E.")),
        ("union U = A | B", "union U = A", Some("B was removed from union type U.")),
        ("Query implements N", "Query", Some("Query no longer implements interface N.")),
        ("a(x: Int, y: Int!)", "a(y: Int!)", Some("Query.a arg x was removed.")),
        ("a(x: Int, y: Int!)", "a(x: Int, y: Int!, z: Int!)", Some("A required arg z on Query.a was added.")),
        ("input I { f: Int! }", "input I { f: Int! g: Int! }", Some("A required field g on input type I was added.")),
        ("type A { a: Int }", "type A { a: String }", Some("A.a changed type from Int to String.")),
        ("type A { a: Int }", "type A { a: [Int] }", Some("A.a changed type from Int to [Int].")),
        ("id: ID! a(", "id: ID a(", Some("Query.id changed type from ID! to ID.")),
        ("a(x: Int,", "a(x: Int!,", Some("Query.a arg x changed type from Int to Int!.")),
    ];
    for (was, is, expected) in cases {
        assert!(FROM.contains(was), "{was}");
        let found = breaking(FROM, &FROM.replacen(was, is, 1));
        match expected {
            None => assert_eq!(found, Vec::<String>::new(), "{is}"),
            Some(change) => assert!(found.iter().any(|found| found == change), "{change}: {found:?}"),
        }
    }
}
