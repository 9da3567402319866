//! Keys of rows: whose, of which version, of which matrix.

use quipu_entities::{
    actividad, ejecucion, entidad, hallazgo, matriz, proceso, puesto, puesto_propuesto, tarea, unidad, version,
};

use crate::store::lista::Clave;

/// A row that belongs to an entity, perhaps to a version and a matrix of it.
pub trait Ubicada {
    /// entidad, version, matriz; 0 for what it does not have.
    fn lugar(&self) -> [i64; 3];

    /// Key of a row beside this one.
    fn junto(&self, id: i64) -> Clave {
        let [entidad, version, matriz] = self.lugar();
        Clave([entidad, version, matriz, id])
    }

    /// Key of a row of the same version that belongs to no matrix (a unit, a puesto).
    fn en_version(&self, id: i64) -> Clave {
        let [entidad, version, _] = self.lugar();
        Clave([entidad, version, 0, id])
    }
}

impl Ubicada for entidad::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.id.into(), 0, 0]
    }
}

impl Ubicada for version::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.numero.into(), 0]
    }
}

impl Ubicada for matriz::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), self.tipo.into()]
    }
}

impl Ubicada for hallazgo::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), 0]
    }
}

impl Ubicada for unidad::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), 0]
    }
}

impl Ubicada for puesto::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), 0]
    }
}

impl Ubicada for proceso::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), self.matriz.into()]
    }
}

impl Ubicada for actividad::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), self.matriz.into()]
    }
}

impl Ubicada for tarea::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), self.matriz.into()]
    }
}

impl Ubicada for ejecucion::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), self.matriz.into()]
    }
}

impl Ubicada for puesto_propuesto::Model {
    fn lugar(&self) -> [i64; 3] {
        [self.entidad_id.into(), self.version.into(), self.matriz.into()]
    }
}
