//! Services that are evaluated and improved: each with its evaluations and what belongs to them.

use anyhow::Context;
use quipu_entities::{
    brecha_calidad, calificacion, evaluacion, informe_calidad, leccion_aprendida, medicion_conductor, mejora,
    miembro_equipo, servicio_priorizado,
};
use sea_orm::{DatabaseConnection, DbErr};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::numero;
use crate::domain::calidad::etapa::{Etapa, TipoInforme, TipoPriorizado};
use crate::domain::entrega::estado::EstadoMejora;
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::{DeLista, NivelVinculo, Vinculo, Visibilidad};
use crate::domain::texto::clave;
use crate::store::StoreError;
use crate::store::escritura::registro::Registro;
use crate::store::escritura::{Escritor, Escritura, Pedido};

const SERVICIOS: &str = include_str!("../../demo/calidad.json");

/// A record as the file has it: names of columns, values of closed lists by their names.
type Dicho = Map<String, Value>;

#[derive(Debug, Deserialize)]
struct Priorizado {
    entidad: String,
    servicio: Dicho,
    /// Codes of processes.
    procesos: Vec<String>,
    evaluaciones: Vec<Evaluada>,
    #[serde(default)]
    mediciones: Vec<Dicho>,
}

#[derive(Debug, Deserialize)]
struct Evaluada {
    evaluacion: Dicho,
    equipo: Vec<Dicho>,
    calificaciones: Vec<Dicho>,
    brechas: Vec<ConAcciones>,
    informes: Vec<Dicho>,
    lecciones: Vec<Dicho>,
    mediciones: Vec<Dicho>,
}

#[derive(Debug, Deserialize)]
struct ConAcciones {
    brecha: Dicho,
    acciones: Vec<Dicho>,
}

/// Writes all of it.
pub(super) async fn cargar(db: &DatabaseConnection, escritor: &Escritor) -> anyhow::Result<()> {
    let priorizados: Vec<Priorizado> = serde_json::from_str(SERVICIOS).context("the services of the demonstration")?;
    for priorizado in &priorizados {
        let entidad = numero(db, &priorizado.entidad).await?;
        let pedido = Pedido::nuevo(None, "");
        let trabajo = async |escritura: &mut Escritura| escribir(escritura, priorizado).await;
        escritor.escribir::<servicio_priorizado::Entity>(entidad, &pedido, trabajo).await?;
    }
    Ok(())
}

async fn escribir(escritura: &mut Escritura, dicho: &Priorizado) -> Result<servicio_priorizado::Model, StoreError> {
    let vinculo = |codigo: &String| Vinculo::nuevo(TipoMatriz::Ajustada, NivelVinculo::Proceso, codigo.clone());
    let vinculos = Vinculo::guardar(dicho.procesos.iter().map(vinculo).collect());
    let publico = Visibilidad::Publico;
    let mas = json!({ "vinculos": vinculos });
    let servicio = crear::<servicio_priorizado::Entity>(escritura, &dicho.servicio, &mas, publico).await?;
    for medicion in &dicho.mediciones {
        let mas = json!({ "servicio_priorizado_id": servicio.id });
        crear::<medicion_conductor::Entity>(escritura, medicion, &mas, publico).await?;
    }
    for evaluada in &dicho.evaluaciones {
        evaluar(escritura, &servicio, evaluada).await?;
    }
    Ok(servicio)
}

async fn evaluar(
    escritura: &mut Escritura,
    servicio: &servicio_priorizado::Model,
    dicha: &Evaluada,
) -> Result<(), StoreError> {
    let etapa = dicha.evaluacion.get("etapa").and_then(Value::as_str).and_then(Etapa::de_nombre);
    let ve = etapa.map_or(Visibilidad::Borrador, Etapa::visibilidad);
    let del_servicio = json!({ "servicio_priorizado_id": servicio.id, "pasos": [] });
    let evaluacion = crear::<evaluacion::Entity>(escritura, &dicha.evaluacion, &del_servicio, ve).await?;
    let suyo = json!({ "evaluacion_id": evaluacion.id });
    for miembro in &dicha.equipo {
        crear::<miembro_equipo::Entity>(escritura, miembro, &suyo, ve).await?;
    }
    for calificacion in &dicha.calificaciones {
        crear::<calificacion::Entity>(escritura, calificacion, &suyo, ve).await?;
    }
    for ConAcciones { brecha, acciones } in &dicha.brechas {
        let brecha = crear::<brecha_calidad::Entity>(escritura, brecha, &suyo, ve).await?;
        for accion in acciones {
            let mas = json!({ "brecha_id": brecha.id, "vinculos": servicio.vinculos });
            crear::<mejora::Entity>(escritura, accion, &mas, Visibilidad::EnCurso).await?;
        }
    }
    for informe in &dicha.informes {
        crear::<informe_calidad::Entity>(escritura, informe, &suyo, ve).await?;
    }
    for leccion in &dicha.lecciones {
        crear::<leccion_aprendida::Entity>(escritura, leccion, &suyo, ve).await?;
    }
    for medicion in &dicha.mediciones {
        let mas = json!({ "servicio_priorizado_id": servicio.id, "evaluacion_id": evaluacion.id });
        crear::<medicion_conductor::Entity>(escritura, medicion, &mas, ve).await?;
    }
    Ok(())
}

/// Writes a record that the file says, with what it hangs from.
async fn crear<R: Registro>(
    escritura: &mut Escritura,
    dicho: &Dicho,
    mas: &Value,
    ve: Visibilidad,
) -> Result<R::Model, StoreError> {
    let ahora = escritura.ahora();
    let mut fila = json!({
        "entidad_id": escritura.entidad(), "id": 0, "revision": 1, "creado_en": ahora, "cambiado_en": ahora,
        "visibilidad": ve.codigo(),
    });
    for (campo, valor) in dicho.iter().chain(mas.as_object().into_iter().flatten()) {
        let nombre = valor.as_str().unwrap_or_default();
        let codigo = match campo.as_str() {
            "etapa" => Etapa::de_nombre(nombre).map(Etapa::codigo),
            "estado" => EstadoMejora::de_nombre(nombre).map(EstadoMejora::codigo),
            "tipo" => TipoPriorizado::de_nombre(nombre)
                .map(TipoPriorizado::codigo)
                .or_else(|| TipoInforme::de_nombre(nombre).map(TipoInforme::codigo)),
            _ => None,
        };
        if matches!(campo.as_str(), "nombre" | "titulo" | "titular") {
            fila["clave"] = clave(nombre).into();
        }
        fila[campo] = codigo.map_or_else(|| valor.clone(), Value::from);
    }
    let fila = serde_json::from_value(fila).map_err(|error| DbErr::Json(error.to_string()))?;
    escritura.crear::<R>(fila).await
}
