//! Everything that is wrong with a sheet, at once.

use super::{Celda, Columna, Ficha, Fila};
use crate::domain::fecha;
use crate::domain::registro::Validacion;

/// Longest text of a sheet, in characters.
const TEXTO_MAXIMO: usize = 4_000;
/// Longest name.
const NOMBRE_MAXIMO: usize = 500;
/// Most rows, and most things of a list.
const FILAS_MAXIMAS: usize = 300;

/// Notes the broken rules of a sheet, each with its place.
pub fn revisar(v: &mut Validacion, ficha: &Ficha) {
    v.codigo("codigo", &ficha.codigo).texto("nombre", &ficha.nombre, NOMBRE_MAXIMO);
    v.exigir(ficha.edicion >= 1, "edicion", "FUERA_DE_RANGO", "La versión de la ficha va desde 1.");
    let aprobada_en = ficha.aprobada_en.as_deref();
    v.exigir(
        aprobada_en.is_none_or(fecha::es_fecha),
        "aprobadaEn",
        "FECHA_INVALIDA",
        "La fecha se escribe «2022-02-16».",
    );
    let opcionales = [
        ("sistema", &ficha.sistema),
        ("titulo", &ficha.titulo),
        ("responsable", &ficha.responsable),
        ("objetivo", &ficha.objetivo),
    ];
    for (campo, texto) in opcionales {
        v.opcional(campo, texto.as_deref(), TEXTO_MAXIMO);
    }
    let listas = [
        ("elaboradoPor", &ficha.elaborado_por),
        ("revisadoPor", &ficha.revisado_por),
        ("aprobadoPor", &ficha.aprobado_por),
        ("autoridad", &ficha.autoridad),
        ("alcance", &ficha.alcance),
        ("recursos", &ficha.recursos),
        ("documentos", &ficha.documentos),
    ];
    for (campo, lista) in listas {
        textos(v, campo, lista.iter().map(String::as_str));
    }
    textos(v, "riesgos", ficha.riesgos.iter().map(|riesgo| riesgo.texto.as_str()));
    filas(v, &ficha.filas);
}

fn textos<'a>(v: &mut Validacion, campo: &str, lista: impl ExactSizeIterator<Item = &'a str>) {
    v.cuantos(campo, lista.len(), FILAS_MAXIMAS);
    for (i, texto) in lista.enumerate().take(FILAS_MAXIMAS) {
        v.texto(&format!("{campo}.{i}"), texto, TEXTO_MAXIMO);
    }
}

fn filas(v: &mut Validacion, filas: &[Fila]) {
    v.cuantos("filas", filas.len(), FILAS_MAXIMAS);
    let filas = &filas[..filas.len().min(FILAS_MAXIMAS)];
    if let Some(i) = (1..filas.len()).find(|i| filas[i - 1].transversal && !filas[*i].transversal) {
        let mensaje = "Las actividades transversales van después de todas las del proceso.";
        v.falta(&format!("filas.{i}.transversal"), "FILA_DESORDENADA", mensaje);
    }
    for (i, fila) in filas.iter().enumerate() {
        let datos = [
            ("codigo", &fila.codigo),
            ("ejecutor", &fila.ejecutor),
            ("correlativo", &fila.correlativo),
            ("unidad", &fila.unidad),
        ];
        for (campo, dato) in datos {
            v.opcional(&format!("filas.{i}.{campo}"), dato.as_deref(), NOMBRE_MAXIMO);
        }
        let tiene_algo = Columna::TODAS.iter().any(|columna| fila.celda(*columna).is_some());
        v.exigir(tiene_algo, &format!("filas.{i}"), "VACIO", "Una fila sin ninguna celda propia no se escribe.");
    }
    for columna in Columna::TODAS {
        let mut ocupada_hasta = 0;
        for (i, fila) in filas.iter().enumerate() {
            let Some(celda) = fila.celda(columna) else { continue };
            let campo = format!("filas.{i}.{}", columna.nombre());
            let mensaje = "Sobre esta celda se extiende otra de una fila anterior.";
            v.exigir(i >= ocupada_hasta, &campo, "CELDA_SUPERPUESTA", mensaje);
            ocupada_hasta = ocupada_hasta.max(i + usize::from(celda.filas));
            revisar_celda(v, &campo, celda, alcanza(filas, i));
        }
    }
}

/// Rows that a cell of this row may reach over: to the end of its part of the table.
fn alcanza(filas: &[Fila], desde: usize) -> usize {
    filas[desde..].iter().take_while(|fila| fila.transversal == filas[desde].transversal).count()
}

fn revisar_celda(v: &mut Validacion, campo: &str, celda: &Celda, alcanza: usize) {
    if celda.filas == 0 || usize::from(celda.filas) > alcanza {
        let mensaje = format!("La celda puede extenderse de 1 a {alcanza} filas y dice {}.", celda.filas);
        v.falta(&format!("{campo}.filas"), "FUERA_DE_RANGO", mensaje);
    }
    let tiene_algo = celda.titulo.is_some() || !celda.items.is_empty();
    v.exigir(tiene_algo, campo, "VACIO", "Una celda sin título ni ítems no se escribe.");
    v.opcional(&format!("{campo}.titulo"), celda.titulo.as_deref(), TEXTO_MAXIMO);
    textos(v, &format!("{campo}.items"), celda.items.iter().map(|item| item.texto.as_str()));
}
