//! Who executes what, and the puestos that are not measured.

use rust_decimal::Decimal;

use crate::domain::carga::Periodo;

/// A row of the matrix: (activity or task) × (unit, puesto) × (frequency, duration).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ejecucion {
    /// Its activity, in [`super::Matriz::actividades`].
    pub actividad: usize,
    /// Its task, in [`super::Matriz::tareas`]; `None` when the activity itself is executed.
    pub tarea: Option<usize>,
    /// The executing unit, in [`super::Mapa::unidades`].
    pub unidad: Option<usize>,
    /// The present puesto, in [`super::Mapa::puestos`]; `None` for a new one or an unknown correlativo.
    pub puesto: Option<usize>,
    /// Correlativo as typed, normalised as [`super::Puesto::correlativo`]; `None` when blank or 0.
    pub correlativo: Option<String>,
    /// Ejecutor as typed.
    pub ejecutor: Option<String>,
    /// How the frequency was entered, when it was not already monthly.
    pub periodo: Option<Periodo>,
    /// Times in that period, as entered.
    pub veces: Option<Decimal>,
    /// Frecuencia mensual, at most 6 decimals.
    pub frecuencia: Option<Decimal>,
    /// Duration in hours, at most 6 decimals.
    pub duracion: Option<Decimal>,
    /// «Servidores públicos» that the entity itself declared.
    pub servidores_declarados: Option<Decimal>,
    /// The proposed puesto.
    pub propuesto: Propuesto,
    /// Row of the sheet it was read from, from 1.
    pub fila: Option<u32>,
}

/// Classification of the ejecutor (pertinencia): the proposed puesto of an execution.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Propuesto {
    /// Nivel organizacional, for directivos only.
    pub nivel_organizacional: Option<i16>,
    /// Code of the grupo: FP, DP, CA, CO.
    pub grupo: Option<String>,
    /// Code of the familia in the catalogue.
    pub familia: Option<String>,
    /// Code of the rol in the catalogue.
    pub rol: Option<String>,
    /// Code of the nivel, for CA only.
    pub nivel: Option<String>,
    /// Proposed name; the ejecutor's when blank.
    pub nombre: Option<String>,
}

/// The number entered for a puesto that is not measured (FP, DP, advisers of alta dirección).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoMedido {
    /// The present puesto, in [`super::Mapa::puestos`].
    pub puesto: usize,
    /// Its grupo.
    pub grupo: Option<String>,
    /// Nivel organizacional.
    pub nivel_organizacional: Option<i16>,
    /// Positions it needs.
    pub posiciones: i32,
    /// Why: law, ROF, table 4-10.
    pub sustento: Option<String>,
}
