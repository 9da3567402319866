//! The Mapeo de Puestos and the tree of units.

use rust_decimal::dec;

use super::taller::{C, celdas, de, fila, hoja, leer_hojas, renglon, titulos};

fn cabecera() -> Vec<C> {
    fila![
        "N°",
        "Naturaleza del órgano",
        "Órgano",
        "Unidad Orgánica",
        "Nombre del Puesto",
        "Régimen laboral / Modalidad",
        "Cantidad de ocupados",
        "Cargo de confianza",
        "Correlativo del superior inmediato",
        "Remuneración (S/)",
        "Funciones",
        "Nombre ajustado",
        "Cargo estructural",
        "Clasificación del cargo",
    ]
}

fn con(filas: Vec<Vec<C>>) -> quipu::workbook::Lectura {
    let mut todas = vec![cabecera()];
    todas.extend(filas);
    leer_hojas(&[hoja("MAPEO DE PUESTOS", todas)])
}

#[test]
fn every_column_of_a_puesto_is_read() {
    let lectura = con(vec![
        fila![
            "001",
            "Línea",
            "DGX",
            "Dir. Y",
            "Director",
            "D. Leg. Nº 728",
            1.0,
            "Sí",
            "",
            "S/ 15,600.50",
            "Dirigir",
            "Directora",
            "Director",
            "SP-DS"
        ],
        fila!["2.0", "Línea", "DGX", "Dir. Y", "Analista", "CAS", "0", "No", 1.0, 5500.0, "Analizar", "", "", ""],
    ]);
    let [director, analista] = lectura.mapa.puestos.as_slice() else { panic!("two puestos") };
    assert_eq!((director.correlativo.as_str(), analista.correlativo.as_str()), ("1", "2"));
    assert_eq!((director.regimen.as_deref(), analista.regimen.as_deref()), (Some("DL728"), Some("DL1057")));
    assert_eq!((director.confianza, director.remuneracion), (Some(true), Some(dec!(15600.50))));
    assert_eq!(
        (director.nombre_ajustado.as_deref(), director.clasificacion_cargo.as_deref()),
        (Some("Directora"), Some("SP-DS"))
    );
    assert_eq!((analista.ocupados, analista.superior.as_deref()), (Some(0), Some("1")), "a vacant row is legal");
    assert_eq!((analista.funciones.as_deref(), analista.fila), (Some("Analizar"), Some(3)));
    assert!(de(&lectura, "OCUPADOS_AUSENTE").is_empty());
}

#[test]
fn correlativos_repeated_or_missing_keep_their_rows() {
    let lectura = con(vec![
        fila![3.0, "Línea", "A", "B", "Uno", "CAS", 1.0],
        fila!["003", "Línea", "A", "B", "Dos", "CAS", 1.0],
        fila!["", "Línea", "A", "B", "Tres", "CAS", ""],
    ]);
    let correlativos: Vec<&str> = lectura.mapa.puestos.iter().map(|p| p.correlativo.as_str()).collect();
    assert_eq!(correlativos, ["3", "3 (fila 3)", "S/N (fila 4)"]);
    assert_eq!(
        (celdas(&lectura, "CORRELATIVO_REPETIDO"), celdas(&lectura, "CORRELATIVO_AUSENTE")),
        (vec!["A3".to_owned()], vec!["A4".to_owned()])
    );
    assert_eq!((lectura.mapa.puestos[2].ocupados, celdas(&lectura, "OCUPADOS_AUSENTE")), (None, vec!["G4".to_owned()]));
}

#[test]
fn units_are_one_tree_for_all_sheets() {
    let mapeo = hoja(
        "MAPEO DE PUESTOS",
        vec![
            cabecera(),
            fila![1.0, "Línea", "Gerencia A", "GERENCIA  A", "Gerente", "CAS", 1.0],
            fila![2.0, "", "", "Subgerencia A", "Analista", "CAS", 1.0],
            fila![3.0, "Apoyo", "Gerencia B", "", "Jefe", "CAS", 1.0],
            fila![4.0, "", "", "Subgerencia A", "Analista", "CAS", 1.0],
        ],
    );
    let mut otra = renglon("01", 2.0, 1.0, 1.0);
    otra[7] = "gerencia a".into();
    otra[8] = "SUBGERENCIA A".into();
    let lectura = leer_hojas(&[mapeo, hoja("AJUSTADA", vec![titulos(), otra])]);
    let unidades: Vec<_> = lectura
        .mapa
        .unidades
        .iter()
        .map(|u| (u.nombre.as_str(), u.padre, u.nivel_organizacional, u.naturaleza.as_deref()))
        .collect();
    assert_eq!(
        unidades,
        [
            ("Gerencia A", None, Some(2), Some("LINEA")),
            ("Subgerencia A", Some(0), Some(3), Some("LINEA")),
            ("Gerencia B", None, Some(2), Some("APOYO")),
            ("Subgerencia A", Some(2), Some(3), Some("APOYO")),
        ]
    );
    assert_eq!(lectura.mapa.matrices[0].ejecuciones[0].unidad, Some(1));
}

#[test]
fn what_the_catalogues_do_not_have_is_told() {
    let lectura = con(vec![
        fila![1.0, "Lineal", "A", "", "Uno", "Honorarios ad hoc", 1.5, "quizá", 99.0],
        fila![2.0, "Alta Dirección", "Presidencia", "", "Presidente", "", "dos"],
    ]);
    for codigo in [
        "NATURALEZA_DESCONOCIDA",
        "REGIMEN_DESCONOCIDO",
        "NUMERO_NO_ENTERO",
        "CONFIANZA_ILEGIBLE",
        "SUPERIOR_INEXISTENTE",
        "NUMERO_ILEGIBLE",
    ] {
        assert_eq!(de(&lectura, codigo).len(), 1, "{codigo} {}", lectura.informe);
    }
    assert_eq!(lectura.mapa.puestos[0].regimen_texto.as_deref(), Some("Honorarios ad hoc"));
    assert_eq!(lectura.mapa.unidades[1].nivel_organizacional, Some(1));
}
