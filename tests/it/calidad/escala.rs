//! Records of the quality of services that are made in bulk give the figures that anyone counts from them.

use std::collections::BTreeMap;

use super::indicadores::{CIFRAS, PREGUNTAS, clave};
use super::recuento::{EXPORTADO, grupos, hechos};
use crate::rdm::Taller;
use crate::rdm::escala::{CODIGOS, sembrar};
use crate::support::token::development;

const DIA: &str = "2026-11-21";

/// For who sees everything and for the rector bodies, whatever figures are grouped by.
#[tokio::test]
async fn figures_of_records_in_bulk_equal_a_count_over_exported_ones() {
    for mut taller in Taller::en_ambas().await {
        sembrar(&mut taller).await;
        let rector = development(&taller.server.base, "sgp", &["rector@*"]);
        comparar(&taller).await;
        taller.token = rector;
        comparar(&taller).await;
    }
}

async fn comparar(taller: &Taller) {
    let suyos = format!("entidad: {CODIGOS:?}");
    let exportado = taller.leer(&EXPORTADO.replace("codigo: { empieza: \"A-\" }", &suyos)).await;
    let hechos = hechos(&exportado, DIA);
    assert!(hechos.len() > 60, "{}", hechos.len());
    for dimensiones in PREGUNTAS.iter().filter(|dimensiones| !dimensiones.is_empty()) {
        let pedidas = dimensiones.join(", ");
        let documento = format!(
            "{{ calidadDeServicios(dimensiones: [{pedidas}], entidades: {{ codigo: {{ empieza: \"SIM-\" }} }}, dia: \"{DIA}\") {{ total {CIFRAS} \
             filas {{ clave {{ sector {{ codigo }} entidad {{ codigo }} canal {{ codigo }} componente {{ codigo }} conductor {{ codigo }} etapa mes }} \
             cifras {CIFRAS} }} }} }}"
        );
        let respuesta = taller.leer(&documento).await["calidadDeServicios"].take();
        assert_eq!(respuesta["total"], grupos(&hechos, &[])[&Vec::new()], "total");
        let filas = respuesta["filas"].as_array().unwrap();
        let dadas: BTreeMap<_, _> =
            filas.iter().map(|fila| (clave(fila, dimensiones), fila["cifras"].clone())).collect();
        assert_eq!(dadas, grupos(&hechos, dimensiones), "{pedidas}");
    }
}
