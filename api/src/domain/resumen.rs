//! Roll-ups of a matrix: sums that a published version needs once.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::carga::{deficit, superavit};
use super::decimal::PICO_POR_MICRO;
use super::dotacion::{Dotacion, PuestoPropuesto, horas_pico};
use super::error::Error;
use super::modelo::{Matriz, Proceso};

/// Sums over proposed puestos. Hours are kept in two integers, so that the sum over a country stays exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Suma {
    /// Proposed puestos.
    pub puestos: i64,
    /// Of them, those whose occupied positions were not said.
    pub puestos_sin_actual: i64,
    /// Of them, those whose need is missing.
    pub puestos_sin_necesidad: i64,
    /// Of them, those whose gap is missing: one of the two above.
    pub puestos_sin_dato: i64,
    /// Occupied positions.
    pub actual: i64,
    /// Occupied positions of the puestos whose gap is known.
    pub actual_comparable: i64,
    /// Positions needed.
    pub segun_cargas: i64,
    /// Positions missing.
    pub deficit: i64,
    /// Positions left over.
    pub superavit: i64,
    /// Hours: whole 10⁻⁶ h.
    pub horas_micro: i64,
    /// Hours: the rest, in 10⁻¹² h.
    pub horas_pico: i64,
    /// Executions with times.
    pub con_tiempo: i64,
    /// Executions without times.
    pub sin_tiempo: i64,
    /// Monthly cost, in céntimos.
    pub costo_centimos: i64,
    /// Puestos whose remuneration is known.
    pub con_remuneracion: i64,
}

impl Suma {
    /// Adds a proposed puesto.
    pub fn sumar(&mut self, puesto: &PuestoPropuesto) {
        self.puestos += 1;
        self.puestos_sin_actual += i64::from(puesto.actual.is_none());
        self.puestos_sin_necesidad += i64::from(puesto.segun_cargas.is_none());
        self.actual += i64::from(puesto.actual.unwrap_or(0));
        self.segun_cargas += i64::from(puesto.segun_cargas.unwrap_or(0));
        if let (Some(segun_cargas), Some(actual)) = (puesto.segun_cargas, puesto.actual) {
            let (segun_cargas, actual) = (i64::from(segun_cargas), i64::from(actual));
            self.actual_comparable += actual;
            self.deficit += deficit(segun_cargas, actual);
            self.superavit += superavit(segun_cargas, actual);
        } else {
            self.puestos_sin_dato += 1;
        }
        let horas = puesto.horas_pico.unwrap_or(0);
        self.horas_micro += horas / PICO_POR_MICRO;
        self.horas_pico += horas % PICO_POR_MICRO;
        self.con_tiempo += i64::from(puesto.con_tiempo);
        self.sin_tiempo += i64::from(puesto.sin_tiempo);
        self.costo_centimos += puesto.costo_centimos.unwrap_or(0);
        self.con_remuneracion += i64::from(puesto.con_remuneracion);
    }
}

impl AddAssign<&Self> for Suma {
    fn add_assign(&mut self, otra: &Self) {
        self.puestos += otra.puestos;
        self.puestos_sin_actual += otra.puestos_sin_actual;
        self.puestos_sin_necesidad += otra.puestos_sin_necesidad;
        self.puestos_sin_dato += otra.puestos_sin_dato;
        self.actual += otra.actual;
        self.actual_comparable += otra.actual_comparable;
        self.segun_cargas += otra.segun_cargas;
        self.deficit += otra.deficit;
        self.superavit += otra.superavit;
        self.horas_micro += otra.horas_micro;
        self.horas_pico += otra.horas_pico;
        self.con_tiempo += otra.con_tiempo;
        self.sin_tiempo += otra.sin_tiempo;
        self.costo_centimos += otra.costo_centimos;
        self.con_remuneracion += otra.con_remuneracion;
    }
}

/// Codes of grupo, familia and rol.
pub type Clasificacion = (Option<String>, Option<String>, Option<String>);

/// Sums by grupo, familia and rol.
pub fn por_clasificacion(dotacion: &Dotacion) -> BTreeMap<Clasificacion, Suma> {
    let mut sumas: BTreeMap<Clasificacion, Suma> = BTreeMap::new();
    for puesto in &dotacion.puestos {
        let clase = &puesto.clasificacion;
        sumas.entry((clase.grupo.clone(), clase.familia.clone(), clase.rol.clone())).or_default().sumar(puesto);
    }
    sumas
}

/// Hours of a proposed puesto in a process that holds activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Carga {
    /// In 10⁻¹² h.
    pub horas_pico: i64,
    /// Executions with times.
    pub con_tiempo: i32,
    /// Executions without times.
    pub sin_tiempo: i32,
}

/// Workload by (process, proposed puesto), as positions in their vectors.
pub fn por_proceso(matriz: &Matriz, dotacion: &Dotacion) -> Result<BTreeMap<(usize, usize), Carga>, Error> {
    let mut cargas: BTreeMap<(usize, usize), Carga> = BTreeMap::new();
    for (ejecucion, propuesto) in matriz.ejecuciones.iter().zip(&dotacion.de_ejecucion) {
        let proceso = matriz.actividades[ejecucion.actividad].proceso;
        let carga = cargas.entry((proceso, *propuesto)).or_default();
        match horas_pico(ejecucion)? {
            None => carga.sin_tiempo += 1,
            Some(horas) => {
                carga.con_tiempo += 1;
                // Cannot overflow: it is part of a proposed puesto's sum, which did not.
                carga.horas_pico += horas;
            }
        }
    }
    Ok(cargas)
}

/// The ancestors-or-self of a process at levels 0, 1 and 2. Level 0 is always there: the root stands for it.
pub fn niveles(procesos: &[Proceso], proceso: usize) -> (usize, Option<usize>, Option<usize>) {
    let (mut uno, mut dos) = (None, None);
    let mut actual = proceso;
    loop {
        match procesos[actual].nivel {
            1 => uno = Some(actual),
            2 => dos = Some(actual),
            _ => {}
        }
        match procesos[actual].padre {
            Some(padre) => actual = padre,
            None => return (actual, uno, dos),
        }
    }
}
