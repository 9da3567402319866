//! From improvements to the hours that they free: what was promised, what a release delivered, what was verified.
//!
//! An improvement counts in the group of every process that it changes, whole: rows by process overlap, and their sum is
//! not the total, which counts each improvement once.

use sea_orm::QueryResult;

use crate::domain::registro::TipoRegistro;
use crate::store::lista::Filtro;
use crate::store::sql::Sql;
use crate::store::vinculo_mapa::procesos;
use crate::store::{Lectura, Scope, StoreError};

/// What improvements are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Sector of the entity.
    Sector,
    /// Entity.
    Entidad,
    /// Process that they change, directly or by one of its activities or tasks.
    Proceso,
}

/// How far an improvement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Avance {
    /// Proposed and not given up.
    Prometida,
    /// Delivered by a release that was deployed and stands.
    Entregada,
    /// Verified, by a release that was verified and stands.
    Verificada,
}

impl Avance {
    /// All of them, in the order of the statement.
    pub const TODOS: [Self; 3] = [Self::Prometida, Self::Entregada, Self::Verificada];
}

/// Improvements, and the hours that they free each month, in whole micro-hours and the rest in pico-hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Horas {
    /// Improvements.
    pub mejoras: i64,
    /// Of them, those that do not say how many hours.
    pub sin_horas: i64,
    /// Micro-hours.
    pub micro: i64,
    /// Pico-hours.
    pub pico: i64,
}

/// A group with its figures, one for each of [`Avance::TODOS`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grupo {
    /// Number of the sector.
    pub sector: Option<i64>,
    /// Number of the entity.
    pub entidad: Option<i64>,
    /// Matrix and code of the process; improvements that name none have none.
    pub proceso: Option<(i16, String)>,
    /// Its figures.
    pub horas: [Horas; 3],
}

/// Most groups of an answer.
const GRUPOS: i64 = 5_000;

/// Improvements that count.
const CUENTAN: &str = " AND t.archivado_en IS NULL AND t.estado <> 5";

/// The condition that an improvement `t` with the release `e` has come so far.
const fn condicion(avance: Avance) -> &'static str {
    match avance {
        Avance::Prometida => "1 = 1",
        Avance::Entregada => "e.estado BETWEEN 8 AND 11",
        Avance::Verificada => "t.estado = 4 AND e.estado BETWEEN 9 AND 11",
    }
}

/// The same of an improvement `t` alone. Its release is one that the reader sees.
fn llego(scope: &Scope, sql: &mut Sql, avance: Avance) {
    if avance == Avance::Prometida {
        sql.texto(condicion(avance));
        return;
    }
    sql.texto("EXISTS (SELECT 1 FROM entrega e WHERE e.entidad_id = t.entidad_id AND e.id = t.entrega_id AND ");
    sql.texto(condicion(avance));
    scope.registros(sql, "e");
    sql.texto(")");
}

/// The figures of the improvements that the reader sees and that meet the filter, by these dimensions, in their order.
pub async fn por_dimensiones(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    filtro: &dyn Filtro,
) -> Result<Vec<Grupo>, StoreError> {
    let columnas: Vec<&str> = dimensiones.iter().flat_map(|dimension| columnas(*dimension)).copied().collect();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    for (i, columna) in columnas.iter().enumerate() {
        sql.texto(&format!("{columna} AS g{i}, "));
    }
    sql.texto("COUNT(*) AS filas");
    for (i, avance) in Avance::TODOS.into_iter().enumerate() {
        let partes = [
            ("mejoras", "1"),
            ("sin_horas", "CASE WHEN t.horas_liberadas IS NULL THEN 1 ELSE 0 END"),
            ("micro", "COALESCE(t.horas_liberadas, 0) / 1000000"),
            ("pico", "COALESCE(t.horas_liberadas, 0) % 1000000"),
        ];
        for (nombre, expresion) in partes {
            let si = condicion(avance);
            sql.texto(&format!(
                ", CAST(COALESCE(SUM(CASE WHEN {si} THEN {expresion} ELSE 0 END), 0) AS BIGINT) AS {nombre}{i}"
            ));
        }
    }
    sql.texto(" FROM mejora t JOIN entidad en ON en.id = t.entidad_id");
    // Looked up once for all of the counts.
    sql.texto(" LEFT JOIN entrega e ON e.entidad_id = t.entidad_id AND e.id = t.entrega_id");
    lectura.scope().registros(&mut sql, "e");
    if dimensiones.contains(&Dimension::Proceso) {
        sql.texto(" LEFT JOIN ").texto(&procesos(TipoRegistro::Mejora));
        sql.texto(" x ON x.entidad_id = t.entidad_id AND x.registro_id = t.id");
    }
    sql.texto(" WHERE 1 = 1").texto(CUENTAN);
    lectura.scope().registros(&mut sql, "t");
    filtro.agregar(&mut sql);
    if !columnas.is_empty() {
        let orden: Vec<String> = columnas.iter().map(|columna| format!("{columna} ASC NULLS LAST")).collect();
        sql.texto(&format!(" GROUP BY {} ORDER BY {}", columnas.join(", "), orden.join(", ")));
    }
    sql.texto(" LIMIT ").valor(GRUPOS + 1);
    let filas = lectura.sumas(sql).await?;
    if i64::try_from(filas.len()).is_ok_and(|grupos| grupos > GRUPOS) {
        return Err(StoreError::DemasiadosGrupos(GRUPOS));
    }
    lectura.mostrar(filas.len())?;
    filas.iter().map(|fila| grupo(fila, dimensiones)).collect()
}

