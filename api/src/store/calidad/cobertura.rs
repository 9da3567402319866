//! Of which entities something is known: those that prioritised a good or service. Of the others figures are missing.

use super::hechos::{Dimension, Hecho};
use super::indicadores::Pregunta;
use crate::store::grupos::{self, Columna, Valor, agrupar, comprobar, seleccionar};
use crate::store::{Lectura, StoreError};

/// Entities asked for, and of them those with something prioritised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cobertura {
    /// Asked for.
    pub pedidas: i64,
    /// With something prioritised that the reader sees.
    pub con_datos: i64,
}

/// Coverage by these dimensions, which are of the entity.
pub async fn por_entidades(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    pregunta: &Pregunta<'_>,
) -> Result<Vec<(Vec<Valor>, Cobertura)>, StoreError> {
    let columna = |dimension: &Dimension| match dimension {
        Dimension::Sector => Columna::numero("t.sector_id"),
        _ => Columna::numero("t.id"),
    };
    let columnas: Vec<Columna> = dimensiones.iter().map(columna).collect();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &columnas);
    sql.texto("COUNT(*) AS pedidas, COUNT(x.entidad_id) AS con_datos FROM entidad t LEFT JOIN (SELECT DISTINCT t.entidad_id FROM ");
    sql.texto(Hecho::Servicios.tablas()).texto(" WHERE t.archivado_en IS NULL");
    lectura.scope().registros(&mut sql, "t");
    sql.texto(") x ON x.entidad_id = t.id WHERE 1 = 1");
    pregunta.entidades.agregar(&mut sql);
    agrupar(&mut sql, &columnas);
    let filas = lectura.sumas(sql).await?;
    comprobar(lectura, filas.len())?;
    let filas = filas.iter().map(|fila| {
        let cobertura = Cobertura { pedidas: fila.try_get("", "pedidas")?, con_datos: fila.try_get("", "con_datos")? };
        Ok((grupos::clave(fila, &columnas)?, cobertura))
    });
    filas.collect()
}
