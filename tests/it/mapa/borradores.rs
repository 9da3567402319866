//! A draft is invisible to strangers by every door, and visible to whoever may see drafts.

use quipu::schema::QuipuSchema;
use serde_json::Value;

use super::documento::texto;
use super::{borrador, mapa_dificil, publicar};
use crate::support::base::{Base, Contenido, Motor, motores};
use crate::support::server::Server;

const EN_BORRADOR: &str = "{ entidad(codigo: \"PRUEBA\") { version(version: {ultimoBorrador: true}) { id numero estado \
     unidades(first: 1) { nodes { id } } puestos(first: 1) { nodes { id } } hallazgos(first: 1) { nodes { id } } \
     matriz { id procesos(first: 1) { nodes { id } } actividades(first: 1) { nodes { id } } tareas(first: 1) { nodes { id } } \
     ejecuciones(first: 1) { nodes { id } } puestosPropuestos(first: 1) { nodes { id } } } } } }";

/// Every id of an answer.
fn ids(valor: &Value) -> Vec<String> {
    let propio = valor.get("id").map(texto);
    let campos = valor.as_object().into_iter().flat_map(|objeto| objeto.values());
    let hijos = campos.chain(valor.as_array().into_iter().flatten());
    propio.into_iter().chain(hijos.flat_map(ids)).collect()
}

/// Two servers over the same data: a stranger's, and one that shows drafts.
async fn servidores(motor: Motor, preparar: impl AsyncFn(&Base)) -> [Server<QuipuSchema>; 2] {
    let mut servidores = Vec::new();
    for borradores in ["no", "si"] {
        let base = Base::nueva(motor, Contenido::Catalogos).await;
        preparar(&base).await;
        servidores.push(Server::quipu_with(base, &["--show-drafts", borradores]).await);
    }
    servidores.try_into().unwrap_or_else(|_| unreachable!("two servers"))
}

/// Ways in, and where each shows what there is.
const PUERTAS: [(&str, &str); 9] = [
    ("{ e: entidad(codigo: \"PRUEBA\") { versiones { totalCount } } }", "/e/versiones/totalCount"),
    ("{ e: entidad(codigo: \"PRUEBA\") { version(version: {numero: 2}) { numero } } }", "/e/version"),
    ("{ e: entidad(codigo: \"PRUEBA\") { matriz(version: {numero: 2}) { numeroTareas } } }", "/e/matriz"),
    (
        "{ e: entidad(codigo: \"PRUEBA\") { macroprocesos(version: {numero: 2}) { totalCount } } }",
        "/e/macroprocesos/totalCount",
    ),
    (
        "{ e: entidad(codigo: \"PRUEBA\") { puestos(version: {ultimoBorrador: true}) { totalCount } } }",
        "/e/puestos/totalCount",
    ),
    ("{ e: entidad(codigo: \"PRUEBA\") { unidades(version: {numero: 2}) { totalCount } } }", "/e/unidades/totalCount"),
    ("{ e: proceso(entidad: \"PRUEBA\", codigo: \"SOLO-EN-BORRADOR\", version: {numero: 2}) { nombre } }", "/e"),
    ("{ e: puesto(entidad: \"PRUEBA\", correlativo: \"1\", version: {ultimoBorrador: true}) { nombre } }", "/e"),
    (
        "{ e: entidad(codigo: \"PRUEBA\") { versiones(filtro: {estado: [BORRADOR]}) { totalCount } } }",
        "/e/versiones/totalCount",
    ),
];

/// No door shows a draft to a stranger: not its id, nor lists, nor counts, nor the choice of a version, nor a code.
#[tokio::test]
async fn a_draft_is_invisible_to_strangers_by_every_door() {
    for motor in motores() {
        let [publico, local] = servidores(motor, async |base| {
            publicar(base, "PRUEBA", &mapa_dificil(1)).await;
            let mut distinto = mapa_dificil(2);
            distinto.matrices[0].procesos[0].codigo = Some("SOLO-EN-BORRADOR".to_owned());
            assert_eq!(borrador(base, "PRUEBA", &distinto).await, 2);
        })
        .await;
        let datos = local.data(EN_BORRADOR).await;
        assert_eq!(datos["entidad"]["version"]["estado"], "BORRADOR");
        let ids = ids(&datos);
        assert_eq!(ids.len(), 10, "one object of each type that a version has");
        for id in &ids {
            let documento = format!("{{ node(id: \"{id}\") {{ __typename }} }}");
            assert!(publico.data(&documento).await["node"].is_null(), "{id}");
            assert!(!local.data(&documento).await["node"].is_null(), "{id}");
        }
        for (documento, lugar) in PUERTAS {
            let (de_fuera, de_dentro) = (publico.data(documento).await, local.data(documento).await);
            let (de_fuera, de_dentro) = (de_fuera.pointer(lugar).unwrap(), de_dentro.pointer(lugar).unwrap());
            let nada = de_fuera.is_null() || *de_fuera == 0 || (lugar.contains("versiones/") && *de_fuera == 1);
            assert!(nada, "{documento}: {de_fuera}");
            assert_ne!(de_fuera, de_dentro, "{documento}");
        }
        // The current version is the published one for everybody.
        for servidor in [&publico, &local] {
            let datos =
                servidor.data("{ procesos(filtro: {codigo: {igual: \"SOLO-EN-BORRADOR\"}}) { totalCount } }").await;
            assert_eq!(datos["procesos"]["totalCount"], 0);
            let datos = servidor.data("{ entidad(codigo: \"PRUEBA\") { reporto version { numero } } }").await;
            assert_eq!(datos["entidad"]["version"]["numero"], 1);
        }
    }
}

/// An entity with nothing but a draft has not reported, for anyone.
#[tokio::test]
async fn an_entity_with_only_a_draft_has_not_reported() {
    for motor in motores() {
        let preparar = async |base: &Base| {
            borrador(base, "01-001-PCM", &mapa_dificil(1)).await;
        };
        for servidor in servidores(motor, preparar).await {
            let datos = servidor
                .data("{ entidades(filtro: {reportaron: true}) { totalCount } entidad(codigo: \"01-001-PCM\") { reporto matriz { id } } }")
                .await;
            assert_eq!(datos["entidades"]["totalCount"], 0);
            assert_eq!(
                (&datos["entidad"]["reporto"], &datos["entidad"]["matriz"]),
                (&Value::Bool(false), &Value::Null)
            );
        }
    }
}

/// What only the entity itself should see is refused to strangers, with its code.
#[tokio::test]
async fn remunerations_are_refused_to_strangers() {
    for motor in motores() {
        let [publico, local] = servidores(motor, async |base| publicar(base, "PRUEBA", &mapa_dificil(1)).await).await;
        let documento = "{ entidad(codigo: \"PRUEBA\") { puestos(first: 1) { nodes { remuneracion } } } }";
        assert_eq!(publico.code(documento).await, "PROHIBIDO");
        local.data(documento).await;
    }
}
