//! Units, puestos and entered numbers of a draft: what follows from them, and what is refused.

use serde_json::{Value, json};

use super::modelo::pequeno;
use super::taller::{Taller, texto};

fn par(codigo: &str, campo: &str) -> (String, String) {
    (codigo.to_owned(), format!("input.{campo}"))
}

/// Ids of the unit and of the two puestos of the small map.
async fn ids(taller: &Taller) -> [String; 3] {
    let datos = taller.de("Version", &taller.borrador, "unidades { nodes { id } } puestos { nodes { id } }").await;
    let id = |lista: &str, i: usize| texto(&datos[lista]["nodes"][i]["id"]);
    [id("unidades", 0), id("puestos", 0), id("puestos", 1)]
}

/// A mutation, an input of it, and the faults that it has.
type Malo = (&'static str, Value, Vec<(String, String)>);

/// Units with faults.
fn malas_unidades(version: &str, unidad: &str, puesto: &str) -> Vec<Malo> {
    let largo = "x".repeat(1001);
    vec![
        (
            "crearUnidad",
            json!({ "version": version, "nombre": " ", "sigla": largo, "naturaleza": "X", "nivelOrganizacional": 99999,
                "posicion": 9, "padre": puesto }),
            vec![
                par("REFERENCIA_DESCONOCIDA", "padre"),
                par("VACIO", "nombre"),
                par("LARGO", "sigla"),
                par("FUERA_DE_CATALOGO", "naturaleza"),
                par("FUERA_DE_RANGO", "nivelOrganizacional"),
                par("FUERA_DE_RANGO", "posicion"),
            ],
        ),
        ("crearUnidad", json!({ "version": version, "nombre": "DIRECCIÓN de linea" }), vec![par("REPETIDO", "nombre")]),
        ("cambiarUnidad", json!({ "id": unidad, "nombre": null }), vec![par("NULO", "nombre")]),
        ("moverUnidad", json!({ "id": unidad, "padre": unidad }), vec![par("CICLO", "padre")]),
        ("eliminarUnidad", json!({ "id": unidad }), vec![par("EN_USO", "id")]),
    ]
}

/// Puestos and entered numbers with faults.
fn malos_puestos(version: &str, [uno, dos]: [&str; 2]) -> Vec<Malo> {
    vec![
        (
            "crearPuesto",
            json!({ "version": version, "correlativo": "0", "nombre": "", "unidad": uno, "regimen": "X", "ocupados": -1,
                "remuneracion": "1.234", "superiorCorrelativo": "Juan Pérez", "funciones": " ", "posicion": 4 }),
            vec![
                par("REFERENCIA_DESCONOCIDA", "unidad"),
                par("VACIO", "correlativo"),
                par("VACIO", "nombre"),
                par("VACIO", "funciones"),
                par("FUERA_DE_CATALOGO", "regimen"),
                par("FUERA_DE_RANGO", "ocupados"),
                par("DECIMALES", "remuneracion"),
                par("CORRELATIVO_INEXISTENTE", "superiorCorrelativo"),
                par("FUERA_DE_RANGO", "posicion"),
            ],
        ),
        (
            "crearPuesto",
            json!({ "version": version, "correlativo": "002", "nombre": "x", "remuneracion": "10000001" }),
            vec![par("FUERA_DE_RANGO", "remuneracion"), par("REPETIDO", "correlativo")],
        ),
        ("cambiarPuesto", json!({ "id": uno, "correlativo": "2" }), vec![par("REPETIDO", "correlativo")]),
        ("cambiarPuesto", json!({ "id": uno, "correlativo": null }), vec![par("NULO", "correlativo")]),
        ("eliminarPuesto", json!({ "id": dos }), vec![par("EN_USO", "id")]),
        (
            "ingresarDotacion",
            json!({ "puesto": uno, "posiciones": -1, "grupo": "X", "nivelOrganizacional": 0, "sustento": "" }),
            vec![
                par("FUERA_DE_RANGO", "posiciones"),
                par("VACIO", "sustento"),
                par("FUERA_DE_CATALOGO", "grupo"),
                par("FUERA_DE_RANGO", "nivelOrganizacional"),
            ],
        ),
        ("retirarDotacion", json!({ "puesto": uno }), vec![par("SIN_DOTACION_INGRESADA", "puesto")]),
    ]
}

/// All faults of an input at once, and nothing changes.
#[tokio::test]
async fn faults_come_all_at_once() {
    for taller in Taller::en_ambas(&pequeno()).await {
        let [unidad, uno, dos] = ids(&taller).await;
        let version = &taller.borrador;
        let unidades = malas_unidades(version, &unidad, &uno);
        for (mutacion, input, esperadas) in unidades.into_iter().chain(malos_puestos(version, [&uno, &dos])) {
            assert_eq!(taller.faltas(mutacion, &input).await, esperadas, "{mutacion} {input}");
        }
        let error = taller.rechazo("eliminarUnidad", &json!({ "id": unidad })).await;
        let mensaje = &error["extensions"]["errores"][0]["mensaje"];
        assert_eq!(mensaje, "Lo nombran puestos del mapeo: 2, ejecuciones: 4. Quítelo antes de ahí.");
        let error = taller.rechazo("eliminarPuesto", &json!({ "id": uno })).await;
        let mensaje = &error["extensions"]["errores"][0]["mensaje"];
        assert_eq!(mensaje, "Lo nombran ejecuciones: 2. Quítelo antes de ahí.");
        for (mutacion, input) in [
            ("cambiarUnidad", json!({ "id": uno })),
            ("cambiarPuesto", json!({ "id": unidad })),
            ("ingresarDotacion", json!({ "puesto": unidad, "posiciones": 1 })),
        ] {
            assert_eq!(taller.rechazo(mutacion, &input).await["extensions"]["code"], "ID_INVALIDO", "{mutacion}");
        }
        assert_eq!(taller.de("Version", version, "revision").await["revision"], 1);
    }
}

/// A tree of units: made, moved with what hangs from it, taken away from below.
#[tokio::test]
async fn units_are_a_tree() {
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let version = taller.borrador.clone();
        let crear = |nombre: &str, padre: Option<&String>, posicion: Option<i32>| {
            json!({ "version": version, "nombre": nombre,
            "padre": padre, "posicion": posicion })
        };
        let a = taller.id("crearUnidad", &crear("A", None, Some(1))).await;
        let a1 = taller.id("crearUnidad", &crear("A1", Some(&a), None)).await;
        taller.hacer("crearUnidad", &crear("A2", Some(&a), Some(1))).await;
        let b = taller.id("crearUnidad", &crear("B", None, None)).await;
        let a11 = taller.id("crearUnidad", &crear("A11", Some(&a1), None)).await;
        taller.hacer("moverUnidad", &json!({ "id": a, "padre": b })).await;
        let campos = "unidades { nodes { nombre orden ancestros { nombre } } }";
        let nombres = async |taller: &Taller| {
            let datos = taller.de("Version", &taller.borrador, campos).await;
            let nodos = datos["unidades"]["nodes"].as_array().unwrap().clone();
            let orden: Vec<i64> = nodos.iter().map(|n| n["orden"].as_i64().unwrap()).collect();
            assert_eq!(orden, (1..=i64::try_from(orden.len()).unwrap()).collect::<Vec<_>>());
            let arriba = |n: &Value| n["ancestros"].as_array().unwrap().len();
            nodos.iter().map(|n| format!("{} {}", arriba(n), texto(&n["nombre"]))).collect::<Vec<_>>()
        };
        assert_eq!(nombres(&taller).await, ["0 Dirección de línea", "0 B", "1 A", "2 A2", "2 A1", "3 A11"]);
        let faltas = taller.faltas("moverUnidad", &json!({ "id": b, "padre": a11 })).await;
        assert_eq!(faltas, [par("CICLO", "padre")]);
        let faltas = taller.faltas("eliminarUnidad", &json!({ "id": a1 })).await;
        assert_eq!(faltas, [par("TIENE_DESCENDIENTES", "conDescendientes")]);
        let hecho = taller.hacer("eliminarUnidad", &json!({ "id": a1, "conDescendientes": true })).await;
        assert_eq!(hecho["eliminadas"], 2);
        taller.hacer("moverUnidad", &json!({ "id": a, "padre": null, "posicion": 1 })).await;
        assert_eq!(nombres(&taller).await, ["0 A", "1 A2", "0 Dirección de línea", "0 B"]);
        let error = taller.rechazo("cambiarUnidad", &json!({ "id": a11, "nombre": "x" })).await;
        assert_eq!(error["extensions"]["code"], "NO_ENCONTRADO");
    }
}

