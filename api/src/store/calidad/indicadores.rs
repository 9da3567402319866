//! The figures of the quality of services, by any of their dimensions.
//!
//! A figure is counted over one kind of record, its [`Hecho`]. Each has its own statement, whose tables and conditions
//! also find the records behind a number. A record counts while it is in use, and so is everything that it hangs from;
//! what hangs from an evaluation that was given up does not count.

use super::grupos::Grupos;
use super::hechos::{Dimension, Hecho};
use crate::store::grupos::{
    self, Columna, Razon, Valor, agrupar, comprobar, contar, contar_si, seleccionar, sumada, sumar,
};
use crate::store::lista::Filtro;
use crate::store::sql::Sql;
use crate::store::{Lectura, Scope, StoreError};

use super::{ACCION_ATRASADA, EVALUACION_ATRASADA};

/// What figures are over.
pub struct Pregunta<'a> {
    /// Conditions over entities `t`.
    pub entidades: &'a dyn Filtro,
    /// Day on which something is late or not.
    pub dia: &'a str,
}

/// Counts of one kind of record. What a count means depends on the kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cuenta {
    /// All of them.
    pub todos: i64,
    /// Evaluations that ended; improvements that are done; gaps with improvements; reports that are approved; components
    /// that are rated.
    pub hechos: i64,
    /// Evaluations that were given up.
    pub cancelados: i64,
    /// Evaluations or improvements that are late.
    pub atrasados: i64,
    /// Per cent of progress of the improvements that say theirs, added up, and how many do.
    pub avance: Razon,
}

/// Ratings on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calificadas {
    /// Code of the scale.
    pub escala: String,
    /// Sum of the ratings, and how many they are.
    pub valores: Razon,
}

/// Measurements of one conductor on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medidas {
    /// Code of the conductor.
    pub conductor: String,
    /// Code of the scale.
    pub escala: String,
    /// How many measurements.
    pub mediciones: i64,
    /// Whole part and millionths of Σ answers × mean: two sums that cannot overflow.
    pub suma: (i64, i64),
    /// Σ answers.
    pub casos: i64,
}

/// The figures of a group; a kind of record is missing that one of the dimensions is not of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cifras {
    /// Counts of each kind.
    pub cuentas: Vec<(Hecho, Cuenta)>,
    /// Ratings, by scale.
    pub calificaciones: Option<Vec<Calificadas>>,
    /// Measurements, by conductor and scale.
    pub mediciones: Option<Vec<Medidas>>,
}

/// A group with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grupo {
    /// Its key, in the order of the dimensions.
    pub clave: Vec<Valor>,
    /// Its figures.
    pub cifras: Cifras,
}

/// Kinds that are only counted.
pub(super) const CONTADOS: [Hecho; 7] = [
    Hecho::Servicios,
    Hecho::Evaluaciones,
    Hecho::Componentes,
    Hecho::Brechas,
    Hecho::Acciones,
    Hecho::Informes,
    Hecho::Lecciones,
];

/// The figures by these dimensions, in their order. Without dimensions there is one group, of everything.
pub async fn por_dimensiones(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    pregunta: &Pregunta<'_>,
) -> Result<Vec<Grupo>, StoreError> {
    let mut grupos = Grupos::nuevos(dimensiones);
    if dimensiones.is_empty() {
        grupos.de(Vec::new());
    }
    for hecho in CONTADOS {
        let Some(columnas) = hecho.columnas(dimensiones) else { continue };
        for (clave, cuenta) in contadas(lectura, hecho, &columnas, pregunta).await? {
            grupos.de(clave).cuentas.push((hecho, cuenta));
        }
    }
    if let Some(columnas) = Hecho::Calificaciones.columnas(dimensiones) {
        for (clave, calificadas) in calificadas(lectura, &columnas, pregunta).await? {
            grupos.de(clave).calificaciones.get_or_insert_default().push(calificadas);
        }
    }
    if let Some(columnas) = Hecho::Mediciones.columnas(dimensiones) {
        for (clave, medidas) in medidas(lectura, &columnas, pregunta).await? {
            grupos.de(clave).mediciones.get_or_insert_default().push(medidas);
        }
    }
    let grupos = grupos.completos();
    comprobar(lectura, grupos.len())?;
    Ok(grupos)
}

type ConClave<T> = Vec<(Vec<Valor>, T)>;

async fn contadas(
    lectura: &Lectura,
    hecho: Hecho,
    columnas: &[Columna],
    pregunta: &Pregunta<'_>,
) -> Result<ConClave<Cuenta>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, columnas);
    sql.texto("COUNT(*) AS todos");
    contar_si(&mut sql, "hechos", |sql| terminado(sql, lectura.scope(), hecho));
    contar(&mut sql, if hecho == Hecho::Evaluaciones { "t.etapa = 6" } else { "1 = 0" }, "cancelados");
    contar_si(&mut sql, "atrasados", |sql| {
        match hecho {
            Hecho::Evaluaciones => sql.texto(EVALUACION_ATRASADA).valor(pregunta.dia.to_owned()),
            Hecho::Acciones => sql.texto(ACCION_ATRASADA).valor(pregunta.dia.to_owned()),
            _ => sql.texto("1 = 0"),
        };
    });
    sumar(&mut sql, if hecho == Hecho::Acciones { "t.avance" } else { "CAST(NULL AS SMALLINT)" }, "avance");
    desde(&mut sql, lectura.scope(), hecho, pregunta.entidades);
    agrupar(&mut sql, columnas);
    let filas = lectura.sumas(sql).await?;
    let filas = filas.iter().map(|fila| {
        let numero = |nombre: &str| fila.try_get::<i64>("", nombre);
        let cuenta = Cuenta {
            todos: numero("todos")?,
            hechos: numero("hechos")?,
            cancelados: numero("cancelados")?,
            atrasados: numero("atrasados")?,
            avance: sumada(fila, "avance")?,
        };
        Ok((grupos::clave(fila, columnas)?, cuenta))
    });
    filas.collect()
}

