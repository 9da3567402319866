//! Parts of a schema that are going away: who uses one is told, and each says since when and what to use instead.

use async_graphql::{EmptyMutation, EmptySubscription, Enum, InputObject, Object, Schema};
use quipu::schema::deprecation::{Contract, Deprecations, date_of};
use serde_json::{Value, json};

use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::{Server, send};

struct Query;

#[Object]
impl Query {
    async fn viejo(&self, #[graphql(deprecation = "Desde 2026-03-01: use `a`.")] b: Option<i32>) -> Hijo {
        Hijo(b.unwrap_or_default())
    }

    #[graphql(deprecation = "Desde 2026-02-01: use `viejo`.")]
    async fn antiguo(&self) -> i32 {
        1
    }

    async fn filtrado(&self, filtro: Option<Filtro>) -> i32 {
        filtro.map_or(0, |filtro| filtro.a.unwrap_or_default() + i32::from(filtro.color == Some(Color::Gris)))
    }
}

struct Hijo(i32);

#[Object]
impl Hijo {
    #[graphql(deprecation = "Desde 2026-01-01: use `actual`.")]
    async fn pasado(&self) -> i32 {
        self.0
    }

    async fn actual(&self) -> i32 {
        self.0
    }
}

#[derive(InputObject)]
struct Filtro {
    #[graphql(deprecation = "Desde 2026-04-01: use `color`.")]
    a: Option<i32>,
    color: Option<Color>,
}

#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum Color {
    Azul,
    #[graphql(deprecation = "Desde 2026-05-01: use `AZUL`.")]
    Gris,
}

type Propio = Schema<Query, EmptyMutation, EmptySubscription>;

fn propio() -> Propio {
    Schema::new(Query, EmptyMutation, EmptySubscription)
}

/// What the headers say, and the unix time of the day that they mean.
async fn told(server: &Server<Propio>, body: Value) -> (String, String) {
    let answer = server.json(&body).await;
    assert_eq!(answer.json().get("errors"), None, "{body}");
    (answer.header("deprecation").to_owned(), answer.header("x-deprecated").to_owned())
}

/// Fields, arguments, input fields and values, written out or in variables, direct or in fragments; the oldest one dates.
#[tokio::test]
async fn who_uses_something_deprecated_is_told() {
    let server = Server::of(propio()).await;
    let cases = [
        (json!("{ viejo { actual } }"), "", ""),
        (json!("{ antiguo }"), "@1769904000", "Query.antiguo"),
        (json!("{ antiguo viejo { p: pasado } }"), "@1767225600", "Hijo.pasado, Query.antiguo"),
        (json!("{ viejo { ...f } } fragment f on Hijo { ... { pasado } }"), "@1767225600", "Hijo.pasado"),
        (json!("{ viejo(b: 1) { actual } }"), "@1772323200", "Query.viejo(b)"),
        (json!("{ filtrado(filtro: {a: 1}) }"), "@1775001600", "Filtro.a"),
        (json!("{ filtrado(filtro: {color: GRIS}) }"), "@1777593600", "Color.GRIS"),
        (json!("{ filtrado(filtro: {color: AZUL}) }"), "", ""),
    ];
    for (query, since, names) in cases {
        assert_eq!(told(&server, json!({ "query": query })).await, (since.to_owned(), names.to_owned()), "{query}");
    }
    let query = "query($f: Filtro, $c: Color = GRIS) { filtrado(filtro: $f) otro: filtrado(filtro: {color: $c}) }";
    let (_, names) = told(&server, json!({ "query": query, "variables": { "f": { "a": 2 } } })).await;
    assert_eq!(names, "Color.GRIS, Filtro.a");
    let page = send(server.get("/")).await;
    assert_eq!(page.header("deprecation"), "", "what is not GraphQL uses nothing");
}

/// What is deprecated without a date and a way out; none may be.
fn undated(introspection: &Value) -> Vec<String> {
    let mut undated = Vec::new();
    for kind in introspection["__schema"]["types"].as_array().unwrap() {
        let members =
            ["fields", "enumValues", "inputFields"].iter().flat_map(|key| kind[key].as_array().into_iter().flatten());
        for member in members {
            for part in member["args"].as_array().into_iter().flatten().chain([member]) {
                let reason = part["deprecationReason"].as_str().unwrap_or_default();
                if part["isDeprecated"] == true && date_of(reason).is_none() {
                    undated.push(format!("{}.{}: {reason}", kind["name"], part["name"]));
                }
            }
        }
    }
    undated
}

const LOOK: &str = "{ __schema { types { name fields(includeDeprecated: true) { ...f args(includeDeprecated: true) { ...i } } \
     enumValues(includeDeprecated: true) { ...v } inputFields(includeDeprecated: true) { ...i } } } } \
     fragment f on __Field { name isDeprecated deprecationReason } \
     fragment v on __EnumValue { name isDeprecated deprecationReason } \
     fragment i on __InputValue { name isDeprecated deprecationReason }";

/// Each deprecated part of the schema says since when and what to use instead.
#[tokio::test]
async fn deprecations_are_dated() {
    let quipu = Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await;
    assert_eq!(undated(&quipu.data(LOOK).await), Vec::<String>::new());
    let own = Server::of(propio()).await.graphql(LOOK).await.json();
    assert_eq!(undated(&own["data"]), Vec::<String>::new());
    let bare = own["data"]
        .to_string()
        .replace("Desde 2026-02-01: ", "")
        .replace("Desde 2026-05-01: use `AZUL`.", "Desde 2026-05-01: ");
    assert_eq!(undated(&serde_json::from_str(&bare).unwrap()).len(), 2, "the rule sees what breaks it");
}

/// A schema without deprecations costs nothing and finds nothing.
#[test]
fn nothing_is_deprecated_where_nothing_is() {
    let mut request = async_graphql::Request::new("{ sectores { codigo } }");
    let deprecations = Deprecations::of(&quipu::schema::build().contract()).unwrap();
    assert_eq!(deprecations.used_by(&mut request), None);
}
