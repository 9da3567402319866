//! Order of a list and the cursors that survive it.
//!
//! A cursor holds the values by which its row was sorted, so the next page starts after that row whatever was added
//! or removed meanwhile. It also names its list and its order: with another one it is refused, never misread.

use std::fmt::Debug;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, ModelTrait, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::StoreError;
use super::sql::Sql;

/// How the rows of a table are told apart, sorted and protected.
#[derive(Debug, Clone, Copy)]
pub struct Forma {
    /// Columns of its primary key; the last word of every order.
    pub llave: &'static [&'static str],
    /// A unique order, when none is asked for.
    pub natural: &'static [&'static str],
    /// Who sees them.
    pub proteccion: Proteccion,
}

/// What decides who sees a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proteccion {
    /// Nothing: all are visible to all.
    Ninguna,
    /// The version whose number is in this column.
    Version(&'static str),
    /// Its own column `visibilidad`, as records have it.
    Visibilidad,
}

/// A table whose rows are listed.
pub trait Tabla: EntityTrait<Model: Send + Sync> {
    /// Its form.
    const FORMA: Forma;
}

/// One column to sort by.
#[derive(Debug, Clone, Copy)]
pub struct Criterio<C> {
    /// The column.
    pub columna: C,
    /// From last to first.
    pub descendente: bool,
}

/// A complete order: rows never tie. Rows without a value come last, in both directions and on both databases.
#[derive(Debug, Clone)]
pub struct Orden<E: Tabla> {
    criterios: Vec<Criterio<E::Column>>,
}

impl<E: Tabla> Orden<E> {
    /// The order that was asked for, completed so that no two rows tie.
    pub fn nuevo(pedidos: Vec<Criterio<E::Column>>) -> Self {
        let completan = if pedidos.is_empty() { E::FORMA.natural } else { E::FORMA.llave };
        let completan = completan.iter().filter_map(|nombre| E::Column::from_str(nombre).ok());
        let completan = completan.map(|columna| Criterio { columna, descendente: false });
        let mut criterios: Vec<Criterio<E::Column>> = Vec::new();
        for criterio in pedidos.into_iter().chain(completan) {
            // Rows that tie in a column tie in it again.
            if !criterios.iter().any(|c| c.columna.as_str() == criterio.columna.as_str()) {
                criterios.push(criterio);
            }
        }
        Self { criterios }
    }

    /// Appends the ORDER BY list over rows of `alias`.
    pub fn lista(&self, sql: &mut Sql, alias: &str) {
        for (i, criterio) in self.criterios.iter().enumerate() {
            let sentido = if criterio.descendente { "DESC" } else { "ASC" };
            let coma = if i == 0 { "" } else { ", " };
            sql.texto(&format!("{coma}{alias}.{} {sentido} NULLS LAST", criterio.columna.as_str()));
        }
    }

    fn nombre(&self) -> String {
        let nombres =
            self.criterios.iter().map(|c| format!("{}{}", if c.descendente { "-" } else { "" }, c.columna.as_str()));
        nombres.collect::<Vec<_>>().join(",")
    }

    /// The cursor of a row of that list.
    pub fn cursor(&self, lista: Lista, fila: &E::Model) -> String {
        let valores = self.criterios.iter().map(|c| Valor::de(fila.get(c.columna))).collect();
        Cursor { lista, orden: self.nombre(), valores }.escribir()
    }

    /// Reads a cursor of this order.
    pub fn leer(&self, texto: &str) -> Result<Cursor, StoreError> {
        let cursor = Cursor::leer(texto)?;
        let suyo = cursor.orden == self.nombre()
            && cursor.valores.len() == self.criterios.len()
            && self.criterios.iter().zip(&cursor.valores).all(|(criterio, valor)| valor.cabe_en(criterio.columna));
        if suyo { Ok(cursor) } else { Err(StoreError::CursorInvalido) }
    }

