//! The rows of the matrix: who does each task, and the slips that real matrices have.

use super::azar::Azar;
use super::medidas::{Medidas, Rango};
use super::proceso::Arbol;
use super::puesto::{Ejecutor, Plantilla};
use super::tiempo::{MICROHORAS_POR_MILESIMA, medir};
use crate::domain::modelo::Ejecucion;

/// A row and its share of its executor's workload.
struct Turno {
    ejecutor: Option<usize>,
    peso: i64,
}

/// Hands tasks out in turns, so that everybody has some.
struct Mesa<'a> {
    gente: &'a Plantilla,
    /// Next to be asked, by unit.
    siguiente: Vec<usize>,
    filas: Vec<Ejecucion>,
    turnos: Vec<Turno>,
}

/// Rows for every task, and for every activity without tasks.
pub(super) fn ejecuciones(azar: &mut Azar, medidas: &Medidas, arbol: &Arbol, gente: &Plantilla) -> Vec<Ejecucion> {
    let mut mesa = Mesa {
        gente,
        siguiente: vec![0; gente.por_unidad.len()],
        filas: Vec::with_capacity(arbol.tareas.len() * 5 / 4),
        turnos: Vec::with_capacity(arbol.tareas.len() * 5 / 4),
    };
    let mut tareas = (0..arbol.tareas.len()).peekable();
    for (actividad, unidad) in arbol.unidades.iter().enumerate() {
        let mut tiene = false;
        while let Some(tarea) = tareas.next_if(|t| arbol.tareas[*t].actividad == actividad) {
            tiene = true;
            mesa.repartir(azar, &medidas.ejecuciones_por_tarea, actividad, Some(tarea), *unidad);
        }
        // An activity without tasks has a row of its own, but for a few that nobody executes.
        if !tiene && !azar.de_mil(60) {
            mesa.repartir(azar, &(1..=2), actividad, None, *unidad);
        }
    }
    mesa.medir(azar);
    mesa.filas
}

impl Mesa<'_> {
    fn repartir(&mut self, azar: &mut Azar, rango: &Rango, actividad: usize, tarea: Option<usize>, unidad: usize) {
        let de_mas = azar.segun_peso(&[820, 140, 40]).min(rango.end().saturating_sub(*rango.start()));
        let mut anterior = None;
        for _ in 0..rango.start() + de_mas {
            let elegido = self.elegir(azar, unidad).filter(|elegido| anterior != Some(*elegido));
            if elegido.is_none() && anterior.is_some() {
                break;
            }
            anterior = elegido;
            self.fila(azar, actividad, tarea, unidad, elegido);
        }
    }

    /// The next of the unit; sometimes of any other unit.
    fn elegir(&mut self, azar: &mut Azar, unidad: usize) -> Option<usize> {
        let unidad = if azar.de_mil(60) { azar.menor_que(self.siguiente.len()) } else { unidad };
        let propios = &self.gente.por_unidad[unidad];
        if propios.is_empty() {
            return (!self.gente.ejecutores.is_empty()).then(|| azar.menor_que(self.gente.ejecutores.len()));
        }
        self.siguiente[unidad] += azar.entre(&(1..=2));
        propios.get(self.siguiente[unidad] % propios.len()).copied()
    }

    fn fila(&mut self, azar: &mut Azar, actividad: usize, tarea: Option<usize>, unidad: usize, elegido: Option<usize>) {
        let vacia = Ejecucion { actividad, tarea, unidad: Some(unidad), ..Ejecucion::default() };
        // One row in a hundred says nothing of its executor.
        let elegido = elegido.filter(|_| !azar.de_mil(10));
        let fila = match elegido {
            Some(e) => ejecutada(azar, &vacia, &self.gente.ejecutores[e], self.gente.por_unidad.len()),
            None => vacia,
        };
        self.filas.push(fila);
        // Three rows in a hundred were never measured.
        let peso = if azar.de_mil(30) { 0 } else { azar.entero(1, 9) };
        self.turnos.push(Turno { ejecutor: elegido, peso });
    }

    /// Shares each executor's workload out among its rows.
    fn medir(&mut self, azar: &mut Azar) {
        let mut pesos = vec![0; self.gente.ejecutores.len()];
        for turno in &self.turnos {
            if let Some(ejecutor) = turno.ejecutor {
                pesos[ejecutor] += turno.peso;
            }
        }
        for (fila, turno) in self.filas.iter_mut().zip(&self.turnos) {
            let microhoras = match turno.ejecutor {
                Some(e) if !self.gente.ejecutores[e].medido => 0,
                Some(e) => self.gente.ejecutores[e].milesimas * MICROHORAS_POR_MILESIMA * turno.peso / pesos[e].max(1),
                None => turno.peso * 100_000,
            };
            if microhoras > 0 {
                medir(azar, fila, microhoras);
            }
            if azar.de_mil(4) {
                (fila.duracion, fila.servidores_declarados) = (None, None);
            }
        }
    }
}

/// The row as its executor fills it, with the slips of life: a wrong correlativo, another spelling, another unit.
fn ejecutada(azar: &mut Azar, vacia: &Ejecucion, quien: &Ejecutor, unidades: usize) -> Ejecucion {
    let mut fila = Ejecucion {
        unidad: Some(quien.unidad),
        puesto: quien.puesto,
        correlativo: quien.correlativo.clone(),
        ejecutor: Some(quien.nombre.clone()),
        propuesto: quien.propuesto.clone(),
        ..vacia.clone()
    };
    match azar.menor_que(1000) {
        0..4 if quien.puesto.is_some() => {
            fila.puesto = None;
            fila.correlativo = Some((9_000 + azar.menor_que(900)).to_string());
        }
        // Where the proposed name is blank the ejecutor's takes its place, so that one stays as it is.
        4..12 if quien.propuesto.nombre.is_some() => fila.ejecutor = Some(quien.nombre.to_uppercase()),
        12..15 => fila.unidad = Some(azar.menor_que(unidades)),
        _ => {}
    }
    fila
}
