//! Tabs and titles are found by what they mean.

use quipu::domain::modelo::TipoMatriz;
use rust_decimal::dec;

use super::taller::{
    C, Filas, Hoja, ajustada, con_renglones, fila, hoja, horas_por_correlativo, leer_hojas, mapeo, matriz, renglon,
    titulos,
};

/// A matrix under these titles with one row.
fn una(cabecera: Vec<C>, renglon: Vec<C>) -> quipu::workbook::Lectura {
    leer_hojas(&[mapeo(), hoja("MATRIZ AJUSTADA", vec![cabecera, renglon])])
}

#[test]
fn tabs_are_known_whatever_their_accents_case_blanks_and_order() {
    let mut matrices = [con_filas(" matriz  de Procesos AJUSTADA"), con_filas("Matríz de procesos - actual"), mapeo()];
    matrices[2].nombre = "mapeo  de PUESTOS".to_owned();
    let lectura = leer_hojas(&matrices);
    let papeles: Vec<&str> = lectura.informe.hojas.iter().map(|h| h.papel.as_str()).collect();
    assert_eq!(papeles, ["matriz de procesos ajustada", "matriz de procesos actual", "mapeo de puestos"]);
}

fn con_filas(nombre: &str) -> Hoja {
    hoja(nombre, vec![titulos(), renglon("01", 1.0, 10.0, 0.5)])
}

#[test]
fn tabs_without_a_telling_name_are_known_by_their_titles() {
    let mut hojas = [mapeo(), con_filas("Hoja2"), hoja("Hoja3", sin_tiempos())];
    hojas[0].nombre = "Hoja1".to_owned();
    let lectura = leer_hojas(&hojas);
    assert_eq!(lectura.mapa.puestos.len(), 2);
    assert_eq!(ajustada(&lectura.mapa).hoja.as_deref(), Some("Hoja2"));
    assert_eq!(matriz(&lectura.mapa, TipoMatriz::Actual).hoja.as_deref(), Some("Hoja3"));
}

fn sin_tiempos() -> Filas {
    vec![
        fila!["Cód. Proceso Nivel 0", "Proceso Nivel 0", "Cód. Actividad", "Actividad", "Correlativo", "Ejecutor"],
        fila!["M01", "Gestión", "M01.01", "Atender", 1.0, "Analista"],
    ]
}

#[test]
fn a_pivot_with_a_meaningless_name_is_ignored() {
    let pivote = hoja(
        "Hoja9",
        vec![
            fila!["Órgano", "Unidad", "Ejecutor", "Actividad", "Tarea", "Suma de Servidores"],
            fila!["A", "B", "C", "D", "E", 1.0],
        ],
    );
    let lectura = leer_hojas(&[mapeo(), con_filas("Hoja2"), pivote]);
    assert_eq!(lectura.informe.hojas[2].papel, "ignorada");
}

#[test]
fn a_missing_tab_is_a_finding_and_not_a_refusal() {
    let lectura = leer_hojas(&[con_filas("Matriz")]);
    assert_eq!(super::taller::de(&lectura, "HOJA_AUSENTE").len(), 2);
    assert!(
        super::taller::de(&lectura, "CORRELATIVO_INEXISTENTE").is_empty(),
        "without a mapeo nothing can be looked up"
    );
}

