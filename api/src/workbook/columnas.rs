//! From titles understood one by one to columns: each meaning once, pairs of code and name together.

use std::collections::BTreeMap;

use super::cabecera::{Cabecera, Candidata, Columna, Contenido, TituloDeColumna};
use super::eleccion;
use super::titulo::{Pista, Rango, Titulo};
use crate::domain::columna::{Campo, letra};

/// Columns being settled.
struct Reparto {
    columnas: BTreeMap<Campo, Columna>,
    partes: Vec<Columna>,
    pendientes: Vec<Candidata>,
}

/// Settles what every column means. `como` is what the name of the sheet says it holds.
pub(super) fn resolver(candidatas: Vec<Candidata>, como: Option<Contenido>) -> Cabecera {
    let pivote = candidatas.iter().any(|(_, _, t)| t.is_some_and(|t| t.pista == Pista::Pivote));
    let contenido = como.unwrap_or_else(|| contenido_probable(&candidatas));
    let (personales, resto): (Vec<_>, Vec<_>) = eleccion::personales(candidatas, contenido)
        .into_iter()
        .partition(|(_, _, t)| es_de(t.as_ref(), Pista::Personal));
    let pendientes = eleccion::ordenar(resto, contenido);
    let mut reparto = Reparto { columnas: BTreeMap::new(), partes: Vec::new(), pendientes };
    reparto.por_titulo(contenido, true);
    reparto.por_rango();
    reparto.por_titulo(contenido, false);
    reparto.por_vecino();
    reparto.sueltas(contenido);
    Cabecera {
        filas: (0, 0),
        columnas: reparto.columnas,
        partes: reparto.partes,
        no_reconocidas: reparto.pendientes.iter().map(|(c, texto, _)| titulo_de(*c, texto)).collect(),
        personales: personales.iter().map(|(c, texto, _)| (*c, titulo_de(*c, texto))).collect(),
        claves: BTreeMap::new(),
        encima: Vec::new(),
        pivote,
    }
}

/// Whether a title says that.
pub(super) fn es_de(titulo: Option<&Titulo>, pista: Pista) -> bool {
    titulo.is_some_and(|t| t.pista == pista)
}

fn titulo_de(columna: u32, texto: &str) -> TituloDeColumna {
    TituloDeColumna { letra: letra(columna), titulo: texto.chars().take(200).collect() }
}

fn contenido_probable(candidatas: &[Candidata]) -> Contenido {
    let de_matriz = |t: &Titulo| {
        matches!(t.pista, Pista::Campo(Campo::Actividad | Campo::CodigoActividad | Campo::Tarea | Campo::Proceso(_)))
            || matches!(t.pista, Pista::Proceso { .. })
    };
    let hay = candidatas.iter().any(|(_, _, t)| t.as_ref().is_some_and(de_matriz));
    if hay { Contenido::Matriz } else { Contenido::Mapeo }
}

/// The same words mean other things in the mapeo.
fn segun_hoja(campo: Campo, contenido: Contenido) -> Campo {
    match (contenido, campo) {
        (Contenido::Mapeo, Campo::NombrePropuesto | Campo::Ejecutor) => Campo::Puesto,
        (Contenido::Mapeo, Campo::Servidores) => Campo::Ocupados,
        (Contenido::Matriz, Campo::NombreAjustado) => Campo::NombrePropuesto,
        (_, otro) => otro,
    }
}

impl Reparto {
    fn poner(&mut self, campo: Campo, indice: u32, titulo: Titulo) -> bool {
        let libre = !self.columnas.contains_key(&campo);
        if libre {
            self.columnas.insert(campo, Columna { indice, periodo: titulo.periodo, unidad: titulo.unidad });
        }
        libre
    }

    /// Titles that say everything. The first of two equal ones wins, except that two equal names of a process, of an
    /// activity or of a task are its code and its name.
    fn por_titulo(&mut self, contenido: Contenido, estricto: bool) {
        for (indice, texto, titulo) in std::mem::take(&mut self.pendientes) {
            let puesta = match titulo {
                Some(t) if !estricto || t.estricto => match t.pista {
                    Pista::Campo(campo) => self.poner_par(segun_hoja(campo, contenido), indice, t),
                    _ => false,
                },
                _ => false,
            };
            if !puesta {
                self.pendientes.push((indice, texto, titulo));
            }
        }
    }

    fn poner_par(&mut self, campo: Campo, indice: u32, titulo: Titulo) -> bool {
        if self.poner(campo, indice, titulo) {
            return true;
        }
        let par = match campo {
            Campo::Proceso(n) => (Campo::CodigoProceso(n), campo),
            Campo::CodigoProceso(n) => (campo, Campo::Proceso(n)),
            Campo::Actividad | Campo::CodigoActividad => (Campo::CodigoActividad, Campo::Actividad),
            Campo::Tarea | Campo::CodigoTarea => (Campo::CodigoTarea, Campo::Tarea),
            Campo::Duracion => return self.poner_parte(indice, titulo),
            _ => return false,
        };
        let otra = if campo == par.0 { par.1 } else { par.0 };
        let Some(primera) = self.columnas.get(&campo).cloned() else {
            return false;
        };
        if self.columnas.contains_key(&otra) || indice != primera.indice + 1 {
            return false;
        }
        self.columnas.insert(par.0, primera.clone());
        self.columnas.insert(par.1, Columna { indice, ..primera });
        true
    }

