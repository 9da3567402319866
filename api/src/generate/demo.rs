//! Invented entities to look around in: a ministry, a body attached to it, a municipality, a contact centre.

use super::contacto::contacto;
use super::entidad::ejemplo;
use super::mapa;
use super::medidas::{Actual, Medidas};
use crate::catalogo::{Archivos, EntidadCatalogo};
use crate::domain::modelo::Mapa;

/// Changing it changes every figure of the demonstration.
const SEMILLA: u64 = 200_2015;

/// The entities of the demonstration, several thousand rows in all. Each shows another way to report the matriz
/// actual: with times, without them, and not at all. The last one is small: the map around a characterisation.
pub fn demo(archivos: &Archivos) -> Vec<(EntidadCatalogo, Mapa)> {
    let medidas = [
        Medidas::ministerio().con_tareas(3_200).con_actual(Actual::ConTiempos),
        Medidas::organismo().con_tareas(1_600).con_actual(Actual::SinTiempos),
        Medidas::municipalidad(),
    ];
    let semillas = SEMILLA..;
    ejemplo(archivos)
        .into_iter()
        .zip(medidas)
        .zip(semillas)
        .map(|((entidad, medidas), semilla)| (entidad, mapa(semilla, &medidas, &archivos.catalogo)))
        .chain(std::iter::once(contacto(archivos)))
        .collect()
}
