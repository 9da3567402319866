//! Which tab is read when several could be.

use quipu::domain::modelo::TipoMatriz;
use rust_decimal::dec;

use super::taller::{Hoja, ajustada, celdas, de, hoja, leer_hojas, mapeo, matriz, renglon, titulos};

/// A matrix with times and one row of that frequency, one hour each.
fn con(nombre: &str, frecuencia: f64) -> Hoja {
    hoja(nombre, vec![titulos(), renglon("01", 1.0, frecuencia, 1.0)])
}

#[test]
fn a_tab_in_sight_goes_before_a_hidden_one_and_a_new_one_before_an_old_one() {
    let escondida = Hoja { oculta: true, ..con("MATRIZ DE PROCESOS AJUSTADA", 999.0) };
    for otra in [escondida, con("MATRIZ AJUSTADA ANTIGUA", 999.0), con("Copia de MATRIZ AJUSTADA", 999.0)] {
        let lectura = leer_hojas(&[mapeo(), otra, con("Matriz ajustada", 10.0)]);
        assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(10), "{}", lectura.informe);
        assert_eq!(de(&lectura, "HOJA_DUPLICADA").len(), 1);
    }
}

#[test]
fn the_only_tab_is_read_even_hidden_and_the_report_says_so() {
    let lectura = leer_hojas(&[mapeo(), Hoja { oculta: true, ..con("MATRIZ AJUSTADA", 10.0) }]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(10));
    assert_eq!((de(&lectura, "HOJA_OCULTA").len(), lectura.informe.hojas[1].oculta), (1, true));
    assert!(lectura.informe.to_string().contains("Hoja «MATRIZ AJUSTADA» (oculta)"));
}

#[test]
fn a_name_with_a_slip_of_the_finger_is_known() {
    for (actual, ajustada_) in
        [("MATRIZ ACUTAL", "MATRIZ AJSUTADA"), ("Matris actul", "PROESOS AJUTADA"), ("4 Actual", "5 Ajusstada")]
    {
        let lectura = leer_hojas(&[con(actual, 1.0), mapeo(), con(ajustada_, 10.0)]);
        assert_eq!(matriz(&lectura.mapa, TipoMatriz::Actual).hoja.as_deref(), Some(actual));
        assert_eq!(ajustada(&lectura.mapa).hoja.as_deref(), Some(ajustada_));
        assert!(de(&lectura, "HOJA_DUPLICADA").is_empty());
    }
}

#[test]
fn beside_a_matrix_that_says_ajustada_the_other_is_the_actual() {
    let lectura = leer_hojas(&[mapeo(), con("MATRIZ DE PROCESOS", 1.0), con("MATRIZ DE PROCESOS AJUSTADA", 10.0)]);
    assert_eq!(matriz(&lectura.mapa, TipoMatriz::Actual).hoja.as_deref(), Some("MATRIZ DE PROCESOS"));
    assert_eq!(ajustada(&lectura.mapa).ejecuciones[0].frecuencia, Some(dec!(10)));
}

#[test]
fn a_sheet_without_correlativos_finds_the_puestos_by_name() {
    let mut filas = vec![titulos(), renglon("01", "", 10.0, 1.0)];
    for fila in &mut filas {
        fila.remove(9);
    }
    let mut con_desconocido = filas.clone();
    con_desconocido[1][9] = "Gestor nuevo".into();
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    let e = &ajustada(&lectura.mapa).ejecuciones[0];
    assert_eq!((e.puesto, e.correlativo.as_deref()), (Some(0), Some("1")));
    assert_eq!(celdas(&lectura, "CORRELATIVO_SIN_COLUMNA"), ["1"]);
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", con_desconocido)]);
    assert_eq!(ajustada(&lectura.mapa).ejecuciones[0].puesto, None);
}

#[test]
fn the_number_of_the_row_is_not_the_correlativo_of_the_puesto() {
    let mut filas = vec![titulos(), renglon("01", 2.0, 10.0, 1.0)];
    filas[0].insert(0, "N° Correlativo".into());
    filas[1].insert(0, 1.0.into());
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    assert_eq!(ajustada(&lectura.mapa).ejecuciones[0].correlativo.as_deref(), Some("2"));
}

#[test]
fn who_answers_for_the_process_is_not_who_does_the_row() {
    let mut filas = vec![titulos(), renglon("01", 1.0, 10.0, 1.0)];
    filas[0].insert(0, "Órgano responsable".into());
    filas[1].insert(0, "Alta Dirección".into());
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    assert!(de(&lectura, "UNIDAD_DISTINTA_DEL_MAPEO").is_empty(), "{}", lectura.informe);
}
