//! Puestos of the Mapeo, and how the rows of a matrix name them.

use rust_decimal::Decimal;

use super::Mapa;
use crate::domain::texto::clave;

/// Most positions that a puesto can have.
pub const OCUPADOS_MAXIMOS: i32 = 100_000;
/// Greatest monthly remuneration of a puesto, in soles.
pub const REMUNERACION_MAXIMA: i64 = 10_000_000;

/// A row of the Mapeo de Puestos: a job that exists today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Puesto {
    /// Row number in the Mapeo, unique in it. Whole numbers in their shortest form (`3`, not `3.0` or `003`).
    pub correlativo: String,
    /// Its unit, in [`super::Mapa::unidades`].
    pub unidad: Option<usize>,
    /// Name as typed.
    pub nombre: String,
    /// Code in the catalogue of regímenes.
    pub regimen: Option<String>,
    /// Régimen or modalidad as typed.
    pub regimen_texto: Option<String>,
    /// Cargo estructural.
    pub cargo_estructural: Option<String>,
    /// Its classification in the CAP.
    pub clasificacion_cargo: Option<String>,
    /// Whether it is a cargo de confianza.
    pub confianza: Option<bool>,
    /// Occupied positions (dotación actual). 0 is legal; `None` was not said.
    pub ocupados: Option<i32>,
    /// Correlativo of the immediate superior.
    pub superior: Option<String>,
    /// Monthly remuneration in soles.
    pub remuneracion: Option<Decimal>,
    /// Functions, in one text.
    pub funciones: Option<String>,
    /// Adjusted name.
    pub nombre_ajustado: Option<String>,
    /// Row of the sheet it was read from, from 1.
    pub fila: Option<u32>,
}

/// A correlativo in its shortest form: `3.0` and `003` are `3`. Blank and 0 are none.
pub fn correlativo_normal(texto: &str) -> Option<String> {
    let texto = texto.trim().trim_start_matches(['#', '°', 'º']);
    let palabras: Vec<&str> = texto.split_whitespace().collect();
    let texto = match palabras.as_slice() {
        [marca, numero] if matches!(clave(marca).as_str(), "n" | "n°" | "nº" | "nro" | "nro." | "no.") => {
            (*numero).to_owned()
        }
        otras => otras.join(" "),
    };
    let entero =
        texto.split_once(['.', ',']).filter(|(_, d)| d.bytes().all(|b| b == b'0')).map_or(texto.as_str(), |(e, _)| e);
    if entero.is_empty() || !entero.bytes().all(|b| b.is_ascii_digit()) {
        return (!texto.is_empty()).then_some(texto);
    }
    let corto = entero.trim_start_matches('0');
    (!corto.is_empty()).then(|| corto.to_owned())
}

/// A correlativo as it was typed: one that was repeated («3 (fila 17)») is known by its first number.
pub fn correlativo_escrito(correlativo: &str) -> &str {
    correlativo.split_once(" (fila ").map_or(correlativo, |(antes, _)| antes)
}

/// Of several puestos, the one with the same name and unit, or name, or unit, or the first.
pub fn mas_parecido(
    puestos: &[Puesto],
    candidatos: impl DoubleEndedIterator<Item = usize>,
    ejecutor: Option<&str>,
    unidad: Option<usize>,
) -> Option<usize> {
    let parecido = |i: usize| {
        let Some(puesto) = puestos.get(i) else {
            return 0;
        };
        let nombre = ejecutor.is_some_and(|e| clave(e) == clave(&puesto.nombre));
        u8::from(nombre) * 2 + u8::from(unidad.is_some() && puesto.unidad == unidad)
    };
    candidatos.rev().max_by_key(|i| parecido(*i))
}

impl Mapa {
    /// The puesto that a row of a matrix names by its correlativo.
    pub fn puesto_de(&self, correlativo: &str, ejecutor: Option<&str>, unidad: Option<usize>) -> Option<usize> {
        let suyos =
            (0..self.puestos.len()).filter(|i| correlativo_escrito(&self.puestos[*i].correlativo) == correlativo);
        mas_parecido(&self.puestos, suyos, ejecutor, unidad)
    }
}
