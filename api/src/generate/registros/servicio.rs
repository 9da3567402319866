//! What an entity gives and to whom: services, their clients, what was agreed with them, and who answers for deliveries.

use serde_json::json;

use super::calendario::{hace, momento};
use super::obra::{Hecho, Obra, uno};
use crate::domain::entrega::estado::{RolRdm, TipoCliente};
use crate::domain::registro::{DeLista, Visibilidad};
use crate::generate::azar::Azar;

/// Releases for each service of an entity, at the least.
const POR_SERVICIO: usize = 25;
/// Clients of each service.
const CLIENTES: usize = 2;
/// Days before which everything here was there: no release is older.
pub(super) const ANTES: usize = 1_500;

const EXTERNOS: [&str; 6] = [
    "Ciudadanía",
    "Empresas del ámbito",
    "Organizaciones vecinales",
    "Gobiernos locales vecinos",
    "Proveedores",
    "Personas usuarias del canal virtual",
];

/// What may be delivered: a service, one of its clients, their policy, and the part that is released.
#[derive(Debug, Clone, Copy)]
pub(super) struct Acuerdo {
    pub(super) servicio: i64,
    pub(super) cliente: i64,
    pub(super) politica: i64,
    pub(super) unidad: i64,
}

/// Makes services enough for so many releases.
pub(super) fn oferta(obra: &mut Obra<'_>, azar: &mut Azar, entregas: usize) -> Hecho<Vec<Acuerdo>> {
    let mut clientes = Vec::new();
    for nombre in EXTERNOS {
        clientes.push(cliente(obra, nombre, TipoCliente::Externo)?);
    }
    for _ in 0..2 {
        if let Some(nombre) = obra.unidad(azar) {
            clientes.push(cliente(obra, nombre, TipoCliente::Unidad)?);
        }
    }
    let mut acuerdos = Vec::new();
    for i in 0..2 + entregas / POR_SERVICIO {
        let (servicio, unidad) = servicio(obra, azar)?;
        for j in 0..CLIENTES {
            let cliente = clientes[(i + j) % clientes.len()];
            let politica = politica(obra, azar, servicio, cliente)?;
            acuerdos.push(Acuerdo { servicio, cliente, politica, unidad });
        }
    }
    roles(obra, azar)?;
    Ok(acuerdos)
}

fn cliente(obra: &mut Obra<'_>, nombre: &str, tipo: TipoCliente) -> Hecho {
    let dice = json!({ "codigo": obra.codigo("CLI"), "nombre": nombre, "tipo": tipo.codigo() });
    obra.hacer(|r| &mut r.clientes, Visibilidad::Publico, dice)
}

/// A service of some process, and its unit of delivery.
fn servicio(obra: &mut Obra<'_>, azar: &mut Azar) -> Hecho<(i64, i64)> {
    let proceso = uno(azar, &obra.procesos).map_or("la entidad", |(nombre, _)| nombre);
    let nombre = format!("Servicio de apoyo a {proceso}");
    let servicio = json!({ "codigo": obra.codigo("SRV"), "nombre": nombre, "responsable": obra.unidad(azar),
        "vinculos": obra.vinculos(azar, 3) });
    let servicio = obra.hacer(|r| &mut r.servicios, Visibilidad::Publico, servicio)?;
    let unidad =
        json!({ "servicio_id": servicio, "codigo": obra.codigo("UE"), "nombre": format!("Aplicación: {nombre}") });
    Ok((servicio, obra.hacer(|r| &mut r.unidades, Visibilidad::Publico, unidad)?))
}

fn politica(obra: &mut Obra<'_>, azar: &mut Azar, servicio: i64, cliente: i64) -> Hecho {
    let dice = json!({ "servicio_id": servicio, "cliente_id": cliente, "edicion": 1, "metodo": azar.entero(1, 2),
        "distribucion": azar.entero(1, 2), "modo": azar.entero(1, 2), "frecuencia": azar.uno(&["Mensual", "Quincenal", "A pedido"]),
        "tipos": [], "emergencia": "El servicio no atiende a nadie",
        "omite": ["PLANIFICADA", "EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA"], "verificacion": [], "congelamientos": [],
        "aprobada_s": momento(hace(ANTES), 0).timestamp() });
    obra.hacer(|r| &mut r.politicas, Visibilidad::Publico, dice)
}

/// Who holds each role of the management of releases.
fn roles(obra: &mut Obra<'_>, azar: &mut Azar) -> Hecho<()> {
    for (_, rol, _) in RolRdm::TODOS {
        let Some((correlativo, _)) = obra.puesto(azar) else { continue };
        let dice = json!({ "rol": rol, "correlativo": correlativo, "desde": hace(ANTES) });
        obra.hacer(|r| &mut r.roles_de_entrega, Visibilidad::Publico, dice)?;
    }
    Ok(())
}
