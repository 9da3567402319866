//! The sheet of a process: the manual's ficha técnica and a characterisation of the kind of ISO 9001, in one.
//!
//! Its heart is a table of rows in order (SIPOC): proveedores, entradas, actividad, resultados, destinatarios, registros.
//! A cell holds a list, and may reach over several rows: one provider for three activities is one cell of three rows.
//! Below the rows of the process stand those that every process of the management system shares (*transversales*).

mod paso;
mod revisar;

use serde::{Deserialize, Serialize};

pub use paso::pasar;
pub use revisar::revisar;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Columna {
    /// Who gives what the activity needs.
    Proveedor,
    /// What it needs.
    Entrada,
    /// What is done: its name is the cell's title, its description the items.
    Actividad,
    /// What comes of it.
    Resultado,
    /// Who receives it.
    Destinatario,
    /// What proves it.
    Registro,
}

impl Columna {
    /// All, as a sheet shows them.
    pub const TODAS: [Self; 6] =
        [Self::Proveedor, Self::Entrada, Self::Actividad, Self::Resultado, Self::Destinatario, Self::Registro];

    /// Its name as a field of a row.
    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Proveedor => "proveedores",
            Self::Entrada => "entradas",
            Self::Actividad => "actividad",
            Self::Resultado => "resultados",
            Self::Destinatario => "destinatarios",
            Self::Registro => "registros",
        }
    }
}

/// Whether somebody belongs to the entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Ambito {
    /// A unit or a puesto of the entity.
    Interno,
    /// Somebody else.
    Externo,
}

/// One thing of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The thing.
    pub texto: String,
    /// Of a provider or a receiver, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambito: Option<Ambito>,
}

/// A cell, which reaches over `filas` rows from its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Celda {
    /// What its items are about, or the name of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titulo: Option<String>,
    /// Its items, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Rows that it reaches over.
    #[serde(default = "una", skip_serializing_if = "es_una")]
    pub filas: u16,
}

fn una() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn es_una(filas: &u16) -> bool {
    *filas == 1
}

/// A row. Where a column has no cell, either one from above reaches over it or there is nothing in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fila {
    /// Whether it is one of those that every process shares.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transversal: bool,
    /// Who gives what the activity needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proveedores: Option<Celda>,
    /// What it needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entradas: Option<Celda>,
    /// What is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actividad: Option<Celda>,
    /// What comes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resultados: Option<Celda>,
    /// Who receives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destinatarios: Option<Celda>,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registros: Option<Celda>,
    /// Official code of the activity, or of the process below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codigo: Option<String>,
    /// Puesto that executes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ejecutor: Option<String>,
    /// Its number in the Mapeo de Puestos.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlativo: Option<String>,
    /// Órgano and unidad orgánica of the executor, or who answers for the process below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unidad: Option<String>,
}

impl Fila {
    /// Its own cell in a column.
    pub const fn celda(&self, columna: Columna) -> Option<&Celda> {
        match columna {
            Columna::Proveedor => self.proveedores.as_ref(),
            Columna::Entrada => self.entradas.as_ref(),
            Columna::Actividad => self.actividad.as_ref(),
            Columna::Resultado => self.resultados.as_ref(),
            Columna::Destinatario => self.destinatarios.as_ref(),
            Columna::Registro => self.registros.as_ref(),
        }
    }
}

/// The cell that holds for a row, and the row where it begins: its own, or one from above that reaches it.
pub fn celda_que_vale(filas: &[Fila], fila: usize, columna: Columna) -> Option<(usize, &Celda)> {
    let desde = (0..=fila).rev().find(|i| filas.get(*i).is_some_and(|f| f.celda(columna).is_some()))?;
    let celda = filas[desde].celda(columna)?;
    (desde + usize::from(celda.filas) > fila).then_some((desde, celda))
}

/// What a risk of the process is, where the sheet tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClaseDeRiesgo {
    /// What may go wrong.
    Riesgo,
    /// What may go better.
    Oportunidad,
}

/// A risk, an opportunity, or where they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Riesgo {
    /// Which of both, where the sheet tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clase: Option<ClaseDeRiesgo>,
    /// The risk.
    pub texto: String,
}

/// What a sheet says, apart from its indicators.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ficha {
    /// Official code of the process.
    pub codigo: String,
    /// Version of the sheet, from 1.
    pub edicion: i32,
    /// Name of the process, as the sheet has it.
    pub nombre: String,
    /// Management system that the sheet belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sistema: Option<String>,
    /// Title of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub titulo: Option<String>,
    /// Date of approval, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aprobada_en: Option<String>,
    /// Who wrote it: puestos or units, never persons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elaborado_por: Vec<String>,
    /// Who revised it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revisado_por: Vec<String>,
    /// Who approved it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aprobado_por: Vec<String>,
    /// Unit or puesto that answers for the process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsable: Option<String>,
    /// What that one may decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub autoridad: Vec<String>,
    /// From where to where the process goes, or the units that take part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alcance: Vec<String>,
    /// What the process is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objetivo: Option<String>,
    /// The rows, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filas: Vec<Fila>,
    /// What it takes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recursos: Vec<String>,
    /// Documents of the process.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documentos: Vec<String>,
    /// Risks and opportunities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub riesgos: Vec<Riesgo>,
}
