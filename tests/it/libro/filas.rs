//! Rows that are not data, each with its reason.

use rust_decimal::dec;

use super::taller::{C, ajustada, celdas, con_renglones, de, fila, hoja, leer_hojas, mapeo, renglon, titulos};

fn omitidas(lectura: &quipu::workbook::Lectura, hoja: usize) -> Vec<(String, usize, Vec<u32>)> {
    lectura.informe.hojas[hoja].filas_omitidas.iter().map(|o| (o.motivo.clone(), o.cantidad, o.filas.clone())).collect()
}

fn en_columna(columna: usize, celda: impl Into<C>) -> Vec<C> {
    let mut fila = vec![C::Vacia; 19];
    fila[columna] = celda.into();
    fila
}

#[test]
fn every_skipped_row_has_its_reason() {
    let mut total = en_columna(0, "TOTAL GENERAL");
    total[13] = 99.0.into();
    let lectura = con_renglones(vec![
        renglon("01", 1.0, 10.0, 1.0),
        vec![],
        fila!["(...)", "(...)", "…", "...", "(…)"],
        titulos(),
        renglon("02", 1.0, 10.0, 1.0),
        total,
    ]);
    assert_eq!(
        omitidas(&lectura, 1),
        [
            ("fila en blanco".to_owned(), 1, vec![3]),
            ("fila «(...)»".to_owned(), 1, vec![4]),
            ("título repetido".to_owned(), 1, vec![5]),
            ("fila de total".to_owned(), 1, vec![7]),
        ]
    );
    assert_eq!((lectura.informe.hojas[1].filas_leidas, lectura.informe.hojas[1].filas_usadas), (6, 2));
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(20));
}

#[test]
fn a_last_row_of_sums_without_a_word_is_a_total() {
    let mut sumas = en_columna(11, 20.0);
    sumas[12] = 2.0.into();
    sumas[13] = 5.5.into();
    let lectura = con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), sumas]);
    assert_eq!(omitidas(&lectura, 1), [("fila de total".to_owned(), 1, vec![3])]);
}

#[test]
fn a_row_of_numbers_in_the_middle_is_told() {
    let lectura =
        con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), en_columna(11, 10.0), renglon("02", 1.0, 1.0, 1.0)]);
    assert_eq!(celdas(&lectura, "FILA_SOLO_NUMEROS"), ["3"]);
    assert_eq!(ajustada(&lectura.mapa).ejecuciones.len(), 2);
}

#[test]
fn formulas_dragged_below_the_table_are_no_rows() {
    let mut vacia = en_columna(13, C::Formula("=L3*M3*1.1/176", "0"));
    vacia[7] = C::Vacia;
    let lectura = con_renglones(vec![renglon("01", 1.0, 10.0, 1.0), vacia.clone(), vacia]);
    assert_eq!(ajustada(&lectura.mapa).ejecuciones.len(), 1);
    assert!(de(&lectura, "FILA_SOLO_NUMEROS").is_empty());
}

#[test]
fn numbered_columns_under_the_titles_are_no_row() {
    let numeros: Vec<C> = (1..=19).map(|n| C::N(f64::from(n))).collect();
    let lectura = con_renglones(vec![numeros, renglon("01", 1.0, 10.0, 1.0)]);
    assert_eq!(omitidas(&lectura, 1)[0].0, "numeración de las columnas");
}

#[test]
fn a_task_that_begins_with_total_is_a_task() {
    let mut fila = renglon("01", 1.0, 10.0, 1.0);
    fila[6] = "Total de expedientes archivados".into();
    for celda in &mut fila[..5] {
        *celda = C::Vacia;
    }
    let lectura = con_renglones(vec![renglon("00", 1.0, 1.0, 1.0), fila]);
    assert_eq!(ajustada(&lectura.mapa).ejecuciones.len(), 2);
}

#[test]
fn a_row_without_activity_is_kept_under_one_that_says_so() {
    let mut fila = renglon("01", 1.0, 10.0, 1.0);
    for celda in &mut fila[..7] {
        *celda = C::Vacia;
    }
    let lectura = con_renglones(vec![fila]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(10));
    assert_eq!((de(&lectura, "FILA_SIN_ACTIVIDAD").len(), de(&lectura, "FILA_SIN_PROCESO").len()), (1, 1));
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut libro = rust_xlsxwriter::Workbook::new();
    let h = libro.add_worksheet();
    h.set_name("MATRIZ DE PROCESOS AJUSTADA").unwrap();
    for (f, fila) in [titulos(), renglon("01", 1.0, 10.0, 1.0)].iter().enumerate() {
        for (c, celda) in fila.iter().enumerate() {
            let (f, c) = (u32::try_from(f).unwrap(), u16::try_from(c).unwrap());
            match celda {
                C::T(t) => drop(h.write_string(f, c, t).unwrap()),
                C::N(n) => drop(h.write_number(f, c, *n).unwrap()),
                _ => {}
            }
        }
    }
    h.write_string(1_048_575, 16_383, "x").unwrap();
    let lectura = super::taller::leer_bytes(libro.save_to_buffer().unwrap()).unwrap();
    assert_eq!(ajustada(&lectura.mapa).ejecuciones.len(), 1);
    assert_eq!(lectura.informe.hojas[0].filas_leidas, 1_048_575);
}

#[test]
fn totals_of_the_mapeo_are_no_puesto() {
    let mut h = mapeo();
    h.filas.push(fila!["TOTAL", "", "", "", "", "", 3.0]);
    h.filas.push(fila![7.0]);
    let lectura = leer_hojas(&[h, hoja("MATRIZ ACTUAL", vec![titulos(), renglon("01", 1.0, "", "")])]);
    assert_eq!((lectura.mapa.puestos.len(), lectura.informe.totales.ocupados), (2, 3));
}
