//! One matrix in several tabs, and the copies that are no part of it.

use rust_decimal::dec;

use super::taller::{C, Hoja, ajustada, celdas, de, hoja, leer_hojas, mapeo, renglon, titulos};

/// A matrix of these tasks, each ten times a month and an hour long.
fn con(nombre: &str, tareas: &[&str]) -> Hoja {
    let renglones = tareas.iter().map(|t| renglon(t, 1.0, 10.0, 1.0));
    hoja(nombre, std::iter::once(titulos()).chain(renglones).collect())
}

/// The same in Gerencia B, by its puesto.
fn en_b(mut h: Hoja) -> Hoja {
    for fila in &mut h.filas[1..] {
        (fila[7], fila[8]) = (C::from("Gerencia B"), C::from("Subgerencia B"));
        (fila[9], fila[10]) = (C::N(2.0), C::from("Especialista"));
    }
    h
}

#[test]
fn a_matrix_in_a_tab_for_each_organo_is_one() {
    for nombres in [["AJUSTADA - Gerencia A", "AJUSTADA - Gerencia B"], ["Gerencia A", "Gerencia B"]] {
        let lectura =
            leer_hojas(&[mapeo(), con(nombres[0], &["01", "02"]), en_b(con(nombres[1], &["02", "03", "04"]))]);
        assert_eq!(lectura.mapa.matrices.len(), 1, "{}", lectura.informe);
        let m = ajustada(&lectura.mapa);
        assert_eq!((m.procesos.len(), m.actividades.len(), m.tareas.len(), m.ejecuciones.len()), (1, 1, 4, 5));
        assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(50));
        let tareas: Vec<_> = m.ejecuciones.iter().map(|e| m.tareas[e.tarea.unwrap()].nombre.as_str()).collect();
        assert_eq!(tareas, ["Paso 01", "Paso 02", "Paso 02", "Paso 03", "Paso 04"]);
        assert_eq!(m.ejecuciones.iter().map(|e| e.fila.unwrap()).collect::<Vec<_>>(), [2, 3, 2, 3, 4]);
        let dichas = de(&lectura, "MATRIZ_EN_VARIAS_HOJAS");
        assert_eq!(dichas.iter().map(|h| h.hoja.as_deref().unwrap()).collect::<Vec<_>>(), [nombres[1]]);
        assert!(de(&lectura, "HOJA_DUPLICADA").is_empty() && de(&lectura, "EJECUCION_REPETIDA").is_empty());
        assert_eq!(lectura.informe.hojas.iter().map(|h| h.filas_usadas).sum::<usize>(), 2 + 2 + 3);
    }
}

#[test]
fn a_finding_names_the_tab_and_the_row_in_it() {
    let mut segunda = en_b(con("AJUSTADA B", &["02", "03"]));
    segunda.filas[2][9] = C::N(77.0);
    segunda.filas[1][5] = C::from("X9");
    let lectura = leer_hojas(&[mapeo(), con("AJUSTADA A", &["01"]), segunda]);
    for (codigo, celda) in [("CORRELATIVO_INEXISTENTE", "J3"), ("CODIGO_SIN_PREFIJO", "F2")] {
        let hallados = de(&lectura, codigo);
        let lugares: Vec<_> = hallados.iter().map(|h| (h.hoja.as_deref(), h.celda.as_deref())).collect();
        assert_eq!(lugares, [(Some("AJUSTADA B"), Some(celda))], "{codigo}");
    }
}

#[test]
fn a_tab_that_says_the_same_again_is_counted_once() {
    let consolidada = || con("MATRIZ AJUSTADA", &["01", "02", "03"]);
    let mut con_otros_tiempos = con("MATRIZ AJUSTADA v1", &["01", "02", "03"]);
    con_otros_tiempos.filas[1][11] = C::N(99.0);
    for otra in [con("MATRIZ AJUSTADA (2)", &["01", "02", "03"]), con_otros_tiempos, con("AJUSTADA A", &["02"])] {
        let lectura = leer_hojas(&[mapeo(), consolidada(), otra]);
        assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(30), "{}", lectura.informe);
        assert_eq!(de(&lectura, "HOJA_DUPLICADA").len(), 1);
        assert!(de(&lectura, "MATRIZ_EN_VARIAS_HOJAS").is_empty());
        assert_eq!(lectura.informe.hojas[2].filas_usadas, 0);
    }
}

#[test]
fn old_hidden_and_differently_titled_tabs_are_no_part() {
    let escondida = Hoja { oculta: true, ..con("AJUSTADA B", &["07"]) };
    let mut otros_titulos = con("AJUSTADA B", &["07"]);
    otros_titulos.filas[0][12] = C::from("Duración (minutos)");
    for otra in [escondida, con("AJUSTADA anterior", &["07"]), con("Copia de AJUSTADA", &["07"]), otros_titulos] {
        let lectura = leer_hojas(&[mapeo(), con("AJUSTADA A", &["01"]), otra]);
        assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(10), "{}", lectura.informe);
        assert_eq!(de(&lectura, "HOJA_DUPLICADA").len(), 1);
    }
}

#[test]
fn a_row_in_two_tabs_is_told_with_the_tab_of_the_first() {
    let tareas: Vec<String> = (1..=12).map(|n| format!("{n:02}")).collect();
    let tareas: Vec<&str> = tareas.iter().map(String::as_str).collect();
    let mut segunda = en_b(con("AJUSTADA B", &tareas));
    segunda.filas[1] = renglon("01", 1.0, 10.0, 1.0);
    let lectura = leer_hojas(&[mapeo(), con("AJUSTADA A", &["01"]), segunda]);
    assert_eq!(celdas(&lectura, "EJECUCION_REPETIDA"), ["J2"]);
    assert!(de(&lectura, "EJECUCION_REPETIDA")[0].mensaje.contains("en la fila 2 de «AJUSTADA A»"));
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(130));
}
