//! Root fields.

use std::sync::Arc;

use async_graphql::ID;
use async_graphql::parser::types::{Field, OperationType, SelectionSet};

use super::cota::{Cota, Estimado};
use super::esquema;
use super::recorrido::{Lote, Recorrido};
use super::regla::Tipo;
use crate::error::ApiError;
use crate::schema::conexion::PAGINA;
use crate::schema::entidad::EntidadFiltro;
use crate::schema::id;
use crate::store::lista::Clave;
use crate::store::tamano::{Ambito, Entidades, Tabla, Versiones};
use crate::store::version::eleccion::Eleccion;

impl<'a> Recorrido<'a> {
    /// What an operation makes the database do.
    pub(super) fn raiz(&self, seleccion: &'a SelectionSet) -> Result<Estimado, ApiError> {
        let raiz = match self.documento.operacion.ty {
            OperationType::Mutation => "Mutation",
            _ => "Query",
        };
        let mut estimado = Estimado::default();
        for campo in self.documento.campos(seleccion, raiz) {
            estimado += match campo.name.node.as_str() {
                "entidades" => self.entidades(campo)?,
                "entidad" => self.entidad(campo)?,
                "node" => self.nodo(campo)?,
                "procesos" => self.procesos(campo)?,
                "proceso" => self.por_codigo(campo, Tipo::Proceso)?,
                "actividad" => self.por_codigo(campo, Tipo::Actividad)?,
                "tarea" => self.por_codigo(campo, Tipo::Tarea)?,
                "puesto" => self.por_codigo(campo, Tipo::Puesto)?,
                "dotacion" => self.dotacion(campo)?,
                "necesidades" => self.necesidades(campo)?,
                "pertinencia" => self.pertinencia(campo)?,
                "catalogos" => self.en_memoria(Tipo::Catalogos, 1, &[&campo.selection_set.node]),
                "sectores" => {
                    let hay = self.mundo.referencia.sectores.len() as u64;
                    let todos = una_sola(Tipo::Sector, Entidades::Hasta(u64::MAX));
                    self.sectores(campo, Lote { filas: hay, objetos: hay, parejos: false, ..todos })?
                }
                "__schema" | "__type" => self.introspeccion(&campo.selection_set.node),
                "escribirLote" => self.lote(campo),
                _ => self.registro(&una_sola(Tipo::Otro(raiz), Entidades::Hasta(u64::MAX)), campo)?,
            };
        }
        Ok(estimado)
    }

    fn entidades(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        let pagina = self.pagina(campo, PAGINA, self.mundo.topes.lista)?;
        let filtradas = self.de_filtro(campo, "filtro");
        let hay = self.hay(&vigente(filtradas.clone(), None), Tabla::Entidad);
        let entidades = match filtradas {
            Entidades::Hasta(_) => Entidades::Hasta(pagina.min(hay)),
            estas @ Entidades::Estas(_) => estas,
        };
        self.lista_raiz(campo, Tipo::Entidad, vigente(entidades, None), (pagina, hay))
    }

    /// Processes of all entities, in their current versions.
    fn procesos(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        let pagina = self.pagina(campo, PAGINA, self.mundo.topes.lista)?;
        let matriz = Some(self.matriz(campo, "matriz"));
        let hay = self.hay(&vigente(Entidades::Hasta(u64::MAX), matriz), Tabla::Proceso);
        self.lista_raiz(campo, Tipo::Proceso, vigente(Entidades::Hasta(pagina), matriz), (pagina, hay))
    }

    fn lista_raiz(
        &self,
        campo: &'a Field,
        tipo: Tipo,
        ambito: Ambito,
        (pagina, hay): (u64, u64),
    ) -> Result<Estimado, ApiError> {
        let conexion = self.documento.conexion(campo, tipo);
        let filas = pagina.min(hay);
        let lote = Lote { tipo, ambito, filas, objetos: filas, veces: 1, parejos: false, parte_de: None };
        let leidas = hay.min(pagina + 1).max(filas.saturating_mul(conexion.lugares));
        let mut estimado = Estimado::fijo(1, leidas);
        if conexion.cuenta {
            estimado += Estimado { sumadas: Cota::fija(hay), ..Estimado::fijo(1, 1) };
        }
        let entidades = match &lote.ambito.entidades {
            Entidades::Hasta(_) => Entidades::Hasta(u64::MAX),
            estas @ Entidades::Estas(_) => estas.clone(),
        };
        let criterio = self.criterio(campo, tipo, &Ambito { entidades, ..lote.ambito.clone() });
        estimado.sumadas += Cota::fija(criterio.recorridas(hay, false).saturating_add(criterio.mira));
        self.debajo(&lote, &conexion.nodos, &estimado)
    }

