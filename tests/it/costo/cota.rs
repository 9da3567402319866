//! The cost that is told beforehand: never less than what is spent, and no product of pages.

use quipu::catalogo::embebido;
use quipu::domain::modelo::Mapa;
use quipu::generate::{Medidas, mapa};
use quipu::schema::costo::regla::{Tipo, regla};
use serde_json::{Value, json};

use super::azar::{Azar, Nombres};
use super::{costo, en_seco, numero};
use crate::mapa::{borrador, mapa_dificil, publicar};
use crate::support::base::{Base, Contenido, en_ambas};
use crate::support::server::{Server, send};
use crate::support::token::WITH_SECRET;

/// One entity's tree down to the task, each level with everything in it.
const ARBOL: &str = "
    query Arbol($codigo: String!, $pagina: Int = 200) {
      entidad(codigo: $codigo) { nombre macroprocesos(first: $pagina) { nodes { ...P subprocesos(first: $pagina) { nodes {
        ...P subprocesos(first: $pagina) { nodes { ...P subprocesos(first: $pagina) { nodes { ...P subprocesos { nodes { ...P } } } } } }
      } } } } }
    }
    fragment P on Proceso { nombre actividades(first: $pagina) { nodes { nombre tareas(first: $pagina) { nodes { nombre } } } } }";

fn de_tareas(tareas: usize) -> Mapa {
    mapa(3, &Medidas::organismo().con_tareas(tareas), &embebido().unwrap().catalogo)
}

async fn con_borradores(base: &Base) {
    publicar(base, "DIFICIL", &mapa_dificil(1)).await;
    publicar(base, "DIFICIL", &mapa_dificil(2)).await;
    borrador(base, "DIFICIL", &mapa_dificil(3)).await;
}

/// Whatever a document asks, it costs at most what was told; with random documents over the whole schema, both engines.
#[tokio::test]
async fn the_cost_told_is_an_upper_bound() {
    for base in en_ambas(Contenido::Demostracion).await {
        con_borradores(&base).await;
        let servidor = Server::quipu_with(base, &["--max-aliases", "1000", "--max-depth", "30"]).await;
        let nombres = || Nombres {
            entidades: ["DEMO-MANUAL", "DEMO-MAI", "DEMO-CONTACTO", "DIFICIL", "NO-EXISTE"].map(str::to_owned).to_vec(),
            ids: Vec::new(),
        };
        let ids = servidor
            .data(
                r#"{ catalogos { grupos { id } } entidad(codigo: "DIFICIL") { id sector { id } version { id hallazgos(first: 1) { nodes { id } } } puestos(first: 1) { nodes { id } }
                   unidades(first: 1) { nodes { id } } matriz { id procesos(first: 1) { nodes { id } } actividades(first: 1) { nodes { id } }
                   tareas(first: 1) { nodes { id } } ejecuciones(first: 1) { nodes { id } } puestosPropuestos(first: 1) { nodes { id } } } }
                   fichas(first: 1) { nodes { id indicadores(first: 1) { nodes { id mediciones(first: 1) { nodes { id } } } } } }
                   asignacionesDeRol(first: 1) { nodes { id } } }"#,
            )
            .await;
        let mut azar = Azar::nuevo(7, Nombres { ids: todos_los_ids(&ids), ..nombres() });
        let (mut pedidos, mut gastados, mut caros) = (0, 0, 0);
        for _ in 0..800 {
            let documento = azar.documento();
            let respuesta = servidor.graphql(&documento).await;
            let costo = costo(&respuesta);
            if costo == Value::Null {
                assert_eq!(respuesta.refusal().1, "COSTO_EXCESIVO", "{documento} → {}", respuesta.text);
                caros += 1;
                continue;
            }
            let (pedido, gastado) = (numero(&costo["requested"]), numero(&costo["actual"]));
            assert!(gastado <= pedido, "{:?} {documento}: {costo}", servidor.base.motor);
            pedidos += pedido;
            gastados += gastado;
        }
        assert!(caros < 100 && gastados > 20_000, "{caros} refused, {gastados} spent of {pedidos}");
    }
}

fn todos_los_ids(valor: &Value) -> Vec<String> {
    match valor {
        Value::Object(objeto) => objeto
            .iter()
            .flat_map(|(nombre, valor)| if nombre == "id" { vec![valor.to_string()] } else { todos_los_ids(valor) })
            .collect(),
        Value::Array(lista) => lista.iter().flat_map(todos_los_ids).collect(),
        _ => Vec::new(),
    }
}

/// A stranger can pay for one entity's tree of 4,000 tasks five levels deep, and is told little more than what it takes.
#[tokio::test]
async fn one_entitys_tree_is_affordable_to_a_stranger() {
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "GRANDE", &de_tareas(4_000)).await;
        let servidor = Server::quipu_with(base, &WITH_SECRET).await;
        let respuesta =
            send(servidor.post().json(&json!({ "query": ARBOL, "variables": { "codigo": "GRANDE" } }))).await;
        assert_eq!(respuesta.json()["errors"], Value::Null);
        let costo = costo(&respuesta);
        let (pedido, gastado) = (numero(&costo["requested"]), numero(&costo["actual"]));
        assert!(gastado > 5_000 && gastado <= pedido && pedido < gastado * 5 / 4, "{costo}");
    }
}

