//! What belongs to releases: their tests, their deployments, the baselines before and after.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::camino::Camino;
use super::entrega::{Hecha, autorizacion, paso};
use super::obra::{Hecho, Obra};
use crate::domain::entrega::datos::VERIFICACION;
use crate::domain::entrega::estado::EstadoDespliegue::{
    self, Autorizado, Desplegado, EnCurso, Fallido, Planificado, Revertido,
};
use crate::domain::entrega::estado::EstadoEntrega::{
    Aceptada, Desplegada, EnDespliegue, EnPrueba, Rechazada, Revertida, Verificada,
};
use crate::domain::entrega::estado::{MomentoLineaBase, ResultadoPrueba, TipoPrueba};
use crate::domain::registro::DeLista;
use crate::generate::azar::Azar;
use crate::reloj::dia_en_el_peru;

/// Where a release is put, one after the other.
const AMBIENTES: [&str; 3] = ["Piloto", "Sede central", "Sedes regionales"];
/// Minutes that a deployment takes.
const MINUTOS: i64 = 15;

/// Makes what belongs to these releases.
pub(super) fn desplegar(obra: &mut Obra<'_>, azar: &mut Azar, entregas: &[Hecha]) -> Hecho<()> {
    for Hecha { id, camino } in entregas {
        if let Some(cuando) = camino.cuando(EnPrueba) {
            pruebas(obra, azar, *id, camino, cuando)?;
        }
        if let Some(cuando) = camino.cuando(EnDespliegue) {
            despliegues(obra, azar, *id, camino, cuando)?;
        }
    }
    Ok(())
}

fn pruebas(obra: &mut Obra<'_>, azar: &mut Azar, entrega: i64, camino: &Camino, cuando: DateTime<Utc>) -> Hecho<()> {
    use ResultadoPrueba::{Aprobada, Pendiente, Rechazada as NoPasa};
    let mut hechas = vec![(TipoPrueba::Preparacion, Aprobada)];
    if azar.de_mil(150) {
        hechas.push((TipoPrueba::Aceptacion, NoPasa));
    }
    hechas.push(match camino.estado {
        Rechazada => (TipoPrueba::Aceptacion, NoPasa),
        _ if camino.llego(Aceptada) => (TipoPrueba::Aceptacion, Aprobada),
        _ => (TipoPrueba::Aceptacion, Pendiente),
    });
    for (tipo, resultado) in hechas {
        let dice = json!({ "entrega_id": entrega, "tipo": tipo.codigo(), "ambiente": "Aceptación", "responsable": "Gerente de Prueba y Validación",
            "representante": "Representante del cliente", "fecha": dia_en_el_peru(cuando), "resultado": resultado.codigo(),
            "evidencia": (resultado != Pendiente).then_some("Acta de prueba") });
        obra.hacer(|r| &mut r.pruebas, camino.estado.visibilidad(), dice)?;
    }
    Ok(())
}

/// The states that a deployment passed, the last one where it stands.
fn estados(camino: &Camino, primero: bool, falla: bool) -> &'static [EstadoDespliegue] {
    match camino.estado {
        Revertida if camino.llego(Desplegada) => &[Planificado, Autorizado, EnCurso, Desplegado, Revertido],
        Revertida => &[Planificado, Autorizado, EnCurso, Fallido, Revertido],
        EnDespliegue if primero => &[Planificado, Autorizado, EnCurso],
        EnDespliegue => &[Planificado, Autorizado],
        _ if falla => &[Planificado, Autorizado, EnCurso, Fallido],
        _ => &[Planificado, Autorizado, EnCurso, Desplegado],
    }
}

fn despliegues(
    obra: &mut Obra<'_>,
    azar: &mut Azar,
    entrega: i64,
    camino: &Camino,
    comienza: DateTime<Utc>,
) -> Hecho<()> {
    let cuantos = 1 + azar.segun_peso(&[25, 45, 30]);
    for (i, ambiente) in AMBIENTES.iter().take(cuantos).enumerate() {
        // The first may fail where another one follows.
        let falla = i == 0 && cuantos > 1 && azar.de_mil(60);
        let estados = estados(camino, i == 0, falla);
        let ultimo = estados[estados.len() - 1];
        let cuando = comienza + TimeDelta::minutes(MINUTOS * i64::try_from(i).unwrap_or(0));
        let termina = camino.cuando(Desplegada).unwrap_or(cuando + TimeDelta::minutes(MINUTOS));
        let verificado = camino.cuando(Verificada).filter(|_| estados.contains(&Desplegado));
        let paso_por = |estado| estados.contains(&estado);
        let dia = dia_en_el_peru(cuando);
        let dice = json!({ "entrega_id": entrega, "ambiente": ambiente, "ejecutor": "Ejecutor del despliegue", "estado": ultimo.codigo(),
            "plan_inicio": dia, "plan_fin": dia, "inicio_s": paso_por(EnCurso).then(|| cuando.timestamp()),
            "fin_s": (paso_por(Desplegado) || paso_por(Fallido)).then(|| termina.timestamp()),
            "autorizacion": autorizacion("APROBADA", &dia), "verificacion": verificacion(verificado),
            "verificado_s": verificado.map(|cuando| cuando.timestamp()), "pasos": pasos(estados, cuando, termina) });
        let despliegue = obra.hacer(|r| &mut r.despliegues, camino.estado.visibilidad(), dice)?;
        if paso_por(EnCurso) {
            linea_base(obra, (despliegue, entrega), MomentoLineaBase::Antes, camino, cuando)?;
        }
        if let Some(verificado) = verificado {
            linea_base(obra, (despliegue, entrega), MomentoLineaBase::Despues, camino, verificado)?;
        }
    }
    Ok(())
}

fn pasos(estados: &[EstadoDespliegue], cuando: DateTime<Utc>, termina: DateTime<Utc>) -> Vec<Value> {
    let cada = estados.windows(2).map(|par| {
        let motivo = (par[1] > Desplegado).then_some("Los datos no cuadran después del despliegue.");
        paso(par[0].nombre(), par[1].nombre(), if par[1] > EnCurso { termina } else { cuando }, motivo)
    });
    cada.collect()
}

fn verificacion(verificado: Option<DateTime<Utc>>) -> Vec<Value> {
    let items = VERIFICACION.into_iter().filter(|_| verificado.is_some());
    items.map(|codigo| json!({ "codigo": codigo, "cumple": true, "nota": null })).collect()
}

fn linea_base(
    obra: &mut Obra<'_>,
    (despliegue, entrega): (i64, i64),
    momento: MomentoLineaBase,
    camino: &Camino,
    cuando: DateTime<Utc>,
) -> Hecho {
    let version = format!("{entrega}.{}", momento.codigo());
    let dice = json!({ "despliegue_id": despliegue, "entrega_id": entrega, "momento": momento.codigo(), "fecha": dia_en_el_peru(cuando),
        "ubicacion": "CMDB", "elementos": [{ "codigo": "EC-APP", "nombre": "Aplicación", "version": version }] });
    obra.hacer(|r| &mut r.lineas_base, camino.estado.visibilidad(), dice)
}
