//! One row seen through the titles: values by meaning, with merged cells, and a finding for each value lost.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cabecera::Cabecera;
use super::duracion;
use super::hoja::{Celda, Fila, Hoja};
use super::numero::{self, Numero, Separador, SinNumero};
use crate::domain::carga::UnidadDeTiempo;
use crate::domain::columna::{Campo, Columnas};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::TEXTO_MAXIMO;
use crate::domain::texto::clave;

/// Longest list of functions kept (what a cell holds).
const MAX_FUNCIONES: usize = 32_767;

/// Findings of an import, up to a limit: beyond it they are only counted.
#[derive(Debug)]
pub(super) struct Libreta {
    pub(super) hallazgos: Vec<Hallazgo>,
    omitidos: usize,
    limite: usize,
}

impl Libreta {
    pub(super) fn nueva(limite: usize) -> Self {
        Self { hallazgos: Vec::new(), omitidos: 0, limite }
    }

    pub(super) fn anotar(&mut self, hallazgo: Hallazgo) {
        if self.hallazgos.len() < self.limite {
            self.hallazgos.push(hallazgo);
        } else {
            self.omitidos += 1;
        }
    }

    /// Forgets what was noted after the first `cuantos`.
    pub(super) fn volver_a(&mut self, cuantos: usize) {
        self.hallazgos.truncate(cuantos);
    }

    /// Everything noted, with a last line about what was not.
    pub(super) fn cerrar(mut self) -> Vec<Hallazgo> {
        if self.omitidos > 0 {
            let mensaje = format!("Hay {} hallazgos más, que no se guardan.", self.omitidos);
            self.hallazgos.push(Hallazgo::nuevo("HALLAZGOS_OMITIDOS", mensaje));
        }
        self.hallazgos
    }
}

/// A value of a row, and whether the row itself says it or a merged cell that began above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dado<T> {
    pub(super) valor: T,
    /// Typed in this row.
    pub(super) propio: bool,
    /// Last row of the merged range it stands in.
    pub(super) hasta: Option<u32>,
}

/// A sheet with its titles.
pub(super) struct Tabla<'t> {
    pub(super) hoja: &'t Hoja<'t>,
    pub(super) cabecera: &'t Cabecera,
    pub(super) letras: Columnas,
    combinadas: BTreeMap<Campo, Vec<(u32, u32)>>,
}

/// One row of a [`Tabla`].
#[derive(Clone, Copy)]
pub(super) struct Registro<'t> {
    pub(super) tabla: &'t Tabla<'t>,
    pub(super) fila: &'t Fila<'t>,
}

impl<'t> Tabla<'t> {
    pub(super) fn nueva(hoja: &'t Hoja<'t>, cabecera: &'t Cabecera) -> Self {
        let mut combinadas: BTreeMap<Campo, Vec<(u32, u32)>> = BTreeMap::new();
        for (campo, columna) in &cabecera.columnas {
            let altas = hoja.combinadas.iter().filter(|c| c.columnas.0 == columna.indice && c.filas.1 > c.filas.0);
            let mut rangos: Vec<(u32, u32)> = altas.map(|c| c.filas).filter(|f| f.0 > cabecera.filas.1).collect();
            rangos.sort_unstable();
            combinadas.insert(*campo, rangos);
        }
        Self { hoja, cabecera, letras: cabecera.letras(), combinadas }
    }

    /// Rows below the titles.
    pub(super) fn filas(&self) -> impl Iterator<Item = &'t Fila<'t>> {
        let desde = self.cabecera.filas.1;
        self.hoja.filas.iter().filter(move |f| f.numero > desde)
    }

    /// The rows that `campo` shares with this one in a merged range.
    pub(super) fn rango(&self, campo: Campo, fila: u32) -> Option<(u32, u32)> {
        let rangos = self.combinadas.get(&campo)?;
        let i = rangos.partition_point(|r| r.0 <= fila).checked_sub(1)?;
        rangos.get(i).copied().filter(|r| r.1 >= fila)
    }

