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
    let procesos = empieza("proces") || empieza("matri");
    if empieza("mape") && (empieza("puest") || !procesos) {
        return Nombre::Mapeo;
    }
    let tipo = if empieza("ajust") || empieza("mejorad") {
        Some(TipoMatriz::Ajustada)
    } else {
        empieza("actual").then_some(TipoMatriz::Actual)
    };
    if procesos || tipo.is_some() { Nombre::Matriz(tipo) } else { Nombre::Nada }
}

/// The part of a tab, from its name and its titles. `actual` is free when no matriz actual was seen yet.
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
