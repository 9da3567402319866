//! The organisation of a draft: units in a tree, puestos of the Mapeo, and the numbers entered for them.

use std::collections::HashMap;

use super::{MatrizEditable, Organizacion};
use crate::domain::modelo::{Mapa, NoMedido, Puesto, Unidad};

/// Units and puestos that can be changed. While they change a row keeps its position, and one that comes stands last, so that
/// whatever names a row by its position goes on doing so; two orders tell where each of those that stay is to stand.
#[derive(Debug, Clone)]
pub struct OrganizacionEditable {
    /// The rows; no matrix.
    pub mapa: Mapa,
    /// Ids of the units, by their positions.
    pub unidades: Vec<i64>,
    /// Ids of the puestos, so too.
    pub puestos: Vec<i64>,
    /// Positions of the units that stay: those of one parent in order.
    pub(super) orden_unidades: Vec<usize>,
    /// Positions of the puestos that stay, in order.
    pub(super) orden_puestos: Vec<usize>,
}

/// The same with each row where it is to stand.
#[derive(Debug, Clone)]
pub struct Reordenada {
    /// The rows.
    pub mapa: Mapa,
    /// Ids of the units.
    pub unidades: Vec<i64>,
    /// Ids of the puestos.
    pub puestos: Vec<i64>,
    /// New positions of the units by the old ones.
    de_unidad: HashMap<usize, usize>,
    /// New positions of the puestos by the old ones.
    de_puesto: HashMap<usize, usize>,
}

impl OrganizacionEditable {
    /// These rows, with their ids.
    pub fn nueva(mapa: Mapa, unidades: Vec<i64>, puestos: Vec<i64>) -> Self {
        let (orden_unidades, orden_puestos) = ((0..unidades.len()).collect(), (0..puestos.len()).collect());
        Self { mapa, unidades, puestos, orden_unidades, orden_puestos }
    }

    /// As those see it who name units and puestos.
    pub fn para_nombrar(&self) -> Organizacion<'_> {
        Organizacion { mapa: &self.mapa, unidades: &self.unidades }
    }

    /// Position of the unit of that id.
    pub fn unidad(&self, id: i64) -> Option<usize> {
        self.orden_unidades.iter().copied().find(|i| self.unidades[*i] == id)
    }

    /// Position of the puesto of that id.
    pub fn puesto(&self, id: i64) -> Option<usize> {
        self.orden_puestos.iter().copied().find(|i| self.puestos[*i] == id)
    }

    /// Each row where it is to stand: units in reading order.
    pub fn reordenada(&self) -> Reordenada {
        let mut hijas: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for i in &self.orden_unidades {
            hijas.entry(self.mapa.unidades[*i].padre).or_default().push(*i);
        }
        let mut pendientes: Vec<usize> = hijas.get(&None).into_iter().flatten().rev().copied().collect();
        let mut leidas = Vec::with_capacity(self.orden_unidades.len());
        while let Some(i) = pendientes.pop() {
            leidas.push(i);
            pendientes.extend(hijas.get(&Some(i)).into_iter().flatten().rev());
        }
        let nuevas = |orden: &[usize]| orden.iter().enumerate().map(|(nueva, vieja)| (*vieja, nueva)).collect();
        let (de_unidad, de_puesto): (HashMap<usize, usize>, HashMap<usize, usize>) =
            (nuevas(&leidas), nuevas(&self.orden_puestos));
        let lugar = |de: &HashMap<usize, usize>, i: Option<usize>| i.and_then(|i| de.get(&i).copied());
        let unidad = |i: &usize| {
            let unidad = &self.mapa.unidades[*i];
            Unidad { padre: lugar(&de_unidad, unidad.padre), ..unidad.clone() }
        };
        let puesto = |i: &usize| {
            let puesto = &self.mapa.puestos[*i];
            Puesto { unidad: lugar(&de_unidad, puesto.unidad), ..puesto.clone() }
        };
        let entrado = |n: &NoMedido| Some(NoMedido { puesto: lugar(&de_puesto, Some(n.puesto))?, ..n.clone() });
        let mut no_medidos: Vec<NoMedido> = self.mapa.no_medidos.iter().filter_map(entrado).collect();
        no_medidos.sort_by_key(|n| n.puesto);
        let mapa = Mapa {
            unidades: leidas.iter().map(unidad).collect(),
            puestos: self.orden_puestos.iter().map(puesto).collect(),
            no_medidos,
            mapeo: self.mapa.mapeo.clone(),
            matrices: Vec::new(),
        };
        let unidades = leidas.iter().map(|i| self.unidades[*i]).collect();
        let puestos = self.orden_puestos.iter().map(|i| self.puestos[*i]).collect();
        Reordenada { mapa, unidades, puestos, de_unidad, de_puesto }
    }
}

impl Reordenada {
    /// Where a unit stands now.
    pub fn unidad(&self, antes: Option<usize>) -> Option<usize> {
        antes.and_then(|i| self.de_unidad.get(&i).copied())
    }

    /// Where a puesto stands now.
    pub fn puesto(&self, antes: Option<usize>) -> Option<usize> {
        antes.and_then(|i| self.de_puesto.get(&i).copied())
    }
}

/// What names something that was to be taken away: how often each kind does, in one sentence.
pub(super) fn usos(cuentas: &[(&str, usize)]) -> Option<String> {
    let usos: Vec<String> =
        cuentas.iter().filter(|(_, cuantos)| *cuantos > 0).map(|(que, n)| format!("{que}: {n}")).collect();
    (!usos.is_empty()).then(|| format!("Lo nombran {}. Quítelo antes de ahí.", usos.join(", ")))
}

/// How many executions of these matrices are so.
pub(super) fn ejecuciones(matrices: &[&mut MatrizEditable], son: impl Fn(&super::Ejecucion) -> bool) -> usize {
    matrices.iter().flat_map(|matriz| &matriz.ejecuciones).filter(|fila| son(&fila.dato)).count()
}