    fn fila(&self, numero: u32) -> Option<&'t Fila<'t>> {
        self.hoja.filas.binary_search_by_key(&numero, |f| f.numero).ok().and_then(|i| self.hoja.filas.get(i))
    }

    pub(super) fn registro(&'t self, fila: &'t Fila<'t>) -> Registro<'t> {
        Registro { tabla: self, fila }
    }

    /// Whether somewhere two rows in a row have the same value typed in this column: then it is filled on every row.
    pub(super) fn se_repite(&'t self, campo: Campo) -> bool {
        let mut anterior: Option<String> = None;
        for fila in self.filas() {
            let valor = self.registro(fila).crudo(campo).and_then(Celda::texto).map(|t| clave(&t));
            if valor.is_some() && valor == anterior {
                return true;
            }
            anterior = valor;
        }
        false
    }
}

impl<'t> Registro<'t> {
    pub(super) fn numero_de_fila(&self) -> u32 {
        self.fila.numero
    }

    /// Address of the cell of `campo`.
    pub(super) fn celda(&self, campo: Campo) -> Option<String> {
        self.tabla.letras.celda(campo, Some(self.fila.numero))
    }

    fn crudo(&self, campo: Campo) -> Option<&'t Celda<'t>> {
        let columna = self.tabla.cabecera.columnas.get(&campo)?;
        self.fila.celda(columna.indice)
    }

    /// Whether the row has anything in that column, even an error.
    pub(super) fn hay(&self, campo: Campo) -> bool {
        self.crudo(campo).is_some_and(|c| !c.es_vacia())
    }

    /// Whether something stands there that cannot be read: an Excel error, a formula without its value, the 0 of a
    /// formula that looked up a blank.
    pub(super) fn ilegible(&self, campo: Campo) -> bool {
        self.crudo(campo).is_some_and(|c| matches!(c, Celda::Error(_) | Celda::FormulaSinValor) || es_cero(campo, c))
    }

    /// Whether a number stands there.
    pub(super) fn es_numero(&self, campo: Campo) -> bool {
        matches!(self.crudo(campo), Some(Celda::Numero(_)))
    }

    /// Text typed in this row.
    pub(super) fn texto(&self, campo: Campo, libreta: &mut Libreta) -> Option<String> {
        let celda = self.crudo(campo).filter(|c| !es_cero(campo, c))?;
        if let Celda::Error(error) = celda {
            libreta.anotar(self.hallazgo(campo, "CELDA_CON_ERROR", "La celda muestra un error de Excel.").con(error));
        }
        if *celda == Celda::FormulaSinValor {
            libreta.anotar(self.hallazgo(campo, "FORMULA_SIN_VALOR", "La fórmula no tiene valor calculado."));
        }
        let texto = celda.texto()?;
        let maximo = if campo == Campo::Funciones { MAX_FUNCIONES } else { TEXTO_MAXIMO };
        if texto.chars().nth(maximo).is_none() {
            return Some(texto);
        }
        let mensaje = format!("El texto pasa de {maximo} caracteres; se guarda su comienzo.");
        libreta.anotar(self.hallazgo(campo, "TEXTO_RECORTADO", mensaje));
        Some(texto.chars().take(maximo).collect())
    }

    /// Text typed in this row or in the merged cell that covers it.
    pub(super) fn dado(&self, campo: Campo, libreta: &mut Libreta) -> Option<Dado<String>> {
        let rango = self.tabla.rango(campo, self.fila.numero);
        let hasta = rango.map(|r| r.1);
        if let Some(valor) = self.texto(campo, libreta) {
            return Some(Dado { valor, propio: true, hasta });
        }
        let primera = self.tabla.fila(rango?.0).filter(|f| f.numero != self.fila.numero)?;
        let valor = self.tabla.registro(primera).texto(campo, &mut Libreta::nueva(0))?;
        Some(Dado { valor, propio: false, hasta })
    }

