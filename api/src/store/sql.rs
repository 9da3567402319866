//! A statement being written: text and bound values. Values are always bound, never spliced.

use sea_orm::{DbBackend, Statement, Value};

use super::StoreError;

/// Text with numbered placeholders (`$1`), which both databases read, and its values.
#[derive(Debug, Clone)]
pub struct Sql {
    backend: DbBackend,
    texto: String,
    valores: Vec<Value>,
    con_nulo: bool,
}

impl Sql {
    /// An empty statement for that database.
    pub fn nueva(backend: DbBackend) -> Self {
        Self { backend, texto: String::with_capacity(512), valores: Vec::new(), con_nulo: false }
    }

    /// Whether it is for PostgreSQL; otherwise it is for SQLite.
    pub fn es_postgres(&self) -> bool {
        self.backend == DbBackend::Postgres
    }

    /// Appends SQL text. Only ever from constants of the program.
    pub fn texto(&mut self, texto: &str) -> &mut Self {
        self.texto.push_str(texto);
        self
    }

    /// Appends a placeholder bound to `valor`.
    pub fn valor(&mut self, valor: impl Into<Value>) -> &mut Self {
        let valor = valor.into();
        self.con_nulo |= matches!(&valor, Value::String(Some(texto)) if texto.contains('\0'));
        self.valores.push(valor);
        self.texto.push('$');
        self.texto.push_str(&self.valores.len().to_string());
        self
    }

    /// Appends `columna IN (…)` over one bound list, of any length.
    pub fn en_enteros(&mut self, columna: &str, lista: &[i64]) -> &mut Self {
        self.texto(columna);
        if self.es_postgres() {
            self.texto(" = ANY(").valor(lista.to_vec()).texto(")")
        } else {
            self.texto(" IN (SELECT value FROM json_each(").valor(json(lista)).texto("))")
        }
    }

    /// Appends `columna IN (…)` over one bound list of texts.
    pub fn en_textos(&mut self, columna: &str, lista: &[String]) -> &mut Self {
        self.con_nulo |= lista.iter().any(|texto| texto.contains('\0'));
        self.texto(columna);
        if self.es_postgres() {
            self.texto(" = ANY(").valor(lista.to_vec()).texto(")")
        } else {
            self.texto(" IN (SELECT value FROM json_each(").valor(json(lista)).texto("))")
        }
    }

    /// Appends ` AND [NOT] EXISTS (subconsulta)` when it is asked for.
    pub fn existe(&mut self, existe: Option<bool>, subconsulta: &str) -> &mut Self {
        match existe {
            None => self,
            Some(si) => self.texto(&format!(" AND {}EXISTS ({subconsulta})", if si { "" } else { "NOT " })),
        }
    }

    /// The finished statement, unless it holds a text that PostgreSQL cannot: the same answer on both databases.
    pub fn comprobada(self) -> Result<Statement, StoreError> {
        if self.con_nulo { Err(StoreError::CaracterNulo) } else { Ok(self.sentencia()) }
    }

    /// The finished statement.
    pub fn sentencia(self) -> Statement {
        Statement::from_sql_and_values(self.backend, self.texto, self.valores)
    }
}

/// A list as JSON text, which SQLite unpacks with `json_each`.
pub(crate) fn json<T: serde::Serialize + ?Sized>(lista: &T) -> String {
    // Numbers and strings always serialise.
    serde_json::to_string(lista).unwrap_or_else(|_| "[]".to_owned())
}

/// Accented letters of Spanish, and the marks that a decomposed text puts after them, with what remains of each.
const TILDES: [(char, &str); 17] = [
    ('á', "a"),
    ('é', "e"),
    ('í', "i"),
    ('ó', "o"),
    ('ú', "u"),
    ('ü', "u"),
    ('ñ', "n"),
    ('Á', "a"),
    ('É', "e"),
    ('Í', "i"),
    ('Ó', "o"),
    ('Ú', "u"),
    ('Ü', "u"),
    ('Ñ', "n"),
    ('\u{301}', ""),
    ('\u{303}', ""),
    ('\u{308}', ""),
];

/// A text column without accents or case, for columns that have no search key beside them. Either database folds
/// ASCII only.
pub fn sin_tildes(columna: &str) -> String {
    TILDES
        .iter()
        .fold(format!("LOWER({columna})"), |sql, (letra, queda)| format!("REPLACE({sql}, '{letra}', '{queda}')"))
}

/// `texto` inside a LIKE pattern: the signs that LIKE understands are escaped with `\`.
pub fn escapar_like(texto: &str) -> String {
    let mut escapado = String::with_capacity(texto.len());
    for c in texto.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escapado.push('\\');
        }
        escapado.push(c);
    }
    escapado
}
