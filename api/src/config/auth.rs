//! Settings of who may ask.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use jsonwebtoken::{Algorithm, AlgorithmFamily};

/// Issuer of development tokens.
const DEVELOPMENT: &str = "quipu";

/// How tokens are verified. Without keys no token is accepted, and everyone is anonymous.
#[derive(Debug, Clone, Args)]
pub struct AuthConfig {
    /// Keys that verify tokens: file or https address of a JWKS. Read again when keys rotate.
    #[arg(long, global = true, env = "QUIPU_JWT_JWKS", value_name = "QUIPU_JWT_JWKS")]
    pub jwt_jwks: Option<String>,

    /// Secret that signs and verifies development tokens, of 32 bytes or more. Only on a loopback address.
    #[arg(long, global = true, env = "QUIPU_JWT_SECRET", value_name = "QUIPU_JWT_SECRET", hide_env_values = true)]
    pub jwt_secret: Option<Secret>,

    /// Who issues the tokens (`iss`). Required with `QUIPU_JWT_JWKS`.
    #[arg(long, global = true, env = "QUIPU_JWT_ISSUER", value_name = "QUIPU_JWT_ISSUER")]
    pub jwt_issuer: Option<String>,

    /// For whom tokens are meant (`aud`).
    #[arg(long, global = true, env = "QUIPU_JWT_AUDIENCE", value_name = "QUIPU_JWT_AUDIENCE")]
    #[arg(default_value = "quipu")]
    pub jwt_audience: String,

    /// Algorithms that keys of a JWKS may verify with, separated by commas.
    #[arg(long, global = true, env = "QUIPU_JWT_ALGORITHMS", value_name = "QUIPU_JWT_ALGORITHMS")]
    #[arg(default_value = "RS256,ES256,EdDSA", value_delimiter = ',', value_parser = algorithm)]
    pub jwt_algorithms: Vec<Algorithm>,

    /// Seconds by which clocks may differ.
    #[arg(long, global = true, env = "QUIPU_JWT_LEEWAY_SECONDS", value_name = "QUIPU_JWT_LEEWAY_SECONDS")]
    #[arg(default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=300))]
    pub jwt_leeway_seconds: u64,

    /// Claim that lists what is granted, as `ROLE@entidad:CODE`, `ROLE@sector:CODE` or `ROLE@*`; may be a path.
    #[arg(long, global = true, env = "QUIPU_JWT_CLAIM", value_name = "QUIPU_JWT_CLAIM")]
    #[arg(default_value = "quipu")]
    pub jwt_claim: String,

    /// JSON file with the permissions of each role, in place of the default roles.
    #[arg(long, global = true, env = "QUIPU_JWT_ROLES", value_name = "QUIPU_JWT_ROLES")]
    pub jwt_roles: Option<PathBuf>,
}

impl AuthConfig {
    /// Who issues the tokens.
    pub fn issuer(&self) -> &str {
        self.jwt_issuer.as_deref().unwrap_or(DEVELOPMENT)
    }
}

/// A text that no log and no error shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

fn algorithm(name: &str) -> Result<Algorithm, String> {
    match name.parse::<Algorithm>() {
        Ok(algorithm) if algorithm.family() != AlgorithmFamily::Hmac => Ok(algorithm),
        _ => Err("expected algorithms of public keys, as RS256,ES256,EdDSA".to_owned()),
    }
}
