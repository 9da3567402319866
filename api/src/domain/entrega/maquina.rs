//! The states of a release: one table of steps, each with what it asks for.

use super::condicion::Condicion::{
    self, AceptacionAprobada, AceptacionRechazada, AutorizacionDeCambio, AutorizacionDenegada, CambiosImplementados,
    ContenidoPlanificado, CriteriosAcordados, CriteriosDeAceptacion, DesempenoRevisado, DespliegueAutorizado,
    DespliegueEnPie, DesplieguesRevertidos, DesplieguesTerminados, EmergenciaJustificada, ExperienciaDelCliente,
    FechasPlanificadas, InformePostImplementacion, LineaBaseDespues, Motivo, OmisionesRegularizadas, PaqueteConstruido,
    PaqueteDefinido, PasoInexistente, PoliticaVigente, PruebasEjecutadas, RevisionEscrita, SinProblemasAbiertos,
    TipoAdmitido, VerificacionCompleta,
};
use super::condicion::faltantes;
use super::estado::EstadoEntrega::{
    self, Aceptada, Autorizada, Borrador, Cancelada, Cerrada, Desplegada, EnConstruccion, EnDespliegue, EnPrueba,
    EnRevision, Planificada, Rechazada, Revertida, Verificada,
};
use super::hechos::HechosEntrega;
use crate::domain::registro::{DeLista, PasoRechazado};

/// The way from draft to closed. An emergency may go past states that its policy names.
pub const CAMINO: [EstadoEntrega; 11] = [
    Borrador,
    Planificada,
    Autorizada,
    EnConstruccion,
    EnPrueba,
    Aceptada,
    EnDespliegue,
    Desplegada,
    Verificada,
    EnRevision,
    Cerrada,
];

/// What entering each state of [`CAMINO`] asks for.
const ENTRADAS: [(EstadoEntrega, &[Condicion]); 10] = [
    (
        Planificada,
        &[
            EmergenciaJustificada,
            PoliticaVigente,
            TipoAdmitido,
            PaqueteDefinido,
            FechasPlanificadas,
            ContenidoPlanificado,
            CriteriosDeAceptacion,
            CriteriosAcordados,
        ],
    ),
    (Autorizada, &[EmergenciaJustificada, PoliticaVigente, TipoAdmitido, AutorizacionDeCambio]),
    (EnConstruccion, &[PaqueteDefinido]),
    (EnPrueba, &[PaqueteDefinido, PaqueteConstruido]),
    (Aceptada, &[PruebasEjecutadas, AceptacionAprobada]),
    (EnDespliegue, &[PaqueteDefinido, PaqueteConstruido, DespliegueAutorizado]),
    (Desplegada, &[DesplieguesTerminados]),
    (Verificada, &[DespliegueEnPie, LineaBaseDespues, VerificacionCompleta]),
    (EnRevision, &[DespliegueEnPie, RevisionEscrita]),
    (
        Cerrada,
        &[
            DespliegueEnPie,
            ExperienciaDelCliente,
            CambiosImplementados,
            DesempenoRevisado,
            SinProblemasAbiertos,
            InformePostImplementacion,
            OmisionesRegularizadas,
        ],
    ),
];

/// The ways out: from which states, to which one, and what that asks for.
const SALIDAS: [(&[EstadoEntrega], EstadoEntrega, &[Condicion]); 4] = [
    (&[Planificada], Rechazada, &[AutorizacionDenegada, Motivo]),
    (&[EnPrueba], Rechazada, &[AceptacionRechazada, Motivo]),
    (&[Borrador, Planificada, Autorizada, EnConstruccion, EnPrueba, Aceptada], Cancelada, &[Motivo]),
    (&[EnDespliegue, Desplegada, Verificada, EnRevision], Revertida, &[DesplieguesRevertidos, Motivo]),
];

/// A step that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paso {
    /// To which state.
    pub hasta: EstadoEntrega,
    /// States that an emergency goes past.
    pub omite: Vec<EstadoEntrega>,
    /// What it asks for.
    pub condiciones: &'static [Condicion],
}

