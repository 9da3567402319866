//! Durations and frequencies in words.

use quipu::domain::carga::Periodo;
use rust_decimal::{Decimal, dec};

use super::taller::{C, ajustada, celdas, con_renglones, de, fila, hoja, leer_hojas, mapeo, renglon};

/// Duration of a row, with the codes of what was said about it.
fn duracion(titulo: &str, valor: impl Into<C>) -> (Option<Decimal>, Vec<&'static str>) {
    let cabecera = fila!["Proceso Nivel 0", "Actividad", "N° Correlativo", "Ejecutor", "Frecuencia Mensual", titulo];
    let renglon = fila!["P", "A", 1.0, "Analista", 1.0, valor.into()];
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", vec![cabecera, renglon])]);
    let codigos = lectura.hallazgos.iter().filter(|h| h.celda.as_deref() == Some("F2")).map(|h| h.codigo).collect();
    (ajustada(&lectura.mapa).ejecuciones[0].duracion, codigos)
}

#[test]
fn a_duration_is_read_as_people_write_it() {
    for (texto, horas) in [
        ("2 h 30 min", dec!(2.5)),
        ("1h 15m", dec!(1.25)),
        ("1h30", dec!(1.5)),
        ("2h", dec!(2)),
        ("30 min.", dec!(0.5)),
        ("15'", dec!(0.25)),
        ("1h 15'", dec!(1.25)),
        ("36''", dec!(0.01)),
        ("1 hora y 30 minutos", dec!(1.5)),
        ("1 hora, 30 minutos", dec!(1.5)),
        ("1,5 hrs.", dec!(1.5)),
        ("1\u{a0}234,5 min", dec!(20.575)),
    ] {
        let leida = duracion("Duración (horas)", texto);
        assert_eq!(leida, (Some(horas), vec![]), "{texto}");
    }
}

#[test]
fn a_duration_that_could_be_anything_is_told_and_left_out() {
    for texto in ["2 30", "30-45 min", "2 a 3 horas", "1/2 hora", "2 días", "30 min 1 h", "media hora"] {
        let (horas, codigos) = duracion("Duración (horas)", texto);
        assert_eq!((horas, codigos.contains(&"NUMERO_ILEGIBLE")), (None, true), "{texto} {codigos:?}");
    }
}

#[test]
fn a_clock_under_a_title_in_minutes_may_be_minutes_and_seconds() {
    assert_eq!(duracion("Duración (minutos)", "1:30"), (Some(dec!(1.5)), vec!["NUMERO_AMBIGUO"]));
    assert_eq!(duracion("Duración (minutos)", "1:30 min"), (Some(dec!(0.025)), vec!["DURACION_COMO_HORA"]));
    assert_eq!(duracion("Duración (hh:mm)", "1:30"), (Some(dec!(1.5)), vec!["DURACION_COMO_HORA"]));
}

#[test]
fn an_estimate_or_a_monthly_total_is_not_the_duration() {
    for titulo in [
        "Tiempo mínimo (h)",
        "Tiempo más probable (horas)",
        "Duración máxima",
        "Tiempo mensual (horas)",
        "Duración (días)",
    ] {
        let (horas, codigos) = duracion(titulo, 7.0);
        assert_eq!((horas, codigos.len()), (None, 0), "{titulo}");
    }
}

/// Monthly frequency of a row, with the codes of what was said about it.
fn frecuencia(texto: &str, periodicidad: &str) -> (Option<Decimal>, Vec<&'static str>) {
    let titulos = fila!["Proceso Nivel 0", "Actividad", "Ejecutor", "Frecuencia", "Periodicidad", "Duración (h)"];
    let renglon = fila!["P", "A", "X", texto, periodicidad, 1.0];
    let lectura = leer_hojas(&[hoja("AJUSTADA", vec![titulos, renglon])]);
    let de_la_celda = |celda: Option<&str>| matches!(celda, Some("D2" | "E2"));
    let codigos = lectura.hallazgos.iter().filter(|h| de_la_celda(h.celda.as_deref())).map(|h| h.codigo).collect();
    (ajustada(&lectura.mapa).ejecuciones[0].frecuencia, codigos)
}

#[test]
fn a_frequency_in_words_keeps_its_number() {
    for (texto, al_mes) in [
        ("2 veces al día", dec!(44)),
        ("una vez por semana", dec!(4)),
        ("3 por semana", dec!(12)),
        ("dos veces al año", dec!(0.166667)),
        ("1 vez cada 15 días", dec!(2)),
    ] {
        assert_eq!(frecuencia(texto, ""), (Some(al_mes), vec![]), "{texto}");
    }
    assert_eq!(frecuencia("Semanal", ""), (Some(dec!(4)), vec!["NUMERO_AMBIGUO"]));
    assert_eq!(frecuencia("10 veces", "Semanal"), (Some(dec!(40)), vec![]));
}

