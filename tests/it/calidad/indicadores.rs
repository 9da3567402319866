//! The figures equal those that anyone counts from exported records, over random histories, for each requester.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::historia::{Azar, historia};
use super::recuento::{EXPORTADO, grupos, hechos};
use crate::rdm::Taller;
use crate::support::token::development;

const DIA: &str = "2026-07-15";

/// All figures of a group.
pub(super) const CIFRAS: &str = "{ serviciosPriorizados evaluaciones { total cerradas canceladas atrasadas } componentesCalificados { numerador denominador } \
    calificaciones { escala { codigo } numerador denominador media } brechas { total conAccion sinAccion } \
    acciones { total terminadas atrasadas avance { numerador denominador } } \
    conductores { conductor { codigo } escala { codigo } mediciones numerador denominador media } informes { total aprobados } lecciones }";

/// Sets of dimensions, by the names that the recount has for them.
pub(super) const PREGUNTAS: [&[&str]; 10] = [
    &[],
    &["SECTOR"],
    &["ENTIDAD"],
    &["SECTOR", "ENTIDAD"],
    &["CANAL", "ETAPA"],
    &["COMPONENTE"],
    &["ENTIDAD", "COMPONENTE", "ETAPA"],
    &["CONDUCTOR", "CANAL"],
    &["MES"],
    &["ENTIDAD", "MES"],
];

/// Whose histories these are: the demonstration's own services are elsewhere.
const ENTIDADES: &str = "entidades: { demostracion: true, no: { codigo: { igual: \"DEMO-CONTACTO\" } } }";

struct Lector<'a> {
    taller: &'a Taller,
    token: Option<String>,
}

impl Lector<'_> {
    async fn leer(&self, documento: &str) -> Value {
        let respuesta = match &self.token {
            Some(token) => self.taller.server.graphql_as(token, documento).await,
            None => self.taller.server.graphql(documento).await,
        };
        let mut json = respuesta.json();
        assert_eq!(json["errors"], Value::Null, "{documento}");
        json["data"].take()
    }
}

/// The key of a row, in the order of the dimensions.
pub(super) fn clave(fila: &Value, dimensiones: &[&str]) -> Vec<Option<String>> {
    let valor = |dimension: &&str| {
        let campo = dimension.to_lowercase();
        let valor = &fila["clave"][&campo];
        let codigo = if ["ETAPA", "MES"].contains(dimension) { valor } else { &valor["codigo"] };
        codigo.as_str().map(str::to_owned)
    };
    dimensiones.iter().map(valor).collect()
}

/// Over several histories, for who sees everything of one entity, for the rector bodies and for anyone.
#[tokio::test]
async fn figures_equal_a_count_over_exported_records() {
    for semilla in [3, 11, 2026] {
        for taller in Taller::en_ambas().await {
            historia(&taller.server.app.db, &mut Azar(semilla)).await;
            let rector = development(&taller.server.base, "sgp", &["rector@*"]);
            for token in [Some(taller.token.clone()), Some(rector), None] {
                let lector = Lector { taller: &taller, token };
                comparar(&lector, semilla).await;
            }
        }
    }
}

async fn comparar(lector: &Lector<'_>, semilla: u64) {
    let mut exportado = lector.leer(EXPORTADO).await;
    let servicios = exportado["serviciosPriorizados"]["nodes"].as_array_mut().unwrap();
    servicios.retain(|servicio| servicio["entidad"]["codigo"] != "DEMO-CONTACTO");
    assert!((10..60).contains(&servicios.len()));
    let hechos = hechos(&exportado, DIA);
    for dimensiones in PREGUNTAS {
        let pedidas = dimensiones.join(", ");
        let documento = format!(
            "{{ calidadDeServicios(dimensiones: [{pedidas}], {ENTIDADES}, dia: \"{DIA}\") {{ cobertura {{ entidadesPedidas entidadesConDatos }} total {CIFRAS} \
             filas {{ clave {{ sector {{ codigo }} entidad {{ codigo }} canal {{ codigo }} componente {{ codigo }} conductor {{ codigo }} etapa mes }} cifras {CIFRAS} \
             cobertura {{ entidadesPedidas entidadesConDatos }} }} }} }}"
        );
        let respuesta = lector.leer(&documento).await["calidadDeServicios"].take();
        assert_eq!(respuesta["cobertura"], json!({ "entidadesPedidas": 4, "entidadesConDatos": 3 }));
        assert_eq!(respuesta["total"], grupos(&hechos, &[])[&Vec::new()], "{semilla} total");
        if dimensiones.is_empty() {
            assert_eq!(respuesta["filas"], json!([]));
            continue;
        }
        let filas = respuesta["filas"].as_array().unwrap();
        let dadas: BTreeMap<_, _> = filas
            .iter()
            .filter(|fila| !fila["cifras"].is_null())
            .map(|fila| (clave(fila, dimensiones), fila["cifras"].clone()))
            .collect();
        let esperadas = grupos(&hechos, dimensiones);
        assert_eq!(dadas.keys().collect::<Vec<_>>(), esperadas.keys().collect::<Vec<_>>(), "{semilla} {pedidas}");
        for (clave, cifras) in &esperadas {
            assert_eq!(&dadas[clave], cifras, "{semilla} {pedidas} {clave:?}");
        }
        faltantes(filas, dimensiones);
    }
}