#[test]
fn titles_with_line_breaks_odd_case_and_letter_o_are_understood() {
    let lectura = una(
        fila![
            "TIPO DE\nPROCESO",
            "COD",
            "PROCESO\nNIVEL O",
            "Codigo",
            "proceso nivel 1",
            "Cód.",
            "ACTIVIDAD",
            "Codigo",
            "tarea",
            "organo",
            "UNIDAD\nORGANICA",
            "Nro. Correlativo\n(Mapeo de Puestos)",
            "EJECUTOR",
            "FRECUENCIA\nMENSUAL",
            "duracion (HORAS)",
        ],
        fila![
            "Apoyo",
            "S01",
            "Gestionar",
            "S01.01",
            "Comprar",
            "S01.01.01",
            "Pedir",
            "S01.01.01.01",
            "Firmar",
            "A",
            "B",
            2.0,
            "X",
            4.0,
            0.5
        ],
    );
    let m = ajustada(&lectura.mapa);
    assert_eq!(
        m.procesos.iter().map(|p| (p.nivel, p.codigo.as_deref().unwrap_or(""))).collect::<Vec<_>>(),
        [(0, "S01"), (1, "S01.01")]
    );
    assert_eq!(
        (m.actividades[0].codigo.as_deref(), m.tareas[0].codigo.as_deref()),
        (Some("S01.01.01"), Some("S01.01.01.01"))
    );
    assert_eq!(horas_por_correlativo(m)["2"], dec!(2));
    assert_eq!(lectura.informe.hojas[1].columnas_no_reconocidas, []);
}

#[test]
fn columns_may_come_in_any_order_with_unknown_ones_between() {
    let mut filas = vec![titulos(), renglon("01", 1.0, 8.0, 0.25)];
    for fila in &mut filas {
        fila.reverse();
    }
    filas[0].insert(3, "Observaciones de la tarea".into());
    filas[1].insert(3, "ninguna".into());
    let lectura = leer_hojas(&[mapeo(), hoja("AJUSTADA", filas)]);
    assert_eq!(horas_por_correlativo(ajustada(&lectura.mapa))["1"], dec!(2));
    let desconocidas = &lectura.informe.hojas[1].columnas_no_reconocidas;
    assert_eq!((desconocidas[0].letra.as_str(), desconocidas[0].titulo.as_str()), ("D", "Observaciones de la tarea"));
}

#[test]
fn titles_may_take_two_rows_with_merged_groups_above() {
    let mut h = hoja(
        "MATRIZ DE PROCESOS AJUSTADA",
        vec![
            fila!["MATRIZ DE PROCESOS DE LA ENTIDAD"],
            fila![],
            fila!["Proceso Nivel 0", "", "Actividad", "", "Tarea", "", "Puesto", "", "Tiempos", ""],
            fila![
                "Código",
                "Nombre",
                "Código",
                "Nombre",
                "Código",
                "Nombre",
                "Correlativo",
                "Ejecutor",
                "Frecuencia",
                "Duración"
            ],
            fila!["M1", "Uno", "M1.1", "Dos", "M1.1.1", "Tres", 1.0, "Analista", 3.0, 2.0],
        ],
    );
    h.combinadas = vec![(0, 0, 0, 9), (2, 0, 2, 1), (2, 2, 2, 3), (2, 4, 2, 5), (2, 6, 2, 7), (2, 8, 2, 9)];
    let lectura = leer_hojas(&[mapeo(), h]);
    let m = ajustada(&lectura.mapa);
    assert_eq!((m.procesos[0].codigo.as_deref(), m.procesos[0].nombre.as_str()), (Some("M1"), "Uno"));
    assert_eq!((m.tareas[0].codigo.as_deref(), m.tareas[0].nombre.as_str()), (Some("M1.1.1"), "Tres"));
    assert_eq!(horas_por_correlativo(m)["1"], dec!(6));
    assert_eq!(lectura.informe.hojas[1].fila_de_titulos, Some(4));
}

#[test]
fn levels_three_and_four_are_extra_pairs() {
    let lectura = una(
        fila![
            "Cód. Proceso Nivel 0",
            "Proceso Nivel 0",
            "Cód. Nivel 1",
            "Nivel 1",
            "Cód. N2",
            "N2",
            "Proceso Nivel 3 (código)",
            "Proceso Nivel 3",
            "Cód. Proceso Nivel 4",
            "Proceso Nivel 4",
            "Actividad",
            "Ejecutor",
        ],
        fila!["a1", "A", "a1.1", "B", "a1.1.1", "C", "a1.1.1.1", "D", "a1.1.1.1.1", "E", "Hacer", "X"],
    );
    let niveles: Vec<(i16, &str)> =
        lectura.mapa.matrices[0].procesos.iter().map(|p| (p.nivel, p.nombre.as_str())).collect();
    assert_eq!(niveles, [(0, "A"), (1, "B"), (2, "C"), (3, "D"), (4, "E")]);
}

