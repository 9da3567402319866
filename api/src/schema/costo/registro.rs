//! Records around the map (releases, sheets, readings …): what reads them is told by their types.
//!
//! A connection is a statement and a page of rows below each node, and no more than the entity has ([`Censo`]); a link is
//! a statement and a row for each node; an object that is no row is part of the row that it stands in.
//!
//! [`Censo`]: crate::store::censo::Censo

use async_graphql::parser::types::Field;

use super::conexion::Conexion;
use super::cota::{Cota, Estimado};
use super::esquema::{Destino, Forma, destino};
use super::recorrido::{Lote, Recorrido};
use super::regla::Tipo;
use crate::domain::registro::{DeLista, TipoRegistro};
use crate::error::ApiError;
use crate::schema::conexion::PAGINA;
use crate::store::censo::Contados;
use crate::store::tamano::{Entidades, Tabla, Versiones};
use crate::store::version::eleccion::Eleccion;

/// Readings across entities that were written down: nobody counts them, and only the operator lists them.
const LECTURAS: u64 = 100_000;
/// Links of a record to the map, at most.
const VINCULOS: u64 = 100;
/// What an aggregate asks: its groups, their total, and the objects of their keys.
const SENTENCIAS_DE_AGREGADO: u64 = 8;
/// The same where each kind of record has its own: nine kinds twice, how much they cover, and the objects of their keys.
const SENTENCIAS_POR_CLASE: u64 = 22;
/// What figures of the quality of services are counted over.
const DE_CALIDAD: [TipoRegistro; 8] = [
    TipoRegistro::ServicioPriorizado,
    TipoRegistro::Evaluacion,
    TipoRegistro::Calificacion,
    TipoRegistro::BrechaCalidad,
    TipoRegistro::Mejora,
    TipoRegistro::MedicionConductor,
    TipoRegistro::InformeCalidad,
    TipoRegistro::LeccionAprendida,
];
/// Groups of an aggregate, at most.
const GRUPOS: u64 = 5_000;
/// Steps of each kind that a diagram reads below a process, at most.
const PASOS: u64 = crate::diagrama::NODOS_MAXIMOS as u64 + 1;

impl<'a> Recorrido<'a> {
    /// What a field without a rule reads.
    pub(super) fn registro(&self, lote: &Lote, campo: &'a Field) -> Result<Estimado, ApiError> {
        let nombre = campo.name.node.as_str();
        let Some(Destino { tipo, forma }) = destino(lote.tipo.nombre(), nombre) else {
            return Ok(self.valor_leido(lote, nombre));
        };
        let tipo = Tipo::de_nombre(tipo);
        let mut hijo = Lote { tipo, parejos: false, parte_de: None, ..lote.clone() };
        if lote.tipo.nombre().ends_with("Payload") {
            // What an edit answers is of its draft.
            (hijo.ambito.versiones, hijo.ambito.matriz) = (Versiones::Todas, None);
        } else if !lote.tipo.es_del_mapa() {
            // What a record says of the map is looked for in what is in force.
            (hijo.ambito.versiones, hijo.ambito.matriz) = (Versiones::Elegida(Eleccion::Vigente), None);
        }
        let debajo = |hijo: &Lote, antes| self.debajo(hijo, &[&campo.selection_set.node], &antes);
        match (lote.tipo.nombre(), nombre) {
            _ if *forma == Forma::Conexion => self.pagina_de_registros(lote, campo, hijo),
            (_, "calculadora") => Ok(Estimado::default()),
            (_, "vinculos") => self.vinculos(campo, hijo),
            ("Mutation", _) => debajo(&hijo, self.mutacion(campo, tipo.nombre())),
            ("Entrega" | "Despliegue", "pasosPosibles") => Ok(self.expedientes(lote)),
            ("CoberturaDeGobierno", "porSector") => {
                let objetos = hijo.objetos.saturating_mul(self.mundo.referencia.sectores.len() as u64);
                debajo(&Lote { filas: objetos, objetos, veces: objetos, ..hijo }, Estimado::default())
            }
            ("Indicador", "resumen") => Ok(Estimado::fijo(1, self.contados(lote, TipoRegistro::Medicion))),
            // The nodes of a link were read with it.
            ("Vinculo", _) => debajo(&hijo, Estimado::default()),
            _ if tipo == Tipo::Sector => self.sectores(campo, hijo),
            _ if tipo.es_de_catalogo() => {
                Ok(self.en_memoria(tipo, self.de_catalogo(lote, *forma), &[&campo.selection_set.node]))
            }
            ("Query", _) if !tipo.es_fila() => self.agregado(campo, hijo),
            _ if tipo.es_fila() => self.apuntados(lote, campo, hijo, *forma),
            _ => debajo(&hijo, Estimado::default()),
        }
    }

