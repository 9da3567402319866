//! One function for each kind of catalogue file.

use csv::StringRecord;

use super::CatalogoError;
use crate::domain::calidad::catalogo::Escala;
use crate::domain::catalogo::{Directivo, Familia, Grupo, Item, Responsabilidad, Rol, RolDeGobierno};
use crate::domain::texto::{clave, limpio};

/// A CSV file with its header: cells are asked by column name, and every complaint names file, row and column.
pub(super) struct Tabla<'a> {
    archivo: &'static str,
    cabecera: StringRecord,
    lector: csv::Reader<&'a [u8]>,
}

/// One row of a [`Tabla`].
pub(super) struct Fila<'t> {
    archivo: &'static str,
    numero: u64,
    cabecera: &'t StringRecord,
    celdas: StringRecord,
}

impl<'a> Tabla<'a> {
    pub(super) fn nueva(archivo: &'static str, texto: &'a str) -> Result<Self, CatalogoError> {
        let mut lector = csv::Reader::from_reader(texto.trim_start_matches('\u{feff}').as_bytes());
        let cabecera = lector.headers().map_err(|e| ilegible(archivo, 1, &e))?.clone();
        Ok(Self { archivo, cabecera, lector })
    }

    pub(super) fn filas<T>(
        mut self,
        mut cada: impl FnMut(&Fila<'_>) -> Result<T, CatalogoError>,
    ) -> Result<Vec<T>, CatalogoError> {
        let mut salida = Vec::new();
        for (i, celdas) in self.lector.records().enumerate() {
            let numero = i as u64 + 2;
            let celdas = celdas.map_err(|e| ilegible(self.archivo, numero, &e))?;
            salida.push(cada(&Fila { archivo: self.archivo, numero, cabecera: &self.cabecera, celdas })?);
        }
        Ok(salida)
    }
}

impl Fila<'_> {
    /// The cell of a column that may be empty; a missing column is an error.
    pub(super) fn opcional(&self, columna: &str) -> Result<Option<String>, CatalogoError> {
        let i = self.cabecera.iter().position(|nombre| nombre.trim() == columna);
        let i = i.ok_or_else(|| self.error(columna, "falta la columna en la cabecera"))?;
        Ok(self.celdas.get(i).and_then(limpio))
    }

    /// The cell of a column that must not be empty.
    pub(super) fn texto(&self, columna: &str) -> Result<String, CatalogoError> {
        self.opcional(columna)?.ok_or_else(|| self.error(columna, "está vacía"))
    }

    /// A cell that says «si» or «no».
    pub(super) fn si_o_no(&self, columna: &str) -> Result<bool, CatalogoError> {
        match clave(&self.texto(columna)?).as_str() {
            "si" => Ok(true),
            "no" => Ok(false),
            otro => Err(self.error(columna, &format!("«{otro}» no es «si» ni «no»"))),
        }
    }

    fn entero(&self, columna: &str) -> Result<i32, CatalogoError> {
        let texto = self.texto(columna)?;
        texto.parse().map_err(|_| self.error(columna, &format!("«{texto}» no es un número")))
    }

    pub(super) fn error(&self, columna: &str, motivo: &str) -> CatalogoError {
        CatalogoError::Fila {
            archivo: self.archivo.to_owned(),
            fila: self.numero,
            columna: columna.to_owned(),
            motivo: motivo.to_owned(),
        }
    }
}

fn ilegible(archivo: &'static str, fila: u64, error: &csv::Error) -> CatalogoError {
    CatalogoError::Fila { archivo: archivo.to_owned(), fila, columna: "-".to_owned(), motivo: error.to_string() }
}

fn alias(texto: Option<String>) -> Vec<String> {
    texto.map(|t| t.split('|').map(clave).filter(|a| !a.is_empty()).collect()).unwrap_or_default()
}

/// Position in the file as a number from 1.
fn numero(posicion: usize) -> i16 {
    i16::try_from(posicion + 1).unwrap_or(i16::MAX)
}

pub(super) fn grupos(texto: &str) -> Result<Vec<Grupo>, CatalogoError> {
    let mut siguiente = 0;
    Tabla::nueva("grupos.csv", texto)?.filas(|fila| {
        siguiente += 1;
        Ok(Grupo {
            item: Item {
                id: numero(siguiente - 1),
                codigo: fila.texto("codigo")?,
                nombre: fila.texto("nombre")?,
                alias: alias(fila.opcional("alias")?),
            },
            medido: fila.si_o_no("medido")?,
        })
    })
}

