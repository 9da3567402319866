//! The schema goes all the way down, and up again to what it was.

use quipu_migration::{Migrator, MigratorTrait};

use super::sql::Consola;
use crate::support::base::{Contenido, Motor, en_ambas};

/// Everything that the migrations make: tables with their columns, indexes, triggers, functions.
async fn huella(consola: &Consola) -> Vec<String> {
    let mut huella = match consola.motor {
        Motor::Sqlite => {
            consola.textos("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master").await
        }
        Motor::Postgres => {
            let consultas = [
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' \
                 || COALESCE(collation_name, '') FROM information_schema.columns WHERE table_schema = 'public'",
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
                "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
                 WHERE connamespace = 'public'::regnamespace",
                "SELECT polrelid::regclass || ' ' || pg_get_expr(polqual, polrelid) FROM pg_policy",
                "SELECT relname || ' is walled' FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace",
                "SELECT CAST(proname AS TEXT) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            ];
            let mut partes = Vec::new();
            for consulta in consultas {
                partes.extend(consola.textos(consulta).await);
            }
            partes
        }
    };
    huella.retain(|linea| !linea.contains("seaql_migrations"));
    huella.sort();
    huella
}

/// Down leaves nothing behind; up makes the same again; both can be said twice.
#[tokio::test]
async fn migrations_go_all_the_way_down_and_up_again() {
    for base in en_ambas(Contenido::Catalogos).await {
        let consola = Consola::abrir(&base).await;
        let antes = huella(&consola).await;
        assert!(antes.len() > 60, "{antes:?}");
        Migrator::down(&consola.db, None).await.unwrap();
        assert_eq!(consola.tablas().await, Vec::<String>::new());
        assert_eq!(huella(&consola).await, Vec::<String>::new());
        Migrator::up(&consola.db, None).await.unwrap();
        Migrator::up(&consola.db, None).await.unwrap();
        assert_eq!(huella(&consola).await, antes);
    }
}
