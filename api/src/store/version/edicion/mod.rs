//! Editing a matrix of a draft: its rows into memory, a change of them there, and the difference back.
//!
//! What is computed from a matrix (places, proposed puestos, roll-ups, counts, findings) is computed again from all of it, by
//! the functions that made it when the draft was written; only what differs is written. The number of statements does not
//! follow the rows.

mod leer;
mod diferencia;
mod escribir;
mod hallazgos;

use quipu_entities::{actividad, matriz, proceso, tarea, version};
use rust_decimal::Decimal;
use sea_orm::DatabaseTransaction;

use super::crear::Ids;
use super::dotacion::{Contexto, Filas};
use super::filas::{self, IdsMatriz, Llave, Organizacion};
use crate::domain::catalogo::Catalogo;
use crate::domain::edicion::{self, Clase, MatrizEditable, Ordenada};
use crate::domain::modelo::{Mapa, Matriz, TipoMatriz};
use crate::domain::orden;
use crate::store::StoreError;
use crate::store::escritura::auditoria::en_json;

/// A matrix of a draft in memory.
#[derive(Debug)]
pub struct Borrador {
    llave: Llave,
    umbral: Decimal,
    /// Units, puestos and entered numbers; no matrix.
    mapa: Mapa,
    unidades: Ids,
    puestos: Ids,
    /// What is changed.
    pub matriz: MatrizEditable,
    /// Id for a row that comes.
    pub nuevo_id: i64,
    antes: Todas,
    esta: bool,
}

/// All rows of a matrix.
#[derive(Debug, Clone)]
struct Todas {
    matriz: matriz::Model,
    procesos: Vec<proceso::Model>,
    actividades: Vec<actividad::Model>,
    tareas: Vec<tarea::Model>,
    dotacion: Filas,
}

/// What a change of the map was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objeto {
    /// A node.
    Nodo(Clase, i64),
    /// An execution.
    Ejecucion(i64),
}

/// What was done, and what of the workbook's complaints it settles.
#[derive(Debug, Clone)]
pub struct Hecha {
    /// What it was about.
    pub objeto: Objeto,
    /// Rows taken away.
    pub eliminadas: usize,
    /// The sheet's row whose findings are settled.
    pub fila: Option<u32>,
    /// Findings about its times are.
    pub de_tiempos: bool,
    /// Findings about its classification are.
    pub de_clasificacion: bool,
}

impl Hecha {
    /// Something done to an object.
    pub const fn a(objeto: Objeto) -> Self {
        Self { objeto, eliminadas: 0, fila: None, de_tiempos: false, de_clasificacion: false }
    }
}

/// The object of a change, before and after it, as the trail keeps it.
#[derive(Debug)]
pub(in crate::store) struct Huella {
    pub(in crate::store) antes: Option<String>,
    pub(in crate::store) despues: Option<String>,
}

impl Borrador {
    /// Reads a matrix of a draft.
    pub(in crate::store) async fn leer(
        txn: &DatabaseTransaction,
        version: &version::Model,
        tipo: TipoMatriz,
        catalogo: &Catalogo,
    ) -> Result<Self, StoreError> {
        leer::leer(txn, version, tipo, catalogo).await
    }

    /// Takes an id for a row that comes.
    pub(in crate::store) async fn reservar(&mut self, txn: &DatabaseTransaction) -> Result<(), StoreError> {
        self.nuevo_id = Ids::reservar(txn, self.llave.entidad_id, 1).await?.de(0);
        Ok(())
    }

    /// Units and puestos.
    pub fn organizacion(&self) -> edicion::Organizacion<'_> {
        edicion::Organizacion { mapa: &self.mapa, unidades: &self.unidades.0 }
    }

    /// Writes what differs from what was read.
    pub(in crate::store) async fn guardar(
        mut self,
        txn: &DatabaseTransaction,
        catalogo: &Catalogo,
        hecha: &Hecha,
    ) -> Result<Huella, StoreError> {
        let ordenada = self.matriz.en_orden();
        let despues = self.recalcular(txn, &ordenada, catalogo).await?;
        escribir::escribir(txn, self.llave, self.esta, &self.antes, &despues).await?;
        let anterior = self.antes_en_memoria(catalogo)?;
        hallazgos::escribir(txn, self.llave, &mut self.mapa, [anterior, ordenada.matriz], hecha).await?;
        huella(hecha, &self.antes, &despues)
    }

    /// All rows of the matrix as it is now.
    async fn recalcular(
        &self,
        txn: &DatabaseTransaction,
        ordenada: &Ordenada,
        catalogo: &Catalogo,
    ) -> Result<Todas, StoreError> {
        let Ordenada { matriz, procesos, actividades, tareas, ejecuciones } = ordenada.clone();
        let ids = IdsMatriz {
            procesos: Ids(procesos),
            actividades: Ids(actividades),
            tareas: Ids(tareas),
            ejecuciones: Ids(ejecuciones),
        };
        let organizacion = Organizacion { mapa: &self.mapa, unidades: &self.unidades, puestos: &self.puestos };
        let mut contexto = Contexto::nuevo(self.llave, organizacion, &matriz, &ids, catalogo, self.umbral)?;
        let sin_ids = contexto.puestos_propuestos()?;
        contexto.propuestos = diferencia::ids(txn, self.llave, &self.antes.dotacion.propuestos, &sin_ids).await?;
        let lugares = orden::de_matriz(&matriz);
        Ok(Todas {
            matriz: filas::matriz(self.llave, &matriz),
            procesos: filas::procesos(self.llave, &matriz, &lugares, &ids).collect(),
            actividades: filas::actividades(self.llave, &matriz, &lugares, &ids).collect(),
            tareas: filas::tareas(self.llave, &matriz, &lugares, &ids).collect(),
            dotacion: contexto.filas()?,
        })
    }

    fn antes_en_memoria(&self, catalogo: &Catalogo) -> Result<Matriz, StoreError> {
        let editable = leer::editable(&self.antes, &self.unidades, &self.puestos, catalogo)?;
        Ok(editable.en_orden().matriz)
    }
}

/// The object before and after: its row, or all rows that went with it.
fn huella(hecha: &Hecha, antes: &Todas, despues: &Todas) -> Result<Huella, StoreError> {
    if hecha.eliminadas > 0 {
        let idas = serde_json::json!({
            "procesos": diferencia::idas(&antes.procesos, &despues.procesos),
            "actividades": diferencia::idas(&antes.actividades, &despues.actividades),
            "tareas": diferencia::idas(&antes.tareas, &despues.tareas),
            "ejecuciones": diferencia::idas(&antes.dotacion.ejecuciones, &despues.dotacion.ejecuciones),
        });
        let cuantas = serde_json::json!({ "eliminadas": hecha.eliminadas });
        return Ok(Huella { antes: Some(idas.to_string()), despues: Some(cuantas.to_string()) });
    }
    let fila = |todas: &Todas| match hecha.objeto {
        Objeto::Nodo(Clase::Proceso, id) => todas.procesos.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Nodo(Clase::Actividad, id) => todas.actividades.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Nodo(Clase::Tarea, id) => todas.tareas.iter().find(|f| f.id == id).map(en_json).transpose(),
        Objeto::Ejecucion(id) => todas.dotacion.ejecuciones.iter().find(|f| f.id == id).map(en_json).transpose(),
    };
    Ok(Huella { antes: fila(antes)?, despues: fila(despues)? })
}