    /// «Horas» and «Minutos» under «Duración»: one duration in two columns.
    fn poner_parte(&mut self, indice: u32, titulo: Titulo) -> bool {
        let primera = self.columnas.get(&Campo::Duracion).and_then(|c| c.unidad);
        let vistas = primera.into_iter().chain(self.partes.iter().filter_map(|c| c.unidad));
        let es_otra = titulo.unidad.is_some_and(|u| vistas.clone().all(|v| v != u)) && primera.is_some();
        let es_parte = titulo.parte && es_otra;
        if es_parte {
            self.partes.push(Columna { indice, periodo: None, unidad: titulo.unidad });
        }
        es_parte
    }

    /// «Macroproceso», «Proceso», «Subproceso»: levels in that order, from 0.
    fn por_rango(&mut self) {
        let hay = |r: Rango, p: &[Candidata]| {
            p.iter().any(|(_, _, t)| t.is_some_and(|t| matches!(t.pista, Pista::Proceso { rango, .. } if rango == r)))
        };
        let tiene_cero =
            self.columnas.contains_key(&Campo::Proceso(0)) || self.columnas.contains_key(&Campo::CodigoProceso(0));
        let del_proceso = i16::from(hay(Rango::Macroproceso, &self.pendientes) || tiene_cero);
        let del_subproceso = del_proceso + i16::from(hay(Rango::Proceso, &self.pendientes));
        for (indice, texto, titulo) in std::mem::take(&mut self.pendientes) {
            let puesta = titulo.is_some_and(|t| match t.pista {
                Pista::Proceso { rango, codigo } => {
                    let nivel = match rango {
                        Rango::Macroproceso => 0,
                        Rango::Proceso => del_proceso,
                        Rango::Subproceso => del_subproceso,
                    };
                    self.poner_par(if codigo { Campo::CodigoProceso(nivel) } else { Campo::Proceso(nivel) }, indice, t)
                }
                _ => false,
            });
            if !puesta {
                self.pendientes.push((indice, texto, titulo));
            }
        }
    }

    /// «Código» is of the column at its right, «Nombre» of the one at its left, «N°» before «Ejecutor» the correlativo.
    fn por_vecino(&mut self) {
        for (indice, texto, titulo) in std::mem::take(&mut self.pendientes) {
            let en = |i: Option<u32>| {
                i.and_then(|i| self.columnas.iter().find(|(_, c)| c.indice == i).map(|(campo, _)| *campo))
            };
            let campo = match titulo.map(|t| t.pista) {
                Some(Pista::SoloCodigo) => match en(indice.checked_add(1)) {
                    Some(Campo::Proceso(n)) => Some(Campo::CodigoProceso(n)),
                    Some(Campo::Actividad) => Some(Campo::CodigoActividad),
                    Some(Campo::Tarea) => Some(Campo::CodigoTarea),
                    _ => None,
                },
                Some(Pista::SoloNumero) => {
                    (en(indice.checked_add(1)) == Some(Campo::Ejecutor)).then_some(Campo::Correlativo)
                }
                Some(Pista::SoloNombre) => match en(indice.checked_sub(1)) {
                    Some(Campo::CodigoProceso(n)) => Some(Campo::Proceso(n)),
                    Some(Campo::CodigoActividad) => Some(Campo::Actividad),
                    Some(Campo::CodigoTarea) => Some(Campo::Tarea),
                    Some(Campo::Correlativo) => Some(Campo::Puesto),
                    _ => None,
                },
                _ => None,
            };
            let puesta = campo.zip(titulo).is_some_and(|(campo, t)| self.poner(campo, indice, t));
            if !puesta {
                self.pendientes.push((indice, texto, titulo));
            }
        }
    }

    /// «N°» is the correlativo of a mapeo without one; «Puesto» is who does it.
    fn sueltas(&mut self, contenido: Contenido) {
        for (indice, texto, titulo) in std::mem::take(&mut self.pendientes) {
            let campo = match (titulo.map(|t| t.pista), contenido) {
                (Some(Pista::SoloNumero | Pista::SoloCodigo), Contenido::Mapeo) => Some(Campo::Correlativo),
                (Some(Pista::Quien), Contenido::Mapeo) => Some(Campo::Puesto),
                (Some(Pista::Quien), Contenido::Matriz) => Some(Campo::Ejecutor),
                _ => None,
            };
            let puesta = campo.zip(titulo).is_some_and(|(campo, t)| self.poner(campo, indice, t));
            if !puesta {
                self.pendientes.push((indice, texto, titulo));
            }
        }
        self.sin_ejecutor(contenido);
    }

    /// A matrix without «Ejecutor»: «Nombre del puesto» beside the correlativo, or without a grupo, is the one who does
    /// it; a second «Nombre del puesto» is then the proposed one.
    fn sin_ejecutor(&mut self, contenido: Contenido) {
        let Some(nombre) = self.columnas.get(&Campo::NombrePropuesto).cloned() else { return };
        let junto = self.columnas.get(&Campo::Correlativo).is_some_and(|c| nombre.indice == c.indice + 1);
        let es_quien = junto || !self.columnas.contains_key(&Campo::Grupo);
        if contenido != Contenido::Matriz || self.columnas.contains_key(&Campo::Ejecutor) || !es_quien {
            return;
        }
        self.columnas.remove(&Campo::NombrePropuesto);
        self.columnas.insert(Campo::Ejecutor, nombre);
        let segunda = |c: &Candidata| c.2.is_some_and(|t| t.pista == Pista::Campo(Campo::NombrePropuesto));
        if let Some(i) = self.pendientes.iter().position(segunda) {
            let (indice, _, titulo) = self.pendientes.remove(i);
            if let Some(titulo) = titulo {
                self.poner(Campo::NombrePropuesto, indice, titulo);
            }
        }
    }
}
