//! Filters by related rows, compared with a nested read of those rows.

use serde_json::{Value, json};

use super::cursores::servidores;
use super::documento::texto;
use super::filtros::comparar;
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

fn lista<'a>(nodo: &'a Value, campo: &str) -> impl Iterator<Item = &'a Value> {
    nodo[campo]["nodes"].as_array().expect("nodes").iter()
}

fn con_ejecutor(fila: &Value) -> bool {
    !fila["ejecutor"].is_null() || !fila["puesto"].is_null()
}

/// Tasks and activities without executor, without times, without tasks.
#[tokio::test]
async fn activities_and_tasks_by_their_executions() {
    const FILAS: &str = "ejecuciones(first: 200) { nodes { ejecutor puesto { id } horas } }";
    for servidor in servidores().await {
        let mut halladas = 0;
        for cierto in [true, false] {
            let sin_ejecutor = |n: &Value| lista(n, "ejecuciones").any(con_ejecutor) != cierto;
            let sin_tiempos = |n: &Value| lista(n, "ejecuciones").any(|x| !x["horas"].is_null()) != cierto;
            halladas += comparar(&servidor, "tareas", &format!("sinEjecutor: {cierto}"), FILAS, sin_ejecutor).await;
            halladas += comparar(&servidor, "tareas", &format!("sinTiempos: {cierto}"), FILAS, sin_tiempos).await;
            let todas = |n: &Value| {
                let de_tareas = lista(n, "tareas").flat_map(|t| lista(t, "ejecuciones").cloned().collect::<Vec<_>>());
                lista(n, "ejecuciones").cloned().chain(de_tareas).collect::<Vec<_>>()
            };
            let campos = format!("{FILAS} tareas(first: 200) {{ nodes {{ {FILAS} }} }}");
            let sin_ejecutor = |n: &Value| todas(n).iter().any(con_ejecutor) != cierto;
            let sin_tiempos = |n: &Value| todas(n).iter().any(|x| !x["horas"].is_null()) != cierto;
            let sin_tareas = |n: &Value| (lista(n, "tareas").count() == 0) == cierto;
            halladas +=
                comparar(&servidor, "actividades", &format!("sinEjecutor: {cierto}"), &campos, sin_ejecutor).await;
            halladas +=
                comparar(&servidor, "actividades", &format!("sinTiempos: {cierto}"), &campos, sin_tiempos).await;
            halladas += comparar(&servidor, "actividades", &format!("sinTareas: {cierto}"), &campos, sin_tareas).await;
            let con_tiempos = |n: &Value| n["horas"].is_null() != cierto;
            halladas +=
                comparar(&servidor, "ejecuciones", &format!("conTiempos: {cierto}"), "horas", con_tiempos).await;
        }
        assert!(halladas > 300, "{halladas}");
    }
}

/// Processes by who executes what hangs from them, at any depth.
#[tokio::test]
async fn processes_by_the_executors_below_them() {
    for servidor in servidores().await {
        let actividades = super::filtros::nodos(
            &servidor,
            "actividades",
            "",
            "ancestros { id } ejecuciones(first: 200) { nodes { ejecutor puesto { id } } } \
             tareas(first: 200) { nodes { ejecuciones(first: 200) { nodes { ejecutor puesto { id } } } } }",
        )
        .await;
        let ejecutada = |a: &Value| {
            lista(a, "ejecuciones").any(con_ejecutor)
                || lista(a, "tareas").any(|t| lista(t, "ejecuciones").any(con_ejecutor))
        };
        let debajo = |p: &Value| {
            let suyas =
                actividades.iter().filter(|a| a["ancestros"].as_array().unwrap().iter().any(|x| x["id"] == p["id"]));
            suyas.map(ejecutada).collect::<Vec<_>>()
        };
        for cierto in [true, false] {
            let sin_ejecutor = |p: &Value| debajo(p).contains(&true) != cierto;
            let con_huerfanas = |p: &Value| debajo(p).contains(&false) == cierto;
            let vacio = |p: &Value| (p["descendientes"] == 0) == cierto;
            comparar(&servidor, "procesos", &format!("sinEjecutor: {cierto}"), "", sin_ejecutor).await;
            let filtro = format!("conActividadesSinEjecutor: {cierto}");
            assert!(comparar(&servidor, "procesos", &filtro, "", con_huerfanas).await > 0);
            comparar(&servidor, "procesos", &format!("vacio: {cierto}"), "descendientes", vacio).await;
        }
        for tipo in ["ESTRATEGICO", "MISIONAL", "SOPORTE"] {
            comparar(&servidor, "procesos", &format!("tipo: [{tipo}]"), "tipo", |p| p["tipo"] == tipo).await;
        }
        comparar(&servidor, "procesos", "tipo: []", "tipo", |_| false).await;
    }
}

