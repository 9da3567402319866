//! Files of the operator that cannot be read: each is refused with its name, a code and a sentence in Spanish.

use std::io::{Error, ErrorKind};
use std::path::Path;

use clap::Parser;
use quipu::archivo::ArchivoError;
use quipu::cli::Cli;

/// What a command says of its failure, causes and all.
async fn dice(args: &[&str]) -> String {
    let base = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", base.path().join("nueva.db").display());
    let args = ["quipu"].iter().chain(args).copied().chain(["--database-url", &url]);
    format!("{:#}", Cli::try_parse_from(args).unwrap().run().await.unwrap_err())
}

/// The words of the operating system reach nobody.
fn sin_ingles(dicho: &str) {
    for palabra in ["No such", "os error", "denied", "directory", "cannot read", "stream"] {
        assert!(!dicho.contains(palabra), "{dicho}");
    }
}

/// What is not there, or is a folder, or is no text, for every command and setting that names a file.
#[tokio::test]
async fn a_file_that_cannot_be_read_is_named_with_its_reason() {
    let carpeta = tempfile::tempdir().unwrap();
    let ruta = |nombre: &str| carpeta.path().join(nombre).to_str().unwrap().to_owned();
    let (falta, aqui, binario) = (ruta("no-esta.xlsx"), ruta("."), ruta("binario"));
    std::fs::write(&binario, [0xff, 0xfe, 0x00]).unwrap();
    let dentro = format!("{binario}/a.csv");
    let e = "01-002-INEI";
    let casos: [(&[&str], &str, &str); 12] = [
        (&["import", &falta, "--entidad", e], &falta, "ARCHIVO_INEXISTENTE: No existe."),
        (&["import", &falta, "--entidad", e, "--dry-run"], &falta, "ARCHIVO_INEXISTENTE"),
        (&["import", &aqui, "--entidad", e], &aqui, "ARCHIVO_ES_CARPETA: Es una carpeta y se esperaba un archivo."),
        (&["import", &dentro, "--entidad", e], &dentro, "ARCHIVO_INEXISTENTE: Una parte de su ruta no es una carpeta."),
        (&["import", &binario, "--entidad", e, "--no-medidos", &falta], &falta, "ARCHIVO_INEXISTENTE"),
        (&["import-records", &falta, "--entidad", e, "--tipo", "SERVICIO"], &falta, "ARCHIVO_INEXISTENTE"),
        (&["import-records", &aqui, "--entidad", e, "--tipo", "SERVICIO"], &aqui, "ARCHIVO_ES_CARPETA"),
        (&["catalog", &falta], &falta, "ARCHIVO_INEXISTENTE"),
        (&["catalog", &binario], &binario, "ARCHIVO_INEXISTENTE: Una parte de su ruta no es una carpeta."),
        (&["catalog", &aqui], &aqui, "CARPETA_SIN_CATALOGOS: No tiene ninguno de estos archivos: grupos.csv"),
        (&["serve", "--bind", "127.0.0.1:0", "--trusted-documents", &falta], &falta, "QUIPU_TRUSTED_DOCUMENTS: "),
        (&["serve", "--bind", "127.0.0.1:0", "--jwt-roles", &falta], &falta, "ARCHIVO_INEXISTENTE"),
    ];
    for (args, archivo, motivo) in casos {
        let dicho = dice(args).await;
        assert!(dicho.contains(&format!("{archivo}: ")) && dicho.contains(motivo), "{args:?}: {dicho}");
        sin_ingles(&dicho);
    }
    std::fs::write(ruta("niveles.csv"), [0xff, 0xfe]).unwrap();
    let dicho = dice(&["catalog", &aqui]).await;
    assert!(dicho.contains("niveles.csv: ARCHIVO_ILEGIBLE: No es texto en UTF-8."), "{dicho}");
}

/// Reasons that no test can bring about on every machine.
#[test]
fn every_reason_of_the_system_has_its_words() {
    let dice = |error: Error| ArchivoError::nuevo(Path::new("/datos/a.csv"), &error).to_string();
    let permiso = dice(ErrorKind::PermissionDenied.into());
    assert_eq!(permiso, "/datos/a.csv: ARCHIVO_SIN_PERMISO: No hay permiso para leerlo.");
    // EIO.
    let disco = dice(Error::from_raw_os_error(5));
    assert_eq!(disco, "/datos/a.csv: ARCHIVO_ILEGIBLE: No se puede leer (error 5 del sistema).");
    assert_eq!(dice(Error::other("something foreign")), "/datos/a.csv: ARCHIVO_ILEGIBLE: No se puede leer.");
}
