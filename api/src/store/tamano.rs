//! How many rows each version holds, kept in memory: what a document can cost at most is known before it runs.
//!
//! A version is counted once for each revision of it. What is remembered is read again when versions came, were edited, sent
//! or published; then only those that are new or edited are counted.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult};

use super::lista::tabla;
use super::sql::Sql;
use super::version::PUBLICADA;
use super::version::eleccion::Eleccion;
use super::{Scope, StoreError};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tabla {
    Entidad,
    Version,
    Matriz,
    Hallazgo,
    Unidad,
    Puesto,
    Proceso,
    Actividad,
    Tarea,
    Ejecucion,
    PuestoPropuesto,
    /// Roll-up by grupo, familia and rol.
    Resumen,
    /// Roll-up by process.
    Carga,
    /// Not rows: levels of processes above one another.
    Niveles,
}

/// How many [`Tabla`]s there are.
pub const TABLAS: usize = 14;

type Filas = [u64; TABLAS];

/// What is counted of a version, whatever its matrix: name of the column and SQL over its key `p`.
const DE_VERSION: [(Tabla, &str); 3] = [
    (Tabla::Hallazgo, "SELECT COUNT(*) FROM hallazgo t WHERE t.entidad_id = p.e AND t.version = p.v"),
    (Tabla::Unidad, "SELECT COUNT(*) FROM unidad t WHERE t.entidad_id = p.e AND t.version = p.v"),
    (Tabla::Puesto, "SELECT COUNT(*) FROM puesto t WHERE t.entidad_id = p.e AND t.version = p.v"),
];

/// What is counted of each matrix of a version.
const DE_MATRIZ: [(Tabla, &str); 9] = [
    (Tabla::Matriz, "SELECT COUNT(*) FROM matriz t"),
    (Tabla::Proceso, "SELECT SUM(t.procesos) FROM matriz t"),
    (Tabla::Actividad, "SELECT SUM(t.actividades) FROM matriz t"),
    (Tabla::Tarea, "SELECT SUM(t.tareas) FROM matriz t"),
    (Tabla::Ejecucion, "SELECT SUM(t.ejecuciones) FROM matriz t"),
    (Tabla::PuestoPropuesto, "SELECT COUNT(*) FROM puesto_propuesto t"),
    (Tabla::Resumen, "SELECT COUNT(*) FROM dotacion_resumen t"),
    (Tabla::Carga, "SELECT COUNT(*) FROM carga_proceso t"),
    (Tabla::Niveles, "SELECT MAX(t.profundidad) + 1 FROM proceso t"),
];

/// What a version holds: by matriz actual and ajustada.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Contenido([Filas; 2]);

impl Contenido {
    fn filas(&self, tabla: Tabla, matriz: Option<i16>) -> u64 {
        let Self([actual, ajustada]) = self;
        let i = tabla as usize;
        match (tabla, matriz) {
            (Tabla::Hallazgo | Tabla::Unidad | Tabla::Puesto, _) | (_, Some(1)) => actual[i],
            (Tabla::Version, _) => 1,
            (Tabla::Niveles, None) => actual[i].max(ajustada[i]),
            (_, Some(_)) => ajustada[i],
            (_, None) => actual[i] + ajustada[i],
        }
    }
}

/// A version and what it holds.
#[derive(Debug, Clone, Copy)]
struct Medida {
    numero: i32,
    revision: i32,
    publicada: bool,
    enviada: bool,
    vigente: bool,
    contenido: Contenido,
}

/// Which versions of an entity a read can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versiones {
    /// One of them, chosen so.
    Elegida(Eleccion),
    /// All that may be seen.
    Todas,
}

/// Which entities a read can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entidades {
    /// These.
    Estas(Arc<[i32]>),
    /// Any, up to so many.
    Hasta(u64),
}