/// Pages say how much a document can cost, through variables and their defaults too, until the rows end.
#[tokio::test]
async fn pages_count_and_rows_that_are_not_there_do_not() {
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "GRANDE", &de_tareas(1_000)).await;
        let servidor = Server::quipu(base).await;
        let pedido = async |pagina: Value| {
            let variables = json!({ "codigo": "GRANDE", "pagina": pagina });
            let cuerpo = json!({ "query": ARBOL, "variables": variables, "extensions": { "dryRun": true } });
            numero(&costo(&servidor.json(&cuerpo).await)["requested"])
        };
        let [uno, dos, cien, doscientos] =
            [pedido(json!(1)).await, pedido(json!(2)).await, pedido(json!(100)).await, pedido(json!(200)).await];
        assert!(uno < dos && dos < cien && cien <= doscientos, "{uno} {dos} {cien} {doscientos}");
        let habitual = json!({ "query": ARBOL, "variables": { "codigo": "GRANDE" }, "extensions": { "dryRun": true } });
        assert_eq!(numero(&costo(&servidor.json(&habitual).await)["requested"]), doscientos);
        let omitido = "query Q($si: Boolean = false) { entidades(first: 100) @include(if: $si) { nodes { codigo } } }";
        assert_eq!(numero(&en_seco(&servidor, omitido).await["requested"]), 1);
    }
}

/// An aggregate costs what it sums: more for all entities than for one, most where it goes through every execution.
#[tokio::test]
async fn aggregates_cost_what_they_go_through() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let pedido = async |entidades: &str, campos: &str| {
            let documento = format!("{{ dotacion(dimensiones: [FAMILIA] {entidades}) {{ {campos} }} }}");
            numero(&en_seco(&servidor, &documento).await["requested"])
        };
        let una = "entidades: { codigo: { igual: \"DEMO-MANUAL\" } }";
        let (de_una, de_todas) = (pedido(una, "totalFilas").await, pedido("", "totalFilas").await);
        let con_tareas = pedido("", "total { tareas }").await;
        let explicada = pedido("", "filas { ejecuciones(first: 200) { nodes { horas } } }").await;
        assert!(
            de_una < de_todas && de_todas < con_tareas && con_tareas < explicada,
            "{de_una} {de_todas} {con_tareas} {explicada}"
        );
    }
}

/// What is remembered was not read: the same question asked again costs less, and was told the same.
#[tokio::test]
async fn what_is_remembered_costs_less() {
    let base = Base::nueva(crate::support::base::Motor::Sqlite, Contenido::Demostracion).await;
    let servidor = Server::quipu(base).await;
    let documento = "{ dotacion(dimensiones: [ENTIDAD, PUESTO], first: 1) { totalFilas } }";
    let (antes, despues) = (costo(&servidor.graphql(documento).await), costo(&servidor.graphql(documento).await));
    assert_eq!(antes["requested"], despues["requested"]);
    assert!(numero(&antes["actual"]) > numero(&despues["actual"]) * 5, "{antes} {despues}");
}

/// Few rows that show again and again, each below all others, are refused before they fill the answer.
#[tokio::test]
async fn circles_are_refused_before_they_run() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu_with(base, &WITH_SECRET).await;
        let en_circulos = |paso: &str, fin: &str, veces: usize| {
            let (antes, despues): (Vec<&str>, Vec<&str>) = paso
                .split('…')
                .map(|p| vec![p; veces])
                .collect::<Vec<_>>()
                .try_into()
                .map(|[a, b]: [Vec<&str>; 2]| (a, b))
                .unwrap();
            format!("{} {fin} {}", antes.join(" "), despues.join(" "))
        };
        let filas = en_circulos("matriz { macroprocesos { nodes { … } } }", "nombre", 5);
        let memoria = en_circulos("familias { grupo { … } }", "nombre", 8);
        let esquema = en_circulos("fields { type { … } }", "name", 8);
        // What circles in the schema itself is counted in levels, before anything else.
        for (documento, code) in [
            (format!("{{ entidad(codigo: \"DEMO-MAI\") {{ {filas} }} }}"), "COSTO_EXCESIVO"),
            (format!("{{ catalogos {{ grupos {{ {memoria} }} }} }}"), "COSTO_EXCESIVO"),
            (format!("{{ __schema {{ types {{ {esquema} }} }} }}"), "LIMITE_PROFUNDIDAD"),
        ] {
            let respuesta = servidor.graphql(&documento).await;
            assert_eq!(respuesta.refusal(), (400, code.to_owned()), "{documento}");
            if code != "COSTO_EXCESIVO" {
                continue;
            }
            let error = &respuesta.json()["errors"][0]["extensions"];
            assert_eq!(error["retryable"], false);
            assert!(numero(&error["cost"]["requested"]) > numero(&error["cost"]["limit"]), "{error}");
        }
    }
}

