//! Layers, by what the sources name: each part reaches only what the README says it reaches.

use std::path::{Path, PathBuf};

/// The sources below a folder of the repository.
fn fuentes(carpeta: &str) -> Vec<(PathBuf, String)> {
    let mut pendientes = vec![Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(carpeta)];
    let mut fuentes = Vec::new();
    while let Some(ruta) = pendientes.pop() {
        if ruta.is_dir() {
            pendientes.extend(std::fs::read_dir(&ruta).unwrap().map(|entrada| entrada.unwrap().path()));
        } else if ruta.extension().is_some_and(|extension| extension == "rs") {
            let texto = std::fs::read_to_string(&ruta).unwrap();
            fuentes.push((ruta, texto));
        }
    }
    fuentes
}

/// No source of a part names what belongs to another one.
#[test]
fn each_part_reaches_only_what_it_may() {
    let reglas: [(&str, &[&str]); 7] = [
        // Rules and formulas: pure.
        (
            "api/src/domain",
            &["sea_orm", "async_graphql", "axum", "tokio", "crate::store", "crate::schema", "crate::http"],
        ),
        // Maps in memory: made or read without a database.
        ("api/src/generate", &["sea_orm", "async_graphql", "axum", "crate::store", "crate::schema", "crate::http"]),
        ("api/src/workbook", &["sea_orm", "async_graphql", "axum", "crate::store", "crate::schema", "crate::http"]),
        // Drawings are texts made of what comes in.
        ("api/src/diagrama", &["sea_orm", "async_graphql", "axum", "tokio", "crate::store", "crate::schema"]),
        // The database does not know its clients.
        ("api/src/store", &["async_graphql", "axum", "crate::schema", "crate::http", "crate::app"]),
        // Resolvers ask the store, and never send a statement themselves.
        (
            "api/src/schema",
            &["axum", "crate::http", "ConnectionTrait", "DatabaseConnection", "Statement", "query_all", "execute"],
        ),
        // The face carries requests; it does not know what they are about.
        ("api/src/http", &["sea_orm::Entity", "quipu_entities", "crate::domain", "SELECT "]),
    ];
    for (carpeta, prohibido) in reglas {
        let fuentes = fuentes(carpeta);
        assert!(fuentes.len() >= 5, "{carpeta}");
        for (ruta, texto) in fuentes {
            for palabra in prohibido {
                assert!(!texto.contains(palabra), "{} names {palabra}", ruta.display());
            }
        }
    }
}
