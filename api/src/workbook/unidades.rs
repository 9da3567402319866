//! The tree of units, shared by the mapeo and both matrices: an órgano is a root, a unidad hangs from its órgano.

use std::collections::HashMap;

use super::registro::{Dado, Libreta, Registro, Tabla};
use crate::domain::catalogo::{ALTA_DIRECCION, Catalogo};
use crate::domain::columna::Campo;
use crate::domain::modelo::Unidad;
use crate::domain::texto::clave;

/// Units met so far. A unit is (órgano, unidad), by search key; a unidad named like its órgano, or blank, is the órgano.
#[derive(Debug, Default, Clone)]
pub(super) struct Unidades {
    pub(super) lista: Vec<Unidad>,
    por_clave: HashMap<(String, String), usize>,
    /// Naturalezas looked up, by their text.
    naturalezas: HashMap<String, Option<String>>,
}

/// Órgano and unidad that hold at the row being read, filled down.
///
/// A blank órgano keeps the one above. A blank unidad beside a typed órgano is the órgano itself, even when the órgano
/// is the same as above; with a blank órgano too, it keeps the one above. A blank naturaleza keeps the one above, even
/// under another órgano, unless the sheet types it on every row.
#[derive(Debug, Default)]
pub(super) struct Lugar {
    naturaleza: Option<Dado<String>>,
    organo: Option<Dado<String>>,
    unidad: Option<Dado<String>>,
    /// The naturaleza is typed on every row: a blank one is not filled.
    naturaleza_completa: bool,
}

impl Lugar {
    pub(super) fn nuevo(tabla: &Tabla<'_>) -> Self {
        Self { naturaleza_completa: tabla.se_repite(Campo::Naturaleza), ..Self::default() }
    }

    /// Takes what a row says.
    pub(super) fn avanzar(&mut self, registro: &Registro<'_>, libreta: &mut Libreta) {
        let fila = registro.numero_de_fila();
        let vence = |d: &Option<Dado<String>>| d.as_ref().is_some_and(|d| d.hasta.is_some_and(|h| h < fila));
        let naturaleza = registro.dado(Campo::Naturaleza, libreta);
        let organo = registro.dado(Campo::Organo, libreta);
        let unidad = registro.dado(Campo::Unidad, libreta);
        // What cannot be read is not what stands above.
        let organo_tecleado = organo.as_ref().is_some_and(|o| o.propio) || registro.ilegible(Campo::Organo);
        let otro_organo =
            organo.as_ref().is_some_and(|o| self.organo.as_ref().is_none_or(|a| clave(&a.valor) != clave(&o.valor)));
        if naturaleza.is_some() || vence(&self.naturaleza) || (otro_organo && self.naturaleza_completa) {
            self.naturaleza = naturaleza;
        }
        if organo.is_some() || organo_tecleado || vence(&self.organo) {
            self.organo = organo;
        }
        if unidad.is_some() || registro.ilegible(Campo::Unidad) || vence(&self.unidad) || organo_tecleado || otro_organo
        {
            self.unidad = unidad;
        }
    }

    fn valor(dado: Option<&Dado<String>>) -> Option<&str> {
        dado.map(|d| d.valor.as_str())
    }

    /// The unit of the row, made when it is new.
    pub(super) fn unidad(
        &self,
        unidades: &mut Unidades,
        registro: &Registro<'_>,
        catalogo: &Catalogo,
        libreta: &mut Libreta,
    ) -> Option<usize> {
        let organo = Self::valor(self.organo.as_ref());
        let i = unidades.poner(organo, Self::valor(self.unidad.as_ref()))?;
        if let Some(texto) = Self::valor(self.naturaleza.as_ref()) {
            match unidades.naturaleza(catalogo, texto) {
                Some(codigo) => unidades.con_naturaleza(i, &codigo, registro, libreta),
                None if registro.hay(Campo::Naturaleza) => {
                    let mensaje = format!("La naturaleza «{texto}» no está en el catálogo.");
                    libreta.anotar(registro.hallazgo(Campo::Naturaleza, "NATURALEZA_DESCONOCIDA", mensaje).con(texto));
                }
                None => {}
            }
        }
        let siglas = [(Campo::SiglaUnidad, i), (Campo::SiglaOrgano, unidades.raiz(i))];
        for (campo, unidad) in siglas {
            if let Some(sigla) = registro.texto(campo, libreta) {
                unidades.con_sigla(unidad, sigla);
            }
        }
        Some(i)
    }
}

