//! Filters over texts, numbers and what is missing, each compared with the same condition computed over the whole list.

use quipu::domain::texto::clave;
use quipu::schema::QuipuSchema;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::cursores::servidores;
use super::documento::texto;
use crate::support::server::Server;

/// A list of a matrix or a version of the entity of difficult maps.
pub(super) async fn nodos(servidor: &Server<QuipuSchema>, lista: &str, filtro: &str, campos: &str) -> Vec<Value> {
    let filtro = if filtro.is_empty() { String::new() } else { format!("filtro: {{{filtro}}}") };
    let lista = format!("lista: {lista}(first: 200 {filtro}) {{ totalCount nodes {{ id {campos} }} }}");
    let lugar = if ["lista: puestos(", "lista: unidades("].iter().any(|propia| lista.starts_with(propia)) {
        "version"
    } else {
        "matriz"
    };
    let datos = servidor.data(&format!("{{ entidad(codigo: \"PRUEBA-A\") {{ {lugar} {{ {lista} }} }} }}")).await;
    let lista = &datos["entidad"][lugar]["lista"];
    let nodos = lista["nodes"].as_array().unwrap().clone();
    assert_eq!(lista["totalCount"], nodos.len(), "{filtro}: the count obeys the filter");
    nodos
}

/// The rows that a filter gives are those of the whole list for which the condition holds. Tells how many.
pub(super) async fn comparar(
    servidor: &Server<QuipuSchema>,
    lista: &str,
    filtro: &str,
    campos: &str,
    condicion: impl Fn(&Value) -> bool,
) -> usize {
    let ids = |nodos: &[Value]| nodos.iter().map(|nodo| texto(&nodo["id"])).collect::<Vec<_>>();
    let mut esperados = nodos(servidor, lista, "", campos).await;
    esperados.retain(|nodo| condicion(nodo));
    let obtenidos = nodos(servidor, lista, filtro, campos).await;
    assert_eq!(ids(&obtenidos), ids(&esperados), "{lista} {filtro} on {:?}", servidor.base.motor);
    esperados.len()
}

