//! `quipu import-records`

use std::path::PathBuf;

use anyhow::{bail, ensure};

use super::import::decir_json;
use super::output::say;
use crate::app::App;
use crate::archivo::leer_bytes;
use crate::carga;
use crate::config::Config;
use crate::importacion_registros::{BYTES_MAXIMOS, Pedida, Rechazo, comprobar, importar};

/// What to import.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file: JSON (a list of objects, each the input of the mutation that makes a record) or CSV (columns named as those
    /// inputs' fields, a list with `|` between its values, what is nested as JSON in its cell).
    file: PathBuf,
    /// Code of the entity, as in the catalogue.
    #[arg(long, value_name = "CODE")]
    entidad: String,
    /// Kind of record, as SERVICIO or `ASIGNACION_DE_ROL`; an unknown one lists them all.
    #[arg(long, value_name = "KIND")]
    tipo: String,
    /// Do it, report, and take it all back.
    #[arg(long)]
    dry_run: bool,
    /// Write the rows that can be written. Without it, a row that is refused leaves nothing written.
    #[arg(long)]
    row_by_row: bool,
    /// A row that was imported is known again, and makes nothing; under another name it makes a record again.
    #[arg(long, value_name = "NAME", default_value = "")]
    series: String,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// Imports a file of records. Ends with status 1 where a row was refused.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    let bytes = leer_bytes(&args.file, BYTES_MAXIMOS)?;
    let pedida = Pedida {
        bytes: &bytes,
        entidad: &args.entidad,
        tipo: &args.tipo.to_uppercase(),
        fila_por_fila: args.row_by_row,
        ensayo: args.dry_run,
        serie: &args.series,
    };
    let archivo = args.file.display();
    let informe = match comprobar(&pedida) {
        Ok(()) => importar(&abrir(config).await?, &pedida).await?,
        Err(rechazo) => Err(rechazo),
    };
    let informe = match informe {
        Ok(informe) => informe,
        Err(rechazo) => {
            if args.json {
                decir_json(&rechazo.como_json())?;
            } else if let Rechazo::Filas(errores) = &rechazo {
                errores.iter().try_for_each(|error| say(&error.to_string()))?;
            }
            bail!("{archivo}: {rechazo}");
        }
    };
    if args.json {
        decir_json(&serde_json::to_value(&informe)?)?;
    } else {
        say(&informe.to_string())?;
        if args.dry_run {
            say("Ensayo: no se escribió nada.")?;
        }
    }
    ensure!(informe.errores.is_empty(), "{archivo}: {}", Rechazo::Algunas(informe.errores.len()));
    Ok(())
}

/// The program on a database that is there already: records are refused for what they say of it, so that none is made for them.
async fn abrir(config: &Config) -> anyhow::Result<App> {
    let nueva = config.database_url.file().is_some_and(|archivo| !archivo.exists());
    ensure!(!nueva, "there is no database yet: run «quipu migrate»");
    let app = App::init(config.clone()).await?;
    ensure!(carga::preparada(&app.db).await, carga::SIN_PREPARAR);
    Ok(app)
}
