//! What a failure of the database means for the client: try again, or a mask.

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

use super::{ApiError, ErrorCode, registro};
use crate::store::StoreError;

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        match classify(&error) {
            Failure::Unavailable => {
                tracing::warn!(error.cause = %error, "database not available");
                Self::new(
                    ErrorCode::BaseDeDatosNoDisponible,
                    "La base de datos no está disponible en este momento. Intente de nuevo en unos segundos.",
                )
            }
            Failure::TooSlow => {
                tracing::warn!(error.cause = %error, "statement cancelled by the database");
                Self::new(
                    ErrorCode::TiempoAgotado,
                    "La consulta tardó demasiado y fue cancelada. Pida menos datos por vez.",
                )
            }
            Failure::Ours => Self::internal(&error),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Db(error) => return error.into(),
            StoreError::Dominio(error) => return error.into(),
            StoreError::FueraDeCatalogo { .. } => return Self::internal(&error),
            StoreError::EntidadInexistente(_)
            | StoreError::VersionInexistente { .. }
            | StoreError::RegistroInexistente => ErrorCode::NoEncontrado,
            StoreError::VersionPublicada { .. }
            | StoreError::VersionSuperada { .. }
            | StoreError::BaseSuperada { .. } => ErrorCode::VersionPublicada,
            StoreError::DemasiadasFilas(_) | StoreError::DemasiadosGrupos(_) => ErrorCode::LimiteFilas,
            StoreError::CursorInvalido => ErrorCode::CursorInvalido,
            StoreError::CaracterNulo => ErrorCode::EntradaInvalida,
            StoreError::SinPermiso | StoreError::NoPublica => ErrorCode::Prohibido,
            StoreError::RegistroCerrado(_) => ErrorCode::RegistroCerrado,
            StoreError::ClaveReutilizada(_) => ErrorCode::ClaveReutilizada,
            StoreError::Faltas(faltas) => return faltas.into(),
            StoreError::Paso(paso) => return paso.into(),
            StoreError::Conflicto { enviada, actual, ref registro } => {
                return Self::new(ErrorCode::Conflicto, error.to_string())
                    .with("revisionEnviada", enviada)
                    .with("revisionActual", actual)
                    .with("actual", registro::visto(registro));
            }
        };
        Self::new(code, error.to_string())
    }
}

enum Failure {
    Unavailable,
    TooSlow,
    Ours,
}

fn classify(error: &DbErr) -> Failure {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Failure::Unavailable,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => driver(cause),
        _ => Failure::Ours,
    }
}

fn driver(error: &sqlx::Error) -> Failure {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Failure::Unavailable,
        sqlx::Error::Database(error) => error.code().map_or(Failure::Ours, |code| by_code(&code)),
        _ => Failure::Ours,
    }
}

/// PostgreSQL's `query_canceled`: the statement timeout.
const STATEMENT_TIMEOUT: &str = "57014";

const UNAVAILABLE: [&str; 12] = [
    // PostgreSQL: shut down, starting, too many connections, serialization failure, deadlock.
    "57P01", "57P02", "57P03", "53300", "40001", "40P01",
    // SQLite: BUSY and LOCKED, with their extended forms.
    "5", "261", "517", "773", "6", "262",
];

fn by_code(code: &str) -> Failure {
    // PostgreSQL's class 08: the connection broke.
    let broken = code.len() == 5 && code.starts_with("08");
    match code {
        STATEMENT_TIMEOUT => Failure::TooSlow,
        _ if broken || UNAVAILABLE.contains(&code) => Failure::Unavailable,
        _ => Failure::Ours,
    }
}
