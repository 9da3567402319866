//! Rows and cells as they are found in the wild.

use quipu::workbook::Lectura;
use rust_decimal::dec;

use super::taller::{C, ajustada, celdas, con_renglones, de, fila, hoja, leer_hojas, mapeo, renglon, titulos};

const PERSONA: &str = "Juan Quispe Mamani";

fn en_columna(columna: usize, celda: impl Into<C>) -> Vec<C> {
    let mut fila = vec![C::Vacia; 19];
    fila[columna] = celda.into();
    fila
}

/// Processes, activities, tasks, executions of the ajustada.
fn cuentas(lectura: &Lectura) -> (usize, usize, usize, usize) {
    let m = ajustada(&lectura.mapa);
    (m.procesos.len(), m.actividades.len(), m.tareas.len(), m.ejecuciones.len())
}

#[test]
fn what_stands_below_a_table_is_neither_data_nor_kept() {
    let pies = [
        vec![en_columna(1, "Fuente: elaboración propia"), en_columna(2, PERSONA)],
        vec![vec![], en_columna(2, PERSONA), en_columna(2, "Jefe de Planeamiento")],
        vec![en_columna(4, "______________"), en_columna(4, PERSONA)],
        vec![en_columna(1, "Nota: sin practicantes"), vec![], en_columna(10, PERSONA)],
    ];
    for pie in pies {
        let renglones = [vec![renglon("01", 1.0, 10.0, 1.0)], pie.clone()].concat();
        let lectura = con_renglones(renglones);
        assert_eq!(cuentas(&lectura), (1, 1, 1, 1), "{pie:?}");
        assert_eq!(de(&lectura, "FILA_DE_PIE").len(), 1, "{pie:?}");
        let omitida = lectura.informe.hojas[1].filas_omitidas.iter().any(|o| o.motivo.contains("firmas"));
        assert!(omitida, "{}", lectura.informe);
        assert!(!format!("{lectura:?}").contains(PERSONA));
    }
}

#[test]
fn who_signs_the_mapeo_is_no_puesto() {
    let mut h = mapeo();
    h.filas.extend([vec![], fila!["", "", "", "", "Elaborado por:"], fila!["", "", "", "", PERSONA]]);
    let lectura = leer_hojas(&[h]);
    assert_eq!((lectura.mapa.puestos.len(), celdas(&lectura, "FILA_DE_PIE")), (2, vec!["5".to_owned()]));
    assert!(!format!("{lectura:?}").contains(PERSONA));
}

#[test]
fn the_last_rows_of_a_block_are_not_below_the_table() {
    let mut tarea = en_columna(6, "Archivar");
    tarea[10] = "Analista".into();
    let lectura = con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), vec![], renglon("02", 1.0, 1.0, 1.0), tarea]);
    assert_eq!(cuentas(&lectura), (1, 1, 3, 3));
    assert!(de(&lectura, "FILA_DE_PIE").is_empty());
}

#[test]
fn a_subtotal_in_any_column_is_no_row() {
    let mut subtotal = renglon("01", "", 77.0, 33.0);
    (subtotal[5], subtotal[6], subtotal[10]) = (C::Vacia, "SUBTOTAL:".into(), C::Vacia);
    let lectura = con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), subtotal, renglon("02", 1.0, 5.0, 1.0)]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(15));
    assert_eq!(lectura.informe.hojas[1].filas_omitidas[0].filas, [3]);
}