    /// A number typed in this row: never from a merged cell above, because a time does not repeat itself.
    pub(super) fn numero(&self, campo: Campo, separador: Separador, libreta: &mut Libreta) -> Option<Decimal> {
        let celda = self.crudo(campo)?;
        self.resultado(campo, celda, numero::leer(celda, separador), libreta)
    }

    /// A duration in hours, in the unit of the row or of the title.
    pub(super) fn horas(&self, campo: Campo, unidad: Option<UnidadDeTiempo>, libreta: &mut Libreta) -> Option<Decimal> {
        let del_titulo = self.tabla.cabecera.columnas.get(&campo).and_then(|c| c.unidad);
        let unidad = unidad.or(del_titulo).unwrap_or(UnidadDeTiempo::Hora);
        let mut en_horas = |celda: &Celda<'_>, unidad: UnidadDeTiempo| {
            self.resultado(campo, celda, duracion::leer(celda, unidad), libreta)
        };
        let principal = self.crudo(campo).and_then(|celda| en_horas(celda, unidad));
        let partes = self.tabla.cabecera.partes.iter();
        let partes = partes.filter_map(|c| en_horas(self.fila.celda(c.indice)?, c.unidad?));
        partes.fold(principal, |suma, parte| Some(suma.unwrap_or_default() + parte))
    }

    fn resultado(
        &self,
        campo: Campo,
        celda: &Celda<'_>,
        leido: Result<Option<Numero>, SinNumero>,
        libreta: &mut Libreta,
    ) -> Option<Decimal> {
        let numero = match leido {
            Ok(None) => return None,
            Ok(Some(numero)) => numero,
            Err(codigo) => {
                libreta.anotar(self.hallazgo(campo, codigo, sin_numero(codigo, campo)).con(valor_visible(celda)));
                return None;
            }
        };
        if numero.valor.is_sign_negative() && !numero.valor.is_zero() {
            let mensaje = format!("{campo} no puede ser negativo; se deja sin valor.");
            libreta.anotar(self.hallazgo(campo, "NUMERO_NEGATIVO", mensaje).con(valor_visible(celda)));
            return None;
        }
        if let Some(codigo) = numero.aviso {
            let mensaje = format!("{campo}: se leyó {}.", numero.valor);
            libreta.anotar(self.hallazgo(campo, codigo, mensaje).con(valor_visible(celda)));
        }
        Some(numero.valor)
    }

    /// A finding about the cell of `campo` in this row.
    pub(super) fn hallazgo(&self, campo: Campo, codigo: &'static str, mensaje: impl Into<String>) -> Hallazgo {
        Hallazgo::nuevo(codigo, mensaje).en(Some(&self.tabla.hoja.nombre), self.celda(campo))
    }
}

/// A 0 where a name of a unit or of a puesto belongs.
fn es_cero(campo: Campo, celda: &Celda<'_>) -> bool {
    let de_nombre = matches!(campo, Campo::Organo | Campo::Unidad | Campo::Ejecutor | Campo::Puesto);
    de_nombre && celda.texto().is_some_and(|t| t == "0") && matches!(celda, Celda::Numero(_))
}

fn sin_numero(codigo: SinNumero, campo: Campo) -> String {
    match codigo {
        "NUMERO_COMO_FECHA" => format!("{campo}: Excel lo guarda como fecha; se deja sin valor."),
        "CELDA_CON_ERROR" => {
            format!("{campo}: la celda muestra un error de Excel; se deja sin valor.")
        }
        "FORMULA_SIN_VALOR" => {
            format!("{campo}: la fórmula no tiene valor calculado; abra y guarde el libro en Excel.")
        }
        "NUMERO_EXCESIVO" => format!("{campo}: el número es demasiado grande; se deja sin valor."),
        _ => format!("{campo}: no es un número; se deja sin valor."),
    }
}

fn valor_visible(celda: &Celda<'_>) -> String {
    match celda {
        Celda::Error(error) => error.clone(),
        Celda::FormulaSinValor => "(fórmula)".to_owned(),
        otra => otra.texto().unwrap_or_default(),
    }
}
