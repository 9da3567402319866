//! The manual's worked example: the same answers as any correct system.

use std::collections::BTreeMap;

use quipu::domain::modelo::TipoMatriz;
use quipu::workbook::{Lectura, leer_no_medidos};
use rust_decimal::{Decimal, dec};

use super::taller::{ajustada, celdas, de, horas_por_correlativo, leer_bytes, matriz};

const LIBRO: &[u8] = include_bytes!("../../../api/demo/matriz_dimensionamiento.xlsx");
const NO_MEDIDOS: &str = include_str!("../../../api/demo/dotacion_no_medida.csv");

fn lectura() -> Lectura {
    leer_bytes(LIBRO.to_vec()).unwrap()
}

#[test]
fn the_manual_gives_its_hours_and_servidores() {
    let lectura = lectura();
    let esperadas: BTreeMap<String, Decimal> =
        [("2", dec!(123.75)), ("3", dec!(445)), ("5", dec!(165)), ("6", dec!(600))]
            .map(|(c, h)| (c.to_owned(), h))
            .into();
    assert_eq!(horas_por_correlativo(ajustada(&lectura.mapa)), esperadas);
    let totales = &lectura.informe.totales;
    assert_eq!((totales.puestos, totales.ocupados), (6, 9), "{}", lectura.informe);
    assert_eq!(totales.matrices[1].servidores, dec!(8.3359375));
    assert_eq!(totales.matrices[1].horas, dec!(1333.75));
}

#[test]
fn the_manual_has_its_tree() {
    let lectura = lectura();
    let actual = matriz(&lectura.mapa, TipoMatriz::Actual);
    assert_eq!(
        (actual.procesos.len(), actual.actividades.len(), actual.tareas.len(), actual.ejecuciones.len()),
        (5, 5, 15, 15)
    );
    let ajustada = ajustada(&lectura.mapa);
    assert_eq!((ajustada.procesos.len(), ajustada.actividades.len(), ajustada.ejecuciones.len()), (3, 3, 16));
    assert_eq!(ajustada.tareas.len(), 8, "the same task by two ejecutores is one task");
    assert_eq!(lectura.mapa.unidades.len(), 5);
}

#[test]
fn the_manual_keeps_its_inconsistencies_as_findings() {
    let lectura = lectura();
    assert!(celdas(&lectura, "UNIDAD_DISTINTA_DEL_MAPEO").contains(&"M4".to_owned()), "{}", lectura.informe);
    let sin_prefijo = de(&lectura, "CODIGO_SIN_PREFIJO");
    assert!(sin_prefijo.iter().any(|h| h.valor.as_deref() == Some("M.01.02.01.01.03")));
    assert!(de(&lectura, "CORRELATIVO_INEXISTENTE").is_empty());
}

#[test]
fn the_tabs_that_are_not_data_are_reported_as_ignored() {
    let papeles: Vec<String> = lectura().informe.hojas.iter().map(|h| h.papel.clone()).collect();
    let ig = "ignorada";
    assert_eq!(
        papeles,
        [ig, "mapeo de puestos", ig, "matriz de procesos actual", "matriz de procesos ajustada", ig, ig]
    );
}

#[test]
fn the_numbers_of_directivos_are_entered_from_csv() {
    let mut mapa = lectura().mapa;
    let (informe, hallazgos) = leer_no_medidos(NO_MEDIDOS, &mut mapa).unwrap();
    assert_eq!((informe.filas_usadas, hallazgos.len()), (2, 0));
    let entrada = &mapa.no_medidos[1];
    assert_eq!(mapa.puestos[entrada.puesto].correlativo, "4");
    assert_eq!((entrada.grupo.as_deref(), entrada.nivel_organizacional, entrada.posiciones), (Some("DP"), Some(2), 1));
}
