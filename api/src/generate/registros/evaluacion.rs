//! Evaluations of what was prioritised, in every stage, with what belongs to each.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::calendario::{despues, hace};
use super::calidad::{Priorizado, codigos, medir};
use super::control::{horas, visible};
use super::obra::{Hecho, Obra};
use crate::domain::calidad::etapa::Etapa::{
    self, Cancelada, Cerrada, CondicionesPrevias, Ejecucion, Planificacion, Seguimiento,
};
use crate::domain::calidad::etapa::TipoInforme;
use crate::domain::entrega::estado::EstadoMejora;
use crate::domain::registro::DeLista;
use crate::generate::azar::Azar;

/// Where evaluations stand, and how many of a hundred.
const ETAPAS: [(Etapa, usize); 6] =
    [(CondicionesPrevias, 8), (Planificacion, 15), (Ejecucion, 22), (Seguimiento, 15), (Cerrada, 35), (Cancelada, 5)];
/// Days from the beginning to the end of each of the four stages.
const PLAZOS: [usize; 4] = [30, 90, 240, 300];

/// An evaluation that is made.
struct Examen {
    id: i64,
    etapa: Etapa,
    desde: NaiveDate,
}

/// Evaluates a service for the `i`-th time.
pub(super) fn evaluar(obra: &mut Obra<'_>, azar: &mut Azar, de: &Priorizado<'_>, i: usize) -> Hecho<()> {
    let etapa = ETAPAS[azar.segun_peso(&ETAPAS.map(|(_, peso)| peso))].0;
    // Each begins after the one before it was measured.
    let desde = hace(600 - 250 * i + azar.menor_que(90));
    let plazo = PLAZOS.map(|dias| despues(desde, dias));
    let dice = json!({ "servicio_priorizado_id": de.id, "codigo": obra.codigo("EV"), "desde": desde, "hasta": despues(desde, 90),
        "etapa": etapa.codigo(), "escala": de.escala.item.codigo, "plazo_condiciones": plazo[0], "plazo_planificacion": plazo[1],
        "plazo_ejecucion": plazo[2], "plazo_seguimiento": plazo[3], "pasos": [] });
    let id = obra.hacer(|r| &mut r.evaluaciones, etapa.visibilidad(), dice)?;
    let examen = Examen { id, etapa, desde };
    equipo(obra, azar, &examen)?;
    if matches!(etapa, CondicionesPrevias | Cancelada) {
        return Ok(());
    }
    calificar(obra, azar, de, &examen)?;
    if etapa >= Ejecucion {
        informar(obra, &examen, TipoInforme::Evaluacion, PLAZOS[1])?;
    }
    if etapa >= Seguimiento {
        informar(obra, &examen, TipoInforme::Mejora, PLAZOS[2])?;
        medir(obra, azar, (de, Some(id), etapa.visibilidad()), despues(desde, PLAZOS[2]))?;
        let leccion = json!({ "evaluacion_id": id, "titulo": "Medir antes de cambiar", "situacion": "No había línea de base.",
            "leccion": "Sin medir antes no se sabe qué mejoró.", "recomendacion": "Medir un mes antes." });
        obra.hacer(|r| &mut r.lecciones, etapa.visibilidad(), leccion)?;
    }
    Ok(())
}

fn equipo(obra: &mut Obra<'_>, azar: &mut Azar, examen: &Examen) -> Hecho<()> {
    for coordina in [true, false] {
        let Some((correlativo, nombre)) = obra.puesto(azar) else { continue };
        let funcion =
            if coordina { "Coordina al equipo y redacta el informe" } else { "Aporta los datos del servicio" };
        let dice = json!({ "evaluacion_id": examen.id, "correlativo": correlativo, "titular": nombre, "funcion": funcion,
            "coordina": coordina });
        obra.hacer(|r| &mut r.equipo, examen.etapa.visibilidad(), dice)?;
    }
    Ok(())
}

/// Rates components, all of them once the evaluation is planned; what is rated low is a gap.
fn calificar(obra: &mut Obra<'_>, azar: &mut Azar, de: &Priorizado<'_>, examen: &Examen) -> Hecho<()> {
    for componente in codigos(&obra.lugar.catalogo.calidad.componentes) {
        if examen.etapa == Planificacion && azar.de_mil(400) {
            continue;
        }
        let valor = azar.entero(de.escala.minimo.into(), de.escala.maximo.into());
        let dice = json!({ "evaluacion_id": examen.id, "componente": componente, "valor": valor,
            "sustento": "Visto en entrevistas y registros." });
        obra.hacer(|r| &mut r.calificaciones, examen.etapa.visibilidad(), dice)?;
        if 2 * valor > i64::from(de.escala.minimo + de.escala.maximo) {
            continue;
        }
        let dice = json!({ "evaluacion_id": examen.id, "codigo": obra.codigo("BC"), "nombre": "Lejos de lo que se espera",
            "componente": componente });
        let brecha = obra.hacer(|r| &mut r.brechas, examen.etapa.visibilidad(), dice)?;
        let acciones = if examen.etapa == Planificacion { azar.menor_que(2) } else { azar.entre(&(1..=2)) };
        for _ in 0..acciones {
            accion(obra, azar, de, examen, brecha)?;
        }
    }
    Ok(())
}

/// An improvement that closes a gap.
fn accion(obra: &mut Obra<'_>, azar: &mut Azar, de: &Priorizado<'_>, examen: &Examen, brecha: i64) -> Hecho {
    use EstadoMejora::{Descartada, EnCurso, Implantada, Propuesta};
    let estado = match examen.etapa {
        Planificacion => Propuesta,
        Ejecucion => [Propuesta, EnCurso, Implantada][azar.segun_peso(&[20, 50, 30])],
        _ => [Implantada, Descartada][azar.segun_peso(&[90, 10])],
    };
    let fin = despues(examen.desde, azar.entre(&(PLAZOS[1] + 30..=PLAZOS[2])));
    let avance = match estado {
        Propuesta => Some(0),
        EnCurso => Some(5 * azar.entero(1, 19)),
        Implantada => Some(100),
        _ => None,
    };
    let hecha = estado == Implantada;
    let dice = json!({ "codigo": obra.codigo("AM"), "nombre": "Acortar la espera", "estado": estado.codigo(), "brecha_id": brecha,
        "responsable": obra.unidad(azar).unwrap_or("Gerencia general"), "plan_inicio": despues(examen.desde, PLAZOS[1]), "plan_fin": fin,
        "terminada_el": hecha.then_some(fin), "avance": avance, "evidencia": hecha.then_some("Acta de conformidad"),
        "horas_liberadas": horas(azar), "vinculos": Value::clone(&de.vinculos) });
    obra.hacer(|r| &mut r.mejoras, visible(estado), dice)
}

fn informar(obra: &mut Obra<'_>, examen: &Examen, tipo: TipoInforme, dias: usize) -> Hecho {
    let fecha = despues(examen.desde, dias);
    let dice = json!({ "evaluacion_id": examen.id, "tipo": tipo.codigo(), "titulo": "Informe de la evaluación del servicio", "fecha": fecha,
        "elaborado_por": "Equipo evaluador", "documento": format!("Informe {}", examen.id), "aprobado_el": despues(fecha, 7),
        "aprobado_por": "Gerencia general" });
    obra.hacer(|r| &mut r.informes, examen.etapa.visibilidad(), dice)
}
