//! Writes the workbooks that the tests read.

use std::collections::BTreeMap;

use quipu::domain::hallazgo::{CODIGOS, Hallazgo};
use quipu::domain::modelo::{Mapa, Matriz, TipoMatriz};
use quipu::workbook::{Lectura, LibroError, Limites, leer};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook};

/// A cell: text unless it says otherwise.
#[derive(Debug, Clone)]
pub(crate) enum C {
    T(String),
    N(f64),
    Formula(&'static str, &'static str),
    Hora(f64),
    Vacia,
}

impl From<&str> for C {
    fn from(texto: &str) -> Self {
        if texto.is_empty() { Self::Vacia } else { Self::T(texto.to_owned()) }
    }
}
impl From<String> for C {
    fn from(texto: String) -> Self {
        Self::from(texto.as_str())
    }
}
impl From<f64> for C {
    fn from(numero: f64) -> Self {
        Self::N(numero)
    }
}

/// A row of cells of any kind: `fila!["M.01", 3.0, ""]`.
macro_rules! fila {
    ($($celda:expr),* $(,)?) => { vec![$($crate::libro::taller::C::from($celda)),*] };
}
pub(crate) use fila;

pub(crate) type Filas = Vec<Vec<C>>;

/// One sheet: name, rows from the first, merged ranges (row, column, last row, last column, from 0).
#[derive(Debug, Clone, Default)]
pub(crate) struct Hoja {
    pub(crate) nombre: String,
    pub(crate) filas: Filas,
    pub(crate) combinadas: Vec<(u32, u16, u32, u16)>,
    pub(crate) oculta: bool,
}

pub(crate) fn hoja(nombre: &str, filas: Filas) -> Hoja {
    Hoja { nombre: nombre.to_owned(), filas, ..Hoja::default() }
}

/// The bytes of a workbook with these sheets.
pub(crate) fn libro(hojas: &[Hoja]) -> Vec<u8> {
    let mut libro = Workbook::new();
    let hora = Format::new().set_num_format("h:mm");
    for hoja in hojas {
        let destino = libro.add_worksheet();
        destino.set_name(&hoja.nombre).unwrap();
        destino.set_hidden(hoja.oculta);
        for (f, c, hasta_f, hasta_c) in &hoja.combinadas {
            destino.merge_range(*f, *c, *hasta_f, *hasta_c, "", &Format::new()).unwrap();
        }
        for (f, fila) in hoja.filas.iter().enumerate() {
            for (c, celda) in fila.iter().enumerate() {
                let (f, c) = (u32::try_from(f).unwrap(), u16::try_from(c).unwrap());
                match celda {
                    C::T(texto) => destino.write_string(f, c, texto).map(|_| ()),
                    C::N(numero) => destino.write_number(f, c, *numero).map(|_| ()),
                    C::Hora(dias) => destino.write_number_with_format(f, c, *dias, &hora).map(|_| ()),
                    C::Formula(formula, valor) => destino
                        .write_formula(f, c, rust_xlsxwriter::Formula::new(*formula).set_result(*valor))
                        .map(|_| ()),
                    C::Vacia => Ok(()),
                }
                .unwrap();
            }
        }
    }
    libro.save_to_buffer().unwrap()
}

/// Reads with the built-in catalogue and the default limits.
pub(crate) fn leer_bytes(bytes: Vec<u8>) -> Result<Lectura, LibroError> {
    let catalogo = quipu::catalogo::embebido().unwrap().catalogo;
    leer(bytes, &catalogo, &Limites::default())
}

/// Reads these sheets; every finding must be in the table of codes and the report must read as text and as JSON.
pub(crate) fn leer_hojas(hojas: &[Hoja]) -> Lectura {
    let lectura = leer_bytes(libro(hojas)).unwrap();
    for hallazgo in &lectura.hallazgos {
        assert!(CODIGOS.iter().any(|(c, _, _)| *c == hallazgo.codigo), "{}", hallazgo.codigo);
    }
    assert!(!lectura.informe.to_string().is_empty());
    assert!(serde_json::to_value(&lectura.informe).unwrap().is_object());
    lectura
}

