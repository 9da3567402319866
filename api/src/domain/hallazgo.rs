//! Findings: what does not fit in what an entity sent. A finding never stops an import and never loses a row.

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severidad {
    /// Worth knowing; no figure changes.
    Info,
    /// The entity should look at it; a figure may be incomplete.
    Advertencia,
    /// A value could not be used.
    Error,
}

impl Severidad {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Info => 1,
            Self::Advertencia => 2,
            Self::Error => 3,
        }
    }

    /// The severity of that number.
    pub const fn de_codigo(codigo: i16) -> Option<Self> {
        match codigo {
            1 => Some(Self::Info),
            2 => Some(Self::Advertencia),
            3 => Some(Self::Error),
            _ => None,
        }
    }
}

/// One finding: what, how bad, where, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hallazgo {
    /// Stable code in capitals, e.g. `CORRELATIVO_INEXISTENTE`.
    pub codigo: &'static str,
    /// How much it matters.
    pub severidad: Severidad,
    /// Name of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hoja: Option<String>,
    /// Cell, e.g. `N17`, or the row alone when the finding is about all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub celda: Option<String>,
    /// A sentence in Spanish.
    pub mensaje: String,
    /// The value as it stood in the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valor: Option<String>,
}

/// Longest value repeated in a finding.
const MAX_VALOR: usize = 120;

impl Hallazgo {
    /// A finding of a code in [`CODIGOS`], with the severity that the table gives it.
    pub fn nuevo(codigo: &'static str, mensaje: impl Into<String>) -> Self {
        let severidad = CODIGOS.iter().find(|(c, _, _)| *c == codigo).map_or(Severidad::Advertencia, |(_, s, _)| *s);
        Self { codigo, severidad, hoja: None, celda: None, mensaje: mensaje.into(), valor: None }
    }

    /// The same, in a sheet and a cell.
    #[must_use]
    pub fn en(mut self, hoja: Option<&str>, celda: Option<String>) -> Self {
        self.hoja = hoja.map(str::to_owned);
        self.celda = celda;
        self
    }

    /// The same, with the value as it stood (its first characters).
    #[must_use]
    pub fn con(mut self, valor: impl AsRef<str>) -> Self {
        self.valor = Some(valor.as_ref().chars().take(MAX_VALOR).collect());
        self
    }
}

/// What a workbook's reader says of the times of a row: settled when they are given.
pub const DE_TIEMPOS: [&str; 14] = [
    "NUMERO_ILEGIBLE",
    "NUMERO_AMBIGUO",
    "NUMERO_COMO_FECHA",
    "NUMERO_NEGATIVO",
    "NUMERO_EXCESIVO",
    "FORMULA_SIN_VALOR",
    "DURACION_COMO_HORA",
    "TIEMPO_COMBINADO",
    "PERIODICIDAD_DESCONOCIDA",
    "FRECUENCIA_DISCREPANTE",
    "FRECUENCIA_EN_VARIOS_PERIODOS",
    "SERVIDORES_DISCREPANTES",
    "SERVIDORES_SIN_TIEMPOS",
    "CELDA_CON_ERROR",
];
/// What it says of the classification of a row, so too.
pub const DE_CLASIFICACION: [&str; 6] = [
    "GRUPO_DESCONOCIDO",
    "FAMILIA_DESCONOCIDA",
    "ROL_DESCONOCIDO",
    "NIVEL_DESCONOCIDO",
    "NIVEL_FUERA_DE_GRUPO",
    "NIVEL_ORGANIZACIONAL_DESCONOCIDO",
];

use Severidad::{Advertencia, Error, Info};

