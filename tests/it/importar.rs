//! A workbook into a database, on both engines: what `quipu import` and `quipu publish` do.

use clap::Parser;
use quipu::cli::Cli;
use quipu::config::Config;
use quipu::importacion::{self, Forma, Importacion};
use quipu::store::version;
use rust_decimal::dec;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};

use crate::support::base::{Base, Contenido, Motor, ahora, en_ambas, motores};
use crate::support::server::Server;

const LIBRO: &[u8] = include_bytes!("../../api/demo/matriz_dimensionamiento.xlsx");
const NO_MEDIDOS: &[u8] = include_bytes!("../../api/demo/dotacion_no_medida.csv");
/// An entity of the catalogue, that has not reported.
const ENTIDAD: &str = "01-002-INEI";

async fn leer(db: &DatabaseConnection) -> Importacion {
    let catalogo = importacion::catalogo_de(db, ENTIDAD).await.unwrap();
    importacion::leer("matriz.xlsx", LIBRO.to_vec(), Some(NO_MEDIDOS), &catalogo).unwrap()
}

async fn guardar(db: &DatabaseConnection, entidad: &str, leida: &Importacion) -> anyhow::Result<i32> {
    let catalogo = importacion::catalogo_de(db, ENTIDAD).await?;
    importacion::guardar(db, entidad, leida, &catalogo, Forma { umbral: dec!(0.55), ahora: ahora() }).await
}

/// Rows of every table that an import writes, and the number of the entity's last version.
async fn huella(db: &DatabaseConnection) -> Vec<i64> {
    let tablas = ["version", "unidad", "puesto", "proceso", "actividad", "tarea", "ejecucion", "hallazgo"];
    let contar = tablas.iter().map(|t| format!("SELECT COUNT(*) AS n FROM {t}"));
    let ultima = format!("SELECT CAST(ultima_version AS BIGINT) AS n FROM entidad WHERE codigo = '{ENTIDAD}'");
    let mut huella = Vec::new();
    for sql in contar.chain([ultima]) {
        let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        huella.push(fila.try_get("", "n").unwrap());
    }
    huella
}

/// What a client sees of a version: its state, its file, its findings and its figures.
async fn vista(servidor: &Server<quipu::schema::QuipuSchema>, numero: i32) -> Value {
    let consulta = format!(
        r#"{{ entidad(codigo: "{ENTIDAD}") {{
            version(version: {{ numero: {numero} }}) {{
                numero estado archivo archivoSha256 informe
                hallazgos(first: 200) {{ nodes {{ codigo severidad hoja celda mensaje }} }}
            }}
            matriz(version: {{ numero: {numero} }}) {{ tipo }}
            puestos(version: {{ numero: {numero} }}) {{ nodes {{ correlativo nombre }} }}
        }} }}"#
    );
    servidor.data(&consulta).await["entidad"].take()
}

#[tokio::test]
async fn an_import_is_a_draft_until_it_is_published_and_then_the_next_one_is_another() {
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        assert_eq!(guardar(&db, ENTIDAD, &leer(&db).await).await.unwrap(), 1);
        let servidor = Server::quipu(base).await;
        let borrador = vista(&servidor, 1).await;
        assert_eq!(borrador["version"]["estado"], "BORRADOR");
        assert_eq!(borrador["version"]["archivo"], "matriz.xlsx");
        assert_eq!(borrador["puestos"]["nodes"].as_array().unwrap().len(), 6);

        assert_eq!(version::publicar(&db, ENTIDAD, None, ahora()).await.unwrap(), 1);
        let publicada = vista(&servidor, 1).await;
        assert_eq!(publicada["version"]["estado"], "PUBLICADA");
        assert_eq!(publicada["version"]["hallazgos"], borrador["version"]["hallazgos"]);

        assert_eq!(guardar(&db, ENTIDAD, &leer(&db).await).await.unwrap(), 2);
        assert_eq!(vista(&servidor, 2).await["version"]["estado"], "BORRADOR");
        assert_eq!(vista(&servidor, 1).await, publicada, "what is published never changes");
        assert!(version::publicar(&db, ENTIDAD, Some(1), ahora()).await.is_err());
    }
}