/// Puestos without workload, units without puestos, and both by code of catalogue.
#[tokio::test]
async fn puestos_and_units_by_what_they_hold() {
    for servidor in servidores().await {
        for cierto in [true, false] {
            let sin_carga = |p: &Value| lista(p, "ejecuciones").any(|x| !x["horas"].is_null()) != cierto;
            let campos = "ejecuciones(first: 200) { nodes { horas } }";
            assert!(comparar(&servidor, "puestos", &format!("sinCarga: {cierto}"), campos, sin_carga).await > 0);
            let sin_puestos = |u: &Value| (u["puestos"]["totalCount"] == 0) == cierto;
            comparar(&servidor, "unidades", &format!("sinPuestos: {cierto}"), "puestos { totalCount }", sin_puestos)
                .await;
        }
        let de_catalogo = [
            ("unidades", "naturaleza", "LINEA"),
            ("puestos", "regimen", "DL1057"),
            ("puestosPropuestos", "grupo", "CA"),
            ("puestosPropuestos", "naturaleza", "LINEA"),
        ];
        for (lista, campo, codigo) in de_catalogo {
            let seleccion = format!("{campo} {{ codigo }}");
            let cumple = |nodo: &Value| nodo[campo]["codigo"] == codigo;
            let halladas = comparar(&servidor, lista, &format!("{campo}: [\"{codigo}\"]"), &seleccion, cumple).await;
            assert!(halladas > 0, "{lista} {campo}");
            comparar(&servidor, lista, &format!("{campo}: []"), &seleccion, |_| false).await;
        }
    }
}

/// A code that no catalogue has is refused wherever it stands: a typing error must not pass for an empty answer.
#[tokio::test]
async fn unknown_codes_are_refused() {
    let entidades = |filtro: &str| format!("{{ entidades(filtro: {{{filtro}}}) {{ nodes {{ id }} }} }}");
    let de_version = |lista: &str, donde: &str| {
        format!(
            "{{ entidades(first: 2, filtro: {{reportaron: true}}) {{ nodes {{ version {{ {donde} {{ \
             {lista} {{ nodes {{ id }} }} }} }} }} }} }}"
        )
    };
    let mapeo = |lista: &str| de_version(lista, "... on Version");
    let casos = [
        (entidades(r#"sector: ["01", "ZZ"]"#), "sector"),
        (entidades(r#"clasificacion: ["NADA"]"#), "clasificacion"),
        (entidades(r#"grupoDe: "NADA""#), "grupoDe"),
        (entidades(r#"o: [{no: {sector: ["ZZ"]}}]"#), "sector"),
        (mapeo(r#"unidades(filtro: {naturaleza: ["NADA"]})"#), "naturaleza"),
        (mapeo(r#"puestos(filtro: {y: [{regimen: ["NADA"]}]})"#), "regimen"),
        (de_version(r#"puestosPropuestos(filtro: {rol: ["NADA"]})"#, "matriz(tipo: AJUSTADA)"), "rol"),
    ];
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        for (documento, campo) in &casos {
            let respuesta = servidor.graphql(documento).await.json();
            let extensiones = &respuesta["errors"][0]["extensions"];
            let visto = (&extensiones["code"], &extensiones["campo"]);
            assert_eq!(visto, (&json!("ENTRADA_INVALIDA"), &json!(campo)), "{documento}: {respuesta}");
        }
    }
}

/// A condition over entities, in GraphQL and in Rust.
type DeEntidad = (&'static str, fn(&Value) -> bool);

const ENTIDADES: [DeEntidad; 10] = [
    ("reportaron: true", |e| !e["version"].is_null() && e["reporto"] == true),
    ("reportaron: false", |e| e["version"].is_null() && e["reporto"] == false),
    ("demostracion: true", |e| e["demostracion"] == true),
    ("sector: [\"01\", \"09\"]", |e| e["sector"]["codigo"] == "01" || e["sector"]["codigo"] == "09"),
    ("sector: []", |_| false),
    ("nivelGobierno: [NACIONAL]", |e| e["nivelGobierno"] == "NACIONAL"),
    ("clasificacion: [\"MINISTERIO\"]", |e| e["clasificacion"] == "MINISTERIO"),
    ("grupoDe: \"01-001-PCM\"", |e| e["codigo"] == "01-001-PCM" || e["adscritaA"]["codigo"] == "01-001-PCM"),
    ("enAlcanceLey30057: true", |e| e["enAlcanceLey30057"] == true),
    ("no: {enAlcanceLey30057: true}", |e| e["enAlcanceLey30057"] != true),
];

/// Entities that reported, by sector, by level, by group of a ministry.
#[tokio::test]
async fn entities_by_what_they_are() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let todas = async |filtro: &str| {
            let (mut nodos, mut despues) = (Vec::new(), String::new());
            loop {
                let documento = format!(
                    "{{ entidades(first: 200 filtro: {{{filtro}}} {despues}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ codigo \
                     clasificacion nivelGobierno demostracion reporto sector {{ codigo }} adscritaA {{ codigo }} enAlcanceLey30057 \
                     version {{ numero }} }} }} }}"
                );
                let lista = servidor.data(&documento).await["entidades"].take();
                nodos.extend(lista["nodes"].as_array().unwrap().clone());
                if lista["pageInfo"]["hasNextPage"] == false {
                    return nodos;
                }
                despues = format!("after: \"{}\"", texto(&lista["pageInfo"]["endCursor"]));
            }
        };
        let enteras = todas("").await;
        assert_eq!(enteras.len(), 239);
        for (filtro, condicion) in ENTIDADES {
            let esperadas: Vec<&Value> = enteras.iter().filter(|e| condicion(e)).collect();
            assert_eq!(todas(filtro).await.iter().collect::<Vec<_>>(), esperadas, "{filtro}");
            assert!(!esperadas.is_empty() || filtro == "sector: []", "{filtro}");
        }
    }
}