/// Figures follow the puestos: positions, entered numbers, names; and executions follow their correlativo.
#[tokio::test]
async fn figures_follow_the_puestos() {
    const FILAS: &str =
        "matriz { puestosPropuestos { nodes { id nombre base sustento dotacionActual segunCargas brecha } } }";
    for mut taller in Taller::en_ambas(&pequeno()).await {
        let [_, uno, dos] = ids(&taller).await;
        let leer = async |taller: &Taller| {
            let datos = taller.de("Version", &taller.borrador, FILAS).await;
            datos["matriz"]["puestosPropuestos"]["nodes"].as_array().unwrap().clone()
        };
        let antes = leer(&taller).await;
        taller.hacer("cambiarPuesto", &json!({ "id": uno, "ocupados": 9, "correlativo": "70" })).await;
        let despues = leer(&taller).await;
        assert_eq!((&despues[0]["dotacionActual"], &despues[1]), (&json!(9), &antes[1]));
        assert_eq!(despues[0]["brecha"], despues[0]["segunCargas"].as_i64().unwrap() - 9);
        let filas = taller.de("Puesto", &uno, "correlativo ejecuciones { nodes { correlativo } }").await;
        assert_eq!(
            filas,
            json!({ "correlativo": "70", "ejecuciones": { "nodes": [{ "correlativo": "70" }, { "correlativo": "70" }] } })
        );
        taller.hacer("ingresarDotacion", &json!({ "puesto": dos, "posiciones": 5, "sustento": "Ley" })).await;
        let ingresada = leer(&taller).await;
        assert_eq!(
            ["id", "base", "sustento", "segunCargas"].map(|campo| ingresada[1][campo].clone()),
            [antes[1]["id"].clone(), json!("INGRESADA"), json!("Ley"), json!(5)]
        );
        taller.hacer("retirarDotacion", &json!({ "puesto": dos })).await;
        assert_eq!(leer(&taller).await[1], antes[1]);
        // A puesto that nobody executes stands for itself, and goes with its number.
        let nuevo = json!({ "version": taller.borrador, "correlativo": "3", "nombre": "Asesor", "ocupados": 1 });
        let nuevo = taller.id("crearPuesto", &nuevo).await;
        taller.hacer("ingresarDotacion", &json!({ "puesto": nuevo, "posiciones": 2, "grupo": "DP" })).await;
        assert_eq!(leer(&taller).await.len(), 3);
        taller.hacer("eliminarPuesto", &json!({ "id": nuevo })).await;
        assert_eq!(leer(&taller).await.len(), 2);
        let renombrado = taller
            .hacer("cambiarPuestoPropuesto", &json!({ "id": antes[1]["id"], "nivel": "CA4", "nombre": "Analista" }))
            .await;
        assert_eq!(renombrado["puestoPropuesto"]["id"], antes[1]["id"]);
        // With the level of the other it is the other.
        let unido = taller.hacer("cambiarPuestoPropuesto", &json!({ "id": antes[1]["id"], "nivel": "CA2" })).await;
        assert_eq!(unido["puestoPropuesto"]["id"], antes[0]["id"]);
        let juntos = leer(&taller).await;
        assert_eq!((juntos.len(), &juntos[0]["dotacionActual"]), (1, &json!(11)));
        let solo = json!({ "version": taller.borrador, "correlativo": "4", "nombre": "Chofer" });
        taller.hacer("crearPuesto", &solo).await;
        let sin_nadie = leer(&taller).await[1]["id"].clone();
        let faltas = taller.faltas("cambiarPuestoPropuesto", &json!({ "id": sin_nadie, "nombre": "Otro" })).await;
        assert_eq!(faltas, [par("INCOHERENTE", "id")]);
        let faltas =
            taller.faltas("cambiarPuestoPropuesto", &json!({ "id": antes[0]["id"], "nombre": "", "grupo": "X" })).await;
        assert_eq!(faltas, [par("VACIO", "nombre"), par("FUERA_DE_CATALOGO", "grupo")]);
    }
}
