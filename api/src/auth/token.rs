//! Bearer tokens: verified whole, or refused.

use std::sync::Arc;

use anyhow::{Context, ensure};
use axum::http::{HeaderMap, header};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde_json::{Map, Value, json};

use super::grant::Grant;
use super::keys::{Jwks, Key, Keys};
use super::requester::Requester;
use super::role::Roles;
use crate::config::Config;
use crate::error::{ApiError, ErrorCode};

/// Bytes that a token may have.
const MAX_TOKEN: usize = 8 * 1024;

/// Bytes that a development secret must have: as many as its signature.
const MIN_SECRET: usize = 32;

/// Turns the headers of a request into its requester.
#[derive(Debug)]
pub struct Authenticator {
    keys: Keys,
    issuer: String,
    audience: String,
    leeway: u64,
    claim: String,
    without_token: Requester,
    /// Who asks without a token from this machine.
    at_home: Requester,
    /// What roles allow.
    pub roles: Roles,
}

impl Authenticator {
    /// The one that the settings ask for; an error names the variable that is wrong.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let auth = &config.auth;
        let keys = match (&auth.jwt_secret, &auth.jwt_jwks) {
            (None, None) => Keys::None,
            (Some(_), Some(_)) => anyhow::bail!("QUIPU_JWT_SECRET and QUIPU_JWT_JWKS exclude each other"),
            (Some(secret), None) => {
                ensure!(
                    config.bind.ip().is_loopback(),
                    "QUIPU_JWT_SECRET is for development: QUIPU_BIND has to be a loopback address, or use QUIPU_JWT_JWKS"
                );
                let decoding = DecodingKey::from_secret(checked(secret.expose())?);
                Keys::Secret(Arc::new(Key { decoding, algorithms: vec![Algorithm::HS256] }))
            }
            (None, Some(place)) => {
                let jwks = Jwks::new(place, auth.jwt_algorithms.clone()).context("QUIPU_JWT_JWKS")?;
                jwks.check().context("QUIPU_JWT_JWKS")?;
                Keys::Jwks(Box::new(jwks))
            }
        };
        ensure!(
            auth.jwt_issuer.is_some() || !matches!(keys, Keys::Jwks(_)),
            "QUIPU_JWT_ISSUER has to say who issues the tokens that QUIPU_JWT_JWKS verifies"
        );
        let roles = match &auth.jwt_roles {
            Some(path) => Roles::from_file(path).context("QUIPU_JWT_ROLES")?,
            None => Roles::default(),
        };
        let without_token = if config.drafts_for_everyone() { Requester::Reader } else { Requester::Anonymous };
        let at_home = if config.at_home(matches!(keys, Keys::None)) { Requester::Local } else { without_token.clone() };
        Ok(Self {
            keys,
            issuer: auth.issuer().to_owned(),
            audience: auth.jwt_audience.clone(),
            leeway: auth.jwt_leeway_seconds,
            claim: auth.jwt_claim.clone(),
            without_token,
            at_home,
            roles,
        })
    }

    /// Who sends these headers. `from_here`: from this very machine.
    pub async fn requester(&self, headers: &HeaderMap, from_here: bool) -> Result<Requester, ApiError> {
        let mut given = headers.get_all(header::AUTHORIZATION).iter();
        let Some(first) = given.next() else {
            return Ok(if from_here { &self.at_home } else { &self.without_token }.clone());
        };
        if given.next().is_some() {
            return Err(refused("formato", "Envíe un solo encabezado Authorization."));
        }
        let token = first.to_str().ok().and_then(|value| value.split_once(' '));
        let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
        match token {
            Some(token) if token.len() <= MAX_TOKEN => self.verify(token).await,
            Some(_) => Err(refused("tamano", "La credencial pasa de 8 kB.")),
            None => Err(refused("formato", "Envíe «Authorization: Bearer TOKEN».")),
        }
    }

    async fn verify(&self, token: &str) -> Result<Requester, ApiError> {
        let header = decode_header(token).map_err(|error| explain(error.kind()))?;
        // Extensions that must be understood; Quipu understands none (RFC 7515, 4.1.11).
        if header.crit.is_some() {
            return Err(refused("formato", "La credencial exige extensiones que Quipu no conoce."));
        }
        let key = self.keys.find(header.kid.as_deref()).await?;
        let key = key.ok_or_else(|| refused("llave", "Ninguna llave conocida firmó la credencial."))?;
        let claims = decode::<Map<String, Value>>(token, &key.decoding, &self.validation(&key))
            .map_err(|error| explain(error.kind()))?
            .claims;
        let subject = claims.get("sub").and_then(Value::as_str).filter(|subject| (1..=200).contains(&subject.len()));
        let subject = subject.ok_or_else(|| refused("sub", "La credencial no dice de quién es (sub)."))?;
        Ok(Requester::Identified { subject: subject.to_owned(), grants: granted(&claims, &self.claim) })
    }

    /// The algorithms come from the settings and the key, never from the token.
    fn validation(&self, key: &Key) -> Validation {
        let mut validation = Validation::new(key.algorithms[0]);
        validation.algorithms.clone_from(&key.algorithms);
        validation.leeway = self.leeway;
        validation.validate_nbf = true;
        validation.set_audience(&[&self.audience]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        validation
    }
}

