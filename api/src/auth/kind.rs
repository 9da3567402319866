//! Kinds of requesters: each has its own limits.

use std::str::FromStr;

/// What a requester is, for the limits that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A stranger, or someone to whom nothing was granted.
    Anonymous,
    /// A person or service of entities.
    Entity,
    /// A rector body: reads what entities sent.
    Rector,
    /// Runs the service, or sits at its machine.
    Operator,
}

/// Every kind with the name that settings use.
pub const KINDS: [(Kind, &str); 4] =
    [(Kind::Anonymous, "anonimo"), (Kind::Entity, "entidad"), (Kind::Rector, "rector"), (Kind::Operator, "operador")];

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = KINDS.iter().find(|(_, known)| *known == name);
        found.map(|(kind, _)| *kind).ok_or_else(|| format!("«{name}» is none of anonimo, entidad, rector, operador"))
    }
}
