//! Who governs the improvement of processes: most roles are held, some by several, some no longer.

use serde_json::json;

use super::calendario::{despues, hace};
use super::obra::{Hecho, Obra};
use crate::domain::catalogo::RolDeGobierno;
use crate::domain::registro::Visibilidad;
use crate::generate::azar::Azar;

/// Assigns the roles of the catalogue.
pub(super) fn asignar(obra: &mut Obra<'_>, azar: &mut Azar) -> Hecho<()> {
    for rol in obra.lugar.catalogo.roles_de_gobierno.iter().filter(|rol| rol.activo) {
        for _ in 0..azar.segun_peso(&[20, 60, 20]) {
            una(obra, azar, rol)?;
        }
    }
    Ok(())
}

fn una(obra: &mut Obra<'_>, azar: &mut Azar, rol: &RolDeGobierno) -> Hecho<()> {
    let (correlativo, unidad, titular) = match (obra.puesto(azar), obra.unidad(azar)) {
        (Some((correlativo, nombre)), _) if azar.de_mil(700) => (Some(correlativo), None, nombre),
        (_, Some(unidad)) => (None, Some(unidad), unidad),
        _ => return Ok(()),
    };
    let desde = hace(azar.entre(&(30..=900)));
    let hasta = azar.de_mil(150).then(|| despues(desde, azar.entre(&(0..=400))));
    let todas = azar.de_mil(600);
    let suyas = obra.lugar.catalogo.responsabilidades.iter().filter(|r| r.activo && r.rol == rol.item.codigo);
    let dichas: Vec<&str> = suyas.filter(|_| !todas && azar.de_mil(600)).map(|r| r.item.codigo.as_str()).collect();
    let integrante = rol.integrantes.get(azar.menor_que(rol.integrantes.len()));
    let vinculos = if azar.de_mil(700) { json!([]) } else { obra.vinculos(azar, 2) };
    let dice = json!({ "rol": rol.item.codigo, "integrante": integrante, "correlativo": correlativo, "unidad": unidad,
        "titular": titular, "desde": desde, "hasta": hasta, "responsabilidades": dichas, "vinculos": vinculos });
    obra.hacer(|r| &mut r.asignaciones, Visibilidad::Publico, dice)?;
    Ok(())
}
