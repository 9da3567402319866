//! Why a workbook is refused. Every message is written for the person who sent it.

/// A workbook that cannot be read. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LibroError {
    /// Not a workbook at all, or a damaged one.
    #[error("El archivo no se puede leer como libro .xlsx: {motivo}.")]
    Ilegible {
        /// What is wrong and where.
        motivo: String,
    },
    /// Another kind of file: `.xls`, `.ods`, `.xlsb`, `.csv`.
    #[error(
        "El archivo no es un libro .xlsx sino {formato}. Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)»."
    )]
    OtroFormato {
        /// What it looks like.
        formato: &'static str,
    },
    /// Encrypted with a password.
    #[error("El libro está protegido con contraseña. Quítele la contraseña y vuelva a enviarlo.")]
    Protegido,
    /// The end of the file is missing.
    #[error("El archivo está incompleto: falta su parte final. Vuelva a copiarlo o a descargarlo.")]
    Truncado,
    /// Larger than allowed, packed or unpacked.
    #[error("El libro es demasiado grande: {que} pasa de {limite}.")]
    DemasiadoGrande {
        /// What was measured.
        que: String,
        /// The limit, with its unit.
        limite: String,
    },
    /// More rows with data than allowed in one sheet.
    #[error("La hoja «{hoja}» tiene más de {limite} filas con datos.")]
    DemasiadasFilas {
        /// Sheet (or file).
        hoja: String,
        /// The limit.
        limite: usize,
    },
    /// More cells than allowed.
    #[error(
        "La hoja «{hoja}» tiene demasiadas celdas (más de {limite} en el libro). Borre el formato de las filas y columnas vacías."
    )]
    DemasiadasCeldas {
        /// Sheet where the count was passed.
        hoja: String,
        /// The limit.
        limite: usize,
    },
    /// No tab of the official workbook.
    #[error(
        "No se reconoce ninguna hoja. Se buscan MAPEO DE PUESTOS, MATRIZ DE PROCESOS ACTUAL y MATRIZ DE PROCESOS AJUSTADA, por su nombre o por sus títulos. Hojas del libro: {hojas}."
    )]
    SinPestanas {
        /// Names of the tabs.
        hojas: String,
    },
    /// A CSV file without a column that it must have.
    #[error("Al archivo {archivo} le falta la columna «{columna}».")]
    SinColumna {
        /// File.
        archivo: &'static str,
        /// Column.
        columna: &'static str,
    },
}

impl LibroError {
    /// Stable code for programs.
    pub fn codigo(&self) -> &'static str {
        match self {
            Self::Ilegible { .. } => "LIBRO_ILEGIBLE",
            Self::OtroFormato { .. } => "LIBRO_NO_ES_XLSX",
            Self::Protegido => "LIBRO_PROTEGIDO",
            Self::Truncado => "LIBRO_TRUNCADO",
            Self::DemasiadoGrande { .. } => "LIBRO_DEMASIADO_GRANDE",
            Self::DemasiadasFilas { .. } => "LIBRO_DEMASIADAS_FILAS",
            Self::DemasiadasCeldas { .. } => "LIBRO_DEMASIADAS_CELDAS",
            Self::SinPestanas { .. } => "LIBRO_SIN_PESTANAS",
            Self::SinColumna { .. } => "LIBRO_SIN_COLUMNA",
        }
    }

    pub(super) fn ilegible(motivo: impl Into<String>) -> Self {
        Self::Ilegible { motivo: motivo.into() }
    }
}