pub(super) fn items(archivo: &'static str, texto: &str) -> Result<Vec<Item>, CatalogoError> {
    let mut siguiente = 0;
    Tabla::nueva(archivo, texto)?.filas(|fila| {
        siguiente += 1;
        Ok(Item {
            id: numero(siguiente - 1),
            codigo: fila.texto("codigo")?,
            nombre: fila.texto("nombre")?,
            alias: alias(fila.opcional("alias")?),
        })
    })
}

/// Scales of numbers.
pub(super) fn escalas(texto: &str) -> Result<Vec<Escala>, CatalogoError> {
    let mut siguiente = 0;
    Tabla::nueva("escalas_calidad.csv", texto)?.filas(|fila| {
        siguiente += 1;
        let (minimo, maximo) = (fila.entero("minimo")?, fila.entero("maximo")?);
        if minimo >= maximo {
            return Err(fila.error("maximo", "no es mayor que el mínimo"));
        }
        let item = Item {
            id: numero(siguiente - 1),
            codigo: fila.texto("codigo")?,
            nombre: fila.texto("nombre")?,
            alias: alias(fila.opcional("alias")?),
        };
        Ok(Escala { item, minimo, maximo, activo: true })
    })
}

/// Families and roles stand in one file. An entry without an official code is known by its name.
pub(super) fn familias_y_roles(texto: &str) -> Result<(Vec<Familia>, Vec<Rol>), CatalogoError> {
    let mut familias: Vec<Familia> = Vec::new();
    let mut roles: Vec<Rol> = Vec::new();
    Tabla::nueva("familias_roles.csv", texto)?.filas(|fila| {
        let grupo = fila.texto("grupo")?;
        // «Funcionarios públicos (sin familia)»: the grupo has none.
        let Some(codigo) = fila.opcional("familia_codigo")? else { return Ok(()) };
        let codigo = format!("{grupo}-{codigo}");
        if !familias.iter().any(|f| f.item.codigo == codigo) {
            let nombre = fila.texto("familia")?;
            let no_medida_en_alta_direccion = clave(&nombre) == "asesoria";
            let item = Item { id: numero(familias.len()), codigo: codigo.clone(), nombre, alias: Vec::new() };
            familias.push(Familia { item, grupo, no_medida_en_alta_direccion });
        }
        let nombre = fila.texto("rol")?;
        if nombre.starts_with('(') {
            return Ok(());
        }
        let sufijo = fila.opcional("rol_codigo")?.unwrap_or_else(|| clave(&nombre).replace([' ', ','], "-"));
        let item = Item { id: numero(roles.len()), codigo: format!("{codigo}-{sufijo}"), nombre, alias: Vec::new() };
        roles.push(Rol { item, familia: codigo });
        Ok(())
    })?;
    Ok((familias, roles))
}

/// Roles of governance and what they answer for stand in one file, a responsibility in each row.
pub(super) fn roles_de_gobierno(texto: &str) -> Result<(Vec<RolDeGobierno>, Vec<Responsabilidad>), CatalogoError> {
    let mut roles: Vec<RolDeGobierno> = Vec::new();
    let mut responsabilidades: Vec<Responsabilidad> = Vec::new();
    Tabla::nueva("roles_gobierno.csv", texto)?.filas(|fila| {
        let rol = fila.texto("rol_codigo")?;
        if !roles.iter().any(|r| r.item.codigo == rol) {
            let integrantes = fila.opcional("integrantes")?.unwrap_or_default();
            let integrantes = integrantes.split('|').filter_map(limpio).collect();
            let nombre = fila.texto("rol")?;
            let item = Item { id: numero(roles.len()), codigo: rol.clone(), nombre, alias: Vec::new() };
            roles.push(RolDeGobierno { item, integrantes, activo: true });
        }
        let item = Item {
            id: numero(responsabilidades.len()),
            codigo: fila.texto("responsabilidad_codigo")?,
            nombre: fila.texto("responsabilidad")?,
            alias: Vec::new(),
        };
        responsabilidades.push(Responsabilidad { item, rol, activo: true });
        Ok(())
    })?;
    Ok((roles, responsabilidades))
}

pub(super) fn directivos(texto: &str) -> Result<Vec<Directivo>, CatalogoError> {
    Tabla::nueva("directivos_tabla_4_10.csv", texto)?.filas(|fila| {
        let nivel = fila.texto("nivel_organizacional")?;
        Ok(Directivo {
            clasificacion: fila.texto("clasificacion")?,
            nivel_organizacional: nivel
                .parse()
                .map_err(|_| fila.error("nivel_organizacional", &format!("«{nivel}» no es un número")))?,
            naturaleza: fila.texto("naturaleza")?,
            grupo: fila.texto("grupo")?,
        })
    })
}
