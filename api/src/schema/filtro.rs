//! Filter arguments shared by all lists: texts, whole numbers, decimals, and their combination.

use async_graphql::InputObject;
use rust_decimal::RoundingStrategy;

use super::context::Solicitud;
use super::scalar::Decimal;
use crate::domain::decimal::a_entero;
use crate::domain::texto::clave;
use crate::error::{ApiError, ErrorCode};
use crate::store::sql::{Sql, escapar_like, sin_tildes};

/// Condición sobre un texto. Las condiciones que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct TextoFiltro {
    /// Igual a este texto, tal como fue escrito.
    pub igual: Option<String>,
    /// Igual a uno de estos textos.
    pub en: Option<Vec<String>>,
    /// Contiene este texto, sin distinguir tildes ni mayúsculas.
    pub contiene: Option<String>,
    /// Empieza con este texto, sin distinguir tildes ni mayúsculas.
    pub empieza: Option<String>,
    /// `true`: no tiene valor; `false`: tiene valor.
    pub nulo: Option<bool>,
}

/// Condición sobre un número entero. Las condiciones que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EnteroFiltro {
    /// Igual a este número.
    pub igual: Option<i64>,
    /// Igual a uno de estos números.
    pub en: Option<Vec<i64>>,
    /// Este número o más.
    pub min: Option<i64>,
    /// Este número o menos.
    pub max: Option<i64>,
    /// `true`: no tiene valor; `false`: tiene valor.
    pub nulo: Option<bool>,
}

/// Condición sobre un número decimal exacto. Las condiciones que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DecimalFiltro {
    /// Igual a este número.
    pub igual: Option<Decimal>,
    /// Este número o más.
    pub min: Option<Decimal>,
    /// Este número o menos.
    pub max: Option<Decimal>,
    /// `true`: no tiene valor; `false`: tiene valor.
    pub nulo: Option<bool>,
}

/// Most levels of `y`, `o`, `no` inside one another.
const PROFUNDIDAD_MAXIMA: usize = 5;
/// Most filters that one is made of.
const FILTROS_MAXIMOS: usize = 50;
/// SQLite refuses longer patterns, and no cell of a workbook has a longer text.
const PATRON_MAXIMO: usize = 50_000;

/// The columns of a text: as typed, and its search key where there is one.
#[derive(Debug, Clone, Copy)]
pub struct ColumnaTexto {
    /// As typed.
    pub original: &'static str,
    /// Accent- and case-blind.
    pub clave: Option<&'static str>,
}

impl TextoFiltro {
    /// Appends the conditions.
    pub fn agregar(&self, sql: &mut Sql, columna: ColumnaTexto) {
        if let Some(texto) = &self.igual {
            sql.texto(&format!(" AND {} = ", columna.original)).valor(texto.clone());
        }
        if let Some(textos) = &self.en {
            sql.texto(" AND ").en_textos(columna.original, textos);
        }
        if let Some(texto) = &self.contiene {
            patron(sql, columna, texto, "%");
        }
        if let Some(texto) = &self.empieza {
            patron(sql, columna, texto, "");
        }
        nulo(sql, columna.original, self.nulo);
    }
}

fn patron(sql: &mut Sql, columna: ColumnaTexto, texto: &str, antes: &str) {
    let patron = format!("{antes}{}%", escapar_like(&clave(texto)));
    if patron.len() > PATRON_MAXIMO {
        sql.texto(" AND 1 = 0");
        return;
    }
    let con_clave = columna.clave.map_or_else(|| sin_tildes(columna.original), str::to_owned);
    sql.texto(&format!(" AND {con_clave} LIKE ")).valor(patron).texto(" ESCAPE '\\'");
}

fn nulo(sql: &mut Sql, columna: &str, nulo: Option<bool>) {
    if let Some(nulo) = nulo {
        sql.texto(&format!(" AND {columna} IS {}NULL", if nulo { "" } else { "NOT " }));
    }
}

impl EnteroFiltro {
    /// Appends the conditions.
    pub fn agregar(&self, sql: &mut Sql, columna: &str) {
        for (signo, valor) in [("=", self.igual), (">=", self.min), ("<=", self.max)] {
            if let Some(valor) = valor {
                sql.texto(&format!(" AND {columna} {signo} ")).valor(valor);
            }
        }
        if let Some(lista) = &self.en {
            sql.texto(" AND ").en_enteros(columna, lista);
        }
        nulo(sql, columna, self.nulo);
    }
}

