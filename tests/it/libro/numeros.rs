//! Numbers as people and spreadsheets write them.

use quipu::domain::carga::Periodo;
use quipu::domain::modelo::Ejecucion;
use quipu::workbook::Lectura;
use rust_decimal::{Decimal, dec};

use super::taller::{C, ajustada, celdas, con_renglones, de, fila, hoja, leer_hojas, mapeo, renglon};

/// Reads one frequency and one duration.
fn tiempos(frecuencia: impl Into<C>, duracion: impl Into<C>) -> (Option<Decimal>, Option<Decimal>, Lectura) {
    let lectura = con_renglones(vec![renglon("01", 1.0, frecuencia, duracion)]);
    let e = &ajustada(&lectura.mapa).ejecuciones[0];
    (e.frecuencia, e.duracion, lectura)
}

#[test]
fn text_is_read_as_a_number_with_comma_or_point() {
    let casos = [
        ("0,25", dec!(0.25)),
        ("1.234,5", dec!(1234.5)),
        ("1,234.5", dec!(1234.5)),
        (" 12 ", dec!(12)),
        ("1 234", dec!(1234)),
        ("1,234,567", dec!(1234567)),
        (".5", dec!(0.5)),
        ("0.0000005", dec!(0.000001)),
        ("1,5E2", dec!(150)),
        ("2,", dec!(2)),
        ("12,3456", dec!(12.3456)),
    ];
    for (texto, esperado) in casos {
        let (frecuencia, _, lectura) = tiempos(texto, 1.0);
        assert_eq!(
            frecuencia.or_else(|| de(&lectura, "NUMERO_EXCESIVO").first().map(|_| esperado)),
            Some(esperado),
            "{texto}"
        );
    }
}

#[test]
fn a_comma_before_three_digits_is_told_as_ambiguous() {
    let (frecuencia, duracion, lectura) = tiempos("1,500", "1,500");
    assert_eq!((frecuencia, duracion), (Some(dec!(1500)), Some(dec!(1.5))));
    assert_eq!(celdas(&lectura, "NUMERO_AMBIGUO"), ["L2", "M2"]);
}

#[test]
fn doubles_become_their_shortest_decimal() {
    let (frecuencia, duracion, _) = tiempos(0.1 + 0.2, 238.2 / 3600.0);
    assert_eq!((frecuencia, duracion), (Some(dec!(0.3)), Some(dec!(0.066167))));
}

#[test]
fn a_blank_or_a_dash_is_no_number_and_no_error() {
    let (frecuencia, duracion, lectura) = tiempos("-", "");
    assert_eq!((frecuencia, duracion), (None, None));
    assert!(de(&lectura, "NUMERO_ILEGIBLE").is_empty());
    assert_eq!(de(&lectura, "TIEMPOS_AUSENTES").len(), 1);
}

#[test]
fn what_is_no_number_is_told_and_left_out() {
    for (valor, codigo) in [
        (C::from("varias"), "NUMERO_ILEGIBLE"),
        (C::N(-3.0), "NUMERO_NEGATIVO"),
        (C::from("-0,5"), "NUMERO_NEGATIVO"),
        (C::N(1e300), "NUMERO_EXCESIVO"),
        (C::N(2e6), "NUMERO_EXCESIVO"),
        (C::Hora(45000.0), "NUMERO_COMO_FECHA"),
        (C::from("1.2.3,4,5"), "NUMERO_ILEGIBLE"),
        (C::Formula("=1/0", "#DIV/0!"), "CELDA_CON_ERROR"),
        (C::Formula("=A1", "#REF!"), "CELDA_CON_ERROR"),
    ] {
        let (frecuencia, _, lectura) = tiempos(valor.clone(), 1.0);
        assert_eq!(frecuencia, None, "{valor:?}");
        assert_eq!(celdas(&lectura, codigo), ["L2"], "{valor:?} {}", lectura.informe);
    }
}

#[test]
fn a_product_of_hours_that_would_not_fit_is_told() {
    let (frecuencia, duracion, lectura) = tiempos(1_000_000.0, 100_000.0);
    assert_eq!((frecuencia, duracion), (Some(dec!(1000000)), None));
    assert_eq!(celdas(&lectura, "NUMERO_EXCESIVO"), ["M2"]);
}