pub(crate) fn matriz(mapa: &Mapa, tipo: TipoMatriz) -> &Matriz {
    mapa.matrices.iter().find(|m| m.tipo == tipo).expect("the matrix was read")
}

pub(crate) fn ajustada(mapa: &Mapa) -> &Matriz {
    matriz(mapa, TipoMatriz::Ajustada)
}

/// Σ frequency × duration by correlativo.
pub(crate) fn horas_por_correlativo(matriz: &Matriz) -> BTreeMap<String, Decimal> {
    let mut horas = BTreeMap::new();
    for e in &matriz.ejecuciones {
        if let (Some(f), Some(d)) = (e.frecuencia, e.duracion) {
            *horas.entry(e.correlativo.clone().unwrap_or_default()).or_insert(Decimal::ZERO) += f * d;
        }
    }
    horas.into_iter().map(|(c, h)| (c, h.normalize())).collect()
}

/// Findings of that code.
pub(crate) fn de<'l>(lectura: &'l Lectura, codigo: &str) -> Vec<&'l Hallazgo> {
    lectura.hallazgos.iter().filter(|h| h.codigo == codigo).collect()
}

/// Cells of the findings of that code.
pub(crate) fn celdas(lectura: &Lectura, codigo: &str) -> Vec<String> {
    de(lectura, codigo).iter().map(|h| h.celda.clone().unwrap_or_default()).collect()
}

/// A mapeo with the puestos 1 and 2 in two units.
pub(crate) fn mapeo() -> Hoja {
    hoja(
        "MAPEO DE PUESTOS",
        vec![
            fila![
                "N° Correlativo",
                "Naturaleza",
                "Órgano",
                "Unidad Orgánica",
                "Nombre del Puesto",
                "Régimen",
                "Cantidad de ocupados"
            ],
            fila![1.0, "Línea", "Gerencia A", "Subgerencia A", "Analista", "D.Leg. 1057", 2.0],
            fila![2.0, "Línea", "Gerencia B", "Subgerencia B", "Especialista", "D.Leg. 728", 1.0],
        ],
    )
}

/// Titles of a matrix with times.
pub(crate) fn titulos() -> Vec<C> {
    fila![
        "Tipo Proceso",
        "Cód. Proceso Nivel 0",
        "Proceso Nivel 0",
        "Cód. Actividad",
        "Actividad",
        "Cód. Tarea",
        "Tarea",
        "Órgano",
        "Unidad Orgánica",
        "Número Correlativo",
        "Ejecutor",
        "Frecuencia Mensual",
        "Duración (horas)",
        "Servidores Públicos",
        "Grupo",
        "Familia",
        "Rol",
        "Nivel",
        "Nombre del Puesto",
    ]
}

/// A row under [`titulos`]: task, correlativo, frequency, duration.
pub(crate) fn renglon(
    tarea: &str,
    correlativo: impl Into<C>,
    frecuencia: impl Into<C>,
    duracion: impl Into<C>,
) -> Vec<C> {
    fila![
        "Misional",
        "M01",
        "Gestión",
        "M01.01",
        "Atender",
        format!("M01.01.{tarea}"),
        format!("Paso {tarea}"),
        "Gerencia A",
        "Subgerencia A",
        correlativo.into(),
        "Analista",
        frecuencia.into(),
        duracion.into(),
        "",
        "",
        "",
        "",
        "",
        "",
    ]
}

/// A workbook with the mapeo above and a matriz ajustada of these rows under [`titulos`].
pub(crate) fn con_renglones(renglones: Vec<Vec<C>>) -> Lectura {
    let mut filas = vec![titulos()];
    filas.extend(renglones);
    leer_hojas(&[mapeo(), hoja("MATRIZ DE PROCESOS AJUSTADA", filas)])
}
