//! The words of invented entities: areas of work with their objects, and lists of verbs and nouns.
//!
//! They stand in two text files, so that adding an area or a verb is no change of code. What a line lacks reads as
//! empty; `tests/it/generador.rs` looks at what comes out.

use std::sync::LazyLock;

use crate::domain::modelo::TipoProceso;

const AREAS: &str = include_str!("areas.csv");
const PALABRAS: &str = include_str!("palabras.txt");

/// Which entities have an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ambito {
    /// The top of every entity.
    Alta,
    /// The órgano de control institucional.
    Control,
    /// The procuraduría.
    Defensa,
    /// Advice and support, the same everywhere.
    Todos,
    /// Line organs of national and regional bodies.
    Nacional,
    /// Line organs of municipalities.
    Municipal,
}

/// A field of work: a unit is in charge of it and its processes deal with its objects.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) ambito: Ambito,
    /// Naturaleza of the unit in charge.
    pub(super) naturaleza: &'static str,
    pub(super) tipo: TipoProceso,
    pub(super) nombre: &'static str,
    pub(super) macroprocesos: Vec<&'static str>,
    pub(super) subunidades: Vec<&'static str>,
    /// With their article: «el plan operativo».
    pub(super) objetos: Vec<&'static str>,
    pub(super) especialidades: Vec<Especialidad>,
}

/// What a puesto is about, and the rol that it has in the catalogue. A name has always the same rol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Especialidad {
    pub(super) nombre: &'static str,
    pub(super) rol: &'static str,
}

/// Lists of words.
#[derive(Debug)]
pub(super) struct Palabras {
    /// Verbs of a task, by stage of the work.
    pub(super) etapas: Vec<Vec<&'static str>>,
    /// With their article.
    pub(super) documentos: Vec<&'static str>,
    pub(super) enlaces: Vec<&'static str>,
    pub(super) complementos: Vec<&'static str>,
    /// Nouns of a process.
    pub(super) gestiones: Vec<&'static str>,
    /// Nouns of an activity.
    pub(super) acciones: Vec<&'static str>,
    pub(super) zonas: Vec<&'static str>,
    pub(super) funciones: Vec<&'static str>,
    pub(super) sustentos: Vec<&'static str>,
}

static LISTA_DE_AREAS: LazyLock<Vec<Area>> = LazyLock::new(|| AREAS.lines().skip(1).filter_map(area).collect());
static LISTAS: LazyLock<Palabras> = LazyLock::new(leer_palabras);

/// Every area, in order of the file.
pub(super) fn areas() -> &'static [Area] {
    &LISTA_DE_AREAS
}

/// The areas of a kind.
pub(super) fn areas_de(ambito: Ambito) -> Vec<&'static Area> {
    areas().iter().filter(|area| area.ambito == ambito).collect()
}

/// The lists of words.
pub(super) fn palabras() -> &'static Palabras {
    &LISTAS
}

fn lista(texto: &'static str) -> Vec<&'static str> {
    texto.split('|').map(str::trim).filter(|palabra| !palabra.is_empty()).collect()
}

fn area(linea: &'static str) -> Option<Area> {
    let mut celdas = linea.split(';');
    let mut celda = || celdas.next().map(str::trim);
    Some(Area {
        ambito: match celda()? {
            "alta" => Ambito::Alta,
            "control" => Ambito::Control,
            "defensa" => Ambito::Defensa,
            "nacional" => Ambito::Nacional,
            "municipal" => Ambito::Municipal,
            _ => Ambito::Todos,
        },
        naturaleza: celda()?,
        tipo: match celda()? {
            "E" => TipoProceso::Estrategico,
            "M" => TipoProceso::Misional,
            _ => TipoProceso::Soporte,
        },
        nombre: celda()?,
        macroprocesos: lista(celda()?),
        subunidades: lista(celda()?),
        objetos: lista(celda()?),
        especialidades: lista(celda()?)
            .into_iter()
            .filter_map(|par| par.split_once('='))
            .map(|(nombre, rol)| Especialidad { nombre, rol })
            .collect(),
    })
}

fn leer_palabras() -> Palabras {
    let de = |clave: &str| {
        let lineas = PALABRAS.lines().filter_map(|linea| linea.split_once(':'));
        lineas.filter(|(nombre, _)| *nombre == clave).map(|(_, resto)| lista(resto)).collect::<Vec<_>>()
    };
    let una = |clave: &str| de(clave).concat();
    Palabras {
        etapas: de("etapa"),
        documentos: una("documento"),
        enlaces: una("enlace"),
        complementos: una("complemento"),
        gestiones: una("gestion"),
        acciones: una("accion"),
        zonas: una("zona"),
        funciones: una("funcion"),
        sustentos: una("sustento"),
    }
}