const fn columnas(dimension: Dimension) -> &'static [&'static str] {
    match dimension {
        Dimension::Sector => &["en.sector_id"],
        Dimension::Entidad => &["t.entidad_id"],
        Dimension::Proceso => &["x.matriz", "x.codigo"],
    }
}

fn grupo(fila: &QueryResult, dimensiones: &[Dimension]) -> Result<Grupo, StoreError> {
    let mut grupo = Grupo::default();
    let mut i = 0;
    for dimension in dimensiones {
        match dimension {
            Dimension::Sector => grupo.sector = Some(fila.try_get::<i16>("", &format!("g{i}"))?.into()),
            Dimension::Entidad => grupo.entidad = Some(fila.try_get::<i32>("", &format!("g{i}"))?.into()),
            Dimension::Proceso => {
                let matriz: Option<i16> = fila.try_get("", &format!("g{i}"))?;
                grupo.proceso = matriz.zip(fila.try_get("", &format!("g{}", i + 1))?);
            }
        }
        i += columnas(*dimension).len();
    }
    for (i, horas) in grupo.horas.iter_mut().enumerate() {
        let numero = |nombre: &str| fila.try_get::<i64>("", &format!("{nombre}{i}"));
        *horas = Horas {
            mejoras: numero("mejoras")?,
            sin_horas: numero("sin_horas")?,
            micro: numero("micro")?,
            pico: numero("pico")?,
        };
    }
    Ok(grupo)
}

/// The improvements behind a number of a group.
pub struct Detras {
    /// Of the reader: which releases count.
    pub scope: Scope,
    /// The filter of the question.
    pub filtro: Box<dyn Filtro + Send>,
    /// The dimensions of the question.
    pub dimensiones: Vec<Dimension>,
    /// The group.
    pub grupo: Grupo,
    /// How far they have come.
    pub avance: Avance,
}

impl Filtro for Detras {
    fn agregar(&self, sql: &mut Sql) {
        sql.texto(CUENTAN);
        self.filtro.agregar(sql);
        if let Some(sector) = self.grupo.sector {
            sql.texto(" AND t.entidad_id IN (SELECT c.id FROM entidad c WHERE c.sector_id = ").valor(sector).texto(")");
        }
        if let Some(entidad) = self.grupo.entidad {
            sql.texto(" AND t.entidad_id = ").valor(entidad);
        }
        if self.dimensiones.contains(&Dimension::Proceso) {
            let (matriz, codigo) = match &self.grupo.proceso {
                Some((matriz, codigo)) => (Some(*matriz), Some(codigo.clone())),
                None => (None, None),
            };
            sql.texto(if codigo.is_some() { " AND EXISTS" } else { " AND NOT EXISTS" }).texto(" (SELECT 1 FROM ");
            sql.texto(&procesos(TipoRegistro::Mejora))
                .texto(" x WHERE x.entidad_id = t.entidad_id AND x.registro_id = t.id");
            if let Some((matriz, codigo)) = matriz.zip(codigo) {
                sql.texto(" AND x.matriz = ").valor(matriz).texto(" AND x.codigo = ").valor(codigo);
            }
            sql.texto(")");
        }
        sql.texto(" AND ");
        llego(&self.scope, sql, self.avance);
    }
}
