//! Cells filled only on the first row of a block, and merged cells.

use rust_decimal::dec;

use super::taller::{C, Hoja, ajustada, celdas, de, fila, hoja, leer_hojas, mapeo};

fn cabecera() -> Vec<C> {
    fila![
        "Tipo",
        "Cód. Proceso Nivel 0",
        "Proceso Nivel 0",
        "Cód. Proceso Nivel 1",
        "Proceso Nivel 1",
        "Cód. Actividad",
        "Actividad",
        "Cód. Tarea",
        "Tarea",
        "Órgano",
        "Unidad Orgánica",
        "Correlativo",
        "Ejecutor",
        "Frecuencia Mensual",
        "Duración (horas)",
    ]
}

fn con(filas: Vec<Vec<C>>) -> Hoja {
    let mut todas = vec![cabecera()];
    todas.extend(filas);
    hoja("MATRIZ DE PROCESOS AJUSTADA", todas)
}

#[test]
fn a_block_typed_on_its_first_row_only_is_filled_down() {
    let lectura = leer_hojas(&[
        mapeo(),
        con(vec![
            fila![
                "Misional",
                "M1",
                "Uno",
                "M1.1",
                "Uno uno",
                "M1.1.1",
                "Atender",
                "M1.1.1.1",
                "Leer",
                "Gerencia A",
                "Subgerencia A",
                1.0,
                "Analista",
                10.0,
                1.0
            ],
            fila!["", "", "", "", "", "", "", "M1.1.1.2", "Firmar", "", "", 1.0, "Analista", 5.0, 1.0],
            fila![
                "",
                "",
                "",
                "",
                "",
                "M1.1.2",
                "Archivar",
                "M1.1.2.1",
                "Guardar",
                "",
                "",
                2.0,
                "Especialista",
                5.0,
                1.0
            ],
            fila!["", "", "", "M1.2", "Uno dos", "M1.2.1", "Medir", "", "", "", "", 2.0, "Especialista", 1.0, 1.0],
            fila!["", "M2", "Dos", "", "", "M2.1", "Cerrar", "", "", "Gerencia B", "", 2.0, "Especialista", 1.0, 1.0],
        ]),
    ]);
    let m = ajustada(&lectura.mapa);
    assert_eq!((m.procesos.len(), m.actividades.len(), m.tareas.len(), m.ejecuciones.len()), (4, 5 - 1, 3, 5));
    let raiz_de = |i: usize| {
        let mut p = m.actividades[i].proceso;
        while let Some(q) = m.procesos[p].padre {
            p = q;
        }
        m.procesos[p].nombre.as_str()
    };
    assert_eq!((raiz_de(0), raiz_de(2), raiz_de(3)), ("Uno", "Uno", "Dos"));
    assert_eq!(
        m.procesos[m.actividades[3].proceso].nombre, "Dos",
        "a new macroproceso does not keep the process of the one before"
    );
    assert_eq!(m.ejecuciones[1].unidad, m.ejecuciones[0].unidad, "same puesto, same unit");
    assert_eq!(m.ejecuciones[2].unidad, lectura.mapa.puestos[1].unidad, "another puesto is where the mapeo says");
    assert_eq!(lectura.mapa.unidades[m.ejecuciones[4].unidad.unwrap()].nombre, "Gerencia B");
}

#[test]
fn times_and_people_are_never_filled_across_tasks() {
    let lectura = leer_hojas(&[
        mapeo(),
        con(vec![
            fila![
                "Misional",
                "M1",
                "Uno",
                "M1.1",
                "Uno uno",
                "M1.1.1",
                "Atender",
                "M1.1.1.1",
                "Leer",
                "Gerencia A",
                "Subgerencia A",
                1.0,
                "Analista",
                10.0,
                1.0
            ],
            fila!["", "", "", "", "", "", "", "M1.1.1.2", "Firmar", "", "", "", "", "", ""],
        ]),
    ]);
    let segunda = &ajustada(&lectura.mapa).ejecuciones[1];
    assert_eq!(
        (segunda.frecuencia, segunda.duracion, segunda.correlativo.as_deref(), segunda.ejecutor.as_deref()),
        (None, None, None, None)
    );
    assert_eq!(celdas(&lectura, "EJECUTOR_AUSENTE"), ["M3"]);
    assert_eq!(celdas(&lectura, "TIEMPOS_AUSENTES"), ["O3"]);
}

