//! Which tab is which, by the meaning of its name and, when the name says nothing, by its titles.

use super::cabecera::{Cabecera, Contenido};
use crate::domain::modelo::TipoMatriz;

/// What a tab is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Papel {
    Mapeo,
    Matriz(TipoMatriz),
    Ignorada,
}

/// What the name of a tab says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nombre {
    Mapeo,
    Matriz(Option<TipoMatriz>),
    Ignorada,
    Nada,
}

impl Papel {
    pub(super) fn texto(self) -> &'static str {
        match self {
            Self::Mapeo => "mapeo de puestos",
            Self::Matriz(TipoMatriz::Actual) => "matriz de procesos actual",
            Self::Matriz(TipoMatriz::Ajustada) => "matriz de procesos ajustada",
            Self::Ignorada => "ignorada",
        }
    }
}

impl Nombre {
    /// Kind of titles that such a tab should have.
    pub(super) fn contenido(self) -> Option<Contenido> {
        match self {
            Self::Mapeo => Some(Contenido::Mapeo),
            Self::Matriz(_) => Some(Contenido::Matriz),
            Self::Ignorada | Self::Nada => None,
        }
    }
}

/// Understands the name of a tab, whatever its accents, case and blanks. Excel cuts names at 31 letters: beginnings count.
pub(super) fn por_nombre(nombre: &str) -> Nombre {
    let palabras = super::palabra::palabras(nombre);
    let empieza = |raiz: &str| palabras.iter().any(|p| p.starts_with(raiz));
    let parece = |raiz: &str, palabra: &str| empieza(raiz) || palabras.iter().any(|p| a_un_error(p, palabra));
    let ignorada = [
        "inicio",
        "indice",
        "caratula",
        "portada",
        "instruc",
        "reporte",
        "pertinencia",
        "necesidad",
        "catalogo",
        "lista",
        "leyenda",
        "grafico",
    ];
    if ignorada.iter().any(|raiz| empieza(raiz)) {
        return Nombre::Ignorada;
    }
    let procesos = parece("proces", "procesos") || parece("matri", "matriz");
    if parece("mape", "mapeo") && (parece("puest", "puestos") || !procesos) {
        return Nombre::Mapeo;
    }
    let tipo = if parece("ajust", "ajustada") || empieza("mejorad") {
        Some(TipoMatriz::Ajustada)
    } else {
        parece("actual", "actual").then_some(TipoMatriz::Actual)
    };
    if procesos || tipo.is_some() { Nombre::Matriz(tipo) } else { Nombre::Nada }
}

/// Whether the name says that another tab took its place.
pub(super) fn es_antigua(nombre: &str) -> bool {
    let raices = ["antigu", "anterior", "copia", "old", "backup", "respaldo", "borrador"];
    super::palabra::palabras(nombre).iter().any(|p| raices.iter().any(|r| p.starts_with(r)))
}

/// One letter missing, too many, another one, or two that changed places: «AJSUTADA», «ACUTAL», «MAPPEO».
fn a_un_error(palabra: &str, buena: &str) -> bool {
    let (palabra, buena): (Vec<char>, Vec<char>) = (palabra.chars().collect(), buena.chars().collect());
    let antes = palabra.iter().zip(&buena).take_while(|(una, otra)| una == otra).count();
    let (palabra, buena) = (&palabra[antes..], &buena[antes..]);
    let sin = |letras: &'_ [char], n: usize| letras.get(n..).unwrap_or_default().to_vec();
    let cruzadas = palabra.len() > 1 && palabra.get(..2).is_some_and(|dos| buena.starts_with(&[dos[1], dos[0]]));
    (cruzadas && sin(palabra, 2) == sin(buena, 2))
        || sin(palabra, 1) == sin(buena, 1)
        || sin(palabra, 1) == buena
        || palabra == sin(buena, 1)
}

/// The part of a tab, from its name and its titles.
pub(super) fn papel(nombre: Nombre, cabecera: Option<&Cabecera>) -> Option<Papel> {
    if nombre == Nombre::Ignorada {
        return Some(Papel::Ignorada);
    }
    let cabecera = cabecera?;
    if cabecera.pivote {
        return Some(Papel::Ignorada);
    }
    match cabecera.contenido()? {
        Contenido::Mapeo => Some(Papel::Mapeo),
        Contenido::Matriz => {
            let por_columnas = if cabecera.con_tiempos() { TipoMatriz::Ajustada } else { TipoMatriz::Actual };
            match nombre {
                Nombre::Matriz(Some(tipo)) => Some(Papel::Matriz(tipo)),
                _ => Some(Papel::Matriz(por_columnas)),
            }
        }
    }
}
