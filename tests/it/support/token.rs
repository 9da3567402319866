//! Tokens that tests sign themselves: good ones, and every kind of bad one.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::signature::Ed25519KeyPair;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use quipu::auth::{Development, Grant};
use serde_json::{Value, json};

use super::base::Base;

/// The secret of a development server.
pub(crate) const SECRET: &str = "una-clave-solo-para-pruebas-de-quipu";

/// Flags of a server that verifies development tokens.
pub(crate) const WITH_SECRET: [&str; 2] = ["--jwt-secret", SECRET];

/// A development token that is good for an hour, made as `quipu token` makes it.
pub(crate) fn development(base: &Base, subject: &str, roles: &[&str]) -> String {
    development_for(base, subject, roles, 3600)
}

/// The same, good for so many seconds; of a negative number, no longer good.
pub(crate) fn development_for(base: &Base, subject: &str, roles: &[&str], seconds: i64) -> String {
    let grants: Vec<Grant> = roles.iter().map(|role| role.parse().expect("a grant")).collect();
    let from = now();
    let token = Development { subject, grants: &grants, from, until: from + seconds };
    token.sign(&base.config(&WITH_SECRET)).expect("a token")
}

/// Unix time.
pub(crate) fn now() -> i64 {
    i64::try_from(jsonwebtoken::get_current_timestamp()).expect("a time")
}

/// Claims that a server with the default audience and the issuer `emisor` accepts.
pub(crate) fn claims() -> Value {
    json!({ "iss": "emisor", "aud": "quipu", "sub": "ana", "exp": now() + 600, "quipu": ["lector@*"] })
}

/// A key pair of an issuer.
pub(crate) struct Issuer {
    kid: &'static str,
    key: EncodingKey,
}

impl Issuer {
    pub(crate) fn new(kid: &'static str) -> Self {
        let pair = Ed25519KeyPair::generate().expect("a key pair");
        let der: Pkcs8V1Der<'_> = pair.as_der().expect("a private key");
        Self { kid, key: EncodingKey::from_ed_der(der.as_ref()) }
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        let header = Header { kid: Some(self.kid.to_owned()), ..Header::new(Algorithm::EdDSA) };
        self.sign_with(&header, claims)
    }

    pub(crate) fn sign_with(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.key).expect("a token")
    }

    fn jwk(&self) -> Jwk {
        let mut jwk = Jwk::from_encoding_key(&self.key, Algorithm::EdDSA).expect("a public key");
        jwk.common.key_id = Some(self.kid.to_owned());
        jwk
    }
}

/// The set that these issuers publish.
pub(crate) fn jwks(issuers: &[&Issuer]) -> String {
    serde_json::to_string(&JwkSet { keys: issuers.iter().map(|issuer| issuer.jwk()).collect() }).expect("a set")
}
