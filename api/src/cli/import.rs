//! `quipu import`

use std::path::{Path, PathBuf};

use anyhow::Context;
use sea_orm::TransactionTrait;
use sha2::{Digest, Sha256};

use super::output::say;
use crate::carga;
use crate::config::Config;
use crate::reloj;
use crate::store::version::{self, Nueva, Origen};
use crate::store::{StoreError, catalogo, db::conectar, entidad};
use crate::workbook::{self, Lectura, Limites};

/// What to import.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The workbook (.xlsx).
    file: PathBuf,
    /// Code of the entity, as in the catalogue.
    #[arg(long, value_name = "CODE")]
    entidad: String,
    /// Numbers entered for puestos that are not measured (CSV: `numero_correlativo`, grupo, `nivel_organizacional`, posiciones, sustento).
    #[arg(long, value_name = "FILE.csv")]
    no_medidos: Option<PathBuf>,
    /// Read and report, write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// Reads a workbook into a new draft, all or nothing.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    let db = conectar(config).await?;
    carga::preparar(&db, config).await?;
    let catalogo = catalogo::leer(&db).await?;
    let entidad = entidad::por_codigo(&db, &args.entidad).await?;
    let entidad = entidad.ok_or_else(|| StoreError::EntidadInexistente(args.entidad.clone()))?;
    let limites = Limites::default();
    let bytes = leer_archivo(&args.file, limites.bytes)?;
    let sha256 = format!("{:x}", Sha256::digest(&bytes));
    let mut lectura = workbook::leer(bytes, &catalogo, &limites).with_context(|| args.file.display().to_string())?;
    if let Some(csv) = &args.no_medidos {
        agregar_no_medidos(&mut lectura, csv)?;
    }
    let informe = serde_json::to_string(&lectura.informe)?;
    if args.json {
        say(&serde_json::to_string_pretty(&serde_json::json!({
            "informe": lectura.informe,
            "hallazgos": lectura.hallazgos,
        }))?)?;
    } else {
        say(&lectura.informe.to_string())?;
    }
    if args.dry_run {
        return if args.json { Ok(()) } else { say("Ensayo: no se escribió nada.") };
    }
    let nueva = Nueva {
        mapa: &lectura.mapa,
        hallazgos: &lectura.hallazgos,
        origen: Origen::Importacion,
        archivo: args.file.file_name().map(|nombre| nombre.to_string_lossy().into_owned()),
        sha256: Some(sha256),
        informe: Some(informe),
        umbral: config.rounding_threshold,
        creada_en: reloj::ahora(),
    };
    let txn = db.begin().await?;
    let numero = version::crear(&txn, entidad.id, &nueva, &catalogo).await?;
    txn.commit().await?;
    if args.json {
        return Ok(());
    }
    say(&format!(
        "Guardada como borrador, versión {numero} de {codigo}. Para publicarla: quipu publish --entidad {codigo}",
        codigo = args.entidad
    ))
}

fn agregar_no_medidos(lectura: &mut Lectura, archivo: &Path) -> anyhow::Result<()> {
    let csv = std::fs::read_to_string(archivo).with_context(|| format!("cannot read {}", archivo.display()))?;
    let (hoja, hallazgos) =
        workbook::leer_no_medidos(&csv, &mut lectura.mapa).with_context(|| archivo.display().to_string())?;
    lectura.informe.hojas.push(hoja);
    lectura.hallazgos.extend(hallazgos);
    Ok(())
}

/// The bytes of a file, unless there are more than the reader accepts.
fn leer_archivo(archivo: &Path, limite: usize) -> anyhow::Result<Vec<u8>> {
    use std::io::Read;
    let abierto = std::fs::File::open(archivo).with_context(|| format!("cannot read {}", archivo.display()))?;
    let mut bytes = Vec::new();
    // One byte more than the limit is enough for the reader to refuse it.
    abierto.take(limite as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
