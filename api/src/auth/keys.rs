//! The keys that verify tokens: a development secret, or the set that an issuer publishes (JWKS).
//!
//! A set is kept in memory. It is read again when it is ten minutes old, or at once, though at most once a minute, when a
//! token names a key that is not in it: so keys rotate without a restart. While the issuer does not answer, the last set
//! goes on for a day.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey};
use reqwest::{Client, Url, redirect};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::archivo::leer_texto;
use crate::error::{ApiError, ErrorCode};

/// Age at which a set is read again.
const FRESH: Duration = Duration::from_mins(10);

/// Age up to which a set is used while no newer one can be had.
const STALE: Duration = Duration::from_hours(24);

/// A set is not asked for more often than this.
const PAUSE: Duration = Duration::from_mins(1);

/// Time that the issuer has to answer.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Bytes and keys that a set may have.
const MAX_BYTES: usize = 64 * 1024;
const MAX_KEYS: usize = 20;

/// A key with the algorithms it may be used for: the pinned ones of its own family.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub decoding: DecodingKey,
    /// What it may verify; never empty.
    pub algorithms: Vec<Algorithm>,
}

/// Where keys come from.
#[derive(Debug)]
pub enum Keys {
    /// Nowhere: no token is accepted.
    None,
    /// One secret that signs and verifies, for development.
    Secret(Arc<Key>),
    /// A published set.
    Jwks(Box<Jwks>),
}

impl Keys {
    /// The key that a token names.
    pub async fn find(&self, kid: Option<&str>) -> Result<Option<Arc<Key>>, ApiError> {
        match self {
            Self::None => Ok(None),
            Self::Secret(key) => Ok(Some(Arc::clone(key))),
            Self::Jwks(jwks) => jwks.find(kid).await,
        }
    }
}

/// A set of keys, by their `kid`.
type Set = HashMap<String, Arc<Key>>;

#[derive(Debug, Clone)]
struct Cached {
    set: Arc<Set>,
    read: Instant,
}

/// A published set and its copy in memory.
#[derive(Debug)]
pub struct Jwks {
    source: Source,
    algorithms: Vec<Algorithm>,
    cached: RwLock<Option<Cached>>,
    /// When the set was last asked for; who holds it asks.
    asked: Mutex<Option<Instant>>,
}

#[derive(Debug)]
enum Source {
    File(PathBuf),
    Address(Client, Url),
}

impl Jwks {
    /// A set in a file, or at an address that begins with `https://` (`http://` only on this machine).
    pub fn new(place: &str, algorithms: Vec<Algorithm>) -> anyhow::Result<Self> {
        let source = if place.contains("://") {
            let url = Url::parse(place).with_context(|| format!("«{place}» is no address"))?;
            let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
            ensure!(url.scheme() == "https" || (url.scheme() == "http" && local), "«{place}» is not https");
            let client = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none()).build()?;
            Source::Address(client, url)
        } else {
            Source::File(place.into())
        };
        Ok(Self { source, algorithms, cached: RwLock::default(), asked: Mutex::default() })
    }

    /// Reads a set in a file now, so that a wrong one stops the program; an issuer may still be starting.
    pub fn check(&self) -> anyhow::Result<()> {
        if let Source::File(path) = &self.source {
            let text = leer_texto(path)?;
            parse(&text, &self.algorithms).with_context(|| format!("{} holds no usable keys", path.display()))?;
        }
        Ok(())
    }

    async fn find(&self, kid: Option<&str>) -> Result<Option<Arc<Key>>, ApiError> {
        let cached = self.cached();
        let found = cached.as_ref().and_then(|cached| pick(&cached.set, kid));
        if found.is_some() && cached.is_some_and(|cached| cached.read.elapsed() < FRESH) {
            return Ok(found);
        }
        self.refresh().await;
        match self.cached().filter(|cached| cached.read.elapsed() < STALE) {
            Some(cached) => Ok(pick(&cached.set, kid)),
            None => Err(ApiError::new(
                ErrorCode::LlavesNoDisponibles,
                "No se pueden obtener las llaves que verifican las credenciales. Intente de nuevo.",
            )),
        }
    }

    /// Reads the set again, unless someone did a moment ago.
    async fn refresh(&self) {
        let mut asked = self.asked.lock().await;
        if asked.is_some_and(|asked| asked.elapsed() < PAUSE) {
            return;
        }
        *asked = Some(Instant::now());
        match self.read().await {
            Ok(set) => {
                let cached = Some(Cached { set: Arc::new(set), read: Instant::now() });
                *self.cached.write().unwrap_or_else(PoisonError::into_inner) = cached;
            }
            Err(error) => tracing::warn!(error.cause = format!("{error:#}"), "the keys of tokens cannot be read"),
        }
    }

    async fn read(&self) -> anyhow::Result<Set> {
        let text = match &self.source {
            Source::File(path) => tokio::fs::read_to_string(path).await?,
            Source::Address(client, url) => {
                let mut response = client.get(url.clone()).send().await?.error_for_status()?;
                let mut bytes = Vec::new();
                while let Some(chunk) = response.chunk().await? {
                    bytes.extend_from_slice(&chunk);
                    ensure!(bytes.len() <= MAX_BYTES, "more than {MAX_BYTES} bytes");
                }
                String::from_utf8(bytes)?
            }
        };
        parse(&text, &self.algorithms)
    }

    fn cached(&self) -> Option<Cached> {
        self.cached.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A token without `kid` can only mean the one key there is.
fn pick(set: &Set, kid: Option<&str>) -> Option<Arc<Key>> {
    match kid {
        Some(kid) => set.get(kid).cloned(),
        None if set.len() == 1 => set.values().next().cloned(),
        None => None,
    }
}

#[derive(serde::Deserialize)]
struct Document {
    keys: Vec<serde_json::Value>,
}

/// The keys of a set that verify signatures with a pinned algorithm; those of other kinds are passed over.
fn parse(text: &str, algorithms: &[Algorithm]) -> anyhow::Result<Set> {
    ensure!(text.len() <= MAX_BYTES, "more than {MAX_BYTES} bytes");
    let document: Document = serde_json::from_str(text)?;
    ensure!(document.keys.len() <= MAX_KEYS, "more than {MAX_KEYS} keys");
    let mut set = Set::new();
    for (place, value) in document.keys.into_iter().enumerate() {
        let Ok(jwk) = serde_json::from_value::<Jwk>(value) else { continue };
        let kid = jwk.common.key_id.clone().unwrap_or_else(|| format!("#{place}"));
        if let Some(key) = usable(&jwk, algorithms) {
            set.insert(kid, Arc::new(key));
        }
    }
    if set.is_empty() {
        bail!("no key verifies signatures with {algorithms:?}");
    }
    Ok(set)
}

fn usable(jwk: &Jwk, algorithms: &[Algorithm]) -> Option<Key> {
    if jwk.common.public_key_use.as_ref().is_some_and(|purpose| *purpose != PublicKeyUse::Signature) {
        return None;
    }
    let decoding = DecodingKey::from_jwk(jwk).ok()?;
    // A published secret verifies nothing.
    if decoding.family() == AlgorithmFamily::Hmac {
        return None;
    }
    let own = jwk.common.key_algorithm.map(|algorithm| algorithm.to_string());
    let fits = |algorithm: &&Algorithm| {
        algorithm.family() == decoding.family() && own.as_ref().is_none_or(|own| *own == format!("{algorithm:?}"))
    };
    let algorithms: Vec<Algorithm> = algorithms.iter().filter(fits).copied().collect();
    if algorithms.is_empty() { None } else { Some(Key { decoding, algorithms }) }
}
