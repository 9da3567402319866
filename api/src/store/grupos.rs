//! Counting records by groups, and finding those behind a number: what the figures of all kinds of record share.

use sea_orm::QueryResult;
use serde::Serialize;

use super::lista::{Hijos, Peticion, por_listas};
use super::orden::Tabla;
use super::sql::{Sql, json};
use super::{Lectura, StoreError};

/// What rows are grouped by: a number, or a text that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columna {
    /// Constant SQL.
    pub sql: &'static str,
    /// Whether it is a text.
    pub es_texto: bool,
    /// Whether some rows have none.
    pub puede_faltar: bool,
}

impl Columna {
    /// A number that every row has.
    pub const fn numero(sql: &'static str) -> Self {
        Self { sql, es_texto: false, puede_faltar: false }
    }

    /// A text that some rows may not have.
    pub const fn texto(sql: &'static str) -> Self {
        Self { sql, es_texto: true, puede_faltar: true }
    }

    /// `expresion` with what no row has in place of nothing: what has none is equal to what has none either. Columns that
    /// every row has stay plain, for an index to find them.
    fn sin_nulo(self, expresion: &str) -> String {
        match (self.puede_faltar, self.es_texto) {
            (false, _) => expresion.to_owned(),
            (true, true) => format!("COALESCE({expresion}, '')"),
            (true, false) => format!("COALESCE({expresion}, -1)"),
        }
    }
}

/// Where a group stands in a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Valor {
    /// A number that the program has a name for.
    Numero(i64),
    /// A text: a month (`2026-11`), a code of a catalogue; some rows have none.
    Texto(Option<String>),
}

impl Valor {
    /// The number.
    pub const fn numero(&self) -> Option<i64> {
        match self {
            Self::Numero(numero) => Some(*numero),
            Self::Texto(_) => None,
        }
    }

    /// The text, where there is one.
    pub fn texto(&self) -> Option<&str> {
        match self {
            Self::Numero(_) => None,
            Self::Texto(texto) => texto.as_deref(),
        }
    }

    /// Sorts like the statement: what is missing comes last.
    pub fn orden(&self) -> (bool, i64, &str) {
        match self {
            Self::Numero(numero) => (false, *numero, ""),
            Self::Texto(texto) => (texto.is_none(), 0, texto.as_deref().unwrap_or_default()),
        }
    }
}

/// A ratio, or a mean, before it is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Razon {
    /// What counts.
    pub numerador: i64,
    /// Among which.
    pub denominador: i64,
}

/// Most groups of an answer.
pub const GRUPOS: usize = 5_000;

/// Appends the columns, each followed by a comma.
pub fn seleccionar(sql: &mut Sql, columnas: &[Columna]) {
    for (i, columna) in columnas.iter().enumerate() {
        if columna.es_texto {
            sql.texto(columna.sql);
        } else {
            sql.texto("CAST(").texto(columna.sql).texto(" AS BIGINT)");
        }
        sql.texto(&format!(" AS g{i}, "));
    }
}

/// Groups by the columns, in their order; one group more than there may be tells that there are too many.
pub fn agrupar(sql: &mut Sql, columnas: &[Columna]) {
    if columnas.is_empty() {
        return;
    }
    let nombres: Vec<&str> = columnas.iter().map(|columna| columna.sql).collect();
    let orden: Vec<String> = nombres.iter().map(|nombre| format!("{nombre} ASC NULLS LAST")).collect();
    sql.texto(&format!(" GROUP BY {} ORDER BY {} LIMIT {}", nombres.join(", "), orden.join(", "), GRUPOS + 1));
}

/// Refuses an answer of too many groups, and counts what shows of it.
pub fn comprobar(lectura: &Lectura, grupos: usize) -> Result<(), StoreError> {
    if grupos > GRUPOS {
        return Err(StoreError::DemasiadosGrupos(i64::try_from(GRUPOS).unwrap_or(i64::MAX)));
    }
    lectura.mostrar(grupos)
}

/// The key of a group.
pub fn clave(fila: &QueryResult, columnas: &[Columna]) -> Result<Vec<Valor>, StoreError> {
    let valor = |(i, columna): (usize, &Columna)| {
        let nombre = format!("g{i}");
        Ok(if columna.es_texto {
            Valor::Texto(fila.try_get("", &nombre)?)
        } else {
            Valor::Numero(fila.try_get("", &nombre)?)
        })
    };
    columnas.iter().enumerate().map(valor).collect()
}

