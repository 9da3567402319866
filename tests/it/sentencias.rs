//! The statements of a nested query are bounded by its depth, not by its rows.

use quipu::catalogo::embebido;
use quipu::generate::{Medidas, mapa};

use crate::mapa::publicar;
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

/// Documents, and the statements that each may send: one a level, one to find the entity, one to choose the version.
const DOCUMENTOS: [(&str, u64); 8] = [
    ("{ entidad(codigo: \"CODIGO\") { macroprocesos(first: 200) { nodes { nombre } } } }", 3),
    (
        "{ entidad(codigo: \"CODIGO\") { macroprocesos(first: 200) { nodes { subprocesos(first: 200) { nodes { nombre \
         actividades(first: 200) { nodes { nombre } } } } } } } }",
        5,
    ),
    (
        "{ entidad(codigo: \"CODIGO\") { matriz { actividades(first: 200) { nodes { nombre proceso { nombre padre { nombre } } \
         ancestros { nombre } } } } } }",
        7,
    ),
    (
        "{ entidad(codigo: \"CODIGO\") { matriz { tareas(first: 200) { nodes { nombre actividad { nombre proceso { nombre } } \
         ancestros { nombre } ejecuciones(first: 200) { totalCount nodes { horas puesto { nombre } unidad { nombre } \
         puestoPropuesto { nombre } } } } } } } }",
        13,
    ),
    (
        "{ entidad(codigo: \"CODIGO\") { matriz { ejecuciones(first: 200) { nodes { matriz { version { entidad { codigo } } } \
         tarea { actividad { nombre } } } } } } }",
        9,
    ),
    ("{ entidad(codigo: \"CODIGO\") { matriz { arbol(first: 10000) { nodes { orden } } } } }", 6),
    ("{ entidad(codigo: \"CODIGO\") { macroprocesos(first: 200) { nodes { arbol { nodes { orden } } } } } }", 6),
    (
        "{ entidad(codigo: \"CODIGO\") { version { unidades(first: 200) { nodes { ancestros { nombre } puestos(first: 200) { nodes { \
         nombre ejecuciones(first: 20) { nodes { horas } } } } puestosPropuestos(first: 200) { nodes { brecha } } } } } } }",
        7,
    ),
];

/// The same number of statements with 10 tasks and with 10,000, on both engines, and no more than its levels.
#[tokio::test]
async fn statements_follow_the_depth_and_not_the_rows() {
    let catalogo = embebido().unwrap().catalogo;
    let de_tamano = |tareas: usize| mapa(3, &Medidas::organismo().con_tareas(tareas), &catalogo);
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "POCAS", &de_tamano(10)).await;
        publicar(&base, "MUCHAS", &de_tamano(10_000)).await;
        let servidor = Server::quipu(base).await;
        let filas = servidor
            .data(
                "{ pocas: entidad(codigo: \"POCAS\") { matriz { numeroTareas } } \
             muchas: entidad(codigo: \"MUCHAS\") { matriz { numeroTareas } } }",
            )
            .await;
        assert_eq!(
            (&filas["pocas"]["matriz"]["numeroTareas"], &filas["muchas"]["matriz"]["numeroTareas"]),
            (&10.into(), &10_000.into())
        );
        for (documento, limite) in DOCUMENTOS {
            let pocas = servidor.statements(&documento.replace("CODIGO", "POCAS")).await;
            let muchas = servidor.statements(&documento.replace("CODIGO", "MUCHAS")).await;
            assert_eq!(pocas, muchas, "{:?} {documento}", servidor.base.motor);
            assert!(muchas <= limite, "{:?} {documento}: {muchas}", servidor.base.motor);
        }
    }
}

/// Entities side by side cost what one does.
#[tokio::test]
async fn statements_do_not_follow_the_entities() {
    const DOCUMENTO: &str = "{ entidades(first: N filtro: {reportaron: true}) { nodes { reporto sector { nombre } adscritaA { nombre } \
         version { numero } matriz { numeroTareas } macroprocesos { nodes { nombre } } } } }";
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let de = async |cuantas: &str| servidor.statements(&DOCUMENTO.replace('N', cuantas)).await;
        assert_eq!(de("2").await, de("5").await);
    }
}