#[tokio::test]
async fn the_figures_of_an_imported_workbook_are_those_of_the_manual() {
    let consulta = format!(
        r#"{{ dotacion(dimensiones: [PUESTO], entidades: {{ codigo: {{ igual: "{ENTIDAD}" }} }}) {{
            total {{ horas servidores dotacionActual segunCargas brecha deficit superavit }}
        }} }}"#
    );
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        guardar(&db, ENTIDAD, &leer(&db).await).await.unwrap();
        version::publicar(&db, ENTIDAD, None, ahora()).await.unwrap();
        let total = Server::quipu(base).await.data(&consulta).await["dotacion"]["total"].take();
        assert_eq!(
            total,
            json!({ "horas": "1333.75", "servidores": "8.3359375", "dotacionActual": 9,
                "segunCargas": 11, "brecha": 2, "deficit": 4, "superavit": 2 })
        );
    }
}

#[tokio::test]
async fn findings_and_report_are_stored_as_they_were_read() {
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        let leida = leer(&db).await;
        guardar(&db, ENTIDAD, &leida).await.unwrap();
        let guardada = vista(&Server::quipu(base).await, 1).await["version"].take();
        let guardados: Vec<Value> = guardada["hallazgos"]["nodes"].as_array().unwrap().clone();
        let leidos = leida.lectura.hallazgos.iter().map(|h| {
            json!({ "codigo": h.codigo, "severidad": h.severidad, "hoja": h.hoja, "celda": h.celda, "mensaje": h.mensaje })
        });
        assert_eq!(guardados, leidos.collect::<Vec<_>>());
        assert!(guardados.iter().any(|h| h["codigo"] == "UNIDAD_DISTINTA_DEL_MAPEO"));
        let informe: Value = serde_json::from_str(guardada["informe"].as_str().unwrap()).unwrap();
        assert_eq!(informe, serde_json::to_value(&leida.lectura.informe).unwrap());
    }
}

#[tokio::test]
async fn an_import_that_fails_changes_nothing() {
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        let antes = huella(&db).await;
        let leida = leer(&db).await;
        assert!(guardar(&db, "99-999-NADIE", &leida).await.unwrap_err().to_string().contains("99-999-NADIE"));
        // The last row names a grupo that the database does not have: everything before it is already written.
        let mut torcida = leida.clone();
        let ultima = torcida.lectura.mapa.matrices.last_mut().and_then(|m| m.ejecuciones.last_mut()).unwrap();
        ultima.propuesto.grupo = Some("XX".to_owned());
        guardar(&db, ENTIDAD, &torcida).await.unwrap_err();
        assert_eq!(huella(&db).await, antes, "{:?}", base.motor);
        guardar(&db, ENTIDAD, &leida).await.unwrap();
        assert_ne!(huella(&db).await, antes);
    }
}

#[tokio::test]
async fn a_refusal_names_the_file_and_its_code() {
    let catalogo = quipu::catalogo::embebido().unwrap().catalogo;
    let mitad = LIBRO[..LIBRO.len() / 2].to_vec();
    let rechazo = importacion::leer("matriz.xlsx", mitad, None, &catalogo).unwrap_err();
    assert!(rechazo.to_string().starts_with("matriz.xlsx: LIBRO_TRUNCADO: El archivo está incompleto"), "{rechazo}");
    let rechazo = importacion::leer("matriz.xlsx", LIBRO.to_vec(), Some(b"a,b\n"), &catalogo).unwrap_err();
    assert_eq!(rechazo.motivo.codigo(), "LIBRO_SIN_COLUMNA");
}

#[tokio::test]
async fn a_puesto_with_an_entered_number_needs_no_times() {
    let catalogo = quipu::catalogo::embebido().unwrap().catalogo;
    let sin_tiempos = |no_medidos: Option<&[u8]>| {
        let leida = importacion::leer("matriz.xlsx", LIBRO.to_vec(), no_medidos, &catalogo).unwrap();
        let del_informe = leida.lectura.informe.hallazgos.iter().filter(|h| h.codigo == "TIEMPOS_AUSENTES");
        del_informe.map(|h| h.cantidad).sum::<usize>()
    };
    let todos = b"numero_correlativo;posiciones;sustento\n1;1;Ley org\xe1nica\n2;1;\n3;1;\n4;1;\n5;1;\n6;1;\n";
    assert_eq!(sin_tiempos(Some(todos)), 0, "Excel saves CSV in Latin-1 too");
    assert!(sin_tiempos(None) >= sin_tiempos(Some(NO_MEDIDOS)));
}

