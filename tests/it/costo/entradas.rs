//! What a document says besides its pages: names of operations, conditions of filters, long lists, questions about the
//! schema.

use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use super::{costo, en_seco, numero};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::{Answer, Server};
use crate::support::token::WITH_SECRET;

async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        servidores.push(Server::quipu_with(base, &WITH_SECRET).await);
    }
    servidores
}

/// Whatever its operations are called, a dry run runs nothing; and it tells what is wrong, whatever that is called.
#[tokio::test]
async fn a_dry_run_cannot_be_named() {
    for servidor in servidores().await {
        let seco = async |documento: String, operacion: Value| -> Answer {
            let cuerpo = json!({ "query": documento, "operationName": operacion, "extensions": { "dryRun": true } });
            servidor.json(&cuerpo).await
        };
        for nombre in ["__ninguna", "_0", "_1"] {
            for operacion in [Value::Null, json!(nombre)] {
                let uno = format!("query {nombre} {{ entidades {{ totalCount }} }}");
                for documento in [uno.clone(), format!("{uno} query _2 {{ __typename }}")] {
                    let respuesta = seco(documento, operacion.clone()).await;
                    assert_eq!((respuesta.status.as_u16(), respuesta.json().get("errors")), (200, None));
                    assert_eq!(respuesta.json()["data"], Value::Null, "{}", respuesta.text);
                }
            }
            let invalidos = [
                (format!("{{ a{nombre} }}"), Value::Null),
                (format!("{{ entidades {{ nodes {{ {nombre} }} }} }}"), Value::Null),
                ("query Q { sectores { codigo } }".to_owned(), json!(nombre)),
            ];
            for (documento, operacion) in invalidos {
                let respuesta = seco(documento.clone(), operacion).await;
                assert_eq!(respuesta.refusal(), (400, "CONSULTA_INVALIDA".to_owned()), "{documento}");
            }
        }
    }
}

/// Each condition of a filter is paid, however it is said, and so is what it looks through.
#[tokio::test]
async fn each_condition_is_paid() {
    for servidor in servidores().await {
        let pedido = async |lista: &str, filtro: &str| {
            let documento = format!("{{ {lista}(first: 1, filtro: {filtro}) {{ nodes {{ id }} }} }}");
            numero(&en_seco(&servidor, &documento).await["requested"])
        };
        let una = "{ nombre: { contiene: \"a\" } }";
        let muchas = format!("{{ o: [{}] }}", [una; 40].join(", "));
        // There are more than 230 entities, and ten rows that are gone through are a point.
        let (barato, caro) = (pedido("entidades", una).await, pedido("entidades", &muchas).await);
        assert!(caro >= barato + 39 * 23, "{barato} {caro}");
        let documento = "query Q($f: EntidadFiltro) { entidades(first: 1, filtro: $f) { nodes { id } } }";
        let filtro = json!({ "o": vec![json!({ "nombre": { "contiene": "a" } }); 40] });
        let cuerpo = json!({ "query": documento, "variables": { "f": filtro }, "extensions": { "dryRun": true } });
        assert_eq!(numero(&costo(&servidor.json(&cuerpo).await)["requested"]), caro, "through a variable");
        for (lista, propia, mira) in [
            ("procesos", "{ codigo: { igual: \"M.01\" } }", "{ sinEjecutor: true }"),
            ("procesos", "{ codigo: { igual: \"M.01\" } }", "{ no: { conActividadesSinEjecutor: true } }"),
            ("entregas", "{ exitosa: true }", "{ conDeficit: true }"),
            ("fichas", "{ nombre: { igual: \"x\" } }", "{ conIndicadoresSinMedir: true }"),
            ("entidades", "{ demostracion: true }", "{ reportaron: true }"),
        ] {
            let (de_la_fila, de_otras) = (pedido(lista, propia).await, pedido(lista, mira).await);
            assert!(de_otras > de_la_fila, "{lista} {mira}: {de_otras} {de_la_fila}");
        }
        let debajo = async |filtro: &str| {
            let documento = format!(
                "{{ entidad(codigo: \"DEMO-MAI\") {{ entregas({filtro}) {{ nodes {{ id }} }} matriz {{ tareas({filtro}) {{ nodes {{ id }} }} }} }} }}"
            );
            numero(&en_seco(&servidor, &documento).await["requested"])
        };
        let (una, muchas) =
            (debajo("filtro: { codigo: { igual: \"x\" } }").await, debajo(&format!("filtro: {muchas}")).await);
        assert!(muchas > una + 39, "{una} {muchas}");
    }
}