fn checked(secret: &str) -> anyhow::Result<&[u8]> {
    ensure!(secret.len() >= MIN_SECRET, "QUIPU_JWT_SECRET has to have {MIN_SECRET} bytes or more");
    Ok(secret.as_bytes())
}

/// Grants in the claim, whose name may be a path (`realm_access.roles`): a list, or one text with spaces between.
/// Other texts beside them are for other services.
fn granted(claims: &Map<String, Value>, path: &str) -> Vec<Grant> {
    let mut names = path.split('.');
    let first = names.next().and_then(|name| claims.get(name));
    let texts: Vec<&str> = match names.try_fold(first, |value, name| value.map(|value| value.get(name))).flatten() {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(text)) => text.split_whitespace().collect(),
        _ => Vec::new(),
    };
    texts.into_iter().filter_map(|text| text.parse().ok()).collect()
}

fn explain(kind: &ErrorKind) -> ApiError {
    match kind {
        ErrorKind::ExpiredSignature => refused("exp", "La credencial venció: pida otra."),
        ErrorKind::ImmatureSignature => refused("nbf", "La credencial todavía no vale."),
        ErrorKind::InvalidIssuer => refused("iss", "La credencial es de otro emisor."),
        ErrorKind::InvalidAudience => refused("aud", "La credencial es para otro servicio."),
        ErrorKind::MissingRequiredClaim(_) => refused("formato", "A la credencial le falta exp, aud, iss o sub."),
        ErrorKind::InvalidAlgorithm => refused("algoritmo", "La credencial está firmada con un algoritmo no admitido."),
        ErrorKind::InvalidSignature => refused("firma", "La firma de la credencial no es válida."),
        _ => refused("formato", "La credencial no es un JWT válido."),
    }
}

fn refused(reason: &'static str, message: &str) -> ApiError {
    ApiError::new(ErrorCode::NoAutorizado, message).with("motivo", reason)
}

/// A token for development, signed with the secret that also verifies it.
#[derive(Debug)]
pub struct Development<'a> {
    /// Who it is for.
    pub subject: &'a str,
    /// What it grants.
    pub grants: &'a [Grant],
    /// Since when it is good, in seconds of Unix time.
    pub from: i64,
    /// Until when.
    pub until: i64,
}

impl Development<'_> {
    /// The token.
    pub fn sign(&self, config: &Config) -> anyhow::Result<String> {
        let auth = &config.auth;
        let secret = auth.jwt_secret.as_ref().context("QUIPU_JWT_SECRET has to be the server's own")?;
        ensure!(!auth.jwt_claim.contains('.'), "QUIPU_JWT_CLAIM is a path: only the issuer can make such tokens");
        let grants: Vec<String> = self.grants.iter().map(ToString::to_string).collect();
        let claims = json!({
            "iss": auth.issuer(), "aud": auth.jwt_audience, "sub": self.subject,
            "iat": self.from, "nbf": self.from, "exp": self.until, &auth.jwt_claim: grants,
        });
        Ok(encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(checked(secret.expose())?))?)
    }
}
