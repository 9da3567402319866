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
    const DE_ACTIVIDAD: &str = "JOIN proceso r ON r.entidad_id = a.entidad_id AND r.version = a.version \
         AND r.matriz = a.matriz AND r.id = a.proceso_id WHERE w.entidad_id = v.entidad_id AND w.vigente";
    format!(
        "(SELECT DISTINCT c.* FROM (SELECT v.entidad_id, v.registro_id, v.matriz, CASE v.nivel WHEN 1 THEN v.codigo \
         WHEN 2 THEN (SELECT r.codigo FROM version w JOIN actividad a ON a.entidad_id = w.entidad_id \
         AND a.version = w.numero {DE_ACTIVIDAD} AND a.matriz = v.matriz AND a.codigo = v.codigo ORDER BY a.orden LIMIT 1) \
         ELSE (SELECT r.codigo FROM version w JOIN tarea k ON k.entidad_id = w.entidad_id AND k.version = w.numero \
         JOIN actividad a ON a.entidad_id = k.entidad_id AND a.version = k.version AND a.matriz = k.matriz \
         AND a.id = k.actividad_id {DE_ACTIVIDAD} AND k.matriz = v.matriz AND k.codigo = v.codigo ORDER BY k.orden LIMIT 1) \
         END AS codigo FROM vinculo_mapa v WHERE v.registro = {}) c WHERE c.codigo IS NOT NULL)",
        tipo.codigo()
    )
}

/// Records `t` of a kind that name a process in which people lack: something below it, in the current version of the map,
/// is executed by a proposed puesto with fewer positions occupied than it needs.
pub fn con_deficit(tipo: TipoRegistro) -> String {
    format!(
        "EXISTS (SELECT 1 FROM {} x JOIN version w ON w.entidad_id = x.entidad_id AND w.vigente \
         JOIN proceso r ON r.entidad_id = x.entidad_id AND r.version = w.numero AND r.matriz = x.matriz \
         AND r.codigo = x.codigo JOIN actividad a ON a.entidad_id = r.entidad_id AND a.version = r.version \
         AND a.matriz = r.matriz AND a.orden BETWEEN r.orden AND r.fin JOIN ejecucion j ON j.entidad_id = a.entidad_id \
         AND j.version = a.version AND j.matriz = a.matriz AND j.actividad_id = a.id \
         JOIN puesto_propuesto q ON q.entidad_id = j.entidad_id AND q.version = j.version AND q.matriz = j.matriz \
         AND q.id = j.puesto_propuesto_id WHERE x.entidad_id = t.entidad_id AND x.registro_id = t.id AND q.brecha > 0)",
        procesos(tipo)
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
