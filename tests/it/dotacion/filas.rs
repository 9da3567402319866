//! Rows of the aggregate: parts add up, orders, conditions, pages, and what is refused.

use quipu::schema::QuipuSchema;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::taller::demostracion;
use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::Server;

/// Each measure with the field that tells it.
const MEDIDAS: [(&str, &str); 16] = [
    ("DOTACION_ACTUAL", "dotacionActual"),
    ("HORAS", "horas"),
    ("TOTAL_TIEMPO", "totalTiempo"),
    ("SERVIDORES", "servidores"),
    ("SEGUN_CARGAS", "segunCargas"),
    ("BRECHA", "brecha"),
    ("DEFICIT", "deficit"),
    ("SUPERAVIT", "superavit"),
    ("PUESTOS", "puestos"),
    ("PUESTOS_SIN_DATO", "puestosSinDato"),
    ("COSTO_MENSUAL", "costoMensual"),
    ("PROCESOS", "procesos"),
    ("ACTIVIDADES", "actividades"),
    ("TAREAS", "tareas"),
    ("EJECUCIONES_CON_TIEMPO", "conTiempo"),
    ("EJECUCIONES_SIN_TIEMPO", "sinTiempo"),
];
/// Measures whose parts add up: everything but what is counted anew for each group.
const QUE_SUMAN: std::ops::Range<usize> = 0..11;

const FILA: &str = "sinDatos dotacionActual horas totalTiempo servidores segunCargas brecha deficit superavit puestos \
    puestosSinDato costoMensual procesos actividades tareas cobertura { ejecucionesConTiempo ejecucionesSinTiempo } \
    clave { entidad { codigo } unidad { id } familia { codigo } rol { codigo } naturaleza { codigo } nivel { codigo } }";

