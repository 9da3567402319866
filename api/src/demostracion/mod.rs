//! Records of the demonstration: sheets with their indicators and measurements, roles of governance, releases, services that
//! are evaluated and improved. They are files of the project, and go through the writing door as any other change.

mod calidad;
mod entrega;
mod rdm;
mod taller;

use anyhow::Context;
use chrono::{DateTime, Utc};
use quipu_entities::{asignacion_de_rol, ficha, indicador, medicion};
use sea_orm::DatabaseConnection;
use serde::{Deserialize, Serialize};

use crate::domain::ficha::{Ficha, revisar};
use crate::domain::indicador::{Indicador, Medicion, revisar as revisar_indicador, revisar_medicion};
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto::clave;
use crate::store::escritura::{Autor, Escritor, Escritura, Origen, Pedido};
use crate::store::ficha::{fila_nueva, guardar, indicador_nuevo, medicion_nueva};
use crate::store::{Alcance, StoreError, entidad};

/// Files of sheets: a characterisation whole, the ficha técnica of the manual's example with a year of measurements, and
/// the one whose indicators the critical success factors name.
pub const FICHAS: [&str; 3] = [
    include_str!("../../demo/fichas/implementacion.json"),
    include_str!("../../demo/fichas/atencion_de_consultas.json"),
    include_str!("../../demo/fichas/permisos.json"),
];
/// File of assignments of roles.
const ASIGNACIONES: &str = include_str!("../../demo/asignaciones_de_rol.json");

/// A sheet with what hangs from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FichaEntera {
    /// Code of the entity.
    pub entidad: String,
    /// The sheet.
    pub ficha: Ficha,
    /// Its indicators, in order.
    pub indicadores: Vec<IndicadorMedido>,
}

/// An indicator and what it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicadorMedido {
    /// The indicator.
    pub indicador: Indicador,
    /// Its measurements.
    pub mediciones: Vec<Medicion>,
}

#[derive(Debug, Deserialize)]
struct Asignacion {
    entidad: String,
    rol: String,
    integrante: Option<String>,
    correlativo: Option<String>,
    unidad: Option<String>,
    titular: String,
    desde: String,
    #[serde(default)]
    responsabilidades: Vec<String>,
}

/// Writes all of it; its entities are there.
pub async fn cargar(db: &DatabaseConnection, ahora: DateTime<Utc>) -> anyhow::Result<()> {
    let escritor = escritor(db, ahora);
    for texto in FICHAS {
        let entera: FichaEntera = serde_json::from_str(texto).context("a sheet of the demonstration")?;
        let codigo = entera.entidad.clone();
        let entidad = numero(db, &codigo).await?;
        let pedido = Pedido::nuevo(None, "");
        let trabajo = async |escritura: &mut Escritura| escribir(escritura, &entera).await;
        escritor.escribir::<ficha::Entity>(entidad, &pedido, trabajo).await.with_context(|| codigo)?;
    }
    let asignaciones: Vec<Asignacion> = serde_json::from_str(ASIGNACIONES).context("the roles of the demonstration")?;
    for asignacion in &asignaciones {
        let entidad = numero(db, &asignacion.entidad).await?;
        let pedido = Pedido::nuevo(None, "");
        let trabajo = async |escritura: &mut Escritura| asignar(escritura, asignacion).await;
        escritor.escribir::<asignacion_de_rol::Entity>(entidad, &pedido, trabajo).await?;
    }
    rdm::cargar(db).await.context("the releases of the demonstration")?;
    calidad::cargar(db, &escritor).await
}

/// Who writes the demonstration, at a moment.
fn escritor(db: &DatabaseConnection, ahora: DateTime<Utc>) -> Escritor {
    let autor = Autor {
        sujeto: "demostracion".to_owned(),
        solicitud: "demostracion".to_owned(),
        origen: Origen::Operador,
        ahora,
    };
    Escritor::nuevo(db.clone(), Alcance::Todas, autor)
}

async fn numero(db: &DatabaseConnection, codigo: &str) -> Result<i32, StoreError> {
    let entidad = entidad::por_codigo(db, codigo).await?;
    Ok(entidad.ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))?.id)
}

/// Writes an approved sheet with its indicators and measurements.
async fn escribir(escritura: &mut Escritura, entera: &FichaEntera) -> Result<ficha::Model, StoreError> {
    let mut v = Validacion::default();
    revisar(&mut v, &entera.ficha);
    for IndicadorMedido { indicador, mediciones } in &entera.indicadores {
        revisar_indicador(&mut v, indicador);
        for medicion in mediciones {
            revisar_medicion(&mut v, medicion, indicador.frecuencia);
        }
    }
    v.terminar()?;
    let nueva =
        ficha::Model { visibilidad: Visibilidad::Publico.codigo(), ..fila_nueva(TipoMatriz::Ajustada, &entera.ficha)? };
    let ficha = escritura.crear::<ficha::Entity>(nueva).await?;
    for (IndicadorMedido { indicador, mediciones }, orden) in entera.indicadores.iter().zip(1..) {
        let nuevo = indicador_nuevo(&ficha, orden, indicador)?;
        let indicador = escritura.crear::<indicador::Entity>(nuevo).await?;
        for medicion in mediciones {
            escritura.crear::<medicion::Entity>(medicion_nueva(&indicador, medicion)?).await?;
        }
    }
    Ok(ficha)
}

async fn asignar(escritura: &mut Escritura, dice: &Asignacion) -> Result<asignacion_de_rol::Model, StoreError> {
    let fila = asignacion_de_rol::Model {
        entidad_id: escritura.entidad(),
        id: 0,
        revision: 1,
        creado_en: escritura.ahora(),
        cambiado_en: escritura.ahora(),
        archivado_en: None,
        visibilidad: Visibilidad::Publico.codigo(),
        rol: dice.rol.clone(),
        integrante: dice.integrante.clone(),
        correlativo: dice.correlativo.clone(),
        unidad: dice.unidad.clone(),
        titular: dice.titular.clone(),
        clave: clave(&dice.titular),
        desde: dice.desde.clone(),
        hasta: None,
        responsabilidades: guardar(&dice.responsabilidades)?,
        vinculos: guardar(&Vec::<String>::new())?,
    };
    escritura.crear::<asignacion_de_rol::Entity>(fila).await
}
