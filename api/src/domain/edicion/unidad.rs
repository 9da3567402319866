//! A unit that comes, changes, moves or goes.

use std::collections::HashSet;

use super::organizacion::{ejecuciones, usos};
use super::{MatrizEditable, OrganizacionEditable, posicion};
use crate::domain::catalogo::Catalogo;
use crate::domain::modelo::{TEXTO_MAXIMO, Unidad};
use crate::domain::registro::Validacion;
use crate::domain::texto::{clave, limpio};

/// Name and texts as a workbook's are kept, and codes of the catalogue.
fn limpiar(v: &mut Validacion, unidad: &mut Unidad, catalogo: &Catalogo) {
    v.texto("nombre", &unidad.nombre, TEXTO_MAXIMO);
    v.opcional("sigla", unidad.sigla.as_deref(), TEXTO_MAXIMO);
    unidad.nombre = limpio(&unidad.nombre).unwrap_or_default();
    unidad.sigla = unidad.sigla.as_deref().and_then(limpio);
    if let Some(dicha) = unidad.naturaleza.take() {
        unidad.naturaleza = catalogo.naturaleza(&dicha).map(str::to_owned);
        if unidad.naturaleza.is_none() {
            v.falta("naturaleza", "FUERA_DE_CATALOGO", format!("«{dicha}» no está en el catálogo de naturalezas."));
        }
    }
    let en_rango = unidad.nivel_organizacional.is_none_or(|nivel| (1..=9).contains(&nivel));
    v.exigir(en_rango, "nivelOrganizacional", "FUERA_DE_RANGO", "Va de 1 a 9.");
}

impl OrganizacionEditable {
    /// Adds a unit of that id below `padre`, an id, among its siblings.
    pub fn crear_unidad(
        &mut self,
        v: &mut Validacion,
        (id, padre): (i64, Option<i64>),
        mut unidad: Unidad,
        en: Option<i32>,
        catalogo: &Catalogo,
    ) {
        limpiar(v, &mut unidad, catalogo);
        unidad.padre = self.padre(v, padre);
        let i = self.mapa.unidades.len();
        self.mapa.unidades.push(unidad);
        self.unidades.push(id);
        self.exigir_distinta(v, i);
        self.situar(v, i, en);
    }

    /// Puts `despues` in the place of a unit; where it hangs stays as it is.
    pub fn cambiar_unidad(&mut self, v: &mut Validacion, i: usize, despues: Unidad, catalogo: &Catalogo) {
        let antes = std::mem::replace(&mut self.mapa.unidades[i], despues);
        limpiar(v, &mut self.mapa.unidades[i], catalogo);
        // What a workbook brought in and does not change is not looked at again.
        if clave(&antes.nombre) != clave(&self.mapa.unidades[i].nombre) {
            self.exigir_distinta(v, i);
        }
    }

    /// Puts a unit, with all that hangs from it, below another one, at the root, or at another place among its siblings.
    pub fn mover_unidad(&mut self, v: &mut Validacion, i: usize, padre: Option<i64>, en: Option<i32>) {
        let padre = self.padre(v, padre);
        if padre.is_some_and(|padre| self.rama(i).contains(&padre)) {
            v.falta("padre", "CICLO", "Una unidad no puede estar debajo de sí misma.");
            return;
        }
        let otro = self.mapa.unidades[i].padre != padre;
        self.mapa.unidades[i].padre = padre;
        if otro {
            self.exigir_distinta(v, i);
        }
        self.orden_unidades.retain(|otra| *otra != i);
        self.situar(v, i, en);
    }

    /// Takes a unit away, with those below it only when that was asked for; none that something names. How many went.
    pub fn eliminar_unidad(
        &mut self,
        v: &mut Validacion,
        i: usize,
        con_todo: bool,
        matrices: &[&mut MatrizEditable],
    ) -> usize {
        let rama = self.rama(i);
        if rama.len() > 1 && !con_todo {
            let mensaje = format!(
                "Cuelgan de ella unidades: {}. Para eliminarlas también, envíe «conDescendientes: true».",
                rama.len() - 1
            );
            v.falta("conDescendientes", "TIENE_DESCENDIENTES", mensaje);
        }
        let suya = |unidad: Option<usize>| unidad.is_some_and(|unidad| rama.contains(&unidad));
        let puestos = self.orden_puestos.iter().filter(|p| suya(self.mapa.puestos[**p].unidad)).count();
        let filas = ejecuciones(matrices, |ejecucion| suya(ejecucion.unidad));
        if let Some(mensaje) = usos(&[("puestos del mapeo", puestos), ("ejecuciones", filas)]) {
            v.falta("id", "EN_USO", mensaje);
        }
        self.orden_unidades.retain(|unidad| !rama.contains(unidad));
        rama.len()
    }

    fn padre(&self, v: &mut Validacion, padre: Option<i64>) -> Option<usize> {
        let hallado = padre.and_then(|id| self.unidad(id));
        v.exigir(
            hallado.is_some() || padre.is_none(),
            "padre",
            "REFERENCIA_DESCONOCIDA",
            "No es una unidad de este borrador.",
        );
        hallado
    }

    /// No sibling is called the same: a workbook would take both for one.
    fn exigir_distinta(&self, v: &mut Validacion, i: usize) {
        let dice = |i: usize| (self.mapa.unidades[i].padre, clave(&self.mapa.unidades[i].nombre));
        let propio = dice(i);
        let repetida = self.orden_unidades.iter().any(|otra| *otra != i && dice(*otra) == propio);
        v.exigir(!repetida, "nombre", "REPETIDO", "Otra unidad del mismo lugar tiene ya ese nombre.");
    }

    fn situar(&mut self, v: &mut Validacion, i: usize, en: Option<i32>) {
        let padre = self.mapa.unidades[i].padre;
        let orden = &mut self.orden_unidades;
        let hermanas: Vec<usize> =
            (0..orden.len()).filter(|lugar| self.mapa.unidades[orden[*lugar]].padre == padre).collect();
        let posicion = posicion(v, en, hermanas.len());
        let lugar = hermanas.get(posicion).copied().unwrap_or(orden.len());
        orden.insert(lugar, i);
    }

    /// A unit and those below it.
    fn rama(&self, i: usize) -> HashSet<usize> {
        let mut rama = HashSet::from([i]);
        loop {
            let bajo = |u: &usize| self.mapa.unidades[*u].padre.is_some_and(|padre| rama.contains(&padre));
            let mas: Vec<usize> =
                self.orden_unidades.iter().copied().filter(|u| !rama.contains(u) && bajo(u)).collect();
            if mas.is_empty() {
                return rama;
            }
            rama.extend(mas);
        }
    }
}
