//! What differs between the rows that are there and the rows that are to be.

use std::collections::{HashMap, HashSet, VecDeque};

use quipu_entities::puesto_propuesto;
use sea_orm::{DatabaseTransaction, EntityTrait, Iterable, ModelTrait, Value};

use crate::store::StoreError;
use crate::store::version::crear::Ids;
use crate::store::version::dotacion::{Contexto, Filas};
use crate::store::version::filas::Llave;

/// Rows of one table that come, change and go.
#[derive(Debug)]
pub(super) struct Diferencia<'a, M> {
    pub(super) nuevas: Vec<&'a M>,
    /// Changed in something else than their place.
    pub(super) cambiadas: Vec<&'a M>,
    /// Only their place changed.
    pub(super) corridas: Vec<&'a M>,
    pub(super) idas: Vec<i64>,
}

/// Columns that tell where a row stands.
pub(super) const DE_LUGAR: [&str; 2] = ["orden", "fin"];

pub(super) fn id<M: ModelTrait>(fila: &M) -> i64 {
    let columna = <M::Entity as EntityTrait>::Column::iter().find(|c| sea_orm::IdenStatic::as_str(c) == "id");
    match columna.map(|columna| fila.get(columna)) {
        Some(Value::BigInt(Some(id))) => id,
        _ => 0,
    }
}

/// Rows that are no longer there.
pub(super) fn idas<'a, M: ModelTrait>(antes: &'a [M], despues: &[M]) -> Vec<&'a M> {
    let quedan: HashSet<i64> = despues.iter().map(id).collect();
    antes.iter().filter(|fila| !quedan.contains(&id(*fila))).collect()
}

pub(super) fn entre<'a, M: ModelTrait + PartialEq>(antes: &'a [M], despues: &'a [M]) -> Diferencia<'a, M> {
    let por_id: HashMap<i64, &M> = antes.iter().map(|fila| (id(fila), fila)).collect();
    let mut diferencia = Diferencia {
        nuevas: Vec::new(),
        cambiadas: Vec::new(),
        corridas: Vec::new(),
        idas: idas(antes, despues).into_iter().map(id).collect(),
    };
    for fila in despues {
        match por_id.get(&id(fila)) {
            None => diferencia.nuevas.push(fila),
            Some(igual) if *igual == fila => {}
            Some(anterior) if solo_de_lugar(*anterior, fila) => diferencia.corridas.push(fila),
            Some(_) => diferencia.cambiadas.push(fila),
        }
    }
    diferencia
}

fn solo_de_lugar<M: ModelTrait>(antes: &M, despues: &M) -> bool {
    <M::Entity as EntityTrait>::Column::iter()
        .filter(|c| !DE_LUGAR.contains(&sea_orm::IdenStatic::as_str(c)))
        .all(|c| antes.get(c) == despues.get(c))
}

/// What tells a proposed puesto from the others of its matrix.
type Clase = (Option<i64>, String, [Option<i16>; 5]);

fn clase(p: &puesto_propuesto::Model) -> Clase {
    let clases = [p.grupo_id, p.familia_id, p.rol_id, p.nivel_id, p.nivel_organizacional];
    (p.unidad_id, p.clave.clone(), clases)
}

/// Ids of the proposed puestos: those that they have already, and none for new ones. One that is called or classified
/// otherwise than before is the one that its first execution, or the present puesto that it is, belonged to, if that one is no
/// more.
pub(super) fn conocidos(
    antes: &Filas,
    despues: &[puesto_propuesto::Model],
    contexto: &Contexto<'_>,
) -> Vec<Option<i64>> {
    let mut por_clase: HashMap<Clase, VecDeque<i64>> = HashMap::new();
    for p in &antes.propuestos {
        por_clase.entry(clase(p)).or_default().push_back(p.id);
    }
    let mut hallados: Vec<Option<i64>> =
        despues.iter().map(|p| por_clase.get_mut(&clase(p)).and_then(VecDeque::pop_front)).collect();
    let mut libres: HashSet<i64> = por_clase.into_values().flatten().collect();
    if libres.is_empty() {
        return hallados;
    }
    let ejecutados = antes.ejecuciones.iter().map(|e| (e.id, e.puesto_propuesto_id));
    let de_antes: HashMap<i64, i64> =
        ejecutados.chain(antes.asignados.iter().map(|a| (a.puesto_id, a.puesto_propuesto_id))).collect();
    for (fila, i) in contexto.destinos() {
        if hallados[i].is_none() {
            hallados[i] = de_antes.get(&fila).copied().filter(|id| libres.remove(id));
        }
    }
    hallados
}

/// The same, with new ids for those that have none.
pub(super) async fn ids(
    txn: &DatabaseTransaction,
    llave: Llave,
    hallados: Vec<Option<i64>>,
) -> Result<Ids, StoreError> {
    let faltan = hallados.iter().filter(|id| id.is_none()).count();
    let nuevos = if faltan == 0 { Vec::new() } else { Ids::reservar(txn, llave.entidad_id, faltan).await?.0 };
    let mut nuevos = nuevos.into_iter();
    Ok(Ids(hallados.into_iter().filter_map(|id| id.or_else(|| nuevos.next())).collect()))
}
