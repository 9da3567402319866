//! Asks one server, then the other, and reads what each request cost.

use std::time::{Duration, Instant};

use super::datos::Control;
use super::servidor::Servidor;
use super::trabajo::Trabajo;

/// Requests before the count begins: PostgreSQL may change the plan of a prepared statement at its sixth run.
const CALENTAR: usize = 12;
/// Fewest requests that are counted, however long they take: the system tells CPU in hundredths of a second.
const MINIMO: usize = 20;

/// What a request costs one server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costo {
    /// CPU of server and database.
    pub(crate) cpu: Duration,
    /// Median of the time until the answer is there.
    pub(crate) p50: Duration,
    /// The time that 95 of 100 requests do not pass.
    pub(crate) p95: Duration,
}

/// A line of the table.
pub(crate) struct Medicion {
    pub(crate) nombre: &'static str,
    pub(crate) a_mano: Costo,
    pub(crate) quipu: Costo,
    /// Statements of one request to Quipu.
    pub(crate) sentencias: u64,
}

/// Measures a workload on both servers.
pub(crate) async fn medir(
    trabajo: &Trabajo,
    quipu: &Servidor,
    a_mano: &Servidor,
    control: &Control,
    segundos: u64,
) -> anyhow::Result<Medicion> {
    let de_quipu: Vec<&str> = trabajo.preguntas.iter().map(|p| p.graphql.as_str()).collect();
    let por_mano: Vec<&str> = trabajo.preguntas.iter().map(|p| p.a_mano.as_str()).collect();
    let tiempo = Duration::from_secs(segundos);
    Ok(Medicion {
        nombre: trabajo.nombre,
        a_mano: costo(a_mano, &por_mano, false, control, tiempo).await?,
        quipu: costo(quipu, &de_quipu, trabajo.frio, control, tiempo).await?,
        sentencias: sentencias(trabajo, quipu, control).await?,
    })
}

async fn costo(
    servidor: &Servidor,
    preguntas: &[&str],
    frio: bool,
    control: &Control,
    tiempo: Duration,
) -> anyhow::Result<Costo> {
    for pregunta in preguntas.iter().cycle().take(CALENTAR) {
        servidor.preguntar(pregunta).await?;
    }
    let antes = servidor.cpu(control).await?;
    let inicio = Instant::now();
    let mut tardanzas = Vec::new();
    for pregunta in preguntas.iter().cycle() {
        if frio {
            control.publicar().await?;
        }
        let salida = Instant::now();
        servidor.preguntar(pregunta).await?;
        tardanzas.push(salida.elapsed());
        if inicio.elapsed() > tiempo && tardanzas.len() >= MINIMO {
            break;
        }
    }
    let centesimas = servidor.cpu(control).await? - antes;
    let solicitudes = u32::try_from(tardanzas.len())?;
    tardanzas.sort_unstable();
    let percentil = |p: usize| tardanzas[(tardanzas.len() - 1) * p / 100];
    Ok(Costo { cpu: Duration::from_millis(centesimas * 10) / solicitudes, p50: percentil(50), p95: percentil(95) })
}

/// Statements of one request, once the catalogues are known to be current.
async fn sentencias(trabajo: &Trabajo, quipu: &Servidor, control: &Control) -> anyhow::Result<u64> {
    let mut menos = u64::MAX;
    for pregunta in trabajo.preguntas.iter().cycle().take(3) {
        if trabajo.frio {
            control.publicar().await?;
        }
        let antes = quipu.sentencias().await?;
        quipu.preguntar(&pregunta.graphql).await?;
        menos = menos.min(quipu.sentencias().await? - antes);
    }
    Ok(menos)
}
