//! Lists: of a whole level at once, each parent's page cut in the database.
//!
//! There is one way to read rows below rows: [`por_padres`] takes the keys of *all* nodes of a level and reads the
//! children of all of them in one statement, numbered and cut per parent. Hence the number of statements of a nested
//! query is its depth.

use sea_orm::{FromQueryResult, QueryResult};

use super::StoreError;
use super::lectura::Lectura;
use super::orden::{Cursor, Lista, Orden, Proteccion, Tabla};
use super::sql::{Sql, json};

/// Key of a row: entidad, version, matriz, id. What a table does not have is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clave(pub [i64; 4]);

/// Columns of the child that hold the parent's key.
#[derive(Debug, Clone, Copy)]
pub struct Relacion {
    /// For each part of the parent's key, the child's column; empty when it takes no part.
    pub columnas: [&'static str; 4],
    /// Constant SQL over the child `t`, beginning with ` AND`. It may name the parent's key: `p.e`, `p.v`, `p.m`, `p.id`.
    pub ademas: &'static str,
}

impl Relacion {
    /// The list of rows of `E` below that parent.
    pub fn lista<E: Tabla>(&self, padre: Clave) -> Lista {
        Lista::de(&(E::default().table_name(), self.columnas, self.ademas, padre))
    }
}

/// Adds conditions over rows `t`, each beginning with ` AND`.
pub trait Filtro: Sync {
    /// Appends them.
    fn agregar(&self, sql: &mut Sql);
}

/// What is asked of a list.
pub struct Peticion<'a, E: Tabla> {
    /// Conditions.
    pub filtro: Option<&'a dyn Filtro>,
    /// Order.
    pub orden: &'a Orden<E>,
    /// Rows per parent.
    pub primeros: usize,
    /// Start after this cursor, which is of this list and of this order.
    pub despues: Option<&'a Cursor>,
    /// Count all rows as well.
    pub contar: bool,
}

/// One parent's part of the children that were read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tramo {
    /// First row in [`Hijos::filas`].
    pub desde: usize,
    /// One past the last.
    pub hasta: usize,
    /// The list goes on after the cut.
    pub hay_mas: bool,
    /// All rows of this parent, when asked.
    pub total: Option<i64>,
}

/// Children of all parents of a level.
#[derive(Debug)]
pub struct Hijos<M> {
    /// The rows, parent by parent.
    pub filas: Vec<M>,
    /// For each parent, in the order given.
    pub tramos: Vec<Tramo>,
}

/// The children of every parent in `padres`, each cut to its page.
pub async fn por_padres<E: Tabla>(
    lectura: &Lectura,
    padres: &[Clave],
    relacion: &Relacion,
    peticion: &Peticion<'_, E>,
) -> Result<Hijos<E::Model>, StoreError> {
    let de_todos = |sql: &mut Sql| desde::<E>(lectura, sql, padres, relacion);
    let unico = match padres {
        [unico] if !relacion.ademas.contains("p.") => unico,
        _ => return por_listas(lectura, padres.len(), "p.k", peticion, de_todos).await,
    };
    let mut sql = lectura.sql();
    sql.texto("SELECT t.*, CAST(1 AS BIGINT) AS k");
    desde_unico::<E>(lectura, &mut sql, unico, relacion);
    condiciones(&mut sql, peticion);
    sql.texto(" ORDER BY ");
    peticion.orden.lista(&mut sql, "t");
    sql.texto(" LIMIT ").valor(limite(peticion).min(lectura.tope()));
    let filas = lectura.filas(sql).await?;
    let mut hijos = repartir::<E>(&filas, 1, peticion.primeros)?;
    contar(lectura, &mut hijos.tramos, "p.k", peticion, de_todos).await?;
    Ok(hijos)
}

/// The rows `t` of so many lists, each cut to its page: `desde` appends ` FROM` their tables and conditions, and the column
/// `k` tells the list of each row, from 1.
pub(super) async fn por_listas<E: Tabla>(
    lectura: &Lectura,
    listas: usize,
    k: &str,
    peticion: &Peticion<'_, E>,
    desde: impl Fn(&mut Sql) + Sync,
) -> Result<Hijos<E::Model>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto(&format!("SELECT * FROM (SELECT t.*, {k}, ROW_NUMBER() OVER (PARTITION BY {k} ORDER BY "));
    peticion.orden.lista(&mut sql, "t");
    sql.texto(") AS n");
    desde(&mut sql);
    condiciones(&mut sql, peticion);
    sql.texto(") s WHERE s.n <= ").valor(limite(peticion));
    sql.texto(" ORDER BY s.k, s.n LIMIT ").valor(lectura.tope());
    let filas = lectura.filas(sql).await?;
    let mut hijos = repartir::<E>(&filas, listas, peticion.primeros)?;
    contar(lectura, &mut hijos.tramos, k, peticion, desde).await?;
    Ok(hijos)
}

/// A page, and one row more to know whether the list goes on.
fn limite<E: Tabla>(peticion: &Peticion<'_, E>) -> i64 {
    i64::try_from(peticion.primeros).unwrap_or(i64::MAX - 1) + 1
}

