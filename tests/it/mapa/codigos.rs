//! Lookups by the official codes.

use super::cursores::servidores;
use super::{mapa_dificil, publicar};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

/// A code that names one object finds it; the demonstration's are the manual's.
#[tokio::test]
async fn a_code_finds_its_object() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let datos = servidor
            .data(
                "{ entidad(codigo: \"DEMO-MANUAL\") { codigo demostracion } \
                 proceso(entidad: \"DEMO-MANUAL\", codigo: \"M.01\") { codigo nivel matriz { tipo entidad { codigo } } } \
                 actual: proceso(entidad: \"DEMO-MANUAL\", codigo: \"M.01\", matriz: ACTUAL) { matriz { tipo } } \
                 puesto(entidad: \"DEMO-MANUAL\", correlativo: \"2\") { correlativo ocupados } \
                 nadie: entidad(codigo: \"NO-ESTA\") { codigo } \
                 nada: proceso(entidad: \"DEMO-MANUAL\", codigo: \"m.01\") { codigo } \
                 ninguna: tarea(entidad: \"NO-ESTA\", codigo: \"M.01\") { codigo } \
                 ajeno: puesto(entidad: \"DEMO-MANUAL\", correlativo: \"999\") { nombre } \
                 sin_reporte: actividad(entidad: \"01-001-PCM\", codigo: \"M.01\") { codigo } }",
            )
            .await;
        assert_eq!(datos["entidad"]["demostracion"], true);
        assert_eq!(datos["proceso"]["nivel"], 0);
        assert_eq!(datos["proceso"]["matriz"]["tipo"], "AJUSTADA");
        assert_eq!(datos["proceso"]["matriz"]["entidad"]["codigo"], "DEMO-MANUAL");
        assert_eq!(datos["actual"]["matriz"]["tipo"], "ACTUAL");
        assert_eq!(datos["puesto"]["ocupados"], 2);
        for ausente in ["nadie", "nada", "ninguna", "ajeno", "sin_reporte"] {
            assert!(datos[ausente].is_null(), "{ausente}: {datos}");
        }
    }
}

/// A code that names several objects is refused, never one of them taken.
#[tokio::test]
async fn an_ambiguous_code_is_refused() {
    for servidor in servidores().await {
        for objeto in ["proceso", "actividad", "tarea"] {
            let documento = format!("{{ {objeto}(entidad: \"PRUEBA-A\", codigo: \"M.01\") {{ nombre }} }}");
            assert_eq!(servidor.code(&documento).await, "CODIGO_AMBIGUO", "{objeto}");
        }
    }
}

/// The version is chosen for a lookup as for anything else.
#[tokio::test]
async fn a_code_is_looked_up_in_the_chosen_version() {
    for base in en_ambas(Contenido::Catalogos).await {
        for (semilla, codigo) in [(1, "SOLO-1"), (2, "SOLO-2")] {
            let mut mapa = mapa_dificil(semilla);
            mapa.matrices[0].tareas[0].codigo = Some(codigo.to_owned());
            publicar(&base, "PRUEBA", &mapa).await;
        }
        let servidor = Server::quipu(base).await;
        for (codigo, eleccion, esperada) in [
            ("SOLO-1", "", None),
            ("SOLO-2", "", Some(2)),
            ("SOLO-1", ", version: {numero: 1}", Some(1)),
            ("SOLO-2", ", version: {numero: 1}", None),
        ] {
            let documento = format!(
                "{{ tarea(entidad: \"PRUEBA\", codigo: \"{codigo}\"{eleccion}) {{ matriz {{ version {{ numero }} }} }} }}"
            );
            let datos = servidor.data(&documento).await;
            let numero = datos["tarea"]["matriz"]["version"]["numero"].as_i64();
            assert_eq!(numero, esperada, "{codigo}{eleccion}");
        }
    }
}
