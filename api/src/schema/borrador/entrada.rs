//! What the inputs of processes, activities and tasks share.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::domain::edicion::{Cambio, Clase, Nodo};
use crate::domain::registro::Validacion;
use crate::schema::registro::entrada::{poner, poner_o_quitar};
use crate::store::StoreError;
use crate::store::escritura::{Borrador, Hecha, Objeto};

/// Algo de un borrador que se elimina de verdad: la auditoría guarda lo que había.
#[derive(Debug, InputObject)]
pub struct EliminarInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// `true`: se elimina también todo lo que cuelga de él; sin esto, lo que tiene algo debajo no se elimina.
    #[graphql(default)]
    pub con_descendientes: bool,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Código y nombre que cambian.
#[derive(Debug, Default)]
pub(super) struct Rotulo {
    pub(super) codigo: MaybeUndefined<String>,
    pub(super) nombre: MaybeUndefined<String>,
}

impl Rotulo {
    pub(super) fn en(self, v: &mut Validacion, nodo: &mut Nodo) {
        poner_o_quitar(&mut nodo.codigo, self.codigo);
        poner(v, "nombre", &mut nodo.nombre, self.nombre);
    }
}

impl<T> From<MaybeUndefined<T>> for Cambio<T> {
    fn from(valor: MaybeUndefined<T>) -> Self {
        match valor {
            MaybeUndefined::Undefined => Self::Nada,
            MaybeUndefined::Null => Self::Quitar,
            MaybeUndefined::Value(valor) => Self::Poner(valor),
        }
    }
}

/// The node of that id. What is not there does not exist.
pub(super) fn nodo(borrador: &Borrador, clase: Clase, id: i64) -> Result<Nodo, StoreError> {
    borrador.matriz.nodo(clase, id).cloned().ok_or(StoreError::RegistroInexistente)
}

/// Adds a node.
pub(super) fn crear(
    mut v: Validacion,
    borrador: &mut Borrador,
    clase: Clase,
    nodo: Nodo,
    (nivel, posicion): (Option<i32>, Option<i32>),
) -> Result<Hecha, StoreError> {
    let nodo = Nodo { id: borrador.nuevo_id, ..nodo };
    let id = nodo.id;
    borrador.matriz.crear(&mut v, clase, nodo, nivel, posicion);
    v.terminar()?;
    Ok(Hecha::a(Objeto::Nodo(clase, id)))
}

/// Puts a node below another parent, or elsewhere below its own.
pub(super) fn mover(
    mut v: Validacion,
    borrador: &mut Borrador,
    (clase, id): (Clase, i64),
    padre: Option<i64>,
    posicion: Option<i32>,
) -> Result<Hecha, StoreError> {
    borrador.matriz.mover(&mut v, clase, id, padre, posicion);
    v.terminar()?;
    Ok(Hecha::a(Objeto::Nodo(clase, id)))
}

/// Takes a node away.
pub(super) fn eliminar(
    borrador: &mut Borrador,
    clase: Clase,
    id: i64,
    con_descendientes: bool,
) -> Result<Hecha, StoreError> {
    nodo(borrador, clase, id)?;
    let mut v = Validacion::default();
    let eliminadas = borrador.matriz.eliminar(&mut v, clase, id, con_descendientes);
    v.terminar()?;
    Ok(Hecha { eliminadas, ..Hecha::a(Objeto::Nodo(clase, id)) })
}