#[test]
fn code_and_name_may_share_a_cell() {
    let lectura = una(
        fila!["Macroproceso", "Proceso", "Subproceso", "Actividad", "Tarea", "Ejecutor"],
        fila![
            "M.01 Gestión de personas",
            "M.01.02. Selección",
            "M.01.02.01 - Concurso",
            "1 Publicar aviso",
            "M.01.02.01.01.01: Redactar",
            "X"
        ],
    );
    let m = &lectura.mapa.matrices[0];
    let procesos: Vec<_> =
        m.procesos.iter().map(|p| (p.nivel, p.codigo.as_deref().unwrap_or(""), p.nombre.as_str())).collect();
    assert_eq!(
        procesos,
        [(0, "M.01", "Gestión de personas"), (1, "M.01.02", "Selección"), (2, "M.01.02.01", "Concurso")]
    );
    assert_eq!((m.actividades[0].codigo.as_deref(), m.actividades[0].nombre.as_str()), (None, "1 Publicar aviso"));
    assert_eq!((m.tareas[0].codigo.as_deref(), m.tareas[0].nombre.as_str()), (Some("M.01.02.01.01.01"), "Redactar"));
}

#[test]
fn the_three_kinds_of_level_are_not_confused() {
    let lectura = una(
        fila![
            "Proceso Nivel 0",
            "Actividad",
            "Ejecutor",
            "Nivel Organizacional\n(Solo a Grupo Directivo)",
            "Grupo",
            "Nivel\n(Solo a Grupo Carrera)",
        ],
        fila!["Gestión", "Dirigir", "Gerente", "2", "CA", "CA3"],
    );
    let propuesto = &lectura.mapa.matrices[0].ejecuciones[0].propuesto;
    assert_eq!((propuesto.nivel_organizacional, propuesto.nivel.as_deref()), (Some(2), Some("CA3")));
    assert_eq!(lectura.mapa.matrices[0].procesos.len(), 1);
}

#[test]
fn a_data_row_that_sounds_like_titles_does_not_win() {
    let mut fila = renglon("01", 1.0, 2.0, 2.0);
    fila[4] = "Actividad".into();
    fila[6] = "Tarea".into();
    fila[7] = "Órgano".into();
    fila[8] = "Unidad".into();
    fila[10] = "Puesto".into();
    let lectura = con_renglones(vec![fila]);
    assert_eq!(lectura.informe.hojas[1].fila_de_titulos, Some(1));
    assert_eq!(ajustada(&lectura.mapa).ejecuciones.len(), 1);
}

#[test]
fn two_names_of_puesto_are_the_ejecutor_and_the_proposed_one() {
    let lectura = una(
        fila![
            "Proceso Nivel 0",
            "Actividad",
            "N° Correlativo",
            "Nombre del puesto",
            "Frecuencia",
            "Duración",
            "Grupo",
            "Nombre del puesto"
        ],
        fila!["Gestión", "Dirigir", 1.0, "Analista", 1.0, 1.0, "CA", "Especialista"],
    );
    let e = &ajustada(&lectura.mapa).ejecuciones[0];
    assert_eq!((e.ejecutor.as_deref(), e.propuesto.nombre.as_deref()), (Some("Analista"), Some("Especialista")));
}

#[test]
fn a_number_before_the_ejecutor_is_the_correlativo() {
    let lectura =
        una(fila!["Proceso Nivel 0", "Actividad", "Nº", "Ejecutor"], fila!["Gestión", "Dirigir", 2.0, "Especialista"]);
    assert_eq!(lectura.mapa.matrices[0].ejecuciones[0].puesto, Some(1));
}
