//! The walk down a document.

use async_graphql::parser::types::{Field, SelectionSet};

use super::Mundo;
use super::conexion::Conexion;
use super::cota::{Cota, Estimado};
use super::documento::Documento;
use super::regla::{Nivel, Regla, Tipo, regla};
use crate::domain::modelo;
use crate::error::{ApiError, ErrorCode};
use crate::schema::conexion::PAGINA;
use crate::schema::entidad::en_el_store;
use crate::schema::enums::TipoMatriz;
use crate::schema::version::VersionEleccion;
use crate::store::tamano::{Ambito, Entidades, Tabla, Versiones};

/// Levels of units above one another: the structure of an entity has nine.
const NIVELES_DE_UNIDAD: u64 = 9;

/// The nodes that a place of the document can have, at most.
#[derive(Debug, Clone)]
pub(super) struct Lote {
    pub(super) tipo: Tipo,
    /// Where they are from.
    pub(super) ambito: Ambito,
    /// Rows.
    pub(super) filas: u64,
    /// Objects of the answer: a row that many nodes point at shows as often.
    pub(super) objetos: u64,
    /// How often one row can show.
    pub(super) veces: u64,
    /// None of them is above another.
    pub(super) parejos: bool,
    /// The table that they are a part of, when each has its one parent there.
    pub(super) parte_de: Option<Tabla>,
}

/// A document, and what it is asked of.
pub(super) struct Recorrido<'a> {
    pub(super) documento: Documento<'a>,
    pub(super) mundo: Mundo<'a>,
}

impl<'a> Recorrido<'a> {
    /// Most rows of a table in reach.
    pub(super) fn hay(&self, ambito: &Ambito, tabla: Tabla) -> u64 {
        self.mundo.referencia.tamanos.filas(self.mundo.scope, ambito, tabla)
    }

