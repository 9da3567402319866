//! Invented entities: maps of any size for demonstrations, tests and benchmarks. Pure, and the same for the same seed.
//!
//! ```text
//! Medidas ─▶ unidad ─▶ puesto ─▶ proceso ─▶ ejecucion ─▶ (actual) ─▶ Mapa ─▶ (registros)
//! ```
//!
//! Nothing here is real: entities are named so that nobody can take them for existing ones, and they carry
//! `demostracion`. The data have the flaws of real matrices too, a few in a hundred rows: executors missing or
//! misspelt, times missing, correlativos that do not exist, declared figures that contradict the times.

mod medidas;
mod entidad;
mod nacional;
mod demo;
mod unidad;
mod puesto;
mod cargo;
mod clasificacion;
mod proceso;
mod ejecucion;
mod tiempo;
mod actual;
mod contacto;
mod registros;
mod nombre;
mod vocabulario;
mod azar;

pub use demo::demo;
pub use entidad::entidades;
pub use medidas::{Actual, Medidas, Perfil, Rango};
pub use nacional::{Nacional, semilla_de};
pub use registros::{Lugar, Registros, registros};

use self::azar::Azar;
use self::clasificacion::Clasificador;
use crate::domain::catalogo::Catalogo;
use crate::domain::modelo::{Mapa, Matriz, TipoMatriz};

/// An entity's map of the sizes asked for, classified with the codes of `catalogo`.
///
/// ```
/// use quipu::generate::{Medidas, mapa};
/// let archivos = quipu::catalogo::embebido()?;
/// let mapa = mapa(7, &Medidas::municipalidad(), &archivos.catalogo);
/// assert!(mapa.matrices[0].ejecuciones.len() > 200);
/// # Ok::<(), quipu::catalogo::CatalogoError>(())
/// ```
pub fn mapa(semilla: u64, medidas: &Medidas, catalogo: &Catalogo) -> Mapa {
    let clases = Clasificador::nuevo(catalogo);
    let chart = unidad::organigrama(&mut Azar::nuevo(semilla, 1), medidas);
    let gente = puesto::plantilla(&mut Azar::nuevo(semilla, 2), medidas, &chart, &clases);
    let arbol = proceso::arbol(&mut Azar::nuevo(semilla, 3), medidas, &chart, &gente);
    let ejecuciones = ejecucion::ejecuciones(&mut Azar::nuevo(semilla, 4), medidas, &arbol, &gente);
    let ajustada = Matriz {
        procesos: arbol.procesos,
        actividades: arbol.actividades,
        tareas: arbol.tareas,
        ejecuciones,
        ..Matriz::vacia(TipoMatriz::Ajustada)
    };
    let mut matrices = Vec::with_capacity(2);
    if medidas.actual != Actual::Ausente {
        matrices.push(actual::matriz(&mut Azar::nuevo(semilla, 5), &ajustada, medidas.actual));
    }
    matrices.push(ajustada);
    Mapa { unidades: chart.unidades, puestos: gente.puestos, matrices, no_medidos: gente.no_medidos, ..Mapa::default() }
}