/// Appends when a record counts as done.
fn terminado(sql: &mut Sql, scope: &Scope, hecho: Hecho) {
    let condicion = match hecho {
        Hecho::Evaluaciones => "t.etapa = 5",
        Hecho::Componentes => "q.id IS NOT NULL",
        Hecho::Acciones => "t.estado >= 3",
        Hecho::Informes => "t.aprobado_el IS NOT NULL",
        Hecho::Brechas => {
            sql.texto("EXISTS (SELECT 1 FROM mejora m WHERE m.entidad_id = t.entidad_id AND m.brecha_id = t.id");
            sql.texto(" AND m.archivado_en IS NULL");
            scope.registros(sql, "m");
            ")"
        }
        _ => "1 = 0",
    };
    sql.texto(condicion);
}

/// Groups beside those that the question asks for: what may not be added up is kept apart.
const ESCALA: Columna = Columna::texto("e.escala");

async fn calificadas(
    lectura: &Lectura,
    columnas: &[Columna],
    pregunta: &Pregunta<'_>,
) -> Result<ConClave<Calificadas>, StoreError> {
    let todas = [columnas, &[ESCALA]].concat();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &todas);
    sql.texto("1 AS una");
    sumar(&mut sql, "t.valor", "valor");
    desde(&mut sql, lectura.scope(), Hecho::Calificaciones, pregunta.entidades);
    agrupar(&mut sql, &todas);
    let filas = lectura.sumas(sql).await?;
    comprobar(lectura, filas.len())?;
    let filas = filas.iter().map(|fila| {
        let mut clave = grupos::clave(fila, &todas)?;
        let escala = texto(clave.pop());
        Ok((clave, Calificadas { escala, valores: sumada(fila, "valor")? }))
    });
    filas.collect()
}

const CONDUCTOR: Columna = Columna::texto("t.conductor");
const SU_ESCALA: Columna = Columna::texto("t.escala");

async fn medidas(
    lectura: &Lectura,
    columnas: &[Columna],
    pregunta: &Pregunta<'_>,
) -> Result<ConClave<Medidas>, StoreError> {
    let todas = [columnas, &[CONDUCTOR, SU_ESCALA]].concat();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &todas);
    sql.texto("COUNT(*) AS mediciones");
    sumar(&mut sql, "t.casos", "n");
    sumar(&mut sql, "t.casos * (t.media / 1000000)", "entero");
    sumar(&mut sql, "t.casos * (t.media % 1000000)", "resto");
    desde(&mut sql, lectura.scope(), Hecho::Mediciones, pregunta.entidades);
    agrupar(&mut sql, &todas);
    let filas = lectura.sumas(sql).await?;
    comprobar(lectura, filas.len())?;
    let filas = filas.iter().map(|fila| {
        let mut clave = grupos::clave(fila, &todas)?;
        let escala = texto(clave.pop());
        let conductor = texto(clave.pop());
        let medidas = Medidas {
            conductor,
            escala,
            mediciones: fila.try_get("", "mediciones")?,
            suma: (sumada(fila, "entero")?.numerador, sumada(fila, "resto")?.numerador),
            casos: sumada(fila, "n")?.numerador,
        };
        Ok((clave, medidas))
    });
    filas.collect()
}

fn texto(valor: Option<Valor>) -> String {
    match valor {
        Some(Valor::Texto(Some(texto))) => texto,
        _ => String::new(),
    }
}

/// Appends the tables of a kind of record and the conditions under which one counts.
pub(super) fn desde(sql: &mut Sql, scope: &Scope, hecho: Hecho, entidades: &dyn Filtro) {
    sql.texto(" FROM ").texto(hecho.tablas()).texto(" JOIN entidad en ON en.id = t.entidad_id WHERE 1 = 1");
    for registro in hecho.registros() {
        sql.texto(&format!(" AND {registro}.archivado_en IS NULL"));
        scope.registros(sql, registro);
    }
    if hecho == Hecho::Mediciones {
        // An evaluation made it, or none did.
        sql.texto(" AND (t.evaluacion_id IS NULL OR (e.archivado_en IS NULL AND e.etapa <> 6");
        scope.registros(sql, "e");
        sql.texto("))");
    }
    sql.texto(hecho.condicion()).texto(" AND t.entidad_id IN (SELECT t.id FROM entidad t WHERE 1 = 1");
    entidades.agregar(sql);
    sql.texto(")");
}
