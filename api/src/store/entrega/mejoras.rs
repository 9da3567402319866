//! From improvements to the hours that they free: what was promised, what a release delivered, what was verified.
//!
//! An improvement counts in the group of every process that it changes, whole: rows by process overlap, and their sum is
//! not the total, which counts each improvement once.

use quipu_entities::mejora;
use sea_orm::QueryResult;

use crate::domain::registro::TipoRegistro;
use crate::store::grupos::{self, Agrupados, Columna, Valor, agrupar, seleccionar};
use crate::store::lista::{Filtro, Hijos, Peticion};
use crate::store::sql::Sql;
use crate::store::vinculo_mapa::procesos;
use crate::store::{Lectura, StoreError};

/// What improvements are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Sector of the entity.
    Sector,
    /// Entity.
    Entidad,
    /// Process that they change, directly or by one of its activities or tasks: its matrix and code, with a space between.
    Proceso,
}

impl Dimension {
    const fn columna(self) -> Columna {
        match self {
            Self::Sector => Columna::numero("en.sector_id"),
            Self::Entidad => Columna::numero("t.entidad_id"),
            Self::Proceso => Columna::texto("CAST(x.matriz AS TEXT) || ' ' || x.codigo"),
        }
    }
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grupo {
    /// Its key, in the order of the dimensions; improvements that name no process have none.
    pub clave: Vec<Valor>,
    /// Its figures.
    pub horas: [Horas; 3],
}

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

/// The figures of the improvements that the reader sees and that meet the filter, by these dimensions, in their order.
pub async fn por_dimensiones(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    filtro: &dyn Filtro,
) -> Result<Vec<Grupo>, StoreError> {
    let columnas: Vec<Columna> = dimensiones.iter().map(|dimension| dimension.columna()).collect();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &columnas);
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
    desde(lectura, &mut sql, dimensiones, filtro);
    agrupar(&mut sql, &columnas);
    let filas = lectura.sumas(sql).await?;
    grupos::comprobar(lectura, filas.len())?;
    filas.iter().map(|fila| Ok(Grupo { clave: grupos::clave(fila, &columnas)?, horas: horas(fila)? })).collect()
}

/// How many entities have improvements among those.
pub async fn entidades(lectura: &Lectura, filtro: &dyn Filtro) -> Result<i64, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT COUNT(DISTINCT t.entidad_id)");
    desde(lectura, &mut sql, &[], filtro);
    Ok(lectura.numero(sql).await?.unwrap_or(0))
}

fn horas(fila: &QueryResult) -> Result<[Horas; 3], StoreError> {
    let mut todas = [Horas::default(); 3];
    for (i, horas) in todas.iter_mut().enumerate() {
        let numero = |nombre: &str| fila.try_get::<i64>("", &format!("{nombre}{i}"));
        *horas = Horas {
            mejoras: numero("mejoras")?,
            sin_horas: numero("sin_horas")?,
            micro: numero("micro")?,
            pico: numero("pico")?,
        };
    }
    Ok(todas)
}

fn desde(lectura: &Lectura, sql: &mut Sql, dimensiones: &[Dimension], filtro: &dyn Filtro) {
    sql.texto(" FROM mejora t JOIN entidad en ON en.id = t.entidad_id");
    // Its release, where it is one that the reader sees, looked up once for all of the counts.
    sql.texto(" LEFT JOIN entrega e ON e.entidad_id = t.entidad_id AND e.id = t.entrega_id AND e.archivado_en IS NULL");
    lectura.scope().registros(sql, "e");
    if dimensiones.contains(&Dimension::Proceso) {
        sql.texto(" LEFT JOIN ").texto(&procesos(TipoRegistro::Mejora));
        sql.texto(" x ON x.entidad_id = t.entidad_id AND x.registro_id = t.id");
    }
    sql.texto(" WHERE 1 = 1").texto(CUENTAN);
    lectura.scope().registros(sql, "t");
    filtro.agregar(sql);
}

/// The improvements of each of these groups that have come so far.
pub async fn detras(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    claves: &[Vec<Valor>],
    filtro: &dyn Filtro,
    avance: Avance,
    peticion: &Peticion<'_, mejora::Entity>,
) -> Result<Hijos<mejora::Model>, StoreError> {
    let columnas: Vec<Columna> = dimensiones.iter().map(|dimension| dimension.columna()).collect();
    let desde = |sql: &mut Sql| {
        desde(lectura, sql, dimensiones, filtro);
        sql.texto(" AND ").texto(condicion(avance));
    };
    grupos::detras(lectura, &Agrupados { columnas: &columnas, claves, desde }, peticion).await
}
