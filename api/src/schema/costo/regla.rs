//! What each field reads.

use crate::domain::registro::{DeLista, TipoRegistro};
use crate::store::tamano::Tabla;

use Nivel::{Hereda, Mezclados, Parejos};
use Regla::{Ancestros, Arbol, EnMemoria, Lee, Lista, ListaDeMatriz, Mismo, Vinculo};
use Tipo as T;

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
    Sector,
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

    /// Those whose objects are in memory and have an id.
    const EN_MEMORIA: [Self; 4] = [Self::Grupo, Self::Familia, Self::Rol, Self::Sector];

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
            Self::Sector => "Sector",
            Self::Otro(nombre) => nombre,
        }
    }

    /// The type of that name.
    pub fn de_nombre(nombre: &'static str) -> Self {
        let mut conocidos = Self::DEL_MAPA.into_iter().chain(Self::EN_MEMORIA);
        conocidos.find(|tipo| tipo.nombre() == nombre).unwrap_or(Self::Otro(nombre))
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
                | Self::Otro("RolDeGobierno" | "Responsabilidad" | "ItemDeCatalogo" | "Escala" | "Directivo")
        )
    }
}

/// What a field of a node reads; nothing when it only shows what the node has already.
pub fn regla(tipo: Tipo, campo: &str) -> Option<Regla> {
    REGLAS.iter().find(|(tipos, nombre, _)| *nombre == campo && tipos.contains(&tipo)).map(|(_, _, regla)| *regla)
}