#[test]
fn one_task_on_two_rows_is_one_task_with_two_ejecuciones() {
    let lectura = leer_hojas(&[
        mapeo(),
        con(vec![
            fila![
                "Misional",
                "M1",
                "Uno",
                "",
                "",
                "M1.1",
                "Atender",
                "M1.1.1",
                "Leer",
                "Gerencia A",
                "Subgerencia A",
                1.0,
                "Analista",
                10.0,
                1.0
            ],
            fila![
                "Misional",
                "M1",
                "Uno",
                "",
                "",
                "M1.1",
                "Atender",
                "M1.1.1",
                "Leer",
                "Gerencia B",
                "Subgerencia B",
                2.0,
                "Especialista",
                4.0,
                1.0
            ],
            fila!["", "", "", "", "", "", "", "", "", "Gerencia B", "Subgerencia B", 3.0, "Nuevo", 1.0, 1.0],
        ]),
    ]);
    let m = ajustada(&lectura.mapa);
    assert_eq!((m.tareas.len(), m.ejecuciones.len()), (1, 3));
    assert!(m.ejecuciones.iter().all(|e| e.tarea == Some(0)));
}

#[test]
fn merged_cells_hold_for_their_rows_and_not_below() {
    let mut h = con(vec![
        fila![
            "Misional",
            "M1",
            "Uno",
            "M1.1",
            "Uno uno",
            "M1.1.1",
            "Atender",
            "M1.1.1.1",
            "Leer",
            "Gerencia A",
            "Subgerencia A",
            1.0,
            "Analista",
            10.0,
            1.0
        ],
        fila!["", "", "", "", "", "", "", "M1.1.1.2", "Ver", "", "", "", "", 2.0, 1.0],
        fila!["", "", "", "", "", "M1.9", "Suelta", "", "", "", "", 2.0, "Especialista", 1.0, 1.0],
    ]);
    h.combinadas =
        [0, 1, 2].map(|c| (1, c, 3, c)).into_iter().chain([3, 4, 5, 6, 9, 10, 11, 12].map(|c| (1, c, 2, c))).collect();
    let lectura = leer_hojas(&[mapeo(), h]);
    let m = ajustada(&lectura.mapa);
    assert_eq!(m.ejecuciones[1].correlativo.as_deref(), Some("1"), "a merged ejecutor is of both tasks");
    assert_eq!(
        m.procesos[m.actividades[1].proceso].nombre, "Uno",
        "the level that ended with its merged cell is skipped"
    );
    assert_eq!((m.procesos.len(), m.tareas.len()), (2, 2));
}

#[test]
fn a_merged_time_counts_once_and_is_told() {
    let mut h = con(vec![
        fila![
            "Misional", "M1", "Uno", "", "", "M1.1", "Atender", "M1.1.1", "Leer", "A", "B", 1.0, "Analista", 10.0, 1.0
        ],
        fila!["Misional", "M1", "Uno", "", "", "M1.1", "Atender", "M1.1.2", "Ver", "A", "B", 1.0, "Analista", "", 1.0],
    ]);
    h.combinadas = vec![(1, 13, 2, 13)];
    let lectura = leer_hojas(&[mapeo(), h]);
    assert_eq!(celdas(&lectura, "TIEMPO_COMBINADO"), ["N2"]);
    assert_eq!(lectura.informe.totales.matrices[0].horas, dec!(10));
}

#[test]
fn a_skipped_level_is_no_process() {
    let lectura = leer_hojas(&[
        mapeo(),
        con(vec![
            fila!["M", "M1", "Uno", "M1.1", "Uno uno", "M1.1.1", "Atender", "", "", "A", "B", 1.0, "X", 1.0, 1.0],
            fila!["M", "M1", "Uno", "M1.1", "Uno uno", "M1.1.2", "Ver", "", "", "A", "B", 1.0, "X", 1.0, 1.0],
            fila!["M", "M1", "Uno", "", "", "M1.2", "Directa", "", "", "A", "B", 1.0, "X", 1.0, 1.0],
        ]),
    ]);
    let m = ajustada(&lectura.mapa);
    assert_eq!(m.procesos[m.actividades[2].proceso].nivel, 0);
    assert!(m.ejecuciones.iter().all(|e| e.tarea.is_none()), "without a task the activity itself is executed");
}

#[test]
fn one_code_with_two_names_is_two_processes_and_a_finding() {
    let lectura = leer_hojas(&[
        mapeo(),
        con(vec![
            fila!["E", "E1", "Uno", "E1.1", "Planear", "E1.1.1", "a", "", "", "A", "B", 1.0, "X", 1.0, 1.0],
            fila!["E", "E1", "Uno", "E1.1", "Evaluar", "E1.1.2", "b", "", "", "A", "B", 1.0, "X", 1.0, 1.0],
            fila!["E", "E1", "UNO ", "E1.1", "planear", "E1.1.3", "c", "", "", "A", "B", 1.0, "X", 1.0, 1.0],
        ]),
    ]);
    assert_eq!(ajustada(&lectura.mapa).procesos.len(), 3);
    let hallados = de(&lectura, "CODIGO_CON_VARIOS_NOMBRES");
    assert_eq!((hallados.len(), hallados[0].celda.as_deref()), (1, Some("D3")));
}
