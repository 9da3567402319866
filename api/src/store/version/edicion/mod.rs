//! Editing a draft: its organisation and a matrix of it into memory, a change of them there, and the difference back.
//!
//! What is computed from them (places, proposed puestos, roll-ups, counts, findings) is computed again from all of it, by the
//! functions that made it when the draft was written; only what differs is written. The number of statements does not
//! follow the rows. A change of the organisation reaches both matrices.

mod leer;
mod diferencia;
mod escribir;
mod hallazgos;
mod huella;

use quipu_entities::{actividad, dotacion_no_medida, matriz, proceso, puesto, tarea, unidad, version};
use rust_decimal::Decimal;
use sea_orm::DatabaseTransaction;

use super::crear::Ids;
use super::dotacion::{Contexto, Filas};
use super::filas::{self, IdsMatriz, Llave, Organizacion};
use crate::domain::catalogo::Catalogo;
use crate::domain::edicion::{MatrizEditable, Ordenada, OrganizacionEditable, Reordenada};
use crate::domain::modelo::{Mapa, Matriz, TipoMatriz};
use crate::domain::orden;
use crate::store::StoreError;
use crate::store::computo::aparte;

pub(in crate::store) use huella::Huella;
pub use huella::{Hecha, Objeto};

/// A draft in memory.
#[derive(Debug)]
pub struct Borrador {
    llave: Llave,
    umbral: Decimal,
    /// Its units and puestos, which may be changed.
    pub organizacion: OrganizacionEditable,
    /// The matrix that is changed; the adjusted one when it is the organisation that changes.
    pub matriz: MatrizEditable,
    /// The present one, when it is the organisation that changes.
    pub otra: Option<MatrizEditable>,
    /// Id for a row that comes.
    pub nuevo_id: i64,
    antes: DeVersion,
}

/// Rows of a draft: its organisation, and the matrices that a change reaches.
#[derive(Debug)]
struct DeVersion {
    unidades: Vec<unidad::Model>,
    puestos: Vec<puesto::Model>,
    no_medidos: Vec<dotacion_no_medida::Model>,
    matriz: Todas,
    otra: Option<Todas>,
}

/// All rows of a matrix.
#[derive(Debug, Clone)]
struct Todas {
    /// Whether the version has it.
    esta: bool,
    matriz: matriz::Model,
    procesos: Vec<proceso::Model>,
    actividades: Vec<actividad::Model>,
    tareas: Vec<tarea::Model>,
    dotacion: Filas,
}

impl Todas {
    /// Those of a matrix that a version does not have.
    fn ninguna(matriz: matriz::Model) -> Self {
        Self {
            esta: false,
            matriz,
            procesos: Vec::new(),
            actividades: Vec::new(),
            tareas: Vec::new(),
            dotacion: Filas::default(),
        }
    }
}

impl Borrador {
    /// Reads the organisation of a draft, and a matrix of it or both.
    pub(in crate::store) async fn leer(
        txn: &DatabaseTransaction,
        version: &version::Model,
        tipo: Option<TipoMatriz>,
        catalogo: &Catalogo,
    ) -> Result<Self, StoreError> {
        leer::leer(txn, version, tipo, catalogo).await
    }

    /// Takes an id for a row that comes.
    pub(in crate::store) async fn reservar(&mut self, txn: &DatabaseTransaction) -> Result<(), StoreError> {
        self.nuevo_id = Ids::reservar(txn, self.llave.entidad_id, 1).await?.de(0);
        Ok(())
    }

    /// The organisation, and all matrices that a change of it reaches.
    pub fn partes(&mut self) -> (&mut OrganizacionEditable, Vec<&mut MatrizEditable>) {
        (&mut self.organizacion, std::iter::once(&mut self.matriz).chain(&mut self.otra).collect())
    }

    /// Ids of the executions of a proposed puesto of the matrix.
    pub fn ejecuciones_de(&self, propuesto: i64) -> Option<Vec<i64>> {
        let dotacion = &self.antes.matriz.dotacion;
        dotacion.propuestos.iter().find(|p| p.id == propuesto)?;
        let suyas = dotacion.ejecuciones.iter().filter(|e| e.puesto_propuesto_id == propuesto);
        Some(suyas.map(|e| e.id).collect())
    }

