//! How much a figure covers, and what is missing from it.

use super::consulta::{agrupar, clave, condiciones, entidades, seleccionar, unir, version_elegida};
use super::{Consulta, Dimension, Valor};
use crate::store::{Alcance, Lectura, StoreError};

/// Entities asked for and entities that reported, for each combination of the entity dimensions.
pub(super) async fn por_entidades(
    lectura: &Lectura,
    consulta: &Consulta,
) -> Result<Vec<(Vec<Valor>, i64, i64)>, StoreError> {
    let dimensiones: Vec<Dimension> = consulta.dimensiones.iter().copied().filter(|d| d.es_de_entidad()).collect();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &dimensiones);
    sql.texto("COUNT(*) AS pedidas, COUNT(m.entidad_id) AS reportaron FROM entidad e LEFT JOIN (SELECT x.entidad_id FROM entidad e");
    version_elegida(lectura, &mut sql, consulta);
    unir(&mut sql, "(SELECT entidad_id, version, tipo AS matriz FROM matriz)", "x", consulta.matriz.codigo());
    sql.texto(") m ON m.entidad_id = e.id");
    entidades(&mut sql, consulta);
    agrupar(&mut sql, &dimensiones);
    let filas = lectura.sumas(sql).await?;
    let filas = filas
        .iter()
        .map(|fila| Ok((clave(fila, &dimensiones)?, fila.try_get("", "pedidas")?, fila.try_get("", "reportaron")?)));
    filas.collect()
}

/// Rounding thresholds, in millionths, of the versions behind an answer, and how many entities have each.
pub async fn umbrales(lectura: &Lectura, consulta: &Consulta) -> Result<Vec<(i64, i64)>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT v.umbral_micro AS umbral, COUNT(*) AS entidades FROM entidad e");
    version_elegida(lectura, &mut sql, consulta);
    unir(&mut sql, "(SELECT entidad_id, version, tipo AS matriz FROM matriz)", "x", consulta.matriz.codigo());
    entidades(&mut sql, consulta);
    sql.texto(" GROUP BY v.umbral_micro ORDER BY v.umbral_micro");
    let filas = lectura.sumas(sql).await?;
    filas.iter().map(|fila| Ok((fila.try_get("", "umbral")?, fila.try_get("", "entidades")?))).collect()
}

/// Whether all the entities asked for are among these.
pub async fn abarca_todas(lectura: &Lectura, consulta: &Consulta, alcance: &Alcance) -> Result<bool, StoreError> {
    let Alcance::Entidades(propias) = alcance else { return Ok(true) };
    let mut sql = lectura.sql();
    sql.texto("SELECT COUNT(*) FROM entidad e");
    entidades(&mut sql, consulta);
    sql.texto(" AND NOT (").en_enteros("e.id", propias).texto(")");
    let ajenas: Option<i64> = lectura.numero(sql).await?;
    Ok(ajenas == Some(0))
}

/// Keys of the units without any proposed puesto, when the question tells units apart and asks nothing about puestos.
pub(super) async fn unidades_vacias(lectura: &Lectura, consulta: &Consulta) -> Result<Vec<Vec<Valor>>, StoreError> {
    let de_unidad = |d: &Dimension| matches!(d, Dimension::Unidad | Dimension::Organo);
    if !consulta.dimensiones.iter().any(de_unidad)
        || consulta.filtro.as_ref().is_some_and(|filtro| !filtro.solo_de_unidades())
        || consulta.dimensiones.iter().any(|d| d.es_de_proceso())
    {
        return Ok(Vec::new());
    }
    let columna = if consulta.dimensiones.contains(&Dimension::Unidad) { "unidad_id" } else { "organo_id" };
    let mut sql = lectura.sql();
    sql.texto("SELECT DISTINCT ");
    seleccionar(&mut sql, &consulta.dimensiones);
    sql.texto("1 AS una FROM entidad e");
    version_elegida(lectura, &mut sql, consulta);
    sql.texto(UNIDADES_COMO_PUESTOS);
    sql.valor(consulta.matriz.codigo());
    sql.texto(") r ON r.entidad_id = v.entidad_id AND r.version = v.numero");
    entidades(&mut sql, consulta);
    condiciones(&mut sql, consulta);
    sql.texto(&format!(
        " AND NOT EXISTS (SELECT 1 FROM puesto_propuesto q WHERE q.entidad_id = r.entidad_id \
         AND q.version = r.version AND q.matriz = r.matriz AND q.{columna} = r.{columna})"
    ));
    let filas = lectura.sumas(sql).await?;
    filas.iter().map(|fila| clave(fila, &consulta.dimensiones)).collect()
}

/// An empty unit stands where its puestos would: with the naturaleza they would have (its own, or that of the nearest
/// unit above it that has one), and everything about a puesto without value.
const UNIDADES_COMO_PUESTOS: &str = " JOIN (SELECT u.entidad_id, u.version, m.tipo AS matriz, u.id AS unidad_id, \
    u.organo_id, (SELECT s.naturaleza_id FROM unidad s WHERE s.entidad_id = u.entidad_id AND s.version = u.version \
    AND s.orden <= u.orden AND s.fin >= u.orden AND s.naturaleza_id IS NOT NULL ORDER BY s.orden DESC LIMIT 1) \
    AS naturaleza_id, NULL AS grupo_id, NULL AS familia_id, NULL AS rol_id, NULL AS nivel_id, NULL AS regimen_id, \
    NULL AS id FROM unidad u JOIN matriz m ON m.entidad_id = u.entidad_id AND m.version = u.version WHERE m.tipo = ";
