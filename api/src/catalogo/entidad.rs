//! The catalogue of entities and their sectors.

use super::CatalogoError;
use super::leer::Tabla;
use crate::domain::ruc;

/// A sector of government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorCatalogo {
    /// Official code.
    pub codigo: String,
    /// Name.
    pub nombre: String,
}

/// An entity of the State, without any figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntidadCatalogo {
    /// Stable code.
    pub codigo: String,
    /// 11 digits, when known.
    pub ruc: Option<String>,
    /// Short name.
    pub sigla: Option<String>,
    /// Name as in the official list.
    pub nombre: String,
    /// Class: `MINISTERIO`, `UNIVERSIDAD` …
    pub clasificacion: String,
    /// `NACIONAL`, `REGIONAL` or `LOCAL`.
    pub nivel_gobierno: String,
    /// Code of its sector.
    pub sector: String,
    /// Sigla of the entity it is attached to.
    pub adscrita_a: Option<String>,
    /// Whether it is in the scope of Ley 30057.
    pub en_alcance_ley_30057: Option<bool>,
    /// Invented for demonstration.
    pub demostracion: bool,
}

const NIVELES: [&str; 3] = ["NACIONAL", "REGIONAL", "LOCAL"];

pub(super) fn leer(texto: &str) -> Result<(Vec<SectorCatalogo>, Vec<EntidadCatalogo>), CatalogoError> {
    let mut sectores: Vec<SectorCatalogo> = Vec::new();
    let entidades = Tabla::nueva("entidades.csv", texto)?.filas(|fila| {
        let sector = fila.texto("sector_codigo")?;
        if !sectores.iter().any(|s| s.codigo == sector) {
            sectores.push(SectorCatalogo { codigo: sector.clone(), nombre: fila.texto("sector")? });
        }
        let nivel_gobierno = fila.texto("nivel_gobierno")?;
        if !NIVELES.contains(&nivel_gobierno.as_str()) {
            return Err(fila.error("nivel_gobierno", &format!("«{nivel_gobierno}» no es NACIONAL, REGIONAL ni LOCAL")));
        }
        let numero = fila.opcional("ruc")?;
        if let Some(Err(error)) = numero.as_deref().map(ruc::comprobar) {
            return Err(fila.error("ruc", &error.to_string()));
        }
        Ok(EntidadCatalogo {
            codigo: fila.texto("codigo")?,
            ruc: numero,
            sigla: fila.opcional("sigla")?,
            nombre: fila.texto("nombre")?,
            clasificacion: fila.texto("clasificacion")?,
            nivel_gobierno,
            sector,
            adscrita_a: fila.opcional("adscrita_a")?,
            en_alcance_ley_30057: fila.opcional("en_alcance_ley_30057")?.map(|valor| valor == "si"),
            demostracion: false,
        })
    })?;
    sectores.sort_by(|a, b| a.codigo.cmp(&b.codigo));
    Ok((sectores, entidades))
}
