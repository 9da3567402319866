//! Small maps with the names that a drawing finds hard.

use quipu::domain::modelo::{Actividad, Ejecucion, Mapa, Matriz, Proceso, Tarea, TipoMatriz, TipoProceso};
use quipu::schema::QuipuSchema;
use serde_json::json;

use crate::mapa::publicar;
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

/// A name that tries to leave its label in Mermaid, in HTML and in XML.
pub(super) const HOSTIL: &str = "x\"] --> y; %%{init: {\"securityLevel\":\"loose\"}}%% <img src=x onerror=alert(1)> \
                                 &amp; ]]> </bpmn:task> `code` #quot; style:#a; 'fin' {{ }} | $$x$$ \u{202e}oderrever";

pub(super) fn proceso(codigo: Option<&str>, nombre: &str, tipo: Option<TipoProceso>, padre: Option<usize>) -> Proceso {
    let nivel = i16::from(padre.is_some());
    Proceso { padre, nivel, codigo: codigo.map(str::to_owned), nombre: nombre.to_owned(), tipo, fila: None }
}

pub(super) fn actividad(proceso: usize, nombre: &str) -> Actividad {
    Actividad { proceso, codigo: None, nombre: nombre.to_owned(), fila: None }
}

fn tarea(actividad: usize, nombre: &str) -> Tarea {
    Tarea { actividad, codigo: None, nombre: nombre.to_owned(), fila: None }
}

fn ejecuta(actividad: usize, tarea: Option<usize>, ejecutor: &str) -> Ejecucion {
    Ejecucion { actividad, tarea, ejecutor: Some(ejecutor.to_owned()), ..Ejecucion::default() }
}

/// Macroprocesos of every type and of none, out of order; below M.01 an activity with two tasks, a hostile one without,
/// and one of two executors.
pub(super) fn mapa() -> Mapa {
    use TipoProceso::{Estrategico, Misional, Soporte};
    let matriz = Matriz {
        procesos: vec![
            proceso(Some("S.01"), "Logística", Some(Soporte), None),
            proceso(Some("M.01"), "Atención", Some(Misional), None),
            proceso(Some("M.01.01"), "Seguimiento", Some(Misional), Some(1)),
            proceso(None, HOSTIL, None, None),
            proceso(Some("E.01"), "Planeamiento", Some(Estrategico), None),
            proceso(Some("M.02"), "Fiscalización", Some(Misional), None),
        ],
        actividades: vec![actividad(1, "Recibir"), actividad(1, HOSTIL), actividad(1, "Resolver")],
        tareas: vec![tarea(0, "Leer"), tarea(0, "Registrar")],
        ejecuciones: vec![
            ejecuta(0, Some(0), "Mesa de partes"),
            ejecuta(0, Some(1), "Analista"),
            ejecuta(2, None, "Mesa de partes"),
            ejecuta(2, None, "Analista"),
            ejecuta(2, None, "Analista"),
        ],
        ..Matriz::vacia(TipoMatriz::Ajustada)
    };
    Mapa { matrices: vec![matriz], ..Mapa::default() }
}

/// A process of so many activities.
pub(super) fn largo(actividades: usize) -> Mapa {
    let matriz = Matriz {
        procesos: vec![proceso(Some("M.01"), "Largo", None, None)],
        actividades: (0..actividades).map(|i| actividad(0, &format!("Paso {i}"))).collect(),
        ..Matriz::vacia(TipoMatriz::Ajustada)
    };
    Mapa { matrices: vec![matriz], ..Mapa::default() }
}

/// Servers of both engines over these maps.
pub(super) async fn servidores(mapas: &[(&str, Mapa)]) -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Catalogos).await {
        for (codigo, mapa) in mapas {
            publicar(&base, codigo, mapa).await;
        }
        servidores.push(Server::quipu(base).await);
    }
    servidores
}

/// The flow of M.01 of an entity.
pub(super) async fn flujo(servidor: &Server<QuipuSchema>, entidad: &str, argumentos: &str) -> String {
    let documento = format!("{{ proceso(entidad: \"{entidad}\", codigo: \"M.01\") {{ flujo({argumentos}) }} }}");
    let datos = servidor.data(&documento).await;
    datos["proceso"]["flujo"].as_str().expect("a text").to_owned()
}

/// More than 200 steps are refused where they were asked, and say so; the rest of the answer stands.
#[tokio::test]
async fn a_diagram_of_too_many_nodes_is_refused_and_never_cut() {
    let macroprocesos = |n: usize| {
        let procesos = (0..n).map(|i| proceso(None, &format!("Proceso {i}"), None, None)).collect();
        let matriz = Matriz { procesos, ..Matriz::vacia(TipoMatriz::Ajustada) };
        Mapa { matrices: vec![matriz], ..Mapa::default() }
    };
    let mapas = [("CABE", largo(200)), ("SOBRA", largo(201)), ("MAPA", macroprocesos(201))];
    for servidor in servidores(&mapas).await {
        for formato in ["MERMAID", "BPMN"] {
            assert!(flujo(&servidor, "CABE", &format!("formato: {formato}")).await.contains("Paso 199"));
            let documento =
                format!("{{ proceso(entidad: \"SOBRA\", codigo: \"M.01\") {{ nombre flujo(formato: {formato}) }} }}");
            let respuesta = servidor.graphql(&documento).await.json();
            assert_eq!(respuesta["errors"][0]["extensions"]["code"], "LIMITE_DIAGRAMA", "{respuesta}");
            assert_eq!(respuesta["data"]["proceso"], json!({ "nombre": "Largo", "flujo": null }));
        }
        let respuesta = servidor.graphql("{ entidad(codigo: \"MAPA\") { matriz { mapaMermaid } } }").await.json();
        assert_eq!(respuesta["errors"][0]["extensions"]["code"], "LIMITE_DIAGRAMA", "{respuesta}");
    }
}

/// The flows of many processes cost what one does.
#[tokio::test]
async fn statements_do_not_follow_the_processes() {
    for servidor in servidores(&[("PRUEBA", mapa())]).await {
        let de = async |cuantos: &str| {
            let documento = format!(
                "{{ entidad(codigo: \"PRUEBA\") {{ matriz {{ mapaMermaid procesos(first: {cuantos}) {{ nodes {{ flujo(formato: MERMAID) }} }} }} }} }}"
            );
            servidor.statements(&documento).await
        };
        assert_eq!(de("1").await, de("6").await);
    }
}
