//! What a sheet has and the reader does not use, told once: columns and unreadable cells.

use super::cabecera::{Cabecera, TituloDeColumna};
use super::hoja::Hoja;
use super::informe::InformeHoja;
use super::registro::Libreta;
use crate::domain::columna::letra;
use crate::domain::hallazgo::Hallazgo;

/// Columns with data and no title: told by their letter.
pub(super) fn columnas_sin_titulo(hoja: &Hoja<'_>, cabecera: &Cabecera, informe: &mut InformeHoja) {
    const MAXIMO: usize = 20;
    let partes = cabecera.partes.iter().map(|c| letra(c.indice));
    let conocidas: Vec<String> = informe.columnas.0.values().cloned().chain(partes).collect();
    let mut sin_titulo: Vec<(u32, String)> = Vec::new();
    for fila in hoja.filas.iter().filter(|f| f.numero > cabecera.filas.1) {
        for (columna, celda) in &fila.celdas {
            if !celda.es_vacia() && sin_titulo.len() < MAXIMO && !sin_titulo.iter().any(|(c, _)| c == columna) {
                sin_titulo.push((*columna, letra(*columna)));
            }
        }
    }
    sin_titulo.sort_unstable();
    for (_, letra) in sin_titulo {
        let dicha = conocidas.contains(&letra) || informe.columnas_no_reconocidas.iter().any(|t| t.letra == letra);
        if !dicha {
            informe.columnas_no_reconocidas.push(TituloDeColumna { letra, titulo: "(sin título)".to_owned() });
        }
    }
}

/// A finding for each column that is dropped or not known, and for each cell that could not be read.
pub(super) fn anotar(hoja: &Hoja<'_>, informe: &InformeHoja, libreta: &mut Libreta) {
    let donde =
        |letra: &str| Some(informe.fila_de_titulos.map_or_else(|| letra.to_owned(), |fila| format!("{letra}{fila}")));
    for titulo in &informe.columnas_descartadas {
        let mensaje = "La columna trae datos de personas: se descartó y no se guardó nada de ella.";
        let hallazgo = Hallazgo::nuevo("COLUMNA_CON_DATOS_PERSONALES", mensaje);
        libreta.anotar(hallazgo.en(Some(&hoja.nombre), donde(&titulo.letra)).con(&titulo.titulo));
    }
    for titulo in &informe.columnas_no_reconocidas {
        let hallazgo = Hallazgo::nuevo("COLUMNA_NO_RECONOCIDA", "La columna no se reconoce y no se guarda.");
        libreta.anotar(hallazgo.en(Some(&hoja.nombre), donde(&titulo.letra)).con(&titulo.titulo));
    }
    for celda in &hoja.ilegibles {
        let mensaje = "La celda que sigue está mal escrita en el archivo y no se pudo leer.";
        libreta.anotar(Hallazgo::nuevo("CELDA_ILEGIBLE", mensaje).en(Some(&hoja.nombre), Some(celda.clone())));
    }
}
