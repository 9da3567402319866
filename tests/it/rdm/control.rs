//! What is kept and for how long; and the figures of retention and review, counted again from the exported rows.

use chrono::{Days, NaiveDate};
use quipu_entities::{documento, registro_guardado};
use sea_orm::IntoActiveModel;
use serde_json::{Value, json};

use super::Taller;
use super::historia::{Azar, BASE, entidades, guardar, historia};
use super::obra::Obra;
use super::taller::ENTIDAD;
use crate::support::base::ahora;

fn guardado(codigo: &str, resto: &Value) -> Value {
    let mut input = json!({ "entidad": ENTIDAD, "codigo": codigo, "nombre": "Informe", "clase": "INFORME", "ubicacion": "Archivo",
        "responsable": "Gerente de Entrega", "controles": ["Solo lectura"], "desde": "2023-11-20" });
    for (campo, valor) in resto.as_object().unwrap() {
        input[campo] = valor.clone();
    }
    input
}

/// A report is kept three years unless it says otherwise; a plan until its release ends; all faults come at once.
#[tokio::test]
async fn retention_is_counted_by_the_day() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        let mut informe = taller.hacer("crearRegistroGuardado", &guardado("I-1", &json!({}))).await;
        let plan = json!({ "clase": "PLAN", "entrega": obra.entrega.id, "desde": null });
        taller.hacer("crearRegistroGuardado", &guardado("P-1", &plan)).await;
        let leer = async |dia: &str| {
            let leido = taller
                .leer(&format!("{{ registrosGuardados(filtro: {{ entidad: [\"{ENTIDAD}\"] }}, orden: [{{ campo: CODIGO }}]) {{ nodes {{ retencionMeses venceEl vencido(dia: \"{dia}\") }} }} }}"))
                .await;
            leido["registrosGuardados"]["nodes"].clone()
        };
        let esperado = |vencido: bool, plan: bool| {
            json!([{ "retencionMeses": 36, "venceEl": "2026-11-20", "vencido": vencido },
                { "retencionMeses": null, "venceEl": null, "vencido": plan }])
        };
        assert_eq!(leer("2026-11-20").await, esperado(false, false));
        assert_eq!(leer("2026-11-21").await, esperado(true, false));
        obra.avanzar("CANCELADA").await;
        assert_eq!(leer("2026-11-20").await, esperado(false, false));
        assert_eq!(leer("2999-12-31").await, esperado(true, true));
        taller.sobre("cambiarRegistroGuardado", &mut informe, &json!({ "retencionMeses": 1 })).await;
        assert_eq!(leer("2026-11-20").await[0]["venceEl"], "2023-12-20");
        taller.sobre("archivarRegistroGuardado", &mut informe, &json!({})).await;
        let error = taller
            .rechazo("crearRegistroGuardado", &guardado("P-1", &json!({ "clase": "PLAN", "retencionMeses": 3 })))
            .await;
        assert_eq!(
            faltas(&error),
            ["REPETIDO input.codigo", "VACIO input.entrega", "INCOHERENTE input.retencionMeses"]
        );
        let otro = guardado("", &json!({ "clase": "OTRO", "desde": null, "retencionMeses": 0, "controles": [" "] }));
        let error = taller.rechazo("crearRegistroGuardado", &otro).await;
        assert_eq!(
            faltas(&error),
            [
                "CODIGO_INVALIDO input.codigo",
                "VACIO input.controles.0",
                "VACIO input.desde",
                "FUERA_DE_RANGO input.retencionMeses"
            ]
        );
    }
}

fn faltas(error: &Value) -> Vec<String> {
    assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA", "{error}");
    let errores = error["extensions"]["errores"].as_array().unwrap().iter();
    errores.map(|e| format!("{} {}", e["codigo"].as_str().unwrap(), e["campo"].as_str().unwrap())).collect()
}

fn registro_al_azar(entidad_id: i32, id: i64, azar: &mut Azar) -> registro_guardado::Model {
    let clase = i16::try_from(1 + azar.hasta(3)).unwrap();
    registro_guardado::Model {
        entidad_id,
        id,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: (azar.hasta(5) == 0).then(ahora),
        visibilidad: 2,
        codigo: format!("G-{id}"),
        nombre: "G".to_owned(),
        clave: "g".to_owned(),
        clase,
        entrega_id: (clase == 1 || azar.si()).then(|| BASE + 10 + azar.hasta(30)),
        ubicacion: "A".to_owned(),
        responsable: "R".to_owned(),
        controles: json!([]),
        retencion_meses: None,
        desde: None,
        vence_el: (clase > 1 && azar.hasta(6) > 0).then(|| dia_al_azar(azar)),
    }
}

fn documento_al_azar(entidad_id: i32, id: i64, azar: &mut Azar) -> documento::Model {
    documento::Model {
        entidad_id,
        id,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: (azar.hasta(5) == 0).then(ahora),
        visibilidad: 2,
        codigo: format!("D-{id}"),
        edicion: 1,
        nombre: "D".to_owned(),
        clave: "d".to_owned(),
        estado: i16::try_from(1 + azar.hasta(3)).unwrap(),
        fecha: "2026-01-01".to_owned(),
        autor: "A".to_owned(),
        aprobador: None,
        confidencialidad: 1,
        cambio: None,
        ubicacion: None,
        vigente_hasta: None,
        aprobado_el: None,
        revisado_el: None,
        revisar_hasta: (azar.hasta(6) > 0).then(|| dia_al_azar(azar)),
        vinculos: json!([]),
    }
}

