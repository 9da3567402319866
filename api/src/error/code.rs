//! The stable codes: what a program reads in `extensions.code`.

/// Why a request, or a part of it, was refused. Codes are never renamed; new ones may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    EntradaInvalida,
    IdInvalido,
    CursorInvalido,
    NoEncontrado,
    CodigoAmbiguo,
    PaginaFueraDeRango,
    LimiteFilas,
    LimiteProfundidad,
    LimiteComplejidad,
    CostoExcesivo,
    CuotaAgotada,
    LimiteDiagrama,
    ConsultaInvalida,
    MasErrores,
    VersionPublicada,
    NoAutorizado,
    LlavesNoDisponibles,
    Prohibido,
    TiempoAgotado,
    BaseDeDatosNoDisponible,
    JsonInvalido,
    LoteNoAdmitido,
    MetodoNoPermitido,
    NoAceptable,
    TipoDeContenidoNoAdmitido,
    CuerpoDemasiadoGrande,
    CuerpoIncompleto,
    DocumentoDesconocido,
    SoloDocumentos,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    Conflicto,
    ClaveReutilizada,
    RegistroCerrado,
    PasoNoPermitido,
    ErrorInterno,
}

/// What is published about a code.
#[derive(Debug, Clone, Copy)]
pub struct CodeInfo {
    /// The code.
    pub code: ErrorCode,
    /// Its name in `extensions.code`.
    pub name: &'static str,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// HTTP status when no part of the request was executed.
    pub status: u16,
    /// What it means, for the reader of the API.
    pub meaning: &'static str,
}

use ErrorCode as C;

