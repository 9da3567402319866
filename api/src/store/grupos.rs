//! Counting records by groups, and finding those behind a number: what the figures of all kinds of record share.

use sea_orm::QueryResult;

use super::sql::Sql;
use super::{Lectura, StoreError};

/// What rows are grouped by: a number, or a text that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columna {
    /// Constant SQL.
    pub sql: &'static str,
    /// Whether it is a text.
    pub es_texto: bool,
}

/// Where a group stands in a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Valor {
    /// A number that the program has a name for.
    Numero(i64),
    /// A text: a month (`2026-11`), a code of a catalogue; some rows have none.
    Texto(Option<String>),
}

impl Valor {
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

/// Appends that a row is of a group.
pub fn en_el_grupo(sql: &mut Sql, columna: &str, valor: &Valor) {
    match valor {
        Valor::Numero(numero) => sql.texto(&format!(" AND {columna} = ")).valor(*numero),
        Valor::Texto(Some(texto)) => sql.texto(&format!(" AND {columna} = ")).valor(texto.clone()),
        Valor::Texto(None) => sql.texto(&format!(" AND {columna} IS NULL")),
    };
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