/// The steps that there are from a state.
///
/// ```
/// use quipu::domain::entrega::estado::EstadoEntrega::*;
/// use quipu::domain::entrega::hechos::HechosEntrega;
/// use quipu::domain::entrega::maquina::pasos;
/// let normal = HechosEntrega::default();
/// let hasta = |de, hechos: &HechosEntrega| pasos(de, hechos).into_iter().map(|p| p.hasta).collect::<Vec<_>>();
/// assert_eq!(hasta(Autorizada, &normal), [EnConstruccion, Cancelada]);
/// assert_eq!(hasta(Cerrada, &normal), []);
/// // An emergency whose policy lets it go past the tests.
/// let emergencia = HechosEntrega { emergencia: Some(vec![EnPrueba, Aceptada]), ..normal };
/// assert_eq!(hasta(EnConstruccion, &emergencia), [EnPrueba, Aceptada, EnDespliegue, Cancelada]);
/// ```
pub fn pasos(desde: EstadoEntrega, hechos: &HechosEntrega) -> Vec<Paso> {
    let mut pasos = Vec::new();
    let omitibles = hechos.emergencia.as_deref().unwrap_or_default();
    if let Some(i) = CAMINO.iter().position(|estado| *estado == desde) {
        let mut omite = Vec::new();
        for hasta in &CAMINO[i + 1..] {
            pasos.push(Paso { hasta: *hasta, omite: omite.clone(), condiciones: entrada(*hasta) });
            if !omitibles.contains(hasta) || !hasta.se_puede_omitir() {
                break;
            }
            omite.push(*hasta);
        }
    }
    let salidas = SALIDAS.iter().filter(|(de, ..)| de.contains(&desde));
    pasos.extend(salidas.map(|(_, hasta, condiciones)| Paso { hasta: *hasta, omite: Vec::new(), condiciones }));
    pasos
}

fn entrada(estado: EstadoEntrega) -> &'static [Condicion] {
    ENTRADAS.iter().find(|(hasta, _)| *hasta == estado).map_or(&[], |(_, condiciones)| condiciones)
}

/// What of a step does not hold.
pub fn faltan(paso: &Paso, hechos: &HechosEntrega) -> Vec<Condicion> {
    paso.condiciones.iter().filter(|condicion| !condicion.cumple(hechos)).copied().collect()
}

/// Takes a step, or tells all that is missing for it.
///
/// ```
/// use quipu::domain::entrega::condicion::Condicion::*;
/// use quipu::domain::entrega::estado::EstadoEntrega::*;
/// use quipu::domain::entrega::hechos::{Decision, HechosEntrega};
/// use quipu::domain::entrega::maquina::avanzar;
/// let mut hechos = HechosEntrega { politica_vigente: true, tipo_admitido: true, ..HechosEntrega::default() };
/// assert_eq!(avanzar(Planificada, Autorizada, &hechos).unwrap_err().faltan, [AutorizacionDeCambio]);
/// hechos.autorizacion = Some(Decision::Aprobada);
/// assert_eq!(avanzar(Planificada, Autorizada, &hechos).unwrap().hasta, Autorizada);
/// assert_eq!(avanzar(Planificada, Desplegada, &hechos).unwrap_err().faltan, [PasoInexistente]);
/// ```
pub fn avanzar(desde: EstadoEntrega, hasta: EstadoEntrega, hechos: &HechosEntrega) -> Result<Paso, PasoRechazado> {
    let paso = pasos(desde, hechos).into_iter().find(|paso| paso.hasta == hasta);
    let faltan = paso.as_ref().map_or_else(|| vec![PasoInexistente], |paso| faltan(paso, hechos));
    match paso {
        Some(paso) if faltan.is_empty() => Ok(paso),
        _ => Err(PasoRechazado { desde: desde.nombre(), hasta: hasta.nombre(), faltan: faltantes(&faltan) }),
    }
}
