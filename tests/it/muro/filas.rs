//! Table by table: every row that comes out belongs to a version that may be seen, and all of those come out.

use std::collections::{BTreeMap, BTreeSet};

use quipu::store::{Alcance, Scope};
use sea_orm::sqlx::{PgConnection, Row};

use super::{numeros, pedir, propietario, servidor, solo, tras_el_muro};

/// Tables that no request reads.
const DE_NADIE: [&str; 2] = ["auditoria_cabeza", "idempotencia"];

/// Tables of records: those with `visibilidad`.
async fn de_registros(conexion: &mut PgConnection) -> Vec<String> {
    let sql = "SELECT CAST(table_name AS TEXT) FROM information_schema.columns \
               WHERE table_schema = 'public' AND column_name = 'visibilidad' ORDER BY 1";
    pedir(conexion, sql).await.unwrap().iter().map(|fila| fila.get(0)).collect()
}

/// Tables with rows of an entity's version, and the column that tells the version: as the database itself knows them.
async fn tablas(conexion: &mut PgConnection) -> Vec<(String, String)> {
    let sql = "SELECT CAST(c.table_name AS TEXT), CAST(MAX(v.column_name) AS TEXT) FROM information_schema.columns c \
               JOIN information_schema.columns v ON v.table_schema = c.table_schema AND v.table_name = c.table_name \
               AND v.column_name IN ('version', 'numero') WHERE c.table_schema = 'public' AND c.column_name = 'entidad_id' \
               AND c.table_name NOT LIKE 'auditoria%' \
               GROUP BY c.table_name ORDER BY 1";
    pedir(conexion, sql).await.unwrap().iter().map(|fila| (fila.get(0), fila.get(1))).collect()
}

type Cuenta = BTreeMap<(i32, i32), i64>;

async fn contar(conexion: &mut PgConnection, tabla: &str, version: &str) -> Cuenta {
    let sql = format!("SELECT entidad_id, {version}, COUNT(*) FROM {tabla} GROUP BY 1, 2");
    let filas = pedir(conexion, &sql).await.unwrap_or_else(|error| panic!("{tabla}: {error}"));
    filas.iter().map(|fila| ((fila.get(0), fila.get(1)), fila.get(2))).collect()
}

/// For every table that has rows of versions, in the database as it is: a new one without a wall fails here.
#[tokio::test]
async fn no_row_of_a_version_that_may_not_be_seen_comes_out() {
    let Some(servidor) = servidor().await else { return };
    let mut propietario = propietario(&servidor.base).await;
    let [propia, envio, callada] = numeros(&mut propietario).await;
    let tablas = tablas(&mut propietario).await;
    assert!(tablas.len() >= 14, "{tablas:?}");
    // Which drafts each sees, of the three: the first and the last were not sent.
    let casos: [(Scope, &[i32]); 7] = [
        (Scope::publico(), &[]),
        (Scope::nuevo(solo(&[propia]), Alcance::ninguna(), Alcance::ninguna()), &[propia]),
        (Scope::nuevo(solo(&[propia, callada]), Alcance::ninguna(), Alcance::Todas), &[propia, callada]),
        (Scope::nuevo(Alcance::ninguna(), Alcance::Todas, Alcance::Todas), &[envio]),
        (Scope::nuevo(Alcance::ninguna(), solo(&[callada]), Alcance::ninguna()), &[]),
        (Scope::nuevo(solo(&[callada]), solo(&[envio]), Alcance::ninguna()), &[envio, callada]),
        (Scope::local(), &[propia, envio, callada]),
    ];
    let mut borradores = 0;
    for (tabla, version) in &tablas {
        let todas = contar(&mut propietario, tabla, version).await;
        borradores += todas.keys().filter(|(_, numero)| *numero == 2).count();
        for (scope, suyas) in &casos {
            let mut esperadas = todas.clone();
            let de_otros = |e: &i32| [propia, envio, callada].contains(e) && !suyas.contains(e);
            esperadas.retain(|(entidad, numero), _| *numero == 1 || !de_otros(entidad));
            let mut conexion = tras_el_muro(&servidor.base, scope).await;
            assert_eq!(contar(&mut conexion, tabla, version).await, esperadas, "{tabla} {scope:?}");
        }
    }
    assert!(borradores > 30, "there is something to hide in nearly every table: {borradores}");
}

