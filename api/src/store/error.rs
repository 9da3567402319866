//! What can go wrong in the store.

use sea_orm::DbErr;

use crate::domain;

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
    /// A code that the loaded catalogue does not have.
    #[error("El catálogo cargado no tiene {catalogo} con código «{codigo}».")]
    FueraDeCatalogo {
        /// Which catalogue.
        catalogo: &'static str,
        /// The code.
        codigo: String,
    },
    /// A request read more rows than one request may.
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
}
