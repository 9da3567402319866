//! What a token was granted: a role over entities, written `ROLE@SCOPE`.

use std::fmt;
use std::str::FromStr;

/// The entities that a role is granted over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// All of them.
    All,
    /// The one of this code.
    Entidad(String),
    /// All of the sector of this code.
    Sector(String),
}

/// A role over entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: String,
    /// Over which entities.
    pub over: Over,
}

impl FromStr for Grant {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("«{text}»: expected ROLE@entidad:CODE, ROLE@sector:CODE or ROLE@*");
        let (role, over) = text.split_once('@').ok_or_else(wrong)?;
        let over = match over.split_once(':') {
            None if over == "*" => Over::All,
            Some(("entidad", code)) if !code.is_empty() => Over::Entidad(code.to_owned()),
            Some(("sector", code)) if !code.is_empty() => Over::Sector(code.to_owned()),
            _ => return Err(wrong()),
        };
        if role.is_empty() { Err(wrong()) } else { Ok(Self { role: role.to_owned(), over }) }
    }
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Entidad(code) => write!(f, "entidad:{code}"),
            Self::Sector(code) => write!(f, "sector:{code}"),
        }
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.role, self.over)
    }
}