#[test]
fn a_period_that_names_two_or_counts_otherwise_is_told() {
    for texto in ["2 a 3 veces al mes", "diario o semanal", "interdiario", "cada 5 días", "a demanda"] {
        let (al_mes, codigos) = frecuencia(texto, "");
        assert_eq!((al_mes, codigos), (None, vec!["PERIODICIDAD_DESCONOCIDA"]), "{texto}");
    }
    for (periodicidad, al_mes) in [
        ("Cada 2 meses", Some(dec!(1.5))),
        ("cada seis meses", Some(dec!(0.5))),
        ("cada semana", Some(dec!(12))),
        ("Cada 15 días", Some(dec!(6))),
        ("2 = Semanal", Some(dec!(12))),
        ("bimensual", None),
        ("Diario / Mensual", None),
    ] {
        assert_eq!(frecuencia("3", periodicidad).0, al_mes, "{periodicidad}");
    }
}

#[test]
fn blanks_and_apostrophes_part_thousands_only() {
    for (texto, valor) in
        [("1 234", Some(dec!(1234))), ("12'345,5", Some(dec!(12345.5))), ("2 30", None), ("15'", None)]
    {
        let lectura = con_renglones(vec![renglon("01", 1.0, texto, 1.0)]);
        assert_eq!(ajustada(&lectura.mapa).ejecuciones[0].frecuencia, valor, "{texto}");
        assert_eq!(de(&lectura, "NUMERO_ILEGIBLE").len(), usize::from(valor.is_none()), "{texto}");
    }
}

#[test]
fn what_the_titles_do_not_say_is_told_once() {
    let titulos = fila!["Proceso Nivel 0", "Actividad", "Ejecutor", "Frecuencia", "Duración"];
    let filas = vec![titulos, fila!["P", "A", "X", 2.0, 3.0], fila!["P", "B", "X", 2.0, 3.0]];
    let lectura = leer_hojas(&[hoja("AJUSTADA", filas)]);
    assert_eq!(celdas(&lectura, "FRECUENCIA_SIN_PERIODO"), ["D1"]);
    assert_eq!(celdas(&lectura, "DURACION_SIN_UNIDAD"), ["E1"]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(12));
}

#[test]
fn a_row_of_units_under_the_titles_belongs_to_them() {
    let titulos = fila!["Proceso Nivel 0", "Actividad", "N° Correlativo", "Ejecutor", "Frecuencia", "Duración"];
    let unidades = fila!["", "", "", "", "(veces al año)", "(minutos)"];
    let filas = vec![titulos, unidades, fila!["P", "A", 1.0, "Analista", 24.0, 90.0]];
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    let e = &ajustada(&lectura.mapa).ejecuciones[0];
    assert_eq!((e.frecuencia, e.periodo, e.duracion), (Some(dec!(2)), Some(Periodo::Anual), Some(dec!(1.5))));
    assert_eq!((lectura.informe.hojas[1].fila_de_titulos, lectura.informe.hojas[1].filas_leidas), (Some(2), 1));
    assert!(de(&lectura, "DURACION_SIN_UNIDAD").is_empty() && de(&lectura, "FRECUENCIA_SIN_PERIODO").is_empty());
}

#[test]
fn hours_and_minutes_in_two_columns_are_one_duration() {
    let mut h = hoja(
        "AJUSTADA",
        vec![
            fila!["PROCESO NIVEL 0", "ACTIVIDAD", "N° CORRELATIVO", "EJECUTOR", "FRECUENCIA MENSUAL", "DURACIÓN", ""],
            fila!["", "", "", "", "", "Horas", "Minutos"],
            fila!["P", "A", 1.0, "Analista", 2.0, 1.0, 30.0],
            fila!["P", "B", 1.0, "Analista", 2.0, "", 15.0],
        ],
    );
    h.combinadas = vec![(0, 5, 0, 6)];
    let lectura = leer_hojas(&[mapeo(), h]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(3.5), "{}", lectura.informe);
    assert!(de(&lectura, "COLUMNA_NO_RECONOCIDA").is_empty());
}

#[test]
fn the_same_duration_in_two_units_counts_once() {
    let titulos = fila![
        "Proceso Nivel 0",
        "Actividad",
        "N° Correlativo",
        "Ejecutor",
        "Frecuencia Mensual",
        "Duración (min)",
        "Duración (h)"
    ];
    let filas = vec![titulos, fila!["P", "A", 1.0, "Analista", 2.0, 90.0, 1.5]];
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(3));
    assert_eq!(celdas(&lectura, "COLUMNA_NO_RECONOCIDA"), ["G1"]);
}

#[test]
fn a_frequency_in_words_beside_the_times_is_the_period() {
    let titulos = fila![
        "Proceso Nivel 0",
        "Actividad",
        "N° Correlativo",
        "Ejecutor",
        "Frecuencia",
        "N° de veces",
        "Tiempo (min)"
    ];
    let filas = vec![titulos, fila!["P", "A", 1.0, "Analista", "Semanal", 3.0, 30.0]];
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(6), "{}", lectura.informe);
}
