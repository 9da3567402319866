//! Groups of figures, put together from one statement for each kind of record.

use super::hechos::{Dimension, Hecho};
use super::indicadores::{CONTADOS, Cifras, Cuenta, Grupo};
use crate::store::grupos::Valor;

/// Groups while they are put together.
pub(super) struct Grupos<'a> {
    dimensiones: &'a [Dimension],
    grupos: Vec<Grupo>,
}

impl<'a> Grupos<'a> {
    /// None yet.
    pub(super) const fn nuevos(dimensiones: &'a [Dimension]) -> Self {
        Self { dimensiones, grupos: Vec::new() }
    }

    /// The figures of a group, which may be new.
    pub(super) fn de(&mut self, clave: Vec<Valor>) -> &mut Cifras {
        let lugar = self.grupos.binary_search_by(|grupo| orden(&grupo.clave).cmp(&orden(&clave)));
        let lugar = lugar.unwrap_or_else(|lugar| {
            self.grupos.insert(lugar, Grupo { clave, cifras: Cifras::default() });
            lugar
        });
        &mut self.grupos[lugar].cifras
    }

    /// Nothing counted is 0 where there is something to count, and missing where there is not.
    pub(super) fn completos(mut self) -> Vec<Grupo> {
        for Grupo { cifras, .. } in &mut self.grupos {
            for hecho in CONTADOS.into_iter().filter(|hecho| hecho.columnas(self.dimensiones).is_some()) {
                if !cifras.cuentas.iter().any(|(h, _)| *h == hecho) {
                    cifras.cuentas.push((hecho, Cuenta::default()));
                }
            }
            if Hecho::Calificaciones.columnas(self.dimensiones).is_some() {
                cifras.calificaciones.get_or_insert_default();
            }
            if Hecho::Mediciones.columnas(self.dimensiones).is_some() {
                cifras.mediciones.get_or_insert_default();
            }
        }
        self.grupos
    }
}

fn orden(clave: &[Valor]) -> Vec<(bool, i64, &str)> {
    clave.iter().map(Valor::orden).collect()
}
