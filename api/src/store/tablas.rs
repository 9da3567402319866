//! How the rows of each listed table are told apart, sorted and protected.

use quipu_entities::{
    actividad, ejecucion, entidad, hallazgo, matriz, proceso, puesto, puesto_propuesto, tarea, unidad, version,
};

use super::orden::{Forma, Tabla};

impl Tabla for entidad::Entity {
    const FORMA: Forma = Forma { llave: &["id"], natural: &["codigo"], protegida: None };
}

impl Tabla for version::Entity {
    const FORMA: Forma =
        Forma { llave: &["entidad_id", "numero"], natural: &["entidad_id", "numero"], protegida: Some("numero") };
}

impl Tabla for hallazgo::Entity {
    const FORMA: Forma = Forma {
        llave: &["entidad_id", "version", "id"],
        natural: &["entidad_id", "version", "id"],
        protegida: Some("version"),
    };
}

impl Tabla for matriz::Entity {
    const FORMA: Forma = Forma {
        llave: &["entidad_id", "version", "tipo"],
        natural: &["entidad_id", "version", "tipo"],
        protegida: Some("version"),
    };
}

/// Tables of a version: their reading order is unique within it.
const DE_VERSION: Forma = Forma {
    llave: &["entidad_id", "version", "id"],
    natural: &["entidad_id", "version", "orden"],
    protegida: Some("version"),
};

impl Tabla for unidad::Entity {
    const FORMA: Forma = DE_VERSION;
}

impl Tabla for puesto::Entity {
    const FORMA: Forma = DE_VERSION;
}

/// Tables of a matrix: their reading order is unique within it.
const DE_MATRIZ: Forma = Forma {
    llave: &["entidad_id", "version", "matriz", "id"],
    natural: &["entidad_id", "version", "matriz", "orden"],
    protegida: Some("version"),
};

impl Tabla for proceso::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for actividad::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for tarea::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for ejecucion::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for puesto_propuesto::Entity {
    const FORMA: Forma = DE_MATRIZ;
}
