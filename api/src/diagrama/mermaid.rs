//! Mermaid: the map of level 0 and the flow of a process, as flowcharts.

use std::fmt::Write;

use super::{Clase, Flujo, Macroproceso, rotulo};
use crate::domain::modelo::TipoProceso;

/// Types from top to bottom, as maps of processes show them, and their titles.
const TIPOS: [(Option<TipoProceso>, &str); 4] = [
    (Some(TipoProceso::Estrategico), "Procesos estratégicos"),
    (Some(TipoProceso::Misional), "Procesos misionales"),
    (Some(TipoProceso::Soporte), "Procesos de soporte"),
    (None, "Procesos sin tipo"),
];

/// The map of level 0: one box for each type that there is, with its macroprocesos in order.
pub fn mapa(macroprocesos: &[Macroproceso]) -> String {
    let mut texto = String::from("flowchart TB\n");
    let mut cajas: Vec<String> = Vec::new();
    for (tipo, titulo) in TIPOS {
        let de_tipo: Vec<(usize, &Macroproceso)> =
            macroprocesos.iter().enumerate().filter(|(_, macroproceso)| macroproceso.tipo == tipo).collect();
        if de_tipo.is_empty() {
            continue;
        }
        let caja = format!("t{}", cajas.len() + 1);
        linea(&mut texto, format_args!("  subgraph {caja}[\"{}\"]\n    direction LR", escapar(titulo)));
        for (i, macroproceso) in de_tipo {
            let nombre = rotulo(macroproceso.codigo.as_deref(), &macroproceso.nombre);
            linea(&mut texto, format_args!("    p{}[\"{}\"]", i + 1, escapar(&nombre)));
        }
        linea(&mut texto, format_args!("  end"));
        cajas.push(caja);
    }
    for par in cajas.windows(2) {
        linea(&mut texto, format_args!("  {} ~~~ {}", par[0], par[1]));
    }
    texto
}

/// The flow of a process: a box for each lane, and the steps one after another.
pub fn flujo(flujo: &Flujo) -> String {
    let mut texto = String::from("flowchart LR\n");
    for (c, carril) in flujo.carriles.iter().enumerate() {
        linea(&mut texto, format_args!("  subgraph c{}[\"{}\"]", c + 1, escapar(&rotulo(None, carril))));
        for (i, paso) in flujo.pasos.iter().enumerate().filter(|(_, paso)| paso.carril == c) {
            let (abre, cierra) = if paso.clase == Clase::Subproceso { ("[[", "]]") } else { ("[", "]") };
            linea(&mut texto, format_args!("    n{}{abre}\"{}\"{cierra}", i + 1, escapar(&paso.rotulo)));
        }
        linea(&mut texto, format_args!("  end"));
    }
    linea(&mut texto, format_args!("  inicio((\" \"))\n  fin(((\" \")))"));
    let mut anterior = "inicio".to_owned();
    for i in 1..=flujo.pasos.len() {
        linea(&mut texto, format_args!("  {anterior} --> n{i}"));
        anterior = format!("n{i}");
    }
    linea(&mut texto, format_args!("  {anterior} --> fin"));
    texto
}

fn linea(texto: &mut String, partes: std::fmt::Arguments<'_>) {
    // Writing to a text does not fail.
    let _ = writeln!(texto, "{partes}");
}

/// A label: whatever could mean something to Mermaid or to HTML goes as the number of its character.
fn escapar(rotulo: &str) -> String {
    let mut escapado = String::with_capacity(rotulo.len());
    for c in rotulo.chars() {
        if c.is_alphanumeric() || !c.is_ascii() || matches!(c, ' ' | '.' | ',' | '-' | '/') {
            escapado.push(c);
        } else {
            let _ = write!(escapado, "#{};", u32::from(c));
        }
    }
    escapado
}
