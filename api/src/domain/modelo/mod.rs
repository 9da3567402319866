//! One entity's map in memory: what the workbook reader and the generator make and the store writes.
//!
//! Rows point at each other by position in their vector. A parent always stands before its children, and rows
//! stand in the order in which they were read.

mod ejecucion;
mod puesto;

use super::columna::Columnas;

pub use ejecucion::{Ejecucion, NoMedido, Propuesto};
pub use puesto::{
    OCUPADOS_MAXIMOS, Puesto, REMUNERACION_MAXIMA, correlativo_escrito, correlativo_normal, mas_parecido,
};

/// Longest name kept.
pub const TEXTO_MAXIMO: usize = 1000;
/// Deepest level of process understood.
pub const NIVEL_MAXIMO: i16 = 19;

/// Which matrix a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TipoMatriz {
    /// The map as it is found (phase 1).
    Actual,
    /// The map after improvements, with times and proposed puestos (phases 2 and 3).
    Ajustada,
}

impl TipoMatriz {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Actual => 1,
            Self::Ajustada => 2,
        }
    }

    /// The matrix of that number.
    pub const fn de_codigo(codigo: i16) -> Option<Self> {
        match codigo {
            1 => Some(Self::Actual),
            2 => Some(Self::Ajustada),
            _ => None,
        }
    }
}

/// What a process is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TipoProceso {
    /// Sets direction.
    Estrategico,
    /// Delivers to the citizen.
    Misional,
    /// Sustains the others («apoyo» is the same).
    Soporte,
}

impl TipoProceso {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Estrategico => 1,
            Self::Misional => 2,
            Self::Soporte => 3,
        }
    }

    /// The type of that number.
    pub const fn de_codigo(codigo: i16) -> Option<Self> {
        match codigo {
            1 => Some(Self::Estrategico),
            2 => Some(Self::Misional),
            3 => Some(Self::Soporte),
            _ => None,
        }
    }
}

/// Everything that one version of an entity holds.
#[derive(Debug, Clone, Default)]
pub struct Mapa {
    /// Órganos and unidades orgánicas.
    pub unidades: Vec<Unidad>,
    /// Rows of the Mapeo de Puestos.
    pub puestos: Vec<Puesto>,
    /// At most one matriz of each [`TipoMatriz`].
    pub matrices: Vec<Matriz>,
    /// Numbers entered for puestos that are not measured.
    pub no_medidos: Vec<NoMedido>,
    /// The sheet that [`Mapa::puestos`] were read from.
    pub mapeo: HojaDeMapeo,
}

/// Where the Mapeo de Puestos was read; empty when it did not come from a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HojaDeMapeo {
    /// Name of the sheet.
    pub hoja: Option<String>,
    /// Its columns.
    pub columnas: Columnas,
}

impl Mapa {
    /// Naturaleza of a unit: its own, or that of the nearest unit above it that has one.
    pub fn naturaleza_de(&self, unidad: usize) -> Option<&str> {
        let mut actual = self.unidades.get(unidad);
        while let Some(unidad) = actual {
            if unidad.naturaleza.is_some() {
                return unidad.naturaleza.as_deref();
            }
            actual = unidad.padre.and_then(|padre| self.unidades.get(padre));
        }
        None
    }

    /// The órgano that a unit belongs to: itself or the nearest unit above it of nivel 1 or 2, else the topmost.
    pub fn organo_de(&self, unidad: usize) -> usize {
        let mut actual = unidad;
        while let Some(fila) = self.unidades.get(actual) {
            match fila.padre {
                Some(padre) if fila.nivel_organizacional.is_none_or(|nivel| nivel > 2) => actual = padre,
                _ => break,
            }
        }
        actual
    }
}

/// An órgano or unidad orgánica.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unidad {
    /// The unit it hangs from, in [`Mapa::unidades`].
    pub padre: Option<usize>,
    /// Short name.
    pub sigla: Option<String>,
    /// Name as typed.
    pub nombre: String,
    /// Code in the catalogue of naturalezas.
    pub naturaleza: Option<String>,
    /// 1 alta dirección, 2 órgano, 3 unidad.
    pub nivel_organizacional: Option<i16>,
}

/// A process matrix.
#[derive(Debug, Clone)]
pub struct Matriz {
    /// Actual or ajustada.
    pub tipo: TipoMatriz,
    /// Name of the sheet it was read from.
    pub hoja: Option<String>,
    /// Further sheets that it goes on in, with the same columns. While the map is looked at as a whole the rows of the
    /// first of them are numbered from [`FILAS_POR_HOJA`], those of the second from twice that …
    pub otras_hojas: Vec<String>,
    /// Processes of every level.
    pub procesos: Vec<Proceso>,
    /// Activities.
    pub actividades: Vec<Actividad>,
    /// Tasks.
    pub tareas: Vec<Tarea>,
    /// Who does what, how often and how long: the rows of the matrix.
    pub ejecuciones: Vec<Ejecucion>,
    /// Columns of that sheet; empty when it did not come from a workbook.
    pub columnas: Columnas,
}

/// More than the rows that a sheet can have.
pub const FILAS_POR_HOJA: u32 = 1 << 21;

impl Matriz {
    /// The sheet and the row in it of a row of the whole matrix.
    pub fn lugar(&self, fila: u32) -> (Option<&str>, u32) {
        let otra = (fila / FILAS_POR_HOJA).checked_sub(1).and_then(|i| self.otras_hojas.get(i as usize));
        (otra.or(self.hoja.as_ref()).map(String::as_str), fila % FILAS_POR_HOJA)
    }

    /// A matrix without rows.
    pub fn vacia(tipo: TipoMatriz) -> Self {
        Self {
            tipo,
            hoja: None,
            otras_hojas: Vec::new(),
            procesos: Vec::new(),
            actividades: Vec::new(),
            tareas: Vec::new(),
            ejecuciones: Vec::new(),
            columnas: Columnas::default(),
        }
    }
}

/// A process of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proceso {
    /// The process it belongs to, in [`Matriz::procesos`]; `None` for a macroproceso.
    pub padre: Option<usize>,
    /// 0 for a macroproceso; a level may be skipped.
    pub nivel: i16,
    /// Code as typed. It need not be unique: the parent link makes the tree.
    pub codigo: Option<String>,
    /// Name as typed.
    pub nombre: String,
    /// Estratégico, misional or soporte.
    pub tipo: Option<TipoProceso>,
    /// Row of the sheet where it first stands, from 1.
    pub fila: Option<u32>,
}

/// An activity: it hangs from the lowest process it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actividad {
    /// Its process, in [`Matriz::procesos`].
    pub proceso: usize,
    /// Code as typed.
    pub codigo: Option<String>,
    /// Name as typed.
    pub nombre: String,
    /// Row of the sheet where it first stands, from 1.
    pub fila: Option<u32>,
}

/// A step of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tarea {
    /// Its activity, in [`Matriz::actividades`].
    pub actividad: usize,
    /// Code as typed.
    pub codigo: Option<String>,
    /// Name as typed.
    pub nombre: String,
    /// Row of the sheet where it first stands, from 1.
    pub fila: Option<u32>,
}
