//! Links between records and the process map, by official code.

use std::collections::HashMap;

use quipu_entities::{actividad, proceso, tarea};
use sea_orm::FromQueryResult;

use super::orden::Tabla;
use super::sql::{Sql, json};
use super::{Lectura, StoreError};
use crate::domain::registro::{DeLista, TipoRegistro, Vinculo};

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

/// The processes that each record of a kind names, directly or by an activity or a task, each once, by the current version
/// of the map: a table `(entidad_id, registro_id, matriz, codigo)`.
pub fn procesos(tipo: TipoRegistro) -> String {
    format!("({})", enlaces(tipo, "UNION"))
}

/// The same, joined by `unir`: a part for each level, so that only links of a level look for its rows. Of several rows with
/// one code the first in reading order is named.
fn enlaces(tipo: TipoRegistro, unir: &str) -> String {
    const DE_LA_ACTIVIDAD: &str = "JOIN proceso r ON r.entidad_id = a.entidad_id AND r.version = a.version \
         AND r.matriz = a.matriz AND r.id = a.proceso_id WHERE r.codigo IS NOT NULL";
    let de_nivel = |codigo: &str, nivel: i16, resto: &str| {
        let tipo = tipo.codigo();
        format!(
            "SELECT v.entidad_id, v.registro_id, v.matriz, {codigo} AS codigo FROM vinculo_mapa v {resto} \
             AND v.registro = {tipo} AND v.nivel = {nivel}"
        )
    };
    let vigente = |tabla: &str, alias: &str| {
        format!(
            "JOIN version w ON w.entidad_id = v.entidad_id AND w.vigente JOIN {tabla} {alias} \
             ON {alias}.entidad_id = w.entidad_id AND {alias}.version = w.numero AND {alias}.matriz = v.matriz \
             AND {alias}.codigo = v.codigo AND NOT EXISTS (SELECT 1 FROM {tabla} u WHERE u.entidad_id = {alias}.entidad_id \
             AND u.version = {alias}.version AND u.matriz = {alias}.matriz AND u.codigo = {alias}.codigo \
             AND u.orden < {alias}.orden)"
        )
    };
    let de_tarea = "JOIN actividad a ON a.entidad_id = k.entidad_id AND a.version = k.version AND a.matriz = k.matriz \
         AND a.id = k.actividad_id";
    let partes = [
        de_nivel("v.codigo", 1, "WHERE 1 = 1"),
        de_nivel("r.codigo", 2, &format!("{} {DE_LA_ACTIVIDAD}", vigente("actividad", "a"))),
        de_nivel("r.codigo", 3, &format!("{} {de_tarea} {DE_LA_ACTIVIDAD}", vigente("tarea", "k"))),
    ];
    partes.join(&format!(" {unir} "))
}

/// Records `t` of a kind that name a process in which people lack: something below it, in the current version of the map,
/// is executed by a proposed puesto with fewer positions occupied than it needs.
///
/// In a CASE both databases find these records once, by hashes, and then look each row up among them. Joined to the rows,
/// PostgreSQL took the few that it expected one by one: its estimate of joins on four columns behind the wall is 1 row.
pub fn con_deficit(tipo: TipoRegistro) -> String {
    const FALTA_GENTE: &str = "(SELECT 1 FROM proceso h JOIN carga_proceso c ON c.entidad_id = h.entidad_id \
         AND c.version = h.version AND c.matriz = h.matriz AND c.proceso_id = h.id JOIN puesto_propuesto q \
         ON q.entidad_id = c.entidad_id AND q.version = c.version AND q.matriz = c.matriz AND q.id = c.puesto_propuesto_id \
         WHERE h.entidad_id = r.entidad_id AND h.version = r.version AND h.matriz = r.matriz \
         AND h.orden BETWEEN r.orden AND r.fin AND q.brecha > 0 LIMIT 1) = 1";
    format!(
        "(CASE WHEN (t.entidad_id, t.id) IN (SELECT x.entidad_id, x.registro_id FROM ({}) x JOIN version w \
         ON w.entidad_id = x.entidad_id AND w.vigente JOIN proceso r ON r.entidad_id = x.entidad_id \
         AND r.version = w.numero AND r.matriz = x.matriz AND r.codigo = x.codigo WHERE {FALTA_GENTE}) \
         THEN 1 ELSE 0 END = 1)",
        enlaces(tipo, "UNION ALL")
    )
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
