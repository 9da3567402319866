//! The limits on documents that no one thought of: measuring once gives what expanding would, and nothing panics.

use std::fmt::Write;

use async_graphql::parser::parse_query;
use proptest::prelude::*;
use quipu::http::limits::{Limits, check_document, check_text};

const FREE: Limits = Limits {
    depth: usize::MAX,
    fields: usize::MAX,
    aliases: usize::MAX,
    root_fields: usize::MAX,
    directives: usize::MAX,
    tokens: usize::MAX,
};

/// One selection of a generated fragment.
#[derive(Debug, Clone)]
enum Item {
    Field,
    Alias,
    Nested(Vec<Item>),
    /// Spreads the fragment that many places further on, if there is one: no cycle is possible.
    Spread(usize),
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = prop_oneof![Just(Item::Field), Just(Item::Alias), (1_usize..4).prop_map(Item::Spread)];
    leaf.prop_recursive(3, 12, 3, |inner| prop::collection::vec(inner, 1..3).prop_map(Item::Nested))
}

fn fragments() -> impl Strategy<Value = Vec<Vec<Item>>> {
    prop::collection::vec(prop::collection::vec(item(), 1..4), 1..8)
}

/// The first list is the operation, the others its fragments.
fn document(fragments: &[Vec<Item>]) -> String {
    let mut text = String::new();
    for (at, items) in fragments.iter().enumerate() {
        let head = if at == 0 { "query".to_owned() } else { format!("fragment f{at} on T") };
        write!(text, "{head} {{ {} }} ", set(items, at, fragments.len())).unwrap();
    }
    text
}

fn set(items: &[Item], at: usize, count: usize) -> String {
    let one = |item: &Item| match item {
        Item::Alias => "b: c ".to_owned(),
        Item::Nested(inner) => format!("d {{ {} }} ", set(inner, at, count)),
        Item::Spread(step) if at + step < count => format!("...f{} ", at + step),
        Item::Field | Item::Spread(_) => "a ".to_owned(),
    };
    items.iter().map(one).collect()
}

/// Selections, levels and aliases, by expanding every spread.
fn expanded(items: &[Item], at: usize, fragments: &[Vec<Item>]) -> (usize, usize, usize) {
    items.iter().fold((0, 0, 0), |(selections, depth, aliases), item| {
        let inner = match item {
            Item::Nested(inner) => {
                let (selections, depth, aliases) = expanded(inner, at, fragments);
                (selections + 1, depth + 1, aliases)
            }
            Item::Spread(step) if at + step < fragments.len() => {
                let (selections, depth, aliases) = expanded(&fragments[at + step], at + step, fragments);
                (selections + 1, depth, aliases)
            }
            Item::Alias => (1, 1, 1),
            Item::Field | Item::Spread(_) => (1, 1, 0),
        };
        (selections + inner.0, depth.max(inner.1), aliases + inner.2)
    })
}

proptest! {
    /// Each limit lets its own number pass and refuses one more.
    #[test]
    fn measuring_is_expanding(fragments in fragments()) {
        let parsed = parse_query(document(&fragments)).expect("a document");
        let (fields, depth, aliases) = expanded(&fragments[0], 0, &fragments);
        let passes = |limits: Limits| check_document(&parsed, &limits).is_ok();
        prop_assert!(passes(Limits { fields, depth, aliases, ..FREE }), "its own numbers");
        prop_assert!(!passes(Limits { fields: fields - 1, ..FREE }), "a field less");
        prop_assert!(!passes(Limits { depth: depth - 1, ..FREE }), "a level less");
        prop_assert!(aliases == 0 || !passes(Limits { aliases: aliases - 1, ..FREE }), "an alias less");
    }

    /// Any text is measured without a panic, and a short one with few brackets passes.
    #[test]
    fn any_text_is_measured(text in "[\\x00-\\x7f\"#.\\\\{}()\\[\\]ñ🦀\u{feff}]{0,60}") {
        prop_assert!(check_text(&text, &FREE).is_ok());
    }

    /// As many words as there are, so many tokens.
    #[test]
    fn words_are_tokens(words in prop::collection::vec("[a-z_][a-z0-9_]{0,5}|-?[0-9]{1,4}|\"[^\"\\\\\n\r]{0,5}\"|\\$|!|\\.\\.\\.", 1..40)) {
        let text = words.join(" , ");
        let limit = |tokens| Limits { tokens, ..FREE };
        prop_assert!(check_text(&text, &limit(words.len())).is_ok());
        prop_assert!(check_text(&text, &limit(words.len() - 1)).is_err());
    }
}
