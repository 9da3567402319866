//! The states of a deployment: one table of steps, each with what it asks for.

use super::condicion::Condicion::{
    self, AutorizacionDeCambio, EjecutorAsignado, EntregaEnDespliegue, EntregaSinTerminar, FechasPlanificadas,
    FueraDeCongelamiento, LineaBaseAntes, Motivo, PasoInexistente,
};
use super::condicion::faltantes;
use super::estado::EstadoDespliegue::{
    self, Autorizado, Cancelado, Desplegado, EnCurso, Fallido, Planificado, Revertido,
};
use super::hechos::HechosDespliegue;
use crate::domain::registro::paso::exigir;
use crate::domain::registro::{DeLista, PasoRechazado};

/// From which state, to which one, and what that asks for.
const PASOS: [(EstadoDespliegue, EstadoDespliegue, &[Condicion]); 8] = [
    (Planificado, Autorizado, &[FechasPlanificadas, EjecutorAsignado, AutorizacionDeCambio]),
    (Autorizado, EnCurso, &[EntregaEnDespliegue, LineaBaseAntes, FueraDeCongelamiento]),
    (EnCurso, Desplegado, &[]),
    (EnCurso, Fallido, &[Motivo]),
    (Desplegado, Revertido, &[EntregaSinTerminar, LineaBaseAntes, Motivo]),
    (Fallido, Revertido, &[EntregaSinTerminar, LineaBaseAntes, Motivo]),
    (Planificado, Cancelado, &[Motivo]),
    (Autorizado, Cancelado, &[Motivo]),
];

/// The steps that there are from the state of a deployment, each with what is missing for it.
pub fn pasos(hechos: &HechosDespliegue) -> Vec<(EstadoDespliegue, Vec<Condicion>)> {
    let suyos = PASOS.iter().filter(|(de, ..)| *de == hechos.estado);
    suyos
        .map(|(_, hasta, condiciones)| {
            let faltan = condiciones.iter().filter(|condicion| !condicion.cumple_el_despliegue(hechos));
            (*hasta, faltan.copied().collect())
        })
        .collect()
}

/// Takes a step, or tells all that is missing for it.
///
/// ```
/// use quipu::domain::entrega::condicion::Condicion;
/// use quipu::domain::entrega::despliegue::avanzar;
/// use quipu::domain::entrega::estado::{EstadoDespliegue, EstadoEntrega};
/// use quipu::domain::entrega::hechos::HechosDespliegue;
/// let hechos = HechosDespliegue {
///     estado: EstadoDespliegue::EnCurso, entrega: EstadoEntrega::EnDespliegue, emergencia: false, fechas: true,
///     ejecutor: true, autorizacion: None, linea_base_antes: true, linea_base_despues: false,
///     verificacion_completa: false, congelado: false, motivo: false,
/// };
/// assert!(avanzar(EstadoDespliegue::Desplegado, &hechos).is_ok());
/// assert_eq!(avanzar(EstadoDespliegue::Fallido, &hechos).unwrap_err().faltan, [Condicion::Motivo]);
/// assert_eq!(avanzar(EstadoDespliegue::Cancelado, &hechos).unwrap_err().faltan, [Condicion::PasoInexistente]);
/// ```
pub fn avanzar(hasta: EstadoDespliegue, hechos: &HechosDespliegue) -> Result<(), PasoRechazado> {
    let paso = pasos(hechos).into_iter().find(|(destino, _)| *destino == hasta);
    let faltan = paso.map_or_else(|| vec![PasoInexistente], |(_, faltan)| faltan);
    exigir(hechos.estado.nombre(), hasta.nombre(), faltantes(&faltan))
}