#[test]
fn a_time_of_day_is_hours() {
    for valor in [
        C::Hora(0.25 / 24.0),
        C::from("0:15"),
        C::from("00:15:00"),
        C::from("15 min"),
        C::from("0,25 h"),
        C::from("900 seg"),
    ] {
        let (_, duracion, lectura) = tiempos(1.0, valor.clone());
        assert_eq!(duracion, Some(dec!(0.25)), "{valor:?} {}", lectura.informe);
    }
    assert_eq!(celdas(&tiempos(1.0, "0:15").2, "DURACION_COMO_HORA"), ["M2"]);
}

fn con_titulos(cabecera: Vec<C>, renglon: Vec<C>) -> (Ejecucion, Lectura) {
    let mut filas = vec![fila!["Proceso Nivel 0", "Actividad", "Ejecutor"], fila!["P", "A", "X"]];
    filas[0].extend(cabecera);
    filas[1].extend(renglon);
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    (ajustada(&lectura.mapa).ejecuciones[0].clone(), lectura)
}

#[test]
fn the_title_says_the_unit_of_a_duration() {
    for (titulo, valor, horas) in [
        ("Duración (minutos)", 45.0, dec!(0.75)),
        ("Tiempo en segundos", 900.0, dec!(0.25)),
        ("Duración\n(Horas)", 2.0, dec!(2)),
        ("Tiempo (min)", 1.0, dec!(0.016667)),
    ] {
        let (e, _) = con_titulos(fila!["Frecuencia Mensual", titulo], fila![1.0, valor]);
        assert_eq!(e.duracion, Some(horas), "{titulo}");
    }
}

#[test]
fn a_column_may_say_the_unit_of_each_duration() {
    let (e, _) = con_titulos(fila!["Frecuencia", "Duración", "Unidad de tiempo"], fila![1.0, 30.0, "Minutos"]);
    assert_eq!(e.duracion, Some(dec!(0.5)));
}

#[test]
fn periodicidad_and_frecuencia_make_the_monthly_frequency() {
    for (texto, periodo, mensual) in [
        ("Diaria", Some(Periodo::Diario), dec!(66)),
        ("SEMANAL", Some(Periodo::Semanal), dec!(12)),
        ("Mensual", None, dec!(3)),
        ("Trimestral", Some(Periodo::Trimestral), dec!(1)),
        ("al año", Some(Periodo::Anual), dec!(0.25)),
    ] {
        let (e, _) = con_titulos(fila!["Periodicidad", "Frecuencia", "Duración"], fila![texto, 3.0, 1.0]);
        assert_eq!((e.periodo, e.frecuencia), (periodo, Some(mensual)), "{texto}");
        assert_eq!(e.veces, periodo.map(|_| dec!(3)));
    }
    let (e, lectura) = con_titulos(fila!["Periodicidad", "Frecuencia", "Duración"], fila!["a veces no", 3.0, 1.0]);
    assert_eq!((e.frecuencia, de(&lectura, "PERIODICIDAD_DESCONOCIDA").len()), (None, 1));
}

#[test]
fn the_title_may_say_the_period() {
    let (e, _) = con_titulos(fila!["Frecuencia anual", "Duración"], fila![540.0, 1.0]);
    assert_eq!(e.frecuencia, Some(dec!(45)));
}

#[test]
fn declared_servidores_are_compared_with_computed_ones() {
    let con_servidores = |declarado: C| {
        let mut fila = renglon("01", 1.0, 770.0, 0.07);
        fila[13] = declarado;
        con_renglones(vec![fila])
    };
    assert!(de(&con_servidores(C::N(0.336_875)), "SERVIDORES_DISCREPANTES").is_empty());
    assert!(de(&con_servidores(C::from("0,34")), "SERVIDORES_DISCREPANTES").is_empty(), "rounding is no contradiction");
    assert!(de(&con_servidores(C::Formula("=T2/U2", "")), "FORMULA_SIN_VALOR").is_empty(), "it is computed anyway");
    let lectura = con_servidores(C::N(0.5));
    let hallado = de(&lectura, "SERVIDORES_DISCREPANTES")[0];
    assert_eq!((hallado.celda.as_deref(), hallado.valor.as_deref()), (Some("N2"), Some("0.5")));
    assert!(hallado.mensaje.contains("0.336875"), "{}", hallado.mensaje);
}
