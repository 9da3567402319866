//! Documents that clients name instead of sending: those that the operator trusts, and those that clients registered.
//!
//! A trusted document is a `.graphql` file of a folder. Its id (`documentId`) is `sha256:` with the hash of the file in
//! hexadecimal, or the file's name without `.graphql`. A registered one is known by the hash of its text alone
//! (`extensions.persistedQuery`), as long as memory lasts.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use async_graphql::parser::parse_query;
use async_graphql::{Executor, Request, ServerError};
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::limits::{self, Limits};
use super::params::Source;
use crate::archivo::{ArchivoError, leer_texto};
use crate::auth::Kind;
use crate::config::Config;
use crate::error::{ApiError, ErrorCode};

/// A document that was found.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// Its text.
    pub(super) text: Arc<str>,
    /// The operator vouches for it: its shape is not limited, only its cost.
    pub(super) trusted: bool,
    /// The request named it: its answer can be kept by a cache.
    pub(super) named: bool,
}

/// The documents that can be named.
#[derive(Debug, Clone)]
pub struct Documents {
    trusted: Arc<HashMap<String, Arc<str>>>,
    only: Arc<[Kind]>,
    registered: Option<Cache<String, Arc<str>>>,
}

impl Documents {
    /// Reads the folder of trusted documents. A file that is no document is an error that names it.
    pub fn load(config: &Config) -> anyhow::Result<Self> {
        let settings = &config.documents;
        let trusted = match &settings.trusted_documents {
            Some(folder) => read(folder).context("QUIPU_TRUSTED_DOCUMENTS")?,
            None => HashMap::new(),
        };
        let weight = |_: &String, text: &Arc<str>| u32::try_from(text.len() + 200).unwrap_or(u32::MAX);
        let registered = Cache::builder().weigher(weight).max_capacity(settings.apq_bytes);
        Ok(Self {
            trusted: Arc::new(trusted),
            only: settings.trusted_only.clone().into(),
            registered: (settings.apq_bytes > 0).then(|| registered.build()),
        })
    }

    /// Validates the trusted documents against the schema, without running them.
    pub async fn check<E: Executor>(&self, schema: &E) -> anyhow::Result<()> {
        for (id, text) in self.trusted.iter().filter(|(id, _)| !id.starts_with("sha256:")) {
            if let Some(error) = validate(schema, Request::new(&**text)).await.first() {
                let place = error.locations.first().map(|place| format!(" (line {})", place.line)).unwrap_or_default();
                bail!("QUIPU_TRUSTED_DOCUMENTS: {id}.graphql does not fit the schema{place}: {}", error.message);
            }
        }
        Ok(())
    }

    /// The document that a request asks for.
    pub(super) fn find(&self, source: Source, kind: Kind) -> Result<Document, ApiError> {
        let document = match source {
            Source::Text(text) => Document { text: text.into(), trusted: false, named: false },
            Source::Id(id) => Document { text: self.by_id(&id)?, trusted: true, named: true },
            Source::Hash(hash, text) => {
                if let Some(text) = self.trusted.get(&format!("sha256:{hash}")) {
                    Document { text: Arc::clone(text), trusted: true, named: true }
                } else {
                    self.registered(hash, text)?
                }
            }
        };
        if !document.trusted && self.only.contains(&kind) {
            let message = "Sin credencial suficiente solo se atienden documentos registrados: envíe «documentId».";
            return Err(ApiError::new(ErrorCode::SoloDocumentos, message));
        }
        Ok(document)
    }

    fn by_id(&self, id: &str) -> Result<Arc<str>, ApiError> {
        self.trusted.get(id).cloned().ok_or_else(|| {
            ApiError::new(ErrorCode::DocumentoDesconocido, "Ningún documento registrado tiene ese id.")
                .with("campo", "documentId")
        })
    }

    /// A document by its hash; one that comes with its text is remembered.
    fn registered(&self, hash: String, text: Option<String>) -> Result<Document, ApiError> {
        let named = self.registered.is_some();
        let text = match (&self.registered, text) {
            (None, Some(text)) => text.into(),
            (None, None) => return Err(protocol(ErrorCode::PersistedQueryNotSupported)),
            (Some(known), None) => known.get(&hash).ok_or_else(|| protocol(ErrorCode::PersistedQueryNotFound))?,
            (Some(known), Some(text)) => {
                if sha256(text.as_bytes()) != hash {
                    let message = "«sha256Hash» no es el hash SHA-256 de «query».";
                    return Err(ApiError::new(ErrorCode::EntradaInvalida, message).with("campo", "persistedQuery"));
                }
                let text: Arc<str> = text.into();
                known.insert(hash, Arc::clone(&text));
                text
            }
        };
        Ok(Document { text, trusted: false, named })
    }

    /// Bytes of documents that clients registered.
    pub fn registered_bytes(&self) -> u64 {
        self.registered.as_ref().map_or(0, |known| {
            known.run_pending_tasks();
            known.weighted_size()
        })
    }
}

/// The messages, too, are ones that clients compare.
fn protocol(code: ErrorCode) -> ApiError {
    let message =
        if code == ErrorCode::PersistedQueryNotFound { "PersistedQueryNotFound" } else { "PersistedQueryNotSupported" };
    ApiError::new(code, message)
}

/// What the engine says of a document without running it. It validates the whole of it before it looks for the operation,
/// and is asked for one that this document does not have.
pub(super) async fn validate<E: Executor>(schema: &E, mut request: Request) -> Vec<ServerError> {
    let wanted = request.operation_name.take();
    let has: Vec<String> = match request.parsed_query() {
        Ok(document) => document.operations.iter().filter_map(|(name, _)| name.map(ToString::to_string)).collect(),
        Err(error) => return vec![error],
    };
    if let Some(wanted) = wanted.filter(|wanted| !has.contains(wanted)) {
        return schema.execute(request.operation_name(wanted)).await.errors;
    }
    let none = (0..=has.len()).map(|n| format!("_{n}")).find(|name| !has.contains(name)).unwrap_or_default();
    let expected = format!("Unknown operation named \"{none}\"");
    let mut errors = schema.execute(request.operation_name(none)).await.errors;
    errors.retain(|error| error.message != expected);
    errors
}

fn read(folder: &Path) -> anyhow::Result<HashMap<String, Arc<str>>> {
    let mut documents = HashMap::new();
    let entries = std::fs::read_dir(folder).map_err(|cause| ArchivoError::nuevo(folder, &cause))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "graphql") {
            continue;
        }
        let text = leer_texto(&path)?;
        let name = path.file_stem().and_then(|name| name.to_str()).context("a file name that is not UTF-8")?.to_owned();
        check_shape(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        let text: Arc<str> = text.into();
        documents.insert(format!("sha256:{}", sha256(text.as_bytes())), Arc::clone(&text));
        documents.insert(name, text);
    }
    Ok(documents)
}

/// Nothing that would keep the parser or the engine busy, though its author is trusted.
fn check_shape(text: &str) -> Result<(), String> {
    let limits =
        Limits { depth: 30, fields: 10_000, aliases: 1_000, root_fields: 1_000, directives: 20, tokens: 20_000 };
    limits::check_text(text, &limits).map_err(|error| error.message().to_owned())?;
    let document = parse_query(text).map_err(|error| error.to_string())?;
    limits::check_document(&document, &limits).map_err(|error| error.message().to_owned())
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
