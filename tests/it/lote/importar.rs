//! Files of records: what `quipu import-records` does.

use clap::Parser;
use quipu::cli::Cli;
use quipu::importacion_registros::{InformeDeRegistros, Pedida, Rechazo, importar};
use quipu::store::escritura::auditoria;
use serde_json::json;

use super::{ENTIDAD, cuantos, huella};
use crate::rdm::Taller;
use crate::support::base::{Base, motores};

fn pedida(bytes: &[u8]) -> Pedida<'_> {
    Pedida { bytes, entidad: ENTIDAD, tipo: "SERVICIO", fila_por_fila: false, ensayo: false, serie: "" }
}

async fn hecha(taller: &Taller, pedida: Pedida<'_>) -> InformeDeRegistros {
    importar(&taller.server.app, &pedida).await.unwrap().unwrap_or_else(|rechazo| panic!("{rechazo:?}"))
}

/// Rows, fields and codes of the errors of a refused file; the database is as it was.
async fn errores(taller: &Taller, pedida: Pedida<'_>) -> Vec<(u64, String, String)> {
    let antes = huella(taller).await;
    let rechazo = importar(&taller.server.app, &pedida).await.unwrap().unwrap_err();
    assert_eq!(huella(taller).await, antes, "{rechazo}");
    let Rechazo::Filas(errores) = rechazo else { panic!("{rechazo:?}") };
    errores.into_iter().map(|error| (error.fila, error.campo, error.codigo)).collect()
}

fn error(fila: u64, campo: &str, codigo: &str) -> (u64, String, String) {
    (fila, campo.to_owned(), codigo.to_owned())
}

const CSV: &str = "codigo;nombre;responsable;vinculos\nI-1;Mesa de partes; Secretaría ;\"[{\"\"codigo\"\":\"\"M.01\"\"}]\"\n\
    I-2;\"Consultas;\nreclamos\";;\n";

/// A CSV as Excel saves it (byte order mark, semicolons, or Latin-1 without either) and the same as JSON make the same
/// records, with the trail of a file.
#[tokio::test]
async fn csv_and_json_make_records() {
    for taller in Taller::en_ambas().await {
        let con_marca = format!("\u{feff}{CSV}");
        let informe = hecha(&taller, pedida(con_marca.as_bytes())).await;
        assert_eq!((informe.filas, informe.hechos.len(), informe.hechos[1].fila), (2, 2, 3));
        let leer = async |id: &str| {
            let documento = format!(
                "{{ node(id: \"{id}\") {{ ... on Servicio {{ codigo nombre responsable vinculos {{ codigo }} \
                historial {{ nodes {{ origen sujeto }} }} }} }} }}"
            );
            taller.leer(&documento).await["node"].take()
        };
        let primero = leer(informe.hechos[0].id.as_ref().unwrap()).await;
        let historial = json!({ "nodes": [{ "origen": "IMPORTACION", "sujeto": "local" }] });
        assert_eq!(
            primero,
            json!({ "codigo": "I-1", "nombre": "Mesa de partes", "responsable": "Secretaría", "vinculos": [{ "codigo": "M.01" }],
                "historial": historial })
        );
        assert_eq!(leer(informe.hechos[1].id.as_ref().unwrap()).await["nombre"], "Consultas;\nreclamos");

        // Byte by byte, as a machine in Latin-1 writes it.
        let latino: Vec<u8> =
            "codigo,nombre\nI-3,Atención\n".chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let informe = hecha(&taller, pedida(&latino)).await;
        assert_eq!(leer(informe.hechos[0].id.as_ref().unwrap()).await["nombre"], "Atención");

        let lista = json!([{ "codigo": "I-4", "nombre": "Otra", "vinculos": [{ "codigo": "M.01" }] }]).to_string();
        let informe = hecha(&taller, pedida(lista.as_bytes())).await;
        assert_eq!(leer(informe.hechos[0].id.as_ref().unwrap()).await["vinculos"], json!([{ "codigo": "M.01" }]));
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
    }
}

