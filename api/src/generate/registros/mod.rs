//! Records around an invented map: releases in every state with what belongs to them, who governs, services that are
//! evaluated and improved. The same for the same seed, size and map.
//!
//! ```text
//! servicio ─▶ entrega ─▶ despliegue ─▶ control ─▶ gobierno ─▶ calidad ─▶ Registros
//! ```
//!
//! Each record says what it would say had it been written step by step; ids count up from the last one of the entity.

mod calendario;
mod camino;
mod calidad;
mod control;
mod despliegue;
mod entrega;
mod evaluacion;
mod gobierno;
mod obra;
mod servicio;

use quipu_entities as tabla;

use self::obra::Obra;
use super::azar::Azar;
use crate::domain::catalogo::Catalogo;
use crate::domain::modelo::Mapa;

/// Rows of each kind, in the order in which they can be written. Entity, revision and instants are for who writes them.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each is named after its table")]
pub struct Registros {
    pub servicios: Vec<tabla::servicio::Model>,
    pub clientes: Vec<tabla::cliente::Model>,
    pub politicas: Vec<tabla::politica_entrega::Model>,
    pub unidades: Vec<tabla::unidad_entrega::Model>,
    pub paquetes: Vec<tabla::paquete::Model>,
    pub entregas: Vec<tabla::entrega::Model>,
    pub pruebas: Vec<tabla::prueba::Model>,
    pub despliegues: Vec<tabla::despliegue::Model>,
    pub lineas_base: Vec<tabla::linea_base::Model>,
    pub roles_de_entrega: Vec<tabla::asignacion_rol_entrega::Model>,
    pub guardados: Vec<tabla::registro_guardado::Model>,
    pub documentos: Vec<tabla::documento::Model>,
    pub asignaciones: Vec<tabla::asignacion_de_rol::Model>,
    pub priorizados: Vec<tabla::servicio_priorizado::Model>,
    pub evaluaciones: Vec<tabla::evaluacion::Model>,
    pub equipo: Vec<tabla::miembro_equipo::Model>,
    pub calificaciones: Vec<tabla::calificacion::Model>,
    pub brechas: Vec<tabla::brecha_calidad::Model>,
    pub mejoras: Vec<tabla::mejora::Model>,
    pub mediciones: Vec<tabla::medicion_conductor::Model>,
    pub informes: Vec<tabla::informe_calidad::Model>,
    pub lecciones: Vec<tabla::leccion_aprendida::Model>,
}

/// What the records are around.
#[derive(Debug, Clone, Copy)]
pub struct Lugar<'a> {
    /// The map that they name.
    pub mapa: &'a Mapa,
    /// Codes of roles, components, conductors, channels and scales.
    pub catalogo: &'a Catalogo,
    /// The last id that a record of the entity was given.
    pub ultimo_id: i64,
}

/// Records with so many releases; none at all for 0.
///
/// ```
/// use quipu::generate::{Lugar, Medidas, mapa, registros};
/// let archivos = quipu::catalogo::embebido()?;
/// let mapa = mapa(7, &Medidas::menor(), &archivos.catalogo);
/// let lugar = Lugar { mapa: &mapa, catalogo: &archivos.catalogo, ultimo_id: 0 };
/// let registros = registros(7, 40, &lugar)?;
/// assert_eq!(registros.entregas.len(), 40);
/// assert!(registros.despliegues.len() > 40);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn registros(semilla: u64, entregas: usize, lugar: &Lugar<'_>) -> Result<Registros, serde_json::Error> {
    let mut obra = Obra::nueva(lugar);
    if entregas == 0 {
        return Ok(obra.hechos);
    }
    let oferta = servicio::oferta(&mut obra, &mut Azar::nuevo(semilla, 6), entregas)?;
    let hechas = entrega::entregas(&mut obra, &mut Azar::nuevo(semilla, 7), &oferta, entregas)?;
    despliegue::desplegar(&mut obra, &mut Azar::nuevo(semilla, 8), &hechas)?;
    control::controlar(&mut obra, &mut Azar::nuevo(semilla, 9), &hechas)?;
    gobierno::asignar(&mut obra, &mut Azar::nuevo(semilla, 10))?;
    calidad::priorizar(&mut obra, &mut Azar::nuevo(semilla, 11), &oferta, entregas)?;
    Ok(obra.hechos)
}
