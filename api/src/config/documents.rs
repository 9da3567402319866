//! Settings of documents that are known beforehand.

use std::path::PathBuf;

use clap::Args;

use crate::auth::Kind;

/// Documents that clients name instead of sending.
#[derive(Debug, Clone, Args)]
pub struct DocumentsConfig {
    /// Folder with `.graphql` files that are served by id. A file that does not fit the schema stops the program.
    #[arg(long, global = true, env = "QUIPU_TRUSTED_DOCUMENTS", value_name = "QUIPU_TRUSTED_DOCUMENTS")]
    pub trusted_documents: Option<PathBuf>,

    /// Kinds of requesters that may ask only for those documents, by commas: anonimo, entidad, rector, operador.
    #[arg(long, global = true, env = "QUIPU_TRUSTED_ONLY", value_name = "QUIPU_TRUSTED_ONLY", value_delimiter = ',')]
    #[arg(requires = "trusted_documents")]
    pub trusted_only: Vec<Kind>,

    /// Bytes of documents that clients register by their hash (automatic persisted queries); 0: none.
    #[arg(long, global = true, env = "QUIPU_APQ_BYTES", value_name = "QUIPU_APQ_BYTES")]
    #[arg(default_value_t = 8 * 1024 * 1024, value_parser = clap::value_parser!(u64).range(0..=1024 * 1024 * 1024))]
    pub apq_bytes: u64,
}