impl Unidades {
    fn naturaleza(&mut self, catalogo: &Catalogo, texto: &str) -> Option<String> {
        let buscar = || catalogo.naturaleza(texto).map(str::to_owned);
        self.naturalezas.entry(texto.to_owned()).or_insert_with(buscar).clone()
    }

    /// The unit of that órgano and unidad, made when it is new.
    pub(super) fn poner(&mut self, organo: Option<&str>, unidad: Option<&str>) -> Option<usize> {
        let claves = (organo.map(clave).unwrap_or_default(), unidad.map(clave).unwrap_or_default());
        match (organo, unidad) {
            (None, None) => None,
            (Some(organo), None) => Some(self.organo(organo)),
            (None, Some(unidad)) => Some(self.suelta(unidad)),
            (Some(organo), Some(_)) if claves.0 == claves.1 => Some(self.organo(organo)),
            (Some(organo), Some(unidad)) => {
                let padre = self.organo(organo);
                let siguiente = self.lista.len();
                let i = *self.por_clave.entry(claves).or_insert(siguiente);
                if i == siguiente {
                    let naturaleza = self.lista.get(padre).and_then(|p| p.naturaleza.clone());
                    self.lista.push(Unidad {
                        padre: Some(padre),
                        sigla: None,
                        nombre: unidad.to_owned(),
                        naturaleza,
                        nivel_organizacional: Some(3),
                    });
                }
                Some(i)
            }
        }
    }

    fn organo(&mut self, nombre: &str) -> usize {
        let siguiente = self.lista.len();
        let i = *self.por_clave.entry((clave(nombre), String::new())).or_insert(siguiente);
        if i == siguiente {
            self.lista.push(Unidad {
                padre: None,
                sigla: None,
                nombre: nombre.to_owned(),
                naturaleza: None,
                nivel_organizacional: Some(2),
            });
        }
        i
    }

    /// A unidad without órgano: the only one of that name, or a root.
    fn suelta(&mut self, unidad: &str) -> usize {
        let buscada = clave(unidad);
        let mut iguales = self.por_clave.iter().filter(|((_, u), _)| *u == buscada).map(|(_, i)| *i);
        match (iguales.next(), iguales.next()) {
            (Some(unica), None) => unica,
            _ => self.organo(unidad),
        }
    }

    fn raiz(&self, i: usize) -> usize {
        self.lista.get(i).and_then(|u| u.padre).unwrap_or(i)
    }

    /// The naturaleza is the órgano's and its unidades'. Alta dirección is level 1.
    fn con_naturaleza(&mut self, i: usize, codigo: &str, registro: &Registro<'_>, libreta: &mut Libreta) {
        let raiz = self.raiz(i);
        for n in [i, raiz] {
            let Some(unidad) = self.lista.get_mut(n) else {
                continue;
            };
            match &unidad.naturaleza {
                None => unidad.naturaleza = Some(codigo.to_owned()),
                Some(anterior) if anterior != codigo && n == i && registro.hay(Campo::Naturaleza) => {
                    let mensaje = format!("«{}» ya tiene la naturaleza {anterior}; se deja.", unidad.nombre);
                    libreta
                        .anotar(registro.hallazgo(Campo::Naturaleza, "NATURALEZA_CONTRADICTORIA", mensaje).con(codigo));
                }
                Some(_) => {}
            }
            if unidad.padre.is_none() && unidad.naturaleza.as_deref() == Some(ALTA_DIRECCION) {
                unidad.nivel_organizacional = Some(1);
            }
        }
    }

    fn con_sigla(&mut self, i: usize, sigla: String) {
        if let Some(unidad) = self.lista.get_mut(i)
            && unidad.sigla.is_none()
        {
            unidad.sigla = Some(sigla);
        }
    }
}