    /// The sectors of these nodes: in memory, and each is there once however many nodes are of it.
    pub(super) fn sectores(&self, campo: &'a Field, hijo: Lote) -> Result<Estimado, ApiError> {
        let hay = self.mundo.referencia.sectores.len() as u64;
        let hijo = Lote { filas: hijo.filas.min(hay), veces: hijo.objetos, ..hijo };
        self.debajo(&hijo, &[&campo.selection_set.node], &Estimado::fijo(0, hijo.objetos))
    }

    /// A value that is read apart from its row.
    fn valor_leido(&self, lote: &Lote, nombre: &str) -> Estimado {
        let pasos = |tabla| lote.filas.saturating_mul(PASOS).min(self.hay(&lote.ambito, tabla));
        match (lote.tipo, nombre) {
            (Tipo::Matriz, "mapaMermaid") => Estimado::fijo(1, pasos(Tabla::Proceso)),
            (Tipo::Proceso, "flujo") => {
                let ejecutores = self.hay(&lote.ambito, Tabla::Ejecucion);
                let filas = [Tabla::Proceso, Tabla::Actividad, Tabla::Tarea].map(pasos).iter().sum::<u64>();
                Estimado::fijo(4, filas.saturating_add(ejecutores))
            }
            (Tipo::Otro("Ficha"), "tipo") | (Tipo::Otro("RegistroGuardado"), "vencido") => {
                Estimado::fijo(1, lote.filas)
            }
            _ => Estimado::default(),
        }
    }

    /// Records below each node, cut to a page.
    fn pagina_de_registros(&self, lote: &Lote, campo: &'a Field, hijo: Lote) -> Result<Estimado, ApiError> {
        let pagina = self.pagina(campo, PAGINA, self.mundo.topes.lista)?;
        let hay = match (TipoRegistro::de_nombre(hijo.tipo.nombre()), hijo.tipo.nombre()) {
            (Some(tipo), _) => self.contados(lote, tipo),
            (None, "Cambio") => self.hay_registros(lote, Contados::Cambios),
            (None, _) => LECTURAS,
        };
        // A record is of one entity, one release, one service …; it may touch many nodes of the map, and an improvement is in
        // the group of each process that it touches; an edition of a document is beside each of the others.
        let de_grupos = !lote.tipo.es_fila() && lote.tipo.nombre() != "Query";
        let todos = match (lote.tipo.nombre(), campo.name.node.as_str()) {
            (_, "ediciones") => u64::MAX,
            ("FilaMejora", _) => hay.saturating_mul(VINCULOS),
            _ if lote.tipo.es_del_mapa() => u64::MAX,
            _ => hay,
        };
        let cada = pagina.min(hay);
        let filas = lote.filas.saturating_mul(cada).min(todos);
        let objetos = lote.objetos.saturating_mul(cada).min(lote.veces.saturating_mul(todos));
        let Conexion { nodos, lugares, cuenta } = self.documento.conexion(campo, hijo.tipo);
        let leidas = lote.filas.saturating_mul(hay.min(pagina + 1)).min(todos).max(objetos.saturating_mul(lugares));
        let mut estimado = Estimado::fijo(1, leidas);
        if cuenta {
            estimado.sentencias += 1;
            estimado.filas += Cota::fija(lote.filas);
        }
        let criterio = self.criterio_de_registros(campo, hijo.tipo, lote);
        let recorridas = if todos == u64::MAX { lote.filas.saturating_mul(hay) } else { todos };
        // What is behind groups is looked for among all.
        let recorridas = criterio.recorridas(recorridas, cuenta || de_grupos).saturating_add(criterio.mira);
        estimado.sumadas += Cota::fija(recorridas);
        let mut hijo = Lote { filas, objetos, ..hijo };
        if let Entidades::Hasta(n) = hijo.ambito.entidades {
            hijo.ambito.entidades = Entidades::Hasta(n.min(filas));
        }
        (hijo.ambito.versiones, hijo.ambito.matriz) = (Versiones::Elegida(Eleccion::Vigente), None);
        self.debajo(&hijo, &nodos, &estimado)
    }

