//! A SQLite file that is not whole is not served: the refusal says so, and what to do.

use std::path::{Path, PathBuf};

use clap::Parser;
use quipu::cli::Cli;
use quipu::store::db::primer_dano;

use crate::support::base::{Base, Contenido, Motor, en_ambas};

fn file(base: &Base) -> PathBuf {
    base.url.strip_prefix("sqlite://").unwrap().split('?').next().unwrap().into()
}

/// Why `quipu serve` does not start.
async fn refusal(base: &Base) -> String {
    let args = ["quipu", "serve", "--bind", "127.0.0.1:0", "--database-url", &base.url];
    let run = Cli::try_parse_from(args).unwrap().run();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(20), run).await;
    format!("{:#}", ended.expect("it serves").expect_err("it stopped"))
}

/// Writes over a part of a file.
fn damage(file: &Path, from: usize, bytes: usize) {
    let mut content = std::fs::read(file).unwrap();
    content[from..from + bytes].fill(0xA5);
    std::fs::write(file, content).unwrap();
}

/// Pages written over, a file that ends too early, and a file that was never a database.
#[tokio::test]
async fn a_damaged_file_is_refused() {
    let inside = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    let size = std::fs::metadata(file(&inside)).unwrap().len();
    damage(&file(&inside), usize::try_from(size / 2).unwrap(), 64 * 1024);
    let short = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    std::fs::OpenOptions::new().write(true).open(file(&short)).unwrap().set_len(size / 2).unwrap();
    for base in [&inside, &short] {
        let refusal = refusal(base).await;
        assert!(refusal.contains("damaged") && refusal.contains("quipu backup"), "{refusal}");
    }
    let other = Base::vacia(Motor::Sqlite).await;
    std::fs::write(file(&other), "esto no es una base de datos\n".repeat(1000)).unwrap();
    let refusal = refusal(&other).await;
    assert!(refusal.contains("DATABASE_URL") && refusal.contains("not a database"), "{refusal}");
}

/// A refusal changes nothing in the file, so that what is left of it can still be rescued.
#[tokio::test]
async fn a_damaged_file_is_left_as_it_is() {
    let base = Base::nueva(Motor::Sqlite, Contenido::Demostracion).await;
    damage(&file(&base), 200 * 1024, 32 * 1024);
    let before = std::fs::read(file(&base)).unwrap();
    refusal(&base).await;
    assert!(before == std::fs::read(file(&base)).unwrap());
}

/// A whole database is found whole, on both engines.
#[tokio::test]
async fn a_whole_database_is_whole() {
    for base in en_ambas(Contenido::Demostracion).await {
        assert_eq!(primer_dano(&base.conectar().await).await.unwrap(), None, "{:?}", base.motor);
    }
}
