//! Reference data read from CSV: the copy built into the binary, or a folder with the official one.

mod leer;
pub mod entidad;

use std::borrow::Cow;
use std::path::Path;

use crate::archivo::{ArchivoError, leer_texto};
use crate::domain::calidad::catalogo::{Entrada, Listas};
use crate::domain::catalogo::{Catalogo, Item};

pub use entidad::{EntidadCatalogo, SectorCatalogo};

/// Everything the catalogue files say.
#[derive(Debug, Clone, Default)]
pub struct Archivos {
    /// grupo, familia, rol, nivel, régimen, naturaleza, roles of governance, table 4-10, lists of the quality of services.
    pub catalogo: Catalogo,
    /// Sectors, in order of code.
    pub sectores: Vec<SectorCatalogo>,
    /// Entities, in order of the file.
    pub entidades: Vec<EntidadCatalogo>,
}

/// A catalogue file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogoError {
    /// The file, or its folder, is not there or cannot be read.
    #[error(transparent)]
    Archivo(#[from] ArchivoError),
    /// The folder is of something else.
    #[error("{carpeta}: CARPETA_SIN_CATALOGOS: No tiene ninguno de estos archivos: {archivos}.")]
    SinCatalogos {
        /// Folder.
        carpeta: String,
        /// Names of the files.
        archivos: String,
    },
    /// A row is wrong.
    #[error("{archivo}, fila {fila}, columna {columna}: {motivo}")]
    Fila {
        /// File name.
        archivo: String,
        /// Row, from 1 with the header.
        fila: u64,
        /// Column name.
        columna: String,
        /// What is wrong.
        motivo: String,
    },
}

/// Names of the files, with the copy built into the binary.
const ARCHIVOS: [(&str, &str); 12] = [
    ("grupos.csv", include_str!("../../catalogos/grupos.csv")),
    ("familias_roles.csv", include_str!("../../catalogos/familias_roles.csv")),
    ("niveles.csv", include_str!("../../catalogos/niveles.csv")),
    ("regimenes.csv", include_str!("../../catalogos/regimenes.csv")),
    ("naturalezas.csv", include_str!("../../catalogos/naturalezas.csv")),
    ("entidades.csv", include_str!("../../catalogos/entidades.csv")),
    ("roles_gobierno.csv", include_str!("../../catalogos/roles_gobierno.csv")),
    ("componentes_calidad.csv", include_str!("../../catalogos/componentes_calidad.csv")),
    ("conductores_calidad.csv", include_str!("../../catalogos/conductores_calidad.csv")),
    ("canales_atencion.csv", include_str!("../../catalogos/canales_atencion.csv")),
    ("escalas_calidad.csv", include_str!("../../catalogos/escalas_calidad.csv")),
    ("directivos_tabla_4_10.csv", include_str!("../../catalogos/directivos_tabla_4_10.csv")),
];

/// The catalogues built into the binary.
pub fn embebido() -> Result<Archivos, CatalogoError> {
    leer_con(|nombre| Ok(Cow::Borrowed(texto_embebido(nombre))))
}

/// The catalogues of a folder; a file that is not there is taken from the built-in copy, but one of them has to be.
pub fn de_carpeta(carpeta: &Path) -> Result<Archivos, CatalogoError> {
    std::fs::read_dir(carpeta).map_err(|causa| ArchivoError::nuevo(carpeta, &causa))?;
    if !ARCHIVOS.iter().any(|(nombre, _)| carpeta.join(nombre).exists()) {
        let archivos: Vec<&str> = ARCHIVOS.iter().map(|(nombre, _)| *nombre).collect();
        let carpeta = carpeta.display().to_string();
        return Err(CatalogoError::SinCatalogos { carpeta, archivos: archivos.join(", ") });
    }
    leer_con(|nombre| {
        let archivo = carpeta.join(nombre);
        if archivo.exists() { Ok(Cow::Owned(leer_texto(&archivo)?)) } else { Ok(Cow::Borrowed(texto_embebido(nombre))) }
    })
}

fn texto_embebido(nombre: &str) -> &'static str {
    ARCHIVOS.iter().find(|(archivo, _)| *archivo == nombre).map_or("", |(_, texto)| texto)
}

fn leer_con(
    texto: impl Fn(&'static str) -> Result<Cow<'static, str>, CatalogoError>,
) -> Result<Archivos, CatalogoError> {
    let grupos = leer::grupos(&texto("grupos.csv")?)?;
    let (familias, roles) = leer::familias_y_roles(&texto("familias_roles.csv")?)?;
    let (roles_de_gobierno, responsabilidades) = leer::roles_de_gobierno(&texto("roles_gobierno.csv")?)?;
    let lista = |nombre| Ok::<Vec<Entrada>, CatalogoError>(entradas(leer::items(nombre, &texto(nombre)?)?));
    let (sectores, entidades) = entidad::leer(&texto("entidades.csv")?)?;
    Ok(Archivos {
        catalogo: Catalogo {
            grupos,
            familias,
            roles,
            niveles: leer::items("niveles.csv", &texto("niveles.csv")?)?,
            regimenes: leer::items("regimenes.csv", &texto("regimenes.csv")?)?,
            naturalezas: leer::items("naturalezas.csv", &texto("naturalezas.csv")?)?,
            roles_de_gobierno,
            responsabilidades,
            directivos: leer::directivos(&texto("directivos_tabla_4_10.csv")?)?,
            calidad: Listas {
                componentes: lista("componentes_calidad.csv")?,
                conductores: lista("conductores_calidad.csv")?,
                canales: lista("canales_atencion.csv")?,
                escalas: leer::escalas(&texto("escalas_calidad.csv")?)?,
            },
        },
        sectores,
        entidades,
    })
}

fn entradas(items: Vec<Item>) -> Vec<Entrada> {
    items.into_iter().map(|item| Entrada { item, activo: true }).collect()
}
