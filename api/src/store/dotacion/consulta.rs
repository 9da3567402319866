//! The parts that all statements about dotación share: columns of dimensions, chosen versions, conditions.

use sea_orm::QueryResult;

use super::{Consulta, Dimension, Fuente, Valor};
use crate::store::sql::Sql;
use crate::store::version::eleccion::Eleccion;
use crate::store::version::{BORRADOR, PUBLICADA};
use crate::store::{Lectura, StoreError};

/// Column of a dimension, over entities `e`, versions `v`, proposed puestos (or their roll-up) `r`, process loads `c`.
pub(super) const fn columna(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Sector => "e.sector_id",
        Dimension::GrupoMinisterial => "COALESCE(e.adscrita_a_id, e.id)",
        Dimension::Entidad => "e.id",
        Dimension::NivelGobierno => "e.nivel_gobierno",
        Dimension::Clasificacion => "e.clasificacion",
        Dimension::Naturaleza => "r.naturaleza_id",
        Dimension::Organo => "r.organo_id",
        Dimension::Unidad => "r.unidad_id",
        Dimension::Grupo => "r.grupo_id",
        Dimension::Familia => "r.familia_id",
        Dimension::Rol => "r.rol_id",
        Dimension::Nivel => "r.nivel_id",
        Dimension::Regimen => "r.regimen_id",
        Dimension::Puesto => "r.id",
        Dimension::TipoProceso => "c.tipo",
        Dimension::Macroproceso => "c.nivel_0_id",
        Dimension::ProcesoNivel1 => "c.nivel_1_id",
        Dimension::ProcesoNivel2 => "c.nivel_2_id",
        Dimension::Proceso => "c.proceso_id",
    }
}

/// Columns that tell the groups of `dimensiones` apart. Keys of one version's rows stand beside their entity and version.
pub(super) fn columnas(dimensiones: &[Dimension]) -> Vec<&'static str> {
    let mut columnas: Vec<&str> = dimensiones.iter().map(|d| columna(*d)).collect();
    if dimensiones.iter().any(|d| d.es_de_version()) {
        columnas.extend(["v.entidad_id", "v.numero"]);
    }
    columnas
}

/// Appends the select list of those columns, as `d0`, `d1` …
pub(super) fn seleccionar(sql: &mut Sql, dimensiones: &[Dimension]) {
    for (i, columna) in columnas(dimensiones).iter().enumerate() {
        if *columna == "e.clasificacion" {
            sql.texto(&format!("{columna} AS d{i}, "));
        } else {
            sql.texto(&format!("CAST({columna} AS BIGINT) AS d{i}, "));
        }
    }
}

/// Appends their GROUP BY.
pub(super) fn agrupar(sql: &mut Sql, dimensiones: &[Dimension]) {
    let columnas = columnas(dimensiones);
    if !columnas.is_empty() {
        sql.texto(" GROUP BY ").texto(&columnas.join(", "));
    }
}

/// The key of a group's row: a value for each dimension, then entity and version where they matter.
pub(super) fn clave(fila: &QueryResult, dimensiones: &[Dimension]) -> Result<Vec<Valor>, StoreError> {
    let leer = |(i, columna): (usize, &&str)| {
        let nombre = format!("d{i}");
        Ok(if *columna == "e.clasificacion" {
            fila.try_get::<Option<String>>("", &nombre)?.map_or(Valor::Nulo, Valor::Texto)
        } else {
            fila.try_get::<Option<i64>>("", &nombre)?.map_or(Valor::Nulo, Valor::Entero)
        })
    };
    columnas(dimensiones).iter().enumerate().map(leer).collect()
}

/// Appends ` JOIN version v` on entity `e`: the chosen version, when the caller may see it.
pub(super) fn version_elegida(lectura: &Lectura, sql: &mut Sql, consulta: &Consulta) {
    sql.texto(" JOIN version v ON v.entidad_id = e.id");
    elegir(lectura, sql, consulta);
}

/// Appends ` FROM` of the rows that are summed, under the chosen versions `v` of entities `e`. A question that is not
/// about entities does without them: one join less over all rows.
pub(super) fn desde_fuente(lectura: &Lectura, sql: &mut Sql, consulta: &Consulta) {
    if consulta.entidades.is_some() || consulta.dimensiones.iter().any(|d| d.es_de_entidad()) {
        sql.texto(" FROM entidad e");
        version_elegida(lectura, sql, consulta);
        unir_fuente(sql, consulta);
    } else {
        sql.texto(" FROM version v");
        unir_fuente(sql, consulta);
        elegir(lectura, sql, consulta);
    }
}

/// Appends the conditions that choose among versions `v`, each beginning with ` AND`.
fn elegir(lectura: &Lectura, sql: &mut Sql, consulta: &Consulta) {
    match consulta.eleccion {
        Eleccion::Vigente => {
            sql.texto(" AND v.vigente");
        }
        Eleccion::Numero(numero) => {
            sql.texto(" AND v.numero = ").valor(numero);
        }
        Eleccion::PublicadaHasta(instante) => {
            sql.texto(" AND v.numero = (SELECT MAX(x.numero) FROM version x WHERE x.entidad_id = v.entidad_id AND x.estado = ");
            sql.valor(PUBLICADA).texto(" AND x.publicada_en <= ").valor(instante).texto(")");
        }
        Eleccion::UltimoBorrador => {
            sql.texto(" AND v.numero = (SELECT MAX(x.numero) FROM version x WHERE x.entidad_id = v.entidad_id AND x.estado = ");
            sql.valor(BORRADOR).texto(" AND x.descartada_en IS NULL");
            lectura.scope().versiones(sql, "x");
            sql.texto(")");
        }
    }
    lectura.scope().versiones(sql, "v");
}

/// Appends ` JOIN` of the rows that are summed: `r`, and `c` when processes matter.
fn unir_fuente(sql: &mut Sql, consulta: &Consulta) {
    let matriz = consulta.matriz.codigo();
    match consulta.fuente() {
        Fuente::Resumen => unir(sql, "dotacion_resumen", "r", matriz),
        Fuente::Puestos => unir(sql, "puesto_propuesto", "r", matriz),
        Fuente::Procesos => {
            unir(sql, "carga_proceso", "c", matriz);
            unir(sql, "puesto_propuesto", "r", matriz);
            sql.texto(" AND r.id = c.puesto_propuesto_id");
        }
    }
}

/// Appends a ` JOIN` of a table of the chosen version and matrix.
pub(super) fn unir(sql: &mut Sql, tabla: &str, alias: &str, matriz: i16) {
    sql.texto(&format!(
        " JOIN {tabla} {alias} ON {alias}.entidad_id = v.entidad_id AND {alias}.version = v.numero AND {alias}.matriz = "
    ));
    sql.valor(matriz);
}

/// Appends ` WHERE` with the conditions over entities.
pub(super) fn entidades(sql: &mut Sql, consulta: &Consulta) {
    sql.texto(" WHERE 1 = 1");
    if let Some(filtro) = &consulta.entidades {
        sql.texto(" AND e.id IN (SELECT t.id FROM entidad t WHERE 1 = 1");
        filtro.agregar(sql);
        sql.texto(")");
    }
}

/// Appends the conditions over puestos and processes.
pub(super) fn condiciones(sql: &mut Sql, consulta: &Consulta) {
    if let Some(filtro) = &consulta.filtro {
        filtro.agregar(sql);
    }
}
