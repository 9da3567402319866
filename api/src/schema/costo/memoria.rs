//! Objects that are in memory: no statement reads them, yet lists of lists of them grow without end.

use async_graphql::parser::types::SelectionSet;

use super::cota::Estimado;
use super::recorrido::Recorrido;
use super::regla::Tipo;

impl<'a> Recorrido<'a> {
    /// What shows of the catalogues, from `objetos` objects of that type.
    pub(super) fn en_memoria(&self, tipo: Tipo, objetos: u64, selecciones: &[&'a SelectionSet]) -> Estimado {
        let catalogo = &self.mundo.referencia.catalogo;
        let mut estimado = Estimado::fijo(0, objetos);
        for campo in selecciones.iter().flat_map(|s| self.documento.campos(s, tipo.nombre())) {
            let (tipo, cuantos) = match (tipo, campo.name.node.as_str()) {
                (Tipo::Catalogos, "grupos") => (Tipo::Grupo, catalogo.grupos.len()),
                (Tipo::Catalogos | Tipo::Grupo, "familias") => (Tipo::Familia, catalogo.familias.len()),
                (Tipo::Familia, "roles") => (Tipo::Rol, catalogo.roles.len()),
                (Tipo::Familia | Tipo::Otro("Directivo"), "grupo") => (Tipo::Grupo, 1),
                (Tipo::Catalogos, "directivos") => (Tipo::Otro("Directivo"), catalogo.directivos.len()),
                (Tipo::Rol, "familia") => (Tipo::Familia, 1),
                (Tipo::Otro("RolDeGobierno"), "responsabilidades") => {
                    (Tipo::Otro("Responsabilidad"), catalogo.responsabilidades.len())
                }
                (Tipo::Otro("Responsabilidad"), "rol") => (Tipo::Otro("RolDeGobierno"), 1),
                (
                    Tipo::Catalogos,
                    "niveles" | "regimenes" | "naturalezas" | "componentes" | "conductores" | "canales" | "escalas",
                ) => {
                    let de_puestos = catalogo.niveles.len() + catalogo.regimenes.len() + catalogo.naturalezas.len();
                    let listas = &catalogo.calidad;
                    let de_calidad = listas.componentes.len().max(listas.conductores.len()).max(listas.canales.len());
                    let items = de_puestos.max(de_calidad).max(listas.escalas.len());
                    estimado += Estimado::fijo(0, items as u64);
                    continue;
                }
                _ => continue,
            };
            let objetos = objetos.saturating_mul(cuantos as u64);
            estimado += self.en_memoria(tipo, objetos, &[&campo.selection_set.node]);
        }
        estimado
    }
}
