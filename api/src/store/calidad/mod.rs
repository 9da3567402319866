//! What is known of an evaluation when a step is asked for, and who is late, as SQL.

pub mod catalogo;
pub mod cobertura;
mod grupos;
pub mod hechos;
pub mod indicadores;

use quipu_entities::{
    brecha_calidad, calificacion, evaluacion, informe_calidad, leccion_aprendida, medicion_conductor, mejora,
    miembro_equipo,
};
use sea_orm::Value;

use super::StoreError;
use super::escritura::Escritura;
use super::escritura::registro::Registro;
use crate::domain::calidad::catalogo::Listas;
use crate::domain::calidad::etapa::{Etapa, TipoInforme};
use crate::domain::calidad::maquina::Hechos;
use crate::domain::calidad::plazo::{Plazos, accion_terminada};
use crate::domain::entrega::estado::EstadoMejora;
use crate::domain::registro::DeLista;

/// `domain::calidad::plazo::evaluacion_atrasada` over a row `t`; the day follows.
pub const EVALUACION_ATRASADA: &str = "CASE t.etapa WHEN 1 THEN t.plazo_condiciones WHEN 2 THEN t.plazo_planificacion \
    WHEN 3 THEN t.plazo_ejecucion WHEN 4 THEN t.plazo_seguimiento END < ";

/// `domain::calidad::plazo::accion_atrasada` over a row `t` of `mejora`; the day follows.
pub const ACCION_ATRASADA: &str = "t.estado < 3 AND t.plan_fin < ";

/// The stage that an evaluation is in.
pub fn etapa(evaluacion: &evaluacion::Model) -> Etapa {
    Etapa::de_codigo(evaluacion.etapa).unwrap_or(Etapa::CondicionesPrevias)
}

/// The days until which its stages are to end.
pub fn plazos(evaluacion: &evaluacion::Model) -> Plazos<'_> {
    Plazos {
        condiciones: evaluacion.plazo_condiciones.as_deref(),
        planificacion: evaluacion.plazo_planificacion.as_deref(),
        ejecucion: evaluacion.plazo_ejecucion.as_deref(),
        seguimiento: evaluacion.plazo_seguimiento.as_deref(),
    }
}

/// An evaluation with everything that decides about its steps.
#[derive(Debug, Default)]
pub struct Expediente {
    equipo: Vec<miembro_equipo::Model>,
    calificaciones: Vec<calificacion::Model>,
    brechas: Vec<brecha_calidad::Model>,
    acciones: Vec<mejora::Model>,
    informes: Vec<informe_calidad::Model>,
    mediciones: Vec<medicion_conductor::Model>,
    lecciones: Vec<leccion_aprendida::Model>,
}

impl Expediente {
    /// Reads it: a statement for each kind of record.
    pub async fn leer(escritura: &Escritura, evaluacion: &evaluacion::Model) -> Result<Self, StoreError> {
        let brechas = suyas::<brecha_calidad::Entity>(escritura, evaluacion).await?;
        let ids: Vec<i64> = brechas.iter().map(|brecha| brecha.id).collect();
        Ok(Self {
            equipo: suyas::<miembro_equipo::Entity>(escritura, evaluacion).await?,
            calificaciones: suyas::<calificacion::Entity>(escritura, evaluacion).await?,
            acciones: escritura.de_estos::<mejora::Entity>("brecha_id", &ids).await?,
            informes: suyas::<informe_calidad::Entity>(escritura, evaluacion).await?,
            mediciones: suyas::<medicion_conductor::Entity>(escritura, evaluacion).await?,
            lecciones: suyas::<leccion_aprendida::Entity>(escritura, evaluacion).await?,
            brechas,
        })
    }

    /// What of it a step may ask for.
    pub fn hechos(&self, evaluacion: &evaluacion::Model, listas: &Listas, motivo: bool) -> Hechos {
        let calificado = |codigo: &str| self.calificaciones.iter().any(|c| c.componente == codigo);
        let aprobado = |tipo: TipoInforme| {
            self.informes.iter().any(|informe| informe.tipo == tipo.codigo() && informe.aprobado_el.is_some())
        };
        let con_accion = |brecha: &brecha_calidad::Model| self.acciones.iter().any(|a| a.brecha_id == Some(brecha.id));
        let con_plan = |accion: &&mejora::Model| accion.responsable.is_some() && accion.plan_fin.is_some();
        let terminada = |accion: &&mejora::Model| EstadoMejora::de_codigo(accion.estado).is_some_and(accion_terminada);
        Hechos {
            equipo: self.equipo.iter().any(|miembro| miembro.coordina),
            plazos: plazos(evaluacion).completos(),
            sin_calificar: listas.componentes_en_vigor().filter(|codigo| !calificado(codigo)).count(),
            informe_de_evaluacion: aprobado(TipoInforme::Evaluacion),
            brechas_sin_accion: self.brechas.iter().filter(|brecha| !con_accion(brecha)).count(),
            acciones_sin_plan: self.acciones.iter().filter(|accion| !con_plan(accion)).count(),
            acciones_pendientes: self.acciones.iter().filter(|accion| !terminada(accion)).count(),
            informe_de_mejora: aprobado(TipoInforme::Mejora),
            mediciones: self.mediciones.len(),
            lecciones: self.lecciones.len(),
            motivo,
        }
    }
}

/// The records of a kind that belong to an evaluation, in use.
async fn suyas<R: Registro>(
    escritura: &Escritura,
    evaluacion: &evaluacion::Model,
) -> Result<Vec<R::Model>, StoreError> {
    escritura.con::<R>(&[("evaluacion_id", Value::from(evaluacion.id))]).await
}
