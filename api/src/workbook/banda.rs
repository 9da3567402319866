//! Rows across the table that name a process without a column of its own («MACROPROCESO: M01 Gestión»): it is above
//! everything that follows, until the next row of its level.
//!
//! A row with nothing but one text is such a row when that text
//!
//! - begins with «Macroproceso», «Proceso» or «Subproceso» and then a colon, a level or a code;
//! - or is merged over more columns than a code and its name take;
//! - or is a code with which the first code of the next row begins.
//!
//! It is not when the column it stands in is a process that the next row leaves blank (then it is the first row of a
//! block), nor when it names an órgano or what the next row says again. Levels of columns go below those of the rows.

use std::collections::BTreeMap;

use super::bloque::{Etiqueta, separar};
use super::filas::{self, Fin, Motivo};
use super::hoja::{Celda, Fila};
use super::palabra::{nivel_numerado, palabras, tipo_de};
use super::pie::empieza_pie;
use super::registro::{Libreta, Tabla};
use super::unidades::Unidades;
use crate::domain::columna::{Campo, Columnas};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::texto::clave;

/// Merged over more columns than this, a cell is no pair of code and name.
const ANCHO_DE_PAR: u32 = 2;
/// The level of «PROCESOS MISIONALES»: it says the type of what follows and is no process.
pub(super) const TIPO: i16 = -1;
/// How the name of an órgano begins.
const DE_ORGANO: [&str; 6] = ["organo", "unidad", "gerencia", "subgerencia", "oficina", "direccion general"];

/// The rows of a sheet that name processes, by their number.
#[derive(Debug, Default)]
pub(super) struct Bandas {
    por_fila: BTreeMap<u32, (i16, Etiqueta)>,
    /// Rows that name a process of a level between two columns, or one that the columns say again.
    omitidas: BTreeMap<u32, Motivo>,
    /// How much deeper the processes of the columns are than their titles say.
    pub(super) desplazamiento: i16,
}

/// A row that may be a band.
struct Candidata {
    fila: u32,
    columna: u32,
    texto: String,
    ancho: u32,
    /// The level that its first word says.
    rango: Option<i16>,
    dicho: Etiqueta,
}

impl Bandas {
    pub(super) fn de(&self, fila: u32) -> Option<&(i16, Etiqueta)> {
        self.por_fila.get(&fila)
    }

    pub(super) fn omitida(&self, fila: u32) -> Option<Motivo> {
        self.omitidas.get(&fila).copied()
    }

    /// What holds at the first row of the table: bands above the titles.
    pub(super) fn encima(&self, tabla: &Tabla<'_>) -> impl Iterator<Item = (u32, &(i16, Etiqueta))> {
        self.por_fila.range(..tabla.cabecera.filas.1).map(|(fila, banda)| (*fila, banda))
    }

    /// Levels that have rows and no column, from the outside in.
    pub(super) fn niveles(&self) -> Vec<i16> {
        let mut niveles: Vec<i16> = self.por_fila.values().map(|b| b.0).filter(|n| *n != TIPO).collect();
        niveles.sort_unstable();
        niveles.dedup();
        niveles
    }

    /// The letters of the columns, by the level that their processes have under these rows.
    pub(super) fn columnas(&self, columnas: &Columnas) -> Columnas {
        let desplazado = |campo: &Campo| match campo {
            Campo::Proceso(n) => Campo::Proceso(n + self.desplazamiento),
            Campo::CodigoProceso(n) => Campo::CodigoProceso(n + self.desplazamiento),
            otro => *otro,
        };
        Columnas(columnas.0.iter().map(|(campo, letra)| (desplazado(campo), letra.clone())).collect())
    }
}