/// All that is wrong in a file comes at once, with its row and its column; a refused file changes nothing.
#[tokio::test]
async fn a_refused_file_says_where_and_changes_nothing() {
    for taller in Taller::en_ambas().await {
        let columnas = errores(&taller, pedida(b"codigo,nombre,precio,nombre\nA,b,c,d\n")).await;
        assert_eq!(columnas, [error(1, "precio", "COLUMNA_DESCONOCIDA"), error(1, "nombre", "COLUMNA_REPETIDA")]);
        let filas = b"codigo,nombre,vinculos\nI-1,Uno,\nI-2,,\nI-3,Tres,M.01\nI-4\nI-1,Cuatro,\n";
        assert_eq!(
            errores(&taller, pedida(filas)).await,
            [error(3, "nombre", "FALTA"), error(4, "vinculos", "VALOR_INVALIDO"), error(5, "", "COLUMNAS")]
        );
        let repetidas = b"codigo,nombre\nI-1,Uno\n I-2 ,Dos\nI-1,Tres\n";
        assert_eq!(errores(&taller, pedida(repetidas)).await, [error(4, "codigo", "REPETIDO")]);
        let lista = json!([{ "codigo": "I-1", "nombre": 7, "color": "rojo" }, "x", { "nombre": "Dos", "vinculos": [{ "codigo": "M.01", "nivel": "PISO" }] }]);
        assert_eq!(
            errores(&taller, pedida(lista.to_string().as_bytes())).await,
            [
                error(1, "color", "CAMPO_DESCONOCIDO"),
                error(1, "nombre", "VALOR_INVALIDO"),
                error(2, "", "VALOR_INVALIDO"),
                error(3, "codigo", "FALTA"),
                error(3, "vinculos[0].nivel", "VALOR_DESCONOCIDO"),
            ]
        );
        // Decimals with a comma and days in another order are not guessed.
        let mejoras = "codigo;nombre;estado;horasLiberadas\nM-1;Uno;PROPUESTA;1,5\nM-2;Dos;PROPUESTA;1.5\n";
        let pedida = Pedida { tipo: "MEJORA", ..pedida(mejoras.as_bytes()) };
        assert_eq!(errores(&taller, pedida).await, [error(2, "horasLiberadas", "VALOR_INVALIDO")]);
    }
}

/// What is no file of records is refused with a code.
#[tokio::test]
async fn what_is_no_file_of_records_is_refused() {
    let taller = Taller::en_ambas().await.remove(0);
    let muchas = "codigo,nombre\n".to_owned() + &"A,b\n".repeat(10_001);
    let casos: [(&[u8], &str, &str); 6] = [
        (b"", "SERVICIO", "ARCHIVO_VACIO"),
        (b"codigo,nombre\n\n", "SERVICIO", "ARCHIVO_VACIO"),
        (b"[{\"codigo\": ]", "SERVICIO", "JSON_INVALIDO"),
        (b"codigo\nA\n", "SILLA", "TIPO_DESCONOCIDO"),
        (muchas.as_bytes(), "SERVICIO", "ARCHIVO_DEMASIADO_GRANDE"),
        (&vec![b'x'; 16 * 1024 * 1024 + 1], "SERVICIO", "ARCHIVO_DEMASIADO_GRANDE"),
    ];
    for (bytes, tipo, codigo) in casos {
        let rechazo = importar(&taller.server.app, &Pedida { tipo, ..pedida(bytes) }).await.unwrap().unwrap_err();
        assert!(rechazo.to_string().starts_with(&format!("{codigo}: ")), "{rechazo}");
        assert_eq!(rechazo.como_json()["rechazo"]["codigo"], codigo);
    }
    let nadie = Pedida { entidad: "NO-EXISTE", ..pedida(b"codigo,nombre\nA,b\n") };
    let rechazo = importar(&taller.server.app, &nadie).await.unwrap().unwrap_err();
    assert!(rechazo.to_string().starts_with("NO_ENCONTRADO: "), "{rechazo}");
}