/// Appends a table `g (k, d0, d1 …)` of the keys of groups, `k` from 1. They are one bound list, so that a page of any
/// length is one short statement, and made into a table once, so that the databases can look groups up in it.
pub fn tabla_de_claves<C: Serialize>(sql: &mut Sql, columnas: &[Columna], claves: &[C]) {
    let postgres = sql.es_postgres();
    sql.texto("(WITH y AS MATERIALIZED (SELECT ");
    for (i, columna) in columnas.iter().enumerate() {
        let tipo = if columna.es_texto { "TEXT" } else { "BIGINT" };
        let valor = if postgres { format!("x.value ->> {i}") } else { format!("json_extract(x.value, '$[{i}]')") };
        sql.texto(&columna.sin_nulo(&format!("CAST({valor} AS {tipo})"))).texto(&format!(" AS d{i}, "));
    }
    if postgres {
        sql.texto("x.k FROM jsonb_array_elements(CAST(");
        sql.valor(json(claves)).texto(" AS jsonb)) WITH ORDINALITY AS x (value, k)");
    } else {
        sql.texto("x.key + 1 AS k FROM json_each(").valor(json(claves)).texto(") x");
    }
    sql.texto(") SELECT * FROM y) g");
}

/// Appends that a row is of a group of `g`.
pub fn del_grupo(sql: &mut Sql, columnas: &[Columna]) {
    for (i, columna) in columnas.iter().enumerate() {
        sql.texto(" AND ").texto(&columna.sin_nulo(columna.sql)).texto(&format!(" = g.d{i}"));
    }
}

/// Groups of records, and the way to the records behind them.
pub struct Agrupados<'a, D> {
    /// What they are grouped by.
    pub columnas: &'a [Columna],
    /// The keys of the groups.
    pub claves: &'a [Vec<Valor>],
    /// Appends ` FROM` the tables of the records `t`, and the conditions under which one counts.
    pub desde: D,
}

/// The records of each group, cut to a page for each. A record may be of several groups.
pub async fn detras<E: Tabla>(
    lectura: &Lectura,
    agrupados: &Agrupados<'_, impl Fn(&mut Sql) + Sync>,
    peticion: &Peticion<'_, E>,
) -> Result<Hijos<E::Model>, StoreError> {
    let desde = |sql: &mut Sql| {
        sql.texto(" FROM ");
        tabla_de_claves(sql, agrupados.columnas, agrupados.claves);
        // The figures were counted over the same tables, under the same conditions.
        sql.texto(" JOIN (SELECT t.entidad_id AS e, t.id AS r");
        for (i, columna) in agrupados.columnas.iter().enumerate() {
            sql.texto(&format!(", {} AS d{i}", columna.sin_nulo(columna.sql)));
        }
        (agrupados.desde)(sql);
        sql.texto(") m ON 1 = 1");
        for i in 0..agrupados.columnas.len() {
            sql.texto(&format!(" AND m.d{i} = g.d{i}"));
        }
        sql.texto(" JOIN ")
            .texto(E::default().table_name())
            .texto(" t ON t.entidad_id = m.e AND t.id = m.r WHERE 1 = 1");
    };
    por_listas(lectura, agrupados.claves.len(), "g.k", peticion, desde).await
}

/// Appends a count of the rows that meet a condition.
pub fn contar(sql: &mut Sql, condicion: &str, nombre: &str) {
    contar_si(sql, nombre, |sql| {
        sql.texto(condicion);
    });
}

/// The same, for a condition with values.
pub fn contar_si(sql: &mut Sql, nombre: &str, condicion: impl FnOnce(&mut Sql)) {
    sql.texto(", CAST(COALESCE(SUM(CASE WHEN ");
    condicion(sql);
    sql.texto(&format!(" THEN 1 ELSE 0 END), 0) AS BIGINT) AS {nombre}"));
}

/// Appends a sum, and how many rows have something to add.
pub fn sumar(sql: &mut Sql, expresion: &str, nombre: &str) {
    sql.texto(&format!(", CAST(COALESCE(SUM({expresion}), 0) AS BIGINT) AS {nombre}_suma"));
    sql.texto(&format!(", CAST(COUNT({expresion}) AS BIGINT) AS {nombre}_casos"));
}

/// What [`sumar`] found.
pub fn sumada(fila: &QueryResult, nombre: &str) -> Result<Razon, StoreError> {
    let numero = |parte: &str| fila.try_get::<i64>("", &format!("{nombre}_{parte}"));
    Ok(Razon { numerador: numero("suma")?, denominador: numero("casos")? })
}
