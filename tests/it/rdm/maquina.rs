//! The state machines, every pair of states: which steps there are, and what each asks for.

use quipu::domain::entrega::condicion::{CONDICIONES, Condicion};
use quipu::domain::entrega::despliegue;
use quipu::domain::entrega::estado::{EstadoDespliegue, EstadoEntrega};
use quipu::domain::entrega::hechos::{HechosDespliegue, HechosEntrega};
use quipu::domain::entrega::maquina::{CAMINO, avanzar, pasos};
use quipu::domain::registro::{DeLista, Exigencia};

/// The steps that a release of no emergency may take, by the names of their states.
pub(super) const PERMITIDOS: [(&str, &[&str]); 14] = [
    ("BORRADOR", &["PLANIFICADA", "CANCELADA"]),
    ("PLANIFICADA", &["AUTORIZADA", "RECHAZADA", "CANCELADA"]),
    ("AUTORIZADA", &["EN_CONSTRUCCION", "CANCELADA"]),
    ("EN_CONSTRUCCION", &["EN_PRUEBA", "CANCELADA"]),
    ("EN_PRUEBA", &["ACEPTADA", "RECHAZADA", "CANCELADA"]),
    ("ACEPTADA", &["EN_DESPLIEGUE", "CANCELADA"]),
    ("EN_DESPLIEGUE", &["DESPLEGADA", "REVERTIDA"]),
    ("DESPLEGADA", &["VERIFICADA", "REVERTIDA"]),
    ("VERIFICADA", &["EN_REVISION", "REVERTIDA"]),
    ("EN_REVISION", &["CERRADA", "REVERTIDA"]),
    ("CERRADA", &[]),
    ("RECHAZADA", &[]),
    ("CANCELADA", &[]),
    ("REVERTIDA", &[]),
];

fn estados() -> impl Iterator<Item = EstadoEntrega> {
    EstadoEntrega::TODOS.iter().map(|(estado, ..)| *estado)
}

/// Each of the 196 pairs of states is a step exactly when the table above says so; nothing leaves a final state.
#[test]
fn every_pair_of_states_is_a_step_or_is_not() {
    let hechos = HechosEntrega::default();
    for desde in estados() {
        let (_, permitidos) = PERMITIDOS.iter().find(|(nombre, _)| *nombre == desde.nombre()).unwrap();
        for hasta in estados() {
            let hay = pasos(desde, &hechos).iter().any(|paso| paso.hasta == hasta);
            assert_eq!(hay, permitidos.contains(&hasta.nombre()), "{desde:?} → {hasta:?}");
            let rechazo = avanzar(desde, hasta, &hechos);
            if !hay {
                assert_eq!(rechazo.unwrap_err().faltan, [Condicion::PasoInexistente], "{desde:?} → {hasta:?}");
            }
        }
        assert_eq!(permitidos.is_empty(), desde.es_final());
    }
}

/// An emergency goes past exactly the states that its policy names, never past those that no policy may name.
#[test]
fn an_emergency_goes_past_what_its_policy_names() {
    for omitido in estados() {
        let hechos = HechosEntrega { emergencia: Some(vec![omitido]), ..HechosEntrega::default() };
        for (i, desde) in CAMINO.iter().enumerate() {
            let salta = pasos(*desde, &hechos).into_iter().find(|paso| !paso.omite.is_empty());
            let siguiente = CAMINO.get(i + 1).copied();
            let puede = siguiente == Some(omitido) && omitido.se_puede_omitir();
            assert_eq!(salta.is_some(), puede, "{desde:?} past {omitido:?}");
            if let Some(paso) = salta {
                assert_eq!((paso.omite, Some(paso.hasta)), (vec![omitido], CAMINO.get(i + 2).copied()));
            }
        }
    }
    for nunca in ["AUTORIZADA", "EN_DESPLIEGUE", "DESPLEGADA", "EN_REVISION", "CERRADA"] {
        assert!(!EstadoEntrega::de_nombre(nunca).unwrap().se_puede_omitir(), "{nunca}");
    }
}

/// The same for deployments.
#[test]
fn every_pair_of_states_of_a_deployment() {
    const PERMITIDOS: [(EstadoDespliegue, &[EstadoDespliegue]); 7] = {
        use EstadoDespliegue::{Autorizado, Cancelado, Desplegado, EnCurso, Fallido, Planificado, Revertido};
        [
            (Planificado, &[Autorizado, Cancelado]),
            (Autorizado, &[EnCurso, Cancelado]),
            (EnCurso, &[Desplegado, Fallido]),
            (Desplegado, &[Revertido]),
            (Fallido, &[Revertido]),
            (Revertido, &[]),
            (Cancelado, &[]),
        ]
    };
    for (desde, permitidos) in PERMITIDOS {
        let hechos = HechosDespliegue {
            estado: desde,
            entrega: EstadoEntrega::EnDespliegue,
            emergencia: false,
            fechas: true,
            ejecutor: true,
            autorizacion: Some(quipu::domain::entrega::hechos::Decision::Aprobada),
            linea_base_antes: true,
            linea_base_despues: true,
            verificacion_completa: true,
            congelado: false,
            motivo: true,
        };
        for (hasta, ..) in EstadoDespliegue::TODOS {
            assert_eq!(
                despliegue::avanzar(*hasta, &hechos).is_ok(),
                permitidos.contains(hasta),
                "{desde:?} → {hasta:?}"
            );
        }
    }
}

/// The list of conditions stands in the order of the enum, each with a code of its own.
#[test]
fn every_condition_has_its_code() {
    let mut codigos: Vec<&str> = CONDICIONES.iter().map(|(_, codigo, _)| *codigo).collect();
    for (i, (condicion, codigo, mensaje)) in CONDICIONES.iter().enumerate() {
        assert_eq!((*condicion as usize, condicion.codigo(), condicion.mensaje()), (i, *codigo, *mensaje));
    }
    codigos.sort_unstable();
    codigos.dedup();
    assert_eq!(codigos.len(), CONDICIONES.len());
}
