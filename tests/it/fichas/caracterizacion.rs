//! The golden case: a characterisation of a contact centre, 3 indicators, 11 rows, 7 transversal ones.

use quipu::domain::ficha::{Columna, celda_que_vale};
use serde_json::{Value, json};

use super::taller::{CELDA, TODO, caracterizacion, en_camello, hacer, leida, servidores};

const EDITOR: &str = "editor@entidad:DEMO-CONTACTO";

/// What the file has is what the document had.
#[test]
fn the_file_has_the_characterisation_whole() {
    let entera = caracterizacion();
    let transversales = entera.ficha.filas.iter().filter(|fila| fila.transversal).count();
    assert_eq!((entera.indicadores.len(), entera.ficha.filas.len() - transversales, transversales), (3, 11, 7));
    // One provider for two rows, one activity for three.
    let filas = &entera.ficha.filas;
    let de = |fila, columna| celda_que_vale(filas, fila, columna).expect("a cell");
    assert_eq!(de(1, Columna::Proveedor).0, 0);
    assert_eq!(de(2, Columna::Proveedor).0, 2);
    assert_eq!(de(2, Columna::Actividad).1.titulo.as_deref(), Some("Recepción de Implementación"));
    assert_eq!(de(3, Columna::Actividad).0, 3);
    assert_eq!(filas.iter().filter(|fila| fila.actividad.is_some()).count(), 9 + 7);
}

/// The demonstration has it, and gives it back equal, to anybody.
#[tokio::test]
async fn the_characterisation_of_the_demonstration_comes_back_equal() {
    for servidor in servidores().await {
        let documento =
            format!("{CELDA} {{ entidad(codigo: \"DEMO-CONTACTO\") {{ fichas {{ nodes {{ {TODO} }} }} }} }}");
        let datos = servidor.data(&documento).await;
        let nodos = datos["entidad"]["fichas"]["nodes"].as_array().unwrap();
        assert_eq!(nodos.len(), 1);
        assert_eq!(leida("DEMO-CONTACTO", &nodos[0]), caracterizacion(), "{:?}", servidor.base.motor);
    }
}

/// Entered through the API as another version, approved, and read by a stranger, it is the same.
#[tokio::test]
async fn the_characterisation_entered_through_the_api_comes_back_equal() {
    for servidor in servidores().await {
        let entera = caracterizacion();
        let mut input = en_camello(serde_json::to_value(&entera.ficha).unwrap());
        (input["entidad"], input["edicion"]) = (json!("DEMO-CONTACTO"), json!(3));
        let crear = "mutation($input: CrearFichaInput!) { crearFicha(input: $input) { ficha { id revision estado } } }";
        let creada = hacer(&servidor, EDITOR, crear, json!({ "input": input })).await["ficha"].take();
        assert_eq!((&creada["estado"], &creada["revision"]), (&json!("BORRADOR"), &json!(1)));
        for medido in &entera.indicadores {
            let mut input = en_camello(serde_json::to_value(&medido.indicador).unwrap());
            input["ficha"] = creada["id"].clone();
            let crear = "mutation($input: CrearIndicadorInput!) { crearIndicador(input: $input) { indicador { id } } }";
            let indicador = hacer(&servidor, EDITOR, crear, json!({ "input": input })).await["indicador"]["id"].take();
            for medicion in &medido.mediciones {
                let mut input = en_camello(serde_json::to_value(medicion).unwrap());
                input["indicador"] = indicador.clone();
                let crear =
                    "mutation($input: CrearMedicionInput!) { crearMedicion(input: $input) { medicion { valor } } }";
                hacer(&servidor, EDITOR, crear, json!({ "input": input })).await;
            }
        }
        let node = format!("{CELDA} {{ node(id: {}) {{ ... on Ficha {{ {TODO} }} }} }}", creada["id"]);
        assert_eq!(servidor.data(&node).await["node"], Value::Null, "a draft is not public");
        let pasar = "mutation($input: PasarFichaInput!) { pasarFicha(input: $input) { ficha { revision estado } } }";
        for (estado, revision) in [("EN_REVISION", 1), ("APROBADA", 2)] {
            let input = json!({ "id": creada["id"], "revision": revision, "estado": estado });
            let pasada = hacer(&servidor, EDITOR, pasar, json!({ "input": input })).await["ficha"].take();
            assert_eq!(pasada, json!({ "estado": estado, "revision": revision + 1 }));
        }
        let mut esperada = caracterizacion();
        esperada.ficha.edicion = 3;
        let respuesta = servidor.data(&node).await;
        assert_eq!(leida("DEMO-CONTACTO", &respuesta["node"]), esperada, "{:?}", servidor.base.motor);
    }
}
