//! Inconsistencies of the map as a whole, each at its cell.

use super::taller::{C, celdas, con_renglones, fila, hoja, leer_hojas, renglon};

/// Cells of the findings of `codigo` when the second of two good rows has `cambios` (column, value).
fn hallar(codigo: &str, cambios: &[(usize, C)]) -> Vec<String> {
    let buena = renglon("01", 1.0, 1.0, 1.0);
    let mut mala = renglon("02", 1.0, 1.0, 1.0);
    for (columna, valor) in cambios {
        mala[*columna] = valor.clone();
    }
    celdas(&con_renglones(vec![buena, mala]), codigo)
}

/// Code, changes in the row, cell.
type Caso = (&'static str, Vec<(usize, C)>, &'static str);

#[test]
fn each_inconsistency_is_found_where_it_stands() {
    let t = |texto: &str| C::from(texto);
    let casos: Vec<Caso> = vec![
        ("CORRELATIVO_INEXISTENTE", vec![(9, C::N(77.0))], "J3"),
        ("EJECUTOR_DISTINTO_DEL_PUESTO", vec![(10, t("Otro"))], "K3"),
        ("EJECUTOR_AUSENTE", vec![(9, C::Vacia), (10, C::Vacia)], "K3"),
        ("UNIDAD_DISTINTA_DEL_MAPEO", vec![(8, t("Subgerencia Z"))], "I3"),
        ("CODIGO_SIN_PREFIJO", vec![(5, t("X9"))], "F3"),
        ("CODIGO_CON_LETRA_POR_CIFRA", vec![(5, t("M01.01.O1"))], "F3"),
        ("CODIGO_CON_VARIOS_NOMBRES", vec![(5, t("M01.01.01"))], "F3"),
        ("NOMBRE_EN_VARIOS_NIVELES", vec![(6, t("atender"))], "G3"),
        ("TIEMPOS_AUSENTES", vec![(12, C::Vacia)], "M3"),
        ("TIEMPOS_EN_ACTIVIDAD_Y_TAREAS", vec![(5, C::Vacia), (6, C::Vacia)], "E3"),
        ("FAMILIA_FUERA_DE_NATURALEZA", vec![(14, t("CA")), (15, t("CA-01"))], "P3"),
        ("EJECUCION_REPETIDA", vec![(5, t("M01.01.01")), (6, t("Paso 01"))], "J3"),
        ("TIPO_DESCONOCIDO", vec![(0, t("Mixto"))], "A3"),
        ("TIPO_CONTRADICTORIO", vec![(0, t("Apoyo"))], "A3"),
        ("NIVEL_ORGANIZACIONAL_DESCONOCIDO", vec![], ""),
    ];
    for (codigo, cambios, celda) in casos {
        let esperadas: Vec<String> = (!celda.is_empty()).then(|| celda.to_owned()).into_iter().collect();
        assert_eq!(hallar(codigo, &cambios), esperadas, "{codigo}");
    }
}

#[test]
fn a_process_or_activity_without_anything_below_is_found() {
    let mut proceso = vec![C::Vacia; 19];
    (proceso[1], proceso[2]) = (C::from("M02"), C::from("Vacío"));
    let mut actividad = vec![C::Vacia; 19];
    (actividad[3], actividad[4]) = (C::from("M01.09"), C::from("Nada"));
    let lectura = con_renglones(vec![renglon("01", 1.0, 1.0, 1.0), actividad, proceso]);
    assert_eq!(celdas(&lectura, "ACTIVIDAD_SIN_EJECUTOR"), ["E3"]);
    assert_eq!(celdas(&lectura, "PROCESO_SIN_ACTIVIDADES"), ["C4"]);
    assert_eq!(lectura.informe.totales.matrices[0].ejecuciones, 1);
}

#[test]
fn a_process_divided_into_a_single_one_is_found_until_it_has_another_or_an_activity() {
    let titulos =
        || fila!["Cód. Proceso Nivel 0", "Proceso Nivel 0", "Cód. Proceso Nivel 1", "Proceso Nivel 1", "Actividad"];
    let hallados = |filas: Vec<Vec<C>>| {
        let filas = std::iter::once(titulos()).chain(filas).collect();
        celdas(&leer_hojas(&[hoja("MATRIZ DE PROCESOS ACTUAL", filas)]), "NIVEL_CON_UN_SOLO_HIJO")
    };
    let sola = || fila!["M01", "Uno", "M01.01", "Vender", "Ofrecer"];
    assert_eq!(hallados(vec![sola(), fila!["M01", "Uno", "M01.01", "Vender", "Cerrar"]]), ["B2"]);
    assert!(hallados(vec![sola(), fila!["M01", "Uno", "M01.02", "Cobrar", "Cerrar"]]).is_empty());
    let directa = fila!["M01", "Uno", "", "", "Cerrar"];
    assert!(hallados(vec![sola(), sola(), directa]).is_empty());
}

#[test]
fn a_directivo_needs_no_times() {
    assert!(hallar("TIEMPOS_AUSENTES", &[(11, C::Vacia), (12, C::Vacia), (14, C::from("DP"))]).is_empty());
}

#[test]
fn every_code_in_the_sources_is_in_the_table() {
    let fuentes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src");
    let mut faltan = Vec::new();
    for carpeta in ["workbook", "domain/revision"] {
        for archivo in std::fs::read_dir(fuentes.join(carpeta)).unwrap() {
            let texto = std::fs::read_to_string(archivo.unwrap().path()).unwrap();
            for palabra in texto.split('"').skip(1).step_by(2) {
                let parece = palabra.len() > 8
                    && palabra.contains('_')
                    && palabra.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
                let conocida = quipu::domain::hallazgo::CODIGOS.iter().any(|(c, _, _)| *c == palabra);
                let de_catalogo = ["ALTA_DIRECCION", "CONTROL_INSTITUCIONAL", "DEFENSA_JUDICIAL"].contains(&palabra);
                if parece && !conocida && !de_catalogo && !palabra.starts_with("LIBRO_") {
                    faltan.push(palabra.to_owned());
                }
            }
        }
    }
    assert_eq!(faltan, Vec::<String>::new());
}

#[test]
fn codes_of_the_table_are_unique() {
    let mut codigos: Vec<&str> = quipu::domain::hallazgo::CODIGOS.iter().map(|(c, _, _)| *c).collect();
    codigos.sort_unstable();
    let total = codigos.len();
    codigos.dedup();
    assert_eq!(codigos.len(), total);
}
