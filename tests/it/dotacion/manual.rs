//! The manual's worked example, through every door: the table of its README, digit by digit.

use serde_json::{Value, json};

use super::taller::{demostracion, igual_en_ambos};

const PREGUNTA: &str = r#"{
  dotacion(dimensiones: [PUESTO], entidades: { codigo: { igual: "DEMO-MANUAL" } }) {
    totalFilas
    filas { ...cifras clave { puesto { puestos { nodes { correlativo } } calculo { formula } } } }
    total { ...cifras cobertura {
      entidadesPedidas entidadesQueReportaron ejecucionesConTiempo ejecucionesSinTiempo
    } procesos actividades tareas }
  }
  familias: dotacion(dimensiones: [FAMILIA, ROL], entidades: { codigo: { igual: "DEMO-MANUAL" } }) {
    filas { ...cifras clave { familia { nombre } rol { nombre } } }
  }
}
fragment cifras on DotacionFila {
  horas totalTiempo servidores segunCargas dotacionActual brecha deficit superavit puestos puestosSinDato
}"#;

/// horas, servidores, según cargas, actual, brecha.
fn cinco(fila: &Value) -> Value {
    json!([fila["horas"], fila["servidores"], fila["segunCargas"], fila["dotacionActual"], fila["brecha"]])
}

fn esperadas() -> Value {
    json!({
        "1": [null, null, 1, 1, 0],
        "2": ["123.75", "0.7734375", 1, 2, -1],
        "3": ["445", "2.78125", 3, 2, 1],
        "4": [null, null, 1, 1, 0],
        "5": ["165", "1.03125", 1, 2, -1],
        "6": ["600", "3.75", 4, 1, 3],
    })
}

fn por_correlativo<'a>(filas: impl IntoIterator<Item = (&'a Value, Value)>) -> Value {
    filas.into_iter().map(|(correlativo, cifras)| (correlativo.as_str().unwrap().to_owned(), cifras)).collect()
}

async fn en_ambos(documento: &str) -> Value {
    let mut respuestas = Vec::new();
    for servidor in demostracion().await {
        respuestas.push(servidor.data(documento).await);
    }
    igual_en_ambos(respuestas)
}

#[tokio::test]
async fn the_aggregate_gives_the_table_of_the_manual() {
    let datos = en_ambos(PREGUNTA).await;
    let dotacion = &datos["dotacion"];
    let filas = dotacion["filas"].as_array().unwrap();
    let correlativo = |f: &'static str| move |fila: &Value| fila.pointer(f).cloned();
    let de = correlativo("/clave/puesto/puestos/nodes/0/correlativo");
    let claves: Vec<Value> = filas.iter().map(|fila| de(fila).unwrap()).collect();
    assert_eq!(por_correlativo(claves.iter().zip(filas.iter().map(cinco))), esperadas());
    assert_eq!(dotacion["totalFilas"], 6);
    let total = &dotacion["total"];
    assert_eq!(cinco(total), json!(["1333.75", "8.3359375", 11, 9, 2]));
    assert_eq!((&total["deficit"], &total["superavit"]), (&json!(4), &json!(2)));
    assert_eq!((&total["puestos"], &total["puestosSinDato"]), (&json!(6), &json!(0)));
    assert_eq!(total["totalTiempo"], "1467.125");
    assert_eq!(json!([total["procesos"], total["actividades"], total["tareas"]]), json!([1, 3, 8]));
    let cobertura = json!({
        "entidadesPedidas": 1, "entidadesQueReportaron": 1, "ejecucionesConTiempo": 16, "ejecucionesSinTiempo": 0
    });
    assert_eq!(total["cobertura"], cobertura);
}

#[tokio::test]
async fn familia_and_rol_give_the_table_of_the_manual() {
    let datos = en_ambos(PREGUNTA).await;
    let filas = datos["familias"]["filas"].as_array().unwrap();
    let de = |familia: &str| {
        let fila = filas.iter().find(|f| f["clave"]["familia"]["nombre"] == familia).unwrap();
        let rol = fila["clave"]["rol"]["nombre"].clone();
        json!([rol, fila["segunCargas"], fila["dotacionActual"], fila["brecha"], fila["deficit"], fila["superavit"]])
    };
    assert_eq!(de("Asesoramiento y resolución de controversias"), json!(["Asesoría jurídica", 1, 2, -1, 0, 1]));
    assert_eq!(
        de("Formulación, implementación y evaluación de políticas públicas"),
        json!(["Rectoría de los sistemas administrativos del Estado", 8, 5, 3, 4, 1])
    );
    assert_eq!(de("Dirección institucional"), json!([null, 2, 2, 0, 0, 0]));
    assert_eq!(filas.len(), 3);
}

