//! Measures of a group of proposed puestos: what is known, what is missing, what does not apply.

use rust_decimal::Decimal;

use super::carga;
use super::decimal::{CENTIMO, de_entero, horas_de_partes};
use super::resumen::Suma;

/// A figure by which groups are read, compared and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medida {
    /// Occupied positions.
    DotacionActual,
    /// Hours a month, before tiempo suplementario.
    Horas,
    /// Hours a month with tiempo suplementario.
    TotalTiempo,
    /// Workers that the hours ask for, not rounded.
    Servidores,
    /// Positions needed, rounded puesto by puesto.
    SegunCargas,
    /// Needed − occupied.
    Brecha,
    /// Positions missing.
    Deficit,
    /// Positions left over.
    Superavit,
    /// Proposed puestos.
    Puestos,
    /// Proposed puestos whose gap is missing.
    PuestosSinDato,
    /// Monthly cost of the occupied positions whose remuneration is known.
    CostoMensual,
    /// Executions with frequency and duration.
    EjecucionesConTiempo,
    /// Executions without one of the two.
    EjecucionesSinTiempo,
}

/// At what grain a group was summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grano {
    /// By proposed puesto: positions can be told.
    Puesto,
    /// By process: a puesto works in several, so its positions cannot be shared out; hours can.
    Proceso,
}

impl Medida {
    /// Its value in a group; `None` when it is missing, or does not apply at that grain.
    ///
    /// ```
    /// use quipu::domain::medida::{Grano, Medida};
    /// use quipu::domain::resumen::Suma;
    /// use rust_decimal::dec;
    /// let suma = Suma { puestos: 2, deficit: 4, superavit: 1, segun_cargas: 8, actual: 5, ..Suma::default() };
    /// assert_eq!(Medida::Brecha.valor(&suma, Grano::Puesto), Some(dec!(3)), "net; déficit and superávit stay beside it");
    /// assert_eq!(Medida::Brecha.valor(&suma, Grano::Proceso), None, "it does not apply to a process");
    /// assert_eq!(Medida::Horas.valor(&suma, Grano::Puesto), None, "no execution has times: missing, not zero");
    /// ```
    pub fn valor(self, suma: &Suma, grano: Grano) -> Option<Decimal> {
        let con_horas = suma.con_tiempo > 0;
        let horas = || horas_de_partes(suma.horas_micro, suma.horas_pico);
        match self {
            Self::Horas => con_horas.then(horas),
            Self::TotalTiempo => con_horas.then(|| carga::total_tiempo(horas())),
            Self::Servidores => con_horas.then(|| carga::servidores(horas())),
            Self::EjecucionesConTiempo => Some(suma.con_tiempo.into()),
            Self::EjecucionesSinTiempo => Some(suma.sin_tiempo.into()),
            _ if grano == Grano::Proceso => None,
            Self::Puestos => Some(suma.puestos.into()),
            Self::PuestosSinDato => Some(suma.puestos_sin_dato.into()),
            Self::DotacionActual => (suma.puestos > suma.puestos_sin_actual).then(|| suma.actual.into()),
            Self::SegunCargas => (suma.puestos > suma.puestos_sin_necesidad).then(|| suma.segun_cargas.into()),
            Self::Brecha => conocida(suma).then(|| (suma.deficit - suma.superavit).into()),
            Self::Deficit => conocida(suma).then(|| suma.deficit.into()),
            Self::Superavit => conocida(suma).then(|| suma.superavit.into()),
            Self::CostoMensual => (suma.con_remuneracion > 0).then(|| de_entero(suma.costo_centimos, CENTIMO)),
        }
    }
}

fn conocida(suma: &Suma) -> bool {
    suma.puestos > suma.puestos_sin_dato
}
