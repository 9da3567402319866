//! One column of frequency for each period.

use quipu::domain::carga::Periodo;
use quipu::workbook::Lectura;
use rust_decimal::dec;

use super::taller::{C, Hoja, ajustada, celdas, de, fila, hoja, leer_hojas, mapeo};

/// A matrix with these titles of frequency (with «Frecuencia» above them, or not) and these rows under them.
fn con(encima: bool, periodos: &[&str], filas: &[Vec<C>]) -> Hoja {
    let antes = || fila!["Proceso Nivel 0", "Actividad", "N° Correlativo", "Ejecutor"];
    let mut titulos: Vec<Vec<C>> = vec![antes()];
    titulos[0].extend(periodos.iter().map(|p| C::from(*p)));
    titulos[0].push("Duración (horas)".into());
    let ancho = u16::try_from(periodos.len()).unwrap();
    let mut combinadas = vec![];
    if encima {
        let mut grupo = antes();
        grupo.push("Frecuencia".into());
        titulos.insert(0, grupo);
        combinadas.push((0, 4, 0, 3 + ancho));
        combinadas.extend((0..4).map(|c| (0, c, 1, c)));
        titulos[1][..4].fill(C::Vacia);
    }
    titulos.extend(filas.iter().enumerate().map(|(i, veces)| {
        let mut fila_ = fila!["P", format!("Actividad {i}"), 1.0, "Analista"];
        fila_.extend(veces.iter().cloned());
        fila_.push(2.0.into());
        fila_
    }));
    Hoja { combinadas, ..hoja("MATRIZ DE PROCESOS AJUSTADA", titulos) }
}

const BREVES: [&str; 4] = ["Diaria", "Semanal", "Mensual", "Anual"];
const LARGOS: [&str; 4] = ["Frecuencia diaria", "Frecuencia semanal", "Frecuencia mensual", "Frecuencia anual"];

fn leer(encima: bool, periodos: &[&str], filas: &[Vec<C>]) -> Lectura {
    leer_hojas(&[mapeo(), con(encima, periodos, filas)])
}

#[test]
fn the_times_are_of_the_period_of_their_column() {
    let filas = [
        fila![3.0, "", "", ""],
        fila!["", 2.0, "", ""],
        fila![0.0, 0.0, 5.0, 0.0],
        fila!["", "", "", "6"],
        fila![0.0, 0.0, 0.0, 0.0],
        fila!["", "", "", ""],
    ];
    for (encima, titulos) in [(true, BREVES), (false, BREVES), (false, LARGOS), (true, LARGOS)] {
        let lectura = leer(encima, &titulos, &filas);
        let leidas: Vec<_> = ajustada(&lectura.mapa).ejecuciones.iter().map(|e| (e.frecuencia, e.periodo)).collect();
        let esperadas = [
            (Some(dec!(66)), Some(Periodo::Diario)),
            (Some(dec!(8)), Some(Periodo::Semanal)),
            (Some(dec!(5)), None),
            (Some(dec!(0.5)), Some(Periodo::Anual)),
            (Some(dec!(0)), Some(Periodo::Diario)),
            (None, None),
        ];
        assert_eq!(leidas, esperadas, "{encima} {titulos:?}\n{}", lectura.informe);
        assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(159));
        assert!(de(&lectura, "COLUMNA_NO_RECONOCIDA").is_empty());
        assert_eq!(de(&lectura, "TIEMPOS_AUSENTES").len(), 1);
    }
}

#[test]
fn two_periods_in_one_row_are_told_and_give_no_value() {
    let lectura = leer(false, &BREVES, &[fila![1.0, "", "", 12.0], fila!["", 1.0, "", ""]]);
    assert_eq!(celdas(&lectura, "FRECUENCIA_EN_VARIOS_PERIODOS"), ["H2"]);
    let m = ajustada(&lectura.mapa);
    assert_eq!((m.ejecuciones[0].frecuencia, m.ejecuciones[1].frecuencia), (None, Some(dec!(4))));
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(8));
}

#[test]
fn two_columns_without_the_month_are_periods_too() {
    let lectura = leer(false, &["Frecuencia semanal", "Frecuencia anual"], &[fila!["", 24.0], fila![1.0, ""]]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(12), "{}", lectura.informe);
}
