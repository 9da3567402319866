//! What each field reads.

use crate::domain::registro::{DeLista, TipoRegistro};
use crate::store::tamano::Tabla;

/// Objects that reads start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Entidad,
    Version,
    Matriz,
    Proceso,
    Actividad,
    Tarea,
    Ejecucion,
    Unidad,
    Puesto,
    PuestoPropuesto,
    Hallazgo,
    PertinenciaFila,
    DotacionClave,
    Catalogos,
    Grupo,
    Familia,
    Rol,
    /// Any other type, by its name.
    Otro(&'static str),
}

/// How the nodes of a list stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nivel {
    /// None is above another: what hangs from each is its own.
    Parejos,
    /// As the nodes that they hang from.
    Hereda,
    /// Some may be above others.
    Mezclados,
}

/// What a field does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regla {
    /// Rows below each node, cut to a page; each has one parent.
    Lista(Tipo, Tabla, Nivel),
    /// The same, of a matrix that the field chooses.
    ListaDeMatriz(Tipo, Tabla),
    /// The row that each node points at.
    Vinculo(Tipo, Tabla),
    /// What stands above each node.
    Ancestros(Tipo, Tabla),
    /// What stands below each node, flat.
    Arbol,
    /// The node itself as another type.
    Mismo(Tipo),
    /// One row for each node, that does not show.
    Lee,
    /// An object in memory.
    EnMemoria(Tipo),
}

impl Tipo {
    /// Those whose objects are rows of an entity's map, and the entity itself.
    const DEL_MAPA: [Self; 11] = [
        Self::Entidad,
        Self::Version,
        Self::Matriz,
        Self::Proceso,
        Self::Actividad,
        Self::Tarea,
        Self::Ejecucion,
        Self::Unidad,
        Self::Puesto,
        Self::PuestoPropuesto,
        Self::Hallazgo,
    ];

    /// Name in GraphQL.
    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Entidad => "Entidad",
            Self::Version => "Version",
            Self::Matriz => "Matriz",
            Self::Proceso => "Proceso",
            Self::Actividad => "Actividad",
            Self::Tarea => "Tarea",
            Self::Ejecucion => "Ejecucion",
            Self::Unidad => "Unidad",
            Self::Puesto => "Puesto",
            Self::PuestoPropuesto => "PuestoPropuesto",
            Self::Hallazgo => "Hallazgo",
            Self::PertinenciaFila => "PertinenciaFila",
            Self::DotacionClave => "DotacionClave",
            Self::Catalogos => "Catalogos",
            Self::Grupo => "Grupo",
            Self::Familia => "Familia",
            Self::Rol => "Rol",
            Self::Otro(nombre) => nombre,
        }
    }

    /// The type of that name.
    pub fn de_nombre(nombre: &'static str) -> Self {
        Self::DEL_MAPA.into_iter().find(|tipo| tipo.nombre() == nombre).unwrap_or(Self::Otro(nombre))
    }

    /// Whether its objects are rows of the map.
    pub fn es_del_mapa(self) -> bool {
        self != Self::Entidad && Self::DEL_MAPA.contains(&self)
    }

    /// Whether its objects are rows: read in lots, and pointed at by their keys.
    pub fn es_fila(self) -> bool {
        Self::DEL_MAPA.contains(&self) || TipoRegistro::de_nombre(self.nombre()).is_some()
    }

    /// Whether its objects are in memory, where lists of lists of them could grow without end.
    pub fn es_de_catalogo(self) -> bool {
        matches!(
            self,
            Self::Grupo
                | Self::Familia
                | Self::Rol
                | Self::Otro("RolDeGobierno" | "Responsabilidad" | "Sector" | "ItemDeCatalogo" | "Escala")
        )
    }
}

/// What a field of a node reads; nothing when it only shows what the node has already.
pub fn regla(tipo: Tipo, campo: &str) -> Option<Regla> {
    lista(tipo, campo).or_else(|| vinculo(tipo, campo)).or_else(|| otra(tipo, campo))
}

