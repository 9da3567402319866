//! Links from a record to the process map, by the official code: versions come and go, the code stays.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::modelo::TipoMatriz;

/// What a link points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NivelVinculo {
    /// A process of any level.
    Proceso,
    /// An activity.
    Actividad,
    /// A task.
    Tarea,
}

impl NivelVinculo {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Proceso => 1,
            Self::Actividad => 2,
            Self::Tarea => 3,
        }
    }

    /// The one of that number.
    pub const fn de_codigo(codigo: i16) -> Option<Self> {
        match codigo {
            1 => Some(Self::Proceso),
            2 => Some(Self::Actividad),
            3 => Some(Self::Tarea),
            _ => None,
        }
    }
}

/// A link, as it is kept: numbers of matrix and level, and the code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Vinculo {
    /// Number of the [`TipoMatriz`].
    pub matriz: i16,
    /// Number of the [`NivelVinculo`].
    pub nivel: i16,
    /// Official code.
    pub codigo: String,
}

impl Vinculo {
    /// A link.
    pub fn nuevo(matriz: TipoMatriz, nivel: NivelVinculo, codigo: String) -> Self {
        Self { matriz: matriz.codigo(), nivel: nivel.codigo(), codigo }
    }

    /// The links that a record keeps.
    pub fn leer(guardados: &Value) -> Vec<Self> {
        Vec::deserialize(guardados).unwrap_or_default()
    }

    /// Links as a record keeps them: each once, in order.
    pub fn guardar(mut vinculos: Vec<Self>) -> Value {
        vinculos.sort_unstable();
        vinculos.dedup();
        serde_json::to_value(vinculos).unwrap_or_default()
    }
}
