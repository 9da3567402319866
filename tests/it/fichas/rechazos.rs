//! What is refused: everything that is wrong at once, and whoever may not write.

use serde_json::{Value, json};

use super::taller::{hacer, pedir, rechazo, servidores};

const EDITOR: &str = "editor@entidad:DEMO-CONTACTO";
const CREAR: &str = "mutation($input: CrearFichaInput!) { crearFicha(input: $input) { ficha { id } } }";

fn celda(texto: &str, filas: u32) -> Value {
    json!({ "items": [{ "texto": texto }], "filas": filas })
}

/// Every fault of an input, each with its place, in one answer; nothing is written.
#[tokio::test]
async fn all_faults_of_a_sheet_come_at_once() {
    let input = json!({
        "entidad": "DEMO-CONTACTO", "codigo": "NO.ESTA", "edicion": 0, "nombre": "  ", "recursos": ["uno", ""],
        "filas": [
            { "proveedores": celda("reach", 3), "entradas": { "filas": 1 } },
            { "proveedores": celda("below", 1) },
            {},
            { "transversal": true, "registros": celda("beyond", 2) },
            { "registros": celda("late", 0) },
        ],
    });
    let esperadas = [
        ("VINCULO_DESCONOCIDO", "codigo"),
        ("VACIO", "nombre"),
        ("FUERA_DE_RANGO", "edicion"),
        ("VACIO", "recursos.1"),
        ("FILA_DESORDENADA", "filas.4.transversal"),
        ("VACIO", "filas.2"),
        ("CELDA_SUPERPUESTA", "filas.1.proveedores"),
        ("VACIO", "filas.0.entradas"),
        ("FUERA_DE_RANGO", "filas.3.registros.filas"),
        ("CELDA_SUPERPUESTA", "filas.4.registros"),
        ("FUERA_DE_RANGO", "filas.4.registros.filas"),
    ];
    for servidor in servidores().await {
        let (codigo, faltas) = rechazo(&servidor, EDITOR, CREAR, json!({ "input": input })).await;
        let faltas: Vec<(&str, &str)> =
            faltas.iter().map(|(codigo, campo)| (codigo.as_str(), campo.strip_prefix("input.").unwrap())).collect();
        assert_eq!((codigo.as_str(), &faltas[..]), ("ENTRADA_INVALIDA", &esperadas[..]));
    }
}

/// A process has one sheet of each version.
#[tokio::test]
async fn a_version_of_a_sheet_is_one() {
    for servidor in servidores().await {
        let input = json!({ "input": { "entidad": "DEMO-CONTACTO", "codigo": "M.01.02", "edicion": 2, "nombre": "Implementación" } });
        let (codigo, faltas) = rechazo(&servidor, EDITOR, CREAR, input).await;
        assert_eq!(
            (codigo.as_str(), faltas.as_slice()),
            ("ENTRADA_INVALIDA", &[("REPETIDO".to_owned(), "input.edicion".to_owned())][..])
        );
    }
}

/// Who may not edit the entity changes nothing of it; what one does not see does not exist.
#[tokio::test]
async fn who_may_not_edit_writes_nothing() {
    let crear =
        json!({ "input": { "entidad": "DEMO-CONTACTO", "codigo": "M.01.03", "edicion": 1, "nombre": "Operación" } });
    for servidor in servidores().await {
        for rol in ["lector@entidad:DEMO-CONTACTO", "editor@entidad:DEMO-MANUAL", "rector@*"] {
            assert_eq!(rechazo(&servidor, rol, CREAR, crear.clone()).await.0, "PROHIBIDO", "{rol}");
        }
        let id = hacer(&servidor, EDITOR, CREAR, crear.clone()).await["ficha"]["id"].take();
        let archivar = "mutation($input: ArchivarInput!) { archivarFicha(input: $input) { ficha { id } } }";
        let input = json!({ "input": { "id": id, "revision": 1 } });
        for (rol, codigo) in
            [("lector@entidad:DEMO-CONTACTO", "PROHIBIDO"), ("editor@entidad:DEMO-MANUAL", "NO_ENCONTRADO")]
        {
            assert_eq!(rechazo(&servidor, rol, archivar, input.clone()).await.0, codigo, "{rol}");
        }
        let leida = pedir(
            &servidor,
            EDITOR,
            &format!("{{ node(id: {id}) {{ ... on Ficha {{ revision archivadoEn }} }} }}"),
            json!({}),
        )
        .await
        .json();
        assert_eq!(leida["data"]["node"], json!({ "revision": 1, "archivadoEn": null }));
    }
}