/// What the fields of these types read, by their names in GraphQL.
pub const REGLAS: &[(&[Tipo], &str, Regla)] = &[
    (&[T::Entidad], "adscritas", Lista(T::Entidad, Tabla::Entidad, Mezclados)),
    (&[T::Sector], "entidades", Lista(T::Entidad, Tabla::Entidad, Mezclados)),
    (&[T::Entidad], "versiones", Lista(T::Version, Tabla::Version, Mezclados)),
    (&[T::Version], "hallazgos", Lista(T::Hallazgo, Tabla::Hallazgo, Mezclados)),
    (&[T::Version], "organos", Lista(T::Unidad, Tabla::Unidad, Parejos)),
    (&[T::Unidad], "unidades", Lista(T::Unidad, Tabla::Unidad, Hereda)),
    (&[T::Entidad, T::Version], "unidades", Lista(T::Unidad, Tabla::Unidad, Mezclados)),
    (&[T::Entidad, T::Version, T::Unidad, T::PuestoPropuesto], "puestos", Lista(T::Puesto, Tabla::Puesto, Mezclados)),
    (&[T::Unidad], "puestosPropuestos", ListaDeMatriz(T::PuestoPropuesto, Tabla::PuestoPropuesto)),
    (&[T::Matriz], "puestosPropuestos", Lista(T::PuestoPropuesto, Tabla::PuestoPropuesto, Mezclados)),
    (&[T::Entidad, T::Matriz], "macroprocesos", Lista(T::Proceso, Tabla::Proceso, Parejos)),
    (&[T::Proceso], "subprocesos", Lista(T::Proceso, Tabla::Proceso, Hereda)),
    (&[T::Matriz], "procesos", Lista(T::Proceso, Tabla::Proceso, Mezclados)),
    (&[T::Matriz, T::Proceso], "actividades", Lista(T::Actividad, Tabla::Actividad, Mezclados)),
    (&[T::Matriz, T::Actividad], "tareas", Lista(T::Tarea, Tabla::Tarea, Mezclados)),
    (
        &[T::Matriz, T::Actividad, T::Tarea, T::PuestoPropuesto],
        "ejecuciones",
        Lista(T::Ejecucion, Tabla::Ejecucion, Mezclados),
    ),
    (&[T::Puesto], "ejecuciones", ListaDeMatriz(T::Ejecucion, Tabla::Ejecucion)),
    (&[T::Entidad], "adscritaA", Vinculo(T::Entidad, Tabla::Entidad)),
    (&[T::Version, T::Matriz, T::DotacionClave], "entidad", Vinculo(T::Entidad, Tabla::Entidad)),
    (&[T::DotacionClave], "grupoMinisterial", Vinculo(T::Entidad, Tabla::Entidad)),
    (&[T::Matriz, T::Unidad, T::Puesto, T::Hallazgo], "version", Vinculo(T::Version, Tabla::Version)),
    (
        &[T::Entidad, T::Version, T::Proceso, T::Actividad, T::Tarea, T::Ejecucion, T::PuestoPropuesto],
        "matriz",
        Vinculo(T::Matriz, Tabla::Matriz),
    ),
    (&[T::Unidad], "padre", Vinculo(T::Unidad, Tabla::Unidad)),
    (&[T::Ejecucion, T::Puesto, T::PuestoPropuesto, T::DotacionClave], "unidad", Vinculo(T::Unidad, Tabla::Unidad)),
    (&[T::PuestoPropuesto, T::DotacionClave], "organo", Vinculo(T::Unidad, Tabla::Unidad)),
    (&[T::Proceso], "padre", Vinculo(T::Proceso, Tabla::Proceso)),
    (&[T::Actividad, T::DotacionClave], "proceso", Vinculo(T::Proceso, Tabla::Proceso)),
    (&[T::DotacionClave], "macroproceso", Vinculo(T::Proceso, Tabla::Proceso)),
    (&[T::DotacionClave], "procesoNivel1", Vinculo(T::Proceso, Tabla::Proceso)),
    (&[T::DotacionClave], "procesoNivel2", Vinculo(T::Proceso, Tabla::Proceso)),
    (&[T::Tarea, T::Ejecucion, T::PertinenciaFila], "actividad", Vinculo(T::Actividad, Tabla::Actividad)),
    (&[T::Ejecucion, T::PertinenciaFila], "tarea", Vinculo(T::Tarea, Tabla::Tarea)),
    (&[T::Ejecucion], "puesto", Vinculo(T::Puesto, Tabla::Puesto)),
    (&[T::Ejecucion], "puestoPropuesto", Vinculo(T::PuestoPropuesto, Tabla::PuestoPropuesto)),
    (&[T::PertinenciaFila], "ejecutor", Vinculo(T::PuestoPropuesto, Tabla::PuestoPropuesto)),
    (&[T::DotacionClave], "puesto", Vinculo(T::PuestoPropuesto, Tabla::PuestoPropuesto)),
    (&[T::Matriz, T::Proceso], "arbol", Arbol),
    (&[T::Unidad], "ancestros", Ancestros(T::Unidad, Tabla::Unidad)),
    (&[T::Proceso, T::Actividad, T::Tarea], "ancestros", Ancestros(T::Proceso, Tabla::Proceso)),
    (&[T::PertinenciaFila], "macroproceso", Ancestros(T::Proceso, Tabla::Proceso)),
    (&[T::PertinenciaFila], "procesoNivel1", Ancestros(T::Proceso, Tabla::Proceso)),
    (&[T::PertinenciaFila], "procesoNivel2", Ancestros(T::Proceso, Tabla::Proceso)),
    (&[T::Entidad], "reporto", Lee),
    (&[T::PuestoPropuesto], "calculo", Lee),
    (&[T::Entidad], "version", Mismo(T::Version)),
    (&[T::PertinenciaFila], "ejecucion", Mismo(T::Ejecucion)),
    (&[T::PuestoPropuesto, T::DotacionClave, T::Familia], "grupo", EnMemoria(T::Grupo)),
    (&[T::PuestoPropuesto, T::DotacionClave, T::Rol], "familia", EnMemoria(T::Familia)),
    (&[T::PuestoPropuesto, T::DotacionClave], "rol", EnMemoria(T::Rol)),
];