fn lista(tipo: Tipo, campo: &str) -> Option<Regla> {
    use Nivel::{Hereda, Mezclados, Parejos};
    use Regla::{Lista, ListaDeMatriz};
    use Tipo as T;
    Some(match (campo, tipo) {
        ("adscritas", T::Entidad) => Lista(T::Entidad, Tabla::Entidad, Mezclados),
        ("versiones", T::Entidad) => Lista(T::Version, Tabla::Version, Mezclados),
        ("hallazgos", T::Version) => Lista(T::Hallazgo, Tabla::Hallazgo, Mezclados),
        ("organos", T::Version) => Lista(T::Unidad, Tabla::Unidad, Parejos),
        ("unidades", T::Unidad) => Lista(T::Unidad, Tabla::Unidad, Hereda),
        ("unidades", T::Entidad | T::Version) => Lista(T::Unidad, Tabla::Unidad, Mezclados),
        ("puestos", T::Entidad | T::Version | T::Unidad | T::PuestoPropuesto) => {
            Lista(T::Puesto, Tabla::Puesto, Mezclados)
        }
        ("puestosPropuestos", T::Unidad) => ListaDeMatriz(T::PuestoPropuesto, Tabla::PuestoPropuesto),
        ("puestosPropuestos", T::Matriz) => Lista(T::PuestoPropuesto, Tabla::PuestoPropuesto, Mezclados),
        ("macroprocesos", T::Entidad | T::Matriz) => Lista(T::Proceso, Tabla::Proceso, Parejos),
        ("subprocesos", T::Proceso) => Lista(T::Proceso, Tabla::Proceso, Hereda),
        ("procesos", T::Matriz) => Lista(T::Proceso, Tabla::Proceso, Mezclados),
        ("actividades", T::Matriz | T::Proceso) => Lista(T::Actividad, Tabla::Actividad, Mezclados),
        ("tareas", T::Matriz | T::Actividad) => Lista(T::Tarea, Tabla::Tarea, Mezclados),
        ("ejecuciones", T::Matriz | T::Actividad | T::Tarea | T::PuestoPropuesto) => {
            Lista(T::Ejecucion, Tabla::Ejecucion, Mezclados)
        }
        ("ejecuciones", T::Puesto) => ListaDeMatriz(T::Ejecucion, Tabla::Ejecucion),
        _ => return None,
    })
}

fn vinculo(tipo: Tipo, campo: &str) -> Option<Regla> {
    use Tipo as T;
    let (hacia, tabla) = match (campo, tipo) {
        ("adscritaA", T::Entidad)
        | ("entidad", T::Version | T::Matriz | T::DotacionClave)
        | ("grupoMinisterial", T::DotacionClave) => (T::Entidad, Tabla::Entidad),
        ("version", T::Matriz | T::Unidad | T::Puesto | T::Hallazgo) => (T::Version, Tabla::Version),
        (
            "matriz",
            T::Entidad | T::Version | T::Proceso | T::Actividad | T::Tarea | T::Ejecucion | T::PuestoPropuesto,
        ) => (T::Matriz, Tabla::Matriz),
        ("padre", T::Unidad)
        | ("unidad", T::Ejecucion | T::Puesto | T::PuestoPropuesto | T::DotacionClave)
        | ("organo", T::PuestoPropuesto | T::DotacionClave) => (T::Unidad, Tabla::Unidad),
        ("padre", T::Proceso)
        | ("proceso", T::Actividad | T::DotacionClave)
        | ("macroproceso" | "procesoNivel1" | "procesoNivel2", T::DotacionClave) => (T::Proceso, Tabla::Proceso),
        ("actividad", T::Tarea | T::Ejecucion | T::PertinenciaFila) => (T::Actividad, Tabla::Actividad),
        ("tarea", T::Ejecucion | T::PertinenciaFila) => (T::Tarea, Tabla::Tarea),
        ("puesto", T::Ejecucion) => (T::Puesto, Tabla::Puesto),
        ("puestoPropuesto", T::Ejecucion) | ("ejecutor", T::PertinenciaFila) | ("puesto", T::DotacionClave) => {
            (T::PuestoPropuesto, Tabla::PuestoPropuesto)
        }
        _ => return None,
    };
    Some(Regla::Vinculo(hacia, tabla))
}

fn otra(tipo: Tipo, campo: &str) -> Option<Regla> {
    use Regla::{Ancestros, Arbol, EnMemoria, Lee, Mismo};
    use Tipo as T;
    Some(match (campo, tipo) {
        ("arbol", T::Matriz | T::Proceso) => Arbol,
        ("ancestros", T::Unidad) => Ancestros(T::Unidad, Tabla::Unidad),
        ("ancestros", T::Proceso | T::Actividad | T::Tarea)
        | ("macroproceso" | "procesoNivel1" | "procesoNivel2", T::PertinenciaFila) => {
            Ancestros(T::Proceso, Tabla::Proceso)
        }
        ("reporto", T::Entidad) | ("calculo", T::PuestoPropuesto) => Lee,
        ("version", T::Entidad) => Mismo(T::Version),
        ("ejecucion", T::PertinenciaFila) => Mismo(T::Ejecucion),
        ("grupo", T::PuestoPropuesto | T::DotacionClave | T::Familia) => EnMemoria(T::Grupo),
        ("familia", T::PuestoPropuesto | T::DotacionClave | T::Rol) => EnMemoria(T::Familia),
        ("rol", T::PuestoPropuesto | T::DotacionClave) => EnMemoria(T::Rol),
        _ => return None,
    })
}
