//! How many processes, activities and tasks the puestos of each group execute. They do not add up across groups (several
//! puestos execute one task), so they are counted anew for each grouping, and only when asked.

use std::collections::HashMap;

use super::consulta::{agrupar, clave, condiciones, entidades, seleccionar, unir, version_elegida};
use super::{Consulta, Dimension, Fuente, Valor};
use crate::store::sql::Sql;
use crate::store::{Lectura, StoreError};

/// Distinct nodes with executions in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conteos {
    /// Processes that hold their activities.
    pub procesos: i64,
    /// Activities.
    pub actividades: i64,
    /// Tasks.
    pub tareas: i64,
}

/// Counts distinct values of an id column. Ids count up within each entity, so the entity takes part.
fn distintos(columna: &str) -> String {
    format!(
        "COUNT(DISTINCT CASE WHEN {columna} IS NOT NULL THEN CAST(v.entidad_id AS BIGINT) * 4294967296 + {columna} END)"
    )
}

/// Counts for the groups of the first `cuantas` dimensions of a question.
pub async fn contar(
    lectura: &Lectura,
    consulta: &Consulta,
    cuantas: usize,
) -> Result<HashMap<Vec<Valor>, Conteos>, StoreError> {
    let dimensiones: &[Dimension] = &consulta.dimensiones[..cuantas.min(consulta.dimensiones.len())];
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, dimensiones);
    sql.texto(&distintos("a.proceso_id")).texto(" AS procesos, ");
    sql.texto(&distintos("t.actividad_id")).texto(" AS actividades, ");
    sql.texto(&distintos("t.tarea_id")).texto(" AS tareas, COUNT(*) AS leidas FROM entidad e");
    version_elegida(lectura, &mut sql, consulta);
    ejecuciones(&mut sql, consulta);
    entidades(&mut sql, consulta);
    condiciones(&mut sql, consulta);
    agrupar(&mut sql, dimensiones);
    let mut conteos = HashMap::new();
    for fila in lectura.sumas(sql).await? {
        let conteo = Conteos {
            procesos: fila.try_get("", "procesos")?,
            actividades: fila.try_get("", "actividades")?,
            tareas: fila.try_get("", "tareas")?,
        };
        lectura.anotar_sumadas(fila.try_get("", "leidas")?);
        conteos.insert(clave(&fila, dimensiones)?, conteo);
    }
    Ok(conteos)
}

/// Appends the ` JOIN`s from versions to executions `t`, their activity `a`, their puesto `r` and process load `c`.
pub(super) fn ejecuciones(sql: &mut Sql, consulta: &Consulta) {
    let matriz = consulta.matriz.codigo();
    unir(sql, "ejecucion", "t", matriz);
    unir(sql, "actividad", "a", matriz);
    sql.texto(" AND a.id = t.actividad_id");
    unir(sql, "puesto_propuesto", "r", matriz);
    sql.texto(" AND r.id = t.puesto_propuesto_id");
    if consulta.fuente() == Fuente::Procesos {
        unir(sql, "carga_proceso", "c", matriz);
        sql.texto(" AND c.proceso_id = a.proceso_id AND c.puesto_propuesto_id = r.id");
    }
}
