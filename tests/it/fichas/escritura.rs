//! Writing sheets: partial changes, steps, history, and requests that come twice.

use serde_json::{Value, json};

use super::taller::{hacer, pedir, rechazo, servidores};

const EDITOR: &str = "editor@entidad:DEMO-CONTACTO";
const CREAR: &str =
    "mutation($input: CrearFichaInput!) { crearFicha(input: $input) { repetida ficha { id revision } } }";
const CAMBIAR: &str = "mutation($input: CambiarFichaInput!) { cambiarFicha(input: $input) { ficha { revision nombre objetivo \
     alcance aprobadaEn filas { actividad { titulo } } historial { nodes { operacion } } } } }";
const PASAR: &str = "mutation($input: PasarFichaInput!) { pasarFicha(input: $input) { ficha { revision estado } } }";

fn nueva() -> Value {
    json!({ "input": { "entidad": "DEMO-CONTACTO", "codigo": "M.01.03", "edicion": 1, "nombre": "Operación",
        "objetivo": "Atender", "alcance": ["Desde", "Hasta"],
        "filas": [{ "actividad": { "titulo": "Atender llamadas" } }], "claveIdempotencia": "una-sola-vez" } })
}

/// What is not sent stays, what is null goes; a list is replaced whole; the history tells each step.
#[tokio::test]
async fn a_partial_change_tells_absent_from_null() {
    for servidor in servidores().await {
        let id = hacer(&servidor, EDITOR, CREAR, nueva()).await["ficha"]["id"].take();
        let input =
            json!({ "id": id, "revision": 1, "objetivo": null, "alcance": ["Todo"], "aprobadaEn": "2026-11-21" });
        let cambiada = hacer(&servidor, EDITOR, CAMBIAR, json!({ "input": input })).await["ficha"].take();
        let esperada = json!({
            "revision": 2, "nombre": "Operación", "objetivo": null, "alcance": ["Todo"], "aprobadaEn": "2026-11-21",
            "filas": [{ "actividad": { "titulo": "Atender llamadas" } }],
            "historial": { "nodes": [{ "operacion": "CREAR" }, { "operacion": "CAMBIAR" }] },
        });
        assert_eq!(cambiada, esperada);
        let (codigo, _) =
            rechazo(&servidor, EDITOR, CAMBIAR, json!({ "input": { "id": id, "revision": 1, "nombre": "Otro" } }))
                .await;
        assert_eq!(codigo, "CONFLICTO");
    }
}

/// The same request twice writes once.
#[tokio::test]
async fn a_repeated_request_writes_once() {
    for servidor in servidores().await {
        let primera = hacer(&servidor, EDITOR, CREAR, nueva()).await;
        let segunda = hacer(&servidor, EDITOR, CREAR, nueva()).await;
        assert_eq!((&primera["repetida"], &segunda["repetida"]), (&json!(false), &json!(true)));
        assert_eq!(primera["ficha"], segunda["ficha"]);
    }
}

/// A draft is for the entity, one under revision for the rector bodies as well, an approved one for all; with it go its
/// indicators and measurements. Approved, nothing of it changes.
#[tokio::test]
async fn a_sheet_is_seen_by_more_with_each_step() {
    const RECTOR: &str = "rector@*";
    for servidor in servidores().await {
        let id = hacer(&servidor, EDITOR, CREAR, nueva()).await["ficha"]["id"].take();
        let crear = "mutation($input: CrearIndicadorInput!) { crearIndicador(input: $input) { indicador { id } } }";
        let input = json!({ "ficha": id, "nombre": "Atención", "numerador": "Atendidas", "denominador": "Recibidas", "frecuencia": "ANUAL" });
        let indicador = hacer(&servidor, EDITOR, crear, json!({ "input": input })).await["indicador"]["id"].take();
        let crear = "mutation($input: CrearMedicionInput!) { crearMedicion(input: $input) { medicion { id } } }";
        let input = json!({ "indicador": indicador, "periodo": "2025", "numerador": "1", "denominador": "2" });
        let medicion = hacer(&servidor, EDITOR, crear, json!({ "input": input })).await["medicion"]["id"].take();
        let ven = async || {
            let mut ven = Vec::new();
            for id in [&id, &indicador, &medicion] {
                let documento = format!("{{ node(id: {id}) {{ id }} }}");
                let rector = pedir(&servidor, RECTOR, &documento, json!({})).await.json();
                let todos = servidor.data(&documento).await;
                ven.push((rector["data"]["node"].is_object(), todos["node"].is_object()));
            }
            ven.dedup();
            assert_eq!(ven.len(), 1, "a sheet, its indicators and measurements are seen together");
            ven[0]
        };
        let pasar = async |revision: i32, estado: &str| {
            rechazo(&servidor, EDITOR, PASAR, json!({ "input": { "id": id, "revision": revision, "estado": estado } }))
                .await
        };
        let inexistente = ("PASO_NO_PERMITIDO".to_owned(), vec![("PASO_INEXISTENTE".to_owned(), String::new())]);
        assert_eq!(ven().await, (false, false));
        assert_eq!(pasar(1, "APROBADA").await, inexistente);
        assert_eq!(pasar(1, "BORRADOR").await, inexistente);
        assert_eq!(pasar(1, "EN_REVISION").await.0, "");
        assert_eq!(ven().await, (true, false));
        assert_eq!(pasar(2, "EN_REVISION").await, inexistente);
        let (codigo, faltas) = pasar(2, "APROBADA").await;
        let faltas: Vec<&str> = faltas.iter().map(|(codigo, _)| codigo.as_str()).collect();
        assert_eq!(
            (codigo.as_str(), &faltas[..]),
            ("PASO_NO_PERMITIDO", &["FALTA_FECHA_DE_APROBACION", "FALTA_QUIEN_APRUEBA"][..])
        );
        let completa =
            json!({ "input": { "id": id, "revision": 2, "aprobadaEn": "2026-11-21", "aprobadoPor": ["Dirección"] } });
        hacer(&servidor, EDITOR, CAMBIAR, completa).await;
        assert_eq!(pasar(3, "BORRADOR").await.0, "");
        assert_eq!(ven().await, (false, false));
        assert_eq!(pasar(4, "EN_REVISION").await.0, "");
        assert_eq!(pasar(5, "APROBADA").await.0, "");
        assert_eq!(ven().await, (true, true));
        for estado in ["BORRADOR", "EN_REVISION", "APROBADA"] {
            assert_eq!(pasar(6, estado).await, inexistente);
        }
        let cambio = json!({ "input": { "id": id, "revision": 6, "nombre": "Otro" } });
        assert_eq!(rechazo(&servidor, EDITOR, CAMBIAR, cambio).await.0, "REGISTRO_CERRADO");
        let cambiar = "mutation($input: CambiarIndicadorInput!) { cambiarIndicador(input: $input) { repetida } }";
        let cambio = json!({ "input": { "id": indicador, "revision": 1, "nombre": "Otro" } });
        assert_eq!(rechazo(&servidor, EDITOR, cambiar, cambio).await.0, "REGISTRO_CERRADO");
    }
}