/// A condition over a text, in GraphQL and in Rust.
type DeTexto = (&'static str, fn(&str) -> bool);

const TEXTOS: [DeTexto; 22] = [
    ("igual: \"Área_común\"", |t| t == "Área_común"),
    ("igual: \"área_común\"", |t| t == "área_común"),
    ("en: [\"Zz final\", \"área común\", \"nadie\"]", |t| ["Zz final", "área común"].contains(&t)),
    ("en: []", |_| false),
    ("contiene: \"GESTION\"", |t| clave(t).contains("gestion")),
    ("contiene: \"ñandú\"", |t| clave(t).contains("nandu")),
    ("contiene: \"Nandu\"", |t| clave(t).contains("nandu")),
    ("contiene: \"nandu\\u0301\"", |t| clave(t).contains("nandu")),
    ("contiene: \"%\"", |t| t.contains('%')),
    ("contiene: \"_\"", |t| t.contains('_')),
    ("contiene: \"\\\\\"", |t| t.contains('\\')),
    ("contiene: \"100%\"", |t| t.contains("100%")),
    ("contiene: \"0% al\"", |t| clave(t).contains("0% al")),
    ("contiene: \"𝒜nexo\"", |t| clave(t).contains(&clave("𝒜nexo"))),
    ("contiene: \"' OR 1=1 --\"", |_| false),
    ("contiene: \"\"", |_| true),
    ("empieza: \"area\"", |t| clave(t).starts_with("area")),
    ("empieza: \"ÁREA_\"", |t| clave(t).starts_with("area_")),
    ("empieza: \"%\"", |t| t.starts_with('%')),
    ("empieza: \"época\" contiene: \"PRUEBAS\"", |t| clave(t).starts_with("epoca") && clave(t).contains("pruebas")),
    ("empieza: \"m.01\"", |t| clave(t).starts_with("m.01")),
    ("empieza: \"ñ\"", |t| clave(t).starts_with('n')),
];

/// Texts with a search key beside them (nombre) and without one (codigo, ejecutor): the same meaning.
#[tokio::test]
async fn texts_are_found_without_accents_or_case() {
    for servidor in servidores().await {
        let mut halladas = 0;
        for (lista, campo) in [
            ("procesos", "nombre"),
            ("tareas", "nombre"),
            ("puestos", "nombre"),
            ("procesos", "codigo"),
            ("actividades", "codigo"),
            ("ejecuciones", "ejecutor"),
            ("unidades", "sigla"),
        ] {
            for (filtro, condicion) in TEXTOS {
                let cumple = |nodo: &Value| nodo[campo].as_str().is_some_and(condicion);
                halladas += comparar(&servidor, lista, &format!("{campo}: {{{filtro}}}"), campo, cumple).await;
            }
            for nulo in [true, false] {
                let filtro = format!("{campo}: {{nulo: {nulo}}}");
                comparar(&servidor, lista, &filtro, campo, |nodo| nodo[campo].is_null() == nulo).await;
            }
        }
        assert!(halladas > 300, "{halladas}");
    }
}

/// A search that no engine can take is answered or refused the same on both, never with a failure.
#[tokio::test]
async fn odd_texts_never_reach_the_database() {
    for servidor in servidores().await {
        let largo = "%".repeat(40_000);
        comparar(&servidor, "procesos", &format!("nombre: {{contiene: \"{largo}\"}}"), "nombre", |_| false).await;
        for filtro in ["igual: \"a\\u0000b\"", "en: [\"\\u0000\"]", "contiene: \"\\u0000\""] {
            let documento = format!("{{ entidades(filtro: {{nombre: {{{filtro}}}}}) {{ nodes {{ id }} }} }}");
            assert_eq!(servidor.code(&documento).await, "ENTRADA_INVALIDA", "{filtro} on {:?}", servidor.base.motor);
        }
        assert_eq!(servidor.code("{ entidad(codigo: \"\\u0000\") { id } }").await, "ENTRADA_INVALIDA");
    }
}

/// Whole numbers: equal, among, ranges, missing.
#[tokio::test]
async fn whole_numbers_are_compared() {
    type DeEntero = (&'static str, fn(Option<i64>) -> bool);
    let casos: [DeEntero; 9] = [
        ("igual: 2", |n| n == Some(2)),
        ("en: [0, 1, 99]", |n| [Some(0), Some(1)].contains(&n)),
        ("en: []", |_| false),
        ("min: 1", |n| n >= Some(1)),
        ("max: 1", |n| n.is_some_and(|n| n <= 1)),
        ("min: 1 max: 2", |n| n.is_some_and(|n| (1..=2).contains(&n))),
        ("min: 3 max: 1", |_| false),
        ("nulo: true", |n| n.is_none()),
        ("max: 9223372036854775807", |n| n.is_some()),
    ];
    for servidor in servidores().await {
        for (lista, campo) in [
            ("puestos", "ocupados"),
            ("procesos", "nivel"),
            ("puestosPropuestos", "brecha"),
            ("unidades", "nivelOrganizacional"),
        ] {
            let mut distintas = std::collections::HashSet::new();
            for (filtro, condicion) in casos {
                let filtro = format!("{campo}: {{{filtro}}}");
                distintas
                    .insert(comparar(&servidor, lista, &filtro, campo, |nodo| condicion(nodo[campo].as_i64())).await);
            }
            assert!(distintas.len() > 2, "{lista} {campo}: {distintas:?}");
        }
    }
}

type Comparacion = (&'static str, fn(&Decimal, &Decimal) -> bool);

const COMPARACIONES: [Comparacion; 3] = [("igual", Decimal::eq), ("min", Decimal::ge), ("max", Decimal::le)];

/// Decimals: a bound with more digits than a column keeps is not rounded into the range.
#[tokio::test]
async fn decimals_are_compared_exactly() {
    for servidor in servidores().await {
        for campo in ["frecuenciaMensual", "duracionHoras", "horas"] {
            let valor = |nodo: &Value| nodo[campo].as_str().map(|texto| texto.parse::<Decimal>().unwrap());
            let mut valores: Vec<Decimal> =
                nodos(&servidor, "ejecuciones", "", campo).await.iter().filter_map(valor).collect();
            valores.sort_unstable();
            let medio = valores[valores.len() / 2];
            let poco = Decimal::new(1, 15);
            for limite in
                [medio, medio + poco, medio - poco, -medio, Decimal::new(5, 0) * Decimal::from(10_i64.pow(17))]
            {
                for (condicion, cumple) in COMPARACIONES {
                    let filtro = format!("{campo}: {{{condicion}: \"{limite}\"}}");
                    comparar(&servidor, "ejecuciones", &filtro, campo, |nodo| {
                        valor(nodo).is_some_and(|v| cumple(&v, &limite))
                    })
                    .await;
                }
            }
            let filtro = format!("{campo}: {{nulo: true}}");
            comparar(&servidor, "ejecuciones", &filtro, campo, |nodo| nodo[campo].is_null()).await;
        }
    }
}

/// `y`, `o`, `no` are and, or, not; a row without value is not what is denied.
#[tokio::test]
async fn filters_combine() {
    type Caso = (&'static str, fn(&str, i64) -> bool);
    let casos: [Caso; 7] = [
        ("y: [{codigo: {empieza: \"m.01\"}}, {nivel: {min: 1}}]", |c, n| {
            c.to_lowercase().starts_with("m.01") && n >= 1
        }),
        ("o: [{codigo: {igual: \"Ñ.01\"}}, {nivel: {igual: 0}}]", |c, n| c == "Ñ.01" || n == 0),
        ("no: {codigo: {igual: \"M.01\"}}", |c, _| c != "M.01"),
        ("nivel: {igual: 1} no: {o: [{codigo: {igual: \"M.01\"}}, {codigo: {nulo: true}}]}", |c, n| {
            n == 1 && c != "M.01" && !c.is_empty()
        }),
        ("no: {no: {codigo: {igual: \"m.01\"}}}", |c, _| c == "m.01"),
        ("no: {codigo: {en: []}}", |_, _| true),
        ("o: [{y: [{nivel: {igual: 0}}, {no: {codigo: {nulo: true}}}]}, {nivel: {igual: 2}}]", |c, n| {
            (n == 0 && !c.is_empty()) || n == 2
        }),
    ];
    for servidor in servidores().await {
        for (filtro, condicion) in casos {
            let cumple =
                |nodo: &Value| condicion(nodo["codigo"].as_str().unwrap_or_default(), nodo["nivel"].as_i64().unwrap());
            assert!(comparar(&servidor, "procesos", filtro, "codigo nivel", cumple).await > 0, "{filtro}");
        }
    }
}

/// A filter deeper or wider than a person would write is refused before it reaches the database.
#[tokio::test]
async fn filters_without_end_are_refused() {
    for servidor in servidores().await {
        let anidado = |niveles: usize| {
            let dentro =
                (1..niveles).fold("{nombre: {contiene: \"a\"}}".to_owned(), |dentro, _| format!("{{no: {dentro}}}"));
            format!("{{ entidades(filtro: {dentro}) {{ nodes {{ id }} }} }}")
        };
        servidor.data(&anidado(5)).await;
        assert_eq!(servidor.code(&anidado(6)).await, "ENTRADA_INVALIDA");
        let ancho = |cuantos: usize| {
            let filtros = vec![json!({ "nombre": { "contiene": "a" } }); cuantos - 1];
            json!({
                "query": "query($f: EntidadFiltro) { entidades(filtro: $f) { nodes { id } } }",
                "variables": { "f": { "o": filtros } },
            })
        };
        assert_eq!(servidor.json(&ancho(50)).await.json()["errors"], Value::Null);
        assert_eq!(servidor.json(&ancho(51)).await.refusal().1, "ENTRADA_INVALIDA");
        let repetido = |veces: usize| {
            json!({
                "query": "query($o: [EntidadOrden!]) { entidades(first: 1 orden: $o) { nodes { id } } }",
                "variables": { "o": vec![json!({ "campo": "NOMBRE" }); veces] },
            })
        };
        let respuesta = servidor.json(&repetido(500)).await.json();
        assert_eq!(respuesta["errors"], Value::Null, "an order repeated is one order");
        assert_eq!(servidor.json(&repetido(501)).await.refusal().1, "ENTRADA_INVALIDA");
    }
}