    /// Appends the condition that a row of `alias` comes after a cursor that was read by this order.
    pub fn despues(&self, sql: &mut Sql, alias: &str, cursor: &Cursor) {
        sql.texto(" AND (");
        for (i, criterio) in self.criterios.iter().enumerate() {
            sql.texto(if i == 0 { "(" } else { " OR (" });
            for (anterior, valor) in self.criterios.iter().zip(&cursor.valores).take(i) {
                igual(sql, &format!("{alias}.{}", anterior.columna.as_str()), valor);
                sql.texto(" AND ");
            }
            let columna = format!("{alias}.{}", criterio.columna.as_str());
            mas_alla(sql, &columna, &cursor.valores[i], criterio.descendente);
            sql.texto(")");
        }
        sql.texto(")");
    }
}

fn igual(sql: &mut Sql, columna: &str, valor: &Valor) {
    match valor {
        Valor::Nulo => sql.texto(columna).texto(" IS NULL"),
        Valor::Entero(n) => sql.texto(columna).texto(" = ").valor(*n),
        Valor::Texto(t) => sql.texto(columna).texto(" = ").valor(t.clone()),
    };
}

fn mas_alla(sql: &mut Sql, columna: &str, valor: &Valor, descendente: bool) {
    let signo = if descendente { " < " } else { " > " };
    match valor {
        // Nothing comes after the rows without value, but their ties.
        Valor::Nulo => {
            sql.texto("1 = 0");
            return;
        }
        Valor::Entero(n) => sql.texto("(").texto(columna).texto(signo).valor(*n),
        Valor::Texto(t) => sql.texto("(").texto(columna).texto(signo).valor(t.clone()),
    };
    sql.texto(" OR ").texto(columna).texto(" IS NULL)");
}

/// A sorted value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Valor {
    Nulo,
    Entero(i64),
    Texto(String),
}

impl Valor {
    fn de(valor: Value) -> Self {
        match valor {
            Value::SmallInt(Some(n)) => Self::Entero(n.into()),
            Value::Int(Some(n)) => Self::Entero(n.into()),
            Value::BigInt(Some(n)) => Self::Entero(n),
            Value::String(Some(t)) => Self::Texto(t.clone()),
            _ => Self::Nulo,
        }
    }

    /// Whether a column can hold it: a forged cursor must not reach the database.
    fn cabe_en(&self, columna: impl ColumnTrait) -> bool {
        let definicion = columna.def();
        match self {
            Self::Nulo => definicion.is_null(),
            Self::Entero(_) => matches!(
                definicion.get_column_type(),
                ColumnType::SmallInteger | ColumnType::Integer | ColumnType::BigInteger
            ),
            Self::Texto(_) => matches!(definicion.get_column_type(), ColumnType::String(_) | ColumnType::Text),
        }
    }
}

/// Which list: the fingerprint of what tells it from any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lista(u64);

impl Lista {
    /// The list of that name.
    pub fn de(nombre: &impl Debug) -> Self {
        let huella = Sha256::digest(format!("{nombre:?}"));
        Self(huella.iter().take(8).fold(0, |numero, byte| (numero << 8) | u64::from(*byte)))
    }
}

/// A place in a list, under an order.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cursor {
    /// Its list.
    #[serde(rename = "l")]
    pub lista: Lista,
    #[serde(rename = "o")]
    orden: String,
    #[serde(rename = "v")]
    valores: Vec<Valor>,
}

impl Cursor {
    fn escribir(&self) -> String {
        URL_SAFE_NO_PAD.encode(super::sql::json(self))
    }

    fn leer(texto: &str) -> Result<Self, StoreError> {
        let bytes = URL_SAFE_NO_PAD.decode(texto).map_err(|_| StoreError::CursorInvalido)?;
        serde_json::from_slice(&bytes).map_err(|_| StoreError::CursorInvalido)
    }
}
