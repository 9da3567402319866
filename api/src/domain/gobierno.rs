//! Governance of processes: who holds each role of the catalogue, and what nobody answers for.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogo::{Catalogo, Responsabilidad, RolDeGobierno};
use super::fecha;
use super::registro::Validacion;
use super::texto::clave;

const TEXTO_MAXIMO: usize = 500;

/// What an assignment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asignacion {
    /// Code of the role.
    pub rol: String,
    /// Which of those that the role is made of.
    pub integrante: Option<String>,
    /// First day, `YYYY-MM-DD`.
    pub desde: String,
    /// Last day.
    pub hasta: Option<String>,
    /// Codes of the responsibilities that it takes; none is all of the role.
    pub responsabilidades: Vec<String>,
}

/// Notes the broken rules of an assignment.
pub fn revisar(v: &mut Validacion, asignacion: &Asignacion, catalogo: &Catalogo) {
    let Asignacion { rol, integrante, desde, hasta, responsabilidades } = asignacion;
    let elegido = catalogo.roles_de_gobierno.iter().find(|r| r.activo && r.item.codigo == *rol);
    v.exigir(elegido.is_some(), "rol", "FUERA_DE_CATALOGO", "El catálogo no tiene un rol de gobierno con ese código.");
    v.opcional("integrante", integrante.as_deref(), TEXTO_MAXIMO);
    if let (Some(rol), Some(integrante)) = (elegido, integrante) {
        let es = rol.integrantes.iter().any(|uno| clave(uno) == clave(integrante));
        v.exigir(es, "integrante", "FUERA_DE_CATALOGO", "El rol no tiene un integrante de ese nombre.");
    }
    for (campo, dia) in [("desde", Some(desde)), ("hasta", hasta.as_ref())] {
        let existe = dia.is_none_or(|dia| fecha::es_fecha(dia));
        v.exigir(existe, campo, "FECHA_INVALIDA", "La fecha se escribe «2026-11-21».");
    }
    v.en_orden("hasta", Some(desde), hasta.as_deref());
    for (i, codigo) in responsabilidades.iter().enumerate() {
        let suya = catalogo.responsabilidades.iter().any(|r| r.activo && r.item.codigo == *codigo && r.rol == *rol);
        let mensaje = "El rol no tiene una responsabilidad con ese código.";
        v.exigir(suya, &format!("responsabilidades.{i}"), "FUERA_DE_CATALOGO", mensaje);
    }
}

/// An assignment in force, as coverage needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnVigor {
    /// Number of the entity.
    pub entidad: i32,
    /// Code of the role.
    pub rol: String,
    /// Codes of the responsibilities that it takes; none is all of the role.
    pub responsabilidades: Vec<String>,
}

/// How many of the entities asked for have something covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cobertura {
    /// For each role of the catalogue, in its order, the entities where somebody holds it.
    pub roles: Vec<(String, BTreeSet<i32>)>,
    /// For each responsibility of the catalogue, in its order, the entities where somebody answers for it.
    pub responsabilidades: Vec<(String, BTreeSet<i32>)>,
}

/// Who covers what. Two roles may answer for the same thing in the same words: whoever holds one of them answers for it.
pub fn cobertura(catalogo: &Catalogo, en_vigor: &[EnVigor]) -> Cobertura {
    let mut de_rol: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
    let mut de_texto: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
    for asignacion in en_vigor {
        de_rol.entry(&asignacion.rol).or_default().insert(asignacion.entidad);
        for suya in catalogo.responsabilidades.iter().filter(|r| r.rol == asignacion.rol) {
            if asignacion.responsabilidades.is_empty() || asignacion.responsabilidades.contains(&suya.item.codigo) {
                de_texto.entry(clave(&suya.item.nombre)).or_default().insert(asignacion.entidad);
            }
        }
    }
    let rol =
        |r: &RolDeGobierno| (r.item.codigo.clone(), de_rol.get(r.item.codigo.as_str()).cloned().unwrap_or_default());
    let responsabilidad = |r: &Responsabilidad| {
        (r.item.codigo.clone(), de_texto.get(&clave(&r.item.nombre)).cloned().unwrap_or_default())
    };
    Cobertura {
        roles: catalogo.roles_de_gobierno.iter().filter(|r| r.activo).map(rol).collect(),
        responsabilidades: catalogo.responsabilidades.iter().filter(|r| r.activo).map(responsabilidad).collect(),
    }
}