fn dia_al_azar(azar: &mut Azar) -> String {
    let dias = Days::new(u64::try_from(azar.hasta(60)).unwrap());
    (NaiveDate::from_ymd_opt(2026, 9, 20).unwrap() + dias).to_string()
}

/// Every figure, by sector, by entity and in total, equals the count over the exported rows, on several days.
#[tokio::test]
async fn figures_equal_a_count_over_the_exported_rows() {
    for semilla in [5, 23] {
        for taller in Taller::en_ambas().await {
            let azar = &mut Azar(semilla);
            historia(&taller.server.app.db, azar).await;
            for entidad_id in entidades(&taller.server.app.db).await.into_iter().skip(1) {
                for id in 0..12 {
                    guardar(&taller.server.app.db, registro_al_azar(entidad_id, BASE + id, azar).into_active_model())
                        .await;
                    guardar(&taller.server.app.db, documento_al_azar(entidad_id, BASE + id, azar).into_active_model())
                        .await;
                }
            }
            for dia in ["2026-09-30", "2026-10-15", "2026-11-20"] {
                comparar(&taller, dia).await;
            }
        }
    }
}

const CIFRAS: &str =
    "cifras { registrosVencidos { numerador denominador } documentosSinRevisar { numerador denominador } }";

async fn comparar(taller: &Taller, dia: &str) {
    let exportados = taller
        .leer(
            "{ registrosGuardados(first: 200) { nodes { clase venceEl entrega { cerradaEn } entidad { codigo sector { codigo } } } } \
             documentos(first: 200) { nodes { estado revisarHasta entidad { codigo sector { codigo } } } } }",
        )
        .await;
    let lista = |nombre: &str| exportados[nombre]["nodes"].as_array().unwrap().clone();
    let (registros, documentos) = (lista("registrosGuardados"), lista("documentos"));
    assert!(registros.len() > 20 && documentos.len() > 20);
    let respuesta = taller
        .leer(&format!(
            "{{ sectores: indicadoresRegistro(por: SECTOR, dia: \"{dia}\") {{ filas {{ sector {{ codigo }} {CIFRAS} }} total {} }} \
             entidades: indicadoresRegistro(por: ENTIDAD, dia: \"{dia}\") {{ filas {{ entidad {{ codigo }} {CIFRAS} }} entidadesConRegistros }} \
             vencidos: registrosGuardados(filtro: {{ vencidoAl: \"{dia}\" }}) {{ totalCount }} \
             sinRevisar: documentos(filtro: {{ sinRevisarAl: \"{dia}\" }}) {{ totalCount }} }}",
            CIFRAS.trim_start_matches("cifras ")
        ))
        .await;
    let contadas = |de: &dyn Fn(&Value) -> bool| {
        let suyos = |lista: &[Value]| lista.iter().filter(|r| de(r)).cloned().collect::<Vec<_>>();
        let (registros, documentos) = (suyos(&registros), suyos(&documentos));
        let aprobados: Vec<&Value> = documentos.iter().filter(|d| d["estado"] == "APROBADO").collect();
        json!({
            "registrosVencidos": { "numerador": registros.iter().filter(|r| vencido(r, dia)).count(), "denominador": registros.len() },
            "documentosSinRevisar": { "numerador": aprobados.iter().filter(|d| pasado(&d["revisarHasta"], dia)).count(),
                "denominador": aprobados.len() },
        })
    };
    let total = contadas(&|_| true);
    assert_eq!(respuesta["sectores"]["total"], total, "{dia}");
    assert_eq!(respuesta["vencidos"]["totalCount"], total["registrosVencidos"]["numerador"], "{dia}");
    assert_eq!(respuesta["sinRevisar"]["totalCount"], total["documentosSinRevisar"]["numerador"], "{dia}");
    for (pregunta, clave, lugar) in
        [("sectores", "/sector/codigo", "/entidad/sector/codigo"), ("entidades", "/entidad/codigo", "/entidad/codigo")]
    {
        let filas = respuesta[pregunta]["filas"].as_array().unwrap();
        for fila in filas {
            let quien = fila.pointer(clave).unwrap();
            assert_eq!(fila["cifras"], contadas(&|r| r.pointer(lugar) == Some(quien)), "{dia} {quien}");
        }
        assert!(!filas.is_empty());
    }
    assert_eq!(
        respuesta["entidades"]["entidadesConRegistros"],
        respuesta["entidades"]["filas"].as_array().unwrap().len()
    );
}

fn pasado(hasta: &Value, dia: &str) -> bool {
    hasta.as_str().is_some_and(|hasta| hasta < dia)
}

/// Said again: past its last day, or a plan whose release ended by the end of that day in Peru.
fn vencido(registro: &Value, dia: &str) -> bool {
    let cierre = registro["entrega"]["cerradaEn"].as_str().map(|texto| {
        let instante = chrono::DateTime::parse_from_rfc3339(texto).unwrap().to_utc();
        (instante - chrono::TimeDelta::hours(5)).date_naive().to_string()
    });
    pasado(&registro["venceEl"], dia) || (registro["clase"] == "PLAN" && cierre.is_some_and(|cierre| *cierre <= *dia))
}