/// The one entity without data has its row where entities are told apart, and no figures in it.
fn faltantes(filas: &[Value], dimensiones: &[&str]) {
    let sin_cifras: Vec<&Value> = filas.iter().filter(|fila| fila["cifras"].is_null()).collect();
    if dimensiones.contains(&"ENTIDAD") && dimensiones.iter().all(|d| ["SECTOR", "ENTIDAD"].contains(d)) {
        assert_eq!(filas.len(), 4);
        assert_eq!(sin_cifras.len(), 1);
        assert_eq!(sin_cifras[0]["clave"]["entidad"]["codigo"], "DEMO-MDVF");
        assert_eq!(sin_cifras[0]["cobertura"], json!({ "entidadesPedidas": 1, "entidadesConDatos": 0 }));
    } else if dimensiones != ["SECTOR"] {
        assert_eq!(sin_cifras.len(), 0);
        assert!(filas.iter().all(|fila| fila["cobertura"].is_null()));
    }
}

/// The records behind every count of every row are as many as the count says, and those that are late are found.
#[tokio::test]
async fn figures_are_explained_by_the_records_that_count() {
    for taller in Taller::en_ambas().await {
        historia(&taller.server.app.db, &mut Azar(5)).await;
        for (dimensiones, hay) in
            [("[SECTOR]", true), ("[ENTIDAD, COMPONENTE]", false), ("[MES, CANAL]", true), ("[CONDUCTOR]", false)]
        {
            let documento = format!(
                "{{ calidadDeServicios(dimensiones: {dimensiones}, {ENTIDADES}, dia: \"{DIA}\") {{ filas {{ cifras {CIFRAS} \
                 serviciosPriorizados {{ totalCount }} evaluaciones {{ totalCount }} calificaciones {{ totalCount }} brechas {{ totalCount }} \
                 acciones {{ totalCount }} mediciones {{ totalCount }} informes {{ totalCount }} lecciones {{ totalCount }} \
                 tarde: evaluaciones(filtro: {{ atrasadaAl: \"{DIA}\" }}, first: 3) {{ totalCount nodes {{ atrasada(dia: \"{DIA}\") }} }} \
                 tardias: acciones(filtro: {{ atrasadaAl: \"{DIA}\" }}, first: 3) {{ totalCount nodes {{ atrasada(dia: \"{DIA}\") }} }} }} }} }}"
            );
            let mut tarde = 0;
            for fila in taller.leer(&documento).await["calidadDeServicios"]["filas"].as_array().unwrap() {
                let cifras = &fila["cifras"];
                if cifras.is_null() {
                    continue;
                }
                let suma = |campo: &str, parte: &str| {
                    let lista = cifras[campo].as_array().into_iter().flatten();
                    json!(lista.map(|item| item[parte].as_i64().unwrap()).sum::<i64>())
                };
                let o_cero = |valor: &Value| if valor.is_null() { json!(0) } else { valor.clone() };
                for (lista, cuenta) in [
                    ("serviciosPriorizados", o_cero(&cifras["serviciosPriorizados"])),
                    ("evaluaciones", o_cero(&cifras["evaluaciones"]["total"])),
                    ("calificaciones", suma("calificaciones", "denominador")),
                    ("brechas", o_cero(&cifras["brechas"]["total"])),
                    ("acciones", o_cero(&cifras["acciones"]["total"])),
                    ("mediciones", suma("conductores", "mediciones")),
                    ("informes", o_cero(&cifras["informes"]["total"])),
                    ("lecciones", o_cero(&cifras["lecciones"])),
                    ("tarde", o_cero(&cifras["evaluaciones"]["atrasadas"])),
                    ("tardias", o_cero(&cifras["acciones"]["atrasadas"])),
                ] {
                    assert_eq!(fila[lista]["totalCount"], cuenta, "{dimensiones} {lista}");
                }
                for lista in ["tarde", "tardias"] {
                    let nodos = fila[lista]["nodes"].as_array().unwrap();
                    assert!(nodos.iter().all(|nodo| nodo["atrasada"] == true), "{dimensiones} {lista}");
                    tarde += nodos.len();
                }
            }
            assert!(!hay || tarde > 3, "{dimensiones} {tarde}");
        }
    }
}

/// The statements of a question do not follow the records.
#[tokio::test]
async fn statements_do_not_follow_the_records() {
    let documento = format!(
        "{{ calidadDeServicios(dimensiones: [SECTOR, ENTIDAD], {ENTIDADES}) {{ total {CIFRAS} cobertura {{ entidadesPedidas }} filas {{ clave {{ entidad {{ codigo }} }} cifras {CIFRAS} \
         evaluaciones {{ totalCount nodes {{ codigo }} }} acciones {{ nodes {{ codigo }} }} mediciones {{ nodes {{ id }} }} }} }} }}"
    );
    for taller in Taller::en_ambas().await {
        historia(&taller.server.app.db, &mut Azar(1)).await;
        let antes = taller.server.statements_as(&taller.token, &documento).await;
        let db = &taller.server.app.db;
        super::historia::mas(db, &mut Azar(2)).await;
        assert_eq!(taller.server.statements_as(&taller.token, &documento).await, antes);
        assert!(antes <= 28, "{antes}");
        // One group or one for each month: their lists are read at once.
        let por = |dimension: &str| {
            format!(
                "{{ calidadDeServicios(dimensiones: [{dimension}], {ENTIDADES}) {{ filas {{ brechas {{ nodes {{ codigo }} }} lecciones {{ totalCount }} }} }} }}"
            )
        };
        let uno = taller.server.statements_as(&taller.token, &por("SECTOR")).await;
        let muchos = taller.server.statements_as(&taller.token, &por("MES")).await;
        assert!(muchos <= uno, "{muchos} {uno}");
    }
}
