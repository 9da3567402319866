//! Every dependency has a licence that `deny.toml` allows, and comes from the public registry.

use std::process::Command;

use serde_json::Value;

const DENY: &str = include_str!("../../deny.toml");

/// The strings of a list in `deny.toml`.
fn list(name: &str) -> Vec<&'static str> {
    let start = DENY.find(&format!("\n{name} = [")).expect("the list");
    let body = DENY[start..].split(']').next().expect("its end");
    body.lines().filter_map(|line| line.split('"').nth(1)).collect()
}

/// The packages that this machine builds; those of other systems may not be downloaded.
fn packages() -> Vec<Value> {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc").stdout;
    let version = String::from_utf8(version).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("the host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Whether a licence expression can be met by the allowed ones. `AND` binds tighter than `OR`; `/` is an old `OR`.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.replace('/', " OR ").replace("  ", " ");
    match split_outside(&expression, " OR ") {
        alternatives if alternatives.len() > 1 => alternatives.iter().any(|part| is_allowed(part, allowed)),
        _ => match split_outside(&expression, " AND ") {
            parts if parts.len() > 1 => parts.iter().all(|part| is_allowed(part, allowed)),
            _ => match expression.trim().strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => is_allowed(inner, allowed),
                None => allowed.contains(&expression.trim()),
            },
        },
    }
}

/// Splits at a word that is not inside parentheses.
fn split_outside<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= start && text[at..].starts_with(word) => {
                parts.push(&text[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// No dependency binds who runs Quipu beyond keeping its notice.
#[test]
fn licences_are_allowed() {
    let allowed = list("allow");
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_allowed(licence, &allowed), "{}: {licence}", package["name"]);
    }
}

/// Nothing comes from a git branch or from a folder outside this workspace.
#[test]
fn sources_are_the_registry_or_ours() {
    let registries = list("allow-registry");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    for package in packages() {
        let (name, source) = (&package["name"], package["source"].as_str());
        match source {
            Some(source) => {
                let address = source.strip_prefix("registry+");
                assert!(address.is_some_and(|address| registries.contains(&address)), "{name}: {source}");
            }
            None => assert!(package["manifest_path"].as_str().is_some_and(|path| root.join(path).starts_with(root))),
        }
    }
}

/// The reading of licence expressions, on the forms that dependencies use.
#[test]
fn licence_expressions_are_read() {
    let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/GPL-3.0",
        "MIT AND ISC",
        "(GPL-3.0 OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "none", "MIT AND GPL-3.0", "(MIT OR ISC) AND GPL-3.0", "Apache-2.0"] {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}