/// What shows is bounded while it runs too: by the number of rows that a request may read.
#[tokio::test]
async fn objects_without_end_are_refused_while_they_run() {
    let base = Base::nueva(crate::support::base::Motor::Sqlite, Contenido::Demostracion).await;
    let servidor = Server::quipu_with(base, &["--max-rows", "300", "--cost-capacity", "1000000000000"]).await;
    let documento = "{ catalogos { familias { roles { familia { roles { familia { roles { familia { roles { codigo } } } } } } } } } }";
    assert_eq!(servidor.code(documento).await, "LIMITE_FILAS");
}

/// A dry run tells the cost and runs nothing; what is wrong with the document it tells as well.
#[tokio::test]
async fn a_dry_run_sends_no_statement() {
    for base in en_ambas(Contenido::Demostracion).await {
        let servidor = Server::quipu(base).await;
        let documento = "{ entidades(first: 3) { nodes { macroprocesos { nodes { nombre } } } } }";
        let cuerpo = json!({ "query": documento, "extensions": { "dryRun": true } });
        let mut menos = u64::MAX;
        for _ in 0..3 {
            let antes = servidor.app.statements.sentencias();
            let respuesta = servidor.json(&cuerpo).await;
            menos = menos.min(servidor.app.statements.sentencias() - antes);
            assert_eq!((respuesta.status.as_u16(), &respuesta.json()["data"]), (200, &Value::Null));
            assert_eq!(respuesta.json().get("errors"), None);
            assert_eq!(costo(&respuesta)["actual"], 1);
        }
        assert_eq!(menos, 0, "{:?}", servidor.base.motor);
        let corrida = costo(&servidor.graphql(documento).await);
        assert_eq!(en_seco(&servidor, documento).await["requested"], corrida["requested"]);
        let malo = json!({ "query": "{ entidades { nada } }", "extensions": { "dryRun": true } });
        assert_eq!(servidor.json(&malo).await.refusal(), (400, "CONSULTA_INVALIDA".to_owned()));
        let raro = json!({ "query": documento, "extensions": { "dryRun": "si" } });
        assert_eq!(servidor.json(&raro).await.refusal(), (400, "ENTRADA_INVALIDA".to_owned()));
    }
}

/// Drafts that a requester may not see do not show in what it is told.
#[tokio::test]
async fn the_cost_of_a_hidden_draft_is_not_told() {
    let documento = "{ entidad(codigo: \"DIFICIL\") { versiones { nodes { matriz { tareas(first: 200) { nodes { nombre } } } } } } }";
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "DIFICIL", &mapa_dificil(1)).await;
        let servidor = Server::quipu_with(base, &WITH_SECRET).await;
        let antes = en_seco(&servidor, documento).await["requested"].clone();
        borrador(&servidor.base, "DIFICIL", &de_tareas(2_000)).await;
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        assert_eq!(en_seco(&servidor, documento).await["requested"], antes);
        let propia = crate::support::token::development(&servidor.base, "ana", &["lector@entidad:DIFICIL"]);
        let suya = costo(&servidor.graphql_as(&propia, documento).await);
        assert!(numero(&suya["requested"]) > numero(&antes) * 2, "{suya} {antes}");
    }
}

/// Every field that leads to objects with reads of their own is in the table of what fields read.
#[test]
fn the_table_of_reads_follows_the_schema() {
    use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
    const TIPOS: [Tipo; 14] = [
        Tipo::Entidad,
        Tipo::Version,
        Tipo::Matriz,
        Tipo::Proceso,
        Tipo::Actividad,
        Tipo::Tarea,
        Tipo::Ejecucion,
        Tipo::Unidad,
        Tipo::Puesto,
        Tipo::PuestoPropuesto,
        Tipo::Hallazgo,
        Tipo::PertinenciaFila,
        Tipo::DotacionClave,
        Tipo::Sector,
    ];
    let leidos: Vec<String> = TIPOS[..11]
        .iter()
        .flat_map(|t| [t.nombre().to_owned(), format!("{}Connection", t.nombre())])
        .chain(["Arbol".to_owned()])
        .collect();
    let mut vistos = 0;
    for definicion in async_graphql::parser::parse_schema(quipu::schema::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(tipo) = definicion else { continue };
        let Some(conocido) = TIPOS.iter().find(|t| t.nombre() == tipo.node.name.node) else { continue };
        let TypeKind::Object(objeto) = tipo.node.kind else { continue };
        for campo in objeto.fields {
            let de = campo.node.ty.node.base.to_string();
            let de = de.trim_matches(['[', ']', '!']);
            if leidos.iter().any(|l| l == de) {
                assert!(
                    regla(*conocido, &campo.node.name.node).is_some(),
                    "{}.{} is not in the table",
                    conocido.nombre(),
                    campo.node.name.node
                );
                vistos += 1;
            }
        }
    }
    assert!(vistos > 50, "{vistos}");
}