/// What a read can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambito {
    /// Of which entities.
    pub entidades: Entidades,
    /// In which versions.
    pub versiones: Versiones,
    /// In which matrix; in both without.
    pub matriz: Option<i16>,
}

/// What all versions hold.
#[derive(Debug, Clone, Default)]
pub struct Tamanos {
    entidades: u64,
    por_entidad: HashMap<i32, Vec<Medida>>,
    /// Of the current versions, for the questions about all entities: sum and greatest, by matrix.
    vigentes: [(Filas, Filas); 2],
}

impl Tamanos {
    /// Most rows of `tabla` that `scope` can reach there.
    pub fn filas(&self, scope: &Scope, ambito: &Ambito, tabla: Tabla) -> u64 {
        match (&ambito.entidades, ambito.matriz) {
            (Entidades::Estas(ids), _) if tabla == Tabla::Entidad => ids.len() as u64,
            (Entidades::Hasta(n), _) if tabla == Tabla::Entidad => self.entidades.min(*n),
            (Entidades::Estas(ids), _) => {
                let cada = ids.iter().map(|id| self.de_entidad(scope, ambito, *id, tabla));
                if tabla == Tabla::Niveles { cada.max().unwrap_or(0) } else { cada.sum() }
            }
            (Entidades::Hasta(n), Some(matriz @ (1 | 2)))
                if ambito.versiones == Versiones::Elegida(Eleccion::Vigente) =>
            {
                let (suma, mayor) = &self.vigentes[usize::from(matriz == 2)];
                acotar(*n, suma[tabla as usize], mayor[tabla as usize], tabla)
            }
            (Entidades::Hasta(n), _) => {
                let cada = self.por_entidad.keys().map(|id| self.de_entidad(scope, ambito, *id, tabla));
                let (suma, mayor) = cada.fold((0, 0), |(suma, mayor), filas| (suma + filas, filas.max(mayor)));
                acotar(*n, suma, mayor, tabla)
            }
        }
    }

    fn de_entidad(&self, scope: &Scope, ambito: &Ambito, entidad: i32, tabla: Tabla) -> u64 {
        let medidas = self.por_entidad.get(&entidad).map_or(&[][..], Vec::as_slice);
        let visibles = medidas.iter().filter(|m| scope.ve_version(entidad, m.publicada, m.enviada));
        let filas = |m: &Medida| m.contenido.filas(tabla, ambito.matriz);
        let Versiones::Elegida(eleccion) = ambito.versiones else {
            return if tabla == Tabla::Niveles {
                visibles.map(filas).max().unwrap_or(0)
            } else {
                visibles.map(filas).sum()
            };
        };
        let alguna = visibles.filter(|m| match eleccion {
            Eleccion::Vigente => m.vigente,
            Eleccion::Numero(numero) => m.numero == numero,
            Eleccion::PublicadaHasta(_) => m.publicada,
            Eleccion::UltimoBorrador => !m.publicada,
        });
        alguna.map(filas).max().unwrap_or(0)
    }

    /// Reads what changed since `antes`.
    pub async fn leer(db: &DatabaseConnection, antes: &Self, entidades: usize) -> Result<Self, StoreError> {
        let mut sql = Sql::nueva(db.get_database_backend());
        sql.texto(
            "SELECT entidad_id, numero, revision, estado, vigente, enviada_en IS NOT NULL AS enviada FROM version",
        );
        let mut nuevos = Self { entidades: entidades as u64, ..Self::default() };
        let mut sin_contar = Vec::new();
        for fila in db.query_all_raw(sql.sentencia()).await? {
            let entidad: i32 = fila.try_get("", "entidad_id")?;
            let numero: i32 = fila.try_get("", "numero")?;
            let revision: i32 = fila.try_get("", "revision")?;
            let contenido = antes.contenido(entidad, numero, revision);
            if contenido.is_none() {
                sin_contar.push((entidad, numero));
            }
            let medida = Medida {
                numero,
                revision,
                publicada: fila.try_get::<i16>("", "estado")? == PUBLICADA,
                enviada: fila.try_get("", "enviada")?,
                vigente: fila.try_get("", "vigente")?,
                contenido: contenido.unwrap_or_default(),
            };
            nuevos.por_entidad.entry(entidad).or_default().push(medida);
        }
        nuevos.contar(db, &sin_contar).await?;
        nuevos.resumir();
        Ok(nuevos)
    }

