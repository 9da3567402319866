//! `quipu generate`

use anyhow::Context;
use tokio::sync::mpsc;

use super::output::say;
use crate::carga::{self, Forma};
use crate::config::{ByKind, Config, LimitsConfig};
use crate::generate::{Nacional, semilla_de};
use crate::reloj;
use crate::store::{catalogo, db::conectar, version::Origen};

/// How much to make. The same seed and sizes make the same data on every machine.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Entities to make.
    #[arg(long, value_name = "N", default_value_t = 50)]
    entidades: usize,
    /// Tasks of an average entity.
    #[arg(long, value_name = "N", default_value_t = 600)]
    tareas: usize,
    /// Seed of the pseudo-random numbers.
    #[arg(long, value_name = "N", default_value_t = 1)]
    semilla: u64,
    /// Releases of each entity, with the records around them: services and clients, deployments, improvements, documents,
    /// who governs, evaluations of the quality of services. 0 makes no records.
    #[arg(long, value_name = "N", default_value_t = 0)]
    entregas: usize,
}

/// Entities made ahead of the one that is being written.
const ADELANTE: usize = 4;

/// Makes entities, writes them and publishes them, one transaction each, and one more for their records. One is made while another is written.
pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<()> {
    // Nobody waits for an answer: to look at large tables takes longer than a request may.
    let limits = LimitsConfig { request_timeout_seconds: ByKind::all(600), ..config.limits.clone() };
    let db = conectar(&Config { limits, ..config.clone() }).await?;
    carga::preparar(&db, config).await?;
    let archivos = carga::archivos(config)?;
    let catalogo = catalogo::leer(&db).await?;
    let forma = Forma { origen: Origen::Generador, umbral: config.rounding_threshold, ahora: reloj::ahora() };
    let (mut escritas, mut puestos, mut tareas, mut registros) = (0_u64, 0, 0, 0);
    let (hechas, mut por_escribir) = mpsc::channel(ADELANTE);
    let nacional = Nacional::nuevo(args.semilla, args.entidades, args.tareas, &archivos);
    let hacer = tokio::task::spawn_blocking(move || {
        for hecha in nacional {
            if hechas.blocking_send(hecha).is_err() {
                break;
            }
        }
    });
    while let Some((entidad, mapa)) = por_escribir.recv().await {
        puestos += mapa.puestos.len();
        tareas += mapa.matrices.iter().map(|matriz| matriz.tareas.len()).sum::<usize>();
        carga::publicar(&db, &catalogo, &entidad, &mapa, forma).await?;
        escritas += 1;
        if args.entregas > 0 {
            let pedidas = (entidad.codigo.as_str(), semilla_de(args.semilla, escritas), args.entregas);
            registros += carga::registrar(&db, pedidas, (&mapa, &catalogo), forma.ahora).await?;
        }
        // Even a reference is checked by a plan, and plans follow the size that the tables had when they were last counted.
        if escritas.is_power_of_two() {
            carga::contar_filas(&db).await?;
        }
        tracing::debug!(entidad.codigo, "written");
    }
    hacer.await.context("the generator failed")?;
    carga::contar_filas(&db).await?;
    let con_registros = if args.entregas > 0 { format!(", y {registros} registros") } else { String::new() };
    say(&format!("Generadas {} entidades con {puestos} puestos y {tareas} tareas{con_registros}.", args.entidades))
}
