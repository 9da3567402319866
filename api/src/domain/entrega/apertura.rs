//! Until when what belongs to a release may be written, by the states that it and its deployments are in.

use super::estado::{EstadoDespliegue, EstadoEntrega, MomentoLineaBase};

impl EstadoEntrega {
    /// Whether its plan changes: while it is a draft; that of an emergency, which may go past planning, until it ends.
    pub const fn abre_el_plan(self, emergencia: bool) -> bool {
        matches!(self, Self::Borrador) || (emergencia && !self.es_final())
    }

    /// Whether its authorisation is still to be used: what changes in the plan until then was not authorised.
    pub const fn espera_autorizacion(self) -> bool {
        matches!(self, Self::Borrador | Self::Planificada)
    }

    /// Whether its package stays as it is: what is tested is what is accepted, deployed and reviewed.
    ///
    /// ```
    /// use quipu::domain::entrega::estado::EstadoEntrega::*;
    /// assert!(!EnConstruccion.fija_el_paquete() && EnPrueba.fija_el_paquete() && EnRevision.fija_el_paquete());
    /// assert!(!Rechazada.fija_el_paquete());
    /// ```
    pub const fn fija_el_paquete(self) -> bool {
        use EstadoEntrega::{Aceptada, Desplegada, EnDespliegue, EnPrueba, EnRevision, Verificada};
        matches!(self, EnPrueba | Aceptada | EnDespliegue | Desplegada | Verificada | EnRevision)
    }

    /// Whether what verifies its deployments (baselines, checklists) is written: until it is verified; where an emergency
    /// went past that, until it ends.
    ///
    /// ```
    /// use quipu::domain::entrega::estado::EstadoEntrega::*;
    /// assert!(Desplegada.abre_la_verificacion(&[]) && !Verificada.abre_la_verificacion(&[EnPrueba]));
    /// assert!(EnRevision.abre_la_verificacion(&[Verificada]) && !Cerrada.abre_la_verificacion(&[Verificada]));
    /// ```
    pub fn abre_la_verificacion(self, omitidos: &[Self]) -> bool {
        self < Self::Verificada || (!self.es_final() && omitidos.contains(&Self::Verificada))
    }
}

impl MomentoLineaBase {
    /// Whether a baseline of this moment is taken, changed or archived while its deployment is in a state: the one before
    /// until it begins, the one after once it is done.
    pub const fn se_toma(self, despliegue: EstadoDespliegue) -> bool {
        match self {
            Self::Antes => matches!(despliegue, EstadoDespliegue::Planificado | EstadoDespliegue::Autorizado),
            Self::Despues => matches!(despliegue, EstadoDespliegue::Desplegado),
        }
    }
}
