//! What the flows of processes are made of: their steps in reading order, and who executes each.

use quipu_entities::{actividad, proceso, tarea};

use super::lista::{Clave, Hijos, Peticion, Relacion, claves, por_padres};
use super::orden::{Orden, Tabla};
use super::{Lectura, StoreError};

/// Steps of several processes, kind by kind, each in reading order.
#[derive(Debug)]
pub struct Pasos {
    /// Processes right below.
    pub subprocesos: Hijos<proceso::Model>,
    /// Activities right below.
    pub actividades: Hijos<actividad::Model>,
    /// Tasks of these activities.
    pub tareas: Hijos<tarea::Model>,
    /// Who executes them.
    pub ejecutores: Vec<Ejecutor>,
}

/// Somebody who executes a step of a process.
#[derive(Debug)]
pub struct Ejecutor {
    /// The process, by its place among those asked about.
    pub proceso: usize,
    /// Id of the activity.
    pub actividad: i64,
    /// Id of the task; `None` when the activity itself is executed.
    pub tarea: Option<i64>,
    /// The executor as typed, or the name of its puesto.
    pub nombre: String,
}

const SUBPROCESOS: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "padre_id"], ademas: "" };
const ACTIVIDADES: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "proceso_id"], ademas: "" };
const TAREAS: Relacion = Relacion {
    columnas: ["entidad_id", "version", "matriz", ""],
    ademas: " AND EXISTS (SELECT 1 FROM actividad a WHERE a.entidad_id = t.entidad_id AND a.version = t.version \
             AND a.matriz = t.matriz AND a.id = t.actividad_id AND a.proceso_id = p.id)",
};

/// At most `limite` steps of each kind below each process. One statement for each kind, one for the executors.
pub async fn leer(lectura: &Lectura, procesos: &[Clave], limite: usize) -> Result<Pasos, StoreError> {
    Ok(Pasos {
        subprocesos: hijos::<proceso::Entity>(lectura, procesos, &SUBPROCESOS, limite).await?,
        actividades: hijos::<actividad::Entity>(lectura, procesos, &ACTIVIDADES, limite).await?,
        tareas: hijos::<tarea::Entity>(lectura, procesos, &TAREAS, limite).await?,
        ejecutores: ejecutores(lectura, procesos).await?,
    })
}

async fn hijos<E: Tabla>(
    lectura: &Lectura,
    procesos: &[Clave],
    relacion: &Relacion,
    limite: usize,
) -> Result<Hijos<E::Model>, StoreError> {
    let orden = Orden::nuevo(Vec::new());
    let peticion = Peticion::<E> { filtro: None, orden: &orden, primeros: limite, despues: None, contar: false };
    por_padres(lectura, procesos, relacion, &peticion).await
}

async fn ejecutores(lectura: &Lectura, procesos: &[Clave]) -> Result<Vec<Ejecutor>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT p.k, t.actividad_id, t.tarea_id, COALESCE(t.ejecutor, u.nombre) AS nombre FROM ");
    claves(&mut sql, procesos);
    sql.texto(
        " JOIN actividad a ON a.entidad_id = p.e AND a.version = p.v AND a.matriz = p.m AND a.proceso_id = p.id \
         JOIN ejecucion t ON t.entidad_id = a.entidad_id AND t.version = a.version AND t.matriz = a.matriz \
         AND t.actividad_id = a.id \
         LEFT JOIN puesto u ON u.entidad_id = t.entidad_id AND u.version = t.version AND u.id = t.puesto_id \
         WHERE COALESCE(t.ejecutor, u.nombre) IS NOT NULL",
    );
    lectura.scope().filas(&mut sql, "t", "version");
    sql.texto(" ORDER BY p.k, t.orden LIMIT ").valor(lectura.tope());
    let filas = lectura.filas(sql).await?;
    let ejecutores = filas.iter().map(|fila| {
        let k: i64 = fila.try_get("", "k")?;
        Ok(Ejecutor {
            proceso: usize::try_from(k - 1).unwrap_or(0),
            actividad: fila.try_get("", "actividad_id")?,
            tarea: fila.try_get("", "tarea_id")?,
            nombre: fila.try_get("", "nombre")?,
        })
    });
    ejecutores.collect()
}
