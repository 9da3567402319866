//! Explanation: the rows that make each group, read for all groups of a page in one statement.

use quipu_entities::{ejecucion, puesto_propuesto};

use super::consulta::{columnas, condiciones, entidades, unir, version_elegida};
use super::conteos::ejecuciones;
use super::{Consulta, Dimension, Fuente, Valor};
use crate::store::lista::{Hijos, Peticion, contar, repartir};
use crate::store::orden::Tabla;
use crate::store::sql::{Sql, json};
use crate::store::{Lectura, StoreError};

/// Rows that explain a group.
pub trait Detalle: Tabla {
    /// Appends the ` JOIN`s from versions `v` to the rows `t` and to what the dimensions need.
    fn unir(sql: &mut Sql, consulta: &Consulta);
}

impl Detalle for puesto_propuesto::Entity {
    fn unir(sql: &mut Sql, consulta: &Consulta) {
        let matriz = consulta.matriz.codigo();
        unir(sql, "puesto_propuesto", "t", matriz);
        // The conditions speak of `r`: the same row.
        unir(sql, "puesto_propuesto", "r", matriz);
        sql.texto(" AND r.id = t.id");
        if consulta.fuente() == Fuente::Procesos {
            let columnas: Vec<&str> =
                columnas(&consulta.dimensiones).into_iter().filter_map(|columna| columna.strip_prefix("c.")).collect();
            // A puesto works in several processes of a group: it is listed once.
            let claves = [&["entidad_id", "version", "matriz", "puesto_propuesto_id"], columnas.as_slice()].concat();
            let cargas = format!("(SELECT DISTINCT {} FROM carga_proceso)", claves.join(", "));
            unir(sql, &cargas, "c", matriz);
            sql.texto(" AND c.puesto_propuesto_id = r.id");
        }
    }
}

impl Detalle for ejecucion::Entity {
    fn unir(sql: &mut Sql, consulta: &Consulta) {
        ejecuciones(sql, consulta);
    }
}

/// The rows that make each of these groups, cut to a page for each.
pub async fn detallar<E: Detalle>(
    lectura: &Lectura,
    consulta: &Consulta,
    claves: &[Vec<Valor>],
    peticion: &Peticion<'_, E>,
) -> Result<Hijos<E::Model>, StoreError> {
    let limite = i64::try_from(peticion.primeros).unwrap_or(i64::MAX - 1) + 1;
    let mut sql = lectura.sql();
    sql.texto("SELECT * FROM (SELECT t.*, g.k, ROW_NUMBER() OVER (PARTITION BY g.k ORDER BY ");
    peticion.orden.lista(&mut sql, "t");
    sql.texto(") AS n");
    desde(lectura, &mut sql, consulta, claves, peticion);
    if let Some(cursor) = peticion.despues {
        peticion.orden.despues(&mut sql, "t", cursor);
    }
    sql.texto(") s WHERE s.n <= ").valor(limite).texto(" ORDER BY s.k, s.n");
    let filas = lectura.filas(sql).await?;
    let mut hijos = repartir::<E>(&filas, claves.len(), peticion.primeros)?;
    if peticion.contar {
        let mut sql = lectura.sql();
        sql.texto("SELECT g.k, COUNT(*) AS n");
        desde(lectura, &mut sql, consulta, claves, peticion);
        sql.texto(" GROUP BY g.k");
        contar(lectura, &mut hijos.tramos, &lectura.sumas(sql).await?)?;
    }
    Ok(hijos)
}

/// Appends ` FROM` with everything that makes the groups, and the conditions over their rows.
fn desde<E: Detalle>(
    lectura: &Lectura,
    sql: &mut Sql,
    consulta: &Consulta,
    claves: &[Vec<Valor>],
    peticion: &Peticion<'_, E>,
) {
    sql.texto(" FROM entidad e");
    version_elegida(lectura, sql, consulta);
    E::unir(sql, consulta);
    grupos(sql, &consulta.dimensiones, claves);
    entidades(sql, consulta);
    condiciones(sql, consulta);
    if let Some(filtro) = peticion.filtro {
        filtro.agregar(sql);
    }
}

/// Appends ` JOIN` of the groups' keys as a table `g (k, d0, d1 …)`, each dimension equal or both without value. The keys
/// are one bound list, so that a page of any length is one short statement, and made into a table once, so that the
/// databases can look groups up in it.
fn grupos(sql: &mut Sql, dimensiones: &[Dimension], claves: &[Vec<Valor>]) {
    let columnas = columnas(dimensiones);
    let postgres = sql.es_postgres();
    sql.texto(" JOIN (WITH y AS MATERIALIZED (SELECT ");
    for (i, columna) in columnas.iter().enumerate() {
        let tipo = if *columna == "e.clasificacion" { "TEXT" } else { "BIGINT" };
        let valor = if postgres { format!("x.value ->> {i}") } else { format!("json_extract(x.value, '$[{i}]')") };
        let valor = format!("CAST({valor} AS {tipo})");
        sql.texto(&sin_nulo(columna, &valor)).texto(&format!(" AS d{i}, "));
    }
    if postgres {
        sql.texto("x.k FROM jsonb_array_elements(CAST(");
        sql.valor(json(claves)).texto(" AS jsonb)) WITH ORDINALITY AS x (value, k)");
    } else {
        sql.texto("x.key + 1 AS k FROM json_each(").valor(json(claves)).texto(") x");
    }
    sql.texto(") SELECT * FROM y) g ON 1 = 1");
    for (i, columna) in columnas.iter().enumerate() {
        sql.texto(" AND ").texto(&sin_nulo(columna, columna)).texto(&format!(" = g.d{i}"));
    }
}

/// `expresion` with a number in place of no value, for columns that may have none: what has no value is equal to what
/// has none either. Other columns stay plain, for an index to find them.
fn sin_nulo(columna: &str, expresion: &str) -> String {
    let siempre = columna.starts_with("e.") || columna.starts_with("v.");
    if siempre || matches!(columna, "r.id" | "c.proceso_id" | "c.nivel_0_id") {
        expresion.to_owned()
    } else {
        format!("COALESCE({expresion}, -1)")
    }
}
