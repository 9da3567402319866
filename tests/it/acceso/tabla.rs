//! The table: every root field × requester × entity, for a published version and for a draft.

use std::collections::BTreeSet;

use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use super::{ARCHIVO, CALLADA, ENVIO, PROPIA, servidores};
use crate::support::server::Server;
use crate::support::token::{development, development_for};

/// A way to a version of an entity, and where the answer says whether it was found. `E` stands for the entity, `V` for
/// the choice of the version; the other capitals for what a privileged requester found in it.
pub(crate) struct Puerta {
    raiz: &'static str,
    documento: &'static str,
    pub(crate) lugar: &'static str,
}

const fn puerta(raiz: &'static str, documento: &'static str, lugar: &'static str) -> Puerta {
    Puerta { raiz, documento, lugar }
}

pub(crate) const PUERTAS: [Puerta; 19] = [
    puerta("entidad", r#"{ entidad(codigo: "E") { version(version: V) { numero } } }"#, "/entidad/version"),
    puerta("entidad", r#"{ entidad(codigo: "E") { matriz(version: V) { numeroTareas } } }"#, "/entidad/matriz"),
    puerta(
        "entidad",
        r#"{ entidad(codigo: "E") { macroprocesos(version: V) { totalCount } } }"#,
        "/entidad/macroprocesos/totalCount",
    ),
    puerta(
        "entidad",
        r#"{ entidad(codigo: "E") { puestos(version: V) { nodes { nombre } } } }"#,
        "/entidad/puestos/nodes",
    ),
    puerta(
        "entidad",
        r#"{ entidad(codigo: "E") { unidades(version: V) { totalCount } } }"#,
        "/entidad/unidades/totalCount",
    ),
    puerta(
        "entidades",
        r#"{ entidades(filtro: { codigo: { igual: "E" } }) { nodes { version(version: V) { hallazgos { totalCount } } } } }"#,
        "/entidades/nodes/0/version",
    ),
    puerta("proceso", r#"{ proceso(entidad: "E", codigo: "PROCESO", version: V) { nombre } }"#, "/proceso"),
    puerta("actividad", r#"{ actividad(entidad: "E", codigo: "ACTIVIDAD", version: V) { nombre } }"#, "/actividad"),
    puerta("tarea", r#"{ tarea(entidad: "E", codigo: "TAREA", version: V) { nombre } }"#, "/tarea"),
    puerta("puesto", r#"{ puesto(entidad: "E", correlativo: "CORRELATIVO", version: V) { nombre } }"#, "/puesto"),
    puerta("node", r#"{ node(id: "ID_VERSION") { id } }"#, "/node"),
    puerta("node", r#"{ node(id: "ID_PROCESO") { ... on Proceso { actividades { totalCount } } } }"#, "/node"),
    puerta(
        "node",
        r#"{ node(id: "ID_TAREA") { ... on Tarea { actividad { proceso { matriz { version { numero } } } } } } }"#,
        "/node",
    ),
    puerta(
        "node",
        r#"{ node(id: "ID_PROPUESTO") { ... on PuestoPropuesto { ejecuciones { totalCount } } } }"#,
        "/node",
    ),
    puerta(
        "dotacion",
        r#"{ dotacion(dimensiones: [], entidades: { codigo: { igual: "E" } }, version: V) { total { puestos } } }"#,
        "/dotacion/total/puestos",
    ),
    puerta(
        "dotacion",
        r#"{ dotacion(dimensiones: [ENTIDAD], entidades: { codigo: { igual: "E" } }, version: V) { total { cobertura { entidadesQueReportaron } } } }"#,
        "/dotacion/total/cobertura/entidadesQueReportaron",
    ),
    puerta(
        "dotacion",
        r#"{ dotacion(dimensiones: [ENTIDAD], entidades: { codigo: { igual: "E" } }, version: V) { filas { puestosPropuestos { nodes { ejecuciones { nodes { ejecutor } } } } } } }"#,
        "/dotacion/filas/0/puestosPropuestos/nodes",
    ),
    puerta("necesidades", r#"{ necesidades(entidad: "E", version: V) { totalPuestos } }"#, "/necesidades/totalPuestos"),
    puerta(
        "pertinencia",
        r#"{ pertinencia(entidad: "E", version: V) { total { puestos } } }"#,
        "/pertinencia/total/puestos",
    ),
];

/// Root fields without anything of one entity's version: reference data, calculators, and lists of what is published.
const DE_TODOS: [&str; 5] = ["calculadora", "catalogos", "procesos", "rolesDeGobierno", "sectores"];

/// Records and their figures, which have their own visibility: `oraculo::registros` asks for all of them.
const DE_REGISTROS: [&str; 15] = [
    "asignacionesDeRol",
    "calidadDeServicios",
    "coberturaDeGobierno",
    "documentos",
    "efectoMejoras",
    "entregas",
    "evaluaciones",
    "factoresCriticos",
    "fichas",
    "indicadoresEntrega",
    "indicadoresRegistro",
    "mejoras",
    "registrosGuardados",
    "servicios",
    "serviciosPriorizados",
];

/// Requesters by their roles, and the entities whose draft they see, of the three.
const QUIENES: [(&[&str], &[&str]); 9] = [
    (&[], &[]),
    (&["lector@entidad:DEMO-MANUAL"], &[PROPIA]),
    (&["responsable@entidad:DEMO-MDVF"], &[CALLADA]),
    (&["lector@entidad:DEMO-MANUAL", "editor@entidad:DEMO-MAI"], &[PROPIA, ENVIO]),
    (&["lector@sector:SECTOR"], &[PROPIA, ENVIO]),
    (&["rector@*"], &[ENVIO]),
    (&["rector@entidad:DEMO-MDVF"], &[]),
    (&["operador@*", "inventado@*", "lector@entidad:NO-EXISTE"], &[]),
    (&["lector@*"], &[PROPIA, ENVIO, CALLADA]),
];

/// The document of a door for one entity and version, with the ids and codes that are in that version.
pub(crate) fn documento(puerta: &Puerta, entidad: &str, version: &str, dentro: &Value) -> String {
    let nodo = |lugar: &str| {
        let valor = dentro.pointer(lugar).and_then(Value::as_str);
        valor.unwrap_or_else(|| panic!("{lugar}: {dentro}")).to_owned()
    };
    let cambios = [
        ("ID_VERSION", nodo("/id")),
        ("ID_PROCESO", nodo("/matriz/procesos/nodes/0/id")),
        ("ID_TAREA", nodo("/matriz/tareas/nodes/0/id")),
        ("ID_PROPUESTO", nodo("/matriz/puestosPropuestos/nodes/0/id")),
        ("\"PROCESO\"", format!("\"{}\"", nodo("/matriz/procesos/nodes/0/codigo"))),
        ("\"ACTIVIDAD\"", format!("\"{}\"", nodo("/matriz/actividades/nodes/0/codigo"))),
        ("\"TAREA\"", format!("\"{}\"", nodo("/matriz/tareas/nodes/0/codigo"))),
        ("CORRELATIVO", nodo("/puestos/nodes/0/correlativo")),
        ("\"E\"", format!("\"{entidad}\"")),
        ("version: V", format!("version: {version}")),
    ];
    cambios.iter().fold(puerta.documento.to_owned(), |texto, (de, a)| texto.replace(de, a))
}

/// What is in a version, as someone sees it who may see everything.
pub(crate) async fn dentro(server: &Server<QuipuSchema>, entidad: &str, version: &str) -> Value {
    let todo = development(&server.base, "todo", &["lector@*"]);
    let documento = format!(
        "{{ entidad(codigo: \"{entidad}\") {{ version(version: {version}) {{ id puestos(first: 1) {{ nodes {{ correlativo }} }} \
         matriz {{ procesos(first: 1, filtro: {{ codigo: {{ nulo: false }} }}) {{ nodes {{ id codigo }} }} \
         actividades(first: 1, filtro: {{ codigo: {{ nulo: false }} }}) {{ nodes {{ id codigo }} }} \
         tareas(first: 1, filtro: {{ codigo: {{ nulo: false }} }}) {{ nodes {{ id codigo }} }} \
         puestosPropuestos(first: 1) {{ nodes {{ id }} }} }} }} }} }}"
    );
    server.graphql_as(&todo, &documento).await.json()["data"]["entidad"]["version"].take()
}

/// Whether an answer shows anything: a count of nothing and an empty list do not.
pub(crate) fn algo(answer: &Value, lugar: &str) -> bool {
    match answer["data"].pointer(lugar) {
        None | Some(Value::Null) => false,
        Some(Value::Number(n)) => n.as_i64() != Some(0),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// Entities and choices of their versions: published, superseded by a later one, drafts.
pub(crate) const CASOS: [(&str, &str); 11] = [
    (PROPIA, "{ numero: 1 }"),
    (PROPIA, "{ numero: 2 }"),
    (PROPIA, "{ ultimoBorrador: true }"),
    (ENVIO, "{ numero: 1 }"),
    (ENVIO, "{ numero: 2 }"),
    (ENVIO, "{ ultimoBorrador: true }"),
    (CALLADA, "{ numero: 1 }"),
    (CALLADA, "{ numero: 2 }"),
    (CALLADA, "{ ultimoBorrador: true }"),
    (ARCHIVO, "{ numero: 1 }"),
    (ARCHIVO, "{ numero: 2 }"),
];

/// Whether a choice is of a published version.
pub(crate) fn publicada(entidad: &str, version: &str) -> bool {
    entidad == ARCHIVO || version == "{ numero: 1 }"
}

/// Every door, for every requester and entity: a published version opens, superseded or not, a draft only to whom it may,
/// and none at all with a token that has expired.
#[tokio::test]
async fn a_draft_opens_only_to_whom_it_may() {
    for server in servidores().await {
        let sector = server.data(r#"{ entidad(codigo: "DEMO-MAI") { sector { codigo } } }"#).await;
        let sector = sector["entidad"]["sector"]["codigo"].as_str().unwrap().to_owned();
        let vencido = development_for(&server.base, "ana", &["lector@*"], -3600);
        for (entidad, version) in CASOS {
            let dentro = dentro(&server, entidad, version).await;
            for (roles, suyas) in QUIENES {
                let roles: Vec<String> = roles.iter().map(|rol| rol.replace("SECTOR", &sector)).collect();
                let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
                let token = development(&server.base, "ana", &roles);
                for puerta in &PUERTAS {
                    let documento = documento(puerta, entidad, version, &dentro);
                    let answer = if roles.is_empty() {
                        server.graphql(&documento).await
                    } else {
                        server.graphql_as(&token, &documento).await
                    };
                    let answer = answer.json();
                    let abre = publicada(entidad, version) || suyas.contains(&entidad);
                    assert_eq!(algo(&answer, puerta.lugar), abre, "{roles:?} {documento} {answer}");
                    // What is hidden looks like what does not exist: no refusal tells of it.
                    assert_eq!(answer["errors"], Value::Null, "{roles:?} {documento}");
                    assert_eq!(server.graphql_as(&vencido, &documento).await.refusal().0, 401);
                }
            }
        }
    }
}

/// Lists and counts over all entities hold nothing of drafts, not even for who may open some of them.
#[tokio::test]
async fn what_is_over_all_is_of_what_is_published() {
    const TODO: &str = "{ procesos { totalCount } entidades(filtro: { reportaron: true }) { totalCount } \
                        dotacion(dimensiones: [ENTIDAD, FAMILIA]) { total { puestos horas } } }";
    for server in servidores().await {
        let publico = server.data(TODO).await;
        for roles in [&["lector@*"][..], &["rector@*"], &["lector@entidad:DEMO-MANUAL"]] {
            let token = development(&server.base, "ana", roles);
            assert_eq!(server.graphql_as(&token, TODO).await.json()["data"], publico, "{roles:?}");
        }
        let versiones = "{ entidad(codigo: \"DEMO-MDVF\") { versiones { totalCount nodes { numero } } } }";
        assert_eq!(
            server.data(versiones).await["entidad"]["versiones"],
            json!({ "totalCount": 1, "nodes": [{ "numero": 1 }] })
        );
    }
}

/// No token, a good one, a bad one: the same document, three answers; the bad one is never taken for none.
#[tokio::test]
async fn a_bad_token_opens_nothing_at_all() {
    const PUBLICO: &str = "{ sectores { codigo } }";
    for server in servidores().await {
        let good = development(&server.base, "ana", &["lector@*"]);
        // A claim changed after the signature was made.
        let (head, rest) = good.split_once('.').unwrap();
        let (_, signature) = rest.split_once('.').unwrap();
        let other = development(&server.base, "eva", &["lector@*"]);
        let forged = format!("{head}.{}.{signature}", other.split('.').nth(1).unwrap());
        assert_eq!(server.graphql(PUBLICO).await.status, 200);
        assert_eq!(server.graphql_as(&good, PUBLICO).await.status, 200);
        assert_eq!(server.graphql_as(&forged, PUBLICO).await.refusal(), (401, "NO_AUTORIZADO".to_owned()));
    }
}

/// The table speaks of every root field there is.
#[tokio::test]
async fn every_root_field_is_in_the_table() {
    let server = servidores().await.remove(0);
    let fields = server.data("{ __schema { queryType { fields { name } } } }").await;
    let fields: BTreeSet<&str> = fields["__schema"]["queryType"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    let known =
        PUERTAS.iter().map(|puerta| puerta.raiz).chain(DE_TODOS).chain(DE_REGISTROS).chain(["lecturasRegistradas"]);
    let known: BTreeSet<&str> = known.collect();
    assert_eq!(fields, known);
}
