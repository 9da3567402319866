//! Processes named by a row across the table, without a column of their own.

use quipu::domain::modelo::Matriz;
use quipu::domain::modelo::TipoProceso::{Estrategico, Soporte};
use rust_decimal::dec;

use super::taller::{C, Filas, Hoja, ajustada, celdas, de, fila, hoja, leer_hojas, mapeo};
use quipu::workbook::Lectura;

/// A matrix with these columns for processes and the usual ones after them.
fn con(procesos: &[&str], filas: Filas) -> Hoja {
    let mut titulos: Vec<C> = procesos.iter().map(|t| C::from(*t)).collect();
    titulos.extend(fila!["Cód. Actividad", "Actividad", "Órgano", "Unidad Orgánica", "Correlativo", "Ejecutor"]);
    titulos.extend(fila!["Frecuencia Mensual", "Duración (horas)"]);
    let mut todas = vec![titulos];
    todas.extend(filas);
    hoja("MATRIZ DE PROCESOS AJUSTADA", todas)
}

/// A row of an activity: what stands in the columns of processes, code and name of the activity.
fn actividad(procesos: &[&str], codigo: &str, horas: f64) -> Vec<C> {
    let mut fila_: Vec<C> = procesos.iter().map(|t| C::from(*t)).collect();
    fila_.extend(fila![codigo, format!("Hacer {codigo}"), "Gerencia A", "Subgerencia A", 1.0, "Analista", 10.0, horas]);
    fila_
}

/// The hoja with every row of one cell merged over the first `ancho` columns.
fn combinadas(mut h: Hoja, ancho: u16) -> Hoja {
    let solas = h.filas.iter().enumerate().filter(|(_, f)| f.len() == 1);
    h.combinadas = solas.map(|(i, _)| (u32::try_from(i).unwrap(), 0, u32::try_from(i).unwrap(), ancho - 1)).collect();
    h
}

/// «M01 > M01.01» of the process of each activity, in their order.
fn ramas(m: &Matriz) -> Vec<String> {
    let rama = |i: usize| {
        let mut camino = vec![];
        let mut siguiente = Some(i);
        while let Some(i) = siguiente {
            camino.insert(0, format!("{}:{}", m.procesos[i].nivel, m.procesos[i].nombre));
            siguiente = m.procesos[i].padre;
        }
        camino.join(" > ")
    };
    m.actividades.iter().map(|a| rama(a.proceso)).collect()
}

fn leer(h: Hoja) -> Lectura {
    leer_hojas(&[mapeo(), h])
}

#[test]
fn a_macroproceso_on_a_row_of_its_own_is_above_what_follows() {
    for titulos in [["Cód. Proceso Nivel 1", "Proceso Nivel 1"], ["Código", "Proceso"]] {
        let h = con(
            &titulos,
            vec![
                fila!["MACROPROCESO: M01 Gestión comercial"],
                actividad(&["M01.01", "Vender"], "M01.01.01", 1.0),
                actividad(&["M01.02", "Cobrar"], "M01.02.01", 2.0),
                fila!["MACROPROCESO: M02 Gestión técnica"],
                actividad(&["M02.01", "Medir"], "M02.01.01", 3.0),
            ],
        );
        for h in [h.clone(), combinadas(h, 10)] {
            let lectura = leer(h);
            assert_eq!(
                ramas(ajustada(&lectura.mapa)),
                ["0:Gestión comercial > 1:Vender", "0:Gestión comercial > 1:Cobrar", "0:Gestión técnica > 1:Medir"]
            );
            assert_eq!(celdas(&lectura, "PROCESO_EN_FILA"), ["A2", "A5"]);
            assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(60));
            assert!(
                de(&lectura, "CODIGO_SIN_PREFIJO").is_empty() && de(&lectura, "PROCESO_SIN_ACTIVIDADES").is_empty()
            );
        }
    }
}

#[test]
fn bands_of_two_levels_nest_by_their_words_or_by_their_codes() {
    let por_palabra =
        ["MACROPROCESO M01 Uno", "PROCESO M01.01 Uno uno", "PROCESO M01.02 Uno dos", "MACROPROCESO M02 Dos"];
    let por_codigo = ["M01 Uno", "M01.01 Uno uno", "M01.02 Uno dos", "M02 Dos"];
    for [m1, p1, p2, m2] in [por_palabra, por_codigo] {
        let lectura = leer(con(
            &[],
            vec![
                fila![m1],
                fila![p1],
                actividad(&[], "M01.01.01", 1.0),
                actividad(&[], "M01.01.02", 1.0),
                fila![p2],
                actividad(&[], "M01.02.01", 1.0),
                fila![m2],
                actividad(&[], "M02.01", 1.0),
            ],
        ));
        let esperadas = ["0:Uno > 1:Uno uno", "0:Uno > 1:Uno uno", "0:Uno > 1:Uno dos", "0:Dos"];
        assert_eq!(ramas(ajustada(&lectura.mapa)), esperadas, "{}", lectura.informe);
        assert!(de(&lectura, "FILA_SIN_PROCESO").is_empty());
    }
}