/// A list that is too long is refused before anything goes through it, wherever it is said.
#[tokio::test]
async fn long_lists_are_refused() {
    const DOTACION: &str = "query D($d: [DotacionDimension!]!, $o: [DotacionOrden!], $f: DotacionFiltro, $e: EntidadFiltro) \
        { dotacion(dimensiones: $d, orden: $o, filtro: $f, entidades: $e) { totalFilas } }";
    for servidor in servidores().await {
        let casos = [
            ("orden", json!({ "d": [], "o": vec![json!({ "medida": "PUESTOS_SIN_DATO" }); 5_000] })),
            ("dimensiones", json!({ "d": vec!["FAMILIA"; 9_000] })),
            ("familia", json!({ "d": [], "f": { "familia": vec!["CA-03"; 501] } })),
            ("o", json!({ "d": [], "e": { "y": [{ "o": vec![json!({ "reportaron": true }); 501] }] } })),
            ("en", json!({ "d": [], "e": { "codigo": { "en": vec!["X"; 501] } } })),
        ];
        for (campo, variables) in casos {
            for seco in [false, true] {
                let cuerpo = json!({ "query": DOTACION, "variables": variables, "extensions": { "dryRun": seco } });
                let inicio = std::time::Instant::now();
                let respuesta = servidor.json(&cuerpo).await;
                assert!(inicio.elapsed() < std::time::Duration::from_secs(2), "{campo}");
                assert_eq!(respuesta.refusal(), (400, "ENTRADA_INVALIDA".to_owned()), "{campo}");
                assert_eq!(respuesta.json()["errors"][0]["extensions"]["campo"], campo);
            }
        }
        let escrita = format!("{{ dotacion(dimensiones: [{}]) {{ totalFilas }} }}", "FAMILIA ".repeat(501));
        assert_eq!(servidor.graphql(&escrita).await.refusal(), (400, "ENTRADA_INVALIDA".to_owned()));
        let habitual =
            "query D($d: [DotacionDimension!]! = [FAMILIA, ROL]) { dotacion(dimensiones: $d) { totalFilas } }";
        servidor.data(habitual).await;
        let larga = habitual.replace("FAMILIA, ROL", &"FAMILIA ".repeat(501));
        assert_eq!(servidor.graphql(&larga).await.refusal(), (400, "ENTRADA_INVALIDA".to_owned()));
        let en =
            json!({ "query": DOTACION, "variables": { "d": [], "e": { "codigo": { "en": vec!["DEMO-MAI"; 500] } } } });
        assert_eq!(servidor.json(&en).await.json()["errors"], Value::Null);
    }
}

fn objetos(valor: &Value) -> u64 {
    match valor {
        Value::Object(campos) => 1 + campos.values().map(objetos).sum::<u64>(),
        Value::Array(items) => items.iter().map(objetos).sum(),
        _ => 0,
    }
}

/// What introspection shows is never more than what it was said to cost, and a stranger can pay for all of the schema.
#[tokio::test]
async fn introspection_is_bounded_by_what_the_schema_has() {
    const TIPO: &str = "type { name ofType { name ofType { name ofType { name ofType { name } } } } }";
    let listas = [
        "types { name }".to_owned(),
        format!("types {{ fields(includeDeprecated: true) {{ name {TIPO} }} }}"),
        format!("types {{ fields {{ args {{ name {TIPO} }} }} }}"),
        format!(
            "types {{ inputFields {{ name {TIPO} }} enumValues {{ name }} interfaces {{ name }} possibleTypes {{ name }} }}"
        ),
        "directives { name locations args { name } }".to_owned(),
        "mutationType { fields { args { name type { name } } } }".to_owned(),
        "types { fields { type { fields { name } } } }".to_owned(),
    ];
    let servidor = servidores().await.remove(0);
    let mut juntas = 0;
    for (n, lista) in listas.iter().enumerate() {
        let respuesta = servidor.graphql(&format!("{{ __schema {{ {lista} }} }}")).await;
        let vistos = objetos(&respuesta.json()["data"]);
        let pedido = numero(&en_seco(&servidor, &format!("{{ __schema {{ {lista} }} }}")).await["requested"]);
        assert!(pedido >= vistos, "{lista}: {pedido} for {vistos}");
        if n < 6 {
            assert!(vistos > 0, "{}", respuesta.text);
            juntas += pedido;
        }
    }
    assert!(juntas < 50_000, "{juntas}");
    let operacion = servidor.data("{ __type(name: \"OperacionInput\") { inputFields { name type { name } } } }").await;
    assert!(objetos(&operacion) > 80);
}