/// The aggregate over the demonstration, with these arguments besides.
async fn preguntar(servidor: &Server<QuipuSchema>, argumentos: &str) -> Value {
    let documento = format!(
        "{{ dotacion(entidades: {{ demostracion: true }}, {argumentos}) {{ totalFilas filas {{ {FILA} }} total {{ {FILA} }} \
         pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    servidor.data(&documento).await["dotacion"].take()
}

fn filas(dotacion: &Value) -> &Vec<Value> {
    dotacion["filas"].as_array().unwrap()
}

/// The value of a measure in a row, exactly; nothing where it is missing.
fn valor(fila: &Value, campo: &str) -> Option<Decimal> {
    let valor = match campo {
        _ if fila["sinDatos"] == true => return None,
        "conTiempo" => &fila["cobertura"]["ejecucionesConTiempo"],
        "sinTiempo" => &fila["cobertura"]["ejecucionesSinTiempo"],
        campo => &fila[campo],
    };
    match valor {
        Value::Null => None,
        Value::String(texto) => Some(texto.parse().unwrap()),
        numero => Some(numero.to_string().parse().unwrap()),
    }
}

#[tokio::test]
async fn the_parts_of_any_partition_add_up_to_the_total() {
    let particiones = [
        "ENTIDAD",
        "SECTOR",
        "NATURALEZA",
        "UNIDAD",
        "FAMILIA",
        "ROL",
        "NIVEL",
        "REGIMEN",
        "FAMILIA, NIVEL",
        "NATURALEZA, GRUPO, REGIMEN",
        "TIPO_PROCESO",
        "MACROPROCESO, FAMILIA",
    ];
    for servidor in demostracion().await {
        for dimensiones in particiones {
            let dotacion = preguntar(&servidor, &format!("dimensiones: [{dimensiones}], first: 1000")).await;
            for (_, campo) in &MEDIDAS[QUE_SUMAN] {
                let partes: Vec<Decimal> = filas(&dotacion).iter().filter_map(|f| valor(f, campo)).collect();
                let suma = (!partes.is_empty()).then(|| partes.iter().sum::<Decimal>());
                assert_eq!(suma, valor(&dotacion["total"], campo), "{dimensiones}: {campo}");
            }
        }
    }
}

#[tokio::test]
async fn every_measure_orders_both_ways_with_what_is_missing_last_and_ties_by_their_keys() {
    for servidor in demostracion().await {
        let base = preguntar(&servidor, "dimensiones: [ENTIDAD, FAMILIA, ROL, UNIDAD], first: 1000").await;
        assert!(filas(&base).len() > 200, "{}", filas(&base).len());
        for (medida, campo) in MEDIDAS {
            for desc in [false, true] {
                let mut esperadas = filas(&base).clone();
                // A stable sort keeps the order of keys among ties.
                esperadas.sort_by(|a, b| match (valor(a, campo), valor(b, campo)) {
                    (Some(a), Some(b)) if desc => b.cmp(&a),
                    (Some(a), Some(b)) => a.cmp(&b),
                    (a, b) => a.is_none().cmp(&b.is_none()),
                });
                let direccion = if desc { "DESC" } else { "ASC" };
                let argumentos = format!(
                    "dimensiones: [ENTIDAD, FAMILIA, ROL, UNIDAD], first: 1000, orden: [{{ medida: {medida}, direccion: {direccion} }}]"
                );
                let vistas = preguntar(&servidor, &argumentos).await;
                assert!(*filas(&vistas) == esperadas, "{medida} {direccion}");
            }
        }
    }
}

#[tokio::test]
async fn having_keeps_the_rows_that_meet_it_and_leaves_the_total_alone() {
    let servidores = demostracion().await;
    let servidor = &servidores[0];
    let base = preguntar(servidor, "dimensiones: [FAMILIA, UNIDAD], first: 1000").await;
    for (medida, campo) in MEDIDAS {
        let mut valores: Vec<Decimal> = filas(&base).iter().filter_map(|f| valor(f, campo)).collect();
        valores.sort_unstable();
        let (min, max) = (valores[valores.len() / 4], valores[valores.len() * 3 / 4]);
        let casos = [
            (
                format!(r#"min: "{min}""#),
                filas(&base).iter().filter(|f| valor(f, campo).is_some_and(|v| v >= min)).count(),
            ),
            (
                format!(r#"min: "{min}", max: "{max}""#),
                filas(&base).iter().filter(|f| valor(f, campo).is_some_and(|v| min <= v && v <= max)).count(),
            ),
            ("falta: true".to_owned(), filas(&base).iter().filter(|f| valor(f, campo).is_none()).count()),
            ("falta: false".to_owned(), valores.len()),
        ];
        for (condicion, cuantas) in casos {
            let tener =
                format!("dimensiones: [FAMILIA, UNIDAD], first: 1000, tener: [{{ medida: {medida}, {condicion} }}]");
            let vistas = preguntar(servidor, &tener).await;
            assert_eq!(
                (filas(&vistas).len(), &vistas["totalFilas"]),
                (cuantas, &json!(cuantas)),
                "{medida} {condicion}"
            );
            assert_eq!(vistas["total"], base["total"]);
        }
    }
}

#[tokio::test]
async fn pages_one_after_another_are_the_whole_and_tell_that_they_were_cut() {
    for servidor in demostracion().await {
        // By number of puestos nearly all rows tie: a page must not begin in the wrong one.
        let argumentos = "dimensiones: [ENTIDAD, FAMILIA, NIVEL], orden: [{ medida: PUESTOS, direccion: DESC }]";
        let entera = preguntar(&servidor, &format!("{argumentos}, first: 1000")).await;
        assert_eq!(entera["pageInfo"]["hasNextPage"], false);
        let (mut juntas, mut despues) = (Vec::new(), String::new());
        loop {
            let pagina = preguntar(&servidor, &format!("{argumentos}, first: 7{despues}")).await;
            assert_eq!((&pagina["total"], &pagina["totalFilas"]), (&entera["total"], &entera["totalFilas"]));
            assert_eq!(pagina["pageInfo"]["hasPreviousPage"], !juntas.is_empty());
            juntas.extend(filas(&pagina).iter().cloned());
            if pagina["pageInfo"]["hasNextPage"] == false {
                break;
            }
            assert_eq!(filas(&pagina).len(), 7);
            despues = format!(", after: {}", pagina["pageInfo"]["endCursor"]);
        }
        assert_eq!(juntas, *filas(&entera));
        let ninguna = preguntar(&servidor, &format!("{argumentos}, first: 0")).await;
        assert_eq!((filas(&ninguna).len(), &ninguna["pageInfo"]["hasNextPage"]), (0, &json!(true)));
        assert_eq!((&ninguna["total"], &ninguna["totalFilas"]), (&entera["total"], &entera["totalFilas"]));
    }
}

/// Code and field of the refusal of a question.
async fn rechazo(servidor: &Server<QuipuSchema>, argumentos: &str) -> Value {
    let respuesta = servidor.graphql(&format!("{{ dotacion({argumentos}) {{ totalFilas }} }}")).await.json();
    let extensiones = &respuesta["errors"][0]["extensions"];
    json!([extensiones["code"], extensiones["campo"]])
}

#[tokio::test]
async fn unknown_codes_are_refused_by_the_name_of_their_field() {
    let servidor = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    for campo in ["grupo", "familia", "rol", "nivel", "regimen", "naturaleza"] {
        let visto = rechazo(&servidor, &format!(r#"dimensiones: [], filtro: {{ {campo}: ["CA", "NADA"] }}"#)).await;
        assert_eq!(visto, json!(["ENTRADA_INVALIDA", campo]));
    }
    for campo in ["grupo", "familia", "rol", "nivel", "naturaleza"] {
        let dentro = format!(r#"dimensiones: [], filtro: {{ puesto: {{ o: [{{ no: {{ {campo}: ["NADA"] }} }}] }} }}"#);
        assert_eq!(rechazo(&servidor, &dentro).await, json!(["ENTRADA_INVALIDA", campo]));
    }
    for filtro in [r#"sector: ["NADA"]"#, r#"y: [{ sector: ["NADA"] }]"#] {
        let visto = rechazo(&servidor, &format!("dimensiones: [], entidades: {{ {filtro} }}")).await;
        assert_eq!(visto, json!(["ENTRADA_INVALIDA", "sector"]));
    }
    let respuesta = servidor.graphql(r#"{ necesidades(entidad: "NADA") { totalPuestos } }"#).await.json();
    assert_eq!(respuesta["errors"][0]["extensions"]["campo"], "entidad");
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused() {
    let servidor = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    let casos = [
        ("dimensiones: [FAMILIA, ROL, FAMILIA]", json!(["ENTRADA_INVALIDA", "dimensiones"])),
        (
            "dimensiones: [SECTOR, ENTIDAD, GRUPO, FAMILIA, ROL, NIVEL, REGIMEN]",
            json!(["ENTRADA_INVALIDA", "dimensiones"]),
        ),
        ("dimensiones: [ROL], tener: [{ medida: BRECHA }]", json!(["ENTRADA_INVALIDA", "tener"])),
        ("dimensiones: [ROL], first: 1001", json!(["PAGINA_FUERA_DE_RANGO", "first"])),
        ("dimensiones: [ROL], first: -1", json!(["PAGINA_FUERA_DE_RANGO", "first"])),
        (r#"dimensiones: [ROL], filtro: { unidad: ["bm8"] }"#, json!(["ID_INVALIDO", null])),
    ];
    for (argumentos, esperado) in casos {
        assert_eq!(rechazo(&servidor, argumentos).await, esperado, "{argumentos}");
    }
    for cursor in ["bm8", "", "WzFd"] {
        let documento = format!(r#"{{ dotacion(dimensiones: [ROL], after: "{cursor}") {{ filas {{ puestos }} }} }}"#);
        assert_eq!(servidor.code(&documento).await, "CURSOR_INVALIDO", "{cursor}");
    }
    let subtotales = "{ dotacion(dimensiones: [ROL]) { subtotales(dimensiones: 1) { puestos } } }";
    assert_eq!(servidor.code(subtotales).await, "ENTRADA_INVALIDA");
}

/// What may not be read may not be found out by bounds or by order either.
#[tokio::test]
async fn the_cost_is_hidden_from_strangers_through_every_door() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    let servidor = Server::quipu_with(base, &["--show-drafts", "no"]).await;
    let documentos = [
        "{ dotacion(dimensiones: [PUESTO]) { filas { costoMensual } } }",
        "{ dotacion(dimensiones: [ROL], orden: [{ medida: COSTO_MENSUAL }]) { filas { puestos } } }",
        r#"{ dotacion(dimensiones: [ROL], tener: [{ medida: COSTO_MENSUAL, min: "1" }]) { totalFilas } }"#,
    ];
    for documento in documentos {
        assert_eq!(servidor.code(documento).await, "PROHIBIDO", "{documento}");
    }
    assert_eq!(servidor.data("{ dotacion(dimensiones: []) { totalFilas } }").await["dotacion"]["totalFilas"], 1);
}

/// Groups are counted against what one request may read, like rows.
#[tokio::test]
async fn subtotals_without_end_are_refused() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    let servidor = Server::quipu_with(base, &["--max-rows", "100"]).await;
    let documento =
        "{ dotacion(dimensiones: [ENTIDAD, PUESTO, PROCESO], first: 1) { subtotales(dimensiones: 2) { horas } } }";
    assert_eq!(servidor.code(documento).await, "LIMITE_FILAS");
}