    /// The rows that each node points at: one, or the few of a list that the node keeps.
    fn apuntados(&self, lote: &Lote, campo: &'a Field, hijo: Lote, forma: Forma) -> Result<Estimado, ApiError> {
        let por_nodo = if forma == Forma::Uno { 1 } else { VINCULOS };
        let objetos = lote.objetos.saturating_mul(por_nodo);
        let filas = lote.filas.saturating_mul(por_nodo);
        let mut hijo = Lote { filas, objetos, veces: objetos, ..hijo };
        if hijo.tipo == Tipo::Entidad {
            // A client may be another entity.
            hijo.ambito.entidades = Entidades::Hasta(filas);
        }
        self.debajo(&hijo, &[&campo.selection_set.node], &Estimado::fijo(1, filas.max(objetos)))
    }

    /// What decides about the steps of releases and of their deployments.
    fn expedientes(&self, lote: &Lote) -> Estimado {
        use TipoRegistro::{Despliegue, LineaBase, Paquete, PoliticaEntrega, Prueba};
        let clases = [Despliegue, LineaBase, Paquete, PoliticaEntrega, Prueba];
        let suyos: u64 = clases.into_iter().map(|clase| self.contados(lote, clase)).sum();
        // The release of each deployment too.
        Estimado::fijo(clases.len() as u64 + 1, suyos.saturating_add(lote.filas))
    }

    /// The links of each node to the map, with the nodes that they name.
    fn vinculos(&self, campo: &'a Field, hijo: Lote) -> Result<Estimado, ApiError> {
        let hay = VINCULOS.min(self.hay_registros(&hijo, Contados::Vinculos));
        let filas = hijo.filas.saturating_mul(hay);
        let objetos = hijo.objetos.saturating_mul(hay);
        let hijo = Lote { filas, objetos, veces: objetos, ..hijo };
        self.debajo(&hijo, &[&campo.selection_set.node], &Estimado::fijo(3, filas.max(objetos)))
    }

    /// Figures of records, by groups.
    fn agregado(&self, campo: &'a Field, hijo: Lote) -> Result<Estimado, ApiError> {
        let ambito = &hijo.ambito;
        let clases = match campo.name.node.as_str() {
            "indicadoresEntrega" => &[TipoRegistro::Entrega][..],
            "coberturaDeGobierno" => &[TipoRegistro::AsignacionDeRol],
            "efectoMejoras" => &[TipoRegistro::Mejora],
            "indicadoresRegistro" => &[TipoRegistro::RegistroGuardado, TipoRegistro::Documento],
            "calidadDeServicios" => &DE_CALIDAD,
            _ => &[],
        };
        let sumados = if clases.is_empty() {
            TipoRegistro::con_tabla().map(|clase| self.contados(&hijo, clase)).sum()
        } else {
            clases.iter().map(|clase| self.contados(&hijo, *clase)).sum::<u64>()
        };
        let catalogo = &self.mundo.referencia.catalogo;
        let entidades = self.hay(ambito, Tabla::Entidad);
        // Each evaluation may be without a rating of each component, and each entity without anything.
        let (sentencias, vacios) = if clases == DE_CALIDAD {
            let componentes = catalogo.calidad.componentes.len() as u64;
            let evaluaciones = self.contados(&hijo, TipoRegistro::Evaluacion);
            (SENTENCIAS_POR_CLASE, evaluaciones.saturating_mul(componentes).saturating_add(entidades))
        } else {
            (SENTENCIAS_DE_AGREGADO, 0)
        };
        let sumados = sumados.saturating_add(vacios);
        let grupos = sumados.min(GRUPOS).max(catalogo.responsabilidades.len() as u64);
        let filas = grupos.saturating_mul(sentencias).saturating_add(entidades);
        let antes = Estimado { sumadas: Cota::fija(sumados.saturating_mul(2)), ..Estimado::fijo(sentencias, filas) };
        let hijo = Lote { filas: grupos, objetos: grupos, veces: grupos, ..hijo };
        self.debajo(&hijo, &[&campo.selection_set.node], &antes)
    }

    fn de_catalogo(&self, lote: &Lote, forma: Forma) -> u64 {
        let catalogo = &self.mundo.referencia.catalogo;
        let todos = catalogo.roles_de_gobierno.len().max(catalogo.responsabilidades.len()) as u64;
        if forma == Forma::Uno { lote.objetos } else { lote.objetos.saturating_mul(todos) }
    }

    fn contados(&self, lote: &Lote, tipo: TipoRegistro) -> u64 {
        self.hay_registros(lote, Contados::Registros(tipo))
    }

    fn hay_registros(&self, lote: &Lote, contados: Contados) -> u64 {
        self.mundo.referencia.censo.hay(self.mundo.scope, &lote.ambito.entidades, contados)
    }
}