    fn entidad(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        let por_id = self.documento.leer::<ID>(campo, "id").and_then(|id| id::leer(&id).ok());
        let entidades = match (self.documento.leer::<String>(campo, "codigo"), por_id) {
            (Some(codigo), _) => self.de_codigos(&[codigo]),
            (None, Some((_, Clave([entidad, ..])))) => una(entidad),
            (None, None) => Entidades::Estas(Arc::default()),
        };
        self.uno(campo, Tipo::Entidad, vigente(entidades, None), &Estimado::fijo(1, 1))
    }

    fn nodo(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        let leido = self.documento.leer::<ID>(campo, "id").and_then(|id| id::leer(&id).ok());
        let Some((tipo, Clave([entidad, version, matriz, _]))) = leido else { return Ok(Estimado::default()) };
        let ambito = Ambito {
            entidades: una(entidad),
            versiones: Versiones::Elegida(Eleccion::Numero(i32::try_from(version).unwrap_or(0))),
            matriz: i16::try_from(matriz).ok().filter(|matriz| *matriz > 0),
        };
        let tipo = esquema::nombre(&format!("{tipo:?}")).map_or(Tipo::Entidad, Tipo::de_nombre);
        if tipo.es_de_catalogo() {
            return Ok(self.en_memoria(tipo, 1, &[&campo.selection_set.node]));
        }
        self.uno(campo, tipo, ambito, &Estimado::fijo(1, 1))
    }

    /// Entity, version, and up to three rows of that code: a code that names two is refused.
    fn por_codigo(&self, campo: &'a Field, tipo: Tipo) -> Result<Estimado, ApiError> {
        let codigo = self.documento.leer::<String>(campo, "entidad").unwrap_or_default();
        let matriz = (tipo != Tipo::Puesto).then(|| self.matriz(campo, "matriz"));
        let entidades = self.de_codigos(&[codigo]);
        let ambito = Ambito { entidades, versiones: self.versiones(campo), matriz };
        let tabla = match tipo {
            Tipo::Proceso => Tabla::Proceso,
            Tipo::Actividad => Tabla::Actividad,
            Tipo::Tarea => Tabla::Tarea,
            _ => Tabla::Puesto,
        };
        let buscadas = Cota::fija(self.hay(&ambito, tabla));
        self.uno(campo, tipo, ambito, &Estimado { sumadas: buscadas, ..Estimado::fijo(3, 6) })
    }

    /// One node.
    fn uno(&self, campo: &'a Field, tipo: Tipo, ambito: Ambito, antes: &Estimado) -> Result<Estimado, ApiError> {
        let lote = Lote { ambito, ..una_sola(tipo, Entidades::Hasta(0)) };
        self.debajo(&lote, &[&campo.selection_set.node], antes)
    }

    /// The entities that a filter lets through: those that it names, or any.
    pub(super) fn de_filtro(&self, campo: &Field, argumento: &str) -> Entidades {
        let codigo = self.documento.leer::<EntidadFiltro>(campo, argumento).and_then(|filtro| filtro.codigo);
        match codigo.map(|codigo| (codigo.igual, codigo.en)) {
            Some((Some(igual), _)) => self.de_codigos(&[igual]),
            Some((None, Some(en))) => self.de_codigos(&en),
            _ => Entidades::Hasta(u64::MAX),
        }
    }

    pub(super) fn de_codigos(&self, codigos: &[String]) -> Entidades {
        let directorio = &self.mundo.referencia.directorio;
        let mut ids: Vec<i32> = codigos.iter().flat_map(|codigo| directorio.entidad(codigo)).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        Entidades::Estas(ids.into())
    }
}

fn una(entidad: i64) -> Entidades {
    Entidades::Estas(i32::try_from(entidad).into_iter().collect())
}

/// The current version of these entities.
fn vigente(entidades: Entidades, matriz: Option<i16>) -> Ambito {
    Ambito { entidades, versiones: Versiones::Elegida(Eleccion::Vigente), matriz }
}

/// One node whose rows are all in sight.
fn una_sola(tipo: Tipo, entidades: Entidades) -> Lote {
    let ambito = vigente(entidades, None);
    Lote { tipo, ambito, filas: 1, objetos: 1, veces: 1, parejos: true, parte_de: None }
}
