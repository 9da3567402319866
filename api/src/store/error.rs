//! What can go wrong in the store.

use sea_orm::DbErr;

use crate::domain;
use crate::domain::registro::{Faltas, PasoRechazado};

/// A refused or failed store operation.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed.
    #[error("la base de datos falló: {0}")]
    Db(#[from] DbErr),
    /// A rule of the domain was broken.
    #[error(transparent)]
    Dominio(#[from] domain::Error),
    /// The entity is not in the catalogue.
    #[error("No existe la entidad con código «{0}» en el catálogo.")]
    EntidadInexistente(String),
    /// The version is not there.
    #[error("La entidad «{entidad}» no tiene {version}.")]
    VersionInexistente {
        /// Code of the entity.
        entidad: String,
        /// What was asked for.
        version: String,
    },
    /// The version is published already: it never changes.
    #[error("La versión {version} de la entidad «{entidad}» ya está publicada y no cambia.")]
    VersionPublicada {
        /// Code of the entity.
        entidad: String,
        /// Number of the version.
        version: i32,
    },
    /// A later version is published already.
    #[error("La versión {version} de la entidad «{entidad}» es anterior a la {vigente}, que ya está publicada.")]
    VersionSuperada {
        /// Code of the entity.
        entidad: String,
        /// Number of the draft.
        version: i32,
        /// Number of the published version.
        vigente: i32,
    },
    /// Another version was published since the draft was copied from its base.
    #[error(
        "El borrador {version} de la entidad «{entidad}» es copia de la versión {base}, y después se publicó la {vigente}: al \
         publicarlo se perdería lo que esa cambió. Haga sus cambios en un borrador de la {vigente}."
    )]
    BaseSuperada {
        /// Code of the entity.
        entidad: String,
        /// Number of the draft.
        version: i32,
        /// Number of the version that it was copied from.
        base: i32,
        /// Number of the published version.
        vigente: i32,
    },
    /// A code that the loaded catalogue does not have.
    #[error("El catálogo cargado no tiene {catalogo} con código «{codigo}».")]
    FueraDeCatalogo {
        /// Which catalogue.
        catalogo: &'static str,
        /// The code.
        codigo: String,
    },
    /// A request read more rows, or showed more objects, than one request may.
    #[error("La consulta leería más de {0} filas.")]
    DemasiadasFilas(u64),
    /// An answer of more groups than may be.
    #[error("La pregunta tiene más de {0} grupos: pida menos dimensiones o menos entidades.")]
    DemasiadosGrupos(i64),
    /// A cursor that is not one of this list.
    #[error(
        "El cursor no es de esta lista o de este orden. Para seguir la lista de un objeto entre varios, pídalo por su id."
    )]
    CursorInvalido,
    /// A text with the one character that no text in the database can have.
    #[error("Un texto de la solicitud tiene el carácter nulo (U+0000).")]
    CaracterNulo,
    /// Who asks may not change records of the entity.
    #[error("La credencial no permite cambiar registros de esta entidad.")]
    SinPermiso,
    /// Who asks may not publish drafts of the entity.
    #[error("La credencial no permite publicar versiones de esta entidad.")]
    NoPublica,
    /// The record is not there, or may not be seen.
    #[error("El registro no existe o no es visible para quien pregunta.")]
    RegistroInexistente,
    /// The record changed since the client read it.
    #[error("El registro cambió: se envió la revisión {enviada} y ya está en la {actual}.")]
    Conflicto {
        /// The revision that the client read.
        enviada: i32,
        /// The revision it has now.
        actual: i32,
        /// What it is now.
        registro: Box<serde_json::Value>,
    },
    /// The record is archived, or its state admits no such change.
    #[error("{0}")]
    RegistroCerrado(String),
    /// The key of a repeated request came with another request.
    #[error("La clave de idempotencia «{0}» ya se usó con otra solicitud.")]
    ClaveReutilizada(String),
    /// A step of a state machine that may not be taken.
    #[error(transparent)]
    Paso(#[from] PasoRechazado),
    /// An input with faults.
    #[error(transparent)]
    Faltas(#[from] Faltas),
}