    /// Writes what differs from what was read.
    pub(in crate::store) async fn guardar(
        self,
        txn: &DatabaseTransaction,
        catalogo: &Catalogo,
        hecha: &Hecha,
    ) -> Result<Huella, StoreError> {
        let (orden, matriz, otra) = aparte(|| self.ordenar());
        let (unidades, puestos) = (Ids(orden.unidades.clone()), Ids(orden.puestos.clone()));
        let organizacion = Organizacion { mapa: &orden.mapa, unidades: &unidades, puestos: &puestos };
        let codigos = filas::Codigos::nuevos(catalogo);
        let mut no_medidos = filas::no_medidos(self.llave, &orden.mapa, &puestos, &codigos)?;
        no_medidos.sort_by_key(|n| n.puesto_id);
        let mut despues = DeVersion {
            unidades: filas::unidades(self.llave, &orden.mapa, &unidades, &codigos)?,
            puestos: filas::puestos(self.llave, &orden.mapa, &unidades, &puestos, &codigos)?,
            no_medidos,
            matriz: self.recalcular(txn, organizacion, &matriz, &self.antes.matriz, catalogo).await?,
            otra: None,
        };
        if let (Some(otra), Some(antes)) = (&otra, &self.antes.otra) {
            despues.otra = Some(self.recalcular(txn, organizacion, otra, antes, catalogo).await?);
        }
        escribir::escribir(txn, self.llave, &self.antes, &despues).await?;
        let mapa = Mapa { matrices: con_matrices([Some(matriz), otra]), ..orden.mapa };
        let comparados = aparte(|| self.comparar(&mapa, catalogo))?;
        hallazgos::escribir(txn, self.llave, comparados, hecha).await?;
        huella::de(hecha, &self.antes, &despues)
    }

    /// The draft with each row where it is to stand.
    fn ordenar(&self) -> (Reordenada, Ordenada, Option<Ordenada>) {
        let orden = self.organizacion.reordenada();
        let matriz = self.matriz.en_orden().en(&orden);
        let otra = self.otra.as_ref().map(|otra| otra.en_orden().en(&orden));
        (orden, matriz, otra)
    }

    /// All rows of a matrix as it is now.
    async fn recalcular(
        &self,
        txn: &DatabaseTransaction,
        organizacion: Organizacion<'_>,
        ordenada: &Ordenada,
        antes: &Todas,
        catalogo: &Catalogo,
    ) -> Result<Todas, StoreError> {
        let matriz = &ordenada.matriz;
        if !antes.esta && matriz.procesos.is_empty() {
            return Ok(antes.clone());
        }
        let Ordenada { procesos, actividades, tareas, ejecuciones, .. } = ordenada.clone();
        let ids = IdsMatriz {
            procesos: Ids(procesos),
            actividades: Ids(actividades),
            tareas: Ids(tareas),
            ejecuciones: Ids(ejecuciones),
        };
        let (mut contexto, hallados) = aparte(|| {
            let contexto = Contexto::nuevo(self.llave, organizacion, matriz, &ids, catalogo, self.umbral)?;
            let hallados = diferencia::conocidos(&antes.dotacion, &contexto.puestos_propuestos()?, &contexto);
            Ok::<_, StoreError>((contexto, hallados))
        })?;
        contexto.propuestos = diferencia::ids(txn, self.llave, hallados).await?;
        aparte(|| {
            let lugares = orden::de_matriz(matriz);
            Ok(Todas {
                esta: true,
                matriz: filas::matriz(self.llave, matriz),
                procesos: filas::procesos(self.llave, matriz, &lugares, &ids).collect(),
                actividades: filas::actividades(self.llave, matriz, &lugares, &ids).collect(),
                tareas: filas::tareas(self.llave, matriz, &lugares, &ids).collect(),
                dotacion: contexto.filas()?,
            })
        })
    }

    /// What is found in the draft as it is now, and was not before; and the other way round.
    fn comparar(&self, despues: &Mapa, catalogo: &Catalogo) -> Result<hallazgos::Comparados, StoreError> {
        let (organizacion, matriz, otra) = leer::en_memoria(&self.antes, catalogo)?;
        let matrices = con_matrices([Some(matriz.en_orden()), otra.map(|otra| otra.en_orden())]);
        let antes = Mapa { matrices, ..organizacion.mapa };
        Ok(hallazgos::Comparados::entre(&antes, despues))
    }
}

fn con_matrices(ordenadas: [Option<Ordenada>; 2]) -> Vec<Matriz> {
    ordenadas.into_iter().flatten().map(|ordenada| ordenada.matriz).collect()
}