/// Writes down how many rows each list has, if that is asked; a list without rows has 0.
async fn contar<E: Tabla>(
    lectura: &Lectura,
    tramos: &mut [Tramo],
    k: &str,
    peticion: &Peticion<'_, E>,
    desde: impl Fn(&mut Sql) + Sync,
) -> Result<(), StoreError> {
    if !peticion.contar {
        return Ok(());
    }
    for tramo in tramos.iter_mut() {
        tramo.total = Some(0);
    }
    let mut sql = lectura.sql();
    sql.texto(&format!("SELECT {k}, COUNT(*) AS n"));
    desde(&mut sql);
    if let Some(filtro) = peticion.filtro {
        filtro.agregar(&mut sql);
    }
    sql.texto(&format!(" GROUP BY {k}"));
    for fila in lectura.sumas(sql).await? {
        let total = fila.try_get("", "n")?;
        lectura.anotar_sumadas(total);
        tramos[indice(&fila)?].total = Some(total);
    }
    Ok(())
}

/// The rows that hold the keys in `claves` (at most one each), in the order of the answer, with the index of its key.
pub async fn por_claves<E: Tabla>(
    lectura: &Lectura,
    claves: &[Clave],
    relacion: &Relacion,
) -> Result<Vec<(usize, E::Model)>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT t.*, p.k");
    desde::<E>(lectura, &mut sql, claves, relacion);
    let filas = lectura.filas(sql).await?;
    filas.iter().map(|fila| Ok((indice(fila)?, E::Model::from_query_result(fila, "")?))).collect()
}

/// Shares rows out to their parents: each row tells its parent's `k`, and comes in the parent's order.
pub(super) fn repartir<E: Tabla>(
    filas: &[QueryResult],
    padres: usize,
    primeros: usize,
) -> Result<Hijos<E::Model>, StoreError> {
    let mut tramos = vec![Tramo::default(); padres];
    let mut modelos = Vec::with_capacity(filas.len());
    let mut abierto = usize::MAX;
    for fila in filas {
        let k = indice(fila)?;
        if k != abierto {
            (tramos[k].desde, tramos[k].hasta, abierto) = (modelos.len(), modelos.len(), k);
        }
        if tramos[k].hasta - tramos[k].desde == primeros {
            tramos[k].hay_mas = true;
        } else {
            modelos.push(E::Model::from_query_result(fila, "")?);
            tramos[k].hasta = modelos.len();
        }
    }
    Ok(Hijos { filas: modelos, tramos })
}

fn indice(fila: &QueryResult) -> Result<usize, StoreError> {
    let k: i64 = fila.try_get("", "k")?;
    Ok(usize::try_from(k - 1).unwrap_or(0))
}

fn condiciones<E: Tabla>(sql: &mut Sql, peticion: &Peticion<'_, E>) {
    if let Some(filtro) = peticion.filtro {
        filtro.agregar(sql);
    }
    if let Some(cursor) = peticion.despues {
        peticion.orden.despues(sql, "t", cursor);
    }
}

/// ` FROM tabla t WHERE` the key of one parent.
fn desde_unico<E: Tabla>(lectura: &Lectura, sql: &mut Sql, padre: &Clave, relacion: &Relacion) {
    sql.texto(" FROM ").texto(E::default().table_name()).texto(" t WHERE 1 = 1");
    for (columna, parte) in relacion.columnas.iter().zip(padre.0) {
        if !columna.is_empty() {
            sql.texto(&format!(" AND t.{columna} = ")).valor(parte);
        }
    }
    sql.texto(relacion.ademas);
    visible::<E>(lectura, sql);
}

/// ` FROM` the parents' keys `p (e, v, m, id, k)` joined to their rows `t`; `k` is the parent's index, from 1.
fn desde<E: Tabla>(lectura: &Lectura, sql: &mut Sql, padres: &[Clave], relacion: &Relacion) {
    sql.texto(" FROM ");
    claves(sql, padres);
    sql.texto(" JOIN ").texto(E::default().table_name()).texto(" t ON 1 = 1");
    for (columna, parte) in relacion.columnas.iter().zip(["e", "v", "m", "id"]) {
        if !columna.is_empty() {
            sql.texto(&format!(" AND t.{columna} = p.{parte}"));
        }
    }
    sql.texto(" WHERE 1 = 1").texto(relacion.ademas);
    visible::<E>(lectura, sql);
}

/// A list of keys as a table `p (e, v, m, id, k)`.
pub fn claves(sql: &mut Sql, padres: &[Clave]) {
    let filas: Vec<[i64; 4]> = padres.iter().map(|clave| clave.0).collect();
    tabla(sql, ["e", "v", "m", "id"], &filas);
}

/// Rows of whole numbers as a table `p` with these columns and `k`, their position from 1.
pub(super) fn tabla<const N: usize>(sql: &mut Sql, columnas: [&str; N], filas: &[[i64; N]]) {
    if sql.es_postgres() {
        for i in 0..N {
            let parte: Vec<i64> = filas.iter().map(|fila| fila[i]).collect();
            sql.texto(if i == 0 { "unnest(" } else { ", " }).valor(parte).texto("::bigint[]");
        }
        sql.texto(&format!(") WITH ORDINALITY AS p ({}, k)", columnas.join(", ")));
    } else {
        sql.texto("(SELECT ");
        for (i, columna) in columnas.iter().enumerate() {
            sql.texto(&format!("json_extract(value, '$[{i}]') AS {columna}, "));
        }
        let filas: Vec<&[i64]> = filas.iter().map(<[i64; N]>::as_slice).collect();
        sql.texto("key + 1 AS k FROM json_each(").valor(json(&filas)).texto(")) p");
    }
}

/// The caller's scope over rows `t`: what belongs to a version shows only when the version does, a record as it says.
fn visible<E: Tabla>(lectura: &Lectura, sql: &mut Sql) {
    match E::FORMA.proteccion {
        Proteccion::Ninguna => {}
        Proteccion::Version(version) => lectura.scope().filas(sql, "t", version),
        Proteccion::Visibilidad => lectura.scope().registros(sql, "t"),
    }
}