#[tokio::test]
async fn tab_7_gives_the_table_of_the_manual() {
    let datos = en_ambos(
        r#"{ necesidades(entidad: "DEMO-MANUAL") {
            totalPuestos cobertura { entidadesPedidas entidadesQueReportaron }
            puestos { dotacionActual segunCargas necesidad clave {
                naturaleza { codigo } organo { nombre } unidad { nombre }
                puesto { nombre puestos { nodes { correlativo } } }
            } }
            porNaturaleza { ...cifras clave { naturaleza { nombre } puesto { nombre } } }
            porOrgano { ...cifras clave { organo { nombre } } }
            porUnidad { ...cifras clave { organo { nombre } unidad { nombre } } }
            total { ...cifras }
            regla { umbrales { umbral entidades } }
        } }
        fragment cifras on NecesidadFila { dotacionActual segunCargas necesidad deficit superavit puestosSinDato }"#,
    )
    .await;
    let necesidades = &datos["necesidades"];
    let puestos = necesidades["puestos"].as_array().unwrap();
    let cifras = puestos.iter().map(|f| {
        let correlativo = f.pointer("/clave/puesto/puestos/nodes/0/correlativo").unwrap();
        (correlativo, json!([f["segunCargas"], f["dotacionActual"], f["necesidad"]]))
    });
    let esperadas = json!({
        "1": [1, 1, 0], "2": [1, 2, -1], "3": [3, 2, 1], "4": [1, 1, 0], "5": [1, 2, -1], "6": [4, 1, 3]
    });
    assert_eq!(por_correlativo(cifras), esperadas);
    assert_eq!(necesidades["totalPuestos"], 6);
    let total = json!({
        "dotacionActual": 9, "segunCargas": 11, "necesidad": 2, "deficit": 4, "superavit": 2, "puestosSinDato": 0
    });
    assert_eq!(necesidades["total"], total);
    let linea = &necesidades["porNaturaleza"][0];
    assert_eq!((&linea["clave"]["naturaleza"]["nombre"], &linea["clave"]["puesto"]), (&json!("Línea"), &Value::Null));
    assert_eq!(linea["necesidad"], 2);
    let de = |lista: &str, clave: &str| -> Value {
        let filas = necesidades[lista].as_array().unwrap().iter();
        filas.map(|f| json!([f["clave"][clave]["nombre"], f["necesidad"], f["deficit"], f["superavit"]])).collect()
    };
    assert_eq!(de("porOrgano", "organo"), json!([["Gerencia A", 0, 1, 1], ["Gerencia B", 2, 3, 1]]));
    assert_eq!(necesidades["porUnidad"].as_array().unwrap().len(), 5, "one unit has no puesto of the ajustada");
    assert_eq!(necesidades["regla"]["umbrales"], json!([{ "umbral": "0.55", "entidades": 1 }]));
}