/// Every code, in the order of [`ErrorCode`].
pub const CODES: [CodeInfo; 36] = [
    row(
        C::EntradaInvalida,
        "ENTRADA_INVALIDA",
        false,
        400,
        "Un argumento o parámetro no cumple su regla; `campo` dice cuál, o `errores` todos.",
    ),
    row(C::IdInvalido, "ID_INVALIDO", false, 400, "El identificador no es de Quipu o es de otro tipo de objeto."),
    row(C::CursorInvalido, "CURSOR_INVALIDO", false, 400, "El cursor no es de Quipu o es de otra lista."),
    row(C::NoEncontrado, "NO_ENCONTRADO", false, 404, "No existe, o no es visible para quien pregunta."),
    row(C::CodigoAmbiguo, "CODIGO_AMBIGUO", false, 400, "El código designa más de un objeto; pregunte por su id."),
    row(
        C::PaginaFueraDeRango,
        "PAGINA_FUERA_DE_RANGO",
        false,
        400,
        "El tamaño de página pedido no está en el rango admitido.",
    ),
    row(C::LimiteFilas, "LIMITE_FILAS", false, 400, "La consulta leería más filas que las admitidas por solicitud."),
    row(C::LimiteProfundidad, "LIMITE_PROFUNDIDAD", false, 400, "El documento anida más niveles que los admitidos."),
    row(
        C::LimiteComplejidad,
        "LIMITE_COMPLEJIDAD",
        false,
        400,
        "El documento pide más campos, alias, directivas o símbolos que los admitidos.",
    ),
    row(
        C::CostoExcesivo,
        "COSTO_EXCESIVO",
        false,
        400,
        "La consulta puede costar más que todo lo que admite una solicitud; `cost` dice cuánto.",
    ),
    row(
        C::CuotaAgotada,
        "CUOTA_AGOTADA",
        true,
        429,
        "No quedan puntos para esta consulta; `cost` y Retry-After dicen cuándo los habrá.",
    ),
    row(C::LimiteDiagrama, "LIMITE_DIAGRAMA", false, 400, "El diagrama tendría más nodos que los admitidos."),
    row(
        C::ConsultaInvalida,
        "CONSULTA_INVALIDA",
        false,
        400,
        "El documento GraphQL o sus variables no son válidos para este esquema.",
    ),
    row(
        C::MasErrores,
        "MAS_ERRORES",
        false,
        400,
        "El documento tiene más errores que los que una respuesta dice; `omitidos` dice cuántos más.",
    ),
    row(C::VersionPublicada, "VERSION_PUBLICADA", false, 409, "La versión ya está publicada y no se modifica."),
    row(
        C::NoAutorizado,
        "NO_AUTORIZADO",
        false,
        401,
        "La credencial no es válida o falta; `motivo` dice qué no se cumple.",
    ),
    row(
        C::LlavesNoDisponibles,
        "LLAVES_NO_DISPONIBLES",
        true,
        503,
        "No se pueden obtener las llaves que verifican las credenciales.",
    ),
    row(C::Prohibido, "PROHIBIDO", false, 403, "La credencial no permite leer o hacer lo pedido."),
    row(C::TiempoAgotado, "TIEMPO_AGOTADO", true, 504, "La operación pasó el tiempo máximo y fue cancelada."),
    row(
        C::BaseDeDatosNoDisponible,
        "BASE_DE_DATOS_NO_DISPONIBLE",
        true,
        503,
        "La base de datos no responde o está saturada.",
    ),
    row(C::JsonInvalido, "JSON_INVALIDO", false, 400, "El cuerpo o un parámetro no es JSON en UTF-8."),
    row(
        C::LoteNoAdmitido,
        "LOTE_NO_ADMITIDO",
        false,
        400,
        "Se envió una lista con más solicitudes que las admitidas, o vacía.",
    ),
    row(
        C::MetodoNoPermitido,
        "METODO_NO_PERMITIDO",
        false,
        405,
        "El método HTTP no corresponde a la ruta o a la operación.",
    ),
    row(C::NoAceptable, "NO_ACEPTABLE", false, 406, "El encabezado Accept no admite ningún formato que Quipu produce."),
    row(
        C::TipoDeContenidoNoAdmitido,
        "TIPO_DE_CONTENIDO_NO_ADMITIDO",
        false,
        415,
        "El cuerpo no es application/json en UTF-8 sin comprimir.",
    ),
    row(C::CuerpoDemasiadoGrande, "CUERPO_DEMASIADO_GRANDE", false, 413, "El cuerpo pasa el tamaño máximo."),
    row(C::CuerpoIncompleto, "CUERPO_INCOMPLETO", true, 408, "El cuerpo no llegó entero o no llegó a tiempo."),
    row(C::DocumentoDesconocido, "DOCUMENTO_DESCONOCIDO", false, 404, "Ningún documento registrado tiene ese id."),
    row(
        C::SoloDocumentos,
        "SOLO_DOCUMENTOS",
        false,
        403,
        "Quien pregunta solo puede pedir documentos registrados, por su id.",
    ),
    // Clients know these two codes and names: they send the whole document and go on.
    row(
        C::PersistedQueryNotFound,
        "PERSISTED_QUERY_NOT_FOUND",
        false,
        400,
        "No se conoce el documento de ese hash; envíelo completo, con su hash.",
    ),
    row(
        C::PersistedQueryNotSupported,
        "PERSISTED_QUERY_NOT_SUPPORTED",
        false,
        400,
        "No hay consultas persistidas; envíe el documento completo.",
    ),
    row(
        C::Conflicto,
        "CONFLICTO",
        false,
        409,
        "El registro cambió desde que se leyó; `actual` dice cómo está y `revisionActual` con qué revisión.",
    ),
    row(C::ClaveReutilizada, "CLAVE_REUTILIZADA", false, 409, "La clave de idempotencia ya se usó con otra solicitud."),
    row(
        C::RegistroCerrado,
        "REGISTRO_CERRADO",
        false,
        409,
        "El registro está archivado o su estado no admite el cambio.",
    ),
    row(
        C::PasoNoPermitido,
        "PASO_NO_PERMITIDO",
        false,
        409,
        "El paso no existe desde ese estado o le faltan condiciones; `faltan` las dice todas.",
    ),
    row(
        C::ErrorInterno,
        "ERROR_INTERNO",
        false,
        500,
        "Falla del servidor; su causa queda en el registro bajo `requestId`.",
    ),
];

const fn row(code: ErrorCode, name: &'static str, retryable: bool, status: u16, meaning: &'static str) -> CodeInfo {
    CodeInfo { code, name, retryable, status, meaning }
}

impl ErrorCode {
    /// The code of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        CODES.iter().find(|info| info.name == name).map(|info| info.code)
    }

    /// What is published about this code.
    pub fn info(self) -> &'static CodeInfo {
        &CODES[self as usize]
    }
}