    /// What the fields of these nodes read, after what reading the nodes took.
    pub(super) fn debajo(
        &self,
        lote: &Lote,
        selecciones: &[&'a SelectionSet],
        antes: &Estimado,
    ) -> Result<Estimado, ApiError> {
        let (mut propio, mut de_otro_nivel) = (*antes, Estimado::default());
        for campo in selecciones.iter().flat_map(|s| self.documento.campos(s, lote.tipo.nombre())) {
            let estimado = self.campo(lote, campo)?;
            let baja = matches!(
                (lote.tipo, campo.name.node.as_str()),
                (Tipo::Proceso, "subprocesos") | (Tipo::Unidad, "unidades")
            );
            if lote.parejos && baja {
                de_otro_nivel += estimado;
            } else {
                propio += estimado;
            }
        }
        Ok(propio.junto_a(de_otro_nivel))
    }

    fn campo(&self, lote: &Lote, campo: &'a Field) -> Result<Estimado, ApiError> {
        let Some(regla) = regla(lote.tipo, &campo.name.node) else { return self.registro(lote, campo) };
        let ambito = self.ambito(lote, campo);
        let mut estimado = Estimado::default();
        if lote.tipo == Tipo::Entidad && elige_version(&campo.name.node) {
            // The statement asks for one version of each and reads one more, as every list does.
            estimado += Estimado::fijo(1, lote.filas.saturating_mul(2));
        }
        estimado += match regla {
            Regla::Lista(tipo, tabla, nivel) => {
                let parejos = nivel == Nivel::Parejos || (nivel == Nivel::Hereda && lote.parejos);
                self.lista(lote, campo, Lote { ambito, parejos, ..lote.de(tipo, tabla) })?
            }
            Regla::ListaDeMatriz(tipo, tabla) => {
                self.lista(lote, campo, Lote { ambito, ..lote.de(tipo, tabla) })?.aparte()
            }
            Regla::Vinculo(tipo, tabla) => {
                // Each entity and each version has its own matrix; any other row may be everyone's.
                let propia = tipo == Tipo::Matriz && matches!(lote.tipo, Tipo::Entidad | Tipo::Version);
                let veces = if propia { lote.veces } else { lote.objetos };
                self.vinculo(lote, campo, Lote { ambito, veces, ..lote.de(tipo, tabla) }, tabla)?
            }
            Regla::Ancestros(tipo, tabla) => self.ancestros(lote, campo, tipo, tabla)?,
            Regla::Arbol => self.arbol(lote, campo)?,
            Regla::Mismo(tipo) => {
                let mismo = Lote { tipo, ambito, ..lote.clone() };
                self.debajo(&mismo, &[&campo.selection_set.node], &Estimado::default())?
            }
            Regla::Lee if lote.tipo == Tipo::Entidad => Estimado::default(),
            Regla::Lee => Estimado { sentencias: 1, filas: self.por_nodo(lote, 1), ..Estimado::default() },
            Regla::EnMemoria(tipo) => self.en_memoria(tipo, lote.objetos, &[&campo.selection_set.node]),
        };
        Ok(estimado)
    }

    /// Rows below each node of `lote`, cut to a page.
    fn lista(&self, lote: &Lote, campo: &'a Field, hijo: Lote) -> Result<Estimado, ApiError> {
        let Some(tabla) = hijo.parte_de else { return Ok(Estimado::default()) };
        let pagina = self.pagina(campo, PAGINA, self.mundo.topes.lista)?;
        let hay = self.hay(&hijo.ambito, tabla);
        let mut hijo = Lote {
            filas: lote.filas.saturating_mul(pagina).min(hay),
            objetos: lote.objetos.saturating_mul(pagina).min(lote.veces.saturating_mul(hay)),
            ..hijo
        };
        if tabla == Tabla::Entidad {
            hijo.ambito.entidades = Entidades::Hasta(hijo.filas);
        }
        let Conexion { nodos, lugares, cuenta } = self.documento.conexion(campo, hijo.tipo);
        let leidas = lote.filas.saturating_mul(pagina + 1).min(hay).max(hijo.objetos.saturating_mul(lugares));
        let todas = hay.max(lote.veces.saturating_mul(hay).saturating_mul(lugares));
        let mut estimado = Estimado { sentencias: 1, filas: Cota::parte(leidas, tabla, todas), ..Estimado::default() };
        let criterio = self.criterio(campo, hijo.tipo, &hijo.ambito);
        let recorridas = criterio.recorridas(hay, lote.filas > 1);
        estimado.sumadas += Cota::parte(recorridas, tabla, recorridas);
        estimado.sumadas += Cota::fija(criterio.mira);
        if cuenta {
            estimado.sentencias += 1;
            estimado.filas += Cota::parte(lote.filas, tabla, hay);
            estimado.sumadas += Cota::parte(hay, tabla, hay);
        }
        self.debajo(&hijo, &nodos, &estimado)
    }

    /// The row that each node points at.
    fn vinculo(&self, lote: &Lote, campo: &'a Field, hijo: Lote, tabla: Tabla) -> Result<Estimado, ApiError> {
        let filas = lote.filas.min(self.hay(&hijo.ambito, tabla));
        let hijo = Lote { filas, objetos: lote.objetos, parejos: filas == 1, parte_de: None, ..hijo };
        let mut estimado = Estimado { sentencias: 1, filas: self.por_nodo(lote, 1), ..Estimado::default() };
        estimado += self.debajo(&hijo, &[&campo.selection_set.node], &Estimado::default())?.aparte();
        Ok(estimado)
    }

    /// What stands above each node: its own path, of which the rows that begin another one come again.
    fn ancestros(&self, lote: &Lote, campo: &'a Field, tipo: Tipo, tabla: Tabla) -> Result<Estimado, ApiError> {
        let niveles = if tipo == Tipo::Unidad { NIVELES_DE_UNIDAD } else { self.hay(&lote.ambito, Tabla::Niveles) };
        let hijo = Lote {
            filas: lote.filas.saturating_mul(niveles).min(self.hay(&lote.ambito, tabla)),
            objetos: lote.objetos.saturating_mul(niveles),
            veces: lote.objetos,
            parejos: false,
            parte_de: None,
            tipo,
            ambito: lote.ambito.clone(),
        };
        let filas = self.por_nodo(lote, niveles + 1);
        let mut estimado = Estimado { sentencias: 1, filas, ..Estimado::default() };
        estimado += self.debajo(&hijo, &[&campo.selection_set.node], &Estimado::default())?.aparte();
        Ok(estimado)
    }

    /// What stands below each node, flat: each kind of node by its own statement.
    fn arbol(&self, lote: &Lote, campo: &'a Field) -> Result<Estimado, ApiError> {
        let pagina = self.pagina(campo, crate::schema::arbol::PAGINA, self.mundo.topes.arbol)?;
        let documento = &self.documento;
        let nodos = documento.selecciones(&[&campo.selection_set.node], "Arbol", "nodes");
        let selecciones = documento.selecciones(&nodos, "LugarEnArbol", "nodo");
        // A node is below as many of these as there are levels.
        let repetidos = if lote.parejos || lote.filas <= 1 { 1 } else { self.hay(&lote.ambito, Tabla::Niveles).max(1) };
        let (mut leidas, mut hay_objetos) = (0_u64, 0_u64);
        let mut estimado = Estimado { sentencias: 3, ..Estimado::default() };
        for (tipo, tabla) in
            [(Tipo::Proceso, Tabla::Proceso), (Tipo::Actividad, Tabla::Actividad), (Tipo::Tarea, Tabla::Tarea)]
        {
            let hay = self.hay(&lote.ambito, tabla);
            let todas = hay.saturating_mul(repetidos);
            leidas = leidas.saturating_add(lote.filas.saturating_mul(pagina + 1).min(todas));
            hay_objetos = hay_objetos.saturating_add(lote.veces.saturating_mul(todas));
            let hijo = Lote {
                filas: lote.filas.saturating_mul(pagina).min(hay),
                objetos: lote.objetos.saturating_mul(pagina).min(lote.veces.saturating_mul(todas)),
                veces: lote.veces.saturating_mul(repetidos),
                parejos: false,
                parte_de: None,
                tipo,
                ambito: lote.ambito.clone(),
            };
            estimado += self.debajo(&hijo, &selecciones, &Estimado::default())?.aparte();
        }
        let objetos = lote.objetos.saturating_mul(pagina).min(hay_objetos).saturating_mul(nodos.len() as u64);
        estimado.filas += Cota::fija(leidas.max(objetos));
        Ok(estimado)
    }

    /// So many rows or objects for each node.
    fn por_nodo(&self, lote: &Lote, cuantas: u64) -> Cota {
        let filas = lote.filas.max(lote.objetos).saturating_mul(cuantas);
        match lote.parte_de {
            None => Cota::fija(filas),
            Some(tabla) => {
                let todas = self.hay(&lote.ambito, tabla).saturating_mul(lote.veces.max(1)).saturating_mul(cuantas);
                Cota::parte(filas, tabla, todas)
            }
        }
    }

    /// Rows of a page; one that the resolver will refuse reads nothing.
    pub(super) fn pagina(&self, campo: &Field, habitual: usize, tope: u64) -> Result<u64, ApiError> {
        let Some(first) = self.documento.leer::<i32>(campo, "first") else { return Ok(habitual as u64) };
        let first = u64::try_from(first).unwrap_or(0);
        if first <= tope {
            return Ok(first);
        }
        let mensaje = format!("«first» va de 0 a {tope} y se pidió {first}.");
        Err(ApiError::new(ErrorCode::PaginaFueraDeRango, mensaje).with("campo", "first"))
    }

    /// Where what a field of these nodes reads is from.
    fn ambito(&self, lote: &Lote, campo: &Field) -> Ambito {
        let mut ambito = lote.ambito.clone();
        let nombre = campo.name.node.as_str();
        match (lote.tipo, nombre) {
            (Tipo::Entidad, "versiones") => (ambito.versiones, ambito.matriz) = (Versiones::Todas, None),
            (Tipo::Entidad, "adscritaA") | (Tipo::DotacionClave, "grupoMinisterial") => {
                ambito.entidades = Entidades::Hasta(lote.filas);
            }
            (Tipo::Entidad, "adscritas") | (Tipo::Sector, "entidades") => ambito.entidades = Entidades::Hasta(u64::MAX),
            (Tipo::Entidad, _) if elige_version(nombre) => {
                ambito.versiones = self.versiones(campo);
                ambito.matriz = Some(self.matriz(campo, if nombre == "matriz" { "tipo" } else { "matriz" }));
            }
            (Tipo::Version, "matriz") => ambito.matriz = Some(self.matriz(campo, "tipo")),
            (Tipo::Unidad, "puestosPropuestos") | (Tipo::Puesto, "ejecuciones") => {
                ambito.matriz = Some(self.matriz(campo, "matriz"));
            }
            _ => {}
        }
        ambito
    }

    /// The version that a field chooses.
    pub(super) fn versiones(&self, campo: &Field) -> Versiones {
        Versiones::Elegida(en_el_store(self.documento.leer::<VersionEleccion>(campo, "version")))
    }

    /// The matrix that a field chooses.
    pub(super) fn matriz(&self, campo: &Field, argumento: &str) -> i16 {
        let tipo = self.documento.leer::<TipoMatriz>(campo, argumento).unwrap_or(TipoMatriz::Ajustada);
        modelo::TipoMatriz::from(tipo).codigo()
    }
}

impl Lote {
    /// Nodes of another table below these; how many is to be said.
    fn de(&self, tipo: Tipo, tabla: Tabla) -> Self {
        Self { tipo, parejos: false, parte_de: Some(tabla), ..self.clone() }
    }
}

/// Fields of an entity that first look for its version.
fn elige_version(campo: &str) -> bool {
    matches!(campo, "reporto" | "version" | "matriz" | "macroprocesos" | "unidades" | "puestos")
}