/// Rows of two activities under one process; the process is typed on all rows but some.
fn relleno_mixto(con_codigos: bool) -> Lectura {
    let fila = |proceso: &str, actividad: &str, tarea: &str| {
        let codigo = |texto: &str| if con_codigos { C::from(texto) } else { C::Vacia };
        let de_proceso = if proceso.is_empty() { C::Vacia } else { codigo("M1.1") };
        let de_actividad = codigo(if actividad == "Atender" { "M1.1.1" } else { "M1.1.2" });
        fila![codigo("M1"), "Uno", de_proceso, proceso, de_actividad, actividad, tarea, 1.0, "Analista", 1.0, 1.0]
    };
    let cabecera = fila![
        "Cód. Proceso Nivel 0",
        "Proceso Nivel 0",
        "Cód. Proceso Nivel 1",
        "Proceso Nivel 1",
        "Cód. Actividad",
        "Actividad",
        "Tarea",
        "Correlativo",
        "Ejecutor",
        "Frecuencia mensual",
        "Duración (h)"
    ];
    let filas = vec![
        cabecera,
        fila("Uno uno", "Atender", "a"),
        fila("Uno uno", "Atender", "b"),
        fila("", "Atender", "c"),
        fila("Uno uno", "Medir", "d"),
        fila("", "Medir", "e"),
    ];
    leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)])
}

#[test]
fn a_level_left_blank_here_and_there_is_no_skipped_level() {
    for con_codigos in [true, false] {
        assert_eq!(cuentas(&relleno_mixto(con_codigos)), (2, 2, 5, 5), "{con_codigos}");
    }
}

#[test]
fn a_code_kept_as_a_number_gets_its_zero_back_from_its_place() {
    let fila = |codigo: f64, tarea: &str| fila![1.0, "Uno", codigo, "", tarea, 1.0, "Analista", 1.0, 1.0];
    let mut filas = vec![fila![
        "Cód. Proceso Nivel 0",
        "Proceso Nivel 0",
        "Cód. Actividad",
        "Actividad",
        "Tarea",
        "Correlativo",
        "Ejecutor",
        "Frecuencia mensual",
        "Duración (h)"
    ]];
    filas.extend((1..=9).map(|n| fila(1.0 + f64::from(n) / 10.0, "a")));
    filas.extend([fila(1.1, "a"), fila(1.1, "b"), fila(1.11, "a")]);
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    let codigos: Vec<&str> = ajustada(&lectura.mapa).actividades.iter().filter_map(|a| a.codigo.as_deref()).collect();
    assert_eq!(codigos, ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11"]);
    assert_eq!(celdas(&lectura, "CODIGO_COMO_NUMERO"), ["C2", "C11"]);
}

#[test]
fn rows_whose_activity_cannot_be_read_do_not_join_the_one_above() {
    let mut mala = renglon("02", 1.0, 10.0, 1.0);
    (mala[3], mala[4]) = (C::Formula("=B9", "#REF!"), C::Formula("=B9", "#REF!"));
    let lectura = con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), mala]);
    assert_eq!(cuentas(&lectura), (1, 2, 2, 2));
    assert_eq!(ajustada(&lectura.mapa).actividades[1].nombre, "(ilegible)");
    assert_eq!(celdas(&lectura, "CELDA_CON_ERROR"), ["D3", "E3"]);
}

#[test]
fn a_unit_that_cannot_be_read_is_that_of_the_puesto_and_not_the_one_above() {
    for error in [C::Formula("=BUSCARV()", "#N/A"), C::from("#¡REF!"), C::N(0.0)] {
        let mut mala = renglon("02", 2.0, 10.0, 1.0);
        (mala[7], mala[8], mala[10]) = (error.clone(), error, "Especialista".into());
        let lectura = con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), mala]);
        assert_eq!(ajustada(&lectura.mapa).ejecuciones[1].unidad, lectura.mapa.puestos[1].unidad);
    }
}

#[test]
fn characters_that_nobody_sees_make_no_difference() {
    let mut pegada = renglon("02", 1.0, "1\u{200b}0", "0,5\u{feff}");
    (pegada[1], pegada[2], pegada[4]) = ("\u{200b}M01".into(), "Gestión_x000D_\n".into(), "Aten\u{ad}der".into());
    let mut cabecera = titulos();
    cabecera[6] = "Ta\u{ad}rea".into();
    let filas = vec![cabecera, renglon("01", 1.0, 10.0, 0.5), pegada];
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    assert_eq!(cuentas(&lectura), (1, 1, 2, 2), "{}", lectura.informe);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(10));
}