/// Every table there is has row-level security; what is not of a version is for everyone, but the record of readings.
#[tokio::test]
async fn every_table_is_behind_the_wall() {
    let Some(servidor) = servidor().await else { return };
    let mut propietario = propietario(&servidor.base).await;
    let sql = "SELECT CAST(c.relname AS TEXT), c.relrowsecurity, COALESCE(pg_get_expr(p.polqual, p.polrelid), '') \
               FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relkind IN ('r', 'p') \
               AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'seaql_migrations'";
    let de_version: Vec<String> = tablas(&mut propietario).await.into_iter().map(|(tabla, _)| tabla).collect();
    let de_registros = de_registros(&mut propietario).await;
    assert!(de_registros.len() >= 13, "{de_registros:?}");
    let mut de_registro = BTreeSet::new();
    for fila in pedir(&mut propietario, sql).await.unwrap() {
        let (tabla, activa, politica): (String, bool, String) = (fila.get(0), fila.get(1), fila.get(2));
        assert!(activa, "{tabla}");
        let de_nadie = DE_NADIE.contains(&&*tabla);
        assert_eq!(politica == "false", de_nadie, "{tabla}: {politica}");
        let publica = ![&de_version, &de_registros].iter().any(|tablas| tablas.contains(&tabla))
            && tabla != "consulta_registrada"
            && !de_nadie;
        if de_registros.contains(&tabla) {
            de_registro.insert(politica.clone());
        }
        assert_eq!(politica == "true", publica, "{tabla}: {politica}");
    }
    assert_eq!(de_registro.len(), 1, "all records are shown by one rule: {de_registro:?}");
}

/// A draft is its entity's, what is under way the rector bodies' too, what is settled everyone's.
#[tokio::test]
async fn records_show_by_their_visibility() {
    let Some(servidor) = servidor().await else { return };
    let mut propietario = propietario(&servidor.base).await;
    let [propia, otra, _] = numeros(&mut propietario).await;
    for visibilidad in 0..3 {
        let sql = format!(
            "INSERT INTO servicio (entidad_id, id, revision, creado_en, cambiado_en, visibilidad, codigo, nombre, clave, vinculos) \
             VALUES ({propia}, 9{visibilidad}, 1, now(), now(), {visibilidad}, 'S{visibilidad}', 's', 's', '[]')"
        );
        pedir(&mut propietario, &sql).await.unwrap();
    }
    let casos = [
        (Scope::publico(), vec![2]),
        (Scope::nuevo(solo(&[otra]), Alcance::ninguna(), Alcance::Todas), vec![2]),
        (Scope::nuevo(solo(&[propia]), Alcance::ninguna(), Alcance::ninguna()), vec![0, 1, 2]),
        (Scope::nuevo(Alcance::ninguna(), Alcance::Todas, Alcance::ninguna()), vec![1, 2]),
        (Scope::nuevo(Alcance::ninguna(), solo(&[otra]), Alcance::ninguna()), vec![2]),
        (Scope::local(), vec![0, 1, 2]),
    ];
    for (scope, esperadas) in casos {
        let mut conexion = tras_el_muro(&servidor.base, &scope).await;
        let sql = format!("SELECT visibilidad FROM servicio WHERE entidad_id = {propia} AND id >= 90 ORDER BY 1");
        let filas = pedir(&mut conexion, &sql).await.unwrap();
        let vistas: Vec<i16> = filas.iter().map(|fila| fila.get(0)).collect();
        assert_eq!(vistas, esperadas, "{scope:?}");
    }
}

/// The role reads nothing without saying for whom, and writes nothing at all.
#[tokio::test]
async fn the_role_alone_may_do_nothing() {
    let Some(servidor) = servidor().await else { return };
    let mut conexion = propietario(&servidor.base).await;
    for inicio in ["SET ROLE quipu_lector", "RESET quipu.borradores; RESET quipu.enviados; SET ROLE quipu_lector"] {
        sea_orm::sqlx::raw_sql(inicio).execute(&mut conexion).await.unwrap();
        for sql in
            ["SELECT * FROM tarea", "SELECT * FROM version WHERE estado = 1", "SELECT * FROM consulta_registrada"]
        {
            let visto = pedir(&mut conexion, sql).await;
            assert!(visto.is_err() || sql.contains("consulta") && visto.is_ok_and(|filas| filas.is_empty()), "{sql}");
        }
        // What a transaction had is gone with it, and is no reach at all.
        let abrir = "BEGIN; SET LOCAL quipu.borradores = '{(,)}'; SET LOCAL quipu.enviados = '{(,)}'; ROLLBACK";
        sea_orm::sqlx::raw_sql(abrir).execute(&mut conexion).await.unwrap();
        sea_orm::sqlx::raw_sql("RESET ROLE").execute(&mut conexion).await.unwrap();
    }
    for sql in [
        "UPDATE tarea SET nombre = 'x'",
        "DELETE FROM version",
        "INSERT INTO sector (id, codigo, nombre, clave) VALUES (99, 'x', 'x', 'x')",
        "TRUNCATE ejecucion",
        "SELECT * FROM seaql_migrations",
        "CREATE TABLE mia (a int)",
    ] {
        let mut conexion = tras_el_muro(&servidor.base, &Scope::local()).await;
        let error = pedir(&mut conexion, sql).await.unwrap_err().to_string();
        assert!(error.contains("permission denied") || error.contains("read-only"), "{sql}: {error}");
        // Not for being in a reading transaction alone.
        let mut conexion = propietario(&servidor.base).await;
        pedir(&mut conexion, "SET ROLE quipu_lector").await.unwrap();
        let error = pedir(&mut conexion, sql).await.unwrap_err().to_string();
        assert!(error.contains("permission denied"), "{sql}: {error}");
    }
}