impl DecimalFiltro {
    /// Appends the conditions on a column that keeps integers of `10^-escala`.
    pub fn agregar(&self, sql: &mut Sql, columna: &str, escala: u32) {
        use RoundingStrategy::{ToNegativeInfinity, ToPositiveInfinity, ToZero};
        let condiciones =
            [("=", self.igual, ToZero), (">=", self.min, ToPositiveInfinity), ("<=", self.max, ToNegativeInfinity)];
        for (signo, valor, hacia) in condiciones {
            let Some(Decimal(pedido)) = valor else { continue };
            // A bound between two numbers that the column can hold moves to the one inside the range.
            let valor = pedido.round_dp_with_strategy(escala, hacia);
            if signo == "=" && valor != pedido {
                sql.texto(" AND 1 = 0");
                continue;
            }
            // A bound beyond what the column can hold keeps its meaning at the column's own bound.
            let limite = if valor.is_sign_negative() { i64::MIN } else { i64::MAX };
            sql.texto(&format!(" AND {columna} {signo} ")).valor(a_entero(valor, escala).unwrap_or(limite));
        }
        nulo(sql, columna, self.nulo);
    }
}

/// A filter that combines with others of its kind by `y`, `o`, `no`.
pub trait Combinable: Sized {
    /// Its own conditions, each beginning with ` AND`.
    fn propias(&self, sql: &mut Sql);
    /// What the outermost filter adds, whatever it is combined of.
    fn fuera(&self, _sql: &mut Sql) {}
    /// All of these must hold.
    fn y(&self) -> &[Self];
    /// At least one of these must hold.
    fn o(&self) -> &[Self];
    /// This must not hold.
    fn no(&self) -> Option<&Self>;

    /// Refuses a code in its own conditions that its catalogue does not have: a typing error must not pass for an empty
    /// answer.
    fn codigos_propios(&self, _: &Solicitud) -> Result<(), ApiError> {
        Ok(())
    }

    /// Refuses such a code at any depth.
    fn comprobar_codigos(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        self.codigos_propios(solicitud)?;
        let mut hijos = self.y().iter().chain(self.o()).chain(self.no());
        hijos.try_for_each(|hijo| hijo.comprobar_codigos(solicitud))
    }

    /// Refuses a filter nested deeper than a person would write.
    fn comprobar(&self) -> Result<(), ApiError> {
        let mensaje = if self.profundidad() > PROFUNDIDAD_MAXIMA {
            format!("El filtro anida «y», «o», «no» en más de {PROFUNDIDAD_MAXIMA} niveles.")
        } else if self.cuantos() > FILTROS_MAXIMOS {
            format!("El filtro reúne con «y», «o», «no» más de {FILTROS_MAXIMOS} filtros.")
        } else {
            return Ok(());
        };
        Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", "filtro"))
    }

    /// Levels of nesting, itself included.
    fn profundidad(&self) -> usize {
        let hijos = self.y().iter().chain(self.o()).chain(self.no());
        1 + hijos.map(Self::profundidad).max().unwrap_or(0)
    }

    /// Filters that it is made of, itself included.
    fn cuantos(&self) -> usize {
        let hijos = self.y().iter().chain(self.o()).chain(self.no());
        1 + hijos.map(Self::cuantos).sum::<usize>()
    }

    /// Appends the whole condition.
    fn condicion(&self, sql: &mut Sql) {
        self.propias(sql);
        for filtro in self.y() {
            sql.texto(" AND (1 = 1");
            filtro.condicion(sql);
            sql.texto(")");
        }
        if !self.o().is_empty() {
            sql.texto(" AND (");
            for (i, filtro) in self.o().iter().enumerate() {
                sql.texto(if i == 0 { "(1 = 1" } else { " OR (1 = 1" });
                filtro.condicion(sql);
                sql.texto(")");
            }
            sql.texto(")");
        }
        if let Some(filtro) = self.no() {
            // What is unknown does not hold: a row without value satisfies «no».
            sql.texto(" AND NOT COALESCE((1 = 1");
            filtro.condicion(sql);
            sql.texto("), ").valor(false).texto(")");
        }
    }
}

/// What a filter is made of, where its fields `y`, `o` and `no` say it.
macro_rules! conectores {
    () => {
        fn y(&self) -> &[Self] {
            &self.y
        }

        fn o(&self) -> &[Self] {
            &self.o
        }

        fn no(&self) -> Option<&Self> {
            self.no.as_deref()
        }
    };
}
pub(crate) use conectores;

impl<T: Combinable + Sync> crate::store::lista::Filtro for T {
    fn agregar(&self, sql: &mut Sql) {
        self.fuera(sql);
        self.condicion(sql);
    }
}

/// A client's filter of a list, of any table.
pub trait FiltroDeLista: crate::store::lista::Filtro {
    /// Refuses a code that its catalogue does not have.
    fn comprobar(&self, solicitud: &Solicitud) -> Result<(), ApiError>;
}

impl<T: Combinable + Sync> FiltroDeLista for T {
    fn comprobar(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        self.comprobar_codigos(solicitud)
    }
}