#[tokio::test]
async fn a_dry_run_writes_nothing_not_even_a_database() {
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        let antes = huella(&db).await;
        let catalogo = importacion::catalogo_de_ensayo(&base.config(&[]), ENTIDAD).await.unwrap();
        assert_eq!(catalogo.roles, importacion::catalogo_de(&db, ENTIDAD).await.unwrap().roles);
        assert!(importacion::catalogo_de_ensayo(&base.config(&[]), "99-999-NADIE").await.is_err());
        assert_eq!(huella(&db).await, antes);
    }
}

#[tokio::test]
async fn a_dry_run_without_a_database_uses_the_catalogues_it_would_be_made_with() {
    let carpeta = tempfile::tempdir().unwrap();
    let archivo = carpeta.path().join("nueva.db");
    let url = format!("sqlite://{}?mode=rwc", archivo.display());
    let config = Config::from_args(["quipu", "--database-url", &url]).unwrap();
    let catalogo = importacion::catalogo_de_ensayo(&config, ENTIDAD).await.unwrap();
    assert!(!catalogo.familias.is_empty());
    assert!(importacion::catalogo_de_ensayo(&config, "99-999-NADIE").await.is_err());
    assert!(!archivo.exists());
}

#[tokio::test]
async fn a_dry_run_on_a_database_without_its_schema_says_how_to_prepare_it() {
    for motor in motores().into_iter().filter(|m| *m == Motor::Postgres) {
        let base = Base::vacia(motor).await;
        let error = importacion::catalogo_de_ensayo(&base.config(&[]), ENTIDAD).await.unwrap_err();
        assert!(error.to_string().contains("quipu migrate"), "{error:#}");
        let db = base.conectar().await;
        let sql = "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = 'public'";
        let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        assert_eq!(fila.try_get::<i64>("", "n").unwrap(), 0, "a dry run makes no table");
    }
}

/// Runs `quipu import` on a file with these bytes.
async fn correr(url: &str, bytes: &[u8], entidad: &str) -> anyhow::Result<()> {
    let carpeta = tempfile::tempdir().unwrap();
    let archivo = carpeta.path().join("matriz.xlsx");
    std::fs::write(&archivo, bytes).unwrap();
    let args = ["quipu", "import", archivo.to_str().unwrap(), "--entidad", entidad, "--database-url", url];
    Cli::try_parse_from(args)?.run().await
}

/// Tables of a database; none of one that is not there.
async fn tablas(base: &Base) -> i64 {
    let archivo = base.config(&[]).database_url.file().map(std::path::Path::to_owned);
    if archivo.is_some_and(|archivo| !archivo.exists()) {
        return 0;
    }
    let db = base.conectar().await;
    let sql = match base.motor {
        Motor::Sqlite => "SELECT COUNT(*) AS n FROM sqlite_master",
        Motor::Postgres => "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = 'public'",
    };
    let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    fila.try_get("", "n").unwrap()
}

#[tokio::test]
async fn a_refused_import_makes_no_database() {
    for motor in motores() {
        let base = Base::vacia(motor).await;
        let rechazos = [
            (&LIBRO[..LIBRO.len() / 2], ENTIDAD, "LIBRO_TRUNCADO"),
            (b"no es un libro", ENTIDAD, "LIBRO_"),
            (LIBRO, "99-999-NADIE", "99-999-NADIE"),
        ];
        for (bytes, entidad, dicho) in rechazos {
            let error = format!("{:#}", correr(&base.url, bytes, entidad).await.unwrap_err());
            assert!(error.contains(dicho), "{error}");
            assert_eq!(tablas(&base).await, 0, "{motor:?} {error}");
            let archivo = base.config(&[]).database_url.file().map(std::path::Path::to_owned);
            assert!(archivo.is_none_or(|archivo| !archivo.exists()), "{error}");
        }
        // What is not refused makes all of it, on a database without its schema too.
        correr(&base.url, LIBRO, ENTIDAD).await.unwrap();
        assert!(tablas(&base).await > 20);
        let db = base.conectar().await;
        assert_eq!(version::publicar(&db, ENTIDAD, None, ahora()).await.unwrap(), 1);
    }
}
