//! `quipu import`

use std::path::{Path, PathBuf};

use super::output::say;
use crate::archivo::leer_bytes;
use crate::carga;
use crate::config::Config;
use crate::domain::catalogo::Catalogo;
use crate::importacion::{self, Forma, Importacion, Rechazo};
use crate::reloj;
use crate::store::db::conectar;
use crate::workbook::{Lectura, Limites};

/// What to import.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The workbook (.xlsx, .xlsm).
    file: PathBuf,
    /// Code of the entity, as in the catalogue.
    #[arg(long, value_name = "CODE")]
    entidad: String,
    /// Numbers entered for puestos that are not measured (CSV: `numero_correlativo`, grupo, `nivel_organizacional`, posiciones, sustento).
    #[arg(long, value_name = "FILE.csv")]
    no_medidos: Option<PathBuf>,
    /// Read and report, write nothing at all: neither a draft nor a new database, its schema or its catalogues. Without
    /// a database yet, the catalogues are those that it would be made with.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// Reads a workbook into a new draft, all or nothing.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    // Nothing is asked of the database until the files are at hand.
    let bytes_de = |archivo: &Path| leer_bytes(archivo, Limites::default().bytes);
    let libro = bytes_de(&args.file)?;
    let no_medidos = args.no_medidos.as_deref().map(bytes_de).transpose()?;
    let leer = |catalogo: &Catalogo| leer_libro(&args, libro, no_medidos.as_deref(), catalogo);
    if args.dry_run {
        leer(&importacion::catalogo_de_ensayo(config, &args.entidad).await?)?;
        return if args.json { Ok(()) } else { say("Ensayo: no se escribió nada.") };
    }
    // A refused workbook changes nothing: a database is made or prepared only for one that can be kept.
    let leida = leer(&importacion::catalogo_previo(config, &args.entidad).await?)?;
    let db = conectar(config).await?;
    carga::preparar(&db, config).await?;
    let catalogo = importacion::catalogo_de(&db, &args.entidad).await?;
    let forma = Forma { umbral: config.rounding_threshold, ahora: reloj::ahora() };
    let numero = importacion::guardar(&db, &args.entidad, &leida, &catalogo, forma).await?;
    if args.json {
        return Ok(());
    }
    say(&format!(
        "Guardada como borrador, versión {numero} de {codigo}. Para publicarla: quipu publish --entidad {codigo}",
        codigo = args.entidad
    ))
}

/// Reads the workbook and prints its report; a refused one is an error with its code.
fn leer_libro(
    args: &Args,
    libro: Vec<u8>,
    no_medidos: Option<&[u8]>,
    catalogo: &Catalogo,
) -> anyhow::Result<Importacion> {
    let nombre = args.file.file_name().unwrap_or_default().to_string_lossy();
    let leida = importacion::leer(&nombre, libro, no_medidos, catalogo);
    if let (true, Err(Rechazo { motivo, .. })) = (args.json, &leida) {
        let rechazo = serde_json::json!({ "codigo": motivo.codigo(), "mensaje": motivo.to_string() });
        decir_json(&serde_json::json!({ "rechazo": rechazo }))?;
    }
    let leida = leida?;
    let Lectura { informe, hallazgos, .. } = &leida.lectura;
    if args.json {
        decir_json(&serde_json::json!({ "informe": informe, "hallazgos": hallazgos }))?;
    } else {
        say(&informe.to_string())?;
    }
    Ok(leida)
}

pub(super) fn decir_json(valor: &serde_json::Value) -> anyhow::Result<()> {
    say(&serde_json::to_string_pretty(valor)?)
}