    fn contenido(&self, entidad: i32, numero: i32, revision: i32) -> Option<Contenido> {
        let medidas = self.por_entidad.get(&entidad)?;
        medidas.iter().find(|m| (m.numero, m.revision) == (numero, revision)).map(|m| m.contenido)
    }

    /// Counts the rows of these versions, in one statement.
    async fn contar(&mut self, db: &DatabaseConnection, versiones: &[(i32, i32)]) -> Result<(), StoreError> {
        if versiones.is_empty() {
            return Ok(());
        }
        let mut sql = Sql::nueva(db.get_database_backend());
        sql.texto("SELECT ");
        for (tabla, cuenta) in DE_VERSION {
            sql.texto(&format!("({cuenta}) AS t{}, ", tabla as usize));
        }
        for (tabla, cuenta) in DE_MATRIZ {
            let columna = if cuenta.contains("FROM matriz") { "tipo" } else { "matriz" };
            for matriz in [1, 2] {
                sql.texto(&format!(
                    "CAST(COALESCE(({cuenta} WHERE t.entidad_id = p.e AND t.version = p.v AND t.{columna} = {matriz}), 0) \
                     AS BIGINT) AS t{}_{matriz}, ",
                    tabla as usize
                ));
            }
        }
        sql.texto("p.k FROM ");
        let claves: Vec<[i64; 2]> = versiones.iter().map(|(e, v)| [i64::from(*e), i64::from(*v)]).collect();
        tabla(&mut sql, ["e", "v"], &claves);
        for fila in db.query_all_raw(sql.sentencia()).await? {
            let k: i64 = fila.try_get("", "k")?;
            let Some((entidad, numero)) = usize::try_from(k - 1).ok().and_then(|k| versiones.get(k)) else { continue };
            let medidas = self.por_entidad.get_mut(entidad);
            if let Some(medida) = medidas.and_then(|medidas| medidas.iter_mut().find(|m| m.numero == *numero)) {
                medida.contenido = leer_contenido(&fila)?;
            }
        }
        Ok(())
    }

    fn resumir(&mut self) {
        let vigentes = self.por_entidad.values().flatten().filter(|medida| medida.vigente);
        for Medida { contenido: Contenido(matrices), .. } in vigentes {
            for ((suma, mayor), filas) in self.vigentes.iter_mut().zip(matrices) {
                for (i, n) in filas.iter().enumerate() {
                    suma[i] += n;
                    mayor[i] = mayor[i].max(*n);
                }
            }
        }
    }
}

/// Of `n` entities, when all have `suma` and none more than `mayor`.
fn acotar(n: u64, suma: u64, mayor: u64, tabla: Tabla) -> u64 {
    if tabla == Tabla::Niveles { mayor } else { suma.min(mayor.saturating_mul(n)) }
}

fn leer_contenido(fila: &QueryResult) -> Result<Contenido, StoreError> {
    let mut contenido = Contenido::default();
    let leer = |columna: String| fila.try_get::<i64>("", &columna).map(|n| u64::try_from(n).unwrap_or(0));
    for (i, filas) in contenido.0.iter_mut().enumerate() {
        filas[Tabla::Version as usize] = 1;
        for (tabla, _) in DE_VERSION {
            filas[tabla as usize] = leer(format!("t{}", tabla as usize))?;
        }
        for (tabla, _) in DE_MATRIZ {
            filas[tabla as usize] = leer(format!("t{}_{}", tabla as usize, i + 1))?;
        }
    }
    Ok(contenido)
}
