//! Requests made to harm: each is refused cleanly and soon, with a code and no word of the inside or of another entity.

mod documentos;
mod conexiones;

use std::time::Duration;

use crate::support::server::Answer;

/// Long before the deadline of an operation, even in a build that is not optimised, beside other tests.
const SOON: Duration = Duration::from_secs(5);

/// What no answer may show: how the program is made, or the draft of another entity.
const INSIDE: [&str; 10] = [
    "panick",
    ".rs",
    "SELECT",
    "sqlx",
    "sea_orm",
    "async_graphql",
    "no such column",
    "relation \"",
    "BORRADOR",
    "RUST_",
];

/// An answer that refuses: the client's fault, said in few words, with a code, and with nothing of the inside.
fn assert_clean(answer: &Answer, what: &str) {
    let status = answer.status.as_u16();
    let short: String = answer.text.chars().take(300).collect();
    assert!(status < 500, "{what}: {status} {short}");
    assert!(answer.text.len() < 100_000, "{what}: {} bytes, {short}", answer.text.len());
    for word in INSIDE {
        assert!(!answer.text.contains(word), "{what} shows «{word}»: {short}");
    }
    let code = answer.json()["errors"][0]["extensions"]["code"].as_str().map(ToOwned::to_owned);
    let code = code.unwrap_or_else(|| panic!("{what}: no code in {short}"));
    assert_ne!(code, "ERROR_INTERNO", "{what}: {short}");
}

/// Texts one after the other, each made of its number.
fn numbered(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().concat()
}
