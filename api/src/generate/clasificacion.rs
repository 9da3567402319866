//! Classification of puestos: grupo, familia, rol and nivel, in the words of the catalogue.

use super::medidas::Perfil;
use crate::domain::catalogo::{Catalogo, Rol};
use crate::domain::modelo::Propuesto;

/// Codes of the grupos, as table 4-10 writes them.
pub(super) const FUNCIONARIO: &str = "FP";
pub(super) const DIRECTIVO: &str = "DP";
pub(super) const CARRERA: &str = "CA";
pub(super) const COMPLEMENTARIO: &str = "CO";

/// Finds classifications in the catalogue. A rol that a ministry's own catalogue lacks gives way to its grupo's first.
pub(super) struct Clasificador<'a> {
    catalogo: &'a Catalogo,
}

impl<'a> Clasificador<'a> {
    pub(super) fn nuevo(catalogo: &'a Catalogo) -> Self {
        Self { catalogo }
    }

    /// The classification of a measured puesto: its grupo is that of the familia of its rol.
    pub(super) fn medido(&self, grupo: &str, rol: &str, nivel: Option<usize>) -> Propuesto {
        let rol = self.rol(grupo, rol);
        let nivel = nivel.and_then(|n| self.catalogo.niveles.get(n)).map(|item| item.codigo.clone());
        Propuesto {
            nivel_organizacional: None,
            grupo: Some(grupo.to_owned()),
            familia: rol.map(|rol| rol.familia.clone()),
            rol: rol.map(|rol| rol.item.codigo.clone()),
            nivel,
            nombre: None,
        }
    }

    /// Whether rows of this classification in a unit of this naturaleza carry times.
    pub(super) fn se_mide(&self, propuesto: &Propuesto, naturaleza: Option<&str>) -> bool {
        self.catalogo.se_mide(propuesto.grupo.as_deref(), propuesto.familia.as_deref(), naturaleza)
    }

    /// Code of a régimen, when the catalogue has it, and its name.
    pub(super) fn regimen(&self, codigo: &str) -> Option<(String, String)> {
        let item = self.catalogo.regimenes.iter().find(|item| item.codigo == codigo)?;
        Some((item.codigo.clone(), item.nombre.clone()))
    }

    fn rol(&self, grupo: &str, codigo: &str) -> Option<&Rol> {
        let roles = &self.catalogo.roles;
        let del_grupo =
            |rol: &&Rol| self.catalogo.familias.iter().any(|f| f.item.codigo == rol.familia && f.grupo == grupo);
        roles.iter().find(|rol| rol.item.codigo == codigo).or_else(|| roles.iter().find(del_grupo))
    }
}

/// Grupo of the head of a unit: table 4-10; municipalities stand outside it, so theirs is what is usual.
pub(super) fn grupo_directivo(perfil: Perfil, nivel: i16, primera: bool) -> &'static str {
    match (perfil, nivel) {
        (Perfil::Ministerio, 1) => FUNCIONARIO,
        (Perfil::Municipalidad, 1) if primera => FUNCIONARIO,
        (Perfil::Organismo | Perfil::Municipalidad, 3..) => CARRERA,
        _ => DIRECTIVO,
    }
}
