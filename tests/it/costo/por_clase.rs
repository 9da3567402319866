//! Limits by kind of requester, and a deadline that ends the SQL too.

use std::time::{Duration, Instant};

use reqwest::header::CONTENT_TYPE;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::support::base::{Base, Contenido, Motor, motores};
use crate::support::server::{Server, send};
use crate::support::token::{SECRET, development};

/// Roles of the kinds that have a token, in the order of their names in settings.
const ROLES: [(&str, &str); 3] =
    [("entidad", "lector@entidad:DEMO-MANUAL"), ("rector", "rector@*"), ("operador", "operador@*")];

/// A limit, how a kind gets more of it than others, and a document that needs more.
const LIMITES: [(&str, &str, &str, &str); 8] = [
    ("--max-depth", "2", "4", "{ nodo { nodo { nodo { nombre } } } }"),
    ("--max-fields", "2", "9", "{ nodo { nodo { nombre } } }"),
    ("--max-aliases", "1", "9", "{ a: hola b: hola }"),
    ("--max-root-fields", "1", "9", "{ hola nodo { nombre } }"),
    ("--max-directives", "1", "9", "{ hola @skip(if: false) @include(if: true) }"),
    ("--max-tokens", "4", "99", "{ nodo { nombre } }"),
    ("--cost-capacity", "1", "9", "{ hola }"),
    ("--max-body-bytes", "1024", "9999", "{ hola } #"),
];

/// Each limit holds for all but the kind that has its own.
#[tokio::test]
async fn each_limit_is_by_kind() {
    for (clase, rol) in ROLES {
        for (limite, poco, mucho, documento) in LIMITES {
            let valor = format!("{poco},{clase}={mucho}");
            let server = Server::with_flags(&["--jwt-secret", SECRET, limite, &valor]).await;
            let documento = if limite == "--max-body-bytes" {
                documento.to_owned() + &"x".repeat(1500)
            } else {
                documento.to_owned()
            };
            let suyo = development(&server.base, "ana", &[rol]);
            let propia = server.graphql_as(&suyo, &documento).await;
            assert_eq!(propia.json().get("errors"), None, "{limite} {clase}: {}", propia.text);
            if limite == "--cost-capacity" {
                continue;
            }
            let otra = ROLES.iter().find(|(otra, _)| *otra != clase).unwrap().1;
            let ajeno = development(&server.base, "eva", &[otra]);
            for (quien, answer) in
                [("stranger", server.graphql(&documento).await), ("other", server.graphql_as(&ajeno, &documento).await)]
            {
                let codigo = answer.refusal().1;
                assert!(
                    codigo.starts_with("LIMITE_") || codigo.starts_with("CUERPO_"),
                    "{limite} {quien}: {}",
                    answer.text
                );
            }
        }
    }
}

/// Pages, too, are as long as the kind may have them; a shorter one is not clamped in silence.
#[tokio::test]
async fn pages_are_by_kind() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    let flags = [
        "--jwt-secret",
        SECRET,
        "--max-page",
        "20,entidad=50",
        "--max-tree-page",
        "1000,entidad=2000",
        "--max-group-page",
        "100,entidad=200",
        "--max-rows",
        "50,entidad=5000",
    ];
    let server = Server::quipu_with(base, &flags).await;
    let ana = development(&server.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
    let documentos = |n: [u32; 3]| {
        [
            format!("{{ entidades(first: {}) {{ nodes {{ codigo }} }} }}", n[0]),
            format!(
                "{{ entidad(codigo: \"DEMO-MANUAL\") {{ matriz {{ arbol(first: {}) {{ nodes {{ orden }} }} }} }} }}",
                n[1]
            ),
            format!("{{ dotacion(dimensiones: [ROL], first: {}) {{ totalFilas }} }}", n[2]),
        ]
    };
    for documento in documentos([50, 2000, 200]) {
        assert_eq!(server.graphql_as(&ana, &documento).await.json().get("errors"), None, "{documento}");
        let error = server.graphql(&documento).await;
        assert_eq!(error.refusal(), (400, "PAGINA_FUERA_DE_RANGO".to_owned()), "{documento}");
        assert_eq!(error.json()["errors"][0]["extensions"]["campo"], "first");
    }
    let filas =
        "{ a: entidades { nodes { codigo } } b: entidades { nodes { codigo } } c: entidades { nodes { codigo } } }";
    assert_eq!(server.code(filas).await, "LIMITE_FILAS");
    assert_eq!(server.graphql_as(&ana, filas).await.json().get("errors"), None);
}

/// Each kind has its own deadline.
#[tokio::test]
async fn the_deadline_is_by_kind() {
    let server = Server::with_flags(&["--jwt-secret", SECRET, "--request-timeout-seconds", "30,anonimo=1"]).await;
    let start = Instant::now();
    assert_eq!(server.graphql("{ nunca }").await.refusal(), (504, "TIEMPO_AGOTADO".to_owned()));
    assert!(start.elapsed() < Duration::from_secs(5));
    let ana = development(&server.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
    let later = tokio::time::timeout(Duration::from_secs(2), server.graphql_as(&ana, "{ nunca }")).await;
    assert!(later.is_err(), "still running");
}

/// Statements that PostgreSQL runs for a test.
async fn sleeping(base: &Base) -> i64 {
    let db = base.conectar().await;
    let sql = "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
               AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";
    let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    db.close().await.unwrap();
    fila.try_get("", "n").unwrap()
}

/// A request past its deadline, or whose client left, takes its statement with it, long before the longest deadline.
#[tokio::test]
async fn what_nobody_waits_for_stops_in_postgres() {
    if !motores().contains(&Motor::Postgres) {
        return;
    }
    let base = Base::nueva(Motor::Postgres, Contenido::Catalogos).await;
    let flags = ["--jwt-secret", SECRET, "--request-timeout-seconds", "60,anonimo=1"];
    let server = Server::with(base, &flags).await;
    let ana = development(&server.base, "ana", &["lector@entidad:DEMO-MANUAL"]);
    let body = json!({ "query": "{ dormir }" }).to_string();
    let leaving = server.post().bearer_auth(ana).header(CONTENT_TYPE, "application/json").body(body);
    let leaving = tokio::spawn(leaving.send());
    let start = Instant::now();
    while sleeping(&server.base).await == 0 {
        assert!(start.elapsed() < Duration::from_secs(10) && !leaving.is_finished(), "the statement runs");
    }
    leaving.abort();
    assert_eq!(server.graphql("{ dormir }").await.refusal(), (504, "TIEMPO_AGOTADO".to_owned()));
    let start = Instant::now();
    while sleeping(&server.base).await > 0 {
        assert!(start.elapsed() < Duration::from_secs(10), "statements that nobody waits for go on");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(send(server.get("/health/ready")).await.status, 200);
    assert_eq!(server.graphql("{ sql(veces: 1) }").await.json()["data"], json!({ "sql": true }));
}