/// Finds the bands of a sheet, each told by a finding.
pub(super) fn hallar(tabla: &Tabla<'_>, fin: Fin, unidades: &Unidades, libreta: &mut Libreta) -> Bandas {
    let titulos = tabla.cabecera.filas.1;
    let numeradas = tabla.hoja.filas.iter().filter(|f| f.numero <= fin.ultima && f.numero != titulos);
    let mut halladas: Vec<Candidata> = Vec::new();
    let mut repetidas = BTreeMap::new();
    // From the end, because what a row is depends on the next one.
    let mut siguiente: Option<(&Fila<'_>, Option<String>)> = None;
    for fila in numeradas.rev() {
        let ajena = empieza_pie(fila) || filas::motivo(&tabla.registro(fila), fin) == Some(Motivo::Total);
        let candidata = candidata(tabla, fila).filter(|_| !ajena);
        let (llenas, encima) = (fila.celdas.iter().filter(|(_, c)| !c.es_vacia()).count(), fila.numero < titulos);
        match candidata {
            Some(c) if c.rango.is_some() && encima && llenas == 1 => halladas.push(c),
            _ if encima => {}
            Some(c) if dice_lo_mismo(tabla, &c, siguiente.as_ref().map(|s| s.0)) => {
                repetidas.insert(fila.numero, Motivo::TituloRepetido);
            }
            Some(c) if es_banda(tabla, &c, siguiente.as_ref(), unidades) => {
                let codigo = c.dicho.codigo.clone();
                siguiente = siguiente.map(|(fila, de_antes)| (fila, codigo.or(de_antes)));
                halladas.push(c);
            }
            _ if llenas > 0 => siguiente = Some((fila, primer_codigo(tabla, fila))),
            _ => {}
        }
    }
    halladas.reverse();
    // A title above the table alone says nothing that a column does not say better.
    let primer_nivel = primer_nivel(tabla);
    if halladas.iter().all(|c| c.fila < titulos) && primer_nivel == Some(0) {
        halladas.clear();
    }
    let mut bandas = con_niveles(tabla, halladas, primer_nivel, libreta);
    bandas.omitidas.append(&mut repetidas);
    bandas
}

/// The rows with their levels; those that belong between two columns are told and left out.
fn con_niveles(tabla: &Tabla<'_>, halladas: Vec<Candidata>, primero: Option<i16>, libreta: &mut Libreta) -> Bandas {
    let partes = |c: &Candidata| {
        let codigo = c.dicho.codigo.as_deref().unwrap_or_default();
        i16::try_from(codigo.split(['.', '-', '/', '_']).filter(|p| p.bytes().any(|b| b.is_ascii_digit())).count())
            .unwrap_or(i16::MAX)
    };
    let minimo = halladas.iter().filter(|c| c.rango.is_none()).map(partes).min().unwrap_or_default();
    let nivel = |c: &Candidata| c.rango.unwrap_or_else(|| (partes(c) - minimo).max(0));
    let de_proceso = || halladas.iter().map(nivel).filter(|n| *n != TIPO);
    let mut bandas = Bandas::default();
    let cabe = de_proceso().min().zip(primero).is_none_or(|(arriba, primero)| arriba <= primero);
    if let (true, Some(abajo), Some(primero)) = (cabe, de_proceso().max(), primero) {
        bandas.desplazamiento = (abajo + 1 - primero).max(0);
    }
    for c in halladas {
        let celda = Some(format!("{}{}", crate::domain::columna::letra(c.columna), c.fila));
        let hoja = Some(tabla.hoja.nombre.as_str());
        let nivel = nivel(&c);
        let (codigo, mensaje) = if nivel == TIPO {
            ("PROCESO_EN_FILA", "La fila dice el tipo de los procesos que siguen.".to_owned())
        } else if cabe {
            (
                "PROCESO_EN_FILA",
                format!("La fila es el título de un proceso de nivel {nivel}: lo que sigue cuelga de él."),
            )
        } else {
            let mensaje = "La fila parece el título de un proceso de un nivel entre los que tienen columna; no se usa.";
            ("PROCESO_EN_FILA_SIN_LUGAR", mensaje.to_owned())
        };
        libreta.anotar(Hallazgo::nuevo(codigo, mensaje).en(hoja, celda).con(&c.texto));
        if cabe || nivel == TIPO {
            bandas.por_fila.insert(c.fila, (nivel, c.dicho));
        } else {
            bandas.omitidas.insert(c.fila, Motivo::SinLugar);
        }
    }
    bandas
}

/// A row with nothing but one text, or a rank and a name side by side.
fn candidata(tabla: &Tabla<'_>, fila: &Fila<'_>) -> Option<Candidata> {
    let llenas: Vec<&(u32, Celda<'_>)> = fila.celdas.iter().filter(|(_, c)| !c.es_vacia()).collect();
    let textos: Option<Vec<String>> = llenas.iter().map(|(_, c)| c.titulo()).collect();
    let textos = textos.filter(|t| (1..=3).contains(&t.len()))?;
    let texto = textos.join(" ");
    let columna = llenas.first()?.0;
    let de_tipo = clave(&texto).starts_with("procesos ") && tipo_de(&texto).is_some();
    let rango = if de_tipo {
        (!tabla.cabecera.tiene(Campo::TipoProceso)).then(|| (TIPO, texto.clone()))
    } else {
        rango(&texto)
    };
    if de_tipo && rango.is_none() {
        return None;
    }
    if textos.len() > 1 && rango.is_none() {
        return None;
    }
    let es_suya = |c: &&super::hoja::Combinada| c.filas == (fila.numero, fila.numero) && c.columnas.0 == columna;
    let ancho = tabla.hoja.combinadas.iter().find(es_suya).map_or(1, |c| c.columnas.1 - c.columnas.0 + 1);
    let dicho = separar(rango.as_ref().map_or(texto.as_str(), |r| r.1.as_str()));
    Some(Candidata { fila: fila.numero, columna, ancho, rango: rango.map(|r| r.0), dicho, texto })
}

/// «MACROPROCESO: …», «Proceso Nivel 1 - …», «Subproceso M01.01 …»: the level and the rest.
fn rango(texto: &str) -> Option<(i16, String)> {
    let (primera, resto) = texto.split_once([' ', ':']).map(|(p, r)| (p, r.trim_start()))?;
    let pegado = texto.get(primera.len()..).is_some_and(|r| r.trim_start().starts_with([':', '-', '–', '—']));
    let nivel = match clave(primera).as_str() {
        "macroproceso" => 0,
        "proceso" => 1,
        "subproceso" => 2,
        _ => return None,
    };
    let numerado = palabras(resto);
    let (nivel, resto, dicho) = match numerado.first().map(String::as_str) {
        Some("nivel" | "niv") => {
            let numero = nivel_numerado(numerado.get(..2)?)?;
            let desde = resto.split_once(' ').map(|(_, r)| r).unwrap_or_default();
            (numero, desde.split_once([' ', ':', '-', '–']).map(|(_, r)| r).unwrap_or_default(), true)
        }
        _ => (nivel, resto, false),
    };
    let resto = resto.trim_start_matches([':', '-', '–', '—', ' ']).trim();
    let con_codigo = separar(resto).codigo.is_some();
    (!resto.is_empty() && (pegado || dicho || con_codigo)).then(|| (nivel, resto.to_owned()))
}

/// Whether the columns of the next row name the same process: the row is only a heading.
fn dice_lo_mismo(tabla: &Tabla<'_>, candidata: &Candidata, debajo: Option<&Fila<'_>>) -> bool {
    let (Some(debajo), true) = (debajo, candidata.rango.is_some() || candidata.ancho > ANCHO_DE_PAR) else {
        return false;
    };
    let registro = tabla.registro(debajo);
    let dichas = [candidata.dicho.codigo.as_deref(), candidata.dicho.nombre.as_deref()].map(|t| t.map(clave));
    let de_proceso = |c: &&Campo| matches!(c, Campo::Proceso(_) | Campo::CodigoProceso(_));
    let escritas = tabla.cabecera.columnas.keys().filter(de_proceso);
    let mut escritas = escritas.filter_map(|c| registro.texto(*c, &mut Libreta::nueva(0))).flat_map(|texto| {
        let partes = separar(&texto);
        [Some(texto), partes.codigo, partes.nombre]
    });
    escritas.any(|t| t.is_some() && dichas.contains(&t.as_deref().map(clave)))
}

/// `siguiente`: the next row that is no band, and the first code below.
fn es_banda(
    tabla: &Tabla<'_>,
    candidata: &Candidata,
    siguiente: Option<&(&Fila<'_>, Option<String>)>,
    unidades: &Unidades,
) -> bool {
    let Some((debajo, codigo)) = siguiente else { return candidata.rango.is_some() };
    let en_columna = |campo: &Campo| {
        let indice = tabla.cabecera.columnas.get(campo).map(|c| c.indice);
        matches!(campo, Campo::Proceso(_) | Campo::CodigoProceso(_) | Campo::TipoProceso)
            && indice == Some(candidata.columna)
    };
    let en_blanco = |columna: u32| debajo.celda(columna).is_none_or(Celda::es_vacia);
    if tabla.cabecera.columnas.keys().any(en_columna) && en_blanco(candidata.columna) {
        return false;
    }
    let propio = candidata.dicho.codigo.as_deref().map(clave);
    let de_organo = candidata.rango.is_none()
        && (unidades.lista.iter().any(|u| clave(&u.nombre) == clave(&candidata.texto))
            || DE_ORGANO.iter().any(|p| clave(&candidata.texto).starts_with(p)));
    if de_organo {
        return false;
    }
    let confirmada = propio.zip(codigo.as_deref().map(clave)).is_some_and(|(propio, debajo)| {
        debajo.strip_prefix(&propio).is_some_and(|r| r.starts_with(['.', '-', '/', '_']))
    });
    let ancha = candidata.ancho > ANCHO_DE_PAR && (candidata.dicho.codigo.is_some() || primer_nivel(tabla) != Some(0));
    candidata.rango.is_some() || ancha || confirmada
}

/// The outermost level with a column.
fn primer_nivel(tabla: &Tabla<'_>) -> Option<i16> {
    let nivel = |campo: &Campo| match campo {
        Campo::Proceso(n) | Campo::CodigoProceso(n) => Some(*n),
        _ => None,
    };
    tabla.cabecera.columnas.keys().filter_map(nivel).min()
}

/// The first code of a row, from the outside in.
fn primer_codigo(tabla: &Tabla<'_>, fila: &Fila<'_>) -> Option<String> {
    let registro = tabla.registro(fila);
    let jerarquia = tabla.cabecera.columnas.keys().filter(|c| {
        matches!(
            c,
            Campo::CodigoProceso(_)
                | Campo::Proceso(_)
                | Campo::CodigoActividad
                | Campo::Actividad
                | Campo::CodigoTarea
                | Campo::Tarea
        )
    });
    let mut textos = jerarquia.filter_map(|c| Some((*c, registro.texto(*c, &mut Libreta::nueva(0))?)));
    textos.find_map(|(campo, texto)| match campo {
        Campo::CodigoProceso(_) | Campo::CodigoActividad | Campo::CodigoTarea => Some(texto),
        _ => separar(&texto).codigo,
    })
}
