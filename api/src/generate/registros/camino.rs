//! The way that an invented release takes: its type, its steps with their moments, how it ended.

use chrono::{DateTime, NaiveDate, Utc};

use super::calendario::{despues, hace, momento};
use crate::domain::entrega::estado::EstadoEntrega::{
    self, Aceptada, Autorizada, Borrador, Cancelada, Cerrada, Desplegada, EnConstruccion, EnDespliegue, EnPrueba,
    EnRevision, Planificada, Rechazada, Revertida, Verificada,
};
use crate::domain::entrega::estado::TipoEntrega;
use crate::generate::azar::Azar;

/// The way of a release, with the day of each step; a large one takes it slower.
const NORMAL: [(EstadoEntrega, usize); 10] = [
    (Planificada, 2),
    (Autorizada, 4),
    (EnConstruccion, 5),
    (EnPrueba, 18),
    (Aceptada, 25),
    (EnDespliegue, 27),
    (Desplegada, FIN),
    (Verificada, 29),
    (EnRevision, 34),
    (Cerrada, 41),
];
/// The day that is planned for the end of the deployment.
const FIN: usize = 28;
/// The way of an emergency.
const URGENTE: [(EstadoEntrega, usize); 6] =
    [(Autorizada, 0), (EnDespliegue, 0), (Desplegada, 0), (Verificada, 1), (EnRevision, 3), (Cerrada, 5)];
/// Where releases stand, and how many of a hundred.
const ESTADOS: [(EstadoEntrega, usize); 14] = [
    (Borrador, 3),
    (Planificada, 2),
    (Autorizada, 2),
    (EnConstruccion, 2),
    (EnPrueba, 2),
    (Aceptada, 2),
    (EnDespliegue, 2),
    (Desplegada, 2),
    (Verificada, 2),
    (EnRevision, 2),
    (Cerrada, 66),
    (Rechazada, 3),
    (Cancelada, 4),
    (Revertida, 6),
];
/// Days from the last step to the way out.
const HASTA_SALIR: usize = 3;

/// A step: from where, to where, when.
pub(super) type Paso = (EstadoEntrega, EstadoEntrega, DateTime<Utc>);

/// What happens to a release.
#[derive(Debug, Clone)]
pub(super) struct Camino {
    pub(super) tipo: TipoEntrega,
    pub(super) comienzo: NaiveDate,
    /// Planned last day.
    pub(super) fin: NaiveDate,
    /// The last state on the way from draft to closed.
    pub(super) ultimo: EstadoEntrega,
    /// Where it stands.
    pub(super) estado: EstadoEntrega,
    pub(super) exitosa: Option<bool>,
    pub(super) pasos: Vec<Paso>,
}

impl Camino {
    /// Whether it came as far as a state, or went past it.
    pub(super) fn llego(&self, estado: EstadoEntrega) -> bool {
        self.ultimo >= estado
    }

    /// When it stepped into a state.
    pub(super) fn cuando(&self, estado: EstadoEntrega) -> Option<DateTime<Utc>> {
        self.pasos.iter().find(|(_, hasta, _)| *hasta == estado).map(|(.., cuando)| *cuando)
    }

    pub(super) fn es_urgente(&self) -> bool {
        self.tipo == TipoEntrega::Emergencia
    }
}

/// Draws one.
pub(super) fn camino(azar: &mut Azar) -> Camino {
    let tipo = [TipoEntrega::Mayor, TipoEntrega::Menor, TipoEntrega::Emergencia][azar.segun_peso(&[25, 67, 8])];
    let urgente = tipo == TipoEntrega::Emergencia;
    let (ultimo, estado) = donde(azar, urgente);
    let ritmo = match tipo {
        TipoEntrega::Mayor => azar.entre(&(2..=4)),
        TipoEntrega::Menor => azar.entre(&(1..=2)),
        TipoEntrega::Emergencia => 1,
    };
    let demora = if azar.de_mil(750) { 0 } else { azar.entre(&(1..=15)) };
    let tabla = if urgente { &URGENTE[..] } else { &NORMAL };
    let dia = |estado: EstadoEntrega, dia: usize| dia * ritmo + if estado >= Desplegada { demora } else { 0 };
    let andado = tabla.iter().take_while(|(hasta, _)| *hasta <= ultimo);
    let mut dias: Vec<(EstadoEntrega, usize)> = andado.map(|(hasta, d)| (*hasta, dia(*hasta, *d))).collect();
    if estado != ultimo {
        dias.push((estado, dias.last().map_or(0, |(_, dia)| *dia) + HASTA_SALIR));
    }
    let tardo = dias.last().map_or(0, |(_, dia)| *dia);
    let comienzo = hace(tardo + azar.entre(&(1..=if estado.es_final() { 1_000 } else { 12 })));
    let mut desde = Borrador;
    let pasos = dias.into_iter().zip(1..).map(|((hasta, dia), i)| {
        let paso = (desde, hasta, momento(despues(comienzo, dia), i));
        desde = hasta;
        paso
    });
    let pasos = pasos.collect();
    let fin = despues(comienzo, if urgente { 0 } else { FIN * ritmo });
    let exitosa = (estado == Cerrada).then(|| azar.de_mil(900));
    Camino { tipo, comienzo, fin, ultimo, estado, exitosa, pasos }
}

/// The last state on the way, and the state: another one where the release took a way out.
fn donde(azar: &mut Azar, urgente: bool) -> (EstadoEntrega, EstadoEntrega) {
    let estado = ESTADOS[azar.segun_peso(&ESTADOS.map(|(_, peso)| peso))].0;
    let ultimo = match estado {
        Rechazada => azar.uno(&[Planificada, EnPrueba]),
        Cancelada => azar.uno(&[Borrador, Planificada, Autorizada, EnConstruccion, EnPrueba, Aceptada]),
        Revertida => azar.uno(&[EnDespliegue, Desplegada, Verificada, EnRevision]),
        otro => otro,
    };
    // An emergency does not stop where it does not pass.
    if urgente && !URGENTE.iter().any(|(pasa, _)| *pasa == ultimo) { (Cerrada, Cerrada) } else { (ultimo, estado) }
}
