//! What the columns of a workbook mean, and where each stands: a finding can then name its cell.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::carga::Periodo;

/// The meaning of a column, in the mapeo or in a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Campo {
    /// Tipo de proceso.
    TipoProceso,
    /// Code of the process of a level.
    CodigoProceso(i16),
    /// Name of the process of a level.
    Proceso(i16),
    /// Code of the activity.
    CodigoActividad,
    /// Name of the activity.
    Actividad,
    /// Code of the task.
    CodigoTarea,
    /// Name of the task.
    Tarea,
    /// Naturaleza of the órgano.
    Naturaleza,
    /// Órgano.
    Organo,
    /// Short name of the órgano.
    SiglaOrgano,
    /// Unidad orgánica.
    Unidad,
    /// Short name of the unidad orgánica.
    SiglaUnidad,
    /// Correlativo of the mapeo.
    Correlativo,
    /// Ejecutor: the puesto that does the row.
    Ejecutor,
    /// Nivel organizacional, for directivos.
    NivelOrganizacional,
    /// Times a month.
    FrecuenciaMensual,
    /// Times in the period that the header or [`Campo::Periodicidad`] says.
    Frecuencia,
    /// Times in that period, one column for each period.
    FrecuenciaDe(Periodo),
    /// The period in which times are counted.
    Periodicidad,
    /// Duration of one time.
    Duracion,
    /// Unit in which the duration of the row was measured.
    UnidadDeTiempo,
    /// Tiempo suplementario (fixed: 10 %).
    Suplementario,
    /// Total tiempo (computed).
    TotalTiempo,
    /// Horas por trabajador (fixed: 176).
    HorasPorTrabajador,
    /// Servidores públicos (computed).
    Servidores,
    /// Grupo de servidores civiles.
    Grupo,
    /// Familia de puestos.
    Familia,
    /// Rol of the familia.
    Rol,
    /// Nivel of the carrera.
    Nivel,
    /// Name of the proposed puesto.
    NombrePropuesto,
    /// Name of the present puesto (mapeo).
    Puesto,
    /// Régimen laboral or modalidad.
    Regimen,
    /// Cargo estructural.
    CargoEstructural,
    /// Classification of the cargo.
    ClasificacionCargo,
    /// Cargo de confianza.
    Confianza,
    /// Occupied positions.
    Ocupados,
    /// Correlativo of the immediate superior.
    Superior,
    /// Monthly remuneration.
    Remuneracion,
    /// Functions.
    Funciones,
    /// Adjusted name of the puesto.
    NombreAjustado,
}

impl Campo {
    /// Whether it says how often.
    pub fn es_frecuencia(self) -> bool {
        matches!(self, Self::FrecuenciaMensual | Self::Frecuencia | Self::FrecuenciaDe(_))
    }

    /// Its name for a person who reads the report.
    fn nombre(self) -> &'static str {
        match self {
            Self::TipoProceso => "Tipo de proceso",
            Self::CodigoProceso(_) => "Código de proceso nivel",
            Self::Proceso(_) => "Proceso nivel",
            Self::CodigoActividad => "Código de actividad",
            Self::Actividad => "Actividad",
            Self::CodigoTarea => "Código de tarea",
            Self::Tarea => "Tarea",
            Self::Naturaleza => "Naturaleza del órgano",
            Self::Organo => "Órgano",
            Self::SiglaOrgano => "Sigla del órgano",
            Self::Unidad => "Unidad orgánica",
            Self::SiglaUnidad => "Sigla de la unidad",
            Self::Correlativo => "Número correlativo",
            Self::Ejecutor => "Ejecutor",
            Self::NivelOrganizacional => "Nivel organizacional",
            Self::FrecuenciaMensual => "Frecuencia mensual",
            Self::Frecuencia => "Frecuencia",
            Self::FrecuenciaDe(_) => "Frecuencia por período",
            Self::Periodicidad => "Periodicidad",
            Self::Duracion => "Duración",
            Self::UnidadDeTiempo => "Unidad de tiempo",
            Self::Suplementario => "Tiempo suplementario",
            Self::TotalTiempo => "Total tiempo",
            Self::HorasPorTrabajador => "Horas por trabajador",
            Self::Servidores => "Servidores públicos",
            Self::Grupo => "Grupo",
            Self::Familia => "Familia",
            Self::Rol => "Rol",
            Self::Nivel => "Nivel",
            Self::NombrePropuesto => "Nombre del puesto propuesto",
            Self::Puesto => "Nombre del puesto",
            Self::Regimen => "Régimen laboral",
            Self::CargoEstructural => "Cargo estructural",
            Self::ClasificacionCargo => "Clasificación del cargo",
            Self::Confianza => "Cargo de confianza",
            Self::Ocupados => "Cantidad de ocupados",
            Self::Superior => "Superior inmediato",
            Self::Remuneracion => "Remuneración",
            Self::Funciones => "Funciones",
            Self::NombreAjustado => "Nombre ajustado",
        }
    }
}

impl fmt::Display for Campo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodigoProceso(nivel) | Self::Proceso(nivel) => {
                write!(f, "{} {nivel}", self.nombre())
            }
            Self::FrecuenciaDe(periodo) => {
                write!(f, "{} ({})", self.nombre(), format!("{periodo:?}").to_lowercase())
            }
            _ => f.write_str(self.nombre()),
        }
    }
}

impl Serialize for Campo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Letters of the columns of one sheet, by meaning. Empty for a map that did not come from a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Columnas(pub BTreeMap<Campo, String>);

impl Columnas {
    /// The cell of `campo` in `fila`: `N17`, or the row alone when the sheet has no such column.
    pub fn celda(&self, campo: Campo, fila: Option<u32>) -> Option<String> {
        let fila = fila?;
        Some(self.0.get(&campo).map_or_else(|| fila.to_string(), |letra| format!("{letra}{fila}")))
    }
}

/// Letters of a column counted from 0.
///
/// ```
/// use quipu::domain::columna::letra;
/// assert_eq!((letra(0), letra(25), letra(26), letra(16_383)), ("A".into(), "Z".into(), "AA".into(), "XFD".into()));
/// ```
pub fn letra(columna: u32) -> String {
    let mut resto = u64::from(columna) + 1;
    let mut letras = Vec::new();
    while resto > 0 {
        let digito = u8::try_from((resto - 1) % 26).unwrap_or(0);
        letras.push(char::from(b'A' + digito));
        resto = (resto - 1) / 26;
    }
    letras.iter().rev().collect()
}