#[test]
fn a_merged_name_without_a_code_is_a_macroproceso_but_an_organo_is_not() {
    let con_banda = |texto: &str| {
        let filas = vec![fila![texto], actividad(&["M01.01", "Vender"], "M01.01.01", 1.0)];
        leer(combinadas(con(&["Cód. Proceso Nivel 1", "Proceso Nivel 1"], filas), 8))
    };
    assert_eq!(ramas(ajustada(&con_banda("GESTIÓN COMERCIAL").mapa)), ["0:GESTIÓN COMERCIAL > 1:Vender"]);
    for otra in ["GERENCIA A", "Oficina de Ventas", "TOTAL GENERAL", "Nota: cifras del año pasado"] {
        let lectura = con_banda(otra);
        assert!(de(&lectura, "PROCESO_EN_FILA").is_empty(), "{otra}");
        assert!(!ramas(ajustada(&lectura.mapa))[0].contains(otra));
    }
}

#[test]
fn a_band_says_the_type_of_the_processes_below() {
    let lectura = leer(con(
        &["Cód. Proceso Nivel 0", "Proceso Nivel 0"],
        vec![
            fila!["PROCESOS ESTRATÉGICOS"],
            actividad(&["E01", "Planear"], "E01.01", 1.0),
            fila!["PROCESOS DE APOYO"],
            actividad(&["S01", "Pagar"], "S01.01", 1.0),
        ],
    ));
    let m = ajustada(&lectura.mapa);
    let tipos: Vec<_> = m.procesos.iter().map(|p| (p.nombre.as_str(), p.tipo.unwrap())).collect();
    assert_eq!(tipos, [("Planear", Estrategico), ("Pagar", Soporte)]);
}

#[test]
fn a_macroproceso_above_the_titles_is_above_the_first_rows() {
    let mut h = con(&["Cód. Proceso Nivel 1", "Proceso Nivel 1"], vec![]);
    let titulos = h.filas.remove(0);
    h.filas = vec![
        fila!["MACROPROCESO: M01 Uno"],
        titulos.clone(),
        actividad(&["M01.01", "Vender"], "M01.01.01", 1.0),
        fila!["MACROPROCESO: M02 Dos"],
        titulos,
        actividad(&["M02.01", "Medir"], "M02.01.01", 1.0),
        fila!["MACROPROCESO: M01 Uno"],
        actividad(&["M01.02", "Cobrar"], "M01.02.01", 1.0),
    ];
    let lectura = leer(h);
    assert_eq!(ramas(ajustada(&lectura.mapa)), ["0:Uno > 1:Vender", "0:Dos > 1:Medir", "0:Uno > 1:Cobrar"]);
    assert_eq!(ajustada(&lectura.mapa).procesos.len(), 5);
}

#[test]
fn a_macroproceso_without_rows_below_is_not_lost() {
    let lectura = leer(con(
        &["Cód. Proceso Nivel 1", "Proceso Nivel 1"],
        vec![
            fila!["MACROPROCESO: M01 Uno"],
            fila!["MACROPROCESO: M02 Dos"],
            actividad(&["M02.01", "Medir"], "M02.01.01", 1.0),
        ],
    ));
    assert_eq!(celdas(&lectura, "PROCESO_SIN_ACTIVIDADES").len(), 1);
    assert_eq!(ajustada(&lectura.mapa).procesos.len(), 3);
}

#[test]
fn a_row_between_the_levels_of_two_columns_is_told_and_not_used() {
    let lectura = leer(con(
        &["Cód. Proceso Nivel 0", "Macroproceso"],
        vec![fila!["", "PROCESO: Vender"], actividad(&["M01", "Uno"], "M01.01", 1.0)],
    ));
    assert_eq!(celdas(&lectura, "PROCESO_EN_FILA_SIN_LUGAR"), ["B2"]);
    assert_eq!(ramas(ajustada(&lectura.mapa)), ["0:Uno"]);
}

#[test]
fn the_first_row_of_a_block_and_a_repeated_process_are_no_bands() {
    let titulos = ["Cód. Proceso Nivel 0", "Proceso Nivel 0", "Cód. Proceso Nivel 1", "Proceso Nivel 1"];
    let primera =
        leer(con(&titulos, vec![fila!["M01", "Uno"], actividad(&["", "", "M01.01", "Vender"], "M01.01.01", 1.0)]));
    let repetida = leer(con(
        &titulos,
        vec![fila!["MACROPROCESO: M01 Uno"], actividad(&["M01", "Uno", "M01.01", "Vender"], "M01.01.01", 1.0)],
    ));
    for lectura in [primera, repetida] {
        assert!(de(&lectura, "PROCESO_EN_FILA").is_empty());
        assert_eq!(ramas(ajustada(&lectura.mapa)), ["0:Uno > 1:Vender"], "{}", lectura.informe);
        assert_eq!(ajustada(&lectura.mapa).procesos.len(), 2);
    }
}
