//! Links between records and the process map, by official code.

use std::collections::HashMap;

use quipu_entities::{actividad, proceso, tarea};
use sea_orm::FromQueryResult;

use super::orden::Tabla;
use super::sql::{Sql, json};
use super::{Lectura, StoreError};
use crate::domain::registro::Vinculo;

/// A table of the map whose rows a code can name.
pub trait Codificada: Tabla {}

impl Codificada for proceso::Entity {}
impl Codificada for actividad::Entity {}
impl Codificada for tarea::Entity {}

/// A link of a record of an entity.
pub type DeEntidad = (i32, Vinculo);

/// The links, of those given, whose code no version of the map has that the reader may see.
pub async fn desconocidos(lectura: &Lectura, entidad: i32, vinculos: &[Vinculo]) -> Result<Vec<usize>, StoreError> {
    if vinculos.is_empty() {
        return Ok(Vec::new());
    }
    let pares: Vec<DeEntidad> = vinculos.iter().map(|vinculo| (entidad, vinculo.clone())).collect();
    let mut sql = lectura.sql();
    sql.texto("SELECT CAST(p.k AS BIGINT) AS k FROM ");
    tabla(&mut sql, &pares);
    sql.texto(" WHERE 1 = 1");
    for (nivel, nombre) in [(1, "proceso"), (2, "actividad"), (3, "tarea")] {
        sql.texto(&format!(
            " AND (p.nivel <> {nivel} OR NOT EXISTS (SELECT 1 FROM {nombre} n WHERE n.entidad_id = p.e \
             AND n.matriz = p.m AND n.codigo = p.codigo"
        ));
        lectura.scope().filas(&mut sql, "n", "version");
        sql.texto("))");
    }
    let filas = lectura.sumas(sql).await?;
    let indices = filas.iter().map(|fila| Ok(posicion(fila.try_get("", "k")?)));
    indices.collect()
}

/// The nodes of `E` that these links name in the current version of their entity; of several with one code, the first in
/// reading order.
pub async fn nodos<E: Codificada>(
    lectura: &Lectura,
    vinculos: &[DeEntidad],
) -> Result<HashMap<DeEntidad, E::Model>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT t.*, CAST(p.k AS BIGINT) AS k FROM ");
    tabla(&mut sql, vinculos);
    sql.texto(" JOIN version v ON v.entidad_id = p.e AND v.vigente JOIN ").texto(E::default().table_name());
    sql.texto(
        " t ON t.entidad_id = p.e AND t.version = v.numero AND t.matriz = p.m AND t.codigo = p.codigo WHERE NOT EXISTS \
         (SELECT 1 FROM ",
    );
    sql.texto(E::default().table_name()).texto(
        " u WHERE u.entidad_id = t.entidad_id AND u.version = t.version AND u.matriz = t.matriz AND u.codigo = t.codigo \
         AND u.orden < t.orden)",
    );
    let mut nodos = HashMap::new();
    for fila in lectura.filas(sql).await? {
        if let Some(vinculo) = vinculos.get(posicion(fila.try_get("", "k")?)) {
            nodos.insert(vinculo.clone(), E::Model::from_query_result(&fila, "")?);
        }
    }
    Ok(nodos)
}

fn posicion(k: i64) -> usize {
    usize::try_from(k - 1).unwrap_or(0)
}

/// Links as a table `p (e, m, nivel, codigo, k)`.
fn tabla(sql: &mut Sql, vinculos: &[DeEntidad]) {
    if sql.es_postgres() {
        let numeros = |parte: fn(&DeEntidad) -> i64| vinculos.iter().map(parte).collect::<Vec<i64>>();
        sql.texto("unnest(").valor(numeros(|(e, _)| (*e).into())).texto("::bigint[], ");
        sql.valor(numeros(|(_, v)| v.matriz.into())).texto("::bigint[], ");
        sql.valor(numeros(|(_, v)| v.nivel.into())).texto("::bigint[], ");
        sql.valor(vinculos.iter().map(|(_, v)| v.codigo.clone()).collect::<Vec<String>>());
        sql.texto("::text[]) WITH ORDINALITY AS p (e, m, nivel, codigo, k)");
    } else {
        let filas: Vec<(i32, i16, i16, &str)> =
            vinculos.iter().map(|(e, v)| (*e, v.matriz, v.nivel, v.codigo.as_str())).collect();
        sql.texto(
            "(SELECT json_extract(value, '$[0]') AS e, json_extract(value, '$[1]') AS m, \
             json_extract(value, '$[2]') AS nivel, json_extract(value, '$[3]') AS codigo, key + 1 AS k FROM json_each(",
        );
        sql.valor(json(&filas)).texto(")) p");
    }
}
