//! The figures as a Markdown table.

use std::fmt::Write;
use std::time::Duration;

use super::medir::Medicion;

/// One line for each workload.
pub(crate) fn escribir(filas: &[Medicion]) -> String {
    let mut texto =
        "| workload | by hand, CPU ms | Quipu, CPU ms | ratio | by hand, p50 / p95 ms | Quipu, p50 / p95 ms \
                     | statements |\n|---|---:|---:|---:|---:|---:|---:|\n"
            .to_owned();
    for fila in filas {
        let (a_mano, quipu) = (&fila.a_mano, &fila.quipu);
        let razon = centesimos(quipu.cpu.as_micros() * 100 / a_mano.cpu.as_micros().max(1));
        // Writing to a text cannot fail.
        let _ = writeln!(
            texto,
            "| {} | {} | {} | {razon} | {} / {} | {} / {} | {} |",
            fila.nombre,
            ms(a_mano.cpu),
            ms(quipu.cpu),
            ms(a_mano.p50),
            ms(a_mano.p95),
            ms(quipu.p50),
            ms(quipu.p95),
            fila.sentencias,
        );
    }
    texto
}

/// Milliseconds with two decimals.
fn ms(tiempo: Duration) -> String {
    centesimos(tiempo.as_micros() / 10)
}

fn centesimos(n: u128) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}