/// Every code that an import or a revision may give, with its severity and its meaning.
pub const CODIGOS: &[(&str, Severidad, &str)] = &[
    // The workbook.
    ("HOJA_AUSENTE", Info, "El libro no trae una de las tres hojas de datos."),
    ("HOJA_DUPLICADA", Error, "Dos hojas dicen ser la misma; se usa una sola."),
    (
        "MATRIZ_EN_VARIAS_HOJAS",
        Advertencia,
        "Una matriz repartida en varias hojas con los mismos títulos: se leyeron todas.",
    ),
    ("HOJA_OCULTA", Advertencia, "Una hoja oculta del libro, que se usó por no haber otra a la vista."),
    ("CABECERA_NO_ENCONTRADA", Error, "La hoja tiene nombre conocido pero ninguna fila con sus títulos."),
    ("COLUMNA_NO_RECONOCIDA", Info, "Una columna con título que no se usa."),
    (
        "COLUMNA_CON_DATOS_PERSONALES",
        Advertencia,
        "Una columna con nombres o documentos de personas: no se guardó nada de ella.",
    ),
    ("CELDA_ILEGIBLE", Error, "Una celda está mal escrita en el archivo y no se pudo leer."),
    ("CELDA_CON_ERROR", Error, "Una celda muestra un error de Excel (#REF!, #DIV/0! …)."),
    ("FORMULA_SIN_VALOR", Error, "Una fórmula sin valor calculado: abra y guarde el libro en Excel."),
    ("HALLAZGOS_OMITIDOS", Advertencia, "Hay más hallazgos de los que se guardan."),
    ("TEXTO_RECORTADO", Advertencia, "Un texto más largo de lo que se guarda."),
    ("FILA_DE_PIE", Info, "Texto debajo de la tabla (notas, firmas): no se usó ni se guardó."),
    ("FILA_SOLO_NUMEROS", Advertencia, "Una fila sin texto, solo con números: parece un subtotal y no se usó."),
    // Numbers.
    ("NUMERO_ILEGIBLE", Error, "Un texto donde debe ir un número."),
    ("NUMERO_AMBIGUO", Advertencia, "La coma o el punto puede ser decimal o de miles."),
    ("NUMERO_COMO_FECHA", Error, "Excel convirtió el número en una fecha."),
    ("NUMERO_NEGATIVO", Error, "Un número negativo donde solo cabe cero o más."),
    ("NUMERO_EXCESIVO", Error, "Un número mayor de lo que admite la realidad de un mes."),
    ("NUMERO_NO_ENTERO", Error, "Una cantidad de personas con decimales."),
    ("DURACION_COMO_HORA", Info, "Una duración escrita como hora (0:15); se tomó en horas."),
    ("TIEMPO_COMBINADO", Advertencia, "Un tiempo en celdas combinadas: cuenta solo en su primera fila."),
    ("PERIODICIDAD_DESCONOCIDA", Error, "Una periodicidad que no es diaria, semanal, mensual …"),
    ("FRECUENCIA_DISCREPANTE", Advertencia, "La frecuencia mensual no es la que dan su periodicidad y su frecuencia."),
    (
        "FRECUENCIA_EN_VARIOS_PERIODOS",
        Error,
        "Una fila con la frecuencia en dos columnas de período; no se usa ninguna.",
    ),
    ("FRECUENCIA_SIN_PERIODO", Advertencia, "El título de la frecuencia no dice cada cuánto; se leyó como mensual."),
    ("DURACION_SIN_UNIDAD", Advertencia, "El título de la duración no dice su unidad; se leyó en horas."),
    ("CODIGO_COMO_NUMERO", Advertencia, "Códigos guardados como números: 1.10 se vuelve 1.1."),
    ("SERVIDORES_DISCREPANTES", Advertencia, "Los servidores declarados no son frecuencia × duración × 1.10 ÷ 176."),
    ("SERVIDORES_SIN_TIEMPOS", Advertencia, "Servidores declarados en una fila sin frecuencia o sin duración."),
    ("SUPLEMENTARIO_DISTINTO", Advertencia, "Tiempo suplementario distinto de 10 %; se usa 10 %."),
    ("HORAS_POR_TRABAJADOR_DISTINTAS", Advertencia, "Horas por trabajador distintas de 176; se usa 176."),
    // Mapeo.
    ("CORRELATIVO_AUSENTE", Advertencia, "Una fila del mapeo sin correlativo; se le dio uno."),
    ("CORRELATIVO_REPETIDO", Advertencia, "Un correlativo que ya tiene otra fila del mapeo."),
    ("OCUPADOS_AUSENTE", Advertencia, "No se dijo cuántos ocupan el puesto."),
    ("REGIMEN_DESCONOCIDO", Advertencia, "Un régimen o modalidad que no está en el catálogo."),
    ("NATURALEZA_DESCONOCIDA", Advertencia, "Una naturaleza de órgano que no está en el catálogo."),
    ("NATURALEZA_CONTRADICTORIA", Advertencia, "Dos naturalezas para la misma unidad; se usa la primera."),
    ("UNIDAD_AUSENTE", Advertencia, "No se dijo el órgano ni la unidad."),
    ("CONFIANZA_ILEGIBLE", Advertencia, "No se entiende si el cargo es de confianza."),
    ("SUPERIOR_INEXISTENTE", Advertencia, "El superior inmediato no es un puesto del mapeo."),
    // Classification.
    ("GRUPO_DESCONOCIDO", Advertencia, "Un grupo que no está en el catálogo."),
    ("FAMILIA_DESCONOCIDA", Advertencia, "Una familia que no está en el catálogo del grupo."),
    ("ROL_DESCONOCIDO", Advertencia, "Un rol que no está en el catálogo de la familia."),
    ("NIVEL_DESCONOCIDO", Advertencia, "Un nivel que no es CA1 … CA4."),
    ("NIVEL_FUERA_DE_GRUPO", Advertencia, "Nivel de carrera en un puesto de otro grupo."),
    ("NIVEL_ORGANIZACIONAL_DESCONOCIDO", Advertencia, "Un nivel organizacional que no es un número."),
    ("FAMILIA_FUERA_DE_NATURALEZA", Advertencia, "Una familia fuera de la fila de su naturaleza en la tabla 4-11."),
    // The tree of processes.
    ("TIPO_DESCONOCIDO", Advertencia, "Un tipo de proceso que no es estratégico, misional ni de soporte."),
    ("TIPO_CONTRADICTORIO", Advertencia, "Dos tipos para el mismo macroproceso; se usa el primero."),
    ("PROCESO_EN_FILA", Info, "Un proceso sin columna, nombrado por una fila a lo ancho de la tabla."),
    (
        "PROCESO_EN_FILA_SIN_LUGAR",
        Error,
        "Una fila a lo ancho de la tabla nombra un proceso de un nivel entre los que tienen columna: no se usó.",
    ),
    ("FILA_SIN_PROCESO", Advertencia, "Una fila sin ningún proceso."),
    ("FILA_SIN_ACTIVIDAD", Advertencia, "Una fila con ejecutor o tiempos y sin actividad."),
    ("CODIGO_CON_VARIOS_NOMBRES", Advertencia, "Un mismo código con varios nombres."),
    ("CODIGO_SIN_PREFIJO", Advertencia, "Un código que no empieza con el de su padre."),
    ("CODIGO_CON_LETRA_POR_CIFRA", Advertencia, "Una letra donde el código pide una cifra (MO1 por M01)."),
    ("NOMBRE_EN_VARIOS_NIVELES", Info, "El mismo nombre en varios niveles de la misma rama."),
    ("NIVEL_CON_UN_SOLO_HIJO", Info, "Un proceso dividido en un solo subproceso."),
    ("PROCESO_SIN_ACTIVIDADES", Advertencia, "Un proceso sin subprocesos ni actividades."),
    // Who does what.
    ("ACTIVIDAD_SIN_EJECUTOR", Advertencia, "Una actividad sin ninguna fila que la ejecute."),
    ("CORRELATIVO_SIN_COLUMNA", Advertencia, "La hoja no trae el correlativo: los puestos se buscan por su nombre."),
    ("EJECUTOR_AUSENTE", Advertencia, "Una fila sin ejecutor."),
    ("EJECUTOR_DISTINTO_DEL_PUESTO", Advertencia, "El ejecutor no se llama como el puesto de ese correlativo."),
    ("CORRELATIVO_INEXISTENTE", Error, "Un correlativo que no está en el mapeo de puestos."),
    ("PUESTO_NUEVO_CON_NOMBRE_CONOCIDO", Info, "Un puesto nuevo que se llama como uno del mapeo en la misma unidad."),
    ("UNIDAD_DISTINTA_DEL_MAPEO", Advertencia, "La unidad de la fila no es la del puesto en el mapeo."),
    ("TIEMPOS_AUSENTES", Advertencia, "Una fila de puesto medido sin frecuencia o sin duración."),
    ("TIEMPOS_EN_ACTIVIDAD_Y_TAREAS", Advertencia, "Una actividad con tareas y además con ejecuciones propias."),
    ("EJECUCION_REPETIDA", Advertencia, "La misma tarea, el mismo puesto y la misma unidad en dos filas."),
    // Entered numbers.
    ("NO_MEDIDO_SIN_PUESTO", Error, "Una dotación ingresada para un correlativo que no está en el mapeo."),
    ("NO_MEDIDO_REPETIDO", Advertencia, "Dos dotaciones ingresadas para el mismo puesto; se usa la primera."),
    ("NO_MEDIDO_ILEGIBLE", Error, "Una dotación ingresada sin número entero de posiciones."),
    // Later norms, as warnings.
    ("NORMA_LINEA_MINIMA", Info, "Menos del 60 % de los puestos está en órganos de línea."),
    ("NORMA_APOYO_MAXIMO", Info, "Más del 30 % de los puestos está en apoyo y asesoramiento."),
    ("NORMA_CONFIANZA_MAXIMA", Info, "Más cargos de confianza de los que la norma admite."),
];
