//! Explanation: the rows that make each group, read for all groups of a page in one statement.

use quipu_entities::{ejecucion, puesto_propuesto};

use super::consulta::{columnas, condiciones, entidades, unir, version_elegida};
use super::conteos::ejecuciones;
use super::{Consulta, Fuente, Valor};
use crate::store::grupos::{Columna, del_grupo, tabla_de_claves};
use crate::store::lista::{Hijos, Peticion, por_listas};
use crate::store::orden::Tabla;
use crate::store::sql::Sql;
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
    let columnas: Vec<Columna> = columnas(&consulta.dimensiones).into_iter().map(columna).collect();
    // Everything that makes the groups, and the conditions over their rows.
    let desde = |sql: &mut Sql| {
        sql.texto(" FROM entidad e");
        version_elegida(lectura, sql, consulta);
        E::unir(sql, consulta);
        sql.texto(" JOIN ");
        tabla_de_claves(sql, &columnas, claves);
        sql.texto(" ON 1 = 1");
        del_grupo(sql, &columnas);
        entidades(sql, consulta);
        condiciones(sql, consulta);
    };
    por_listas(lectura, claves.len(), "g.k", peticion, desde).await
}

fn columna(sql: &'static str) -> Columna {
    let siempre = sql.starts_with("e.") || sql.starts_with("v.");
    let puede_faltar = !siempre && !matches!(sql, "r.id" | "c.proceso_id" | "c.nivel_0_id");
    Columna { sql, es_texto: sql == "e.clasificacion", puede_faltar }
}
