//! Grupo, familia, rol and nivel through the catalogue.

use quipu::domain::modelo::Propuesto;
use quipu::workbook::Lectura;

use super::taller::{C, ajustada, con_renglones, de, renglon};

const POLITICAS: &str = "Formulación, implementación y evaluación de políticas públicas";

/// Reads one row with these grupo, familia, rol and nivel.
fn clasificar(celdas: [&str; 4]) -> (Propuesto, Lectura) {
    let mut fila = renglon("01", 1.0, 1.0, 1.0);
    for (i, celda) in celdas.iter().enumerate() {
        fila[14 + i] = C::from(*celda);
    }
    let lectura = con_renglones(vec![fila]);
    (ajustada(&lectura.mapa).ejecuciones[0].propuesto.clone(), lectura)
}

fn codigos(p: &Propuesto) -> [Option<&str>; 4] {
    [p.grupo.as_deref(), p.familia.as_deref(), p.rol.as_deref(), p.nivel.as_deref()]
}

#[test]
fn names_and_codes_are_the_same() {
    let esperado = [Some("CA"), Some("CA-04"), Some("CA-04-08"), Some("CA2")];
    let rol = "Rectoría de los sistemas administrativos del Estado";
    for celdas in [
        ["CA", POLITICAS, rol, "CA2"],
        ["Servidor Civil de Carrera", "CA-04", "CA-04-08", "Analista"],
        ["ca", "04", "08", "2"],
        [
            "CA - Servidor civil de carrera",
            "04. Formulación, implementación y evaluación de políticas públicas",
            "RECTORIA DE LOS SISTEMAS ADMINISTRATIVOS DEL ESTADO",
            "CA 2",
        ],
    ] {
        let (propuesto, lectura) = clasificar(celdas);
        assert_eq!(codigos(&propuesto), esperado, "{celdas:?} {}", lectura.informe);
    }
}

#[test]
fn the_grupo_is_inferred_when_nothing_else_could_be() {
    assert_eq!(clasificar(["", POLITICAS, "", ""]).0.grupo.as_deref(), Some("CA"));
    assert_eq!(clasificar(["", "", "", "CA3"]).0.grupo.as_deref(), Some("CA"));
    assert_eq!(clasificar(["", "Dirección institucional", "", ""]).0.grupo.as_deref(), Some("DP"));
}

#[test]
fn what_the_catalogue_does_not_have_is_told_with_its_value() {
    for (celdas, codigo, valor) in [
        (["XX", "", "", ""], "GRUPO_DESCONOCIDO", "XX"),
        (["CA", "Magia", "", ""], "FAMILIA_DESCONOCIDA", "Magia"),
        (["CA", POLITICAS, "Magia", ""], "ROL_DESCONOCIDO", "Magia"),
        (["CA", POLITICAS, "", "CA9"], "NIVEL_DESCONOCIDO", "CA9"),
        (["CO", "", "", "CA1"], "NIVEL_FUERA_DE_GRUPO", "CA1"),
    ] {
        let (_, lectura) = clasificar(celdas);
        assert_eq!(de(&lectura, codigo).first().and_then(|h| h.valor.as_deref()), Some(valor), "{}", lectura.informe);
    }
}

#[test]
fn a_new_puesto_has_no_correlativo_and_no_finding() {
    for nuevo in [C::N(0.0), C::Vacia, C::from("0")] {
        let mut fila = renglon("01", nuevo, 1.0, 1.0);
        fila[10] = "Gestor de datos".into();
        let lectura = con_renglones(vec![fila]);
        let e = &ajustada(&lectura.mapa).ejecuciones[0];
        assert_eq!((e.correlativo.as_deref(), e.puesto, e.ejecutor.as_deref()), (None, None, Some("Gestor de datos")));
        assert!(de(&lectura, "CORRELATIVO_INEXISTENTE").is_empty() && de(&lectura, "EJECUTOR_AUSENTE").is_empty());
    }
}
