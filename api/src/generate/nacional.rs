//! A national data set: as many entities as asked for, one at a time.

use super::entidad::entidades;
use super::mapa;
use super::medidas::{Actual, Medidas};
use crate::catalogo::{Archivos, EntidadCatalogo};
use crate::domain::catalogo::Catalogo;
use crate::domain::modelo::Mapa;

/// The size of a national data set, and the iterator over it.
///
/// Classes keep their proportions up to the country's own average of some 600 tasks per entity; what is asked for
/// beyond that is shared out equally, so that a benchmark of large entities has no giants.
///
/// ```
/// use quipu::generate::Nacional;
/// let archivos = quipu::catalogo::embebido()?;
/// let tareas: usize = Nacional::nuevo(1, 20, 400, &archivos)
///     .map(|(_, mapa)| mapa.matrices[0].tareas.len())
///     .sum();
/// assert!((7_500..=8_500).contains(&tareas), "{tareas}");
/// # Ok::<(), quipu::catalogo::CatalogoError>(())
/// ```
pub struct Nacional {
    semilla: u64,
    actual: Actual,
    catalogo: Catalogo,
    entidades: std::vec::IntoIter<EntidadCatalogo>,
    /// What the classes would have by themselves, added up.
    natural: usize,
    /// What is asked for, added up.
    pedido: usize,
    cantidad: usize,
    siguiente: u64,
}

/// The seed of the `cual`-th entity of a data set, from 1.
pub const fn semilla_de(semilla: u64, cual: u64) -> u64 {
    semilla.rotate_left(32) ^ cual
}

impl Nacional {
    /// `entidades` entities with `tareas_por_entidad` tasks of the matriz ajustada on average; about 1.2 rows a task.
    pub fn nuevo(semilla: u64, entidades: usize, tareas_por_entidad: usize, archivos: &Archivos) -> Self {
        let lista: Vec<EntidadCatalogo> = self::entidades(semilla, entidades, archivos).collect();
        let natural = lista.iter().map(|e| Medidas::de_clase(&e.clasificacion).tareas_medias()).sum();
        Self {
            semilla,
            actual: Actual::Ausente,
            catalogo: archivos.catalogo.clone(),
            entidades: lista.into_iter(),
            natural,
            pedido: entidades * tareas_por_entidad,
            cantidad: entidades,
            siguiente: 1,
        }
    }

    /// With the matriz actual as said; without it, only the ajustada is made.
    #[must_use]
    pub fn con_actual(self, actual: Actual) -> Self {
        Self { actual, ..self }
    }

    fn medidas(&self, entidad: &EntidadCatalogo) -> Medidas {
        let propias = Medidas::de_clase(&entidad.clasificacion);
        let segun_clase = propias.tareas_medias() * self.pedido.min(self.natural) / self.natural.max(1);
        let parejas = self.pedido.saturating_sub(self.natural) / self.cantidad.max(1);
        propias.con_tareas((segun_clase + parejas).max(1)).con_actual(self.actual)
    }
}

impl Iterator for Nacional {
    type Item = (EntidadCatalogo, Mapa);

    fn next(&mut self) -> Option<Self::Item> {
        let entidad = self.entidades.next()?;
        let medidas = self.medidas(&entidad);
        let mapa = mapa(semilla_de(self.semilla, self.siguiente), &medidas, &self.catalogo);
        self.siguiente += 1;
        Some((entidad, mapa))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entidades.size_hint()
    }
}

impl ExactSizeIterator for Nacional {}
