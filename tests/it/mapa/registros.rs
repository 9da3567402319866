//! Records around a map, with what sorting finds hard: the same lists hold for them as for the map.

use quipu::domain::ficha::Ficha;
use quipu::domain::indicador::{Frecuencia, Indicador, Medicion};
use quipu::domain::modelo::TipoMatriz;
use quipu::domain::registro::{DeLista, Visibilidad};
use quipu::domain::texto::clave;
use quipu::store::escritura::{Autor, Escritor, Escritura, Origen, Pedido};
use quipu::store::ficha::{fila_nueva, indicador_nuevo, medicion_nueva};
use quipu::store::{self, Alcance, StoreError};
use quipu_entities::{asignacion_de_rol, evaluacion, ficha, indicador, medicion, servicio, servicio_priorizado};
use rust_decimal::Decimal;
use serde_json::json;

use super::taller::NOMBRES;
use crate::support::base::{Base, ahora};

/// Writes sheets with indicators and measurements, assignments and services of an entity that is there.
pub(super) async fn registrar(base: &Base, codigo: &str) {
    let db = base.conectar().await;
    let entidad = store::entidad::por_codigo(&db, codigo).await.unwrap().unwrap().id;
    let autor =
        Autor { sujeto: "prueba".to_owned(), solicitud: "prueba".to_owned(), origen: Origen::Operador, ahora: ahora() };
    let escritor = Escritor::nuevo(db.clone(), Alcance::Todas, autor);
    let trabajo = async |escritura: &mut Escritura| {
        for (i, nombre) in NOMBRES.iter().enumerate() {
            servicio(escritura, i, nombre).await?;
            priorizado(escritura, i, nombre).await?;
            asignacion(escritura, i, nombre).await?;
        }
        let mut ultima = None;
        for (i, nombre) in NOMBRES.iter().enumerate() {
            ultima = Some(hoja(escritura, i, nombre).await?);
        }
        ultima.ok_or(StoreError::RegistroInexistente)
    };
    escritor.escribir::<ficha::Entity>(entidad, &Pedido::nuevo(None, ""), trabajo).await.unwrap();
    db.close().await.unwrap();
}

async fn hoja(escritura: &mut Escritura, i: usize, nombre: &str) -> Result<ficha::Model, StoreError> {
    let dice = Ficha {
        codigo: ["M.01", "m.01", "Ñ.01"][i % 3].to_owned(),
        edicion: i32::try_from(i).unwrap() + 1,
        nombre: nombre.to_owned(),
        aprobada_en: (!i.is_multiple_of(4)).then(|| format!("2026-01-{:02}", i % 5 + 1)),
        ..Ficha::default()
    };
    let publica = Visibilidad::Publico.codigo();
    let nueva = ficha::Model { visibilidad: publica, ..fila_nueva(TipoMatriz::Ajustada, &dice)? };
    let ficha = escritura.crear::<ficha::Entity>(nueva).await?;
    for j in 0..3 {
        let dice = Indicador {
            nombre: NOMBRES[(i + j) % NOMBRES.len()].to_owned(),
            numerador: "Hechas".to_owned(),
            denominador: "Pedidas".to_owned(),
            unidad: None,
            por: 1,
            sentido: None,
            frecuencia: [Frecuencia::Mensual, Frecuencia::PorProyecto][j % 2],
            responsable: None,
            fuente: None,
            linea_base: None,
            metas: Vec::new(),
        };
        let orden = i32::try_from(j / 2).unwrap();
        let indicador = escritura.crear::<indicador::Entity>(indicador_nuevo(&ficha, orden, &dice)?).await?;
        for mes in [7, 2, 11, 5] {
            let dice = Medicion {
                periodo: format!("2026-{mes:02}"),
                numerador: Decimal::from(mes % 3),
                denominador: Decimal::from(10),
                nota: None,
            };
            escritura.crear::<medicion::Entity>(medicion_nueva(&indicador, &dice)?).await?;
        }
    }
    Ok(ficha)
}

async fn asignacion(escritura: &mut Escritura, i: usize, nombre: &str) -> Result<(), StoreError> {
    let fila = asignacion_de_rol::Model {
        entidad_id: 0,
        id: 0,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: Visibilidad::Publico.codigo(),
        rol: ["GIP", "EE", "JP"][i % 3].to_owned(),
        integrante: None,
        correlativo: None,
        unidad: Some(nombre.to_owned()),
        titular: nombre.to_owned(),
        clave: clave(nombre),
        desde: format!("2026-0{}-01", i % 4 + 1),
        hasta: i.is_multiple_of(3).then(|| "2026-12-31".to_owned()),
        responsabilidades: json!([]),
        vinculos: json!([]),
    };
    escritura.crear::<asignacion_de_rol::Entity>(fila).await?;
    Ok(())
}

async fn servicio(escritura: &mut Escritura, i: usize, nombre: &str) -> Result<(), StoreError> {
    let fila = servicio::Model {
        entidad_id: 0,
        id: 0,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: Visibilidad::Publico.codigo(),
        codigo: format!("S-{i}"),
        nombre: nombre.to_owned(),
        clave: clave(nombre),
        descripcion: None,
        responsable: None,
        vinculos: json!([]),
    };
    escritura.crear::<servicio::Entity>(fila).await?;
    Ok(())
}

async fn priorizado(escritura: &mut Escritura, i: usize, nombre: &str) -> Result<(), StoreError> {
    let fila = servicio_priorizado::Model {
        entidad_id: 0,
        id: 0,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: Visibilidad::Publico.codigo(),
        codigo: format!("B-{i}"),
        nombre: nombre.to_owned(),
        clave: clave(nombre),
        descripcion: None,
        tipo: 1,
        canal: "VIRTUAL".to_owned(),
        demanda_anual: (!i.is_multiple_of(3)).then(|| i64::try_from(i % 5).unwrap()),
        priorizado_el: format!("2026-01-{:02}", i % 4 + 1),
        responsable: None,
        servicio_id: None,
        vinculos: json!([]),
    };
    let servicio = escritura.crear::<servicio_priorizado::Entity>(fila).await?;
    let fila = evaluacion::Model {
        entidad_id: 0,
        id: 0,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: Visibilidad::Publico.codigo(),
        servicio_priorizado_id: servicio.id,
        codigo: format!("V-{}", i * 7 % 10),
        desde: format!("2026-02-{:02}", i % 3 + 1),
        hasta: "2026-12-31".to_owned(),
        etapa: 5,
        escala: "UNO_A_CINCO".to_owned(),
        plazo_condiciones: None,
        plazo_planificacion: None,
        plazo_ejecucion: None,
        plazo_seguimiento: None,
        pasos: json!([]),
    };
    if i < 10 {
        escritura.crear::<evaluacion::Entity>(fila).await?;
    }
    Ok(())
}