/// Row by row the good rows are written; put right and imported again, the file makes only what was missing.
#[tokio::test]
async fn a_corrected_file_makes_only_what_was_missing() {
    for taller in Taller::en_ambas().await {
        let primero = b"codigo,nombre\nI-1,Uno\n-,\nI-3,Tres\nI-1,Otro\n";
        let informe = hecha(&taller, Pedida { fila_por_fila: true, ..pedida(primero) }).await;
        assert_eq!(informe.hechos.iter().map(|hecho| hecho.fila).collect::<Vec<_>>(), [2, 4]);
        let malas: Vec<(u64, &str)> = informe.errores.iter().map(|error| (error.fila, error.codigo.as_str())).collect();
        assert_eq!(malas, [(3, "FALTA"), (5, "REPETIDO")]);
        let corregido = b"codigo,nombre\nI-1,Uno\nI-2,Dos\nI-3,Tres\n";
        let informe = hecha(&taller, pedida(corregido)).await;
        assert_eq!(informe.hechos.iter().map(|hecho| hecho.repetida).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(cuantos(&taller, "servicio WHERE codigo LIKE 'I-%'").await, 3);
        // Two rows that say the same are two records, and are known again as two.
        let roles = b"rol,correlativo,desde\nAUTORIDAD_DE_CAMBIO,1,2026-01-01\nAUTORIDAD_DE_CAMBIO,2,2026-01-01\n";
        for repetida in [false, true] {
            let informe = hecha(&taller, Pedida { tipo: "ASIGNACION_ROL_ENTREGA", ..pedida(roles) }).await;
            assert!(informe.hechos.iter().all(|hecho| hecho.repetida == repetida), "{informe:?}");
        }
    }
}

/// A trial tells all and leaves nothing.
#[tokio::test]
async fn a_trial_of_a_file_leaves_nothing() {
    for taller in Taller::en_ambas().await {
        let antes = huella(&taller).await;
        let ensayo = Pedida { ensayo: true, ..pedida(CSV.as_bytes()) };
        let informe = hecha(&taller, ensayo.clone()).await;
        assert_eq!((informe.ensayo, informe.hechos.len(), &informe.hechos[0].id), (true, 2, &None));
        let malo = Pedida { bytes: b"codigo,nombre\nI-1,Uno\nI-1,Dos\n", ..ensayo };
        assert_eq!(errores(&taller, malo).await, [error(3, "codigo", "REPETIDO")]);
        assert_eq!(huella(&taller).await, antes);
    }
}

/// The command: status, trial, whole and row by row.
#[tokio::test]
async fn the_command_imports_a_file() {
    for taller in Taller::en_ambas().await {
        let carpeta = tempfile::tempdir().unwrap();
        let archivo = carpeta.path().join("servicios.csv");
        let correr = async |contenido: &str, banderas: &[&str]| -> anyhow::Result<()> {
            std::fs::write(&archivo, contenido).unwrap();
            let comunes =
                ["quipu", "import-records", archivo.to_str().unwrap(), "--entidad", ENTIDAD, "--tipo", "servicio"];
            let url = ["--database-url", &taller.server.base.url];
            Cli::try_parse_from(comunes.iter().chain(&url).chain(banderas))?.run().await
        };
        let cuantos = async || cuantos(&taller, "servicio WHERE codigo LIKE 'I-%'").await;
        correr(CSV, &["--dry-run"]).await.unwrap();
        assert_eq!(cuantos().await, 0);
        let malo = CSV.to_owned() + "I-1;Otra vez;;\n";
        let motivo = correr(&malo, &["--json"]).await.unwrap_err().to_string();
        assert!(motivo.contains("servicios.csv: FILAS_RECHAZADAS: 1 errores; no se escribió nada"), "{motivo}");
        assert_eq!(cuantos().await, 0);
        let motivo = correr(&malo, &["--row-by-row"]).await.unwrap_err().to_string();
        assert!(motivo.contains("en filas que no se escribieron"), "{motivo}");
        assert_eq!(cuantos().await, 2);
        correr(CSV, &["--json"]).await.unwrap();
        assert_eq!(cuantos().await, 2);
    }
}

/// A trial on a database that is not there makes none.
#[tokio::test]
async fn a_trial_makes_no_database() {
    let carpeta = tempfile::tempdir().unwrap();
    let (archivo, base) = (carpeta.path().join("a.json"), carpeta.path().join("nueva.db"));
    std::fs::write(&archivo, json!([{ "codigo": "A", "nombre": "b" }]).to_string()).unwrap();
    let url = format!("sqlite://{}?mode=rwc", base.display());
    let args = [
        "quipu",
        "import-records",
        archivo.to_str().unwrap(),
        "--entidad",
        ENTIDAD,
        "--tipo",
        "SERVICIO",
        "--dry-run",
        "--database-url",
        &url,
    ];
    let motivo = Cli::try_parse_from(args).unwrap().run().await.unwrap_err().to_string();
    assert!(motivo.contains("quipu migrate"), "{motivo}");
    assert!(!base.exists());
}

/// No file of records makes a database, nor the schema of one: a refused one changes nothing.
#[tokio::test]
async fn a_file_of_records_makes_no_database() {
    for motor in motores() {
        let base = Base::vacia(motor).await;
        let carpeta = tempfile::tempdir().unwrap();
        let archivo = carpeta.path().join("a.csv");
        let correr = async |contenido: &str| {
            std::fs::write(&archivo, contenido).unwrap();
            let args =
                ["quipu", "import-records", archivo.to_str().unwrap(), "--entidad", ENTIDAD, "--tipo", "SERVICIO"];
            let args = args.into_iter().chain(["--database-url", &base.url]);
            Cli::try_parse_from(args).unwrap().run().await.unwrap_err().to_string()
        };
        let rechazado = correr("codigo,nombre,precio\nA,b,c\n").await;
        assert!(rechazado.contains("a.csv: FILAS_RECHAZADAS"), "{rechazado}");
        let bueno = correr("codigo,nombre\nA,b\n").await;
        assert!(bueno.contains("quipu migrate"), "{bueno}");
        let config = base.config(&[]);
        match config.database_url.file() {
            Some(archivo) => assert!(!archivo.exists()),
            None => assert!(!quipu::carga::preparada(&base.conectar().await).await),
        }
        quipu::carga::preparar(&base.conectar().await, &config).await.unwrap();
        assert!(quipu::carga::preparada(&base.conectar().await).await);
    }
}
