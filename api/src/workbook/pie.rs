//! What stands below a table: notes, sources, lines to sign on and the names of those who sign. Nothing of it is kept.

use super::filas::Fin;
use super::hoja::{Celda, Fila};
use super::registro::{Libreta, Registro, Tabla};
use crate::domain::columna::Campo;
use crate::domain::hallazgo::Hallazgo;
use crate::domain::texto::clave;

/// Columns that say nothing of a row by themselves, or that a signature may stand in, filled in at least so many:
/// then it is a row of the table.
const LLENAS: usize = 4;
/// A line of so many underscores is for signing.
const RAYA: usize = 5;
/// How the text below a table begins.
const COMIENZOS: [&str; 18] = [
    "elaborado",
    "elaboracion",
    "revisado",
    "aprobado",
    "validado",
    "visado",
    "visto bueno",
    "v°b°",
    "vºbº",
    "vb",
    "firma",
    "firmado",
    "sello",
    "fuente",
    "nota",
    "notas",
    "leyenda",
    "responsable de la informacion",
];

/// Where the table ends, with a finding when text stands below it. `ultima` is the last row with data of the sheet.
///
/// The rows at the end that do nothing a row of the table does are below it from the first that says so («Elaborado
/// por», a line to sign on) or that stands apart, after a blank row.
pub(super) fn fin(tabla: &Tabla<'_>, ultima: u32, libreta: &mut Libreta) -> Fin {
    let filas: Vec<&Fila<'_>> = tabla.filas().filter(|f| !f.celdas.is_empty()).collect();
    let de_la_tabla = |f: &&Fila<'_>| es_de_la_tabla(&tabla.registro(f));
    let final_ = filas.iter().rposition(de_la_tabla).map_or(0, |i| i + 1);
    let anterior = |i: usize| i.checked_sub(1).and_then(|i| filas.get(i)).map_or(tabla.cabecera.filas.1, |f| f.numero);
    let aparte = |i: &usize| filas.get(*i).is_some_and(|f| empieza_pie(f) || f.numero > anterior(*i) + 1);
    let Some(i) = (final_..filas.len()).find(aparte).filter(|_| final_ > 0) else {
        return Fin { ultima, pie: None };
    };
    let pie = filas.get(i).map(|f| f.numero);
    if let Some(desde) = pie {
        let mensaje = format!("Desde la fila {desde} el texto está debajo de la tabla (notas o firmas): no se guarda.");
        let hoja = Some(tabla.hoja.nombre.as_str());
        libreta.anotar(Hallazgo::nuevo("FILA_DE_PIE", mensaje).en(hoja, Some(desde.to_string())));
    }
    Fin { ultima: anterior(i), pie }
}

/// Whether it has what only rows of the table have: a correlativo, a code, a figure, or many columns filled.
fn es_de_la_tabla(registro: &Registro<'_>) -> bool {
    let campos = registro.tabla.cabecera.columnas.keys().copied();
    let llenas: Vec<Campo> = campos.filter(|c| registro.hay(*c)).collect();
    let prueba = |campo: Campo| match campo {
        _ if campo.es_frecuencia() => true,
        Campo::Duracion | Campo::Ocupados | Campo::Remuneracion | Campo::TotalTiempo | Campo::Servidores => true,
        Campo::Correlativo | Campo::CodigoProceso(_) | Campo::CodigoActividad | Campo::CodigoTarea => {
            registro.texto(campo, &mut Libreta::nueva(0)).is_some_and(|t| parece_codigo(&t))
        }
        _ => false,
    };
    llenas.len() >= LLENAS || llenas.iter().any(|c| prueba(*c))
}

/// A word with a digit, that begins as a code begins.
fn parece_codigo(texto: &str) -> bool {
    texto.starts_with(char::is_alphanumeric)
        && !texto.contains(' ')
        && !texto.ends_with('/')
        && texto.bytes().any(|b| b.is_ascii_digit())
}

/// Whether it begins as the text below a table does.
pub(super) fn empieza_pie(fila: &Fila<'_>) -> bool {
    fila.celdas.iter().any(|(_, celda)| match celda {
        Celda::Texto(texto) if texto.chars().filter(|c| *c == '_').count() >= RAYA => true,
        Celda::Texto(texto) => {
            let texto = clave(texto);
            COMIENZOS
                .iter()
                .any(|c| texto.strip_prefix(c).is_some_and(|r| r.is_empty() || r.starts_with([' ', ':', '.'])))
        }
        _ => false,
    })
}