#[tokio::test]
async fn tab_6_gives_the_rows_and_totals_of_the_manual() {
    let datos = en_ambos(
        r#"{ pertinencia(entidad: "DEMO-MANUAL") {
            filas(first: 200) { totalCount nodes {
                servidores ejecutor { nombre } macroproceso { codigo } procesoNivel1 { codigo } procesoNivel2 { codigo }
                actividad { codigo } tarea { codigo } ejecucion { correlativo }
            } }
            porEjecutor { servidores horas clave { puesto { puestos { nodes { correlativo } } } } }
            total { servidores horas }
            regla { umbrales { umbral } }
        } }"#,
    )
    .await;
    let pertinencia = &datos["pertinencia"];
    let filas = &pertinencia["filas"];
    assert_eq!((&filas["totalCount"], filas["nodes"].as_array().unwrap().len()), (&json!(16), 16));
    let primera = json!({
        "servidores": "0.25", "ejecutor": { "nombre": "Analista de Atención de Consultas de la Ley del Servicio Civil" },
        "macroproceso": { "codigo": "M.01" }, "procesoNivel1": { "codigo": "M.01.01" },
        "procesoNivel2": { "codigo": "M.01.01.01" }, "actividad": { "codigo": "M.01.01.01.01" },
        "tarea": { "codigo": "M.01.01.01.01.01" }, "ejecucion": { "correlativo": "3" }
    });
    assert_eq!(filas["nodes"][0], primera);
    let ejecutores = pertinencia["porEjecutor"].as_array().unwrap().iter().map(|f| {
        (f.pointer("/clave/puesto/puestos/nodes/0/correlativo").unwrap(), json!([f["horas"], f["servidores"]]))
    });
    let esperadas = json!({
        "1": [null, null], "2": ["123.75", "0.7734375"], "3": ["445", "2.78125"], "4": [null, null],
        "5": ["165", "1.03125"], "6": ["600", "3.75"],
    });
    assert_eq!(por_correlativo(ejecutores), esperadas);
    assert_eq!(pertinencia["total"], json!({ "servidores": "8.3359375", "horas": "1333.75" }));
}

#[tokio::test]
async fn the_inconsistencies_of_the_manual_are_listed() {
    let datos = en_ambos(
        r#"{ entidad(codigo: "DEMO-MANUAL") { version { hallazgos(first: 200) { nodes { codigo hoja valor mensaje } } } } }"#,
    )
    .await;
    let hallazgos = datos.pointer("/entidad/version/hallazgos/nodes").unwrap().as_array().unwrap();
    let hay = |codigo: &str, valor: &str| {
        let existe = hallazgos.iter().any(|h| h["codigo"] == codigo && h.to_string().contains(valor));
        assert!(existe, "{codigo} {valor}: {hallazgos:#?}");
    };
    hay("UNIDAD_DISTINTA_DEL_MAPEO", "Gerencia B");
    hay("CODIGO_SIN_PREFIJO", "M.01.02.01.01.03");
}

/// Without the entered numbers, a directivo's gap is missing, and the total tells how many puestos lack theirs.
#[tokio::test]
async fn before_the_numbers_of_directivos_are_entered_their_gap_is_missing() {
    use quipu::catalogo::{Archivos, embebido};
    use quipu::workbook::{Limites, leer};

    let Archivos { catalogo, .. } = embebido().unwrap();
    let libro = include_bytes!("../../../api/demo/matriz_dimensionamiento.xlsx").to_vec();
    let lectura = leer(libro, &catalogo, &Limites::default()).unwrap();
    let mut respuestas = Vec::new();
    for servidor in demostracion().await {
        let numero = super::taller::borrador(&servidor.base.conectar().await, "DEMO-MANUAL", &lectura.mapa).await;
        let documento = format!(
            r#"{{ dotacion(dimensiones: [PUESTO], entidades: {{ codigo: {{ igual: "DEMO-MANUAL" }} }}, version: {{ numero: {numero} }}) {{
                filas {{ segunCargas dotacionActual brecha puestosSinDato clave {{ puesto {{ nombre base }} }} }}
                total {{ segunCargas dotacionActual dotacionActualComparable brecha deficit superavit puestosSinDato }}
            }} }}"#
        );
        respuestas.push(servidor.data(&documento).await);
    }
    let datos = igual_en_ambos(respuestas);
    let gerentes: Vec<&Value> = datos["dotacion"]["filas"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["clave"]["puesto"]["nombre"].as_str().unwrap().starts_with("Gerente"))
        .collect();
    assert_eq!(gerentes.len(), 2);
    for gerente in gerentes {
        let cifras = json!([gerente["segunCargas"], gerente["dotacionActual"], gerente["brecha"]]);
        assert_eq!(cifras, json!([null, 1, null]), "missing, not −1");
    }
    let total = json!({
        "segunCargas": 9, "dotacionActual": 9, "dotacionActualComparable": 7, "brecha": 2, "deficit": 4,
        "superavit": 2, "puestosSinDato": 2
    });
    assert_eq!(datos["dotacion"]["total"], total);
}
